//! The cells of one row, for a first look that decides whether the row is needed.

use polars::prelude::{
    BooleanChunked, Column, DataType, Float64Chunked, PolarsResult, StringChunked,
};

/// The cells of one row, as bytes.
pub struct Cells<'a>(pub(super) Row<'a>);

/// Where the cells stand.
pub(super) enum Row<'a> {
    /// In a block of a CSV: the bounds of its cells, of each wanted column its place, and whether double
    /// quotes are marks.
    Record {
        block: &'a [u8],
        bounds: &'a [(usize, usize)],
        positions: &'a [Option<usize>],
        heeds_quotes: bool,
    },
    /// Among the attributes of a feature: of each wanted column its place.
    Feature { attributes: &'a [Option<String>], positions: &'a [Option<usize>] },
    /// In columns of a typed table, one for each wanted column.
    Typed { columns: &'a [Texts], at: usize },
}

impl Cells<'_> {
    /// The cell of a column, by its place among those wanted: without outer blanks and quotes, and
    /// empty where the file has no such column. `None` for what only a full reading can tell: text
    /// beyond ASCII, quotes within a cell, and what is neither text nor a whole number.
    pub fn get(&self, wanted: usize) -> Option<&[u8]> {
        let bare = match &self.0 {
            Row::Record { block, bounds, positions, heeds_quotes } => {
                let Some(position) = positions[wanted] else { return Some(b"") };
                let (start, end) = bounds[position];
                match block[start..end].trim_ascii() {
                    [b'"', inner @ .., b'"'] if *heeds_quotes => inner.trim_ascii(),
                    cell => cell,
                }
            }
            Row::Feature { attributes, positions } => {
                let Some(position) = positions[wanted] else { return Some(b"") };
                attributes[position].as_deref().unwrap_or("").as_bytes().trim_ascii()
            }
            Row::Typed { columns, at } => match &columns[wanted] {
                Texts::Absent => b"",
                Texts::Text(texts) => texts.get(*at).unwrap_or("").as_bytes().trim_ascii(),
                Texts::Other(is_null) => return is_null.get(*at)?.then_some(b""),
                Texts::Real(numbers) => return numbers.get(*at).is_none().then_some(b""),
            },
        };
        (bare.is_ascii() && !bare.contains(&b'"')).then_some(bare)
    }
}

impl Cells<'_> {
    /// The number in a cell, where one look tells it: typed, or digits with a point of which the decimals
    /// cannot be thousands.
    pub fn number(&self, wanted: usize) -> Option<f64> {
        if let Row::Typed { columns, at } = &self.0
            && let Texts::Real(numbers) = &columns[wanted]
        {
            return numbers.get(*at).filter(|number| number.is_finite());
        }
        let text = std::str::from_utf8(self.get(wanted)?).ok()?;
        let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        (plain && whole.len() >= 4).then(|| text.parse().ok()).flatten()
    }
}

/// The cells of a typed column.
pub(super) enum Texts {
    /// The file has no such column.
    Absent,
    /// Text, or whole numbers as text.
    Text(StringChunked),
    /// Numbers with fractions.
    Real(Float64Chunked),
    /// Something else, with the flags of its empty cells.
    Other(BooleanChunked),
}

impl Texts {
    /// The cells of a column, for looks at single rows.
    pub fn of(column: Option<&Column>) -> PolarsResult<Texts> {
        let Some(column) = column else { return Ok(Texts::Absent) };
        let whole = match column.dtype() {
            DataType::String => column.clone(),
            number if number.is_integer() => column.cast(&DataType::String)?,
            // With a single fraction in it a column of numbers is read in full.
            number if number.is_float() => {
                let whole = column.cast(&DataType::Int64)?;
                if !whole.cast(number)?.equals_missing(column) {
                    let numbers = column.cast(&DataType::Float64)?;
                    return Ok(Texts::Real(numbers.f64()?.rechunk().into_owned()));
                }
                whole.cast(&DataType::String)?
            }
            _ => return Ok(Texts::Other(column.is_null())),
        };
        Ok(Texts::Text(whole.str()?.rechunk().into_owned()))
    }
}
