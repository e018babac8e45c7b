//! What a file holds, before anyone says which columns are wanted: its sheets or layers, and their
//! first rows as text.
//!
//! Of a large CSV only the beginning is read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::csv::grammar::Grammar;
use super::csv::layout::{DELIMITERS, first_records};
use super::csv::mend::{ends_on_return, returns_to_line_ends};
use super::error::ReadError;
use super::layer::{Layer, LayerError};
use super::layer_file::read_layer;
use super::raw_table::TableOptions;
use super::table::read_table;
use super::{geopackage, parquet, text, workbook};

/// How many rows of a table are given.
pub(super) const ROWS_SAMPLED: usize = 2000;

/// How much of a CSV is read, in bytes.
const CSV_READ: u64 = 4 << 20;

/// A file of more bytes than this is not to be read whole only to look at it.
const LARGE: u64 = 64 << 20;

/// The form of a file, told by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Text with a delimiter.
    Csv,
    /// XLSX.
    Workbook,
    /// Parquet.
    Parquet,
    /// GeoPackage.
    GeoPackage,
    /// Shapefile.
    Shapefile,
    /// GeoJSON.
    GeoJson,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its form.
    pub format: FileFormat,
    /// The encoding of a CSV.
    pub encoding: Option<&'static str>,
    /// Whether it is too large to be read whole for a look.
    pub is_large: bool,
    /// Its sheets or layers; for a CSV, the same rows divided by each delimiter that divides them.
    pub parts: Vec<Part>,
}

/// A sheet, a layer, or a table under one delimiter.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Name of the sheet or layer.
    pub name: Option<String>,
    /// Delimiter of a CSV.
    pub delimiter: Option<char>,
    /// The number that a spreadsheet gives the first of `rows`; 0 where the format itself says that
    /// the first of `rows` holds the names of the columns.
    pub first_row: u32,
    /// Whether it has geometries.
    pub is_layer: bool,
    /// Whether `rows` are all its rows.
    pub is_whole: bool,
    /// The first rows as text, `None` for an empty cell. Rows may differ in length.
    pub rows: Vec<Vec<Option<String>>>,
}

/// Why a file cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum OutlineError {
    /// As a table.
    #[error(transparent)]
    Table(#[from] ReadError),
    /// As a layer.
    #[error(transparent)]
    Layer(#[from] LayerError),
}

impl OutlineError {
    /// Whether the file is not there or may not be opened.
    pub fn is_open(&self) -> bool {
        matches!(
            self,
            OutlineError::Table(ReadError::Open { .. })
                | OutlineError::Layer(LayerError::Open { .. })
        )
    }
}

/// Looks at a file.
///
/// # Errors
/// The file cannot be opened, or is of a form that is not read.
pub fn outline(path: &Path) -> Result<Outline, OutlineError> {
    let cannot_open = |source: io::Error| ReadError::Open { path: path.to_owned(), source };
    let file = File::open(path).map_err(cannot_open)?;
    let size = file.metadata().map_err(cannot_open)?.len();
    let mut start = Vec::new();
    file.take(64).read_to_end(&mut start).map_err(cannot_open)?;

    let bare = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start).trim_ascii_start();
    let lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
    let refused = lock
        || bare.is_empty()
        || bare.starts_with(b"<")
        || bare.starts_with(b"%PDF")
        || bare.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_layer = bare.starts_with(b"{")
        || start.starts_with(&[0, 0, 0x27, 0x0A])
        || ["shp", "shx", "geojson", "gpkg"].contains(&ending.as_str());

    let whole = |format, parts| Outline { format, encoding: None, is_large: size > LARGE, parts };
    if start.starts_with(b"SQLite f") {
        Ok(whole(FileFormat::GeoPackage, geopackage::layers(path)?))
    } else if is_layer {
        let layer = read_layer(path, None)?;
        let json = bare.starts_with(b"{");
        let format = if json { FileFormat::GeoJson } else { FileFormat::Shapefile };
        Ok(whole(format, vec![part_of(layer)]))
    } else if start.starts_with(b"PAR1") {
        Ok(whole(FileFormat::Parquet, vec![parquet::first_rows(path, ROWS_SAMPLED)?]))
    } else if start.starts_with(b"PK\x03\x04") {
        Ok(whole(FileFormat::Workbook, workbook::sheets(path)?))
    } else {
        if refused {
            // The reader of tables says why it does not read this.
            read_table(path, &[], TableOptions::default())?;
        }
        Ok(csv(path, size)?)
    }
}

/// A layer as rows of text, the names of its columns first.
fn part_of(layer: Layer) -> Part {
    let names = layer.columns.into_iter().map(Some).collect();
    let features = layer.features.into_iter().map(|feature| feature.attributes);
    Part {
        name: Some(layer.name),
        delimiter: None,
        first_row: 0,
        is_layer: true,
        is_whole: true,
        rows: std::iter::once(names).chain(features).collect(),
    }
}

