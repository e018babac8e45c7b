//! A file below its header, cut into blocks where records end.

use super::super::csv::grammar::{Grammar, for_each_record};
use super::super::error::ReadError;
use super::super::onlooker::Onlooker;
use super::Sizes;
use super::source::Source;

/// The file below its header, cut where records end.
pub(in super::super) struct Blocks<'a> {
    pub(in super::super) source: Source<'a>,
    /// Whether there may be a quote in the block that was given out last.
    pub(in super::super) quoted: bool,
    /// What was read and not yet given out.
    pub(in super::super) rest: Vec<u8>,
    /// Memory for the next blocks.
    pub(in super::super) spare: Vec<Vec<u8>>,
    pub(in super::super) sizes: Sizes,
    pub(in super::super) by: Grammar,
    /// Whether the block that was given out last is the beginning of a record without an end.
    pub(in super::super) unfinished: bool,
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
        if self.unfinished {
            return Ok(None);
        }
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
            if let Some(end) = end_of_last_record(looked_at, self.quoted, self.by) {
                let mut rest = self.spare.pop().unwrap_or_default();
                rest.clear();
                rest.extend_from_slice(&self.rest[end..]);
                self.rest.truncate(end);
                return Ok(Some(std::mem::replace(&mut self.rest, rest)));
            }
            if length >= longest {
                self.unfinished = true;
                self.quoted = true;
                return Ok(Some(std::mem::take(&mut self.rest)));
            }
            length = (2 * length).min(longest);
        }
    }
}

/// Just behind the last line end that no quotes hold, in bytes that begin with a record and may have
/// quotes or not.
fn end_of_last_record(bytes: &[u8], quoted: bool, by: Grammar) -> Option<usize> {
    if !quoted || !by.heeds_quotes() {
        return memchr::memrchr(b'\n', bytes).map(|at| at + 1);
    }
    let mut end = None;
    for_each_record(bytes, by, 0, |record| {
        if record.is_closed {
            end = Some(record.through);
        }
    });
    end
}
