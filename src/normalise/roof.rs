//! The kind of a roof and its state, as surveys and corporations word them.
//!
//! There is no standard; *not visible* is a state of its own and never means *no*.

use polars::prelude::Expr;

use super::text::translated;

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

/// `suspect`, `partly`, `clear`, `not_visible`, `removed`; null for any other word.
pub(super) fn read_state(present: Expr) -> Expr {
    translated(present, &STATES)
}

/// `home` or `shed`; null for any other word.
pub(super) fn read_kind(present: Expr) -> Expr {
    translated(present, &KINDS)
}
