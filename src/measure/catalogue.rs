//! The indicators of a run: the built-in ones, and the user's own.

use serde::Deserialize;

use crate::config::{Config, sentence};
use crate::diagnostics::did_you_mean;
use crate::model::{Indicator, Nature, Of, Property};

use super::rent_caps;

/// The built-in indicators, as TOML.
const BUILT_IN: &str = include_str!("catalogue.toml");

/// Why the list of indicators cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// The user's own indicator has the id of a built-in one.
    #[error(
        "indicator `{0}` is built in; give your own another id, or leave the built-in one out:\n  leave_out = [\"{0}\"]"
    )]
    Taken(String),
    /// Two columns of the layers would have one name.
    #[error(
        "indicator `{id}` gives the layers a column `{column}`, which is there already\n  give it another id"
    )]
    Collision {
        /// The indicator.
        id: String,
        /// The column.
        column: String,
    },
    /// `leave_out` names an indicator that is not built in.
    #[error("`leave_out` names `{id}`, which is no built-in indicator{}",
        match close { Some(close) => format!("; did you mean `{close}`?"), None => String::new() })]
    Unknown {
        /// The id as typed.
        id: String,
        /// The closest built-in one.
        close: Option<String>,
    },
    /// A target is of an indicator that the run does not have.
    #[error("`[targets.{id}]`: `{id}` is no indicator of this run{}", match (is_built_in, close) {
        (true, _) => "; it is built in, but left out, or what it counts is not configured".to_owned(),
        (false, Some(close)) => format!("; did you mean `{close}`?"),
        (false, None) => format!("\n  expected one of: {}", known.join(", ")),
    })]
    TargetOfNone {
        /// The id as typed.
        id: String,
        /// Whether it is that of a built-in indicator.
        is_built_in: bool,
        /// The closest of the run.
        close: Option<String>,
        /// Those that can have a target.
        known: Vec<String>,
    },
    /// A target is of a flow.
    #[error(
        "`[targets.{0}]`: `{0}` counts what happens, which carries chance; a target is of a stock\n  an agreement on what happens is a norm for its share: `norm`, `norm_kind` of an indicator of your own"
    )]
    TargetOfFlow(String),
    /// `[disclosure] by_area` names no indicator about persons of the run.
    #[error("`[disclosure] by_area` is `{id}`, which is no indicator about persons of this run{}",
        if known.is_empty() { "; it has none".to_owned() } else { format!("\n  expected one of: {}", known.join(", ")) })]
    ByAreaOfNone {
        /// The id as typed.
        id: String,
        /// Those that could stand there.
        known: Vec<String>,
    },
}

#[derive(Deserialize)]
struct Catalogue {
    indicator: Vec<Indicator>,
    property: Vec<Property>,
}

fn built_in() -> Catalogue {
    toml::from_str(BUILT_IN).expect("the built-in catalogue is tested")
}

/// The properties whose coincidence is an opportunity.
pub(super) fn properties() -> Vec<Property> {
    built_in().property
}

/// The built-in indicators without those left out, then the user's own, in the order written.
///
/// # Errors
/// An own indicator takes the id of a built-in one, or `leave_out` names an unknown one.
pub fn indicators(config: &Config) -> Result<Vec<Indicator>, CatalogueError> {
    let mut built_in: Vec<Indicator> = built_in().indicator;
    let ids: Vec<String> = built_in.iter().map(|indicator| indicator.id.clone()).collect();
    for id in &config.leave_out {
        if !built_in.iter().any(|indicator| indicator.id == *id) {
            let close = did_you_mean(id, built_in.iter().map(|known| known.id.as_str()));
            return Err(CatalogueError::Unknown {
                id: id.clone(),
                close: close.map(str::to_owned),
            });
        }
    }
    built_in.retain(|indicator| !config.leave_out.contains(&indicator.id));
    for own in &config.indicator {
        if built_in.iter().any(|indicator| indicator.id == own.id) {
            return Err(CatalogueError::Taken(own.id.clone()));
        }
    }
    built_in.retain(|indicator| indicator.of != Of::Homes || config.stock.is_some());
    built_in.extend(config.indicator.iter().cloned());
    check_targets(config, &built_in, &ids)?;
    if let Some(id) = &config.disclosure.by_area {
        let of_persons = built_in.iter().filter(|indicator| indicator.is_personal());
        let known: Vec<String> = of_persons.map(|indicator| indicator.id.clone()).collect();
        if !known.contains(id) {
            return Err(CatalogueError::ByAreaOfNone { id: id.clone(), known });
        }
    }
    for indicator in built_in.iter_mut().filter(|indicator| indicator.of == Of::Homes) {
        say_where_homes_are_from(indicator, config);
    }
    for indicator in built_in.iter_mut().filter(|indicator| indicator.of == Of::Placements) {
        // What is urgent says nothing of what is neither about persons nor counted by it.
        let by_urgency = ["urgent", "urgent_group", "priority"];
        let by_urgency = by_urgency.iter().any(|column| rent_caps::names(indicator, column));
        if indicator.is_personal() || by_urgency {
            say_what_is_urgent(indicator, config);
        }
        if rent_caps::names(indicator, rent_caps::SECOND_CAP) {
            rent_caps::say(indicator, config);
        }
    }
    if config.counts_expired_labels() {
        for indicator in &mut built_in {
            say_that_expired_labels_count(indicator);
        }
    }
    Ok(built_in)
}

