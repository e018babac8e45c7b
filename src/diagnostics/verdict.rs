//! What a check comes to, in one word.

use serde::Serialize;

use super::Finding;

/// What the findings of a run come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing to remark.
    Ok,
    /// A result may be made; a strict run would refuse it.
    Remarks,
    /// No result.
    Refused,
}

impl Verdict {
    /// The verdict on these findings: a stop refuses, and anything but what was set aside or only
    /// told is a remark.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Verdict {
        findings.into_iter().fold(Verdict::Ok, |verdict, finding| match verdict {
            _ if finding.is_stop() => Verdict::Refused,
            Verdict::Ok if finding.is_remark() => Verdict::Remarks,
            verdict => verdict,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Entry, codes};

    #[track_caller]
    fn check(entries: &[&'static Entry], expected: Verdict) {
        let findings: Vec<Finding> =
            entries.iter().map(|entry| Finding::new(entry, "a.csv", 1)).collect();
        assert_eq!(Verdict::of(&findings), expected);
    }

    #[test]
    fn the_worst_finding_decides_in_any_order() {
        check(&[], Verdict::Ok);
        check(&[&codes::TOTAL_ROW], Verdict::Ok); // set aside
        check(&[&codes::LOST_ZEROS], Verdict::Remarks); // repaired
        check(&[&codes::TOTAL_ROW, &codes::LOST_ZEROS, &codes::BLANK_ROW], Verdict::Remarks);
        check(&[&codes::COLUMN_MISSING, &codes::LOST_ZEROS], Verdict::Refused);
        check(&[&codes::LOST_ZEROS, &codes::COLUMN_MISSING], Verdict::Refused);
    }
}
