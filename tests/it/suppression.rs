//! The number and cost of hidden cells against the optimum, which `tests/independent/suppression/optimum.py` proves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use spreiding::disclose::Policy;
use spreiding::disclose::suppress::{Fate, suppress};
use spreiding::disclose::table::{Depth, Node, Table};
use spreiding::measure::Counts;
use spreiding::model::Tally;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/independent/suppression")
}

/// The table of a file, with the finest of these levels as its finest; every cell may be published.
fn table(name: &str, levels: &[&str]) -> Table {
    let mut rows = csv::Reader::from_path(folder().join(format!("{name}.csv"))).unwrap();
    let rows: Vec<BTreeMap<String, String>> = rows.deserialize().collect::<Result<_, _>>().unwrap();
    let mut nodes = vec![Node { parent: None, level: None, area: 0 }];
    let mut of_level = BTreeMap::from([(String::new(), 0)]);
    for (level, column) in levels.iter().enumerate() {
        let mut holders: BTreeMap<String, usize> = BTreeMap::new();
        for row in &rows {
            let above = level.checked_sub(1).map_or("", |above| &row[levels[above]]);
            holders.insert(row[*column].clone(), of_level[above]);
        }
        let first = nodes.len();
        nodes.extend(holders.values().enumerate().map(|(area, &parent)| Node {
            parent: Some(parent),
            level: Some(level),
            area,
        }));
        of_level = holders.into_keys().zip(first..).collect();
    }
    let finest = levels.last().unwrap();
    let first = nodes.len() - of_level.len();
    let units = rows.iter().map(|row| {
        let number = |column: &str| row[column].parse::<u32>().unwrap();
        let tally = Tally::new(number("count"), number("count") + number("others"), 0, 0).unwrap();
        let year = row["year"].parse::<i32>().ok();
        ((of_level[&row[*finest]] - first) as u32, None, year.map(Into::into), tally)
    });
    let counts = Counts::of(of_level.len(), units);
    let depth = Depth { years: Some(levels.len() - 1), corporations: None };
    Table::over(nodes, &counts, depth, Policy::Threshold(5))
}

/// What a hidden cell costs: 1 and its count, 40 more one level above the finest, 200 more above that.
fn cost(table: &Table, at: usize, n_levels: usize) -> u64 {
    let cell = &table.cells[at];
    let above = table.nodes[cell.node].level.map_or(n_levels, |level| n_levels - 1 - level);
    1 + u64::from(cell.count) + [0, 40, 200][above.min(2)]
}

#[test]
fn three_hard_tables_cost_what_the_optimum_costs_or_a_little_more() {
    let optimum: Value =
        serde_json::from_str(&fs::read_to_string(folder().join("optimum.json")).unwrap()).unwrap();
    let mut found = Vec::new();
    for (name, levels) in [
        ("tree", &["stadsdeel", "wijk", "buurt"][..]),
        ("wijk_by_year", &["stadsdeel", "wijk"]),
        ("one_year", &["stadsdeel", "wijk", "buurt"]),
    ] {
        let table = table(name, levels);
        let shown: Vec<u32> = table.cells.iter().map(|cell| cell.count).collect();
        let pattern = suppress(&table, Policy::Threshold(5), &shown).unwrap();
        let hidden: Vec<usize> = (0..table.cells.len())
            .filter(|&at| matches!(pattern.cells[at], Fate::Primary | Fate::Secondary))
            .collect();
        let secondary = hidden.iter().filter(|&&at| pattern.cells[at] == Fate::Secondary).count();
        let cost: u64 = hidden.iter().map(|&at| cost(&table, at, levels.len())).sum();
        let best = &optimum[name];
        assert_eq!(table.cells.len() as u64, best["cells"], "{name}");
        assert_eq!((hidden.len() - secondary) as u64, best["primary"], "{name}");
        let best = [best["secondary"].as_u64().unwrap(), best["cost"].as_u64().unwrap()];
        found.push((name, [secondary as u64, cost], best));
    }
    // Two of the three reach the optimum; the other costs 125 where 119 would do.
    assert_eq!(
        found,
        [
            ("tree", [5, 160], [5, 160]),
            ("wijk_by_year", [11, 125], [9, 119]),
            ("one_year", [10, 517], [10, 517]),
        ]
    );
}
