//! The bytes of a file piece by piece, as text whose encoding is known at the end.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use encoding_rs::{CoderResult, Decoder, UTF_16LE, WINDOWS_1252};

use super::super::error::ReadError;
use super::super::onlooker::Onlooker;
use super::super::text::UNDEFINED_IN_1252;

/// Bytes that are read and shown at a time: they stay near the processor until they were seen.
const STEP: usize = 512 << 10;

/// The bytes of a file behind its byte order mark; UTF-16 comes out as UTF-8.
pub(in super::super) struct Source<'a> {
    path: &'a Path,
    file: File,
    utf_16: Option<Decoder>,
    /// How much of the file was read.
    place: u64,
    pub(super) ended: bool,
}

impl Source<'_> {
    pub(super) fn open(path: &Path) -> Result<Source<'_>, ReadError> {
        let open = |source| ReadError::Open { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(open)?;
        let mut mark = Vec::new();
        (&mut file).take(3).read_to_end(&mut mark).map_err(open)?;
        let utf_16 = mark.starts_with(&[0xFF, 0xFE]) || mark.starts_with(&[0xFE, 0xFF]);
        if utf_16 || mark != [0xEF, 0xBB, 0xBF] {
            file = File::open(path).map_err(open)?;
        }
        let place = file.stream_position().map_err(open)?;
        let utf_16 = utf_16.then(|| UTF_16LE.new_decoder()); // heeds the mark of either order
        Ok(Source { path, file, utf_16, place, ended: false })
    }

    /// Reads on until `buffer` holds at least `length` bytes or the file ends. The onlooker sees what
    /// is read, unless it becomes other bytes.
    pub(super) fn fill(
        &mut self,
        buffer: &mut Vec<u8>,
        length: usize,
        onlooker: &dyn Onlooker,
    ) -> Result<(), ReadError> {
        while buffer.len() < length && !self.ended {
            buffer.reserve(length - buffer.len());
            let more = (length - buffer.len()).min(STEP) as u64;
            let open = |source| ReadError::Open { path: self.path.to_owned(), source };
            let Some(decoder) = &mut self.utf_16 else {
                let read = (&mut self.file).take(more).read_to_end(buffer).map_err(open)?;
                self.ended = read == 0;
                onlooker.sees(self.path, self.place, &buffer[buffer.len() - read..]);
                self.place += read as u64;
                continue;
            };
            let mut raw = Vec::new();
            let read = (&mut self.file).take(more).read_to_end(&mut raw).map_err(open)?;
            self.ended = read == 0;
            let mut text = String::with_capacity(3 * raw.len() + 16); // as much as it can become
            let (result, _, broken) = decoder.decode_to_string(&raw, &mut text, self.ended);
            debug_assert_eq!(result, CoderResult::InputEmpty);
            if broken {
                return Err(ReadError::Broken {
                    path: self.path.to_owned(),
                    detail: "the UTF-16 text breaks off; save the file as `CSV UTF-8`".to_owned(),
                });
            }
            buffer.extend(text.as_bytes());
        }
        Ok(())
    }
}

/// What was seen of the encoding.
#[derive(Default)]
pub(in super::super) struct Seen {
    pub(super) length: usize,
    no_utf8: bool,
    /// Place and value of the first byte that Windows-1252 leaves undefined.
    undefined: Option<(usize, u8)>,
}

impl Seen {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        if !bytes.is_ascii() {
            self.no_utf8 |= std::str::from_utf8(bytes).is_err();
            let found = bytes.iter().position(|byte| UNDEFINED_IN_1252.contains(byte));
            let found = found.map(|at| (self.length + at, bytes[at]));
            self.undefined = self.undefined.or(found);
        }
        self.length += bytes.len();
    }

    /// Adds what was seen of the block that ends where this ends.
    pub(super) fn take_over(&mut self, block: &Seen) {
        self.no_utf8 |= block.no_utf8;
        let start = self.length - block.length;
        let found = block.undefined.map(|(at, byte)| (start + at, byte));
        self.undefined = self.undefined.or(found);
    }

    /// Text as UTF-8, and whether the file was taken for Windows-1252.
    pub(super) fn decode(&self, path: &Path, kept: Vec<u8>) -> Result<(Vec<u8>, bool), ReadError> {
        match (self.no_utf8, self.undefined) {
            (false, _) => Ok((kept, false)),
            (true, Some((at, byte))) => {
                Err(ReadError::Encoding { path: path.to_owned(), at, byte })
            }
            (true, None) => {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(&kept);
                Ok((text.into_owned().into_bytes(), true))
            }
        }
    }
}