/// Says of the built-in indicators of labels that labels past their last day count, where the configuration
/// has it so.
fn say_that_expired_labels_count(indicator: &mut Indicator) {
    let (nl, en) = match indicator.id.as_str() {
        "label_d" => (
            "Woningen met energielabel D, ook als het is verlopen, van de woningen met een label.",
            "Homes with energy label D, expired or not, out of the homes with a label.",
        ),
        "label_d_verlopen" => (
            " Ze tellen ook mee bij label_d (expired = true).",
            " They count in label_d too (expired = true).",
        ),
        _ => return,
    };
    let Some(definition) = &mut indicator.definition else { return };
    for (text, said) in [(&mut definition.nl, nl), (&mut definition.en, en)] {
        match said.strip_prefix(' ') {
            Some(_) => text.push_str(said),
            None => said.clone_into(text),
        }
    }
}

/// Checks that every target is of a stock of the run; `ids` are those of all built-in indicators.
fn check_targets(
    config: &Config,
    indicators: &[Indicator],
    ids: &[String],
) -> Result<(), CatalogueError> {
    let stocks = indicators.iter().filter(|indicator| indicator.nature() == Nature::Stock);
    let stocks: Vec<&str> = stocks.map(|indicator| indicator.id.as_str()).collect();
    for id in config.targets.keys() {
        if stocks.contains(&id.as_str()) {
            continue;
        }
        if indicators.iter().any(|indicator| indicator.id == *id) {
            return Err(CatalogueError::TargetOfFlow(id.clone()));
        }
        return Err(CatalogueError::TargetOfNone {
            id: id.clone(),
            is_built_in: ids.contains(id),
            close: did_you_mean(id, stocks.iter().copied()).map(str::to_owned),
            known: stocks.iter().map(|id| (*id).to_owned()).collect(),
        });
    }
    Ok(())
}

/// Whether an indicator of all homes is not left out, and nothing says how many these are.
pub fn end_goal_missing(config: &Config) -> bool {
    let of_all = built_in().indicator.into_iter().filter(|indicator| indicator.of == Of::Homes);
    config.stock.is_none() && of_all.into_iter().any(|own| !config.leave_out.contains(&own.id))
}

/// Puts the source of all homes and their day behind the definition.
fn say_where_homes_are_from(indicator: &mut Indicator, config: &Config) {
    let (Some(stock), Some(definition)) = (&config.stock, &mut indicator.definition) else {
        return;
    };
    let day = stock.as_of.map(|day| day.to_string());
    for (text, [all, on]) in [
        (&mut definition.nl, ["Alle woningen", "op"]),
        (&mut definition.en, ["All homes", "as of"]),
    ] {
        let day = day.as_ref().map(|day| format!(" {on} {day}")).unwrap_or_default();
        let source = stock.source.as_ref().map(|source| format!(": {source}")).unwrap_or_default();
        if !day.is_empty() || !source.is_empty() {
            let told = format!("{all}{day}{source}");
            *text = format!("{text} {}.", told.trim_end_matches('.'));
        }
    }
}

/// Puts what counts as urgent, and what is left out of the denominator, behind the definition, so that
/// it stands wherever the share does.
fn say_what_is_urgent(indicator: &mut Indicator, config: &Config) {
    let said = |dutch| config.urgent_in_words(dutch).unwrap_or_default();
    let mut definition = indicator.definition.clone().unwrap_or_else(|| indicator.label.clone());
    for (text, words) in [(&mut definition.nl, said(true)), (&mut definition.en, said(false))] {
        if !text.is_empty() && !words.is_empty() {
            *text = format!("{}. {}.", text.trim_end_matches('.'), sentence(&words));
        }
    }
    indicator.definition = Some(definition);
}

#[cfg(test)]
mod tests {
    use crate::model::NormKind;

    use super::*;

    #[test]
    fn the_built_in_catalogue_is_whole() {
        let catalogue: Catalogue = toml::from_str(BUILT_IN).unwrap();
        let ids: Vec<&str> = catalogue.indicator.iter().map(|i| i.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "sociaal",
                "urgent",
                "bereikbaar",
                "label_d",
                "label_d_verlopen",
                "label_d_nen7120",
                "label_d_vve",
                "label_efg",
                "label_onbekend",
                "asbest_woning",
                "asbest_schuur",
                "asbest_onbekend",
                "label_d_asbest"
            ]
        );
        for indicator in &catalogue.indicator {
            assert_eq!(indicator.is_personal(), indicator.id == "urgent");
            assert_eq!(indicator.norm_kind == NormKind::Floor, indicator.id == "bereikbaar");
            assert!(indicator.definition.is_some() && !indicator.label.en.is_empty());
        }
    }
}
