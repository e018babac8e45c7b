//! Laws of the three readers of CSV: whole, in pieces, and streamed in small blocks.

use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::super::csv_pieces::CsvPieces;
use super::super::csv_stream::{Sizes, stream};
use super::super::raw_table::{ROW, RawTable, TableOptions, Wanted};
use crate::config::Quote;

const COLUMNS: usize = 4;

/// Of four columns two are mapped, so that faults stand in unmapped ones too.
fn wanted() -> [Wanted; 2] {
    ["c0", "c2"].map(|name| Wanted::required(name, name, "columns"))
}

/// A cell as it is written, and what it holds.
#[derive(Debug, Clone)]
struct Cell {
    written: String,
    holds: String,
}

fn plain(text: &str) -> Cell {
    Cell { written: text.to_owned(), holds: text.to_owned() }
}

/// Every legal kind of cell. In a quoted one a quote never stands before a delimiter or a line end
/// except to close it, and one delimiter stands in it at most.
fn cell() -> impl Strategy<Value = Cell> {
    let quoted =
        |text: String| Cell { written: format!("\"{}\"", text.replace('"', "\"\"")), holds: text };
    prop_oneof![
        6 => "[a-z0-9]{0,4}".prop_map(|text| plain(&text)),
        1 => "[a-z]\"[a-z]{1,2}".prop_map(|text| plain(&text)), // a stray quote is text
        1 => "=\"[0-9]{2}x\"".prop_map(|text| plain(&text)),
        1 => "\"?[a-z]{1,3};?[\n a-z]{0,5}\"?[a-z]".prop_map(quoted),
        1 => Just(quoted(String::new())),
    ]
}

/// What is wrong with one cell of a file.
#[derive(Debug, Clone, Copy)]
enum Planted {
    Open,
    GoesOn,
    /// Another cell, so many rows below, ends with a quote, and the rows from here to there are plain.
    Pair(usize),
}

#[derive(Debug, Clone)]
struct File {
    rows: Vec<Vec<Cell>>,
    /// Rows behind which a blank line stands.
    blank: Vec<usize>,
    line_end: &'static str,
}

impl File {
    fn written(&self) -> String {
        let header: Vec<String> = (0..COLUMNS).map(|at| format!("c{at}")).collect();
        let mut text = header.join(";") + self.line_end;
        for (at, row) in self.rows.iter().enumerate() {
            let cells: Vec<&str> = row.iter().map(|cell| cell.written.as_str()).collect();
            text += &cells.join(";");
            text += self.line_end;
            text += if self.blank.contains(&at) { self.line_end } else { "" };
        }
        text
    }

    /// The number of a row in a spreadsheet.
    fn number(&self, at: usize) -> u32 {
        (2 + at + self.blank.iter().filter(|blank| **blank < at).count()) as u32
    }

    /// Numbers and cells of the mapped columns, without blank lines.
    fn holds(&self) -> Vec<(u32, String, String)> {
        let row = |(at, row): (usize, &Vec<Cell>)| {
            (self.number(at), row[0].holds.clone(), row[2].holds.clone())
        };
        self.rows.iter().enumerate().map(row).collect()
    }
}

fn file() -> impl Strategy<Value = File> {
    let rows = prop::collection::vec(prop::collection::vec(cell(), COLUMNS), 4..14);
    let blank = prop::collection::btree_set(0_usize..13, 0..3);
    (rows, blank, prop::sample::select(vec!["\n", "\r\n"])).prop_map(|(rows, blank, line_end)| {
        let count = rows.len();
        let blank = blank.into_iter().filter(|at| *at < count).collect();
        File { rows, blank, line_end }
    })
}

fn planted() -> impl Strategy<Value = Planted> {
    prop_oneof![Just(Planted::Open), Just(Planted::GoesOn), (1_usize..9).prop_map(Planted::Pair)]
}

