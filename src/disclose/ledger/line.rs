//! The line of a new release.

use chrono::NaiveDate;

use crate::model::Areas;

use super::super::policy::Policy;
use super::super::table::{Node, Part, Role, Table};
use super::{AreaLine, CellLine, Day, IndicatorLine, Ledger, PartName, Release};

/// What a release is about.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// The city.
    pub name: &'a str,
    /// The day as of which it tells.
    pub reference_date: NaiveDate,
    /// First and last day of the placements that are counted.
    pub window: [NaiveDate; 2],
    /// CBS *indelingsjaar* of the area codes.
    pub areas_year: u16,
    /// The areas.
    pub areas: &'a Areas,
    /// The corporations, by their number.
    pub corporations: &'a [String],
}

/// What a release shows of one indicator about persons.
#[derive(Clone, Copy)]
pub struct Indicated<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it counts and what out of, in words.
    pub definition: &'a str,
    /// How its counts are protected.
    pub policy: Policy,
    /// Its cells; those of earlier releases are passed over.
    pub table: &'a Table,
    /// What is shown of a cell, by its position; `None` of a hidden one.
    pub shown: &'a dyn Fn(usize) -> Option<u32>,
}

/// The line by which a release follows those of the ledger, without line feed; `None` where it tells the
/// same as the last one.
pub fn line(
    ledger: &Ledger,
    heading: &Heading<'_>,
    indicators: &[Indicated<'_>],
) -> Option<String> {
    let release = Release {
        release: ledger.releases.len() as u32 + 1,
        previous: ledger.last.clone(),
        program: "spreiding".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        name: heading.name.to_owned(),
        reference_date: Day(heading.reference_date),
        window: heading.window.map(Day),
        areas_year: heading.areas_year,
        areas: areas(heading.areas),
        indicators: indicators.iter().map(|indicator| indicator_line(heading, indicator)).collect(),
        check: String::new(),
    };
    let told_before = ledger.releases.last().is_some_and(|last| last.tells_the_same(&release));
    (!told_before).then(|| release.text())
}

pub(super) fn areas(areas: &Areas) -> Vec<AreaLine> {
    let mut lines = Vec::new();
    for (level, of_level) in areas.levels().iter().enumerate() {
        let mut above = vec![None; of_level.areas.len()];
        if let Some(coarser) = level.checked_sub(1) {
            for (&area, &holder) in areas.holders(level).iter().zip(areas.holders(coarser)) {
                let code = areas.levels()[coarser].areas[holder].code.as_str();
                above[area] = Some(code.to_owned());
            }
        }
        let area = |(area, above): (&crate::model::Area, _)| {
            AreaLine(of_level.level, area.code.as_str().to_owned(), above)
        };
        lines.extend(of_level.areas.iter().zip(above).map(area));
    }
    lines
}

fn indicator_line(heading: &Heading<'_>, indicator: &Indicated<'_>) -> IndicatorLine {
    let Indicated { id, definition, policy, table, shown } = *indicator;
    let own = table.cells.iter().enumerate();
    let own = own.filter(|(_, cell)| !matches!(cell.role, Role::Earlier { .. }));
    let cells = own.map(|(at, cell)| {
        let (level, code) = named(heading.areas, &table.nodes[cell.node]);
        let part = part_name(cell.part, heading.corporations);
        CellLine(level, code.map(str::to_owned), part, shown(at), cell.out_of)
    });
    IndicatorLine {
        id: id.to_owned(),
        definition: definition.to_owned(),
        policy: policy.into(),
        cells: cells.collect(),
    }
}

/// Level and code of a node; `None` of the city.
pub(super) fn named<'a>(
    areas: &'a Areas,
    node: &Node,
) -> (Option<crate::model::AreaLevel>, Option<&'a str>) {
    match node.level {
        None => (None, None),
        Some(level) => {
            let of_level = &areas.levels()[level];
            (Some(of_level.level), Some(of_level.areas[node.area].code.as_str()))
        }
    }
}

/// The name of a part.
pub(super) fn part_name(part: Part, corporations: &[String]) -> PartName {
    match part {
        Part::Window => PartName::Window,
        Part::Year(year) => PartName::Year(year),
        Part::Corporation(of) => {
            PartName::Corporation(of.map(|number| corporations[number as usize].clone()))
        }
    }
}
