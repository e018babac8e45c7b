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
            "suspect",
            "ja",
            "j",
            "1",
            "true",
            "waar",
        ],
        "suspect",
    ),
    (&["deels verdacht", "deels", "deels asbestverdacht", "partly"], "partly"),
    (
        &[
            "niet verdacht",
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
    (&["niet zichtbaar", "deels niet zichtbaar", "not_visible"], "not_visible"),
    (&["gesaneerd", "verwijderd", "removed"], "removed"),
];

const KINDS: [(&[&str], &str); 2] = [
    (&["woning", "woningdak", "huis", "hoofdgebouw", "woonhuis", "home"], "home"),
    (&["schuur", "berging", "bijgebouw", "garage", "schuurdak", "shed"], "shed"),
];

/// `suspect`, `partly`, `clear`, `not_visible`, `removed`; null for any other word.
pub(super) fn read_state(present: Expr) -> Expr {
    translated(present, &STATES)
}

/// `home` or `shed`; null for any other word.
pub(super) fn read_kind(present: Expr) -> Expr {
    translated(present, &KINDS)
}
