//! Bytes to UTF-8 text: byte order mark, UTF-8, and else Windows-1252.

use std::path::Path;

use super::error::ReadError;

/// The five bytes that Windows-1252 leaves undefined; decoders pass them on without a word.
pub(super) const UNDEFINED_IN_1252: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// Text as UTF-8 without byte order mark, and whether it was taken for Windows-1252.
///
/// # Errors
/// The bytes are neither UTF-8 nor, as one of them is undefined there, Windows-1252.
pub(super) fn to_utf8(path: &Path, mut bytes: Vec<u8>) -> Result<(Vec<u8>, bool), ReadError> {
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
        return Ok((text.into_owned().into_bytes(), false));
    }
    if bytes.iter().take(4096).any(|&byte| byte == 0) {
        return Err(ReadError::Broken {
            path: path.to_owned(),
            detail: "it holds zero bytes, as UTF-16 without a byte order mark does\n  \
                     save the file as `CSV UTF-8`"
                .to_owned(),
        });
    }
    if std::str::from_utf8(&bytes).is_ok() {
        return Ok((bytes, false));
    }
    if let Some(at) = bytes.iter().position(|byte| UNDEFINED_IN_1252.contains(byte)) {
        return Err(ReadError::Encoding { path: path.to_owned(), at, byte: bytes[at] });
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    Ok((text.into_owned().into_bytes(), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str, windows: bool) {
        let (text, was_windows) = to_utf8(Path::new("a.csv"), bytes.to_vec()).unwrap();
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
    fn a_byte_that_no_encoding_knows_is_refused_with_its_place() {
        let refused = to_utf8(Path::new("a.csv"), b"ab\x81".to_vec());
        assert!(matches!(refused, Err(ReadError::Encoding { at: 2, byte: 0x81, .. })));
    }
}
