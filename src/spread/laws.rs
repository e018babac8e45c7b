//! Laws that all statistics keep, on small cities by chance.

use geo::{MultiPolygon, Rect};
use proptest::prelude::*;

use crate::model::{NormKind, Tally};

use super::*;

/// Squares side by side, in rows of five.
fn squares(n: usize) -> Vec<MultiPolygon<f64>> {
    let square = |at: usize| {
        let (x, y) = ((at % 5) as f64 * 100.0, (at / 5) as f64 * 100.0);
        MultiPolygon::new(vec![Rect::new((x, y), (x + 100.0, y + 100.0)).to_polygon()])
    };
    (0..n).map(square).collect()
}

fn tallies(pairs: &[(u32, u32)]) -> Vec<Tally> {
    pairs.iter().map(|&(x, more)| Tally::new(x, x + more, 0, 0).unwrap()).collect()
}

/// Areas, many of them without a denominator or with one unit.
fn cities() -> impl Strategy<Value = Vec<(u32, u32)>> {
    prop::collection::vec((0_u32..6, prop_oneof![Just(0_u32), 0_u32..9]), 0..12)
}

const DRAWS: Draws = Draws { n: 19, seed: 1 };
const PATTERNS: Option<PatternDraws> = Some(PatternDraws { of_city: DRAWS, local: DRAWS });

fn even(tallies: &[Tally]) -> Result<Evenness, Silence> {
    let events: Vec<u32> = tallies.iter().map(|tally| tally.count()).collect();
    let homes = vec![7.0; tallies.len()];
    evenness(&Shares::of(tallies.iter().copied()), &events, &homes, Some(DRAWS))
}

