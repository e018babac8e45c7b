//! Streams of small files in small blocks.

use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

use super::super::raw_table::Ragged;
use super::*;
use crate::diagnostics::codes;

fn wanted() -> [Wanted; 3] {
    [
        Wanted::required("key", "sleutel", "t"),
        Wanted::required("note", "noot", "t"),
        Wanted::known("more", &["meer"], "t"),
    ]
}

/// The texts below end without a line end as they please.
fn options() -> TableOptions<'static> {
    TableOptions { complete: true, ..TableOptions::default() }
}

/// Streams in blocks of this size; rows whose key begins with `x` are passed over.
fn streamed(path: &Path, block: usize, passing: bool) -> Result<Streamed, String> {
    let passes = |cells: &Cells<'_>| {
        let elsewhere = cells.get(0).is_some_and(|key| key.starts_with(b"x"));
        (passing && elsewhere).then_some(&codes::LABEL_ELSEWHERE)
    };
    stream(path, &wanted(), options(), Sizes { block, longest: 1000.max(block) }, &passes)
        .map_err(|error| error.to_string())
}

fn written(bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn keys(table: &RawTable) -> Vec<(u32, String)> {
    let rows = table.frame.column(ROW).unwrap().u32().unwrap().clone();
    let keys = table.frame.column("key").unwrap().str().unwrap().clone();
    rows.iter()
        .zip(keys.iter())
        .map(|(row, key)| (row.unwrap(), key.unwrap_or("").to_owned()))
        .collect()
}

#[test]
fn rows_keep_their_numbers_and_the_others_are_counted() {
    let text = "titel\n\nsleutel;noot\na;1\nx1;2\nb;\"3\n4\"\nx2;5\nc;6;7\nx3;8\nd;9";
    let (_folder, path) = written(text.as_bytes());
    for block in [1, 7, 1000] {
        let streamed = streamed(&path, block, true).unwrap();
        let kept = [(4, "a"), (6, "b"), (10, "d")].map(|(row, key)| (row, key.to_owned()));
        assert_eq!(keys(&streamed.table), kept);
        assert_eq!(streamed.table.ragged, [Ragged { row: 8, cells: 3 }]);
        assert_eq!(
            streamed.passed,
            [Finding::new(&codes::LABEL_ELSEWHERE, "", 3).rows(vec![5, 7, 9])]
        );
    }
}

#[test]
fn windows_1252_is_told_by_a_row_far_below() {
    let text = [b"sleutel;noot\n", b"x;1\n".repeat(40).as_slice(), b"a;\xE9\n"].concat();
    let (_folder, path) = written(&text);
    let table = streamed(&path, 16, true).unwrap().table;
    assert_eq!(table.frame.column("note").unwrap().str().unwrap().get(0), Some("é"));
    assert_eq!(table.remarks[0].entry.code, codes::READ_AS_WINDOWS_1252.code);

    let undefined = [text.as_slice(), b"x;\x81\n"].concat();
    let (_folder, path) = written(&undefined);
    let refused = streamed(&path, 16, true).unwrap_err();
    let place = format!("byte {}", undefined.len() - 2);
    assert!(refused.contains(&place), "{refused}");
}

#[test]
fn utf_16_is_decoded_on_the_way() {
    let text = "sleutel;noot\nx;é\na;𝄞\n";
    let little: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        let (_folder, path) = written(&bytes);
        for block in [1, 3, 100] {
            let table = streamed(&path, block, true).unwrap().table;
            assert_eq!(keys(&table), [(3, "a".to_owned())]);
            assert_eq!(table.frame.column("note").unwrap().str().unwrap().get(0), Some("𝄞"));
        }
    }
}

#[test]
fn a_quote_that_is_never_closed_is_told_and_not_read_for_ever() {
    let text = ["sleutel;noot\na;\"1\n", &"b;2\n".repeat(400)].concat();
    let (_folder, path) = written(text.as_bytes());
    let refused = streamed(&path, 10, false).unwrap_err();
    assert!(refused.contains("row 2, column \"noot\": a double quote opens the cell"), "{refused}");

    let (_folder, path) = written(&b"x".repeat(3000));
    let long = ["sleutel;noot\n", &"b".repeat(2000), ";2\n"].concat();
    let (_other, path_of_long) = written(long.as_bytes());
    assert!(streamed(&path, 10, false).is_err());
    let refused = streamed(&path_of_long, 10, false).unwrap_err();
    assert!(refused.contains("a row goes on for more than 1000 bytes"), "{refused}");
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-dx][0-9]{0,3}",
        1 => "",
        1 => " [a-z]",
        1 => "\"[a-z;\r\n]{0,6}(\"\"[a-z\n]{0,3})?\"",
        1 => "[a-z]\"[a-z]?", // a stray quote is text
        1 => "[é€]",
    ]
}

fn record() -> impl Strategy<Value = String> {
    let whole = prop::collection::vec(cell(), 3);
    let ragged = prop::collection::vec(cell(), 1..6);
    prop_oneof![6 => whole, 1 => ragged].prop_map(|cells| cells.join(";"))
}

fn file() -> impl Strategy<Value = String> {
    let records = prop::collection::vec((record(), "\r?\n"), 0..30);
    (records, record(), "\r?\n").prop_map(|(records, last, end)| {
        let records: String = records.iter().map(|(text, end)| format!("{text}{end}")).collect();
        format!("sleutel;noot;meer{end}{records}{last}")
    })
}

/// Everything that a table holds, as text that can be compared.
fn told(table: &RawTable) -> String {
    let columns: Vec<Vec<String>> = table
        .frame
        .columns()
        .iter()
        .map(|column| (0..column.len()).map(|at| column.get(at).unwrap().to_string()).collect())
        .collect();
    let RawTable { names, header_row, ragged, remarks, .. } = table;
    format!("{columns:?} {names:?} {header_row} {ragged:?} {remarks:?}")
}

fn all_told(streamed: Result<Streamed, String>) -> String {
    streamed.map_or_else(|error| error, |it| format!("{} {:?}", told(&it.table), it.passed))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_of_any_size_give_what_one_block_gives(text in file(), block in 1_usize..80, windows: bool) {
        let bytes = if windows { WINDOWS_1252.encode(&text).0.into_owned() } else { text.into_bytes() };
        let (_folder, path) = written(&bytes);
        for passing in [false, true] {
            prop_assert_eq!(all_told(streamed(&path, block, passing)), all_told(streamed(&path, 1 << 20, passing)));
        }
        let whole = csv::read(&path, &wanted(), options()).map_err(|error| error.to_string());
        let all = streamed(&path, block, false).map(|streamed| told(&streamed.table));
        prop_assert_eq!(&all, &whole.as_ref().map(told).map_err(Clone::clone));
        if let (Ok(whole), Ok(some)) = (whole, streamed(&path, block, true)) {
            let passed: u64 = some.passed.iter().map(|finding| finding.count).sum();
            prop_assert_eq!(some.table.rows_read() + passed, whole.rows_read());
            prop_assert_eq!(&some.table.ragged, &whole.ragged);
            let kept: Vec<_> = keys(&some.table);
            let of_whole = keys(&whole);
            prop_assert!(kept.iter().all(|row| of_whole.contains(row)));
        }
    }
}
