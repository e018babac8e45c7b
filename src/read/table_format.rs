//! What kind of table a file is, by its first bytes; what is none is refused with a way out.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use super::error::ReadError;

/// How much of a file is looked at.
const HEAD: u64 = 4096;

/// Formats of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TableFormat {
    Parquet,
    /// A zip; what it holds is told when it is opened.
    Workbook,
    /// CSV of any kind.
    Text,
}

/// Whether a table is a text, as CSV is, by what the file holds.
pub fn is_text(path: &Path) -> bool {
    matches!(table_format(path), Ok(TableFormat::Text))
}

/// Tells the format of a file.
///
/// # Errors
/// The file cannot be opened, is in use, has a password, is empty, or is no table.
pub(super) fn table_format(path: &Path) -> Result<TableFormat, ReadError> {
    if let Some(name) = locked_by(path) {
        let detail = format!(
            "it is the mark that a program leaves while it has `{name}` open\n  give `{name}` itself"
        );
        return Err(ReadError::Locked { path: path.to_owned(), detail });
    }
    let mut head = Vec::new();
    File::open(path)
        .and_then(|file| file.take(HEAD).read_to_end(&mut head))
        .map_err(|source| cannot_open(path, source))?;
    let format =
        |found: &str| Err(ReadError::Format { path: path.to_owned(), found: found.to_owned() });
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start();
    match head.as_slice() {
        [] => format("it is empty"),
        [b'P', b'A', b'R', b'1', ..] => Ok(TableFormat::Parquet),
        [b'P', b'A', b'R', b'E', ..] => format("a Parquet file with a password"),
        [b'P', b'K', 3, 4, ..] => Ok(TableFormat::Workbook),
        [b'P', b'K', 5 | 7, 6 | 8, ..] => format("a zip that is empty or in parts"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(old_office(path)?),
        [0x1F, 0x8B, ..] => format("packed with gzip; unpack it first"),
        [b'7', b'z', 0xBC, 0xAF, ..] | [b'R', b'a', b'r', b'!', ..] => {
            format("packed with 7-Zip or RAR; unpack it first")
        }
        [b'%', b'P', b'D', b'F', ..] => format("a PDF; ask for the table itself"),
        [0, 0, 0x27, 0x0A, ..] => format("a shapefile, which is a map layer"),
        head if head.starts_with(b"SQLite format 3") => {
            format("a GeoPackage or another database; export the layer as a table")
        }
        head if head.starts_with(b"{\\rtf") => format("a document (RTF)"),
        head if head.iter().all(|&byte| byte == 0) => format(
            "it holds only zero bytes, as a file of OneDrive does that is not downloaded yet\n  \
             open it once, or choose `Always keep on this device`",
        ),
        _ if text.starts_with(b"<") => format(markup(text)),
        _ if text.starts_with(b"MIME-Version:") => format(WEB_PAGE),
        _ if text.starts_with(b"{\"") || text.starts_with(b"[{") => format("JSON"),
        _ => Ok(TableFormat::Text),
    }
}

const WEB_PAGE: &str = "a web page, whatever its name says; open it in Excel and save it as .xlsx";

/// What text that begins with `<` is.
fn markup(text: &[u8]) -> &'static str {
    let text = text.to_ascii_lowercase();
    match memchr::memmem::find(&text, b"excel.sheet")
        .or(memchr::memmem::find(&text, b"office:spreadsheet"))
    {
        Some(_) if text.starts_with(b"<?xml") => {
            "a workbook of Excel 2003 in XML; open it in Excel and save it as .xlsx"
        }
        _ if text.starts_with(b"<?xml") => "XML, whatever its name says; export it again",
        _ => WEB_PAGE,
    }
}

/// What a container of old Office is, by the names in its directory: the workbook in its old form,
/// or any document with a password.
fn old_office(path: &Path) -> Result<ReadError, ReadError> {
    let format = |found: &str| ReadError::Format { path: path.to_owned(), found: found.to_owned() };
    let file = File::open(path).map_err(|source| cannot_open(path, source))?;
    let [password, workbook, old_workbook, document] =
        holds(BufReader::new(file), ["EncryptedPackage", "Workbook", "Book", "WordDocument"])
            .map_err(|source| ReadError::Open { path: path.to_owned(), source })?;
    Ok(match () {
        () if password => ReadError::Password { path: path.to_owned() },
        () if workbook || old_workbook => {
            format("a workbook in the old form (.xls); open it in Excel and save it as .xlsx")
        }
        () if document => format("a document of Word (.doc)"),
        () => format("a file of old Office or a mail; open it and save its table as .xlsx"),
    })
}

/// Which of these names stand in a file as UTF-16, as the directory of old Office writes them.
fn holds<const N: usize>(mut file: impl Read, names: [&str; N]) -> io::Result<[bool; N]> {
    const BLOCK: usize = 1 << 16;
    // A name fills its place in the directory from the start, at a multiple of 128 bytes.
    const PLACE: usize = 128;
    let names: [Vec<u8>; N] =
        names.map(|name| name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect());
    let mut found = [false; N];
    let mut block = Vec::with_capacity(BLOCK);
    loop {
        block.clear();
        file.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
        if block.is_empty() {
            return Ok(found);
        }
        for place in block.chunks(PLACE) {
            for (name, found) in names.iter().zip(&mut found) {
                *found |= place.starts_with(name);
            }
        }
    }
}

