//! Letters and additions that all say the same word for nothing, such as `NA` of R: read as they stand,
//! they would lead every address elsewhere.

use polars::prelude::{Column, PolarsResult};

use crate::diagnostics::codes;

use super::sift::Sift;

/// What programs write where nothing is known, and what could be an addition too.
const WORDS: [&str; 7] = ["NA", "N/A", "NAN", "NONE", "GEEN", "LEEG", "\\N"];

/// Remarks on a column of letters or additions in which all cells say one of these words.
pub(super) fn remark(sift: &mut Sift) -> PolarsResult<()> {
    for name in ["house_letter", "addition"] {
        let column = sift.frame().column(name)?;
        let Some(word) = only_word(column)? else { continue };
        let count = (column.len() - column.null_count()) as u64;
        let detail = format!(
            "\"{word}\" in every cell; if that means nothing is known, say it for this file: empty = {}",
            toml::Value::from(vec![word.clone()])
        );
        let finding = sift.finding(&codes::SUFFIX_NOTHING, &[]).column(sift.named(name));
        sift.note(crate::diagnostics::Finding { count, ..finding }.detail(detail));
    }
    Ok(())
}

/// The word that all cells hold which hold anything, where it is one of [`WORDS`] and more than one
/// holds it.
fn only_word(column: &Column) -> PolarsResult<Option<String>> {
    let mut cells = column.str()?.iter().flatten();
    let Some(first) = cells.next().filter(|first| WORDS.contains(first)) else { return Ok(None) };
    let (mut others, mut same) = (0, true);
    for cell in cells {
        others += 1;
        same &= cell == first;
        if !same {
            break;
        }
    }
    Ok((same && others > 0).then(|| first.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[Option<&str>], expected: Option<&str>) {
        let word = only_word(&Column::new("addition".into(), cells)).unwrap();
        assert_eq!(word.as_deref(), expected);
    }

    #[test]
    fn one_word_for_nothing_in_all_cells_is_found() {
        check(&[Some("NA"), None, Some("NA")], Some("NA"));
        check(&[Some("NA"), Some("HS")], None);
        check(&[Some("HS"), Some("HS")], None);
        check(&[Some("NA"), None], None); // may be the addition of that home
        check(&[None, None], None);
    }
}
