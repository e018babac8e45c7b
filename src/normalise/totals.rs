//! Rows that are no data: blank ones, and those that add up the others.

use std::collections::BTreeMap;

use polars::prelude::{BooleanChunked, DataType, NewChunkedArray, PolarsResult};

use crate::model::schema::Kind;

use super::typing::TypedColumn;

/// Words with which the key of a total row begins.
const TOTALS: [&str; 4] = ["totaal", "eindtotaal", "subtotaal", "total"];

/// The columns that can be a table's key, the first that there is.
const KEYS: [&str; 3] = ["id", "dwelling", "bag_id"];

/// Columns that say where a home is: a row that fills one of them is no total.
const PLACES: [&str; 6] = ["bag_id", "postcode", "house_number", "area", "x", "y"];

/// Columns of numbers that nobody adds up.
const NOT_ADDED: [&str; 4] = ["x", "y", "build_year", "ep2"];

/// Rows in which no column holds anything; `None` when there are none.
pub(super) fn blank_rows(typed: &[TypedColumn]) -> Option<BooleanChunked> {
    let mut blank: Option<BooleanChunked> = None;
    for column in typed {
        if column.cell.null_count() == 0 {
            return None;
        }
        let empty = column.cell.is_null();
        blank = Some(match blank {
            Some(blank) => blank & empty,
            None => empty,
        });
    }
    blank.filter(|rows| rows.any())
}

/// Rows that repeat the header, as where two exports were put one behind the other: every cell that holds
/// something holds the name of its column, `named`, and one of them at least cannot be read.
pub(super) fn header_rows<'a>(
    typed: &[TypedColumn],
    named: impl Fn(&str) -> &'a str,
) -> PolarsResult<Vec<usize>> {
    let texts = |column: &TypedColumn| match column.cell.dtype() {
        DataType::String => column.cell.str().ok().cloned(),
        _ => None, // a typed cell is no name
    };
    let columns: Vec<_> =
        typed.iter().map(|column| (named(&column.name), texts(column), &column.cell)).collect();
    let mut rows: Vec<usize> = Vec::new();
    for unread in typed.iter().filter_map(|column| column.unread.as_ref()) {
        let flagged = unread.iter().enumerate().filter(|(_, flag)| *flag == Some(true));
        rows.extend(flagged.map(|(at, _)| at));
    }
    rows.sort_unstable();
    rows.dedup();
    rows.retain(|&at| {
        let mut names = 0;
        let all = columns.iter().all(|(name, texts, cell)| match texts {
            Some(texts) => texts.get(at).is_none_or(|text| {
                names += 1;
                text.trim().eq_ignore_ascii_case(name.trim())
            }),
            None => cell.get(at).is_ok_and(|value| value.is_null()),
        });
        all && names > 1
    });
    Ok(rows)
}

/// Rows that say *total* where the key stands, or anywhere in a row without a key; `None` when there
/// are none.
pub(super) fn total_rows(typed: &[TypedColumn]) -> PolarsResult<Option<BooleanChunked>> {
    let key = KEYS.iter().find_map(|key| typed.iter().find(|column| column.name == *key));
    let Some(key) = key else { return Ok(None) };
    let mut total: Option<BooleanChunked> = None;
    for column in typed.iter().filter(|column| *column.cell.dtype() == DataType::String) {
        let cells = column.cell.str()?;
        if !cells.iter().flatten().any(is_total) {
            continue;
        }
        let mut rows = BooleanChunked::from_iter_values(
            "total".into(),
            cells.iter().map(|cell| cell.is_some_and(is_total)),
        );
        if column.name != key.name {
            rows = rows & key.cell.is_null();
        }
        total = Some(match total {
            Some(total) => total | rows,
            None => rows,
        });
    }
    let Some(mut total) = total else { return Ok(None) };
    for place in typed.iter().filter(|column| PLACES.contains(&column.name.as_str())) {
        if place.name != key.name {
            total = total & place.cell.is_null();
        }
    }
    Ok(Some(total).filter(BooleanChunked::any))
}

/// `Totaal`, `Totaal:`, `Eindtotaal 2025`, and neither `Totaalweg` nor `TOTAAL-1`.
pub(super) fn is_total(text: &str) -> bool {
    if !text.starts_with(['t', 'T', 'e', 'E', 's', 'S']) {
        return false;
    }
    let lower = text.to_lowercase();
    TOTALS.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
    })
}

/// Total rows that hold a number which is neither the sum of the rows above, nor of those since the
/// total row before, nor how many they are: their positions, with the first such column.
pub(super) fn wrong_totals<'a>(
    typed: &'a [TypedColumn],
    total: &BooleanChunked,
) -> PolarsResult<BTreeMap<usize, &'a str>> {
    let mut wrong = BTreeMap::new();
    for column in typed {
        let added = matches!(column.kind, Kind::Number | Kind::Integer)
            && !NOT_ADDED.contains(&column.name.as_str());
        if !added {
            continue;
        }
        let values = column.value.cast(&DataType::Float64)?;
        let present = column.cell.is_not_null();
        let (mut all, mut since) = (Sum::default(), Sum::default());
        let rows = total.iter().zip(values.f64()?.iter()).zip(present.iter());
        for (at, ((is_total, value), present)) in rows.enumerate() {
            if present != Some(true) {
                continue;
            }
            if is_total != Some(true) {
                let value = value.unwrap_or(0.0);
                all.add(value);
                since.add(value);
                continue;
            }
            // A number that cannot be read adds up to nothing.
            if !value.is_some_and(|told| all.is(told) || since.is(told)) {
                wrong.entry(at).or_insert(column.name.as_str());
            }
            since = Sum::default();
        }
    }
    Ok(wrong)
}

/// A sum and how many numbers are in it.
#[derive(Default)]
struct Sum {
    sum: f64,
    rows: f64,
}

impl Sum {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.rows += 1.0;
    }

    /// Whether a total row may say this: the sum, give or take what rounding to cents does, or how many
    /// there are.
    fn is(&self, told: f64) -> bool {
        let near = 0.005 * self.rows + 1e-6 * self.sum.abs();
        (told - self.sum).abs() <= near || told == self.rows
    }
}
