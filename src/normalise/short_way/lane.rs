//! One column on the short way: plain cells become values at once, and any other cell makes its row
//! an odd one, which is left to the full reading.

use polars::prelude::{
    BooleanChunked, Column, DataType, Float64Chunked, Int32Chunked, IntoColumn, NewChunkedArray,
    PolarsResult, StringChunked,
};
use polars_core::utils::arrow::array::MutablePlString;

use crate::model::schema::Kind;
use crate::read::{TextCell, is_citizen_number};

use super::super::read_column::Evidence;
use super::super::totals::is_total;
use super::plain_cell::{Plain, is_decimal, number_of, whole_of};
use super::plain_number::plain_short_number;
use super::plain_text::{all_stay, glances_at, is_plain_at_a_glance, text_of, trimmed};
use super::rows::Rows;
use super::way::Way;
use super::words::{Codes, Dictionary};

/// The values of one column of a piece.
pub(super) struct Lane<'a, 't> {
    way: &'a Way<'a>,
    values: Values<'a, 't>,
    evidence: Evidence,
    total: bool,
    citizens: Option<bool>,
}

/// A column of a piece, read to its end.
pub(super) struct Filled {
    /// The values of all rows, odd ones included.
    pub column: Column,
    /// What plain cells prove about the column.
    pub evidence: Evidence,
    /// Whether a cell says *total*, which concerns the whole table.
    pub total: bool,
    /// Whether all texts pass the eleven-test, as citizen numbers do; `None` without a text.
    pub citizens: Option<bool>,
}

enum Values<'a, 't> {
    Text(MutablePlString),
    Number(Vec<f64>, Vec<u32>),
    /// Whole numbers, or days since 1970.
    Whole(Vec<i32>, Vec<u32>),
    Words(Box<Codes<'a, 't>>),
    /// A column that is typed already.
    Typed(Column),
}

impl<'a, 't> Lane<'a, 't> {
    /// A lane with room for about so many rows.
    pub fn new(way: &'a Way<'a>, words: Option<&'a Dictionary>, rows: usize) -> Lane<'a, 't> {
        let values = match (words, way.kind) {
            (Some(dictionary), _) => Values::Words(Box::new(Codes::new(dictionary, rows))),
            (None, Kind::Number) => Values::Number(Vec::with_capacity(rows), Vec::new()),
            (None, Kind::Integer | Kind::HouseNumber | Kind::Date) => {
                Values::Whole(Vec::with_capacity(rows), Vec::new())
            }
            (None, _) => Values::Text(MutablePlString::with_capacity(rows)),
        };
        Lane { way, values, evidence: Evidence::default(), total: false, citizens: None }
    }

    /// Adds the cells of a batch. `None` when the column has too many words, or a word that concerns
    /// the column as a whole.
    pub fn push(
        &mut self,
        cells: impl Iterator<Item = TextCell<'t>>,
        rows: &mut Rows,
    ) -> Option<()> {
        let Lane { way, values, evidence, total, citizens } = self;
        match values {
            Values::Text(builder) => {
                let glances = glances_at(way);
                for (at, cell) in cells.enumerate() {
                    let key = cell.key().filter(|_| glances && *citizens == Some(false));
                    if let Some(key) = key.filter(|key| is_plain_at_a_glance(*key)) {
                        match key.into_view() {
                            Some(view) => builder.push_view(view, &[]),
                            None => builder.push_value(cell.text()),
                        }
                        continue;
                    }
                    match text_of(way, trimmed(cell.text())) {
                        Plain::Value(text) => {
                            *total |= is_total(text);
                            *citizens = Some(*citizens != Some(false) && is_citizen_number(text));
                            builder.push_value(text);
                        }
                        other => {
                            builder.push_null();
                            other.enter(at, rows);
                        }
                    }
                }
            }
            Values::Number(numbers, missing) => {
                let (glances, decimal) = (way.form.empty.is_empty(), way.form.decimal);
                let first = numbers.len();
                numbers.resize(first + rows.odd.len(), 0.0);
                let mut of_short = Evidence::default();
                for (at, (cell, value)) in cells.zip(&mut numbers[first..]).enumerate() {
                    // No short number of digits alone stands for an empty cell, unless one is told to.
                    let short = if glances { plain_short_number(cell) } else { None };
                    match short.filter(|number| is_decimal(number, decimal, &mut of_short)) {
                        Some(number) => *value = number.value,
                        None => match number_of(way, cell, evidence) {
                            Plain::Value(number) => *value = number,
                            other => {
                                missing.push((first + at) as u32);
                                other.enter(at, rows);
                            }
                        },
                    }
                }
                evidence.add(&of_short);
            }
            Values::Whole(wholes, missing) => {
                for (at, cell) in cells.enumerate() {
                    let plain = whole_of(way, cell, evidence);
                    add(wholes, missing, plain, at, rows);
                }
            }
            Values::Words(codes) => codes.push(cells, rows)?,
            Values::Typed(_) => unreachable!("a typed column comes whole"),
        }
        Some(())
    }