/// The rows of a table that hold anything in a mapped column or are told by their number.
fn rows(table: &RawTable) -> Vec<(u32, String, String)> {
    let text = |name: &str| -> Vec<String> {
        let column = table.frame.column(name).unwrap().str().unwrap().clone();
        column.iter().map(|cell| cell.unwrap_or("").to_owned()).collect()
    };
    let numbers = table.frame.column(ROW).unwrap().u32().unwrap().clone();
    let cells = text("c0").into_iter().zip(text("c2"));
    numbers.into_no_null_iter().zip(cells).map(|(row, (one, other))| (row, one, other)).collect()
}

fn streamed(path: &Path, block: usize, options: TableOptions<'_>) -> Result<RawTable, String> {
    let sizes = Sizes { block, longest: 1 << 20 };
    let streamed = stream(path, &wanted(), options, sizes, &|_| None);
    streamed.map(|streamed| streamed.table).map_err(|error| error.to_string())
}

/// The rows as the pieces give them; `None` where the file is to be read whole.
fn in_pieces(path: &Path, options: TableOptions<'_>) -> Option<Vec<(u32, String, String)>> {
    let (mut head, pieces) = CsvPieces::open(path, &wanted(), options)?;
    let look = |piece: &mut super::super::csv_pieces::TextPiece<'_>| {
        let mut found = Vec::new();
        piece.for_each_batch(&mut |batch| {
            for (at, place) in batch.places.iter().enumerate() {
                found.push((*place, batch.record(at)));
            }
        });
        Some(found)
    };
    let looked = pieces.each(&mut head, &look, &())?;
    let rows = looked.into_iter().flat_map(|piece| {
        let first = piece.first_row;
        let row = move |(place, cells): (u32, Vec<String>)| {
            (first + place, cells[0].clone(), cells[1].clone())
        };
        piece.found.into_iter().map(row)
    });
    Some(rows.collect())
}

/// Row numbers with the two cells of each row.
type Rows = Vec<(u32, String, String)>;

/// What all readers make of a text, which is the same.
fn read_all(
    text: &[u8],
    block: usize,
    options: TableOptions<'_>,
) -> Result<Result<Rows, String>, TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, text).unwrap();
    let whole = super::read(&path, &wanted(), options).map_err(|error| error.to_string());
    let all = streamed(&path, block, options);
    prop_assert_eq!(all.as_ref().map(rows), whole.as_ref().map(rows));
    let pieces = in_pieces(&path, options);
    match &whole {
        Ok(table) => {
            if let Some(pieces) = pieces {
                prop_assert_eq!(pieces, rows(table));
            }
        }
        Err(_) => prop_assert_eq!(pieces, None),
    }
    Ok(whole.map(|table| rows(&table)))
}

fn told(options: TableOptions<'static>, text: &str) -> String {
    let read = read_all(text.as_bytes(), 8, options).unwrap();
    read.unwrap_err().split_once("a.csv").unwrap().1.to_owned()
}

