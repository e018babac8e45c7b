//! Numbers of homes: whole ones of zero or more. Any other makes its cell unknown.

use crate::diagnostics::codes;
use crate::diagnostics::cut;

use super::super::error::InputError;
use super::super::sift::Sift;
use super::listed;

/// More homes than any project has.
const MOST: f64 = 1_000_000.0;

/// The numbers of one column, in the order of the rows that are in.
pub(super) struct HomesColumn {
    /// The program's name for it.
    pub name: String,
    /// The numbers; `None` where the cell is empty or cannot be read.
    pub cells: Vec<Option<u32>>,
    /// Whether something stands in the cell that is no number of homes.
    pub unread: Vec<bool>,
}

impl HomesColumn {
    /// The column of a project, and whether its cell cannot be read.
    pub fn of(&self, at: usize) -> (Option<u32>, bool) {
        (self.cells[at], self.unread[at])
    }
}

/// Reads columns of homes. Cells that hold no whole number of zero or more are given up, with one finding
/// for each column.
pub(super) fn columns(sift: &mut Sift, names: &[String]) -> Result<Vec<HomesColumn>, InputError> {
    let rows: Vec<u32> = sift.rows()?;
    let mut found = Vec::new();
    let mut given_up: Vec<(String, Vec<u32>)> = Vec::new();
    let mut texts = Vec::new();
    for name in names {
        let mut unread: Vec<bool> = vec![false; rows.len()];
        for row in sift.rows_unread(name) {
            if let Ok(at) = rows.binary_search(&row) {
                unread[at] = true;
            }
        }
        let numbers: Vec<Option<f64>> = sift.frame().column(name)?.f64()?.iter().collect();
        let mut cells = Vec::with_capacity(rows.len());
        let mut wrong = Vec::new();
        for (at, number) in numbers.into_iter().enumerate() {
            let homes = number.and_then(whole);
            if let Some(number) = number.filter(|_| homes.is_none()) {
                unread[at] = true;
                wrong.push(rows[at]);
                let column = cut(&sift.named(name), 40);
                texts.push(format!("row {}, column \"{column}\": {number}", rows[at]));
            }
            cells.push(homes);
        }
        if !wrong.is_empty() {
            given_up.push((name.clone(), wrong));
        }
        found.push(HomesColumn { name: name.clone(), cells, unread });
    }
    if !texts.is_empty() {
        let expected = "expected a whole number of homes, 0 or more";
        sift.hint(&codes::PROJECT_HOMES, format!("{}; {expected}", listed(&texts)));
    }
    for (name, rows) in given_up {
        sift.give_up_cells(&rows, &codes::PROJECT_HOMES, &name, &[&name])?;
    }
    Ok(found)
}

/// The number of homes that a number is, `None` for one that it cannot be.
pub(super) fn whole(number: f64) -> Option<u32> {
    let possible = (0.0..=MOST).contains(&number) && number.fract() == 0.0;
    possible.then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_are_whole_and_not_negative() {
        for (number, expected) in [
            (0.0, Some(0)),
            (-0.0, Some(0)),
            (350.0, Some(350)),
            (-1.0, None),
            (2.5, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
            (1e12, None),
        ] {
            assert_eq!(whole(number), expected, "{number}");
        }
    }
}