    /// Adds the cells of a column of text, which stays as it is where nothing is to be changed.
    pub fn push_texts(&mut self, texts: &'t StringChunked, rows: &mut Rows) -> Option<()> {
        let way = self.way;
        if let Values::Words(codes) = &mut self.values {
            return codes.push_texts(texts, rows);
        }
        let (mut total, mut citizens) = (false, None);
        let stays = |text: &str, at_a_glance: bool| {
            if at_a_glance && citizens == Some(false) {
                return true;
            }
            total |= is_total(text);
            citizens = Some(citizens != Some(false) && is_citizen_number(text));
            let same = trimmed(text).len() == text.len();
            same && matches!(text_of(way, text), Plain::Value(_))
        };
        let texts_alone = matches!(self.values, Values::Text(_));
        if texts_alone && all_stay(way, texts, stays) {
            (self.total, self.citizens) = (total, citizens);
            let column = texts.clone().into_column();
            rows.note_null(&column);
            self.fill(column);
            return Some(());
        }
        let cells = texts.iter().map(|text| TextCell::from(text.unwrap_or_default()));
        self.push(cells, rows)
    }

    /// Adds answers, which are read as the words *true* and *false*.
    pub fn push_answers(&mut self, answers: &BooleanChunked, rows: &mut Rows) -> Option<()> {
        match &mut self.values {
            Values::Words(codes) => codes.push_answers(answers, rows),
            _ => None,
        }
    }

    /// Takes a column that is typed already.
    pub fn fill(&mut self, column: Column) {
        self.values = Values::Typed(column);
    }

    /// The column in this type.
    pub fn finish(self, data_type: &DataType) -> PolarsResult<Filled> {
        let Lane { way, values, evidence, total, citizens } = self;
        let name = way.name;
        let column = match values {
            Values::Text(builder) => {
                StringChunked::with_chunk(name.into(), builder.freeze()).into_column()
            }
            Values::Number(numbers, missing) if missing.is_empty() => {
                Float64Chunked::from_vec(name.into(), numbers).into_column()
            }
            Values::Number(numbers, missing) => {
                let values = with_gaps(&numbers, &missing);
                Float64Chunked::from_iter_options(name.into(), values).into_column()
            }
            Values::Whole(wholes, missing) if missing.is_empty() => {
                Int32Chunked::from_vec(name.into(), wholes).into_column()
            }
            Values::Whole(wholes, missing) => {
                let values = with_gaps(&wholes, &missing);
                Int32Chunked::from_iter_options(name.into(), values).into_column()
            }
            Values::Words(codes) => codes.into_column(name, data_type)?,
            Values::Typed(column) => column.with_name(name.into()),
        };
        let column = if column.dtype() == data_type { column } else { column.cast(data_type)? };
        Ok(Filled { column, evidence, total, citizens })
    }
}

fn add<T: Default>(
    values: &mut Vec<T>,
    missing: &mut Vec<u32>,
    plain: Plain<T>,
    at: usize,
    rows: &mut Rows,
) {
    plain.enter(at, rows);
    match plain {
        Plain::Value(value) => values.push(value),
        Plain::Empty | Plain::Odd => {
            missing.push(values.len() as u32);
            values.push(T::default());
        }
    }
}

fn with_gaps<T: Copy>(values: &[T], missing: &[u32]) -> impl Iterator<Item = Option<T>> {
    let mut missing = missing.iter().peekable();
    values.iter().zip(0_u32..).map(move |(value, at)| {
        let gap = missing.next_if_eq(&&at).is_some();
        (!gap).then_some(*value)
    })
}