fn csv(path: &Path, size: u64) -> Result<Outline, ReadError> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(CSV_READ).read_to_end(&mut bytes))
        .map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if size > CSV_READ {
        cut_behind_line(&mut bytes, wide);
    }
    let marked = bytes.starts_with(b"\xEF\xBB\xBF");
    let (mut bytes, found) = text::to_utf8(path, bytes)?;
    if ends_on_return(&bytes) {
        returns_to_line_ends(&mut bytes);
    }
    let encoding = match () {
        _ if wide => "UTF-16",
        _ if found != text::TextEncoding::Unicode => "Windows-1252",
        _ if marked => "UTF-8 with byte order mark",
        _ => "UTF-8",
    };

    let divided = |delimiter: u8| {
        let rows =
            first_records(&bytes, Grammar { delimiter, quote: None }, ROWS_SAMPLED).0.into_iter();
        let cell = |text: String| (!text.is_empty()).then_some(text);
        let rows: Vec<Vec<Option<String>>> =
            rows.map(|row| row.into_iter().map(cell).collect()).collect();
        Part {
            name: None,
            delimiter: Some(char::from(delimiter)),
            first_row: 1,
            is_layer: false,
            is_whole: size <= CSV_READ && rows.len() < ROWS_SAMPLED,
            rows,
        }
    };
    let mut parts: Vec<Part> = DELIMITERS.into_iter().map(divided).collect();
    if parts.iter().any(|part| part.rows.iter().any(|row| row.len() > 1)) {
        parts.retain(|part| part.rows.iter().any(|row| row.len() > 1));
    } else {
        parts.truncate(1);
    }
    Ok(Outline { format: FileFormat::Csv, encoding: Some(encoding), is_large: size > LARGE, parts })
}

/// Leaves the last line out, which may be half of one.
fn cut_behind_line(bytes: &mut Vec<u8>, wide: bool) {
    let end = if wide {
        let units = bytes.chunks_exact(2);
        let last = units.rev().position(|unit| unit == [b'\n', 0] || unit == [0, b'\n']);
        last.map(|from_end| (bytes.len() / 2 - from_end) * 2)
    } else {
        memchr::memrchr(b'\n', bytes).map(|at| at + 1)
    };
    if let Some(end) = end {
        bytes.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, content: &[u8], expected: Result<(FileFormat, &str, &[char]), &str>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        match (outline(&path), expected) {
            (Ok(found), Ok((format, encoding, delimiters))) => {
                assert_eq!(found.format, format);
                assert_eq!(found.encoding, Some(encoding));
                let divided: Vec<char> =
                    found.parts.iter().filter_map(|part| part.delimiter).collect();
                assert_eq!(divided, delimiters);
            }
            (Err(error), Err(words)) => assert!(error.to_string().contains(words), "{error}"),
            (found, expected) => panic!("{found:?} is not {expected:?}"),
        }
    }

    #[test]
    fn a_csv_is_divided_by_each_delimiter_that_divides_it() {
        check("a.csv", b"a;b\n1;2,5\n", Ok((FileFormat::Csv, "UTF-8", &[';', ','])));
        check("a.csv", b"a\n1\n", Ok((FileFormat::Csv, "UTF-8", &[';'])));
    }

    #[test]
    fn the_encoding_is_told() {
        check(
            "a.csv",
            b"\xEF\xBB\xBFa\n",
            Ok((FileFormat::Csv, "UTF-8 with byte order mark", &[';'])),
        );
        check("a.csv", b"caf\xE9\n", Ok((FileFormat::Csv, "Windows-1252", &[';'])));
        check("a.csv", b"\xFF\xFEa\0\n\0", Ok((FileFormat::Csv, "UTF-16", &[';'])));
    }

    #[test]
    fn what_is_no_table_is_refused_as_a_run_refuses_it() {
        check("a.csv", b"<html>", Err("a web page"));
        check("a.csv", b"%PDF-1.4", Err("a PDF"));
        check("a.csv", b"", Err("empty"));
    }

    #[test]
    fn a_large_csv_is_read_to_the_last_whole_line() {
        let line = b"0034010000012345;1315AB\n";
        let content = line.repeat(usize::try_from(CSV_READ).unwrap() / line.len() + 2);
        let mut kept = content[..usize::try_from(CSV_READ).unwrap()].to_vec();
        cut_behind_line(&mut kept, false);
        assert_eq!(kept.len() % line.len(), 0);
        let mut wide: Vec<u8> = "a\nb".encode_utf16().flat_map(u16::to_le_bytes).collect();
        cut_behind_line(&mut wide, true);
        assert_eq!(wide, b"a\0\n\0");
    }
}
