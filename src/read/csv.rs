//! CSV, by Polars, after finding encoding, delimiter and header, and setting ragged rows apart.

pub(super) mod fault;
pub(super) mod grammar;
pub(super) mod layout;
pub(super) mod mend;
pub(super) mod survey;
#[cfg(test)]
mod tests;
mod tool_line;

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use polars::prelude::{
    CsvParseOptions, CsvReadOptions, DataFrame, DataType, Field, IntoLazy, NamedFrom, PlSmallStr,
    RowIndex, Schema, SerReader, Series, col, lit,
};

use crate::diagnostics::{Finding, codes, counted};

use super::error::ReadError;
use super::header::{Header, check_header, header_remark};
use super::raw_table::{ROW, Ragged, RawTable, TableOptions, Wanted};
use super::text;
use super::text::TextEncoding;
use super::unit_kinds;
use fault::{Below, header_fault, zero_above};
use grammar::Grammar;
use layout::{Layout, MOST_COLUMNS, layout, said_delimiter, two_delimiters};
use mend::{backslashes_doubled, ends_on_return, quote_stray, returns_to_line_ends};
use survey::{RecordAccount, Survey, lines_of, survey};

pub(super) fn read(
    path: &Path,
    wanted: &[Wanted],
    options: TableOptions<'_>,
) -> Result<RawTable, ReadError> {
    let bytes =
        std::fs::read(path).map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    let (mut bytes, encoding) = text::to_utf8(path, bytes)?;
    if ends_on_return(&bytes) {
        returns_to_line_ends(&mut bytes);
    }
    let Head { layout, said } = head(path, &bytes, wanted, options)?;
    let Layout { delimiter, header, start, body, personal, .. } = layout;
    let by = Grammar::of(delimiter, options);
    check_head(path, (&bytes, said), (&header, start, body), by, (wanted, options))?;
    let lines_above = lines_of(&bytes[..said + body]);
    bytes.drain(..said + body);
    let below = Below { path, header: &header, options, lines_above };
    if let Some(error) = below.zero(&bytes, by, 0) {
        return Err(error);
    }
    let kinds = unit_kinds::of_text(path, delimiter, &header);
    let form = Form { below, by, encoding, is_whole: true };
    let mut table = read_below(bytes, form, wanted)?;
    table.remarks.extend(personal);
    table.remarks.extend(kinds);
    Ok(table)
}

/// Where a table lies in its file, and the length of a first line that says the delimiter.
pub(super) struct Head {
    pub layout: Layout,
    pub said: usize,
}

/// Finds delimiter and header. Of the text above the header nothing is refused here.
///
/// # Errors
/// There is no row, or two delimiters do equally well.
pub(super) fn head(
    path: &Path,
    bytes: &[u8],
    wanted: &[Wanted],
    options: TableOptions<'_>,
) -> Result<Head, ReadError> {
    // A spreadsheet does not show the line that says the delimiter, nor count it.
    let said = said_delimiter(bytes);
    let length = said.map_or(0, |(_, length)| length);
    let told = options.delimiter.map(|c| c as u8).or(said.map(|(delimiter, _)| delimiter));
    let layout = layout(&bytes[length..], wanted, told, options.quote)
        .ok_or_else(|| ReadError::Empty { path: path.to_owned(), sheet: None })?;
    match layout.rival {
        Some(rival) => Err(two_delimiters(path, layout.delimiter, rival)),
        None => Ok(Head { layout, said: length }),
    }
}

