//! A file below its header, cut into blocks where records end, and the records of a block.

use std::path::Path;

use super::super::error::ReadError;
use super::super::onlooker::Onlooker;
use super::Sizes;
use super::source::Source;

/// The file below its header, cut where records end.
pub(in super::super) struct Blocks<'a> {
    pub(in super::super) path: &'a Path,
    pub(in super::super) source: Source<'a>,
    /// Whether there may be a quote in the block that was given out last.
    pub(in super::super) quoted: bool,
    /// What was read and not yet given out.
    pub(in super::super) rest: Vec<u8>,
    /// Memory for the next blocks.
    pub(in super::super) spare: Vec<Vec<u8>>,
    pub(in super::super) sizes: Sizes,
    pub(in super::super) delimiter: u8,
}

impl Blocks<'_> {
    /// The next blocks; none at the end.
    pub(in super::super) fn several(&mut self, count: usize) -> Result<Vec<Vec<u8>>, ReadError> {
        let mut several = Vec::with_capacity(count);
        while several.len() < count {
            let Some(block) = self.next()? else { break };
            several.push(block);
        }
        Ok(several)
    }

    /// The next block; `None` at the end.
    pub(in super::super) fn next(&mut self) -> Result<Option<Vec<u8>>, ReadError> {
        self.next_before(&())
    }

    /// The same, and the onlooker sees what is read.
    pub(in super::super) fn next_before(
        &mut self,
        onlooker: &dyn Onlooker,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        let Sizes { block, longest } = self.sizes;
        let mut length = block;
        loop {
            self.source.fill(&mut self.rest, length, onlooker)?;
            if self.source.ended && self.rest.len() <= length {
                let last = std::mem::take(&mut self.rest);
                self.quoted = true;
                return Ok((!last.is_empty()).then_some(last));
            }
            let looked_at = length.min(self.rest.len());
            let looked_at = &self.rest[..looked_at];
            self.quoted = memchr::memchr(b'"', looked_at).is_some();
            if let Some(end) = end_of_last_record(looked_at, self.quoted, self.delimiter) {
                let mut rest = self.spare.pop().unwrap_or_default();
                rest.clear();
                rest.extend_from_slice(&self.rest[end..]);
                self.rest.truncate(end);
                return Ok(Some(std::mem::replace(&mut self.rest, rest)));
            }
            if length >= longest {
                return Err(ReadError::Broken {
                    path: self.path.to_owned(),
                    detail: format!(
                        "a row goes on for more than {longest} bytes; a double quote is not closed somewhere"
                    ),
                });
            }
            length = (2 * length).min(longest);
        }
    }
}

/// Just behind the last line end that no quotes hold, in bytes that begin with a record and may have
/// quotes or not.
fn end_of_last_record(bytes: &[u8], quoted: bool, delimiter: u8) -> Option<usize> {
    if !quoted {
        return memchr::memrchr(b'\n', bytes).map(|at| at + 1);
    }
    let mut end = None;
    for_each_record(bytes, delimiter, |_, through, closed| {
        if closed {
            end = Some(through);
        }
    });
    end
}

/// Walks through the records: the bounds of the cells, where the record ends, and whether a line end
/// closes it. A quote opens a quoted cell only where the cell begins (RFC 4180).
pub(in super::super) fn for_each_record(
    bytes: &[u8],
    delimiter: u8,
    mut record: impl FnMut(&[(usize, usize)], usize, bool),
) {
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    let (mut quoted, mut cell, mut start) = (false, 0, 0);
    let mut closed_at = usize::MAX; // just behind a closing quote, which a second one takes back
    for at in memchr::memchr3_iter(delimiter, b'\n', b'"', bytes) {
        match bytes[at] {
            b'"' if quoted => (quoted, closed_at) = (false, at + 1),
            b'"' => quoted = at == cell || at == closed_at,
            _ if quoted => {}
            b'\n' => {
                bounds.push((cell, at));
                record(&bounds, at + 1, true);
                bounds.clear();
                (cell, start) = (at + 1, at + 1);
            }
            _ => {
                bounds.push((cell, at));
                cell = at + 1;
            }
        }
    }
    if start < bytes.len() {
        bounds.push((cell, bytes.len()));
        record(&bounds, bytes.len(), false);
    }
}
