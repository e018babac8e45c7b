//! The words by which a project of the production agreements counts.

/// What kind of homes a project holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Social rent.
    Social,
    /// Anything else.
    Other,
    /// Not known: its homes may be social or not.
    Unknown,
}

impl Segment {
    /// The word of the results.
    pub fn word(self) -> &'static str {
        match self {
            Segment::Social => "sociaal",
            Segment::Other => "anders",
            Segment::Unknown => "onbekend",
        }
    }
}

/// How sure it is that a project will be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Agreed.
    Firm,
    /// Intended.
    Soft,
    /// Shown for information; it is never added.
    Excluded,
    /// Its cell cannot be read; it is shown and never added.
    Unknown,
}

impl Certainty {
    /// The word of the results.
    pub fn word(self) -> &'static str {
        match self {
            Certainty::Firm => "hard",
            Certainty::Soft => "zacht",
            Certainty::Excluded => "telt niet mee",
            Certainty::Unknown => "onbekend",
        }
    }

    /// Whether the homes of the project are added to anything.
    pub fn counts(self) -> bool {
        matches!(self, Certainty::Firm | Certainty::Soft)
    }
}

/// Words of a printed total for homes of which the year is not known.
pub const YEAR_UNKNOWN: [&str; 5] = ["onbekend", "unknown", "n.t.b.", "n.b.", "nb"];

/// A text as names and words are compared: without case, outer blanks and double blanks.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_blanks_make_no_other_name() {
        assert_eq!(plain("  De\u{a0} MARKENLAAN "), "de markenlaan");
        assert_eq!(plain(" "), "");
    }
}
