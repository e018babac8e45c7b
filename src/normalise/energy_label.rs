//! Energy labels, A0 and A+++++ to G, and the spellings that stand for them.
//!
//! A0 is an indication beside the class, for permits that were asked for after 29 May 2026 (Stcrt. 2026,
//! 18123). It is a class of its own here, the best one: of `A++++/A0` it says the more, so that is A0.

use polars::prelude::{Expr, NULL, lit, when};

use super::text::one_of;

/// The classes of the register, best first.
pub(super) const LABELS: [&str; 13] =
    ["A0", "A+++++", "A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"];

/// VERA's codes and the short forms for the pluses.
const SPELLINGS: [(&[&str], &str); 5] = [
    (&["AP5", "A5+", "A+5"], "A+++++"),
    (&["AP4", "A4+", "A+4"], "A++++"),
    (&["AP3", "A3+", "A+3"], "A+++"),
    (&["APP", "AP2", "A2+", "A+2"], "A++"),
    (&["AP", "AP1", "A1+", "A+1"], "A+"),
];

/// A class A with or without pluses, and beside it the indication A0: `A++++/A0`, `A++++(A0)`, `A0/A++++`.
const WITH_A0: &str = r"^(?:A(?:\+{0,5}|[1-5]\+|\+[1-5]|PP?|P[1-5])[/(,|-]A0\)?|A\+{1,5}A0|A0[/(,|-]A(?:\+{0,5}|[1-5]\+|\+[1-5]|PP?|P[1-5])\)?)$";

/// The place of a label in the order of the classes, best first, from 0; null for what is none.
pub(super) fn rank(label: Expr) -> Expr {
    LABELS.iter().zip(0_i32..).fold(lit(NULL), |otherwise, (class, rank)| {
        when(label.clone().eq(lit(*class))).then(lit(rank)).otherwise(otherwise)
    })
}

/// The label; null for what is none.
pub(super) fn read(present: Expr) -> Expr {
    let bare = present
        .str()
        .to_uppercase()
        .str()
        .replace_all(lit(r"^(?:ENERGIE)?LABEL|\s"), lit(""), false)
        .str()
        .replace_all(lit(WITH_A0), lit("A0"), false);
    let spelled = SPELLINGS.iter().fold(bare.clone(), |otherwise, (words, label)| {
        when(one_of(bare.clone(), words)).then(lit(*label)).otherwise(otherwise)
    });
    when(one_of(spelled.clone(), &LABELS)).then(spelled).otherwise(lit(NULL))
}

/// Whether a text of which the label is written otherwise is a spelling of the register all the same, in
/// which there is nothing to mend.
pub(super) fn is_official(text: &str) -> bool {
    text == "A++++/A0"
}

#[cfg(test)]
mod tests {
    use polars::prelude::Column;

    use super::super::one_column::evaluate;
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], label: Option<&str>) {
        let read = evaluate(&Column::new("label".into(), texts), read).unwrap();
        for (text, found) in texts.iter().zip(read.str().unwrap().iter()) {
            assert_eq!(found, label, "{text}");
        }
    }

    #[test]
    fn a0_is_a_label_alone_and_beside_a_class() {
        check(&["A0", "a0", "A 0", "Label A0", "energielabel a0"], Some("A0"));
        check(&["A++++/A0", "A++++ / A0", "a++++/a0", "A++++ (A0)", "A++++ A0"], Some("A0"));
        check(&["A0/A++++", "A+++++/A0", "A+++/A0", "A/A0", "AP4/A0", "A4+/A0"], Some("A0"));
    }

    #[test]
    fn what_only_looks_like_a0_is_none() {
        check(&["A0+", "AO", "A00", "AA0", "B0", "D/A0", "G/A0", "0", "A++++++/A0", "A0/B"], None);
    }

    #[test]
    fn classes_with_pluses_stay_what_they_are() {
        check(&["A5+", "AP5", "A+++++"], Some("A+++++"));
        check(&["A4+", "AP4", "A++++"], Some("A++++"));
        check(&["A", "a "], Some("A"));
        check(&["d", "Label D", "D"], Some("D"));
    }
}
