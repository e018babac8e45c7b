//! One number of a release with its denominator.

use crate::model::{Nature, Tally};
use crate::spread::{AreaChance, wilson};

use super::published::Status;

/// One number of a release with its denominator.
///
/// A hidden cell holds no count at all: what it was made of stays behind the gate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Count, denominator and unknown; of a hidden cell the count is zero, and never told.
    tally: Tally,
    hidden: bool,
    /// 95% interval of the share, in [0, 1], of flows with a denominator.
    pub interval: Option<(f64, f64)>,
    /// What chance leaves of the share, of flows with a denominator, by area of a level.
    pub chance: Option<AreaChance>,
}

impl Cell {
    /// A cell that is shown.
    pub(super) fn shown(tally: Tally, nature: Nature) -> Cell {
        let interval = if nature == Nature::Flow { wilson(tally) } else { None };
        Cell { tally, hidden: false, interval, chance: None }
    }

    /// A cell that shows a rounded count, of which no interval may be told.
    pub(super) fn rounded(tally: Tally) -> Cell {
        Cell { tally, hidden: false, interval: None, chance: None }
    }

    /// A cell of which only the denominator is shown.
    pub(super) fn hidden(tally: Tally) -> Cell {
        let tally = tally.counting(0).expect("nothing is a part of anything");
        Cell { tally, hidden: true, interval: None, chance: None }
    }

    /// The same with what chance leaves of its share.
    pub(super) fn with_chance(self, chance: Option<AreaChance>) -> Cell {
        Cell { chance, ..self }
    }

    /// Whether there is a number, and if not why.
    pub fn status(&self) -> Status {
        match self.tally {
            _ if self.hidden => Status::Hidden,
            tally if tally.is_unknown() => Status::Unknown,
            tally if tally.out_of() == 0 => Status::Undefined,
            _ => Status::Ok,
        }
    }

    /// Whether the count is hidden.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Units that count; `None` where they are hidden, or known of none.
    pub fn count(&self) -> Option<u32> {
        (!self.hidden && !self.tally.is_unknown()).then_some(self.tally.count())
    }

    /// The denominator; `None` where it is not known of a single area.
    pub fn out_of(&self) -> Option<u32> {
        self.tally.known_out_of()
    }

    /// Units of which it is not known whether they belong or count.
    pub fn unknown(&self) -> u32 {
        self.tally.unknown()
    }

    /// Areas of which it is not known how many units belong.
    pub fn unmeasured(&self) -> u32 {
        self.tally.unmeasured()
    }

    /// Fraction that counts, in [0, 1]; `None` where it is hidden, unknown or undefined.
    pub fn share(&self) -> Option<f64> {
        self.tally.share().filter(|_| self.status() == Status::Ok)
    }

    /// Count, denominator and unknown; `None` of a hidden cell.
    pub fn tally(&self) -> Option<Tally> {
        (!self.hidden).then_some(self.tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_cell_holds_no_count() {
        let tally = |count| Tally::new(count, 9, 2, 1).unwrap();
        assert_eq!(Cell::hidden(tally(3)), Cell::hidden(tally(4)));
        let hidden = Cell::hidden(tally(3));
        assert_eq!((hidden.count(), hidden.share(), hidden.tally()), (None, None, None));
        assert_eq!((hidden.out_of(), hidden.unknown()), (Some(7), 3));
        assert_eq!(hidden.status(), Status::Hidden);
        assert!(!format!("{hidden:?}").contains('4'));
    }

    #[test]
    fn zero_unknown_undefined_and_hidden_never_mix() {
        let status = |tally| Cell::shown(tally, Nature::Stock).status();
        assert_eq!(status(Tally::new(0, 5, 0, 0).unwrap()), Status::Ok);
        assert_eq!(status(Tally::new(0, 5, 5, 0).unwrap()), Status::Unknown);
        assert_eq!(status(Tally::default()), Status::Undefined);
        assert_eq!(Cell::hidden(Tally::new(2, 5, 0, 0).unwrap()).status(), Status::Hidden);
    }
}
