//! An attack on everything that a run is about to publish, before a byte of it is written.
//!
//! The attacker has the rendered files, the map, the denominators, and the rule; nothing of what was counted,
//! and nothing of how cells were hidden. He puts the numbers of all files together, and works out between
//! which counts each hidden cell lies. The verdict compares that with what the rule promises: where fewer
//! counts are left, there is no result.

mod observed;
mod system;
mod table;

use crate::disclose::attack::{Asked, attack_as_far};
use crate::disclose::table::{Part, Table};
use crate::disclose::{AuditSummary, Gate, Protection};
use crate::layers::ResultFile;
use crate::model::{Areas, Indicator};

use observed::Observed;

pub use table::{Columns, Found, Key, Reading, Row, Rule, Step, TableError, attack_tables, read};

/// What the files of a run give away.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Leak {
    /// Of a hidden cell something is told.
    #[error("{file}: {cell} is hidden, and `{column}` tells of it")]
    Told {
        /// The file.
        file: String,
        /// The cell, in words.
        cell: String,
        /// The column or key.
        column: String,
    },
    /// Two files tell two numbers of one cell.
    #[error("{file}: {cell} is {there}, and {here} in another file of the result")]
    TwoNumbers {
        /// The file.
        file: String,
        /// The cell, in words.
        cell: String,
        /// The number here.
        there: u32,
        /// The number elsewhere.
        here: u32,
    },
    /// The numbers do not add up, so that nothing can be said of what is hidden.
    #[error("the numbers of `{indicator}` do not add up; what is hidden cannot be audited")]
    Contradiction {
        /// The indicator.
        indicator: String,
    },
    /// What is shown leaves fewer counts of a hidden cell than the rule promises.
    #[error(
        "{cell}: from what is shown it can be computed that it is {least} to {most}; the rule promises \
         that {promised_least} to {promised_most} stay possible"
    )]
    Narrow {
        /// The cell, in words.
        cell: String,
        /// The fewest that it can be.
        least: i64,
        /// The most that it can be.
        most: i64,
        /// The fewest that must stay possible.
        promised_least: u32,
        /// The most that must stay possible.
        promised_most: u32,
    },
}

/// Attacks the files of a public run. `indicators` are those of the measures, in the order of the gate;
/// `corporations` their names, by number.
///
/// # Errors
/// The first thing that is given away. A message names the cell, and no count beyond what the files tell.
pub fn audit<'a>(
    areas: &Areas,
    gate: &Gate,
    indicators: impl Iterator<Item = &'a Indicator>,
    corporations: &[String],
    files: &[ResultFile],
) -> Result<AuditSummary, Leak> {
    let mut summary =
        AuditSummary { earlier_releases: gate.earlier_releases, ..AuditSummary::default() };
    for (indicator, protection) in indicators.zip(&gate.protections) {
        let Some(protection) = protection else { continue };
        let observed = Observed::in_files(areas, indicator, files, corporations)?;
        let (Protection::ByArea(of) | Protection::CityAlone(of)) = protection else { continue };
        // Of the table the attacker has the tree, the parts and the denominators.
        let table = &of.table;
        let (system, cells) = system::of(table, of.policy, &observed);
        let mut asked = vec![Asked::Nothing; system.bounds.len()];
        for (asked, cell) in asked.iter_mut().zip(&table.cells) {
            if let Some(needs) = &cell.needs {
                *asked = Asked::Reaches(i64::from(*needs.start()), i64::from(*needs.end()));
            }
        }
        // What was counted is a solution, if the files are right. It shortens the search for others.
        let counted = table.cells.iter().map(|cell| i64::from(cell.count));
        let groups = system.bounds[table.cells.len()..].iter().map(|bounds| bounds.0);
        let counted: Vec<i64> = counted.chain(groups).collect();
        let intervals = attack_as_far(&system, &asked, Some(&counted))
            .map_err(|_| Leak::Contradiction { indicator: indicator.id.clone() })?;
        for (cell, &(least, most)) in table.cells.iter().zip(&intervals) {
            let Some(needs) = &cell.needs else { continue };
            if least > i64::from(*needs.start()) || most < i64::from(*needs.end()) {
                return Err(Leak::Narrow {
                    cell: in_words(areas, table, cell.node, cell.part, &indicator.id),
                    least,
                    most,
                    promised_least: *needs.start(),
                    promised_most: *needs.end(),
                });
            }
        }
        summary.shown += cells.shown;
        summary.hidden += cells.hidden;
        summary.sums += system.sums.len();
    }
    Ok(summary)
}

/// `urgent, buurt BU00340101, 2024`.
fn in_words(areas: &Areas, table: &Table, node: usize, part: Part, indicator: &str) -> String {
    let node = &table.nodes[node];
    let place = match node.level {
        None => "the city".to_owned(),
        Some(level) => {
            let level = &areas.levels()[level];
            format!("{} {}", level.level, level.areas[node.area].code.as_str())
        }
    };
    let part = match part {
        Part::Window => String::new(),
        Part::Year(year) => format!(", {year}"),
        Part::Corporation(_) => ", one corporation".to_owned(),
    };
    format!("{indicator}, {place}{part}")
}
