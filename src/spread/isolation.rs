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