proptest! {
    #[test]
    fn every_number_is_finite_and_in_its_range(pairs in cities(), norm in prop::option::of(0.0_f64..=1.0), floor in any::<bool>()) {
        let kind = if floor { NormKind::Floor } else { NormKind::Ceiling };
        let tallies = tallies(&pairs);
        let shares = Shares::of(tallies.iter().copied());
        let within = |value: f64| (-1e-12..=1.0 + 1e-12).contains(&value);
        if let Ok(of) = even(&tallies) {
            for value in [of.dissimilarity, of.expected, of.information, of.gini, of.isolation] {
                prop_assert!(within(value), "{of:?}");
            }
            prop_assert!(of.hoover.is_none_or(within));
            let areas = of.concentration;
            prop_assert!(1 <= areas.half && areas.half <= areas.four_fifths && areas.four_fifths <= shares.len());
            prop_assert!(areas.effective >= 1.0 - 1e-12 && areas.effective <= shares.len() as f64 + 1e-9);
            let chance = of.chance.unwrap();
            prop_assert!(chance.dissimilarity_p > 0.0 && within(chance.dissimilarity_p));
            prop_assert!(chance.information_p > 0.0 && within(chance.information_p));
            if let Some(fit) = chance.structural {
                let [low, d, high] = [fit.least, fit.shares, fit.most].map(TrueShares::dissimilarity);
                prop_assert!(within(fit.p) && within(low) && low <= d + 1e-9 && d <= high + 1e-9 && within(high), "{fit:?}");
            }
        }
        let norm = norm.map(|norm| Norm::of(norm, kind));
        for (of, t) in chances(&shares, norm, beta_binomial(&shares)).into_iter().zip(shares.t()) {
            prop_assert!(within(of.p) && of.p <= of.q + 1e-12 && within(of.q) && of.compared_with.is_none_or(within));
            prop_assert!(of.p > 0.0 && of.tails.above > 0.0 && of.tails.below > 0.0);
            prop_assert_eq!(of.funnel == FunnelClass::Within, of.p > Judgement::LIMIT);
            prop_assert!(of.shrunk.is_none_or(|shrunk| within(shrunk.share) && shrunk.beyond.is_none_or(within)));
            let [inner, outer] = of.limits;
            prop_assert!(outer.0 <= inner.0 + 1e-9 && inner.0 <= inner.1 + 1e-9 && inner.1 <= outer.1 + 1e-9);
            prop_assert_eq!(of.judgement == Judgement::TooFew, *t < Judgement::FEWEST);
        }
        let outlines = squares(pairs.len());
        let places = Places::of(&outlines.iter().collect::<Vec<_>>());
        if let Ok(found) = in_space(&shares, &places, PATTERNS) {
            for InSense { isolates, moran, .. } in &found.moran {
                prop_assert!(isolates.iter().all(|at| shares.areas().contains(at)));
                prop_assert!(moran.is_err() || moran.is_ok_and(|of| of.i.is_finite() && of.p.is_some_and(within)));
            }
            let Patterns { local, clusters } = found.patterns.unwrap();
            for local in &local {
                prop_assert!(local.moran.i.is_finite() && within(local.moran.p) && within(local.q));
            }
            for cluster in &clusters {
                prop_assert!(cluster.llr > 0.0 && within(cluster.p) && cluster.radius_m.is_finite());
                let share = |(x, t): (u64, u64)| x as f64 / t as f64;
                prop_assert!(share(cluster.inside) > share(cluster.outside));
            }
        }
    }

    /// A norm that is a floor for those who count is a ceiling for the others: every number of the areas is
    /// the same, but for the side on which they lie.
    #[test]
    fn a_floor_for_some_is_a_ceiling_for_the_others(pairs in cities(), part in 1_u32..100) {
        let others: Vec<(u32, u32)> = pairs.iter().map(|&(x, more)| (more, x)).collect();
        let [one, other] = [&pairs, &others].map(|pairs| Shares::of(tallies(pairs)));
        let floor = Norm::of(f64::from(part) / 100.0, NormKind::Floor);
        let ceiling = Norm::of(f64::from(100 - part) / 100.0, NormKind::Ceiling);
        let fit = beta_binomial(&one);
        let turned = fit.map(|fit| Fit { shares: TrueShares { mean: 1.0 - fit.shares.mean, ..fit.shares }, ..fit });
        let found = chances(&one, Some(floor), fit).into_iter().zip(chances(&other, Some(ceiling), turned));
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.max(b);
        for (one, other) in found {
            let (a, b) = (one.norm.unwrap(), other.norm.unwrap());
            prop_assert_eq!((a.p, a.q, a.headroom), (b.p, b.q, b.headroom));
            prop_assert!(near(one.tails.above, other.tails.below) && near(one.p, other.p));
            if let (Some(a), Some(b)) = (one.shrunk, other.shrunk) {
                prop_assert!((a.share + b.share - 1.0).abs() < 1e-9);
                prop_assert!(a.beyond.zip(b.beyond).is_none_or(|(a, b)| (a - b).abs() < 1e-9));
            }
        }
    }

    #[test]
    fn areas_without_units_and_the_order_of_areas_change_nothing(pairs in cities(), turn in 0_usize..12) {
        let mut tallies = tallies(&pairs);
        let before = even(&tallies);
        tallies.push(Tally::default());
        if !tallies.is_empty() {
            let turn = turn % tallies.len();
            tallies.rotate_left(turn);
        }
        match (before, even(&tallies)) {
            (Ok(one), Ok(other)) => {
                let numbers = |of: &Evenness| [of.dissimilarity, of.expected, of.information, of.gini, of.isolation];
                for (one, other) in numbers(&one).into_iter().zip(numbers(&other)) {
                    prop_assert!((one - other).abs() < 1e-9);
                }
                prop_assert_eq!(one.concentration, other.concentration);
            }
            (one, other) => prop_assert_eq!(one.err(), other.err()),
        }
    }

    #[test]
    fn cutting_an_area_in_parts_of_the_same_share_changes_nothing(pairs in cities(), at in 0_usize..12) {
        let doubled: Vec<(u32, u32)> = pairs.iter().map(|&(x, more)| (2 * x, 2 * more)).collect();
        let mut cut = doubled.clone();
        if let Some(&half) = pairs.get(at) {
            cut[at] = half;
            cut.push(half);
        }
        let index = |pairs: &[(u32, u32)]| {
            let shares = Shares::of(tallies(pairs));
            [dissimilarity(&shares), information_index(&shares), gini(&shares), isolation(&shares)]
        };
        for (one, other) in index(&doubled).into_iter().zip(index(&cut)) {
            match (one, other) {
                (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9),
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }
}

#[test]
fn without_areas_units_or_neighbours_there_is_a_sentence() {
    let silence = |pairs: &[(u32, u32)]| even(&tallies(pairs)).err();
    assert_eq!(silence(&[]), Some(Silence::NoUnits));
    assert_eq!(silence(&[(0, 0), (0, 0)]), Some(Silence::NoUnits));
    assert_eq!(silence(&[(0, 5), (0, 2)]), Some(Silence::NothingToSpread));
    assert_eq!(silence(&[(4, 0)]), Some(Silence::NothingToSpread));

    let outlines = squares(12);
    let places = Places::of(&outlines.iter().collect::<Vec<_>>());
    let found = |pairs: &[(u32, u32)]| {
        in_space(&Shares::of(tallies(pairs)), &places, PATTERNS).map(|found| found.moran[1].moran)
    };
    assert_eq!(found(&[(1, 4)]).err(), Some(Silence::TooFewAreas));
    let mut apart = vec![(0, 0); 12];
    (apart[0], apart[2], apart[11]) = ((1, 4), (3, 2), (0, 4));
    assert_eq!(found(&apart), Ok(Err(Silence::NoNeighbours)));
    assert_eq!(found(&[(1, 4), (3, 2)]), Ok(Err(Silence::TooFewAreas)));
    assert_eq!(found(&[(1, 1), (1, 1), (1, 1), (1, 1)]), Ok(Err(Silence::AllAlike)));
    for silence in [
        Silence::NoUnits,
        Silence::NothingToSpread,
        Silence::TooFewAreas,
        Silence::AllAlike,
        Silence::NoNeighbours,
        Silence::NothingKnown,
        Silence::WholeUnknown,
    ] {
        assert!(silence.sentence(true).ends_with('.') && silence.sentence(false).ends_with('.'));
    }
}
