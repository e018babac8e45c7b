//! The rows of tables as cells, and what adds up to what.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Rule, TableError};

/// What a cell is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Level of the area; empty where the table has none.
    pub level: String,
    /// Code of the area; empty of the city.
    pub area: String,
    /// The kind of part (`year`, `corporation`, `part`); empty of the whole.
    pub kind: &'static str,
    /// The part; empty of the whole.
    pub part: String,
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let area = if self.area.is_empty() { &self.level } else { &self.area };
        f.write_str(area)?;
        if !self.part.is_empty() {
            write!(f, " {}", self.part)?;
        }
        Ok(())
    }
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The file.
    pub file: PathBuf,
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The indicator; empty where the table names none.
    pub indicator: String,
    /// What it is of.
    pub key: Key,
    /// Code of the area that holds it; empty where none is named.
    pub parent: String,
    /// Whether its count is hidden.
    pub hidden: bool,
    /// The least and the most that its count and its share leave; without an end where there is none.
    pub counts: (i64, Option<i64>),
    /// What it is out of.
    pub total: Option<i64>,
}

/// A count of one area and part.
#[derive(Debug)]
pub struct Cell {
    /// Level and code of the area that holds it.
    pub parent: Option<(String, String)>,
    /// Whether a table hides it.
    pub hidden: bool,
    /// The table that shows it though another hides it.
    pub shown_in: Option<PathBuf>,
    /// The least and the most of it by itself.
    pub bounds: (i64, Option<i64>),
    /// What it is out of.
    pub total: Option<i64>,
}

/// The cells of all rows; the same area and part is one cell.
pub(super) fn cells(rows: Vec<Row>, rule: Rule) -> Result<BTreeMap<Key, Cell>, TableError> {
    let mut levels: Vec<&str> = Vec::new();
    for row in &rows {
        if !levels.contains(&row.key.level.as_str()) {
            levels.push(&row.key.level);
        }
    }
    // The level of an area that holds others stands before theirs.
    let mut by_code: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &rows {
        let known = by_code.entry(&row.key.area).or_default();
        if !known.contains(&row.key.level.as_str()) {
            known.push(&row.key.level);
        }
    }
    let rank = |level: &str| levels.iter().position(|known| *known == level).unwrap_or(0);
    let roots: Vec<&Row> = rows
        .iter()
        .filter(|row| row.parent.is_empty() && row.key.part.is_empty())
        .filter(|row| rank(&row.key.level) == 0)
        .collect();
    let root = match roots.as_slice() {
        [one] => Some((one.key.level.clone(), one.key.area.clone())),
        _ => None,
    };
    let mut parents = Vec::new();
    for row in &rows {
        let own = (row.key.level.clone(), row.key.area.clone());
        if row.parent.is_empty() {
            parents.push(root.clone().filter(|root| *root != own));
            continue;
        }
        let coarser = by_code.get(row.parent.as_str()).and_then(|found| {
            let before = found
                .iter()
                .filter(|level| rank(level) < rank(&row.key.level) || row.key.level.is_empty());
            before.max_by_key(|level| rank(level)).copied()
        });
        let Some(level) = coarser else {
            return Err(TableError::Cell {
                file: row.file.display().to_string(),
                row: row.row,
                column: "parent".to_owned(),
                value: row.parent.clone(),
                problem: "is no area of the table\n  give the rows of that area too, or leave the cell empty"
                    .to_owned(),
            });
        };
        parents.push(Some((level.to_owned(), row.parent.clone())));
    }
    let mut cells: BTreeMap<Key, Cell> = BTreeMap::new();
    let mut first: BTreeMap<(Key, PathBuf), u32> = BTreeMap::new();
    for (row, parent) in rows.iter().zip(parents) {
        if let Some(earlier) = first.insert((row.key.clone(), row.file.clone()), row.row) {
            return Err(TableError::Cell {
                file: row.file.display().to_string(),
                row: row.row,
                column: "area".to_owned(),
                value: row.key.to_string(),
                problem: format!(
                    "stands in row {earlier} too\n  one row for each area and part; say which column tells \
                     the parts apart: --part COLUMN"
                ),
            });
        }
        let (mut least, mut most) = row.counts;
        if let (Some(base), false) = (rule.rounded, row.hidden) {
            (least, most) = ((least - base + 1).max(0), most.map(|most| most + base - 1));
        }
        let most = match (most, row.total) {
            (Some(most), Some(total)) => Some(most.min(total)),
            (most, total) => most.or(total),
        };
        match cells.entry(row.key.clone()) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                let (hidden, shown_in) = (row.hidden, None);
                entry.insert(Cell {
                    parent,
                    hidden,
                    shown_in,
                    bounds: (least, most),
                    total: row.total,
                });
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                let cell = entry.get_mut();
                if cell.hidden != row.hidden {
                    cell.shown_in.get_or_insert(row.file.clone());
                }
                cell.hidden |= row.hidden;
                let tighter = match (cell.bounds.1, most) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
                cell.bounds = (cell.bounds.0.max(least), tighter);
                cell.total = cell.total.or(row.total);
                if cell.bounds.1.is_some_and(|most| most < cell.bounds.0) {
                    return Err(TableError::Cell {
                        file: row.file.display().to_string(),
                        row: row.row,
                        column: "count".to_owned(),
                        value: least.to_string(),
                        problem: format!(
                            "is another count of {} than in another table\n  attack tables of one release \
                             together, or each by itself",
                            row.key
                        ),
                    });
                }
            }
        }
    }
    Ok(cells)
}

