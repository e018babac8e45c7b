//! What chance leaves of the share of each area.

use super::beta_binomial::Fit;
use super::exact_test::binomial_at_least;
use super::false_discovery::q_values;
use super::funnel::{FunnelClass, funnel};
use super::hypergeometric::hypergeometric_at_least;
use super::judgement::Judgement;
use super::shares::Shares;
use super::shrinkage::{Shrunk, shrunk};

/// What may be said of the share of one area that has a denominator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaChance {
    /// The share it is compared with, in [0, 1]: that of all areas together, without this one where
    /// it holds more than a tenth of all units.
    pub compared_with: f64,
    /// Exact one-sided p-value of a share above it: binomial, or where it is that of the others the draw of
    /// this area's units from all, as the others' share carries chance too.
    pub p: f64,
    /// Its q-value among all areas of the level.
    pub q: f64,
    /// The same against the norm, where there is one.
    pub norm: Option<AgainstNorm>,
    /// The true share, given the counts of all areas; `None` where no model can be fitted.
    pub shrunk: Option<Shrunk>,
    /// Where it lies in the funnel around the share of all.
    pub funnel: FunnelClass,
    /// The inner and the outer limits of the funnel at its size; see [`funnel`].
    pub limits: [(f64, f64); 2],
    /// In words.
    pub judgement: Judgement,
}

/// The evidence of one area against the norm of the city; a line to see, not a norm of the area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgainstNorm {
    /// Exact one-sided p-value of a share above the norm.
    pub p: f64,
    /// Its q-value among all areas of the level.
    pub q: f64,
    /// Events that fit under the norm, in whole units, less those there are.
    pub headroom: i64,
}

/// An area with more than this part of all units is compared with the others.
pub const LARGE_PART: f64 = 0.1;

/// The chances of the areas of one level, in the order of `shares`, with the model that was fitted to
/// them; empty without areas.
pub fn chances(shares: &Shares, norm: Option<f64>, fit: Option<Fit>) -> Vec<AreaChance> {
    let Some(overall) = shares.overall() else { return Vec::new() };
    let (events, trials) = (shares.events(), shares.trials());
    let against_city = |(x, t): (u32, u32)| {
        let (x_64, t_64) = (u64::from(x), u64::from(t));
        let large = t_64 as f64 > LARGE_PART * trials as f64 && t_64 < trials;
        match (u32::try_from(trials), u32::try_from(events)) {
            (Ok(all), Ok(marked)) if large => {
                let others = (events - x_64) as f64 / (trials - t_64) as f64;
                (others, hypergeometric_at_least(x, all, marked, t))
            }
            _ => (overall, binomial_at_least(x, t, overall)),
        }
    };
    let (compared_with, p): (Vec<f64>, Vec<f64>) = shares.pairs().map(against_city).unzip();
    let q = q_values(&p);
    let against = norm.map(|norm| {
        let p: Vec<f64> = shares.pairs().map(|(x, t)| binomial_at_least(x, t, norm)).collect();
        let q = q_values(&p);
        (norm, p, q)
    });
    let of_area = |(at, (x, t)): (usize, (u32, u32))| AreaChance {
        compared_with: compared_with[at],
        p: p[at],
        q: q[at],
        norm: against.as_ref().map(|(norm, p, q)| AgainstNorm {
            p: p[at],
            q: q[at],
            headroom: (norm * f64::from(t) + 1e-9).floor() as i64 - i64::from(x),
        }),
        shrunk: fit.map(|fit| shrunk(fit.shares, x, t, norm.unwrap_or(overall))),
        funnel: FunnelClass::of(x, t, overall).expect("the area has a denominator"),
        limits: FunnelClass::TAILS
            .map(|tail| funnel(t, overall, tail).expect("the area has a denominator")),
        judgement: Judgement::of(t, p[at], q[at]),
    };
    shares.pairs().enumerate().map(of_area).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_placements_tell_nothing_and_a_large_area_is_compared_with_the_others() {
        let shares = Shares::from_pairs(&[(2, 3), (10, 50), (60, 100), (9, 47)]);
        let found = chances(&shares, Some(0.3), None);
        let judged: Vec<_> = found.iter().map(|of| of.judgement).collect();
        let none = Judgement::NotTold;
        assert_eq!(judged, [Judgement::TooFew, none, Judgement::Shown, none]);
        assert_eq!(found[0].compared_with, 0.405);
        assert_eq!(found[2].compared_with, 0.21);
        let headroom: Vec<_> = found.iter().map(|of| of.norm.unwrap().headroom).collect();
        assert_eq!(headroom, [-2, 5, -30, 5]);
        assert!(chances(&Shares::from_pairs(&[]), None, None).is_empty());
    }

    #[test]
    fn a_whole_number_of_homes_fits_though_the_norm_is_a_binary_fraction() {
        let found = chances(&Shares::from_pairs(&[(3, 10), (1, 10)]), Some(0.3), None);
        assert_eq!(found[0].norm.unwrap().headroom, 0); // 0.3 · 10 is 2.999...
    }
}
