//! Columns of few distinct values, as small numbers: a row is then one number, made by arithmetic.

use std::collections::BTreeSet;

use polars::prelude::{
    BooleanChunked, ChunkAgg, Column, DataType, Int32Chunked, IntoColumn, NewChunkedArray,
    PlHashMap, PolarsResult, StringChunked,
};
use rayon::prelude::*;

/// Rows that are looked at in one go: their numbers stay in a processor's cache. Tests have few rows,
/// and several ranges of them.
pub(super) const RANGE: usize = if cfg!(test) { 16 } else { 1 << 16 };

/// Distinct values of a column of few; more are no longer few.
const FEW: usize = 4096;

/// The first rows of each range of a table of this height.
pub(super) fn ranges(height: usize) -> Vec<usize> {
    (0..height).step_by(RANGE).collect()
}

/// A column whose values are numbered.
pub(super) struct Few {
    /// Each value once, at its number; text for categories, null among them where a row has none.
    pub values: Column,
    column: Column,
    numbering: Numbering,
}

/// The rows of a range by the number of their text in it, and what each of those is in the column.
type Numbers = (Vec<u16>, Vec<u32>);

/// How a row leads to the number of its value.
enum Numbering {
    /// Every row holds the same.
    One,
    /// By what stands in the column, counted from `least`: 0 is null, `n + 1` what is `n` above the
    /// least.
    Direct { least: i64, numbers: Vec<u32> },
    /// Texts, by range of rows.
    Texts(Vec<Numbers>),
}

impl Few {
    /// `None` for a column of many values, or of a type that seldom has few.
    pub(super) fn of(column: &Column) -> PolarsResult<Option<Few>> {
        let column = column.clone();
        let made = |values, numbering| Some(Few { values, column: column.clone(), numbering });
        if column.is_empty() || column.is_full_null() || column.as_scalar_column().is_some() {
            let one = match column.is_empty() {
                true => Column::full_null(column.name().clone(), 1, column.dtype()),
                false => column.slice(0, 1),
            };
            return Ok(made(as_text(&one)?, Numbering::One));
        }
        let name = column.name().clone();
        Ok(match column.dtype() {
            DataType::Boolean => {
                let (numbers, found) = seen(&column, 0, 2);
                let values = found.into_iter().map(|at| at.map(|at| at == 1));
                let values = BooleanChunked::from_iter_options(name, values);
                made(values.into_column(), Numbering::Direct { least: 0, numbers })
            }
            DataType::Int32 => {
                let (Some(least), Some(most)) = (column.i32()?.min(), column.i32()?.max()) else {
                    return Ok(None);
                };
                let least = i64::from(least);
                let span = (i64::from(most) - least) as usize + 1;
                if span > FEW {
                    return Ok(None);
                }
                let (numbers, found) = seen(&column, least, span);
                let values = found.into_iter().map(|at| at.map(|at| (least + at as i64) as i32));
                let values = Int32Chunked::from_iter_options(name, values);
                made(values.into_column(), Numbering::Direct { least, numbers })
            }
            DataType::Categorical(_, mapping) | DataType::Enum(_, mapping) => {
                let mapping = mapping.clone();
                let (numbers, found) = seen(&column, 0, mapping.num_cats_upper_bound());
                if found.len() > FEW {
                    return Ok(None);
                }
                let values = found.into_iter().map(|at| mapping.cat_to_str(at? as u32));
                let values = StringChunked::from_iter_options(name, values);
                made(values.into_column(), Numbering::Direct { least: 0, numbers })
            }
            DataType::String => match of_texts(column.str()?) {
                Some((values, parts)) => made(values.into_column(), Numbering::Texts(parts)),
                None => None,
            },
            _ => None,
        })
    }

    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Adds `step` times the number of each row of a range to what stands there; `range` counts the
    /// ranges.
    pub(super) fn add(&self, range: usize, step: u32, sums: &mut [u32]) {
        match &self.numbering {
            Numbering::One => {}
            Numbering::Direct { least, numbers } => {
                let steps: Vec<u32> = numbers.iter().map(|number| number * step).collect();
                let part = self.column.slice((range * RANGE) as i64, sums.len());
                let mut sums = sums;
                each_direct(&part, *least, |at| {
                    let (here, further) = std::mem::take(&mut sums).split_at_mut(at.len());
                    sums = further;
                    let steps = steps.as_slice();
                    here.iter_mut().zip(at).for_each(|(sum, at)| *sum += steps[*at as usize]);
                });
            }
            Numbering::Texts(parts) => {
                let (rows, numbers) = &parts[range];
                let steps: Vec<u32> = numbers.iter().map(|number| number * step).collect();
                for (sum, &row) in sums.iter_mut().zip(rows) {
                    *sum += steps[usize::from(row)];
                }
            }
        }
    }
}

/// A column in which categories are text.
pub(super) fn as_text(column: &Column) -> PolarsResult<Column> {
    match column.dtype() {
        DataType::Categorical(..) | DataType::Enum(..) => column.cast(&DataType::String),
        _ => Ok(column.clone()),
    }
}

/// Rows whose values are looked at together.
const TOGETHER: usize = 1 << 12;

