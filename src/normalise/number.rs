//! Numbers, money and percentages: which mark is the decimal one is proved by the column as a whole.
//!
//! `1.052,34` and `652,5` can be read in one way only; `1.052` cannot. That the point parts thousands
//! is proved by other rows of the column, or said in the configuration; it is never guessed.

use std::collections::HashMap;

use polars::prelude::{
    Column, DataType, Expr, Float64Chunked, IntoColumn, NULL, NamedFrom, NewChunkedArray,
    PolarsResult, Series, lit, when,
};

use crate::config::TableForm;
use crate::diagnostics::{codes, counted};
use crate::model::schema::CBS_MISSING;

use super::read_column::{Evidence, ReadColumn, Stop};

/// A typed number; null for NaN, which some writers put for an empty cell, and for CBS's sentinels.
pub(super) fn present(number: Expr) -> Expr {
    let sentinels: Vec<f64> = CBS_MISSING.iter().filter_map(|text| text.parse().ok()).collect();
    let missing = Series::new("missing".into(), sentinels);
    let value = number.clone().cast(DataType::Float64);
    let nothing = value.clone().is_nan().or(value.is_in(lit(missing).implode(false), false));
    when(nothing).then(lit(NULL)).otherwise(number)
}

/// What the marks in a number are.
#[derive(Debug, Clone, Copy)]
enum Marks {
    /// No mark at all, or a point or comma that can only be decimal: the number.
    Plain(f64),
    /// The comma is decimal: with it, a point parts thousands.
    Comma(f64),
    /// The point is decimal.
    Point(f64),
    /// One mark, three digits behind it: thousands or decimals. The mark, and both readings.
    Either { mark: char, decimal: f64, thousands: f64 },
    /// No number.
    None,
}

/// Reads a column of numbers; with `percent`, of percentages from 0 to 100.
pub(super) fn read(
    cells: &Column,
    form: &TableForm<'_>,
    beside: &Evidence,
    percent: bool,
) -> PolarsResult<ReadColumn> {
    let text = cells.str()?;
    let mut rows_of: HashMap<&str, usize> = HashMap::new();
    for cell in text.iter().flatten() {
        *rows_of.entry(cell).or_default() += 1;
    }
    let read: HashMap<&str, Marks> = rows_of.keys().map(|cell| (*cell, marks(cell))).collect();
    let rows = |test: fn(&Marks) -> bool| -> usize {
        read.iter().filter(|(_, marks)| test(marks)).map(|(cell, _)| rows_of[cell]).sum()
    };
    let commas = beside.commas + rows(|marks| matches!(marks, Marks::Comma(_)));
    let points = beside.points + rows(|marks| matches!(marks, Marks::Point(_)));
    let either = rows(|marks| matches!(marks, Marks::Either { .. }))
        + beside.point_or_thousands
        + beside.comma_or_thousands;
    let decimal = form.decimal.or(match (commas, points) {
        (0, 0) => None,
        (0, _) => Some('.'),
        (_, 0) => Some(','),
        _ => None,
    });

    let mut column = ReadColumn::of(cells.clone());
    if either > 0 && decimal.is_none() {
        // The first in order of text, so that the order of rows never shows.
        let doubtful = read.iter().filter(|(_, marks)| matches!(marks, Marks::Either { .. }));
        let example = doubtful.map(|(cell, _)| *cell).min();
        column.stop = Some(Stop {
            entry: &codes::NUMBER_AMBIGUOUS,
            rows: either as u64,
            what: format!(
                "{}, such as \"{}\", can be thousands or decimals; proof that the comma is \
                 decimal: {}, that the point is: {}; say `,` or `.`",
                counted(either as u64, "row", "rows"),
                example.unwrap_or(""),
                counted(commas as u64, "row", "rows"),
                counted(points as u64, "row", "rows")
            ),
            setting: "decimal = \",\"".to_owned(),
        });
    }
    let value_of = |marks: &Marks| match (*marks, form.decimal) {
        (Marks::Plain(number), _) => Some(number),
        (Marks::Comma(number), None | Some(',')) => Some(number),
        (Marks::Point(number), None | Some('.')) => Some(number),
        (Marks::Either { mark, decimal: fraction, thousands }, _) => {
            Some(if decimal == Some(mark) { fraction } else { thousands })
        }
        _ => None,
    };
    for (cell, marks) in &read {
        if value_of(marks).is_some() && is_tidied(cell) {
            column.notes.insert((*cell).to_owned(), &codes::NUMBER_TIDIED);
        }
    }
    let numbers = text.iter().map(|cell| value_of(read.get(cell?)?));
    let numbers = Float64Chunked::from_iter_options(cells.name().clone(), numbers);
    if percent && column.stop.is_none() {
        column.stop = fractions(&numbers);
    }
    column.value = numbers.into_column();
    Ok(column)
}

