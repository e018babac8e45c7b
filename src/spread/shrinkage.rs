//! What an area's true share probably is, given its own count and those of all others.

use statrs::function::beta::beta_reg;

use crate::model::NormKind;

use super::beta_binomial::TrueShares;
use super::norm::Norm;
use super::tails::not_zero;

/// The true share of one area, after its count is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrunk {
    /// Its mean, in (0, 1): between the area's own share and that of all, nearer to its own the more
    /// units it has.
    pub share: f64,
    /// Chance that it is beyond the norm, in [0, 1]; `None` where the model finds one share everywhere: it
    /// would be 0 or 1, which nobody knows so surely.
    pub beyond: Option<f64>,
}

/// The distribution of the true share of an area with `x` events among `t` units: Beta(α + x,
/// β + t − x), where the shares of all areas are Beta(α, β).
///
/// With α = 2, β = 6 and 3 of 12 it is Beta(5, 15): mean ¼. Where all areas have the same share this
/// is it.
///
/// Efron & Morris (1975), doi:10.1080/01621459.1975.10479864; Kleinman (1973),
/// doi:10.1080/01621459.1973.10481332.
pub fn shrunk(shares: TrueShares, x: u32, t: u32, norm: Norm) -> Shrunk {
    if shares.strength.is_infinite() {
        return Shrunk { share: shares.mean, beyond: None };
    }
    let (a, b) = shares.parameters();
    let (a, b) = (a + f64::from(x), b + f64::from(t - x));
    let limit = norm.ceiling().share();
    let (against, other) = match norm.kind() {
        NormKind::Ceiling => (a, b),
        NormKind::Floor => (b, a),
    };
    let beyond = match limit {
        _ if limit <= 0.0 => 1.0,
        _ if limit >= 1.0 => 0.0,
        _ => not_zero(beta_reg(other, against, 1.0 - limit)),
    };
    Shrunk { share: a / (a + b), beyond: Some(beyond) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_example() {
        let shares = TrueShares { mean: 0.25, strength: 8.0 };
        let found = shrunk(shares, 3, 12, Norm::of(0.25, NormKind::Ceiling));
        assert!((found.share - 0.25).abs() < 1e-15);
        // Beta(5, 15) leans to the right: its median lies below its mean.
        let above = found.beyond.unwrap();
        assert!(above > 0.45 && above < 0.5, "{found:?}");
        let below = shrunk(shares, 3, 12, Norm::of(0.25, NormKind::Floor)).beyond.unwrap();
        assert!((above + below - 1.0).abs() < 1e-12, "{below}");
    }

    #[test]
    fn small_areas_lie_near_all_others_and_large_ones_near_their_own_share() {
        let shares = TrueShares { mean: 0.25, strength: 100.0 };
        let norm = Norm::of(0.3, NormKind::Ceiling);
        let share = |x, t| shrunk(shares, x, t, norm).share;
        assert!((share(1, 1) - 26.0 / 101.0).abs() < 1e-12);
        assert!((share(5000, 10_000) - 0.5).abs() < 0.003);
        let same = TrueShares { mean: 0.25, strength: f64::INFINITY };
        assert_eq!(shrunk(same, 9, 9, norm), Shrunk { share: 0.25, beyond: None });
    }
}
