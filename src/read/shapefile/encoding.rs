//! Encodings of text in a `.dbf`, as its `.cpg` or its own header names them.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The encoding that a `.cpg` names, in one of the many ways in which they do.
pub(super) fn of_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    let digits: String = label.chars().filter(char::is_ascii_digit).collect();
    match digits.as_str() {
        "65001" => Some(UTF_8),
        "1252" | "28591" | "88591" => Some(WINDOWS_1252),
        "885915" | "28605" => Some(encoding_rs::ISO_8859_15),
        _ => Encoding::for_label(label.as_bytes()),
    }
}

/// The encoding that a `.dbf` itself names, of those that occur in the Netherlands.
pub(super) fn of_language(id: u8) -> Option<&'static Encoding> {
    match id {
        0x03 | 0x57..=0x59 => Some(WINDOWS_1252),
        _ => None,
    }
}

/// Text that is said to be UTF-8 and is not is Windows-1252, unless its last
/// character was cut to fit a `full` cell.
pub(super) fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding, full: bool) -> Cow<'a, str> {
    if encoding != UTF_8 {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) if full && error.error_len().is_none() => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()])
        }
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::tests::{patch, points, read_folder};

    #[test]
    fn text_is_decoded_as_the_files_say() {
        let cases: [(Option<&str>, u8, &[u8], &str); 10] = [
            (None, 0, b"Caf\xE9    ", "Café"),
            (None, 0, b"Caf\xC3\xA9   ", "Café"),
            (None, 0x57, b"Caf\xC3\xA9   ", "CafÃ©"),
            (Some("UTF-8"), 0x57, b"Caf\xC3\xA9   ", "Café"),
            (Some("65001\r\n"), 0, b" \xC3\xAB     ", " ë"),
            (Some("utf-8"), 0, b"Lumi\xE8re ", "Lumière"),
            (Some("utf-8"), 0, b"Lumi\xC3\xA8r\xC3", "Lumièr"),
            (Some("ANSI 1252"), 0, b"Caf\xE9 \x80  ", "Café €"),
            (Some("ISO 88591"), 0, b"Caf\xC3\xA9   ", "CafÃ©"),
            (Some("1252"), 0, b"Caf\xE9\0\0\0\0", "Café"),
        ];
        for (cpg, language, cell, expected) in cases {
            let folder = points();
            patch(&folder, "a.dbf", 29, &[language]);
            patch(&folder, "a.dbf", -(1 + 3 * 18) + 1, cell);
            if let Some(cpg) = cpg {
                fs::write(folder.path().join("a.CPG"), cpg).unwrap();
            }
            let layer = read_folder(&folder).unwrap();
            assert_eq!(layer.features[0].attributes[0].as_deref(), Some(expected), "{cpg:?}");
        }
    }
}
