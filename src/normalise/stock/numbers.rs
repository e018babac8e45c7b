//! Numbers of homes as a source gives them: which can be, and what several of one area say together.

/// No area of the Netherlands has more homes, not even its largest municipality.
const MOST: f64 = 1_000_000.0;

/// A number of homes; `None` for one that is negative, fractional or larger than any area has.
pub(super) fn whole(number: f64) -> Option<u32> {
    let possible = (0.0..=MOST).contains(&number) && number.fract() == 0.0;
    possible.then_some(number as u32)
}

/// What is told of one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Told {
    /// Nothing.
    #[default]
    Nothing,
    /// This number; `None` where a row is there and the number is not known.
    Once(Option<u32>),
    /// Things that differ: none of them is better than the others.
    Differing,
}

impl Told {
    /// Adds what another row tells, and whether it is the same again.
    pub fn and(&mut self, homes: Option<u32>) -> bool {
        let again = *self == Told::Once(homes);
        *self = match *self {
            Told::Nothing => Told::Once(homes),
            Told::Once(_) if again => *self,
            Told::Once(_) | Told::Differing => Told::Differing,
        };
        again
    }

    /// Adds the homes of an area of an earlier year that became a part of this one.
    pub fn add(&mut self, homes: Option<u32>) {
        *self = match (*self, homes) {
            (Told::Nothing, homes) => Told::Once(homes),
            (Told::Once(Some(known)), Some(more)) => Told::Once(Some(known + more)),
            _ => Told::Once(None),
        };
    }

    /// The number that counts.
    pub fn homes(self) -> Option<u32> {
        match self {
            Told::Once(homes) => homes,
            Told::Nothing | Told::Differing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_are_whole_and_not_below_zero() {
        assert_eq!([0.0, -0.0, 1200.0].map(whole), [Some(0), Some(0), Some(1200)]);
        for number in [-1.0, 0.5, -99_997.0, 1e9, f64::NAN, f64::INFINITY] {
            assert_eq!(whole(number), None, "{number}");
        }
    }

    #[test]
    fn an_area_has_one_number_or_none() {
        let told = |all: &[Option<u32>]| {
            let mut told = Told::default();
            for homes in all {
                told.and(*homes);
            }
            told.homes()
        };
        assert_eq!(told(&[]), None);
        assert_eq!(told(&[Some(7), Some(7)]), Some(7));
        assert_eq!(told(&[Some(7), Some(8)]), None);
        assert_eq!(told(&[Some(7), None]), None);
    }

    #[test]
    fn areas_that_became_one_are_added_where_all_are_known() {
        let told = |all: &[Option<u32>]| {
            let mut told = Told::default();
            all.iter().for_each(|homes| told.add(*homes));
            told.homes()
        };
        assert_eq!(told(&[Some(7), Some(8)]), Some(15));
        assert_eq!(told(&[Some(7), None, Some(8)]), None);
    }
}
