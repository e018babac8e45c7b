//! The table of a shapefile: a row a shape, with cells as text.
//!
//! Comes in: the bytes of a `.dbf`, and the encoding that the `.cpg` names.
//! Its lengths are checked before they are used.

use std::path::Path;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::diagnostics::counted;

use super::super::layer::{LayerError, Wants, number_text};
use super::broken;
use super::encoding::{self, decode};

/// The content of a `.dbf`.
pub(super) struct Table {
    pub(super) columns: Vec<String>,
    /// `None` where a row is deleted.
    pub(super) rows: Vec<Option<Vec<Option<String>>>>,
}

/// One column of a `.dbf`.
struct Field {
    name: Vec<u8>,
    kind: u8,
    width: usize,
}

impl Table {
    /// Reads the whole file. Without a `declared` encoding its header or its text decides.
    pub(super) fn read(
        path: &Path,
        dbf: &[u8],
        declared: Option<&'static Encoding>,
        wants: Wants,
    ) -> Result<Table, LayerError> {
        let Some(header) = dbf.first_chunk::<32>() else {
            return Err(broken(path, "it is shorter than its header"));
        };
        let count = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        let start = usize::from(u16::from_le_bytes([header[8], header[9]]));
        let length = usize::from(u16::from_le_bytes([header[10], header[11]]));

        let descriptors = dbf.get(32..start).unwrap_or_default();
        let fields: Vec<Field> = descriptors
            .chunks_exact(32)
            .take_while(|descriptor| descriptor[0] != b'\r')
            .map(Field::new)
            .collect();
        // A column of no width would cost nothing in the file and a cell a row in memory.
        let needed = 1 + fields.iter().map(|field| field.width.max(1)).sum::<usize>();
        if fields.is_empty() || length < needed {
            let columns = fields.len();
            return Err(broken(
                path,
                format!(
                    "a row of {length} bytes is too short for its {}",
                    counted(columns as u64, "column", "columns")
                ),
            ));
        }

        let rows = dbf.get(start..).unwrap_or_default();
        let found = rows.len() / length;
        if found < count {
            let says = counted(count as u64, "row", "rows");
            return Err(broken(path, format!("it says {says} and has {found}")));
        }
        let rows = &rows[..count * length];

        let encoding =
            declared.or_else(|| encoding::of_language(header[29])).unwrap_or_else(|| {
                // Text that is not UTF-8 almost never looks like it.
                if std::str::from_utf8(rows).is_ok() { UTF_8 } else { WINDOWS_1252 }
            });
        let columns: Vec<String> =
            fields.iter().map(|field| decode(&field.name, encoding, false).into_owned()).collect();
        let wanted: Vec<bool> = columns.iter().map(|column| wants(column)).collect();
        let rows = rows.chunks_exact(length).map(|row| match row[0] {
            b'*' => None,
            _ => Some(values(&row[1..], &fields, &wanted, encoding)),
        });
        Ok(Table { columns, rows: rows.collect() })
    }
}

impl Field {
    fn new(descriptor: &[u8]) -> Field {
        let name = descriptor[..11].split(|&byte| byte == 0).next().unwrap_or_default();
        let kind = descriptor[11].to_ascii_uppercase();
        // Text wider than 255 bytes has the rest of its width where others have decimals.
        let high = if kind == b'C' { descriptor[17] } else { 0 };
        let width = usize::from(u16::from_le_bytes([descriptor[16], high]));
        Field { name: name.trim_ascii().to_owned(), kind, width }
    }
}

fn values(
    mut row: &[u8],
    fields: &[Field],
    wanted: &[bool],
    encoding: &'static Encoding,
) -> Vec<Option<String>> {
    let mut values = Vec::with_capacity(fields.len());
    for (field, &is_wanted) in fields.iter().zip(wanted) {
        let (cell, rest) = row.split_at(field.width);
        row = rest;
        values.push(if is_wanted { value(cell, field.kind, encoding) } else { None });
    }
    values
}

/// One cell as text; `None` when blank, or of a kind that is kept in another file.
fn value(cell: &[u8], kind: u8, encoding: &'static Encoding) -> Option<String> {
    if kind == b'I' {
        return cell.first_chunk().map(|bytes| i32::from_le_bytes(*bytes).to_string());
    }
    let end = cell.iter().rposition(|byte| !matches!(byte, 0 | b' ')).map_or(0, |last| last + 1);
    let text = decode(&cell[..end], encoding, end == cell.len());
    let bare = text.trim();
    match kind {
        _ if bare.is_empty() => None,
        b'C' => Some(text.into_owned()),
        b'N' | b'F' => number(bare),
        b'D' => date(bare),
        b'L' => match bare {
            "T" | "t" | "Y" | "y" => Some("true".into()),
            "F" | "f" | "N" | "n" => Some("false".into()),
            _ => None,
        },
        _ => None,
    }
}

/// A number without needless zeros. Digits are kept as they stand: an id of
/// sixteen of them is more than a floating-point number holds.
fn number(text: &str) -> Option<String> {
    // Stars are written where a number does not fit.
    if text.starts_with('*') {
        return None;
    }
    match (text.contains(['e', 'E']), text.parse::<f64>()) {
        (true, Ok(number)) => number_text(number),
        (false, Ok(_)) if text.contains('.') => {
            Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
        }
        _ => Some(text.to_owned()),
    }
}

/// `20251231` as `2025-12-31`, the way of the other formats.
fn date(text: &str) -> Option<String> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    let (year, month, day) = (&text[..4], &text[4..6], &text[6..]);
    (text != "00000000").then(|| format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_plain_text() {
        let cases: [(u8, &[u8], Option<&str>); 17] = [
            (b'C', b" 034  ", Some(" 034")),
            (b'C', b"      ", None),
            (b'N', b"   34.000", Some("34")),
            (b'N', b" -0.250", Some("-0.25")),
            (b'N', b"0363200000123456", Some("0363200000123456")),
            (b'N', b"100", Some("100")),
            (b'N', b"*****", None),
            (b'N', b"", None),
            (b'F', b" 1.5e+003", Some("1500")),
            (b'N', b"1,5", Some("1,5")),
            (b'D', b"20251231", Some("2025-12-31")),
            (b'D', b"00000000", None),
            (b'D', b"31-12-25", Some("31-12-25")),
            (b'L', b"T", Some("true")),
            (b'L', b"?", None),
            (b'I', &[0xFE, 0xFF, 0xFF, 0xFF], Some("-2")),
            (b'M', b"0000000012", None),
        ];
        for (kind, cell, expected) in cases {
            assert_eq!(value(cell, kind, UTF_8).as_deref(), expected);
        }
    }
}
