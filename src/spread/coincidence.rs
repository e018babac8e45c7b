//! Coincidence: how many units have several properties at once, and how many would by chance alone.

use crate::measure::{Having, Joint, Opportunities};
use crate::model::Property;

use super::hypergeometric::Chances;

/// How often some properties coincide in the units of a city.
#[derive(Debug, Clone, PartialEq)]
pub struct Coincidence {
    /// The properties, by position.
    pub of: Vec<usize>,
    /// Units of which all is known that they depend on.
    pub units: u64,
    /// The other units.
    pub unknown: u64,
    /// Units that have each of them, in their order.
    pub each: Vec<u64>,
    /// Units that have all of them.
    pub all: u64,
    /// What chance would give; `None` where the properties of no unit are known.
    pub chance: Option<ByChance>,
}

/// Units that have all the properties when chance deals these within the areas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ByChance {
    /// Expected number.
    pub expected: f64,
    /// Least and most of the 95% in the middle of all deals.
    pub range_95: (u64, u64),
}

/// The coincidence of some properties, against what chance within the areas would give.
///
/// Each area keeps its units and how many have each property; which units have it is dealt anew, each
/// property by itself. In an area with n units of which a and b have two properties, as many have both as
/// a hypergeometric draw gives, a b / n on average; a third property is drawn against the units that have
/// the first two. The number of the city is the sum over its areas, and its distribution is computed
/// exactly, but for numbers less likely than 1e-18.
///
/// Two areas of four units, with 2 and 2 in one and 1 and 4 in the other: 1 + 1 = 2 are expected. The
/// comparison of observed and expected over strata is that of Mantel and Haenszel (1959),
/// doi:10.1093/jnci/22.4.719. It is a comparison and no test: homes of one building are alike, so that
/// chance would have to deal buildings; the complexes tell of those. A large complex more often has a home
/// with any of the properties, so that among complexes more coincide than chance gives.
pub fn coincidence(joint: &Joint) -> Coincidence {
    let sum = |of: &dyn Fn(&Having) -> u32| -> u64 {
        joint.by_area.iter().map(|area| u64::from(of(area))).sum()
    };
    let units = sum(&|area| area.units);
    Coincidence {
        of: joint.of.clone(),
        units,
        unknown: u64::from(joint.unknown),
        each: (0..joint.of.len()).map(|at| sum(&|area| area.each[at])).collect(),
        all: sum(&|area| area.all),
        chance: (units > 0).then(|| by_chance(&joint.by_area)),
    }
}

/// The coincidences of a city.
#[derive(Debug, Clone, PartialEq)]
pub struct Coincidences {
    /// The properties.
    pub properties: Vec<Property>,
    /// In homes: pairs first.
    pub homes: Vec<Coincidence>,
    /// In complexes, in the same order; `None` where no home tells of which complex it is.
    pub complexes: Option<OfComplexes>,
}

/// The coincidences in complexes.
#[derive(Debug, Clone, PartialEq)]
pub struct OfComplexes {
    /// How many complexes there are.
    pub number: usize,
    /// Homes with an area and without a complex.
    pub homes_without: u32,
    /// In the order of the homes.
    pub found: Vec<Coincidence>,
}

/// Compares what coincides in a city with chance.
pub fn coincidences(of: &Opportunities) -> Coincidences {
    let all = |joint: &[Joint]| joint.iter().map(coincidence).collect();
    Coincidences {
        properties: of.properties.clone(),
        homes: all(&of.homes),
        complexes: of.complexes.as_ref().map(|complexes| OfComplexes {
            number: complexes.list.len(),
            homes_without: complexes.homes_without,
            found: all(&complexes.joint),
        }),
    }
}

fn by_chance(areas: &[Having]) -> ByChance {
    let possible: Vec<&Having> =
        areas.iter().filter(|area| area.each.iter().all(|&n| n > 0)).collect();
    let of_area = |area: &&Having| {
        let units = f64::from(area.units);
        area.each.iter().map(|&n| f64::from(n) / units).product::<f64>() * units
    };
    let city = sum_of(&possible);
    ByChance {
        expected: possible.iter().map(of_area).sum(),
        range_95: (city.quantile(0.025), city.quantile(0.975)),
    }
}

