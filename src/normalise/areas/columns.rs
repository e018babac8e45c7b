//! Columns of a layer of areas, by the names under which they are known.

use crate::model::schema::bare_name;

/// The longest name that a column of a `.dbf` can have.
const DBF_NAME: usize = 10;

/// The names by which one of these columns may stand in a layer, without case and signs: each as it is,
/// and behind them those that a `.dbf` cuts (`gemeentecode` to `gemeenteco`).
pub(super) fn known(names: &[&str]) -> Vec<String> {
    let whole = names.iter().map(|name| bare_name(name));
    let cut = names.iter().filter(|name| name.chars().count() > DBF_NAME);
    let cut = cut.map(|name| bare_name(&name.chars().take(DBF_NAME).collect::<String>()));
    whole.chain(cut).collect()
}

/// The place of the first column with this name, without case and signs.
pub(super) fn place(columns: &[String], bare: &str) -> Option<usize> {
    columns.iter().position(|column| bare_name(column) == bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_known_by_its_first_ten_letters_too() {
        assert_eq!(known(&["gemeentecode", "gm_code"]), ["gemeentecode", "gmcode", "gemeenteco"]);
        assert_eq!(known(&["gemeente_code"]), ["gemeentecode", "gemeentec"]);
        assert_eq!(place(&["ID".to_owned(), "Gemeente_C".to_owned()], "gemeentec"), Some(1));
    }
}