/// Whether the header is one: without open quotes and zero bytes, and with the columns that are needed.
/// It lies from `start` to `body`, behind the line that says the delimiter.
///
/// # Errors
/// It is none.
pub(super) fn check_head(
    path: &Path,
    (bytes, said): (&[u8], usize),
    (header, start, body): (&Header, usize, usize),
    by: Grammar,
    (wanted, options): (&[Wanted], TableOptions<'_>),
) -> Result<(), ReadError> {
    let lines_said = lines_of(&bytes[..said]);
    let bytes = &bytes[said..];
    if let Some(error) = zero_above(path, &bytes[..body], by) {
        return Err(error);
    }
    let place = (header.row, lines_said + lines_of(&bytes[..start]));
    if let Some(error) = header_fault(path, &bytes[start..body], by, place, options) {
        return Err(error);
    }
    if let Err(error) = check_header(path, None, header, wanted) {
        // A quote that was left open above the header may be what hides it.
        let hides = header_fault(path, &bytes[..body], by, (0, lines_said), options);
        return Err(hides.unwrap_or(error));
    }
    if header.names.len() > MOST_COLUMNS {
        let detail = format!("its header has more than {MOST_COLUMNS} columns; is it a table?");
        return Err(ReadError::Header { path: path.to_owned(), sheet: None, detail });
    }
    Ok(())
}

/// How the records below a header are read.
#[derive(Clone, Copy)]
pub(super) struct Form<'a> {
    pub below: Below<'a>,
    pub by: Grammar,
    pub encoding: TextEncoding,
    /// Whether they are all that the file has.
    pub is_whole: bool,
}

/// The table of the records below a header.
pub(super) fn read_below(
    mut bytes: Vec<u8>,
    form: Form<'_>,
    wanted: &[Wanted],
) -> Result<RawTable, ReadError> {
    let Form { below, by, encoding, is_whole } = form;
    let Below { path, header, .. } = below;
    let width = header.names.len();
    let mut survey = survey(&bytes, by, width);
    let mut remarks = header_remark(header.row as u32 + 1);
    if let Some(fault) = survey.account.fault {
        let mended = by.quote.is_none().then(|| escaped(&bytes, by, width)).flatten();
        let Some((mended, of_mended, quotes)) = mended else { return Err(below.quote(fault)) };
        (bytes, survey) = (mended, of_mended);
        remarks.push(
            Finding::new(&codes::EXPORT_MARKS, "", quotes).detail("quotes behind a backslash"),
        );
    }
    check_account(path, &bytes, &survey.account)?;
    let records = survey.account.records;
    // Many exports end each row with a delimiter, and not the header. In one row among others it is a
    // delimiter within a text.
    let last = survey.account.last;
    if is_whole {
        let open_above = (survey.open - usize::from(last.is_some_and(|last| last.is_open))) as u64;
        let rows = records - survey.account.blank;
        let last = last.filter(|_| survey.account.ends_with_count().is_none());
        below.check_last(last, open_above > 0 && open_above + 1 == rows)?;
    }
    if is_whole && survey.open > 1 && survey.open as u64 == records {
        survey.ragged.clear();
    }
    if survey.has_stray_quotes {
        bytes = quote_stray(&bytes, by);
    }
    let names: Vec<(String, String)> = wanted
        .iter()
        .zip(&header.positions)
        .filter_map(|(want, at)| Some((want.name.clone(), header.names[(*at)?].trim().to_owned())))
        .collect();
    let header_row = header.row as u32 + 1;
    let frame = if records == 0 { empty(&names) } else { parse(path, bytes, by, header, wanted)? };
    if frame.height() as u64 != records {
        return Err(ReadError::Broken {
            path: path.to_owned(),
            detail: format!(
                "{} expected and {} read; a double quote is not closed somewhere",
                counted(records, "row was", "rows were"),
                frame.height()
            ),
        });
    }
    let place = |row: u32| header_row + 1 + row;
    let ragged: Vec<Ragged> =
        survey.ragged.iter().map(|ragged| Ragged { row: place(ragged.row), ..*ragged }).collect();
    let tool_rows = || survey.tool_lines.iter().map(|(row, _)| place(*row));
    let out: Vec<u32> = ragged.iter().map(|ragged| ragged.row).chain(tool_rows()).collect();
    let frame = if out.is_empty() {
        frame
    } else {
        let rows = lit(Series::new("out".into(), out)).implode(false);
        frame
            .lazy()
            .filter(col(ROW).is_in(rows, false).not())
            .collect()
            .expect("a filter on a column that is there")
    };
    remarks.extend(encoding.remark());
    remarks.extend(tool_line_remark(tool_rows()));
    Ok(RawTable {
        frame,
        names,
        sheet: None,
        header_row,
        width,
        ragged,
        passed: 0,
        days_from_1904: false,
        remarks,
    })
}