/// The units of all these areas together: halves first, so that few sums are of long distributions.
fn sum_of(areas: &[&Having]) -> Chances {
    match areas {
        [] => Chances::certain(0),
        [area] => of_area(area),
        _ => {
            let (one, other) = areas.split_at(areas.len() / 2);
            let (one, other) = rayon::join(|| sum_of(one), || sum_of(other));
            one.plus(&other)
        }
    }
}

/// The units of one area that have all its properties.
fn of_area(area: &Having) -> Chances {
    let mut sizes = area.each.clone();
    sizes.sort_unstable(); // the fewest first: fewer ways to go through
    let (first, others) = sizes.split_first().expect("a coincidence is of two properties at least");
    let begin = Chances::certain(u64::from(*first));
    others.iter().fold(begin, |have, &more| have.drawn_among(area.units, more))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joint(areas: &[(u32, &[u32])]) -> Joint {
        let having =
            areas.iter().map(|&(units, each)| Having { units, each: each.to_vec(), all: 0 });
        Joint { of: (0..areas[0].1.len()).collect(), by_area: having.collect(), unknown: 0 }
    }

    #[test]
    fn the_worked_example() {
        let found = coincidence(&joint(&[(4, &[2, 2]), (4, &[1, 4])]));
        assert_eq!((found.units, found.each), (8, vec![3, 6]));
        // The second area gives one for certain; the first none or two once in six each.
        assert_eq!(found.chance, Some(ByChance { expected: 2.0, range_95: (1, 3) }));
    }

    #[test]
    fn nothing_known_is_no_chance() {
        assert_eq!(coincidence(&joint(&[(0, &[0, 0])])).chance, None);
        let none = coincidence(&joint(&[(3, &[0, 2])])).chance;
        assert_eq!(none, Some(ByChance { expected: 0.0, range_95: (0, 0) }));
    }

    /// All ways to deal three properties over five units, counted one by one.
    #[test]
    fn three_properties_as_all_deals_have_them() {
        let sizes = [3_u32, 2, 4];
        let sets = |size: u32| (0_u32..32).filter(move |set| set.count_ones() == size);
        let mut times = [0_u32; 6];
        for one in sets(sizes[0]) {
            for two in sets(sizes[1]) {
                for three in sets(sizes[2]) {
                    times[(one & two & three).count_ones() as usize] += 1;
                }
            }
        }
        let all: u32 = times.iter().sum();
        let chances = of_area(&Having { units: 5, each: sizes.to_vec(), all: 0 });
        for (number, &times) in times.iter().enumerate() {
            let expected = f64::from(times) / f64::from(all);
            assert!((chances.of(number as u64) - expected).abs() < 1e-14, "{number}");
        }
    }

    #[test]
    fn many_areas_are_as_exact_as_few() {
        let areas: Vec<(u32, &[u32])> = vec![(700, &[14, 100, 300]); 2_000];
        let found = coincidence(&joint(&areas)).chance.unwrap();
        let mean = 2_000.0 * 14.0 * 100.0 * 300.0 / (700.0 * 700.0);
        assert!((found.expected - mean).abs() < 1e-6 * mean);
        // Pairs of units that have all: each property takes n (n - 1) of 700 x 699 pairs.
        let pairs = 700.0 * 699.0;
        let second = [14.0, 100.0, 300.0].map(|n: f64| n * (n - 1.0) / pairs);
        let one = mean / 2_000.0;
        let variance = 2_000.0 * (pairs * second.iter().product::<f64>() + one - one * one);
        let (low, high) = found.range_95;
        let about = |side: f64| mean + side * 1.959_964 * variance.sqrt();
        assert!((low as f64 - about(-1.0)).abs() < 2.0 && (high as f64 - about(1.0)).abs() < 2.0);
    }
}
