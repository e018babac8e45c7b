//! Whether a workbook unpacks in proportion. Every part is unpacked once, to nowhere, before anything
//! is kept; the sizes that the zip declares are not believed.

use std::io::{self, BufRead, BufReader, Read, Seek, Write};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::package::{is_xml, plain, reader};

/// All parts together may unpack to this many bytes, whatever the size of the file.
const FREE: u64 = 32 << 20;

/// Beyond [`FREE`], to this many times the file's size. Sheets shrink to a tenth or a twentieth.
const RATIO: u64 = 100;

/// And never to more than this.
const MOST: u64 = 4 << 30;

/// The list of texts is held in memory: beyond [`FREE`] it may unpack to this many times the file's
/// size, and beyond [`TEXTS_FREE`] hold a text for each byte of the file.
const RATIO_OF_TEXTS: u64 = 20;
const TEXTS_FREE: u64 = 1 << 20;

/// The longest stretch of XML between two `<`; a cell of Excel has at most 32,767 letters.
const LONGEST_TEXT: usize = 4 << 20;

/// What is wrong with a workbook's size.
pub(super) enum Weight {
    TooLarge,
    /// It holds fewer texts than it says, for which room would be made.
    Contradiction,
    /// A part cannot be unpacked, or its checksum is another than the zip says.
    Damaged(String),
}

/// Weighs the parts of a zip of so many bytes.
pub(super) fn weigh<R: Read + Seek>(zip: &mut ZipArchive<R>, packed: u64) -> Result<(), Weight> {
    let within = |ratio: u64| packed.saturating_mul(ratio).clamp(FREE, MOST);
    let mut left = within(RATIO);
    for at in 0..zip.len() {
        let part = zip.by_index(at);
        let part = part.map_err(|error| Weight::Damaged(format!("part {} ({error})", at + 1)))?;
        let name = plain(part.name().unwrap_or_default().as_ref());
        let is_texts = name.ends_with("sharedstrings.xml");
        let most = if is_texts { left.min(within(RATIO_OF_TEXTS)) } else { left };
        let mut counted = Counted { inner: part, read: 0, most };
        let mut stretch = Stretch::default();
        // To its end, where its checksum is compared.
        let copied = io::copy(&mut counted, &mut stretch);
        let read = counted.read;
        drop(counted);
        if read == most || (is_xml(&name) && stretch.longest > LONGEST_TEXT) {
            return Err(Weight::TooLarge);
        }
        left -= read;
        // What is no XML, such as a picture, is not read.
        if let Err(error) = copied
            && is_xml(&name)
        {
            return Err(Weight::Damaged(format!("{name} ({error})")));
        }
        if is_texts {
            let (declared, count) =
                zip.by_index(at).map(|part| texts(BufReader::new(part))).unwrap_or_default();
            if count > packed.max(TEXTS_FREE) {
                return Err(Weight::TooLarge);
            }
            if declared > read.max(TEXTS_FREE) {
                return Err(Weight::Contradiction);
            }
        }
    }
    Ok(())
}

/// The largest number that the list of texts names as its length, and how many it holds.
fn texts(part: impl BufRead) -> (u64, u64) {
    let mut xml = reader(part);
    let mut buffer = Vec::new();
    let (mut declared, mut count) = (0, 0);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "si" => count += 1,
            Ok(Event::Start(element)) if element.local_name().as_ref() == "sst" => {
                for attribute in element.attributes().with_checks(false).flatten() {
                    if attribute.key.as_ref().ends_with("uniqueCount") {
                        let said = attribute.value.trim().parse().unwrap_or(u64::MAX);
                        declared = said.max(declared);
                    }
                }
            }
            Ok(Event::Eof) | Err(_) => return (declared, count),
            Ok(_) => {}
        }
    }
}

/// Takes text to nowhere, and measures the longest stretch between two `<`.
#[derive(Default)]
struct Stretch {
    here: usize,
    longest: usize,
}

impl Write for Stretch {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut from = 0;
        for at in memchr::memchr_iter(b'<', bytes) {
            self.longest = self.longest.max(self.here + at - from);
            (self.here, from) = (0, at);
        }
        self.here += bytes.len() - from;
        self.longest = self.longest.max(self.here);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Counts what is read, and ends after so many bytes.
struct Counted<R> {
    inner: R,
    read: u64,
    most: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.most - self.read).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.inner.read(&mut buffer[..room])?;
        self.read += read as u64;
        Ok(read)
    }
}
