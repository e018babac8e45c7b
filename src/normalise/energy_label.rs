//! Energy labels, A+++++ to G, and the spellings that stand for them.

use polars::prelude::{Expr, NULL, lit, when};

use super::text::one_of;

/// The classes of the register, best first.
pub(super) const LABELS: [&str; 12] =
    ["A+++++", "A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"];

/// VERA's codes and the short forms for the pluses.
const SPELLINGS: [(&[&str], &str); 5] = [
    (&["AP5", "A5+", "A+5"], "A+++++"),
    (&["AP4", "A4+", "A+4"], "A++++"),
    (&["AP3", "A3+", "A+3"], "A+++"),
    (&["APP", "AP2", "A2+", "A+2"], "A++"),
    (&["AP", "AP1", "A1+", "A+1"], "A+"),
];

/// The place of a label in the order of the classes, best first, from 0; null for what is none.
pub(super) fn rank(label: Expr) -> Expr {
    LABELS.iter().zip(0_i32..).fold(lit(NULL), |otherwise, (class, rank)| {
        when(label.clone().eq(lit(*class))).then(lit(rank)).otherwise(otherwise)
    })
}

/// The label; null for what is none.
pub(super) fn read(present: Expr) -> Expr {
    let bare = present.str().to_uppercase().str().replace_all(
        lit(r"^(?:ENERGIE)?LABEL|\s"),
        lit(""),
        false,
    );
    let spelled = SPELLINGS.iter().fold(bare.clone(), |otherwise, (words, label)| {
        when(one_of(bare.clone(), words)).then(lit(*label)).otherwise(otherwise)
    });
    when(one_of(spelled.clone(), &LABELS)).then(spelled).otherwise(lit(NULL))
}
