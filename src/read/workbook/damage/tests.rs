//! One flipped bit of a workbook never gives other cells.

use rayon::prelude::*;

use super::workbooks::{Cell, Sheet, number, row, sheet, text, texts, xlsx, zip};
use super::*;

const COLUMNS: [&str; 3] = ["id", "label", "dag"];

fn workbook() -> Vec<Sheet> {
    let cells = |at: u32| row([number(at), text("D"), Cell::Day(46_000.0 + f64::from(at))]);
    vec![sheet("Bezit", [texts(&COLUMNS), cells(1), cells(2)]), sheet("Leeg", [])]
}

/// The cells of a workbook and the codes of what is told of it; `None` where it is refused.
fn told(bytes: &[u8], path: &Path) -> Option<(String, Vec<&'static str>)> {
    std::fs::write(path, bytes).unwrap();
    let wanted: Vec<Wanted> =
        COLUMNS.iter().map(|name| Wanted::required(name, name, "t.columns")).collect();
    let table = read(path, &wanted, None).ok()?;
    let codes = table.remarks.iter().map(|remark| remark.entry.code).collect();
    Some((format!("{:?} {}", table.frame, table.days_from_1904), codes))
}

#[test]
fn a_flipped_bit_gives_the_same_cells_or_none() {
    let bytes = xlsx(&workbook());
    let folder = tempfile::tempdir().unwrap();
    let whole = told(&bytes, &folder.path().join("whole.xlsx")).unwrap();
    // The names, sizes and checksums of the list at the end are flipped one by one; of the parts, which
    // their checksums guard all alike, some.
    let list = bytes.windows(4).position(|mark| mark == b"PK\x01\x02").unwrap();
    let flips = (0..8 * bytes.len()).filter(|bit| bit / 8 >= list || bit % 5 == 0);
    let flips: Vec<usize> = flips.collect();
    let other: Vec<String> = flips
        .par_chunks(500)
        .enumerate()
        .flat_map_iter(|(chunk, flips)| {
            let path = folder.path().join(format!("{chunk}.xlsx"));
            let mut flipped = bytes.clone();
            let mut other = Vec::new();
            for bit in flips {
                flipped[bit / 8] ^= 1 << (bit % 8);
                if let Some(read) = told(&flipped, &path)
                    && read != whole
                {
                    other.push(format!("byte {}, bit {}: {read:?}", bit / 8, bit % 8));
                }
                flipped[bit / 8] ^= 1 << (bit % 8);
            }
            other
        })
        .collect();
    assert!(other.is_empty(), "{} of {}: {}", other.len(), flips.len(), other.join("\n"));
}

#[test]
fn a_wrong_checksum_is_told_for_every_part_that_is_read() {
    let files = super::workbooks::parts(&workbook(), false);
    let bytes = zip(&files);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let list = bytes.windows(4).position(|mark| mark == b"PK\x01\x02").unwrap();
    let entries = (list..bytes.len() - 4).filter(|&at| &bytes[at..at + 4] == b"PK\x01\x02");
    let mut parts = 0;
    for entry in entries {
        let mut changed = bytes.clone();
        changed[entry + 16] ^= 1;
        std::fs::write(&path, changed).unwrap();
        let error = read(&path, &[], None).unwrap_err();
        assert!(error.to_string().contains("was not written or copied whole"), "{error}");
        parts += 1;
    }
    assert_eq!(parts, files.len());
}

#[test]
fn a_picture_that_is_damaged_does_no_harm() {
    let files = super::workbooks::parts(&workbook(), false);
    let mut files: Vec<(String, Vec<u8>)> =
        files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    files.push(("xl/media/image1.png".to_owned(), b"no picture at all".to_vec()));
    let mut bytes = zip(&files);
    let folder = tempfile::tempdir().unwrap();
    let whole = told(&bytes, &folder.path().join("whole.xlsx")).unwrap();
    let entry = bytes.windows(4).rposition(|mark| mark == b"PK\x01\x02").unwrap();
    bytes[entry + 16] ^= 1;
    assert_eq!(told(&bytes, &folder.path().join("a.xlsx")), Some(whole));
}
