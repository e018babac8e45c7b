//! Encodings of text in a `.dbf`, as its `.cpg` or its own header names them.
//!
//! A `.cpg` holds the name of an encoding, in one of the many spellings of it; the header of a `.dbf` has a
//! byte for the language driver of the program that wrote it. The `.cpg` was put there later and knows
//! better, so it wins.

use std::borrow::Cow;
use std::fmt;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::dos::{self, DosPage};

/// An encoding of text in which a character takes one byte or more, and ASCII stands for itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum CodePage {
    /// One of the web.
    Web(&'static Encoding),
    /// One of DOS.
    Dos(&'static DosPage),
}

impl CodePage {
    pub(super) const UTF_8: CodePage = CodePage::Web(UTF_8);
    pub(super) const WINDOWS_1252: CodePage = CodePage::Web(WINDOWS_1252);

    /// The page with this number, as Windows counts them, with those of ISO and of UTF-8.
    fn numbered(number: u32) -> Option<CodePage> {
        if let Some(page) = u16::try_from(number).ok().and_then(dos::page) {
            return Some(CodePage::Dos(page));
        }
        let label = match number {
            65001 => "utf-8",
            // Latin-1 as the web reads it: with the signs of Windows where it has none.
            1252 | 28591 | 88591 | 819 => "windows-1252",
            1250..=1258 => return for_label(&format!("windows-{number}")),
            28592..=28606 => return for_label(&format!("iso-8859-{}", number - 28590)),
            88592..=88599 => return for_label(&format!("iso-8859-{}", number - 88590)),
            885_910..=885_916 => return for_label(&format!("iso-8859-{}", number - 885_900)),
            866 => "ibm866",
            874 => "windows-874",
            932 => "shift_jis",
            936 | 54936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            10000 => "macintosh",
            10007 => "x-mac-cyrillic",
            _ => return None,
        };
        for_label(label)
    }

    /// The text, and whether the bytes are no text in this encoding and were read as Windows-1252.
    ///
    /// In UTF-8 the last character of a `full` cell may be cut.
    pub(super) fn decode(self, bytes: &[u8], full: bool) -> (Cow<'_, str>, bool) {
        match self {
            _ if bytes.is_ascii() => (String::from_utf8_lossy(bytes), false),
            CodePage::Dos(page) => (page.decode(bytes).into(), false),
            CodePage::Web(encoding) if encoding != UTF_8 => {
                (encoding.decode_without_bom_handling(bytes).0, false)
            }
            CodePage::Web(_) => match std::str::from_utf8(bytes) {
                Ok(text) => (text.into(), false),
                Err(error) if full && error.error_len().is_none() => {
                    (String::from_utf8_lossy(&bytes[..error.valid_up_to()]), false)
                }
                Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
            },
        }
    }
}

impl fmt::Display for CodePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CodePage::Web(encoding) => f.write_str(encoding.name()),
            CodePage::Dos(page) => write!(f, "code page {}", page.number),
        }
    }
}

/// An encoding of the web by its label, unless it takes two bytes for ASCII too.
fn for_label(label: &str) -> Option<CodePage> {
    let found = Encoding::for_label(label.as_bytes())?;
    found.is_ascii_compatible().then_some(CodePage::Web(found))
}

/// The encoding that a `.cpg` names, in one of the many ways in which they do.
///
/// `65001`, `UTF8`, `ANSI 1252`, `OEM 850`, `ISO 8859-1`, `8859_1`, `88591`, `IBM437` and their kin: the
/// digits tell, and without digits the name.
pub(super) fn of_label(label: &str) -> Option<CodePage> {
    let label =
        label.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\0' | '\u{feff}'));
    let label = label.to_ascii_lowercase();
    let plain: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    match plain.as_str() {
        "utf8" | "utf8bom" | "utf" | "unicode" | "unicodeutf8" => return Some(CodePage::UTF_8),
        "ansi" | "latin" | "latin1" | "iso88591" | "l1" => return Some(CodePage::WINDOWS_1252),
        // Latin-9 by its number of ISO, and the other numbers that no page of Windows has.
        "latin9" | "latin0" => return CodePage::numbered(885_915),
        _ => {}
    }
    let numbered = digits.parse().ok().and_then(CodePage::numbered);
    numbered.or_else(|| for_label(&label))
}

