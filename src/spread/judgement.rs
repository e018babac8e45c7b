//! What may be said of one area, in four words.

/// Whether the share of an area is above that of the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// Above, beyond what chance does when so many areas are looked at.
    Shown,
    /// Above, further than chance takes one area of twenty; among many areas some always are.
    Possible,
    /// Not to be told from the share of the city.
    NotTold,
    /// Too few units to say anything.
    TooFew,
}

impl Judgement {
    /// Fewest units of which a judgement is given.
    pub const FEWEST: u32 = 10;
    /// The rate of false discoveries, and the p-value of a single area.
    pub const LIMIT: f64 = 0.05;

    /// The judgement on an area with `t` units, from the p-value of the exact one-sided test against
    /// the share of the city and its q-value among all areas.
    pub fn of(t: u32, p: f64, q: f64) -> Judgement {
        match (t, p, q) {
            _ if t < Judgement::FEWEST => Judgement::TooFew,
            _ if q <= Judgement::LIMIT => Judgement::Shown,
            _ if p <= Judgement::LIMIT => Judgement::Possible,
            _ => Judgement::NotTold,
        }
    }

    /// The words of the layers.
    pub fn words(self) -> &'static str {
        match self {
            Judgement::Shown => "aantoonbaar boven",
            Judgement::Possible => "mogelijk boven",
            Judgement::NotTold => "niet te onderscheiden",
            Judgement::TooFew => "te weinig toewijzingen",
        }
    }
}
