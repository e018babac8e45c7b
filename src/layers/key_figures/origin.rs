//! What stands beside a number: what its nouns mean, where it comes from, and of when it is.
//!
//! All of it follows from the table that is counted and the columns that the expressions name.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::config::{Config, Language};
use crate::model::{Indicator, Label, Nature};

use super::shape::{Origin, TermFigure, Window, YearsFigure};
use super::sources;

/// What a number is counted from.
pub(super) struct Counted<'a> {
    id: &'a str,
    /// The tables whose rows are counted.
    tables: BTreeSet<&'static str>,
    /// The words of the expressions, in lower case behind their table: `dwellings.energy_label`.
    words: BTreeSet<String>,
    nature: Nature,
}

impl<'a> Counted<'a> {
    /// What an indicator is counted from.
    pub(super) fn of(indicator: &'a Indicator) -> Counted<'a> {
        let table = indicator.of.word();
        let mut counted = Counted::with(
            &indicator.id,
            table,
            [indicator.count.as_str(), indicator.out_of.as_str()],
        );
        if let Some(roofs) = &indicator.with_roofs {
            counted.tables.insert("roofs");
            counted.add_words("roofs", &roofs.count);
            counted.add_words("roofs", &roofs.out_of);
        }
        Counted { nature: indicator.nature(), ..counted }
    }

    /// What a stock is counted from: the rows of a table, by expressions over it.
    pub(super) fn with(
        id: &'a str,
        table: &'static str,
        expressions: impl IntoIterator<Item = &'a str>,
    ) -> Counted<'a> {
        let (tables, words) = (BTreeSet::from([table]), BTreeSet::new());
        let mut counted = Counted { id, tables, words, nature: Nature::Stock };
        expressions.into_iter().for_each(|text| counted.add_words(table, text));
        counted
    }

    /// The same, of which rows of another table are counted too.
    pub(super) fn and_of(mut self, table: &'static str) -> Counted<'a> {
        self.tables.insert(table);
        self
    }

    /// Takes the words of an expression, without what stands in it as text.
    fn add_words(&mut self, table: &str, expression: &str) {
        let outside_texts = expression.split('\'').step_by(2);
        let words =
            outside_texts.flat_map(|part| part.split(|c: char| !(c.is_alphanumeric() || c == '_')));
        let words = words.filter(|word| !word.is_empty());
        self.words.extend(words.map(|word| format!("{table}.{}", word.to_lowercase())));
    }

    /// Whether rows of this table are counted.
    pub(super) fn counts(&self, table: &str) -> bool {
        self.tables.contains(table)
    }

    /// Whether an expression over this table names this column.
    pub(super) fn names(&self, table: &str, column: &str) -> bool {
        self.words.contains(&format!("{table}.{}", column.to_lowercase()))
    }

    /// Whether an expression names such a column, `table.column`, of which a star stands for any end.
    fn names_like(&self, pattern: &str) -> bool {
        match pattern.strip_suffix('*') {
            Some(start) => self.words.iter().any(|word| word.starts_with(start)),
            None => self.words.contains(pattern),
        }
    }
}

/// What stands beside a number that is counted so.
pub(super) fn origin<'a>(config: &'a Config, counted: &Counted<'_>) -> Origin<'a> {
    let sources = sources::of(config, counted);
    let days: BTreeSet<&String> =
        sources.iter().filter_map(|source| source.as_of.as_ref()).collect();
    let years = YearsFigure {
        reference_date: (counted.nature == Nature::Stock)
            .then(|| config.reference_date.to_string()),
        window: (counted.nature == Nature::Flow).then(|| window(config)),
        files_as_of: days.into_iter().cloned().collect(),
    };
    let terms = TERMS.iter().filter(|term| term.is_of(counted));
    Origin { terms: terms.map(|term| term.told(config.language)).collect(), sources, years }
}

/// The days over which flows are counted.
pub(super) fn window(config: &Config) -> Window {
    Window { from: config.window_start().to_string(), to: config.reference_date.to_string() }
}

/// A noun and its meaning, and the numbers beside which it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    #[serde(default)]
    tables: Vec<String>,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    indicators: Vec<String>,
    word: Label,
    meaning: Label,
    source: String,
    certainty: Option<String>,
}

impl Term {
    fn is_of(&self, counted: &Counted<'_>) -> bool {
        self.tables.iter().any(|table| counted.counts(table))
            || self.columns.iter().any(|column| counted.names_like(column))
            || self.indicators.iter().any(|id| id == counted.id)
    }

    fn told(&'static self, language: Language) -> TermFigure {
        let text = |label: &'static Label| match language {
            Language::Nl => label.nl.as_str(),
            Language::En => label.en.as_str(),
        };
        TermFigure {
            term: text(&self.word),
            meaning: text(&self.meaning),
            source: &self.source,
            certainty: self.certainty.as_deref(),
        }
    }
}

#[derive(Deserialize)]
struct Terms {
    term: Vec<Term>,
}

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let terms: Terms = toml::from_str(include_str!("terms.toml")).expect("the terms are tested");
    terms.term
});

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(id: &str, table: &'static str, expressions: &[&str]) -> Vec<&'static str> {
        let counted = Counted::with(id, table, expressions.iter().copied());
        TERMS.iter().filter(|term| term.is_of(&counted)).map(|term| term.word.en.as_str()).collect()
    }

    #[test]
    fn terms_are_those_of_the_table_the_columns_and_the_indicator() {
        let label =
            terms("label_d", "dwellings", &["energy_label = 'D'", "ENERGY_LABEL IS NOT NULL"]);
        assert_eq!(label, ["social dwelling", "energy label"]);
        let urgent = terms("urgent", "placements", &["urgent", "counted"]);
        let norm = "norm of 30% of placements of urgent seekers";
        assert_eq!(urgent, ["social dwelling", "placement", "urgent seeker", norm]);
        assert_eq!(
            terms("eigen", "dwellings", &["near_winkel"]),
            ["social dwelling", "within reach"]
        );
    }

    #[test]
    fn what_stands_in_a_text_names_no_column() {
        assert_eq!(
            terms("x", "dwellings", &["complex = 'rent' OR area_name = 'energy_label'"]),
            ["social dwelling"]
        );
        assert_eq!(
            terms("x", "dwellings", &["complex = 'it''s' AND rent > 5"]),
            ["social dwelling", "rent"]
        );
    }

    #[test]
    fn every_term_is_whole_and_no_norm_is_without_its_noun() {
        for term in TERMS.iter() {
            let told = [&term.word.nl, &term.word.en, &term.meaning.nl, &term.meaning.en];
            assert!(told.iter().all(|text| !text.trim().is_empty()), "{}", term.word.nl);
            assert!(
                term.meaning.nl.ends_with('.') && term.meaning.en.ends_with('.'),
                "{}",
                term.word.nl
            );
            assert!(!term.source.is_empty() && term.word.nl != term.meaning.nl);
            assert!(term.certainty.as_deref().is_none_or(|known| known == "second_hand"));
            let stands_somewhere = [&term.tables, &term.columns, &term.indicators];
            assert!(stands_somewhere.iter().any(|list| !list.is_empty()), "{}", term.word.nl);
            for text in told {
                let bare = ["30%-norm", "30% norm", "norm van 30%.", "norm of 30%."];
                assert!(bare.iter().all(|words| !text.contains(words)), "{text}");
            }
        }
    }
}
