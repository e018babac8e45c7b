//! What counts as urgent, and when that changes, in the key figures.

use chrono::NaiveDate;

use crate::config::{Config, Language};
use crate::disclose::{PublishedIndicator, PublishedPiece, Release};
use crate::model::Of;
use crate::normalise::label;

use super::number;
use super::shape::{DefinitionFigure, UrgencyFigure, UrgentFigure, YearPart};

/// The definitions of each file of placements; nothing where the release holds no indicator of them.
pub(super) fn of_files<'a>(config: &'a Config, release: &Release) -> Vec<UrgencyFigure<'a>> {
    if !release.indicators.iter().any(|published| published.indicator.of == Of::Placements) {
        return Vec::new();
    }
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let of_file = config.placements.iter().map(|file| UrgencyFigure {
        file: label(&file.path),
        definitions: file
            .urgent
            .definitions()
            .iter()
            .map(|one| UrgentFigure {
                from: day(one.from),
                until: day(one.until),
                values: &one.values,
                groups: &one.groups,
                regular: &one.regular,
                exclude: &one.exclude,
                vera: one.vera,
            })
            .collect(),
    });
    of_file.collect()
}

/// The definitions of an indicator of which what it counts changes within the window.
pub(super) fn of_window(config: &Config, published: &PublishedIndicator) -> Vec<DefinitionFigure> {
    let Some(_) = published.changes.first() else { return Vec::new() };
    let firsts = std::iter::once(config.window_start()).chain(published.changes.iter().copied());
    let lasts = published.changes.iter().filter_map(|day| day.pred_opt());
    let lasts = lasts.chain([config.reference_date]);
    let dutch = config.language == Language::Nl;
    let of_one = |(definition, (from, until)): (u32, (NaiveDate, NaiveDate))| DefinitionFigure {
        definition,
        from: from.to_string(),
        until: until.to_string(),
        text: config.urgent_in_words_on([from, until], dutch).unwrap_or_default(),
    };
    (1..).zip(firsts.zip(lasts)).map(of_one).collect()
}

/// The years of an indicator, those that a change cuts in pieces.
pub(super) fn by_year(published: &PublishedIndicator) -> Vec<YearPart> {
    if published.changes.is_empty() {
        let years = published.city.by_year.iter();
        let whole = |year: i32, number| YearPart {
            year,
            definition: None,
            from: None,
            until: None,
            number,
        };
        return years.map(|(year, _, cell)| whole(*year, number(cell.get()))).collect();
    }
    let piece = |of: &PublishedPiece| {
        let [from, until] = of.days.map(|day| day.map(|day| day.to_string()));
        let (year, definition) = (of.year, Some(of.definition));
        YearPart { year, definition, from, until, number: number(of.cell.get()) }
    };
    published.pieces.iter().map(piece).collect()
}