#[track_caller]
fn check(text: &str, is_configured: bool, expected: &str) {
    let options = TableOptions { is_configured, ..TableOptions::default() };
    assert_eq!(told(options, text), expected);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_a_way_out() {
    let head = "c0;c1;c2;c3\n";
    let of_quotes = |text: &str, expected: &str| check(&(head.to_owned() + text), true, expected);
    let way_out = "\n  close the quote in the file, or take it out; where quotes are plain text, say it for this file\
                   \n  in the configuration: quote = \"none\"";
    of_quotes(
        "1;\"a\nb\";2;3\n1;\"t Hofje;2;3\n1;2;3;4\n",
        &format!(
            ", row 3, column \"c1\" (line 4 of the text): a double quote opens the cell and is never closed\
             \n  all that stands behind it would become part of this cell{way_out}"
        ),
    );
    of_quotes(
        "1;\"t Hofje;2;3\n1;2;3;\"4\n",
        &format!(
            ", row 2, column \"c1\": a double quote opens the cell, and behind the one that\
             \n  closes it, one line below, the cell goes on{way_out}"
        ),
    );
    of_quotes(
        "1;\"t Hofje;2;3\n1;2;3;4\"\n",
        &format!(
            ", row 2, column \"c1\": a double quote opens the cell and is closed one line below,\
             \n  but the lines between are whole rows, which would become part of this cell{way_out}\
             ; where the cell does hold these lines: quote = \"standard\""
        ),
    );
    check(
        "c0;c1;c2;\"c3\n1;2;3;4\n",
        true,
        &format!(
            ", row 1, cell 4: a double quote opens the cell and is never closed\
             \n  all that stands behind it would become part of this cell{way_out}"
        ),
    );
}

#[test]
fn the_end_of_a_cut_file_is_told_with_a_way_out() {
    let again = "\n  export or download the file again; if it is complete, ";
    let setting = ",\n  or say so for this file in the configuration: complete = true";
    check(
        "c0;c1;c2;c3\n1;2;3;4\n1;2;3",
        true,
        &format!(
            ", row 3: the last row breaks off: 3 of 4 cells{again}mend the row in the file{setting}"
        ),
    );
    for (is_configured, setting) in [(true, setting), (false, "")] {
        check(
            "c0;c1;c2;c3\n1;2;3;4\n1;2;3;4",
            is_configured,
            &format!(
                ", row 3: the last row lacks the line end that the others have, as in a file that was cut off\
                 {again}put a line end behind its last row{setting}"
            ),
        );
    }
}

#[test]
fn zero_bytes_are_told_with_their_place() {
    let why = "\n  export or download it again and save it as `CSV UTF-8`; zero bytes stand in a file that was\
               \n  not wholly written, in UTF-16 without a byte order mark, and where a program writes one for\
               \n  an empty cell";
    check(
        "c0;c1;c2;c3\n1;\0;3;4\n",
        true,
        &format!(", row 2, column \"c1\": a zero byte, which no text holds{why}"),
    );
    check(
        "c0;c1;c2;c3\n1;2;3;4\n\0\0\0\0",
        true,
        &format!(
            ", row 3: from here on the file holds zero bytes only: it was not wholly written or downloaded{why}"
        ),
    );
}

#[test]
fn what_the_exporting_program_adds_is_no_row() {
    let text =
        format!("c0;c1;c2;c3\n--;--;--;--\n{}\n(42 rows affected)\n", "a;b;c;d\n".repeat(42));
    let read = read_all(text.as_bytes(), 8, TableOptions::default()).unwrap().unwrap();
    let numbers: Vec<u32> = read.iter().map(|(row, _, _)| *row).collect();
    let blank = 45;
    assert_eq!(numbers, (3..=blank).collect::<Vec<u32>>());
    // A line that says another number is a row that breaks off.
    let cut = text.replace("(42", "(43");
    assert!(read_all(cut.as_bytes(), 8, TableOptions::default()).unwrap().is_err());
}

#[test]
fn quotes_behind_a_backslash_are_read_where_only_so_every_row_is_whole() {
    let text = "c0,c1,c2,c3\n1,\"De \\\"Hoek, blok\\\"\",\"x \\\"y\\\"\",4\n5,6,7,8\n";
    let read = read_all(text.as_bytes(), 8, TableOptions::default()).unwrap().unwrap();
    assert_eq!(read[0], (2, "1".to_owned(), "x \"y\"".to_owned()));
}

#[test]
fn lone_carriage_returns_end_rows() {
    let text = "c0;c1;c2;c3\ra;b;c;d\re;f;g;h\r";
    let read = read_all(text.as_bytes(), 8, TableOptions::default()).unwrap().unwrap();
    assert_eq!(read.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_of_a_legal_file_is_read(file in file(), block in 1_usize..60) {
        let read = read_all(file.written().as_bytes(), block, TableOptions::default())?;
        let blank = |row: &(u32, String, String)| !file.holds().iter().any(|(at, _, _)| *at == row.0);
        let rows: Vec<_> = read.map_err(TestCaseError::fail)?.into_iter().filter(|row| !blank(row)).collect();
        prop_assert_eq!(rows, file.holds());
        // The account: lines = records + line breaks within quotes + blank lines.
        let breaks: usize = file.rows.iter().flatten().map(|cell| cell.holds.matches('\n').count()).sum();
        let lines = file.written().matches('\n').count() - 1;
        prop_assert_eq!(lines, file.rows.len() + breaks + file.blank.len());
    }

    #[test]
    fn a_planted_quote_stops_every_reader_where_it_opens(
        mut file in file(), planted in planted(), at in 0_usize..14, column in 0..COLUMNS, other in 0..COLUMNS,
        block in 1_usize..60,
    ) {
        let row = at % file.rows.len();
        let written = match planted {
            Planted::Open => "\"t hofje",
            Planted::GoesOn => "\"ab\"cd",
            Planted::Pair(below) => {
                let end = row + below;
                if end >= file.rows.len() { return Ok(()); }
                for cells in &mut file.rows[row..=end] {
                    *cells = ["a", "b", "c", "d"].map(plain).into();
                }
                file.rows[end][other].written = "hofje\"".to_owned();
                "\"t hofje"
            }
        };
        file.rows[row][column].written = written.to_owned();
        let read = read_all(file.written().as_bytes(), block, TableOptions::default())?;
        let place = format!("row {}, column \"c{column}\"", file.number(row));
        let error = read.expect_err("a planted quote is a fault");
        prop_assert!(error.contains(&place), "{error} is not about {place}");

        // Where quotes are text every line is a row.
        let options = TableOptions { quote: Some(Quote::Text), complete: true, ..TableOptions::default() };
        let text = file.written();
        let lines: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(';').collect()).collect();
        let whole = lines.iter().enumerate().filter(|(_, cells)| cells.len() == COLUMNS);
        let expected: Vec<_> =
            whole.map(|(at, cells)| (at as u32 + 2, cells[0].to_owned(), cells[2].to_owned())).collect();
        let read = read_all(text.as_bytes(), block, options)?.map_err(TestCaseError::fail)?;
        let read: Vec<_> = read.into_iter().filter(|row| lines[row.0 as usize - 2].len() == COLUMNS).collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn a_file_that_is_cut_anywhere_but_behind_a_row_stops(file in file(), cut in 0_usize..1000, block in 1_usize..60) {
        let text = file.written();
        let header = text.find('\n').unwrap() + 1;
        let cut = header + 1 + cut % (text.len() - header);
        let is_behind_row = (0..=file.rows.len()).any(|rows| {
            let part = |blank: Vec<usize>| File { rows: file.rows[..rows].to_vec(), blank, ..file.clone() };
            let blank = |most| file.blank.iter().copied().filter(|at| *at < most).collect();
            [blank(rows), blank(rows.saturating_sub(1))].map(|blank| part(blank).written().len()).contains(&cut)
        });
        let read = read_all(&text.as_bytes()[..cut], block, TableOptions::default())?;
        // Half of the line end of a blank line cuts no row.
        let blank = text.as_bytes()[..cut].ends_with(b"\n\r");
        prop_assert!(blank || read.is_ok() == is_behind_row, "{read:?} for {:?}", &text[..cut]);
    }

    #[test]
    fn a_zero_byte_stops_every_reader(file in file(), at in 0_usize..1000, block in 1_usize..60) {
        let mut text = file.written().into_bytes();
        text.insert(at % (text.len() + 1), 0);
        let error = read_all(&text, block, TableOptions::default())?.expect_err("a zero byte");
        prop_assert!(error.contains("zero byte"), "{error}");
    }
}
