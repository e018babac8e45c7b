//! How many rows of a file and cells of a column may fall away before there is no result.

use crate::diagnostics::{Finding, Outcome, codes, counted};
use crate::normalise::{InputFile, UnreadCells};
use crate::output::notation::Notation;
use crate::output::rejected_names;

const ENGLISH: Notation = Notation { dutch: false };

/// A stop for each file of which more rows are rejected, and each column of which more cells cannot be
/// read, than may be.
pub(super) fn rejected_beyond(inputs: &[InputFile], limit: f64) -> Vec<Finding> {
    let mut stops = Vec::new();
    for (input, listed) in inputs.iter().zip(rejected_names(inputs)) {
        let limit = input.limit(limit);
        let listed = listed.unwrap_or_default();
        if input.account.rejected_fraction() > limit {
            stops.push(of_rows(input, limit, &listed));
        }
        let beyond = input.unread.iter().filter(|cells| cells.weighed(input.account.read) > limit);
        stops.extend(beyond.map(|cells| of_cells(input, cells, limit, &listed)));
    }
    stops
}

fn of_rows(input: &InputFile, limit: f64, listed: &str) -> Finding {
    let rows = input.account;
    let rejected = input.findings.iter().filter(|found| found.outcome == Outcome::Rejected);
    let reasons: Vec<String> =
        rejected.map(|found| format!("{} ({})", found.entry.code, found.count)).collect();
    let detail = format!(
        "{} of {} of {} rejected ({}) is above the limit of {}\n  \
         reasons: {}; the rows stand in {listed}\n  \
         mend the source, or accept it knowingly: {}",
        rows.rejected,
        counted(rows.read, "row", "rows"),
        input.name,
        ENGLISH.share(rows.rejected_fraction()),
        ENGLISH.limit(limit),
        reasons.join(", "),
        accepting(rows.rejected_fraction()),
    );
    Finding::new(&codes::TOO_MANY_REJECTED, &input.name, rows.rejected).detail(detail)
}

fn of_cells(input: &InputFile, cells: &UnreadCells, limit: f64, listed: &str) -> Finding {
    let values: String = cells.values.iter().map(|line| format!("\n  {line}")).collect();
    let detail = format!(
        "{} of {} of column \"{}\" of {} cannot be read ({}), above the limit of {}{values}\n  \
         the cells stand in {listed}\n  \
         mend the source, or accept it knowingly: {}",
        cells.unread,
        counted(cells.filled, "cell", "cells"),
        cells.column,
        input.name,
        ENGLISH.share(cells.fraction()),
        ENGLISH.limit(limit),
        accepting(cells.weighed(input.account.read)),
    );
    let stop = Finding::new(&codes::TOO_MANY_REJECTED, &input.name, cells.unread);
    stop.column(&cells.column).detail(detail)
}

/// The option that lets so many fall away.
fn accepting(fraction: f64) -> String {
    format!("--max-rejected {:.0}%", (100.0 * fraction).ceil())
}
