//! Whether a programme makes a city more even, in a word.

use super::scenarios::StepEvenness;

/// A difference below the last digit that is written is none.
pub(super) const SMALLEST: f64 = 5e-7;

/// What becomes of the evenness of one level: the indices of dissimilarity (D) and of information (H)
/// are compared with those of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Neither rises, and one falls.
    MoreEven,
    /// Neither falls, and one rises.
    LessEven,
    /// Both stay.
    Same,
    /// One falls and the other rises.
    Mixed,
}

impl Change {
    /// From one evenness to another.
    pub(super) fn between(before: &StepEvenness, after: &StepEvenness) -> Change {
        let sign = |before: f64, after: f64| match after - before {
            change if change > SMALLEST => 1,
            change if change < -SMALLEST => -1,
            _ => 0,
        };
        let d = sign(before.dissimilarity, after.dissimilarity);
        let h = sign(before.information, after.information);
        match (d.min(h), d.max(h)) {
            (0, 0) => Change::Same,
            (-1, -1 | 0) => Change::MoreEven,
            (0 | 1, 1) => Change::LessEven,
            _ => Change::Mixed,
        }
    }

    /// The word in a sentence.
    pub fn adjective(self, dutch: bool) -> &'static str {
        match (self, dutch) {
            (Change::MoreEven, true) => "gelijkmatiger",
            (Change::LessEven, true) => "ongelijkmatiger",
            (Change::Same, true) => "even gelijkmatig",
            (Change::Mixed, true) => "niet eenduidig anders",
            (Change::MoreEven, false) => "more even",
            (Change::LessEven, false) => "less even",
            (Change::Same, false) => "as even",
            (Change::Mixed, false) => "not clearly other",
        }
    }

    /// The word of the results.
    pub fn word(self) -> &'static str {
        match self {
            Change::MoreEven => "more even",
            Change::LessEven => "less even",
            Change::Same => "as even",
            Change::Mixed => "mixed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_indices_tell_or_none_does() {
        let even = |dissimilarity, information| StepEvenness {
            areas: 2,
            share: 0.3,
            dissimilarity,
            information,
            gini: 0.2,
            lowest: (0, 0.1),
            highest: (1, 0.5),
        };
        let change = |d, h| Change::between(&even(0.3, 0.1), &even(d, h));
        assert_eq!(change(0.2, 0.05), Change::MoreEven);
        assert_eq!(change(0.2, 0.1), Change::MoreEven);
        assert_eq!(change(0.3, 0.2), Change::LessEven);
        assert_eq!(change(0.3, 0.1), Change::Same);
        assert_eq!(change(0.2, 0.2), Change::Mixed);
    }
}
