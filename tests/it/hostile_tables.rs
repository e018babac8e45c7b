//! Whatever bytes a table is made of, reading it ends in rows or in a message, soon.

use std::fs;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use spreiding::read::{RawTable, ReadError, TableOptions, Wanted, read_table};

const TABLE: &str = "VHE-nummer;Straat;Label\r\n1;\"Lange \"\"nieuwe\"\" weg; zuid\";D\r\n2;Caf\u{e9}plein;\r\n3;5\" breed;A\r\n";

fn read(bytes: &[u8]) -> Result<RawTable, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(&path, bytes).unwrap();
    let wanted = [
        Wanted::required("id", "VHE-nummer", "t.columns"),
        Wanted::known("label", &["Label"], "t.columns"),
    ];
    read_table(&path, &wanted, TableOptions::default())
}

/// The rows with something in them, or the code of the message.
#[track_caller]
fn check(bytes: &[u8], expected: Result<u64, &str>) {
    let read = read(bytes).map(|table| table.rows_read());
    let read = read.map_err(|error| error.told()[0].0.code);
    assert_eq!(read, expected);
}

#[test]
fn a_field_of_megabytes_is_a_field() {
    let long = "x".repeat(8 << 20);
    check(format!("VHE-nummer;Straat\n1;{long}\n2;a\n").as_bytes(), Ok(2));
    check(format!("VHE-nummer;Straat\n1;\"{long}\"\n2;a\n").as_bytes(), Ok(2));
    check(format!("VHE-nummer;{long}\n1;a\n").as_bytes(), Ok(1));
}

#[test]
fn a_message_about_columns_is_no_longer_than_a_person_reads() {
    let long = "x".repeat(1 << 20);
    let told = read(format!("{long};a\n1;2\n").as_bytes()).unwrap_err().to_string();
    assert!(told.len() < 1000, "{} bytes", told.len());
    let many = vec!["kolom"; 5000].join(";");
    let told = read(format!("{many}\n1\n").as_bytes()).unwrap_err().to_string();
    assert!(told.len() < 1000, "{} bytes", told.len());
    // Without a closing quote the whole file is one cell, which is not to be echoed.
    let open = "\"VHE-nummer;naam\n".to_owned() + &"1;Jansen\n".repeat(1000);
    let told = read(open.as_bytes()).unwrap_err().to_string();
    assert!(told.len() < 1000, "{} bytes", told.len());
}

#[test]
fn only_delimiters_and_only_quotes_end() {
    check(&b";".repeat(1 << 20), Err("I004"));
    check(&b";\n".repeat(1 << 18), Err("I004"));
    check(&b"\"".repeat((1 << 20) + 1), Err("I084")); // a quote that is never closed
}

#[test]
fn zero_bytes_are_refused() {
    check(b"VHE-nummer\0;Label\n1;D\n", Err("I086"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_rows_below_the_header_end(
        bytes in prop::collection::vec(select(b"1a;,\t|\"\r\n \xE9\x00'=".to_vec()), 0..200),
    ) {
        let rows = [b"VHE-nummer;Label\n".as_slice(), &bytes].concat();
        if let Ok(table) = read(&rows) {
            let lines = bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
            prop_assert!(table.rows_read() <= lines + 1);
        }
    }

    #[test]
    fn a_changed_file_ends(
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..5),
        cut in any::<Index>(),
    ) {
        let mut bytes = TABLE.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = read(&bytes);
    }
}
