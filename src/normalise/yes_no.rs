//! Yes and no, as files write them.

use polars::prelude::{Expr, NULL, lit, when};

use super::text::one_of;

const YES: [&str; 8] = ["ja", "j", "1", "true", "waar", "yes", "y", "x"];
const NO: [&str; 7] = ["nee", "n", "0", "false", "onwaar", "no", "neen"];

/// Whether a word, in lower case, is an answer: *yes* or *no*.
pub(super) fn is_answer(word: &str) -> bool {
    YES.contains(&word) || NO.contains(&word)
}

/// The program's word for an answer.
pub(super) fn meaning(word: &str) -> Option<&'static str> {
    let of = [(YES.as_slice(), "yes"), (NO.as_slice(), "no")];
    of.into_iter().find(|(words, _)| words.contains(&word)).map(|(_, meaning)| meaning)
}

/// True, false, or null for any other word.
pub(super) fn read(present: Expr) -> Expr {
    let lower = present.str().to_lowercase();
    when(one_of(lower.clone(), &YES))
        .then(lit(true))
        .when(one_of(lower, &NO))
        .then(lit(false))
        .otherwise(lit(NULL))
}
