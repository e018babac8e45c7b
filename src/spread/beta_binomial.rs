//! The beta-binomial model: areas differ in their true share, and chance does the rest.

use statrs::function::beta::ln_beta;
use statrs::function::erf::erfc;

use super::beta_sums::Sums;
use super::shares::Shares;
use super::tails::not_zero;

/// A beta distribution of the true shares of areas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrueShares {
    /// Mean of the true shares, in (0, 1).
    pub mean: f64,
    /// α + β: how many units an area's own would have to be, to weigh as much as all others. Above
    /// zero; infinite where all areas have the same true share.
    pub strength: f64,
}

/// The model fitted to one indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The most likely distribution of the true shares.
    pub shares: TrueShares,
    /// Of the distributions within the 95% profile interval, the one that spreads them least.
    pub least: TrueShares,
    /// The one that spreads them most.
    pub most: TrueShares,
    /// Likelihood-ratio test of no overdispersion: the chance of so much difference between areas
    /// when their true shares are the same. In (0, ½], and 1 when they differ no more than that.
    pub p: f64,
}

/// Half the 95% quantile of χ² with one degree of freedom.
const HALF_CHI2_95: f64 = 1.920_729_410_347_062;
/// The logarithms of 1 / (α + β) that are looked at: from as good as none to shares of 0 and 1.
const LEAST: f64 = -16.0;
const MOST: f64 = 7.0;
/// Places that are looked at first, and halvings of what is left between two of them.
const PLACES: usize = 93;
const HALVINGS: usize = 50;

impl TrueShares {
    /// α and β.
    pub fn parameters(self) -> (f64, f64) {
        (self.mean * self.strength, (1.0 - self.mean) * self.strength)
    }

    /// Dissimilarity D* of the true shares, in [0, 1]: what the index of dissimilarity would be if
    /// chance played no part.
    ///
    /// E|θ − μ| / (2 μ (1 − μ)) = μ^α (1 − μ)^β / ((α + β) B(α, β) μ (1 − μ)) for θ ~ Beta(α, β).
    /// Unlike D it does not grow as denominators become smaller. For α = β = 1 it is ½: shares
    /// anywhere between 0 and 1.
    ///
    /// Cf. Rathelot (2012), doi:10.1080/07350015.2012.707586; d'Haultfoeuille & Rathelot (2017),
    /// doi:10.3982/QE601.
    pub fn dissimilarity(self) -> f64 {
        if self.strength.is_infinite() {
            return 0.0;
        }
        let ((a, b), m) = (self.parameters(), self.mean);
        let ln = a * m.ln() + b * (1.0 - m).ln() - ln_beta(a, b) - (m * (1.0 - m)).ln();
        ln.exp() / self.strength
    }
}

/// Fits the model by maximum likelihood.
///
/// The likelihood of an area is Π(μ + iφ) Π(1 − μ + iφ) / Π(1 + iφ), with φ = 1 / (α + β) and i from
/// 0 to below x, t − x and t: so no difference of large numbers is taken, and φ = 0 is the binomial.
///
/// `None` when none or all of the units are events, and with less than two areas.
///
/// Skellam (1948), doi:10.1111/j.2517-6161.1948.tb00014.x; the test at the limit of the parameters:
/// Self & Liang (1987), doi:10.1080/01621459.1987.10478472.
pub fn beta_binomial(shares: &Shares) -> Option<Fit> {
    let pooled = shares.parting().filter(|_| shares.len() > 1)?;
    let likelihood = Likelihood::of(shares);
    let same = TrueShares { mean: pooled, strength: f64::INFINITY };
    let at_same = likelihood.ln(pooled, 0.0);
    let step = (MOST - LEAST) / (PLACES - 1) as f64;
    let place = |at: usize| LEAST + at as f64 * step;
    let heights: Vec<f64> = (0..PLACES).map(|at| likelihood.profile(place(at)).1).collect();
    let best = (0..PLACES).max_by(|&one, &other| heights[one].total_cmp(&heights[other]))?;
    let around = (place(best.saturating_sub(1)), place((best + 1).min(PLACES - 1)));
    let top = golden(around, |ln_phi| likelihood.profile(ln_phi).1);
    let (mean, at_top) = likelihood.profile(top);

    let gained = at_top - at_same;
    let spread =
        |ln_phi: f64| TrueShares { mean: likelihood.profile(ln_phi).0, strength: (-ln_phi).exp() };
    // Nearly nothing gained: the most likely is that all are the same.
    let differ = best > 0 && gained > 1e-9;
    let (shares, top, at_top) = if differ {
        (TrueShares { mean, strength: (-top).exp() }, top, at_top)
    } else {
        (same, LEAST, at_same)
    };
    let within = |ln_phi: f64| at_top - likelihood.profile(ln_phi).1 <= HALF_CHI2_95;
    let least = if at_top - at_same <= HALF_CHI2_95 {
        same
    } else {
        spread(bisect(LEAST, top, |ln_phi| !within(ln_phi)))
    };
    let most = spread(bisect(top, MOST, within));
    let p = if differ { not_zero(0.5 * erfc(gained.sqrt())) } else { 1.0 };
    Some(Fit { shares, least, most, p })
}