/// Why a file cannot be opened: a workbook that another program holds open is told as such.
fn cannot_open(path: &Path, source: io::Error) -> ReadError {
    /// What Windows says of a file that another program has open.
    const SHARING_VIOLATION: i32 = 32;
    let denied = source.kind() == io::ErrorKind::PermissionDenied
        || (cfg!(windows) && source.raw_os_error() == Some(SHARING_VIOLATION));
    if denied && marks(path).iter().any(|mark| mark.exists()) {
        let detail = "it is open in Excel or another program\n  close it there, or save a copy and \
                      give that";
        return ReadError::Locked { path: path.to_owned(), detail: detail.to_owned() };
    }
    ReadError::Open { path: path.to_owned(), source }
}

/// The files that Excel and LibreOffice lay beside one that they have open.
fn marks(path: &Path) -> Vec<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    [format!("~${name}"), format!(".~lock.{name}#")].map(|mark| path.with_file_name(mark)).into()
}

/// The file that such a mark is about, if this is one.
fn locked_by(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let excel = name.strip_prefix("~$");
    let office = || name.strip_prefix(".~lock.")?.strip_suffix('#');
    excel.or_else(office).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, content: &[u8]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        match table_format(&path) {
            Ok(format) => format!("{format:?}"),
            Err(error) => {
                let told = error.told().remove(0);
                let text = told.1.replace(&path.display().to_string(), name);
                format!("{} {}", told.0.code, text.lines().next().unwrap())
            }
        }
    }

    #[track_caller]
    fn check(content: &[u8], expected: &str) {
        assert_eq!(told("a.xlsx", content), expected);
    }

    #[test]
    fn tables_are_told_by_their_first_bytes() {
        check(b"PAR1....PAR1", "Parquet");
        check(b"PK\x03\x04", "Workbook");
        check(b"id;x\n", "Text");
        check(b"[id];{x}\n", "Text");
    }

    #[test]
    fn what_is_no_table_is_named() {
        let no = |found: &str| format!("I062 a.xlsx is no table that can be read: {found}");
        check(b"", &no("it is empty"));
        check(
            &[0; 5000],
            &no("it holds only zero bytes, as a file of OneDrive does that is not downloaded yet"),
        );
        check(b"%PDF-1.7", &no("a PDF; ask for the table itself"));
        check(b"\x1F\x8B\x08", &no("packed with gzip; unpack it first"));
        check(b"PK\x05\x06\0\0", &no("a zip that is empty or in parts"));
        check(
            b"SQLite format 3\0",
            &no("a GeoPackage or another database; export the layer as a table"),
        );
        for page in ["<html>", "\u{feff}\n <!DOCTYPE html>", "<table>", "MIME-Version: 1.0"] {
            check(
                page.as_bytes(),
                &no("a web page, whatever its name says; open it in Excel and save it as .xlsx"),
            );
        }
        check(
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>",
            &no("a workbook of Excel 2003 in XML; open it in Excel and save it as .xlsx"),
        );
        check(b"{\"type\":\"FeatureCollection\"}", &no("JSON"));
    }

    #[test]
    fn a_password_is_told_from_an_old_workbook() {
        let container = |name: &str| {
            let mut bytes = vec![0; 70_000];
            bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes[66_048..66_048 + name.len()].copy_from_slice(&name);
            bytes
        };
        check(&container("EncryptedPackage"), "I061 a.xlsx is a workbook with a password");
        let old = "I062 a.xlsx is no table that can be read: a workbook in the old form (.xls); open it in Excel and save it as .xlsx";
        check(&container("Workbook"), old);
        check(&container("Book"), old);
        assert!(told("a.doc", &container("WordDocument")).contains("Word"));
        assert!(told("a.msg", &container("Other")).contains("a mail"));
    }

    #[test]
    fn the_mark_of_an_open_file_is_no_table() {
        let expected =
            "I060 ~$a.xlsx: it is the mark that a program leaves while it has `a.xlsx` open";
        assert_eq!(told("~$a.xlsx", b"\x05naam"), expected);
        assert!(told(".~lock.a.xlsx#", b",naam").starts_with("I060"));
    }

    #[test]
    fn a_file_that_may_not_be_opened_is_locked_when_its_mark_is_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        let refused = || cannot_open(&path, io::ErrorKind::PermissionDenied.into());
        assert!(matches!(refused(), ReadError::Open { .. }));
        std::fs::write(folder.path().join("~$a.xlsx"), "").unwrap();
        assert!(matches!(refused(), ReadError::Locked { .. }));
        let missing = cannot_open(&path, io::ErrorKind::NotFound.into());
        assert!(matches!(missing, ReadError::Open { .. }));
    }
}
