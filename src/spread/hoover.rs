//! The Hoover index: how far events are spread unlike the stock.

use crate::model::{Of, Tally};

/// Hoover index, in [0, 1]: the part of the events that would have to fall in another area to be
/// spread as the stock is.
///
/// ½ Σ |xᵢ / X − hᵢ / H|, over all areas; one slice each, in the same order. For x = (3, 1) and
/// h = (100, 100) it is ¼. The stock is the known one (`known_homes`).
///
/// `None` without an event or without stock. Hoover (1941), doi:10.1017/S0022050700052980.
pub fn hoover(events: &[u32], stock: &[f64]) -> Option<f64> {
    let x: f64 = events.iter().copied().map(f64::from).sum();
    let h: f64 = stock.iter().sum();
    if x == 0.0 || h == 0.0 {
        return None;
    }
    let gaps = events.iter().zip(stock).map(|(&e, s)| (f64::from(e) / x - s / h).abs());
    Some(gaps.sum::<f64>() / 2.0)
}

/// The homes of an area that its events may be compared with: where part of the units is unknown,
/// events are known of part of the homes only.
///
/// Of an indicator of homes they are those that are not unknown; of one of lettings or roofs the same
/// part of the homes as the known units are of all, and all of them where there is no unit. Of the
/// indicator of all homes they are all homes, of whomever.
pub fn known_homes(of: Of, tally: Tally, homes: u32) -> f64 {
    let (known, unknown) = (tally.out_of(), tally.unknown());
    match of {
        Of::Dwellings => f64::from(homes.saturating_sub(unknown)),
        Of::Placements | Of::Roofs if unknown > 0 => {
            f64::from(homes) * f64::from(known) / (f64::from(known) + f64::from(unknown))
        }
        Of::Placements | Of::Roofs => f64::from(homes),
        Of::Homes => f64::from(known),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_examples() {
        assert_eq!(hoover(&[3, 1], &[100.0, 100.0]), Some(0.25));
        assert_eq!(hoover(&[2, 4], &[50.0, 100.0]), Some(0.0));
        assert_eq!(hoover(&[5, 0], &[0.0, 70.0]), Some(1.0)); // all of it where no stock is
        assert_eq!(hoover(&[0, 0], &[1.0, 1.0]), None);
        assert_eq!(hoover(&[1, 1], &[0.0, 0.0]), None);
    }

    #[test]
    fn homes_of_which_nothing_is_known_are_no_homes_without_events() {
        let tally = |count, belonging, undecided, unclear| {
            Tally::new(count, belonging, undecided, unclear).unwrap()
        };
        let found = |of, tallies: [Tally; 2]| {
            hoover(&tallies.map(Tally::count), &tallies.map(|tally| known_homes(of, tally, 100)))
        };
        // One in ten wherever it is known.
        assert_eq!(found(Of::Dwellings, [tally(10, 100, 0, 0), tally(1, 10, 0, 90)]), Some(0.0));
        assert_eq!(found(Of::Placements, [tally(20, 40, 0, 0), tally(5, 40, 30, 0)]), Some(0.0));
        // Nothing known of the second: it leaves.
        assert_eq!(found(Of::Dwellings, [tally(10, 100, 0, 0), tally(0, 0, 0, 100)]), Some(0.0));
        assert_eq!(found(Of::Placements, [tally(10, 100, 0, 0), tally(0, 9, 9, 0)]), Some(0.0));
        // Of one home of the second it is not known whether it belongs; no other does.
        let one = found(Of::Dwellings, [tally(10, 100, 0, 0), tally(0, 0, 0, 1)]);
        assert!((one.unwrap() - 99.0 / 199.0).abs() < 1e-15);
        // Social homes are compared with all homes, not with themselves.
        assert_eq!(found(Of::Homes, [tally(10, 100, 0, 0), tally(30, 100, 0, 0)]), Some(0.25));
        // No letting is no unknown one.
        assert_eq!(found(Of::Placements, [tally(3, 9, 0, 0), tally(0, 0, 0, 0)]), Some(0.5));
    }
}