/// Shows what stands in a column of truth values, whole numbers or categories, some rows at a time and
/// in order: 0 for null, else 1 more than what it is above the least.
fn each_direct(column: &Column, least: i64, mut show: impl FnMut(&[u32])) {
    let mut shown = Vec::with_capacity(TOGETHER);
    macro_rules! each {
        ($chunks:expr, $number:expr) => {
            for chunk in $chunks.downcast_iter() {
                let values = chunk.values().as_slice();
                for (values, first) in values.chunks(TOGETHER).zip((0..).step_by(TOGETHER)) {
                    shown.clear();
                    shown.extend(values.iter().map($number));
                    if let Some(known) = chunk.validity().filter(|known| known.unset_bits() > 0) {
                        let known = known.clone().sliced(first, values.len());
                        shown
                            .iter_mut()
                            .zip(&known)
                            .for_each(|(at, known)| *at *= u32::from(known));
                    }
                    show(&shown);
                }
            }
        };
    }
    let of_category = "a column of categories has numbers of one of three widths";
    match column.dtype() {
        DataType::Boolean => {
            let flags = column.bool().expect("looked at: truth values");
            for chunk in flags.downcast_iter() {
                shown.clear();
                shown.extend(chunk.iter().map(|flag| flag.map_or(0, |flag| u32::from(flag) + 1)));
                show(&shown);
            }
        }
        DataType::Int32 => {
            let numbers = column.i32().expect("looked at: whole numbers");
            // Under a null stands any number.
            each!(numbers, |value: &i32| (i64::from(*value) - least + 1) as u32);
        }
        _ => {
            if let Ok(categories) = column.cat8() {
                each!(categories.physical(), |value: &u8| u32::from(*value) + 1);
            } else if let Ok(categories) = column.cat16() {
                each!(categories.physical(), |value: &u16| u32::from(*value) + 1);
            } else {
                let categories = column.cat32().expect(of_category);
                each!(categories.physical(), |value: &u32| value.wrapping_add(1));
            }
        }
    }
}

/// Which of `span` values occur, and null: the number of each, and each by its number, null the last.
fn seen(column: &Column, least: i64, span: usize) -> (Vec<u32>, Vec<Option<usize>>) {
    let none = || vec![false; span + 1];
    let has_nulls = column.null_count() > 0;
    let seen = ranges(column.len()).into_par_iter().fold(none, |mut seen, first| {
        // Mostly all of them occur among the first rows.
        if !seen.iter().skip(usize::from(!has_nulls)).all(|seen| *seen) {
            each_direct(&column.slice(first as i64, RANGE), least, |at| {
                let seen = seen.as_mut_slice();
                at.iter().for_each(|at| seen[*at as usize] = true);
            });
        }
        seen
    });
    let seen = seen.reduce(none, |mut all, more| {
        all.iter_mut().zip(more).for_each(|(all, more)| *all |= more);
        all
    });
    let mut found: Vec<Option<usize>> = (0..span).filter(|&at| seen[at + 1]).map(Some).collect();
    let mut numbers = vec![0; span + 1];
    for (number, at) in found.iter().flatten().enumerate() {
        numbers[at + 1] = number as u32;
    }
    if seen[0] {
        numbers[0] = found.len() as u32;
        found.push(None);
    }
    (numbers, found)
}

/// Rows of a range by the number of their text in it, and the texts.
type TextRange<'a> = (Vec<u16>, Vec<Option<&'a str>>);

/// Numbers texts: each once in order, null the last.
fn of_texts(texts: &StringChunked) -> Option<(StringChunked, Vec<Numbers>)> {
    let parts: Vec<StringChunked> =
        ranges(texts.len()).into_iter().map(|first| texts.slice(first as i64, RANGE)).collect();
    let parts: Option<Vec<TextRange<'_>>> =
        parts.par_iter().with_max_len(1).map(of_text_range).collect();
    let parts = parts?;
    let all: BTreeSet<&str> =
        parts.iter().flat_map(|(_, texts)| texts).copied().flatten().collect();
    if all.len() > FEW {
        return None;
    }
    let has_null = parts.iter().flat_map(|(_, texts)| texts).any(Option::is_none);
    let number: PlHashMap<&str, u32> = all.iter().copied().zip(0..).collect();
    let null = all.len() as u32;
    let values = all.iter().copied().map(Some).chain(has_null.then_some(None));
    let values = StringChunked::from_iter_options(texts.name().clone(), values);
    let numbered = parts.into_iter().map(|(rows, texts)| {
        let numbers = texts.iter().map(|text| text.map_or(null, |text| number[text])).collect();
        (rows, numbers)
    });
    Some((values, numbered.collect()))
}

/// `None` for a range of many texts.
fn of_text_range(range: &StringChunked) -> Option<TextRange<'_>> {
    let mut rows = Vec::with_capacity(range.len());
    let mut texts: Vec<Option<&str>> = Vec::new();
    let mut numbers: PlHashMap<Option<&str>, u16> = PlHashMap::default();
    let mut last: Option<(Option<&str>, u16)> = None;
    for text in range.downcast_iter().flat_map(|chunk| chunk.iter()) {
        let number = match last {
            Some((same, number)) if same == text => number,
            _ => *numbers.entry(text).or_insert_with(|| {
                texts.push(text);
                (texts.len() - 1) as u16
            }),
        };
        if texts.len() > FEW {
            return None;
        }
        last = Some((text, number));
        rows.push(number);
    }
    Some((rows, texts))
}
