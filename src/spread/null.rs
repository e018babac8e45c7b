//! p-values where nothing is the matter: in cities that chance alone made, each is as often below a level
//! as the level says. Seeded simulations.

use geo::{MultiPolygon, Rect};

use super::random::{Stream, Streams};
use super::*;

const CITIES: usize = 400;
const SIDE: usize = 5;
const DRAWS: usize = 99;

/// The lettings of an area, 8 to 39, of which each counts with the chance of 3 in 10.
fn area(stream: &mut Stream) -> (u32, u32) {
    let t = 8 + stream.below(32);
    ((0..t).filter(|_| stream.below(10) < 3).count() as u32, t)
}

/// The p-values of one test in many cities of [`SIDE`] x [`SIDE`] areas.
fn in_cities(test: impl Fn(&Shares, u64) -> Option<f64>) -> Vec<f64> {
    let streams = Streams::new(20, "null").take(CITIES);
    let cities = streams.into_iter().enumerate();
    let p = cities.filter_map(|(seed, mut stream)| {
        let pairs: Vec<_> = (0..SIDE * SIDE).map(|_| area(&mut stream)).collect();
        test(&Shares::from_pairs(&pairs), seed as u64)
    });
    p.collect()
}

/// Four standard deviations of the part of so many p-values that lies at or below a level.
fn stray(level: f64, n: usize) -> f64 {
    4.0 * (level * (1.0 - level) / n as f64).sqrt()
}

/// The part of p-values at or below each level is that level.
#[track_caller]
fn uniform(p: &[f64], levels: &[f64]) {
    assert!(p.len() >= CITIES * 9 / 10, "{} of {CITIES}", p.len());
    for &level in levels {
        let below = p.iter().filter(|&&p| p <= level + 1e-12).count() as f64 / p.len() as f64;
        assert!((below - level).abs() <= stray(level, p.len()), "{below} at or below {level}");
    }
}

/// The same of a test on whole numbers: never more often, and not so seldom that it says nothing.
#[track_caller]
fn not_too_often(p: &[f64], levels: &[f64]) {
    for &level in levels {
        let below = p.iter().filter(|&&p| p <= level).count() as f64 / p.len() as f64;
        let stray = stray(level, p.len());
        assert!(below <= level + stray && below >= level / 2.0 - stray, "{below} for {level}");
    }
}

fn squares() -> Vec<MultiPolygon<f64>> {
    let square = |at: usize| {
        let (x, y) = ((at % SIDE) as f64 * 100.0, (at / SIDE) as f64 * 100.0);
        MultiPolygon::new(vec![Rect::new((x, y), (x + 100.0, y + 100.0)).to_polygon()])
    };
    (0..SIDE * SIDE).map(square).collect()
}

fn links() -> Links {
    let outlines = squares();
    let outlines: Vec<&MultiPolygon<f64>> = outlines.iter().collect();
    let all: Vec<usize> = (0..outlines.len()).collect();
    Neighbours::of(&outlines, Contiguity::Queen).among(&all)
}

#[test]
fn permutations_of_dissimilarity_and_information() {
    uniform(&in_cities(|shares, seed| dissimilarity_p(shares, DRAWS, seed)), &[0.05, 0.2, 0.5]);
    uniform(&in_cities(|shares, seed| information_p(shares, DRAWS, seed)), &[0.05, 0.2, 0.5]);
}

#[test]
fn permutations_of_moran() {
    let links = links();
    let p = in_cities(|shares, seed| {
        let index = links.kept_of(&binomial_index(shares)?);
        moran(&index, &links, Some(Draws { n: DRAWS, seed }))?.p
    });
    uniform(&p, &[0.04, 0.2, 0.5]);
}

#[test]
fn conditional_permutations_of_local_moran() {
    let links = links();
    let p = in_cities(|shares, seed| {
        let index = links.kept_of(&binomial_index(shares)?);
        // The area in the middle.
        Some(local_moran(&index, &links, DRAWS, seed)?[SIDE * SIDE / 2].p)
    });
    uniform(&p, &[0.04, 0.2, 0.5]);
}

/// Half of the cities show less than chance and have p = 1; the others are uniform below one half.
#[test]
fn the_test_that_all_areas_are_the_same() {
    let p = in_cities(|shares, _| Some(beta_binomial(shares)?.p));
    not_too_often(&p, &[0.05, 0.1, 0.25]);
}

#[test]
fn exact_tests_of_areas_and_of_years() {
    let p = in_cities(|shares, _| {
        let (x, t) = shares.pairs().next()?;
        Some(binomial_at_least(x, t, 0.3))
    });
    not_too_often(&p, &[0.05, 0.2, 0.5]);
    let years = |shares: &Shares| -> Vec<Period> { shares.pairs().take(5).collect() };
    not_too_often(&in_cities(|shares, _| pooled_above(&years(shares), 0.3)), &[0.05, 0.2, 0.5]);
    uniform(&in_cities(|shares, _| Some(trend(&years(shares))?.p)), &[0.05, 0.2, 0.5]);
}

/// A city of one area with half of all lettings, and small ones: the large one is judged rightly too.
#[test]
fn the_judging_test_of_large_and_small_areas() {
    let streams = Streams::new(21, "null").take(CITIES);
    let p: Vec<[f64; 2]> = streams
        .into_iter()
        .map(|mut stream| {
            let mut letting = |t: u32| ((0..t).filter(|_| stream.below(10) < 3).count() as u32, t);
            let pairs: Vec<_> =
                std::iter::once(letting(200)).chain((0..10).map(|_| letting(20))).collect();
            let found = chances(&Shares::from_pairs(&pairs), None, None);
            [found[0].p, found[1].p]
        })
        .collect();
    for area in [0, 1] {
        let p: Vec<f64> = p.iter().map(|of| of[area]).collect();
        not_too_often(&p, &[0.05, 0.2, 0.5]);
    }
}

/// Of areas of which nothing is the matter at most five in a hundred are called possible or shown, above and
/// below together and at most half of that on either side; and at most five in a hundred cities have one that
/// is called shown. The cities hold an area of a third of all lettings too.
#[test]
fn judgements_where_nothing_is_the_matter() {
    let streams = Streams::new(22, "null").take(CITIES);
    let (mut areas, mut cities, mut called) = (0, 0, [0, 0]);
    for mut stream in streams {
        let mut letting = |t: u32| ((0..t).filter(|_| stream.below(10) < 3).count() as u32, t);
        let mut pairs: Vec<_> = (0..24).map(|at| letting(12 + 2 * at)).collect();
        pairs.push(letting(400));
        let found = chances(&Shares::from_pairs(&pairs), None, None);
        areas += found.len();
        cities += usize::from(found.iter().any(|of| matches!(of.judgement, Judgement::Shown(_))));
        for of in found {
            match of.judgement {
                Judgement::Shown(Side::Above) | Judgement::Possible(Side::Above) => called[0] += 1,
                Judgement::Shown(Side::Below) | Judgement::Possible(Side::Below) => called[1] += 1,
                _ => {}
            }
        }
    }
    let part = |n: usize, of: usize| n as f64 / of as f64;
    for side in called {
        let part = part(side, areas);
        assert!(part <= 0.025 + stray(0.025, areas) && part > 0.01, "{part} on a side");
    }
    assert!(part(cities, CITIES) <= 0.05 + stray(0.05, CITIES), "{cities} cities of {CITIES}");
}
