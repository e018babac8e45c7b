//! What chance leaves of the share of each area.

use crate::model::NormKind;

use super::beta_binomial::Fit;
use super::exact_test::binomial_at_least;
use super::false_discovery::q_values;
use super::fisher::Draw;
use super::funnel::{FunnelClass, funnel};
use super::judgement::Judgement;
use super::norm::Norm;
use super::shares::Shares;
use super::shrinkage::{Shrunk, shrunk};
use super::tails::Tails;

/// What may be said of the share of one area that has a denominator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaChance {
    /// The share it is compared with, in [0, 1]: that of all other areas together; `None` without others.
    pub compared_with: Option<f64>,
    /// Fisher's exact test against the others, on either side.
    pub tails: Tails,
    /// Its two-sided p-value.
    pub p: f64,
    /// The q-value of that among all areas of the level.
    pub q: f64,
    /// The same against the norm, where there is one.
    pub norm: Option<AgainstNorm>,
    /// The true share, given the counts of all areas; `None` where no model can be fitted.
    pub shrunk: Option<Shrunk>,
    /// Where it lies in the funnel around the share of all, by the same test.
    pub funnel: FunnelClass,
    /// The inner and the outer limits of the funnel at its size; see [`funnel`].
    pub limits: [(f64, f64); 2],
    /// In words.
    pub judgement: Judgement,
}

/// The evidence of one area against the norm of the city; a line to see, not a norm of the area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgainstNorm {
    /// Exact one-sided p-value of a share beyond the norm: above a ceiling, below a floor.
    pub p: f64,
    /// Its q-value among all areas of the level.
    pub q: f64,
    /// Units that may still turn against the norm before it is passed; see [`Norm::headroom`].
    pub headroom: i64,
}

/// The chances of the areas of one level, in the order of `shares`, with the model that was fitted to
/// them; empty without areas.
pub fn chances(shares: &Shares, norm: Option<Norm>, fit: Option<Fit>) -> Vec<AreaChance> {
    let Some(overall) = shares.overall() else { return Vec::new() };
    let (events, trials) = (shares.events(), shares.trials());
    let draws = shares.pairs().map(|(x, t)| {
        let draw = Draw::new(t.into(), events, trials);
        (draw.tails(x.into()), funnel(&draw, t))
    });
    let draws: Vec<(Tails, [(f64, f64); 2])> = draws.collect();
    let p: Vec<f64> = draws.iter().map(|(tails, _)| tails.two_sided()).collect();
    let q = q_values(&p);
    let against = norm.map(|norm| {
        let limit = norm.ceiling().share();
        let p = shares.pairs().map(|(x, t)| binomial_at_least(norm.against(x, t), t, limit));
        let p: Vec<f64> = p.collect();
        let q = q_values(&p);
        (norm, p, q)
    });
    let of_area = |(at, (x, t)): (usize, (u32, u32))| {
        let (tails, limits) = draws[at];
        let others = trials - u64::from(t);
        AreaChance {
            compared_with: (others > 0).then(|| (events - u64::from(x)) as f64 / others as f64),
            tails,
            p: p[at],
            q: q[at],
            norm: against.as_ref().map(|(norm, p, q)| AgainstNorm {
                p: p[at],
                q: q[at],
                headroom: norm.headroom(x, t),
            }),
            shrunk: fit.map(|fit| {
                let norm = norm.unwrap_or_else(|| Norm::of(overall, NormKind::Ceiling));
                shrunk(fit.shares, x, t, norm)
            }),
            funnel: FunnelClass::of(tails),
            limits,
            judgement: Judgement::of(t, tails, q[at]),
        }
    };
    shares.pairs().enumerate().map(of_area).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tails::Side;
    use super::*;

    #[test]
    fn three_placements_tell_nothing_and_an_area_is_compared_with_the_others() {
        let shares = Shares::from_pairs(&[(2, 3), (10, 50), (60, 100), (9, 47)]);
        let found = chances(&shares, Some(Norm::of(0.3, NormKind::Ceiling)), None);
        let judged: Vec<_> = found.iter().map(|of| of.judgement).collect();
        let (above, below) = (Judgement::Shown(Side::Above), Judgement::Shown(Side::Below));
        assert_eq!(judged, [Judgement::TooFew, below, above, below]);
        assert_eq!(found[0].compared_with, Some(79.0 / 197.0));
        assert_eq!(found[2].compared_with, Some(0.21));
        let headroom: Vec<_> = found.iter().map(|of| of.norm.unwrap().headroom).collect();
        assert_eq!(headroom, [-2, 5, -30, 5]);
        assert!(chances(&Shares::from_pairs(&[]), None, None).is_empty());
        let alone = chances(&Shares::from_pairs(&[(7, 20)]), None, None)[0];
        assert_eq!((alone.compared_with, alone.p), (None, 1.0));
        assert_eq!(alone.judgement, Judgement::NotTold);
    }

    /// 0 of 60 where the others have 32%, among as many areas as a city or the country has.
    #[test]
    fn none_where_a_third_is_usual_is_shown_to_be_below() {
        for others in [1, 70, 14_000] {
            let mut pairs = vec![(16, 50); others];
            pairs.push((0, 60));
            let norm = Norm::of(0.3, NormKind::Ceiling);
            let found = chances(&Shares::from_pairs(&pairs), Some(norm), None);
            let of = found[others];
            assert_eq!(of.judgement.words(), "aantoonbaar onder", "among {others}: {of:?}");
            assert_eq!((of.funnel, of.tails.above), (FunnelClass::FarBelow, 1.0));
            assert!(others > 1 || found[0].judgement.words() == "aantoonbaar boven");
        }
    }

    /// An area that grows from a hundredth to nine tenths of the city: nothing jumps at a tenth.
    #[test]
    fn funnel_and_judgement_are_one_test_at_every_size() {
        let mut last: Option<AreaChance> = None;
        for t in 40..3_600_u32 {
            let pairs = [(3 * t / 10, t), (3 * (4_000 - t) / 10, 4_000 - t)];
            let found = chances(&Shares::from_pairs(&pairs), None, None);
            for of in &found {
                assert_eq!(of.funnel == FunnelClass::Within, of.p > Judgement::LIMIT);
                assert_eq!(of.p, of.tails.two_sided());
            }
            if let Some(last) = last {
                let width = |of: &AreaChance| of.limits[0].1 - of.limits[0].0;
                assert!((width(&found[0]) / width(&last) - 1.0).abs() < 0.03, "{t}");
            }
            last = Some(found[0]);
        }
    }

    #[test]
    fn a_whole_number_of_homes_fits_though_the_norm_is_a_binary_fraction() {
        let headroom = |x, t, norm| {
            let norm = Norm::of(norm, NormKind::Ceiling);
            let found = chances(&Shares::from_pairs(&[(x, t), (1, 10)]), Some(norm), None);
            found[0].norm.unwrap().headroom
        };
        assert_eq!(headroom(3, 10, 0.3), 0); // 0.3 · 10 is 2.999...
        assert_eq!(headroom(29, 100, 0.29), 0);
        assert_eq!(headroom(29, 99, 0.29), -1);
        assert_eq!(headroom(570_000, 1_000_000, 0.57), 0);
    }
}
