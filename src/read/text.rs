//! Bytes to UTF-8 text: byte order mark, UTF-8, and else Windows-1252.

use std::path::Path;

use crate::diagnostics::{Finding, codes};

use super::error::ReadError;

/// The five bytes that Windows-1252 leaves undefined; decoders pass them on without a word.
const UNDEFINED_IN_1252: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// The encoding of a text, as far as it is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextEncoding {
    /// UTF-8 or UTF-16.
    Unicode,
    /// Windows-1252, but for so many lines that are UTF-8 with letters beyond ASCII.
    Windows1252 { utf_8_lines: u64 },
}

impl TextEncoding {
    /// Says that a text was read as Windows-1252, where it was.
    pub fn remark(self) -> Option<Finding> {
        let TextEncoding::Windows1252 { utf_8_lines } = self else { return None };
        let remark = Finding::new(&codes::READ_AS_WINDOWS_1252, "", 1);
        Some(match utf_8_lines {
            0 => remark,
            1 => remark.detail("but for one line that is UTF-8, and is read so"),
            lines => {
                remark.detail(format!("but for {lines} lines that are UTF-8, and are read so"))
            }
        })
    }
}

/// Text as UTF-8 without byte order mark, and its encoding.
///
/// # Errors
/// The bytes are neither UTF-8 nor, as one of them is undefined there, Windows-1252.
pub(super) fn to_utf8(
    path: &Path,
    mut bytes: Vec<u8>,
) -> Result<(Vec<u8>, TextEncoding), ReadError> {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.drain(..3);
    } else if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let (text, _, broken) = encoding_rs::UTF_16LE.decode(&bytes);
        if broken {
            return Err(ReadError::Broken {
                path: path.to_owned(),
                detail: "the UTF-16 text breaks off; save the file as `CSV UTF-8`".to_owned(),
            });
        }
        return Ok((text.into_owned().into_bytes(), TextEncoding::Unicode));
    }
    if is_utf16_without_mark(&bytes) {
        return Err(utf16_without_mark(path));
    }
    if std::str::from_utf8(&bytes).is_ok() {
        return Ok((bytes, TextEncoding::Unicode));
    }
    if let Some(at) = undefined_in(&bytes) {
        return Err(ReadError::Encoding { path: path.to_owned(), at, byte: bytes[at] });
    }
    let (text, utf_8_lines) = decode_lines(&bytes);
    Ok((text, TextEncoding::Windows1252 { utf_8_lines }))
}

/// A text that is not UTF-8 as a whole, line by line as UTF-8 where the line is that, and else as
/// Windows-1252; and how many lines are UTF-8 with letters beyond ASCII. Two files of different
/// encodings that were put one behind the other are read so, each as it was.
///
/// What is UTF-8 with letters beyond ASCII makes no sense as Windows-1252: `Ã©` is `é`.
pub(super) fn decode_lines(bytes: &[u8]) -> (Vec<u8>, u64) {
    let mut text = Vec::with_capacity(bytes.len() + bytes.len() / 16);
    let mut utf_8_lines = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if line.is_ascii() {
            text.extend(line);
        } else if std::str::from_utf8(line).is_ok() {
            text.extend(line);
            utf_8_lines += 1;
        } else {
            let (line, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(line);
            text.extend(line.as_bytes());
        }
    }
    (text, utf_8_lines)
}

/// The place of the first byte that Windows-1252 leaves undefined, in lines that are not UTF-8.
pub(super) fn undefined_in(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if !line.is_ascii()
            && let Some(at) = line.iter().position(|byte| UNDEFINED_IN_1252.contains(byte))
            && std::str::from_utf8(line).is_err()
        {
            return Some(start + at);
        }
        start += line.len();
    }
    None
}

/// Whether nearly every second byte is zero, as in Latin letters of UTF-16. A zero byte elsewhere is told with
/// its row.
pub(super) fn is_utf16_without_mark(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    half > 0 && even.max(odd) * 4 > half * 3 && even.min(odd) * 4 < half
}

pub(super) fn utf16_without_mark(path: &Path) -> ReadError {
    ReadError::Broken {
        path: path.to_owned(),
        detail: "it holds zero bytes, as UTF-16 without a byte order mark does\n  \
                 save the file as `CSV UTF-8`"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str, windows: bool) {
        let (text, encoding) = to_utf8(Path::new("a.csv"), bytes.to_vec()).unwrap();
        let was_windows = encoding != TextEncoding::Unicode;
        assert_eq!((String::from_utf8(text).unwrap().as_str(), was_windows), (expected, windows));
    }

    #[test]
    fn accents_survive_in_every_encoding() {
        check("Lumière".as_bytes(), "Lumière", false);
        check(b"\xEF\xBB\xBFLumi\xC3\xA8re", "Lumière", false);
        check(b"Lumi\xE8re", "Lumière", true);
        check(b"\xFF\xFEL\0\xE8\0", "Lè", false);
        check(b"\xFE\xFF\0L\0\xE8", "Lè", false);
    }

    #[test]
    fn two_encodings_in_one_file_are_each_read_as_they_are() {
        let bytes = b"caf\xC3\xA9\ncaf\xE9\n\xC5\x81\n".to_vec();
        let (text, encoding) = to_utf8(Path::new("a.csv"), bytes).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "café\ncafé\nŁ\n");
        assert_eq!(encoding, TextEncoding::Windows1252 { utf_8_lines: 2 });
    }

    #[test]
    fn utf_16_is_told_from_single_zero_bytes() {
        assert!(is_utf16_without_mark(b"a\0;\0b\0\n\0"));
        assert!(!is_utf16_without_mark(b"a;\0;\0\n1;\0;\0\n"));
        assert!(!is_utf16_without_mark(b"a;b\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
    }

    #[test]
    fn a_byte_that_no_encoding_knows_is_refused_with_its_place() {
        let refused = to_utf8(Path::new("a.csv"), b"ab\x81".to_vec());
        assert!(matches!(refused, Err(ReadError::Encoding { at: 2, byte: 0x81, .. })));
    }
}