/// A text whose quotes are at fault, with those behind a backslash doubled, and how many these are;
/// `None` unless all its rows then have the cells of the header.
fn escaped(bytes: &[u8], by: Grammar, width: usize) -> Option<(Vec<u8>, Survey, u64)> {
    let quotes = memchr::memmem::find_iter(bytes, b"\\\"").count() as u64;
    let mended = (quotes > 0).then(|| backslashes_doubled(bytes))?;
    let survey = survey(&mended, by, width);
    let fits = survey.account.fault.is_none() && survey.ragged.is_empty();
    fits.then_some((mended, survey, quotes))
}

/// Lines of the text are lines of its records and line ends within quoted cells.
pub(super) fn check_account(
    path: &Path,
    bytes: &[u8],
    account: &RecordAccount,
) -> Result<(), ReadError> {
    let (lines, accounted) = (lines_of(bytes), account.lines());
    if lines == accounted {
        return Ok(());
    }
    let detail = format!("it has {lines} lines below its header, of which {accounted} were read");
    Err(ReadError::Broken { path: path.to_owned(), detail })
}

/// Says which rows are lines of the program that wrote the file.
pub(super) fn tool_line_remark(rows: impl Iterator<Item = u32>) -> Option<Finding> {
    let rows: Vec<u64> = rows.map(u64::from).collect();
    let first = rows.iter().take(5).copied().collect();
    (!rows.is_empty())
        .then(|| Finding::new(&codes::EXPORT_MARKS, "", rows.len() as u64).rows(first))
}

fn empty(names: &[(String, String)]) -> DataFrame {
    let text = names.iter().map(|(name, _)| Field::new(name.into(), DataType::String));
    let row = Field::new(ROW.into(), DataType::UInt32);
    DataFrame::empty_with_schema(&Schema::from_iter(std::iter::once(row).chain(text)))
}

fn parse(
    path: &Path,
    body: Vec<u8>,
    by: Grammar,
    header: &Header,
    wanted: &[Wanted],
) -> Result<DataFrame, ReadError> {
    // Names of our own, so that a double name in a column that nothing needs does no harm.
    let position_name = |at: usize| PlSmallStr::from(format!("c{at}"));
    let schema: Schema =
        (0..header.names.len()).map(|at| Field::new(position_name(at), DataType::String)).collect();
    let found: Vec<(&str, usize)> = wanted
        .iter()
        .zip(&header.positions)
        .filter_map(|(want, at)| Some((want.name.as_str(), (*at)?)))
        .collect();
    let mut needed: Vec<usize> = found.iter().map(|(_, at)| *at).collect();
    needed.sort_unstable();
    needed.dedup();
    let form = CsvParseOptions::default()
        .with_separator(by.delimiter)
        .with_quote_char(by.heeds_quotes().then_some(b'"'))
        .with_truncate_ragged_lines(true);
    CsvReadOptions::default()
        .with_has_header(false)
        .with_schema(Some(Arc::new(schema)))
        .with_projection(Some(Arc::new(needed)))
        .with_parse_options(form)
        .with_row_index(Some(RowIndex { name: ROW.into(), offset: header.row as u32 + 2 }))
        .into_reader_with_file_handle(Cursor::new(body))
        .finish()
        .and_then(|read| {
            let mut columns = vec![read.column(ROW)?.clone()];
            for (name, at) in &found {
                columns.push(read.column(&position_name(*at))?.clone().with_name((*name).into()));
            }
            DataFrame::new(read.height(), columns)
        })
        .map_err(|_| ReadError::Broken {
            path: path.to_owned(),
            // The library's own message quotes cells, which may be about persons.
            detail:
                "the text cannot be divided into rows and cells; is a double quote not closed?\n  \
                     open it in a spreadsheet and save it as `CSV UTF-8`"
                    .to_owned(),
        })
}
