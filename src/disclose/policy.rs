//! The rule by which a count of persons is unsafe to show.
//!
//! Published precedents: Statistics Netherlands keeps counts up to 7 of youth care per neighbourhood secret
//! and rounds the others to multiples of five; thresholds of 5 are customary for counts of households.

use std::ops::RangeInclusive;

/// How counts of persons are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Counts below a threshold are hidden, the others are exact.
    Threshold(u32),
    /// Counts up to seven are hidden, zero included; the others are rounded to multiples of five.
    SevenFive,
}

/// In the profile [`Policy::SevenFive`], the largest count that is hidden.
pub const SEVEN: u32 = 7;
/// In the profile [`Policy::SevenFive`], the base of rounding.
pub const FIVE: u32 = 5;

impl Policy {
    /// Whether `count` of `out_of` may not be shown: a few persons, all but a few, or all of them.
    ///
    /// Under [`Policy::Threshold`] with threshold t: 1 <= k < t, or 1 <= n - k < t, or k = n > 0; a count of
    /// zero is shown where enough others are there. Under [`Policy::SevenFive`]: k <= 7 or n - k <= 7, for
    /// n > 0. Nothing of nobody is safe.
    pub fn is_unsafe(self, count: u32, out_of: u32) -> bool {
        self.needs(count, out_of).is_some()
    }

    /// The counts that a reader of everything that is published must still hold possible of an unsafe cell:
    /// he learns no more than the rule itself says. `None` for a safe cell.
    ///
    /// Under [`Policy::Threshold`] a few persons may be 1 to t - 1; a few others likewise; where all of them
    /// count the others may be 0 to t - 1. Never fewer than two counts.
    pub fn needs(self, count: u32, out_of: u32) -> Option<RangeInclusive<u32>> {
        if out_of == 0 {
            return None;
        }
        let others = out_of - count;
        // Of the counts and of the others: the least and the most that must stay possible.
        let (few, few_others) = match self {
            Policy::Threshold(t) => {
                let some = |k: u32| (1..t).contains(&k).then_some((1, t - 1));
                let others = if others == 0 { Some((0, t - 1)) } else { some(others) };
                (some(count), others)
            }
            Policy::SevenFive => {
                let up_to_seven = |k: u32| (k <= SEVEN).then_some((0, SEVEN));
                (up_to_seven(count), up_to_seven(others))
            }
        };
        let few = few.map(|(least, most)| (least.min(out_of), most.min(out_of)));
        let few_others = few_others
            .map(|(least, most)| (out_of.saturating_sub(most), out_of.saturating_sub(least)));
        let (least, most) = match (few, few_others) {
            (None, None) => return None,
            (Some(range), None) | (None, Some(range)) => range,
            (Some(one), Some(other)) => (one.0.min(other.0), one.1.max(other.1)),
        };
        Some(if least == most { least.saturating_sub(1)..=most.max(1) } else { least..=most })
    }

    /// The counts that a reader holds possible of a cell that shows `shown` out of `out_of`.
    pub fn possible(self, shown: u32, out_of: u32) -> RangeInclusive<u32> {
        match self {
            Policy::Threshold(_) => shown..=shown,
            // It is shown, so it is above seven, and so are the others.
            Policy::SevenFive => {
                let least = (shown.saturating_sub(FIVE - 1)).max(SEVEN + 1);
                let most = (shown + FIVE - 1).min(out_of.saturating_sub(SEVEN + 1));
                least.min(most)..=most
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(policy: Policy, count: u32, out_of: u32, expected: Option<RangeInclusive<u32>>) {
        assert_eq!(policy.needs(count, out_of), expected, "{count} of {out_of}");
    }

    #[test]
    fn few_all_but_few_and_all_are_unsafe() {
        let five = Policy::Threshold(5);
        check(five, 0, 0, None);
        check(five, 0, 50, None);
        check(five, 1, 50, Some(1..=4));
        check(five, 4, 50, Some(1..=4));
        check(five, 5, 50, None);
        check(five, 45, 50, None);
        check(five, 46, 50, Some(46..=49));
        check(five, 49, 50, Some(46..=49));
        check(five, 50, 50, Some(46..=50));
        check(five, 3, 6, Some(1..=5)); // three of each
        check(five, 2, 3, Some(0..=3)); // one to three, and one to three others
        check(five, 0, 3, Some(0..=2));
        check(five, 0, 1, Some(0..=1));
        check(five, 1, 1, Some(0..=1));
        check(five, 3, 3, Some(0..=3));
    }

    #[test]
    fn a_need_holds_the_count_and_two_counts_at_least() {
        for policy in [Policy::Threshold(2), Policy::Threshold(5), Policy::SevenFive] {
            for out_of in 1..40 {
                for count in 0..=out_of {
                    let Some(needs) = policy.needs(count, out_of) else { continue };
                    assert!(needs.contains(&count), "{count} of {out_of}: {needs:?}");
                    assert!(needs.start() < needs.end() && *needs.end() <= out_of);
                }
            }
        }
    }

    #[test]
    fn up_to_seven_on_either_side_is_unsafe_in_the_other_profile() {
        check(Policy::SevenFive, 0, 50, Some(0..=7));
        check(Policy::SevenFive, 7, 50, Some(0..=7));
        check(Policy::SevenFive, 8, 50, None);
        check(Policy::SevenFive, 43, 50, Some(43..=50));
        check(Policy::SevenFive, 42, 50, None);
        assert_eq!(Policy::SevenFive.possible(10, 50), 8..=14);
        assert_eq!(Policy::SevenFive.possible(40, 50), 36..=42);
        assert_eq!(Policy::Threshold(5).possible(40, 50), 40..=40);
    }
}
