//! Why there is no statistic.

use super::shares::Shares;

/// A reason, in a plain sentence instead of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// No area has a denominator.
    NoUnits,
    /// None or all of the units are events.
    NothingToSpread,
    /// There is one area, or two where three are needed.
    TooFewAreas,
    /// All areas have the same share.
    AllAlike,
    /// No area has a neighbour that takes part.
    NoNeighbours,
    /// Of no unit it is known whether it counts.
    NothingKnown,
    /// Of some area it is not known out of how many units its own are.
    WholeUnknown,
}

impl Silence {
    /// Whether there is anything to spread.
    ///
    /// # Errors
    /// There is not.
    pub fn of(shares: &Shares) -> Result<(), Silence> {
        match shares.overall() {
            None if shares.left_out().unknown_areas > 0 => Err(Silence::NothingKnown),
            None => Err(Silence::NoUnits),
            Some(_) if shares.parting().is_none() => Err(Silence::NothingToSpread),
            Some(_) => Ok(()),
        }
    }

    /// The same within a line: without a capital and an end.
    pub fn clause(self, dutch: bool) -> String {
        let mut letters = self.sentence(dutch).trim_end_matches('.').chars();
        letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
    }

    /// The sentence in Dutch or in English.
    pub fn sentence(self, dutch: bool) -> &'static str {
        match (self, dutch) {
            (Silence::NoUnits, true) => "Geen gebied heeft een noemer.",
            (Silence::NoUnits, false) => "No area has a denominator.",
            (Silence::NothingToSpread, true) => {
                "Alle of geen eenheden tellen mee: er valt niets te spreiden."
            }
            (Silence::NothingToSpread, false) => {
                "All or none of the units count: there is nothing to spread."
            }
            (Silence::TooFewAreas, true) => "Er zijn te weinig gebieden met een noemer.",
            (Silence::TooFewAreas, false) => "There are too few areas with a denominator.",
            (Silence::AllAlike, true) => "Alle gebieden hebben hetzelfde aandeel.",
            (Silence::AllAlike, false) => "All areas have the same share.",
            (Silence::NoNeighbours, true) => "Geen gebied met een noemer grenst aan een ander.",
            (Silence::NothingKnown, true) => "Van geen eenheid is bekend of zij meetelt.",
            (Silence::WholeUnknown, true) => {
                "Van een deel van de gebieden is het totaal niet bekend."
            }
            (Silence::WholeUnknown, false) => "Of some areas the total is not known.",
            (Silence::NothingKnown, false) => "Of no unit it is known whether it counts.",
            (Silence::NoNeighbours, false) => "No area with a denominator borders on another.",
        }
    }
}
