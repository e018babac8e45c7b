//! The caps of rent allowance by year: those that are built in, and those of the configuration.

use chrono::Datelike;
use serde::Deserialize;

use crate::config::Config;
use crate::model::{Certainty, Indicator, Label, Of, RentCap};

/// The built-in caps, as TOML.
const BUILT_IN: &str = include_str!("rent_caps.toml");

/// The column of the second cap of a placement's year.
pub(super) const SECOND_CAP: &str = "second_rent_cap";

#[derive(Deserialize)]
struct Table {
    cap: Vec<RentCap>,
}

/// The caps of the years over which placements are counted, in order: those of the configuration where it has
/// the year, else the built-in ones. A year may have none.
pub(super) fn of_window(config: &Config) -> Vec<RentCap> {
    let table: Table = toml::from_str(BUILT_IN).expect("the built-in caps are tested");
    let years = config.window_start().year()..=config.reference_date.year();
    let of_year = |year: i32| {
        let own = config.rent_caps.iter().find(|cap| cap.year == year);
        let own = own.map(crate::model::RentCapSetting::cap);
        own.or_else(|| table.cap.iter().find(|cap| cap.year == year).cloned())
    };
    years.filter_map(of_year).collect()
}

/// Whether an expression of an indicator names a column of the placements.
pub(super) fn names(indicator: &Indicator, column: &str) -> bool {
    let names = |expression: &str| {
        let mut words = expression.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        words.any(|word| word.eq_ignore_ascii_case(column))
    };
    indicator.of == Of::Placements && (names(&indicator.count) || names(&indicator.out_of))
}

/// Gives an indicator that compares rents with the cap the caps that it compares with, and says so behind its
/// definition.
pub(super) fn say(indicator: &mut Indicator, config: &Config) {
    let caps = of_window(config);
    let listed = |dutch: bool| {
        let each = caps.iter().map(|cap| {
            let amount = format!("{:.2}", cap.second);
            let amount = if dutch { amount.replace('.', ",") } else { amount };
            let own = match (cap.certainty, dutch) {
                (Certainty::Configured, true) => ", uit de configuratie",
                (Certainty::Configured, false) => ", from the configuration",
                _ => "",
            };
            format!("{} € {amount} ({}{own})", cap.year, cap.kind.word())
        });
        each.collect::<Vec<_>>().join(", ")
    };
    let said = |dutch: bool| match (caps.is_empty(), dutch) {
        (true, _) => String::new(),
        (_, true) => format!(
            " Vergeleken is de huur zoals die in de tabellen staat (of zij kaal is of rekenhuur is er niet aan te \
             zien) met de grens van het jaar: {}.",
            listed(true)
        ),
        (_, false) => format!(
            " The rent as it stands in the tables (which do not tell whether it is bare rent or rekenhuur) is \
             compared with the cap of the year: {}.",
            listed(false)
        ),
    };
    let mut definition: Label =
        indicator.definition.clone().unwrap_or_else(|| indicator.label.clone());
    for (text, said) in [(&mut definition.nl, said(true)), (&mut definition.en, said(false))] {
        if !text.is_empty() && !said.is_empty() {
            *text = format!("{}.{said}", text.trim_end_matches('.'));
        }
    }
    indicator.definition = Some(definition);
    indicator.rent_caps = caps;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_caps_are_whole_and_rise() {
        let table: Table = toml::from_str(BUILT_IN).unwrap();
        let years: Vec<i32> = table.cap.iter().map(|cap| cap.year).collect();
        assert_eq!(years, (2015..=2026).collect::<Vec<_>>());
        for pair in table.cap.windows(2) {
            assert!(pair[0].first <= pair[1].first && pair[0].second <= pair[1].second);
        }
        for cap in &table.cap {
            assert!(cap.first < cap.second && !cap.source.is_empty());
            assert_eq!(cap.kind, crate::model::RentKind::of_year(cap.year));
            assert_ne!(cap.certainty, Certainty::Configured);
        }
    }
}
