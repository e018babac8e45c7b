//! The table of a shapefile: a row a shape, with cells as text.
//!
//! Comes in: the bytes of a `.dbf`, and the text of its `.cpg`.
//! Its lengths are checked before they are used.

use std::path::Path;

use super::super::layer::{LayerError, Wants, number_text};
use super::broken;
use super::encoding::{self, CodePage};
use crate::diagnostics::{Finding, codes, counted};

/// The content of a `.dbf`.
pub(super) struct Table {
    pub(super) columns: Vec<String>,
    /// `None` where a row is deleted.
    pub(super) rows: Vec<Option<Vec<Option<String>>>>,
    /// What was seen of its encoding. Their `file` is empty.
    pub(super) remarks: Vec<Finding>,
}

/// One column of a `.dbf`.
struct Field {
    name: Vec<u8>,
    kind: u8,
    width: usize,
}

impl Table {
    /// Reads the whole file, of which the `.cpg` holds the text `label`.
    pub(super) fn read(
        path: &Path,
        dbf: &[u8],
        label: Option<&str>,
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

        let wanted: Vec<bool> = fields
            .iter()
            .map(|field| wants(&CodePage::UTF_8.decode(&field.name, false).0))
            .collect();
        let text = || {
            let of_row = |row| text_cells(row, &fields, &wanted);
            rows.chunks_exact(length).filter(|row| row[0] != b'*').flat_map(of_row)
        };
        let (page, remark) = page(path, header[29], label, text)?;
        let name = |field: &Field| page.decode(&field.name, false).0.into_owned();
        let columns: Vec<String> = fields.iter().map(name).collect();
        let wanted: Vec<bool> = columns.iter().map(|column| wants(column)).collect();
        let rows = rows.chunks_exact(length).map(|row| match row[0] {
            b'*' => None,
            _ => Some(values(&row[1..], &fields, &wanted, page)),
        });
        Ok(Table { columns, rows: rows.collect(), remarks: remark.into_iter().collect() })
    }
}

/// The encoding of the text, and what is to be said of it.
///
/// The `.cpg` decides, without one the language driver in the header, without either the text itself: what
/// is not UTF-8 almost never looks like it. What the encoding is matters only where a cell has more than
/// ASCII.
fn page<'a, C: Iterator<Item = &'a [u8]>>(
    path: &Path,
    language: u8,
    label: Option<&str>,
    text: impl Fn() -> C,
) -> Result<(CodePage, Option<Finding>), LayerError> {
    let label = label.map(str::trim).filter(|label| !label.is_empty());
    let by_label = label.map(|label| (label, encoding::of_label(label)));
    let by_header = encoding::of_language(language);
    let beyond_ascii = || text().filter(|cell| !cell.is_ascii());
    let said = |page| match by_label {
        Some((_, Some(_))) => format!(".cpg says {page}"),
        _ => format!("header says {page} (language driver 0x{language:02X})"),
    };
    let page = match (by_label, by_header) {
        (Some((_, Some(page))), _) | (_, Some(Some(page))) => page,
        (None, None) => {
            let is_utf_8 = text().all(|cell| std::str::from_utf8(whole(cell)).is_ok());
            let page = if is_utf_8 { CodePage::UTF_8 } else { CodePage::WINDOWS_1252 };
            return Ok((page, None));
        }
        // Named, and not known.
        _ if beyond_ascii().next().is_none() => return Ok((CodePage::UTF_8, None)),
        (Some((label, None)), _) => {
            let said =
                format!("the .cpg beside it says `{}`", label.chars().take(40).collect::<String>());
            return Err(LayerError::CodePage { path: path.to_owned(), said });
        }
        (_, _) => {
            let said = format!("its header says language driver 0x{language:02X}");
            return Err(LayerError::CodePage { path: path.to_owned(), said });
        }
    };

    let cells = beyond_ascii().count() as u64;
    if cells == 0 {
        return Ok((page, None));
    }
    let misfits = beyond_ascii().filter(|cell| page.decode(whole(cell), false).1).count();
    let note = |detail: String| Some(Finding::new(&codes::CODE_PAGE, "", cells).detail(detail));
    let remark = match (by_label, by_header) {
        _ if misfits > 0 => note(format!(
            "the {}, and {misfits} texts are none in it; these were read as windows-1252",
            said(page)
        )),
        (Some((label, None)), _) => note(format!(
            "the .cpg says `{}`, which is not known; the {}, and that was taken",
            label.chars().take(40).collect::<String>(),
            said(page)
        )),
        (Some(_), Some(Some(other))) if other != page => note(format!(
            "the .cpg says {page} and the header of the .dbf {other}; the .cpg was taken"
        )),
        _ if page != CodePage::UTF_8
            && beyond_ascii().all(|cell| std::str::from_utf8(whole(cell)).is_ok()) =>
        {
            note(format!(
                "the {}, and the text has the form of UTF-8; if names come out as `Ã©`, put a .cpg \
                 with the one line UTF-8 beside it",
                said(page)
            ))
        }
        _ => None,
    };
    Ok((page, remark))
}

/// A cell without the blanks behind it, nor a character of UTF-8 that was cut to fit.
fn whole(cell: &[u8]) -> &[u8] {
    match std::str::from_utf8(cell) {
        Err(error) if error.error_len().is_none() => &cell[..error.valid_up_to()],
        _ => cell,
    }
}

/// The cells of text in a row that are wanted.
fn text_cells<'a>(
    row: &'a [u8],
    fields: &'a [Field],
    wanted: &'a [bool],
) -> impl Iterator<Item = &'a [u8]> {
    let mut start = 1;
    fields.iter().zip(wanted).filter_map(move |(field, &is_wanted)| {
        let cell = &row[start..start + field.width];
        start += field.width;
        (is_wanted && field.kind == b'C').then_some(cell)
    })
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
    page: CodePage,
) -> Vec<Option<String>> {
    let mut values = Vec::with_capacity(fields.len());
    for (field, &is_wanted) in fields.iter().zip(wanted) {
        let (cell, rest) = row.split_at(field.width);
        row = rest;
        values.push(if is_wanted { value(cell, field.kind, page) } else { None });
    }
    values
}

/// One cell as text; `None` when blank, or of a kind that is kept in another file.
fn value(cell: &[u8], kind: u8, page: CodePage) -> Option<String> {
    if kind == b'I' {
        return cell.first_chunk().map(|bytes| i32::from_le_bytes(*bytes).to_string());
    }
    let end = cell.iter().rposition(|byte| !matches!(byte, 0 | b' ')).map_or(0, |last| last + 1);
    let (text, _) = page.decode(&cell[..end], end == cell.len());
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
            assert_eq!(value(cell, kind, CodePage::UTF_8).as_deref(), expected);
        }
    }
}