/// The encoding of a language driver, by the byte in the header of a `.dbf`: `None` for 0, which says
/// nothing; `Some(None)` for a driver whose encoding is not read.
///
/// After the list of the drivers of dBASE and FoxPro; 0x57 is the encoding of Windows itself, in Western
/// Europe.
pub(super) fn of_language(id: u8) -> Option<Option<CodePage>> {
    let number = match id {
        0 => return None,
        0x01 | 0x09 | 0x0B | 0x0D | 0x0F | 0x11 | 0x15 | 0x18 | 0x19 | 0x1B => 437,
        0x02 | 0x0A | 0x0E | 0x10 | 0x12 | 0x14 | 0x16 | 0x1A | 0x1D | 0x25 | 0x37 => 850,
        0x03 | 0x57..=0x59 => 1252,
        0x04 => 10000,
        0x08 | 0x17 | 0x66 => 865,
        0x13 | 0x7B => 932,
        0x1C | 0x6C => 863,
        0x1F | 0x22 | 0x23 | 0x40 | 0x64 | 0x87 => 852,
        0x24 => 860,
        0x26 | 0x65 => 866,
        0x4D | 0x7A => 936,
        0x4E | 0x79 => 949,
        0x4F | 0x78 => 950,
        0x50 | 0x7C => 874,
        0x67 => 861,
        0x7D => 1255,
        0x7E => 1256,
        0x96 => 10007,
        0xC8 => 1250,
        0xC9 => 1251,
        0xCA => 1254,
        0xCB => 1253,
        0xCC => 1257,
        _ => return Some(None),
    };
    Some(CodePage::numbered(number))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::tests::{patch, points, read_folder};
    use super::*;

    /// The first cell of a layer with this `.cpg`, language driver and text, and what was remarked.
    fn read(
        cpg: Option<&str>,
        language: u8,
        cell: &[u8],
    ) -> Result<(String, Vec<&'static str>), String> {
        let folder = points();
        patch(&folder, "a.dbf", 29, &[language]);
        patch(&folder, "a.dbf", -(1 + 3 * 18) + 1, cell);
        if let Some(cpg) = cpg {
            fs::write(folder.path().join("a.CPG"), cpg).unwrap();
        }
        let layer = read_folder(&folder)?;
        let codes = layer.remarks.iter().map(|remark| remark.entry.code).collect();
        Ok((layer.features[0].attributes[0].clone().unwrap(), codes))
    }

    #[track_caller]
    fn check(cpg: Option<&str>, language: u8, cell: &[u8], expected: &str, remarks: &[&str]) {
        let found = read(cpg, language, cell);
        assert_eq!(found, Ok((expected.to_owned(), remarks.to_vec())), "{cpg:?} {language}");
    }

    #[test]
    fn text_is_decoded_as_the_files_say() {
        check(None, 0, b"Caf\xE9    ", "Café", &[]);
        check(None, 0, b"Caf\xC3\xA9   ", "Café", &[]);
        check(Some("65001\r\n"), 0, b" \xC3\xAB     ", " ë", &[]);
        check(Some("utf-8"), 0, b"Lumi\xC3\xA8r\xC3", "Lumièr", &[]);
        check(Some("ANSI 1252"), 0, b"Caf\xE9 \x80  ", "Café €", &[]);
        check(Some("1252"), 0, b"Caf\xE9\0\0\0\0", "Café", &[]);
        check(None, 0x02, b"Itali\x89  ", "Italië", &[]);
        check(None, 0x01, b"Itali\x89  ", "Italië", &[]);
        check(None, 0x64, b"\x9C\xA5      ", "ťą", &[]);
        check(None, 0x57, b"Itali\xEB  ", "Italië", &[]);
        check(None, 0xC8, b"\x9D       ", "ť", &[]);
        check(None, 0x02, b"Haven   ", "Haven", &[]);
    }

    #[test]
    fn the_label_wins_over_the_header_and_a_conflict_is_told() {
        check(Some("UTF-8"), 0x57, b"Caf\xC3\xA9   ", "Café", &["G034"]);
        check(Some("850"), 0x03, b"Itali\x89  ", "Italië", &["G034"]);
        check(Some("ISO-8859-1"), 0x57, b"Itali\xEB  ", "Italië", &[]);
        check(Some("UTF-8"), 0x57, b"Haven   ", "Haven", &[]);
    }

    #[test]
    fn text_that_is_not_in_its_encoding_is_told() {
        check(Some("utf-8"), 0, b"Lumi\xE8re ", "Lumière", &["G034"]);
        check(None, 0x57, b"Caf\xC3\xA9   ", "CafÃ©", &["G034"]);
        check(Some("ISO 88591"), 0, b"Caf\xC3\xA9   ", "CafÃ©", &["G034"]);
    }

    #[test]
    fn an_encoding_that_is_not_read_stops_unless_it_does_not_matter() {
        for (cpg, language) in [(Some("KOI-9000"), 0), (None, 0x68), (Some("utf-16"), 0)] {
            let error = read(cpg, language, b"Itali\x89  ").unwrap_err();
            assert!(error.contains("a.dbf") && error.contains(".cpg"), "{error}");
            check(cpg, language, b"Haven   ", "Haven", &[]);
        }
        check(Some("KOI-9000"), 0x02, b"Itali\x89  ", "Italië", &["G034"]);
        check(Some(""), 0x02, b"Itali\x89  ", "Italië", &[]);
    }

    #[test]
    fn labels_in_all_their_spellings() {
        for (page, labels) in [
            (
                "UTF-8",
                &["UTF-8", "utf8", "UTF_8", "65001", "CP65001", "cp65001", "\u{feff}UTF-8\n"][..],
            ),
            (
                "windows-1252",
                &[
                    "ISO 8859-1",
                    "ISO-8859-1",
                    "ISO8859_1",
                    "8859_1",
                    "88591",
                    "LATIN1",
                    "Latin-1",
                    "1252",
                    "CP1252",
                    "ANSI 1252",
                    "windows-1252",
                    "ansi",
                    "ISO_8859-1:1987",
                    "28591",
                    "\"1252\"",
                    "us-ascii",
                ],
            ),
            (
                "code page 850",
                &["850", "CP850", "IBM850", "OEM 850", "ibm-850", "dos-850", "cp-850"],
            ),
            ("code page 437", &["437", "OEM 437", "IBM437"]),
            ("ISO-8859-15", &["ISO-8859-15", "8859_15", "885915", "latin9", "28605"]),
            ("ISO-8859-2", &["ISO 8859-2", "88592", "latin2", "28592"]),
            ("windows-1250", &["1250", "ANSI 1250"]),
            ("macintosh", &["macintosh", "10000"]),
        ] {
            for label in labels {
                let found = of_label(label).map(|page| page.to_string());
                assert_eq!(found.as_deref(), Some(page), "{label}");
            }
        }
        for label in ["", "OEM", "utf-16", "UTF-16LE", "1200", "koi-9000"] {
            assert_eq!(of_label(label), None, "{label}");
        }
    }
}
