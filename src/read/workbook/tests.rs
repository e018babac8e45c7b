//! Workbooks as people and programs make them, and as nobody should.

use proptest::prelude::*;

use super::workbooks::{Cell, Row, Sheet, number, parts, row, sheet, text, texts, xlsx, zip};
use super::*;
use crate::read::ROW;

fn wanted(columns: &[&str]) -> Vec<Wanted> {
    columns.iter().map(|name| Wanted::required(name, name, "t.columns")).collect()
}

fn read_bytes(bytes: &[u8], columns: &[&str], sheet: Option<&str>) -> Result<RawTable, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    std::fs::write(&path, bytes).unwrap();
    read(&path, &wanted(columns), sheet)
}

/// Row numbers and cells, empty for none.
fn rows_of(table: &RawTable, columns: &[&str]) -> Vec<(u32, Vec<String>)> {
    let numbers = table.frame.column(ROW).unwrap().u32().unwrap().clone();
    let cell = |name: &str, at: usize| {
        let column = table.frame.column(name).unwrap().str().unwrap();
        column.get(at).unwrap_or_default().to_owned()
    };
    let all = numbers.into_no_null_iter().enumerate();
    all.map(|(at, number)| (number, columns.iter().map(|name| cell(name, at)).collect())).collect()
}

fn read_rows(rows: impl IntoIterator<Item = Row>, columns: &[&str]) -> Vec<(u32, Vec<String>)> {
    let table = read_bytes(&xlsx(&[sheet("Blad1", rows)]), columns, None).unwrap();
    rows_of(&table, columns)
}

#[track_caller]
fn check(rows: impl IntoIterator<Item = Row>, columns: &[&str], expected: &[(u32, &[&str])]) {
    let read = read_rows(rows, columns);
    let read: Vec<(u32, Vec<&str>)> = read
        .iter()
        .map(|(row, cells)| (*row, cells.iter().map(String::as_str).collect()))
        .collect();
    let read: Vec<(u32, &[&str])> = read.iter().map(|(row, cells)| (*row, &cells[..])).collect();
    assert_eq!(read, expected);
}

fn codes_of(table: &RawTable) -> Vec<&str> {
    table.remarks.iter().map(|remark| remark.entry.code).collect()
}