/// A whole with its parts.
type WithParts = (Key, Vec<Key>);

/// What adds up to what, and how many wholes have parts that do not: of parts such as years some may be missing.
///
/// # Errors
/// Areas that are all shown do not add up to the one that holds them, or an area holds itself.
pub(super) fn sums(cells: &BTreeMap<Key, Cell>) -> Result<(Vec<WithParts>, usize), TableError> {
    let mut of_areas: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    let mut of_parts: BTreeMap<(Key, &'static str), Vec<Key>> = BTreeMap::new();
    for (key, cell) in cells {
        if let Some((level, area)) = &cell.parent {
            let whole = Key { level: level.clone(), area: area.clone(), ..key.clone() };
            if cells.contains_key(&whole) {
                of_areas.entry(whole).or_default().push(key.clone());
            }
        }
        if !key.part.is_empty() {
            let whole = Key { kind: "", part: String::new(), ..key.clone() };
            if cells.contains_key(&whole) {
                of_parts.entry((whole, key.kind)).or_default().push(key.clone());
            }
        }
    }
    for key in of_areas.keys() {
        let mut at = (key.level.clone(), key.area.clone());
        for _ in 0..cells.len() {
            let here = Key { level: at.0.clone(), area: at.1.clone(), ..key.clone() };
            match cells.get(&here).and_then(|cell| cell.parent.clone()) {
                Some(above) if above == (key.level.clone(), key.area.clone()) => {
                    return Err(TableError::Whole(format!(
                        "{key} is held by an area that it holds itself\n  mend the column of parents"
                    )));
                }
                Some(above) => at = above,
                None => break,
            }
        }
    }
    let can_be = |whole: &Key, parts: &[Key]| {
        let ends = parts.iter().map(|part| cells[part].bounds);
        let (least, most) = ends.fold((0, Some(0)), |sum: (i64, Option<i64>), end| {
            (sum.0 + end.0, sum.1.zip(end.1).map(|(one, other)| one + other))
        });
        let (low, high) = cells[whole].bounds;
        most.is_none_or(|most| most >= low) && high.is_none_or(|high| high >= least)
    };
    let mut sums = Vec::new();
    for (whole, parts) in of_areas {
        if !can_be(&whole, &parts) {
            let told: Vec<String> = parts.iter().take(4).map(Key::to_string).collect();
            let more = if parts.len() > 4 { ", ..." } else { "" };
            return Err(TableError::Whole(format!(
                "{whole} is not the sum of the areas that it holds ({}{more})\n  an area may be missing, or the \
                 numbers are rounded: say so with --rounded 5",
                told.join(", ")
            )));
        }
        sums.push((whole, parts));
    }
    let mut incomplete = 0;
    for ((whole, _), parts) in of_parts {
        match can_be(&whole, &parts) {
            true => sums.push((whole, parts)),
            false => incomplete += 1,
        }
    }
    Ok((sums, incomplete))
}