/// A column of percentages of which none exceeds 1 holds fractions.
pub(super) fn fractions(numbers: &Float64Chunked) -> Option<Stop> {
    let filled = numbers.len() - numbers.null_count();
    let highest = numbers.iter().flatten().fold(0.0, f64::max);
    let broken = numbers.iter().flatten().any(|number| number.fract() != 0.0);
    (filled > 0 && highest <= 1.0 && broken).then(|| Stop {
        entry: &codes::FRACTIONS,
        rows: filled as u64,
        what: format!("no value is above 1 (the highest is {highest}), as if 0.3 stood for 30%"),
        setting: "type = \"number\"".to_owned(),
    })
}

/// Whether a cell can only have a comma, or only a point, as its decimal mark.
pub(super) fn proves(cell: &str) -> [bool; 2] {
    let marks = marks(cell);
    [matches!(marks, Marks::Comma(_)), matches!(marks, Marks::Point(_))]
}

/// Whether a text carries more than digits and a decimal mark.
fn is_tidied(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+');
    !text.chars().all(plain)
        || text.matches(['.', ',']).count() > 1
        || text.ends_with(",-")
        || text.ends_with(",--")
}

fn marks(text: &str) -> Marks {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '€' | '%' | '\u{a0}' | '\u{202f}'))
        .collect();
    let bare = bare.strip_prefix("EUR").unwrap_or(&bare);
    let bare = bare.strip_suffix(",--").or_else(|| bare.strip_suffix(",-")).unwrap_or(bare);
    let (sign, digits) = match bare.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, bare.strip_prefix('+').unwrap_or(bare)),
    };
    // 1.48E+05 is what Excel showed, not what stood there: other digits may be gone.
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits.bytes().any(|byte| byte.is_ascii_digit())
        || !digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    {
        return Marks::None;
    }
    let number = |whole: &str, fraction: &str| {
        let number = format!("{whole}.{fraction}0").parse::<f64>();
        number.ok().filter(|number| number.is_finite()).map(|number| sign * number)
    };
    let grouped = |whole: &str, mark: char| -> Option<String> {
        let groups: Vec<&str> = whole.split(mark).collect();
        let thousands = (1..=3).contains(&groups[0].len())
            && groups[1..].iter().all(|group| group.len() == 3)
            && groups.iter().all(|group| all_digits(group));
        thousands.then(|| groups.concat())
    };
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let found = match (points, commas) {
        (0, 0) => number(digits, "").map(Marks::Plain),
        (1, 0) | (0, 1) => {
            let mark = if points == 1 { '.' } else { ',' };
            let (whole, fraction) = digits.split_once(mark).unwrap_or((digits, ""));
            let decimal = number(whole, fraction);
            // 0.052 is no thousands, nor is 1234.567.
            let either =
                fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
            match (decimal, either.then(|| number(&format!("{whole}{fraction}"), "")).flatten()) {
                (Some(decimal), Some(thousands)) => {
                    Some(Marks::Either { mark, decimal, thousands })
                }
                (Some(number), None) if mark == ',' => Some(Marks::Comma(number)),
                (Some(number), None) => Some(Marks::Point(number)),
                (None, _) => None,
            }
        }
        (_, 0) => grouped(digits, '.').and_then(|whole| number(&whole, "")).map(Marks::Comma),
        (0, _) => grouped(digits, ',').and_then(|whole| number(&whole, "")).map(Marks::Point),
        (_, 1) if digits.rfind(',') > digits.rfind('.') => {
            digits.split_once(',').and_then(|(whole, fraction)| {
                number(&grouped(whole, '.')?, all_digits(fraction).then_some(fraction)?)
                    .map(Marks::Comma)
            })
        }
        (1, _) => digits.split_once('.').and_then(|(whole, fraction)| {
            number(&grouped(whole, ',')?, all_digits(fraction).then_some(fraction)?)
                .map(Marks::Point)
        }),
        _ => None,
    };
    found.unwrap_or(Marks::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cells: &[&str], expected: &[Option<f64>], stop: Option<&str>) {
        check_with(&TableForm::default(), cells, expected, stop);
    }

    #[track_caller]
    fn check_with(
        form: &TableForm<'_>,
        cells: &[&str],
        expected: &[Option<f64>],
        stop: Option<&str>,
    ) {
        let cells = Column::new("n".into(), cells);
        let read = read(&cells, form, &Evidence::default(), false).unwrap();
        let found: Vec<Option<f64>> = read.value.f64().unwrap().iter().collect();
        assert_eq!((found, read.stop.map(|stop| stop.entry.code)), (expected.to_vec(), stop));
    }

    #[test]
    fn marks_that_can_only_be_read_one_way() {
        check(&["1.052,34", "652,5", "-3"], &[Some(1052.34), Some(652.5), Some(-3.0)], None);
        check(&["1,052.34", "652.5"], &[Some(1052.34), Some(652.5)], None);
        check(&["0.125", "1234.567"], &[Some(0.125), Some(1234.567)], None);
        check(&["1.234.567"], &[Some(1_234_567.0)], None);
    }

    #[test]
    fn three_digits_behind_a_mark_are_proved_by_the_column() {
        check(&["1.052", "652,34"], &[Some(1052.0), Some(652.34)], None);
        check(&["1.052", "652.34"], &[Some(1.052), Some(652.34)], None);
        check(&["1,052", "652,34"], &[Some(1.052), Some(652.34)], None);
    }

    #[test]
    fn without_proof_nothing_is_guessed() {
        check(&["1.052"], &[Some(1052.0)], Some("I048"));
        check(
            &["1.052", "652,34", "652.34"],
            &[Some(1052.0), Some(652.34), Some(652.34)],
            Some("I048"),
        );
        let point = TableForm { decimal: Some('.'), ..TableForm::default() };
        check_with(&point, &["1.052", "7,5"], &[Some(1.052), None], None);
    }

    #[test]
    fn money_and_signs_are_taken_off() {
        check(&["€ 652,34", "652,-", "EUR 12,00"], &[Some(652.34), Some(652.0), Some(12.0)], None);
    }

    #[test]
    fn what_is_no_number_is_none() {
        check(&["12a", "1.2.3", "--3", "1e999", "1.48E+05", ",", "1,2,3"], &[None; 7], None);
    }

    #[test]
    fn percentages_that_are_fractions_stop() {
        let read = |cells: &[&str]| {
            let cells = Column::new("p".into(), cells);
            read(&cells, &TableForm::default(), &Evidence::default(), true).unwrap()
        };
        assert_eq!(read(&["0,3", "0,25"]).stop.map(|stop| stop.entry.code), Some("I049"));
        assert!(read(&["30%", "0,25"]).stop.is_none());
        assert!(read(&["0", "1"]).stop.is_none());
    }
}
