//! What may be said of one area, in six words.

use super::tails::{Side, Tails};

/// Whether the share of an area is above or below that of all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// Higher or lower, beyond what chance does when so many areas are looked at.
    Shown(Side),
    /// Higher or lower, further than chance takes one area of twenty; among many areas some always are.
    Possible(Side),
    /// Not to be told from the share of the others.
    NotTold,
    /// Too few units to say anything.
    TooFew,
}

impl Judgement {
    /// Fewest units of which a judgement is given.
    pub const FEWEST: u32 = 10;
    /// The rate of false discoveries, and the two-sided p-value of a single area.
    pub const LIMIT: f64 = 0.05;
    /// All, from above to below.
    pub const ALL: [Judgement; 6] = [
        Judgement::Shown(Side::Above),
        Judgement::Possible(Side::Above),
        Judgement::NotTold,
        Judgement::Possible(Side::Below),
        Judgement::Shown(Side::Below),
        Judgement::TooFew,
    ];

    /// The judgement on an area with `t` units, from the exact test against all others and the q-value of
    /// its two-sided p-value among all areas.
    ///
    /// There is one family of two-sided tests and not one of either side: so of the areas that are called
    /// shown, above and below together, at most five in a hundred are expected to be false, and of a hundred
    /// areas of which nothing is the matter at most five are called possible.
    pub fn of(t: u32, tails: Tails, q: f64) -> Judgement {
        match t {
            _ if t < Judgement::FEWEST => Judgement::TooFew,
            _ if q <= Judgement::LIMIT => Judgement::Shown(tails.side()),
            _ if tails.two_sided() <= Judgement::LIMIT => Judgement::Possible(tails.side()),
            _ => Judgement::NotTold,
        }
    }

    /// The words of the layers.
    pub fn words(self) -> &'static str {
        match self {
            Judgement::Shown(Side::Above) => "aantoonbaar boven",
            Judgement::Possible(Side::Above) => "mogelijk boven",
            Judgement::NotTold => "niet te onderscheiden",
            Judgement::Possible(Side::Below) => "mogelijk onder",
            Judgement::Shown(Side::Below) => "aantoonbaar onder",
            Judgement::TooFew => "te weinig toewijzingen",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_have_their_words() {
        let judged =
            |t, above: f64, below: f64, q| Judgement::of(t, Tails { above, below }, q).words();
        assert_eq!(judged(60, 1.0, 1e-9, 1e-7), "aantoonbaar onder");
        assert_eq!(judged(60, 1e-9, 1.0, 0.05), "aantoonbaar boven");
        assert_eq!(judged(60, 0.98, 0.025, 0.3), "mogelijk onder");
        assert_eq!(judged(60, 0.025, 0.98, 0.3), "mogelijk boven");
        assert_eq!(judged(60, 0.026, 0.98, 0.3), "niet te onderscheiden");
        assert_eq!(judged(9, 1e-9, 1.0, 1e-7), "te weinig toewijzingen");
        let mut words = Judgement::ALL.map(Judgement::words).to_vec();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), 6);
    }
}
