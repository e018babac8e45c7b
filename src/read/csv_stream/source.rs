//! The bytes of a file piece by piece, as text whose encoding is known at the end.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use encoding_rs::{CoderResult, Decoder, UTF_16LE};

use super::super::csv::mend::{ends_on_return, returns_to_line_ends};
use super::super::error::ReadError;
use super::super::onlooker::Onlooker;
use super::super::text::{TextEncoding, decode_lines, undefined_in};

/// Bytes that are read and shown at a time: they stay near the processor until they were seen.
const STEP: usize = 512 << 10;

/// The bytes of a file behind its byte order mark; UTF-16 comes out as UTF-8.
pub(in super::super) struct Source<'a> {
    path: &'a Path,
    file: File,
    utf_16: Option<Decoder>,
    /// How much of the file was read.
    place: u64,
    /// Whether rows end on a lone carriage return, which comes out as a line feed.
    ends_on_return: bool,
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
        Ok(Source { path, file, utf_16, place, ends_on_return: false, ended: false })
    }

    /// Looks at the start of the text for what ends its lines.
    pub(super) fn tell_line_ends(&mut self, start: &mut [u8]) {
        self.ends_on_return = ends_on_return(start);
        if self.ends_on_return {
            returns_to_line_ends(start);
        }
    }

    /// Reads on until `buffer` holds at least `length` bytes or the file ends. The onlooker sees what
    /// is read, unless it becomes other bytes.
    pub(super) fn fill(
        &mut self,
        buffer: &mut Vec<u8>,
        length: usize,
        onlooker: &dyn Onlooker,
    ) -> Result<(), ReadError> {
        let before = buffer.len();
        self.fill_as_it_is(buffer, length, onlooker)?;
        if self.ends_on_return {
            returns_to_line_ends(&mut buffer[before..]);
        }
        Ok(())
    }

    fn fill_as_it_is(
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
        if !bytes.is_ascii() && std::str::from_utf8(bytes).is_err() {
            self.no_utf8 = true;
            let found = undefined_in(bytes).map(|at| (self.length + at, bytes[at]));
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

    /// Text as UTF-8, and its encoding.
    pub(super) fn decode(
        &self,
        path: &Path,
        kept: Vec<u8>,
    ) -> Result<(Vec<u8>, TextEncoding), ReadError> {
        match (self.no_utf8, self.undefined) {
            (false, _) => Ok((kept, TextEncoding::Unicode)),
            (true, Some((at, byte))) => {
                Err(ReadError::Encoding { path: path.to_owned(), at, byte })
            }
            (true, None) => {
                let (text, utf_8_lines) = decode_lines(&kept);
                Ok((text, TextEncoding::Windows1252 { utf_8_lines }))
            }
        }
    }
}