#[track_caller]
fn refused(bytes: &[u8], columns: &[&str], code: &str) -> String {
    let error = read_bytes(bytes, columns, None).unwrap_err();
    let told = error.told();
    assert!(told.iter().all(|(entry, _)| entry.code == code), "{error}");
    told.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

#[test]
fn cells_are_the_texts_that_a_person_reads() {
    let cells = [
        text("a & b < \"c\""),
        number("34010000012345"),
        number("1.77401000001234E+15"),
        number("652.34000000000003"),
        Cell::Day(46022.0),
        Cell::Day(46022.5),
        Cell::Yes(true),
        Cell::Error("#N/A".to_owned()),
        Cell::Formula("A1&\"x\"".to_owned(), Some("uit".to_owned())),
    ];
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let expected: &[&str] = &[
        "a & b < \"c\"",
        "34010000012345",
        "1.77401000001234E15",
        "652.34",
        "2025-12-31",
        "2025-12-31 12:00:00",
        "true",
        "#N/A",
        "uit",
    ];
    check([texts(&names), row(cells)], &names, &[(2, expected)]);
}

#[test]
fn a_merged_title_and_blank_rows_above_the_header_are_passed() {
    let rows = [
        texts(&["Bezit GoedeStede"]),
        texts(&["", "adres", "", "gebouw"]).at(4),
        texts(&["VHE", "Straat", "Nr", "Label"]),
        texts(&["1", "x", "2", "D"]),
    ];
    let sheet = sheet("Bezit", rows).merged("A1:D1").merged("B4:C4");
    let table = read_bytes(&xlsx(&[sheet]), &["VHE", "Label"], None).unwrap();
    assert_eq!(table.header_row, 5);
    assert_eq!(rows_of(&table, &["VHE", "Label"]), [(6, vec!["1".to_owned(), "D".to_owned()])]);
    assert_eq!(codes_of(&table), ["I010"]);
}

#[test]
fn rows_keep_the_number_that_excel_shows() {
    check(
        [texts(&["id", "n"]), texts(&["1", "a"]), texts(&["", "b"]).at(5), texts(&["2"])],
        &["id"],
        &[(2, &["1"]), (3, &[""]), (4, &[""]), (5, &[""]), (6, &["2"])],
    );
}

#[test]
fn a_cell_far_below_makes_no_million_rows() {
    let far = texts(&["9"]).at(1_048_576);
    check([texts(&["id"]), texts(&["1"]), far], &["id"], &[(2, &["1"]), (1_048_576, &["9"])]);
    let near = texts(&["9"]).at(1004); // one and a thousand blank ones, two filled ones
    assert_eq!(read_rows([texts(&["id"]), texts(&["1"]), near], &["id"]).len(), 1003);
    let farther = texts(&["9"]).at(1006);
    assert_eq!(read_rows([texts(&["id"]), texts(&["1"]), farther], &["id"]).len(), 2);
}

#[test]
fn a_sheet_that_spans_all_of_excel_takes_little_room() {
    let sheets = [sheet("a", [texts(&["id", "n"]), texts(&["1"])])];
    let mut parts = parts(&sheets, false);
    parts[0].1 = parts[0].1.replace(
        "</sheetData>",
        "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>",
    );
    let table = read_bytes(&zip(&parts), &["id"], None).unwrap();
    assert_eq!(table.rows_read(), 2);
}

#[test]
fn formatted_cells_without_content_make_no_rows() {
    let sheets = [sheet("a", [texts(&["id"]), texts(&["1"])])];
    let mut parts = parts(&sheets, false);
    let styled: String =
        (3..900).map(|at| format!("<row r=\"{at}\"><c r=\"A{at}\" s=\"1\"/></row>")).collect();
    parts[0].1 = parts[0].1.replace("</sheetData>", &(styled + "</sheetData>"));
    assert_eq!(read_bytes(&zip(&parts), &["id"], None).unwrap().rows_read(), 1);
}

#[test]
fn hidden_rows_are_read_and_counted() {
    let rows = [
        texts(&["titel"]).hidden(),
        texts(&["id", "n"]),
        texts(&["1"]),
        texts(&["2"]).hidden(),
        texts(&["", "b"]).hidden(), // nothing in the column that is read
        texts(&["3"]).hidden(),
    ];
    let table = read_bytes(&xlsx(&[sheet("a", rows)]), &["id"], None).unwrap();
    assert_eq!(table.rows_read(), 4);
    let hidden = table.remarks.iter().find(|remark| remark.entry.code == "I019").unwrap();
    assert_eq!((hidden.count, hidden.rows.as_slice()), (2, [4, 6].as_slice()));
}

#[test]
fn the_one_sheet_with_the_columns_is_read_and_the_others_are_told() {
    let data = || [texts(&["id", "Label"]), texts(&["1", "D"])];
    let notes = sheet("Toelichting", [texts(&["Dit bestand"])]);
    let copy = sheet("Oud", data()).state("veryHidden");
    let book = xlsx(&[notes.clone(), sheet("Bezit", data()), copy, sheet("Leeg", [])]);
    let table = read_bytes(&book, &["id", "Label"], None).unwrap();
    assert_eq!(table.sheet.as_deref(), Some("Bezit"));
    assert_eq!(codes_of(&table), ["I079"]);
    assert_eq!(
        table.remarks[0].detail,
        "`Bezit` was read, not `Toelichting`, `Oud` (hidden), `Leeg`"
    );
    let named = read_bytes(&book, &["id"], Some("oud")).unwrap();
    assert_eq!((named.sheet.as_deref(), named.remarks.len()), (Some("Oud"), 0));

    let alone = xlsx(&[notes, sheet("Bezit", data()).state("hidden")]);
    let told = refused(&alone, &["id", "Label"], "I006");
    assert!(told.contains("no visible sheet holds the columns"), "{told}");
    assert!(told.contains("one of: Bezit"), "{told}");
}

#[test]
fn several_sheets_with_the_columns_are_refused_by_name() {
    let data = || [texts(&["id"]), texts(&["1"])];
    let book = xlsx(&[sheet("2024", data()), sheet("x", []), sheet("2025", data())]);
    let told = refused(&book, &["id"], "I006");
    assert!(told.ends_with("set `sheet` in the configuration to one of: 2024, 2025"), "{told}");
}

#[test]
fn of_sheets_that_lack_columns_the_nearest_is_told() {
    let book = xlsx(&[
        sheet("Toelichting", [texts(&["Dit", "is", "uitleg"])]),
        sheet("Bezit", [texts(&["id", "Labels"]), texts(&["1", "D"])]),
    ]);
    let told = refused(&book, &["id", "Label"], "I004");
    assert!(told.contains("sheet `Bezit` (header on row 1)"), "{told}");
}

#[test]
fn formulas_without_a_value_are_refused_with_their_rows() {
    let formula = || Cell::Formula("B2*2".to_owned(), None);
    let mut rows = vec![texts(&["id", "Label", "x"]), row([text("1"), formula(), text("a")])];
    rows.extend((0..7).map(|_| row([text("2"), formula(), formula()])));
    let book = xlsx(&[sheet("a", rows)]);
    let told = refused(&book, &["id", "Label"], "I013");
    assert!(told.contains("sheet `a`, column `Label`: 8 formulas"), "{told}");
    assert!(told.contains("(rows 2-6 and 3 more)"), "{told}");
    assert_eq!(read_bytes(&book, &["id"], None).unwrap().rows_read(), 8);
}

#[test]
fn a_formula_with_an_empty_outcome_is_an_empty_cell() {
    let rows = [texts(&["id"]), row([Cell::Formula("A1".to_owned(), Some(String::new()))])];
    assert_eq!(read_rows(rows, &["id"]), [(2, vec![String::new()])]);
}

/// A workbook of one row, with something after it.
fn with_tail(part: &str, before: &str, tail: &str) -> Vec<u8> {
    let mut parts = parts(&[sheet("a", [texts(&["id"]), texts(&["1"])])], false);
    let changed = parts.iter_mut().find(|(name, _)| name.ends_with(part)).unwrap();
    changed.1 = changed.1.replace(before, &(tail.to_owned() + before));
    zip(&parts)
}

fn bomb(megabytes: usize) -> Vec<u8> {
    let comment = format!("<!--{}-->", " ".repeat((1 << 20) - 7));
    with_tail("sheet1.xml", "</sheetData>", &comment.repeat(megabytes))
}

#[test]
fn a_file_that_unpacks_out_of_proportion_is_refused() {
    assert_eq!(read_bytes(&bomb(8), &["id"], None).unwrap().rows_read(), 1);
    let told = refused(&bomb(40), &["id"], "I072");
    assert!(told.contains("kB unpack to far more than sheets of that size do"), "{told}");
    let one_text = with_tail("sheet1.xml", "</sheetData>", &" ".repeat(5 << 20));
    refused(&one_text, &["id"], "I072");
    let many_texts = with_tail("sharedStrings.xml", "</sst>", &"<si/>".repeat(1 << 20));
    refused(&many_texts, &["id"], "I072");
}

/// A zip whose listing says of its parts that they are small.
fn with_lying_sizes(mut bytes: Vec<u8>) -> Vec<u8> {
    for (mark, at) in [(b"PK\x01\x02", 24), (b"PK\x03\x04", 22)] {
        let starts: Vec<usize> = memchr::memmem::find_iter(&bytes, mark).collect();
        for start in starts {
            bytes[start + at..start + at + 4].copy_from_slice(&100_u32.to_le_bytes());
        }
    }
    bytes
}

#[test]
fn a_part_that_is_larger_than_it_declares_is_refused() {
    refused(&with_lying_sizes(bomb(40)), &["id"], "I064");
}

#[test]
fn a_list_of_texts_that_lies_about_its_length_takes_no_room() {
    let mut parts = parts(&[sheet("a", [texts(&["id"]), texts(&["1"])])], false);
    let list = parts.iter_mut().find(|(name, _)| name.ends_with("sharedStrings.xml")).unwrap();
    for count in ["99999999999", "18446744073709551615", "99999999999999999999999"] {
        list.1 = list.1.replacen("uniqueCount=\"2\"", &format!("uniqueCount=\"{count}\""), 1);
    }
    refused(&zip(&parts), &["id"], "I064");
}

#[test]
fn a_damaged_workbook_is_named_as_such() {
    let sheets = [sheet("a", [texts(&["id"]), texts(&["1"])])];
    let whole = xlsx(&sheets);
    refused(&whole[..whole.len() / 2], &["id"], "I064");
    for (part, from, to) in [
        ("sheet1.xml", "</sheetData></worksheet>", ""),
        ("sheet1.xml", "r=\"A2\"", "r=\"A4294967297\""),
        ("sheet1.xml", "<sheetData>", "<dimension ref=\"B2:A1\"/><sheetData>"),
        ("sheet1.xml", "<v>1</v>", "<v>7</v>"),
        ("sheet1.xml", "t=\"s\"><v>1</v>", "t=\"e\"><v>#WAT!</v>"),
        ("workbook.xml", "r:id=\"rId1\"", "r:id=\"rId9\""),
        ("_rels/.rels", "officeDocument\"", "x\""),
    ] {
        let mut parts = parts(&sheets, false);
        let changed = parts.iter_mut().find(|(name, _)| name.ends_with(part)).unwrap();
        assert!(changed.1.contains(from), "{from}");
        changed.1 = changed.1.replace(from, to);
        refused(&zip(&parts), &["id"], "I064");
    }
}

#[test]
fn two_tabs_on_one_part_are_refused() {
    let data = || [texts(&["id"]), texts(&["1"])];
    let mut parts = parts(&[sheet("a", data()), sheet("b", data())], false);
    let links = parts.iter_mut().find(|(name, _)| name.ends_with("workbook.xml.rels")).unwrap();
    links.1 = links.1.replace("sheet2.xml", "sheet1.xml");
    refused(&zip(&parts), &["id"], "I064");
}

#[test]
fn deep_nesting_ends() {
    let mut parts = parts(&[sheet("a", [texts(&["id"]), texts(&["1"])])], false);
    parts[0].1 = parts[0].1.replace("<sheetData>", &("<x>".repeat(200_000) + "<sheetData>"));
    assert_eq!(read_bytes(&zip(&parts), &["id"], None).unwrap().rows_read(), 1);
}

#[test]
fn another_zip_is_named() {
    let told = refused(&zip(&[("bezit.csv".to_owned(), "id\n1\n")]), &["id"], "I062");
    assert!(told.contains("a zip with bezit.csv; unpack it first"), "{told}");
}

fn specimen() -> Vec<Sheet> {
    let cells = |at: u32| {
        row([
            number(at),
            text("D"),
            Cell::Day(46000.0 + f64::from(at)),
            Cell::Error("#REF!".into()),
        ])
    };
    let rows =
        [texts(&["Bezit"]), texts(&["id", "label", "dag", "n"]), cells(1), cells(2).hidden()];
    vec![sheet("Bezit", rows), sheet("Leeg", [])]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn changed_bytes_of_the_zip_end_in_a_table_or_a_message(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = xlsx(&specimen());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read_bytes(&bytes, &["id", "label", "dag"], None);
    }

    #[test]
    fn changed_text_of_a_part_ends_in_a_table_or_a_message(
        part in 0_usize..7,
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), 0_usize..4, prop::sample::select(b"<>/\"'=&;:09ArcvsfZ! \0\xFF".to_vec())),
            1..6,
        ),
    ) {
        let parts = parts(&specimen(), false);
        let mut parts: Vec<(String, Vec<u8>)> =
            parts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        let bytes = &mut parts[part].1;
        for (at, gone, byte) in changes {
            let at = at.index(bytes.len());
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, [byte]);
        }
        if let Ok(table) = read_bytes(&zip(&parts), &["id", "label", "dag"], None) {
            prop_assert!(table.rows_read() <= 1010);
        }
    }
}