/// The likelihood of all areas, by their events, others and units.
struct Likelihood {
    events: Sums,
    others: Sums,
    units: Sums,
}

impl Likelihood {
    fn of(shares: &Shares) -> Likelihood {
        Likelihood {
            events: Sums::over(shares.x().iter().copied()),
            others: Sums::over(shares.pairs().map(|(x, t)| t - x)),
            units: Sums::over(shares.t().iter().copied()),
        }
    }

    fn ln(&self, mean: f64, phi: f64) -> f64 {
        self.events.ln(mean, phi) + self.others.ln(1.0 - mean, phi) - self.units.ln(1.0, phi)
    }

    /// The mean that fits best with this logarithm of φ, and the likelihood there.
    fn profile(&self, ln_phi: f64) -> (f64, f64) {
        let phi = ln_phi.exp();
        // The slope falls as the mean rises: it has one zero.
        let slope =
            |mean: f64| self.events.inverse(mean, phi) - self.others.inverse(1.0 - mean, phi);
        let mean = bisect(0.0, 1.0, |mean| slope(mean) > 0.0);
        (mean, self.ln(mean, phi))
    }
}

/// The place where `holds` ends to be true, between `low` where it is and `high` where it is not.
fn bisect(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = low + (high - low) / 2.0;
        if holds(middle) { low = middle } else { high = middle }
    }
    low + (high - low) / 2.0
}

/// The place of the largest value between two places, by the golden section.
fn golden((mut low, mut high): (f64, f64), value: impl Fn(f64) -> f64) -> f64 {
    let part = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut left, mut right) = (high - part * (high - low), low + part * (high - low));
    let (mut at_left, mut at_right) = (value(left), value(right));
    for _ in 0..HALVINGS {
        if at_left > at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - part * (high - low);
            at_left = value(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + part * (high - low);
            at_right = value(right);
        }
    }
    low + (high - low) / 2.0
}

#[cfg(test)]
mod tests {
    use super::super::random::Streams;
    use super::*;

    #[test]
    fn shares_anywhere_between_zero_and_one_differ_by_a_half() {
        let anywhere = TrueShares { mean: 0.5, strength: 2.0 };
        assert!((anywhere.dissimilarity() - 0.5).abs() < 1e-12);
        // Beta(2, 2): E|θ − ½| = 3/16, and 2 · ½ · ½ below it.
        let nearer = TrueShares { mean: 0.5, strength: 4.0 };
        assert!((nearer.dissimilarity() - 0.375).abs() < 1e-12);
        let same = TrueShares { mean: 0.3, strength: f64::INFINITY };
        assert_eq!(same.dissimilarity(), 0.0);
    }

    #[test]
    fn shares_that_differ_less_than_chance_makes_them_are_the_same() {
        let fit = beta_binomial(&Shares::from_pairs(&[(10, 30), (10, 30), (11, 30)])).unwrap();
        assert_eq!((fit.p, fit.shares, fit.least), (1.0, fit.least, fit.shares));
        assert!(fit.shares.strength.is_infinite() && fit.most.dissimilarity() > 0.0);
        assert!((fit.shares.mean - 31.0 / 90.0).abs() < 1e-12);
    }

    #[test]
    fn shares_far_apart_are_told_to_differ() {
        let fit = beta_binomial(&Shares::from_pairs(&[(90, 100), (10, 100), (50, 100)])).unwrap();
        assert!(fit.p < 1e-12, "{fit:?}");
        let [low, d, high] = [fit.least, fit.shares, fit.most].map(TrueShares::dissimilarity);
        assert!(0.2 < low && low < d && d < high && high <= 1.0, "{low} {d} {high}");
    }

    #[test]
    fn undefined_with_one_area_or_nothing_to_spread() {
        assert_eq!(beta_binomial(&Shares::from_pairs(&[(3, 9)])), None);
        assert_eq!(beta_binomial(&Shares::from_pairs(&[(0, 9), (0, 4)])), None);
    }

    /// Beta(a, b) for whole a and b: the a-th smallest of a + b − 1 numbers from [0, 1).
    #[test]
    fn the_fit_finds_what_the_areas_were_drawn_from() {
        let (mut stream, parts) = (Streams::new(3, "test").take(1).remove(0), 1 << 30);
        let mut found = Vec::new();
        for _ in 0..40 {
            let pairs: Vec<(u32, u32)> = (0..60)
                .map(|_| {
                    let mut uniform: Vec<u32> = (0..19).map(|_| stream.below(parts)).collect();
                    uniform.sort_unstable();
                    let share = uniform[5]; // Beta(6, 14)
                    ((0..40).filter(|_| stream.below(parts) < share).count() as u32, 40)
                })
                .collect();
            found.push(beta_binomial(&Shares::from_pairs(&pairs)).unwrap().shares.dissimilarity());
        }
        let mean = found.iter().sum::<f64>() / found.len() as f64;
        let truth = TrueShares { mean: 0.3, strength: 20.0 }.dissimilarity();
        // One cities' estimate strays by some 0.02, the mean of forty by 0.003.
        assert!((mean - truth).abs() < 0.012, "{mean} for {truth}");
    }
}
