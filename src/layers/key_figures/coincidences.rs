//! Coincidences (*koppelkansen*) in the key figures.

use crate::config::{Config, Language};
use crate::disclose::statistics::{Coincidence, Coincidences};
use crate::model::{Label, Property};

use super::origin::{Counted, origin};
use super::rounded;
use super::shape::{CoincidenceFigure, CoincidencesFigure, ComplexesFigure, PropertyFigure};

const DEFINITION: [&str; 2] = [
    "Woningen en complexen die deze eigenschappen samen hebben, van de woningen waarvan alles bekend is \
     waar zij van afhangen: bij een asbestverdacht dak beide daken. Een complex heeft een eigenschap als \
     een van die woningen die heeft. Toeval: elke buurt houdt haar aantallen, en het lot verdeelt \
     elke eigenschap apart over de woningen of complexen van de buurt. Het is een vergelijking en \
     geen toets: woningen in een gebouw lijken op elkaar, en een groot complex heeft van alles eerder een woning.",
    "Homes and complexes that have these properties together, of the homes of which all is known that \
     they depend on: of a suspect roof both roofs. A complex has a property when one of those homes has \
     it. Chance: each neighbourhood keeps its counts, and each property by itself is \
     dealt over the homes or complexes of the neighbourhood. It is a comparison and no test: homes of \
     one building are alike, and a large complex more often has a home with any of them.",
];

/// The figure, in the language of the configuration.
pub(super) fn figure<'a>(config: &'a Config, of: &'a Coincidences) -> CoincidencesFigure<'a> {
    let dutch = config.language == Language::Nl;
    let properties = &of.properties;
    let expressions = properties.iter().flat_map(|of| [of.expression.as_str(), of.known.as_str()]);
    let counted = Counted::with("#coincidences", "dwellings", expressions);
    let all =
        |found: &[Coincidence]| found.iter().map(|one| coincidence(one, properties)).collect();
    CoincidencesFigure {
        definition: DEFINITION[usize::from(!dutch)],
        origin: origin(config, &counted),
        properties: properties
            .iter()
            .map(|property| PropertyFigure {
                id: &property.id,
                label: label(&property.label, dutch),
                expression: &property.expression,
            })
            .collect(),
        homes: all(&of.homes),
        complexes: of.complexes.as_ref().map(|complexes| ComplexesFigure {
            number: complexes.number,
            homes_without_complex: complexes.homes_without,
            coincidences: all(&complexes.found),
        }),
    }
}

fn label(of: &Label, dutch: bool) -> &str {
    if dutch { &of.nl } else { &of.en }
}

fn coincidence<'a>(of: &Coincidence, properties: &'a [Property]) -> CoincidenceFigure<'a> {
    CoincidenceFigure {
        of: of.of.iter().map(|&at| properties[at].id.as_str()).collect(),
        units: of.units,
        unknown: of.unknown,
        each: of.each.clone(),
        count: of.chance.map(|_| of.all),
        expected_by_chance: of.chance.map(|chance| rounded(chance.expected)),
        range_95_by_chance: of.chance.map(|chance| chance.range_95.into()),
    }
}
