//! The index of isolation.

use super::shares::Shares;

/// Isolation, in (0, 1]: the share in the area of a unit that counts, on average over those units.
///
/// Σ (xᵢ / X)(xᵢ / tᵢ). It is never below the share of all, which is what it would be without any
/// spread. For x = (60, 40), t = (100, 100): 0.52.
///
/// `None` without an event. Lieberson (1981), in Peach et al., *Ethnic Segregation in Cities*; Bell
/// (1954), doi:10.2307/2574118.
pub fn isolation(shares: &Shares) -> Option<f64> {
    let events = shares.events() as f64;
    let met = shares.pairs().map(|(x, t)| f64::from(x) * f64::from(x) / f64::from(t));
    (shares.events() > 0).then(|| met.sum::<f64>() / events)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_example_and_the_floor() {
        let found = |pairs: &[(u32, u32)]| isolation(&Shares::from_pairs(pairs));
        assert_eq!(found(&[(60, 100), (40, 100)]), Some(0.52));
        assert_eq!(found(&[(2, 2), (0, 2)]), Some(1.0));
        assert_eq!(found(&[(5, 10), (20, 40)]), Some(0.5)); // no spread: the share of all
        assert_eq!(found(&[(0, 10)]), None);
    }
}
