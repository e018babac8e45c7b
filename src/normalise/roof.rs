//! The kind of a roof and its state, as surveys and corporations word them.
//!
//! There is no standard; *not visible* is a state of its own and never means *no*.

use polars::prelude::{Column, Expr, PolarsResult, lit, when};

use super::one_column::evaluate;
use super::read_column::Evidence;
use super::text::translated;
use super::yes_no;

/// The states, in the words of the program.
pub(super) const STATE_WORDS: [&str; 5] = ["suspect", "partly", "clear", "not_visible", "removed"];

const STATES: [(&[&str], &str); 5] = [
    (
        &[
            "verdacht",
            "asbestverdacht",
            "asbest verdacht",
            "asbest",
            "asbesthoudend",
            "asbestcement",
            "asb",
            "ace",
            "suspect",
            "ja",
            "j",
            "1",
            "true",
            "waar",
            "yes",
            "y",
        ],
        "suspect",
    ),
    (&["deels verdacht", "deels", "gedeeltelijk", "deels asbestverdacht", "partly"], "partly"),
    (
        &[
            "niet verdacht",
            "niet-verdacht",
            "onverdacht",
            "niet asbestverdacht",
            "geen asbest",
            "asbestvrij",
            "clear",
            "nee",
            "n",
            "0",
            "false",
            "onwaar",
            "no",
            "neen",
        ],
        "clear",
    ),
    (
        &[
            "niet zichtbaar",
            "deels niet zichtbaar",
            "niet beoordeeld",
            "not visible",
            "not_visible",
        ],
        "not_visible",
    ),
    (&["gesaneerd", "verwijderd", "vervangen", "removed"], "removed"),
];

const KINDS: [(&[&str], &str); 2] = [
    (
        &["woning", "woningdak", "huis", "hoofdgebouw", "woonhuis", "hoofdgebouw woning", "home"],
        "home",
    ),
    (
        &["schuur", "berging", "bijgebouw", "garage", "schuurdak", "schuurtje", "aanbouw", "shed"],
        "shed",
    ),
];

/// The mark that means *yes* among answers, and nothing that is known among states.
const CROSS: &str = "x";

/// The states of cells: `suspect`, `partly`, `clear`, `not_visible`, `removed`; null for any other word.
/// A cross is a *yes* in a column of answers: one with [an answer](is_plain_answer) and without
/// [states](is_state_beside_answers), here and in the rows that `elsewhere` is the evidence of.
pub(super) fn read_states(cells: &Column, elsewhere: &Evidence) -> PolarsResult<Column> {
    let words = cells.unique()?;
    let words = words.str()?;
    let has = |is: fn(&str) -> bool| words.iter().flatten().any(is);
    let states = elsewhere.states || has(is_state_beside_answers);
    let answers_alone = !states && (elsewhere.answers || has(is_plain_answer));
    evaluate(cells, |cell| {
        let state = translated(cell.clone(), &STATES);
        if !answers_alone {
            return state;
        }
        let cross = cell.str().to_lowercase().eq(lit(CROSS));
        when(cross).then(lit("suspect")).otherwise(state)
    })
}

/// Whether a word is a cross.
pub(super) fn is_cross(word: &str) -> bool {
    word.eq_ignore_ascii_case(CROSS)
}

/// Whether a word is an answer, and no cross.
pub(super) fn is_plain_answer(word: &str) -> bool {
    !is_cross(word) && yes_no::is_answer(&word.to_lowercase())
}

/// Whether a word is that of a state, and no answer such as *ja* or *nee*: in a column that has one, a
/// cross could mean any state.
pub(super) fn is_state_beside_answers(word: &str) -> bool {
    let word = word.to_lowercase();
    state_of(&word).is_some() && !yes_no::is_answer(&word)
}

/// The state of a word in lower case.
pub(super) fn state_of(word: &str) -> Option<&'static str> {
    meaning(&STATES, word)
}

/// The kind of a word in lower case.
pub(super) fn kind_of(word: &str) -> Option<&'static str> {
    meaning(&KINDS, word)
}

fn meaning(lists: &[(&[&str], &'static str)], word: &str) -> Option<&'static str> {
    lists.iter().find(|(words, _)| words.contains(&word)).map(|(_, meaning)| *meaning)
}

/// `home` or `shed`; null for any other word.
pub(super) fn read_kind(present: Expr) -> Expr {
    translated(present, &KINDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[Option<&str>], expected: &[Option<&str>]) {
        let read = read_states(&Column::new("roof".into(), cells), &Evidence::default()).unwrap();
        assert_eq!(read.str().unwrap().iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_cross_means_yes_among_answers_alone() {
        let (suspect, clear) = (Some("suspect"), Some("clear"));
        check(&[Some("x"), None, Some("X")], &[None, None, None]); // nothing says what it means
        check(&[Some("x"), Some("nee"), Some("ja")], &[suspect, clear, suspect]);
        check(&[Some("x"), Some("?"), Some("N")], &[suspect, None, clear]);
        check(&[Some("x"), Some("onverdacht")], &[None, clear]);
        check(&[Some("x"), Some("nee"), Some("Gesaneerd")], &[None, clear, Some("removed")]);
        check(&[Some("xx")], &[None]);
    }
}
