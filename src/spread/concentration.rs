//! Concentration: in how few areas most of it is.

/// How few areas hold most of the events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// Fewest areas that hold at least half.
    pub half: usize,
    /// Fewest areas that hold at least four fifths.
    pub four_fifths: usize,
    /// 1 / Σ (xᵢ / X)²: as many areas with the same number each would be as concentrated.
    pub effective: f64,
}

/// The concentration of the events of areas.
///
/// For (6, 2, 1, 1): one area holds half, two hold 80%, and 100 / 42 = 2.38 are effective. `None`
/// without an event. The sum of squares is the index of Herfindahl and Hirschman; its inverse the
/// number of Laakso & Taagepera (1979), doi:10.1177/001041407901200101.
pub fn concentration(events: &[u32]) -> Option<Concentration> {
    let total: u64 = events.iter().map(|&n| u64::from(n)).sum();
    if total == 0 {
        return None;
    }
    let squares: u128 = events.iter().map(|&n| u128::from(n) * u128::from(n)).sum();
    Some(Concentration {
        half: fewest(events, |held| 2 * held >= total)?,
        four_fifths: fewest(events, |held| 5 * held >= 4 * total)?,
        effective: (total as f64) * (total as f64) / squares as f64,
    })
}

/// The fewest areas, largest first, that together hold enough; `None` when all do not.
pub fn fewest(events: &[u32], enough: impl Fn(u64) -> bool) -> Option<usize> {
    let mut sorted = events.to_vec();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    let mut held = 0_u64;
    if enough(held) {
        return Some(0);
    }
    for (at, &n) in sorted.iter().enumerate() {
        held += u64::from(n);
        if enough(held) {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_example() {
        let found = concentration(&[1, 6, 1, 2]).unwrap();
        assert_eq!((found.half, found.four_fifths), (1, 2));
        assert!((found.effective - 100.0 / 42.0).abs() < 1e-12);
        assert_eq!(concentration(&[0, 0]), None);
    }

    #[test]
    fn the_same_everywhere_is_as_many_as_there_are() {
        let found = concentration(&[5; 8]).unwrap();
        assert_eq!((found.half, found.four_fifths, found.effective), (4, 7, 8.0));
    }

    #[test]
    fn nothing_needs_no_area() {
        assert_eq!(fewest(&[3, 4], |held| held >= 4), Some(1));
        assert_eq!(fewest(&[3, 4], |_| true), Some(0));
        assert_eq!(fewest(&[3, 4], |held| held > 7), None);
    }
}
