//! Opportunities (*koppelkansen*): homes and complexes that have several properties at once, so that one
//! job may serve two agreements. How many have each property and how many all of them, by area.

use crate::model::{Indicator, Label, NormKind, Of, Property};

use super::complexes::Complex;
use super::roll_up::Measured;

/// What is known of the coincidence of some properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joint {
    /// The properties, by position.
    pub of: Vec<usize>,
    /// By position of the finest area, over the units of which all is known that these properties depend
    /// on.
    pub by_area: Vec<Having>,
    /// The other units.
    pub unknown: u32,
}

/// Units of one area by what they have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Having {
    /// Units.
    pub units: u32,
    /// Units that have each of the properties, in their order.
    pub each: Vec<u32>,
    /// Units that have all of them.
    pub all: u32,
}

/// The opportunities of a city.
#[derive(Debug, Clone, PartialEq)]
pub struct Opportunities {
    /// The properties.
    pub properties: Vec<Property>,
    /// Over homes: two properties, then more.
    pub homes: Vec<Joint>,
    /// Over complexes; `None` where no home tells of which complex it is.
    pub complexes: Option<InComplexes>,
}

/// The opportunities of complexes, by what is [seen](Complex::seen) of their homes.
#[derive(Debug, Clone, PartialEq)]
pub struct InComplexes {
    /// As for homes.
    pub joint: Vec<Joint>,
    /// Every complex, by corporation and name.
    pub list: Vec<Complex>,
    /// Homes with an area and without a complex.
    pub homes_without: u32,
}

/// The choices of two and more of `n` properties, the smaller ones first.
pub(super) fn choices(n: usize) -> Vec<Vec<usize>> {
    let chosen = |set: usize| (0..n).filter(|at| set >> at & 1 == 1).collect::<Vec<_>>();
    let mut all: Vec<Vec<usize>> = (0..1 << n).map(chosen).filter(|of| of.len() >= 2).collect();
    all.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    all
}

/// The counts of homes that the coincidences follow from, as indicators: for each choice every property
/// out of the homes of which all is known that they depend on, then all of them.
pub(super) fn indicators(properties: &[Property]) -> Vec<Indicator> {
    let mut asked = Vec::new();
    for of in choices(properties.len()) {
        let in_brackets = |text: fn(&Property) -> &str| -> Vec<String> {
            of.iter().map(|&at| format!("({})", text(&properties[at]))).collect()
        };
        let expressions = in_brackets(|property| &property.expression);
        let known = in_brackets(|property| &property.known);
        let out_of = known.join(" AND ");
        let all = expressions.join(" AND ");
        let ids = of.iter().map(|&at| properties[at].id.clone()).chain(["all".to_owned()]);
        for (id, count) in ids.zip(expressions.into_iter().chain([all])) {
            asked.push(Indicator {
                id: format!("#{of:?} {id}"),
                of: Of::Dwellings,
                count,
                out_of: out_of.clone(),
                with_roofs: None,
                nature: None,
                personal: None,
                norm: None,
                norm_kind: NormKind::Ceiling,
                label: Label { nl: String::new(), en: String::new() },
                definition: None,
                agreements: Vec::new(),
                rent_caps: Vec::new(),
            });
        }
    }
    asked
}

/// The coincidences in homes, by the counts of [`indicators`]; `homes` are there altogether.
pub(super) fn in_homes(n_properties: usize, counted: &[Measured], homes: u32) -> Vec<Joint> {
    let mut counted = counted.iter();
    let of_choice = |of: Vec<usize>| {
        let each: Vec<&Measured> = counted.by_ref().take(of.len()).collect();
        let all = counted.next().expect("as many counts as were asked for");
        let of_area = |(at, all): (usize, &crate::model::Tally)| Having {
            units: all.out_of(),
            each: each.iter().map(|one| one.counts.by_area[at].count()).collect(),
            all: all.count(),
        };
        Joint {
            of,
            by_area: all.counts.by_area.iter().enumerate().map(of_area).collect(),
            unknown: homes - all.counts.total().out_of(),
        }
    };
    choices(n_properties).into_iter().map(of_choice).collect()
}

/// The coincidences in complexes, by what is [seen](Complex::seen) of their homes.
pub(super) fn in_complexes(n_properties: usize, n_areas: usize, list: &[Complex]) -> Vec<Joint> {
    let of_choice = |(choice, of): (usize, Vec<usize>)| {
        let none = Having { units: 0, each: vec![0; of.len()], all: 0 };
        let (mut by_area, mut unknown) = (vec![none; n_areas], 0);
        for complex in list {
            let Some(seen) = &complex.seen[choice] else {
                unknown += 1;
                continue;
            };
            let having = &mut by_area[complex.area];
            having.units += 1;
            having.each.iter_mut().zip(seen).for_each(|(n, &has)| *n += u32::from(has));
            having.all += u32::from(seen.iter().all(|&has| has));
        }
        Joint { of, by_area, unknown }
    };
    choices(n_properties).into_iter().enumerate().map(of_choice).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::Tally;

    use super::*;

    #[test]
    fn pairs_come_before_all_three() {
        assert_eq!(choices(3), [vec![0, 1], vec![0, 2], vec![1, 2], vec![0, 1, 2]]);
    }

    #[test]
    fn a_complex_of_which_nothing_is_known_is_out_of_that_choice() {
        let units = [
            (0, Some([true, true])),
            (0, Some([true, false])),
            (1, None),
            (1, Some([false, true])),
        ];
        let list = units.map(|(area, seen)| Complex {
            corporation: None,
            name: String::new(),
            area,
            homes: 1,
            having: Vec::new(),
            all: Tally::default(),
            seen: vec![seen.map(Vec::from)],
            hull: None,
        });
        let found = in_complexes(2, 2, &list);
        let [joint] = found.as_slice() else { panic!("two properties are one choice") };
        assert_eq!(joint.unknown, 1);
        assert_eq!(joint.by_area[0], Having { units: 2, each: vec![2, 1], all: 1 });
        assert_eq!(joint.by_area[1], Having { units: 1, each: vec![0, 1], all: 0 });
    }
}
