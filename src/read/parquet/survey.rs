//! Whether a Parquet file is what it declares to be, before Polars believes it: the footer, where
//! its columns lie, and how large their pages say that they are. Polars makes room for the numbers
//! that stand there, and a wrong one ends the program.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use super::thrift::{Value, read_struct};

/// Rows or values that a file may hold, whatever its size; nulls take next to no room.
const ROWS_FREE: i64 = 1_000_000;

/// And beyond [`ROWS_FREE`], for each byte of the file.
const ROWS_PER_BYTE: i64 = 8;

/// All pages together may unpack to this, whatever the size of the file.
const FREE: i64 = 256 << 20;

/// And beyond [`FREE`], to this many times its size.
const RATIO: i64 = 200;

/// How long a page header may be; statistics in it hold whole values.
const LONGEST_HEADER: usize = 1 << 20;

/// What is wrong with a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It contradicts itself.
    Broken(&'static str),
    /// It would unpack out of proportion.
    TooLarge,
}

/// Checks the file as a whole.
pub(super) fn survey(file: &mut File) -> io::Result<Result<(), Fault>> {
    let length = file.seek(SeekFrom::End(0))?;
    let Some(footer) = footer(file, length)? else {
        return Ok(Err(Fault::Broken("its end is missing; it was not written or copied whole")));
    };
    let end = length as i64 - footer.len() as i64 - 8;
    let Some((footer, read)) =
        read_struct(&footer).map(|(value, read)| (value, read == footer.len()))
    else {
        return Ok(Err(Fault::Broken("its footer cannot be read")));
    };
    if !read {
        return Ok(Err(Fault::Broken("its footer is longer than what it says")));
    }
    let most = ROWS_FREE + (length as i64).saturating_mul(ROWS_PER_BYTE);
    let mut room = FREE.max((length as i64).saturating_mul(RATIO));
    let rows = footer.whole(3).unwrap_or(-1);
    let mut rows_of_groups = 0_i64;
    for group in footer.list(4) {
        let rows = group.whole(3).unwrap_or(-1);
        if rows < 0 {
            return Ok(Err(Fault::Broken("a group of rows has no length")));
        }
        // A group without rows has no pages, and so no place in the file.
        if rows == 0 {
            continue;
        }
        rows_of_groups = rows_of_groups.saturating_add(rows);
        for column in group.list(1) {
            let Some(chunk) = column.field(3).and_then(|about| Chunk::of(about, end)) else {
                return Ok(Err(Fault::Broken("a column lies outside the file")));
            };
            if chunk.values > most {
                return Ok(Err(Fault::TooLarge));
            }
            if let Err(fault) = chunk.walk(file, &mut room)? {
                return Ok(Err(fault));
            }
        }
    }
    Ok(match () {
        () if rows != rows_of_groups => {
            Err(Fault::Broken("its number of rows is not that of its parts"))
        }
        () if rows > most => Err(Fault::TooLarge),
        () => Ok(()),
    })
}

/// The bytes of the footer; `None` when the file does not end with one.
fn footer(file: &mut File, length: u64) -> io::Result<Option<Vec<u8>>> {
    if length < 12 {
        return Ok(None);
    }
    let mut tail = [0; 8];
    file.seek(SeekFrom::Start(length - 8))?;
    file.read_exact(&mut tail)?;
    let size = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
    if &tail[4..] != b"PAR1" || size > length - 12 {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(length - 8 - size))?;
    let mut footer = Vec::new();
    file.take(size).read_to_end(&mut footer)?;
    Ok(Some(footer))
}

/// One column of one group of rows.
struct Chunk {
    start: i64,
    end: i64,
    values: i64,
}

impl Chunk {
    /// What the footer says of it; `None` when it does not lie before `end`.
    fn of(about: &Value, end: i64) -> Option<Chunk> {
        let values = about.whole(5).filter(|values| *values >= 0)?;
        let size = about.whole(7).filter(|size| *size >= 0)?;
        let data = about.whole(9)?;
        let start = about.whole(11).filter(|start| *start > 0).unwrap_or(data).min(data);
        let last = start.checked_add(size)?;
        (start >= 4 && last <= end && about.whole(6)? >= 0).then_some(Chunk {
            start,
            end: last,
            values,
        })
    }

    /// Follows the pages: each lies within the column, and together they hold what it declares.
    fn walk(&self, file: &mut File, room: &mut i64) -> io::Result<Result<(), Fault>> {
        const PAGES: Fault = Fault::Broken("the pages of a column contradict each other");
        let mut at = self.start;
        let mut values = 0_i64;
        let mut header = Vec::new();
        while at < self.end {
            file.seek(SeekFrom::Start(at as u64))?;
            let Some((page, length)) = page_header(file, self.end - at, &mut header)? else {
                return Ok(Err(PAGES));
            };
            let (unpacked, packed) = (page.whole(2).unwrap_or(-1), page.whole(3).unwrap_or(-1));
            at = at.saturating_add(length as i64).saturating_add(packed);
            if unpacked < 0 || packed < 0 || at > self.end {
                return Ok(Err(PAGES));
            }
            *room = room.saturating_sub(unpacked);
            if *room < 0 {
                return Ok(Err(Fault::TooLarge));
            }
            // Of a page of data, its second form, and a page of the dictionary.
            let held = |field| page.field(field).map(|about| about.whole(1).unwrap_or(-1));
            let data = held(5).or(held(8)).unwrap_or(0);
            if data < 0
                || held(7).is_some_and(|values| !(0..=unpacked.saturating_mul(8)).contains(&values))
            {
                return Ok(Err(PAGES));
            }
            values = values.saturating_add(data);
        }
        Ok(if values == self.values { Ok(()) } else { Err(PAGES) })
    }
}

/// The header of a page and its length; `None` when it cannot be read.
fn page_header(
    file: &mut File,
    left: i64,
    buffer: &mut Vec<u8>,
) -> io::Result<Option<(Value, usize)>> {
    let left = usize::try_from(left).unwrap_or(usize::MAX);
    let mut size = 256;
    loop {
        buffer.clear();
        let start = file.stream_position()?;
        file.by_ref().take(size.min(left) as u64).read_to_end(buffer)?;
        if let Some(read) = read_struct(buffer) {
            return Ok(Some(read));
        }
        if size >= LONGEST_HEADER || size >= left {
            return Ok(None);
        }
        file.seek(SeekFrom::Start(start))?;
        size *= 16;
    }
}
