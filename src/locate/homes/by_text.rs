//! The homes that lettings name by a text: an id, or a BAG id.
//!
//! Lettings are far fewer than homes, so their texts go into a table, with a row of bits before it that
//! fits a processor's cache, and the homes pass by it once.

use polars::prelude::{Column, DataFrame, DataType, IdxCa, PolarsResult, StringChunked};
use rayon::prelude::*;

use super::super::AREA;
use super::super::cascade::NO_AREA;
use super::{NO_OWNER, Words};

/// Homes that pass by in one go. Tests have few homes, and several ranges of them.
const RANGE: usize = if cfg!(test) { 8 } else { 1 << 17 };

/// In a table of texts and a list of rows: none.
const NONE: u32 = u32::MAX;

/// The homes of each text among the lettings.
pub(super) struct Homes {
    /// Where the homes of the text of each letting begin and end among `homes`.
    spans: Vec<(u32, u32)>,
    /// Owner and area, in the order of both within one text.
    homes: Vec<(u32, u32)>,
}

impl Homes {
    fn of_letting(&self, row: usize) -> &[(u32, u32)] {
        let Some(&(first, end)) = self.spans.get(row) else { return &[] };
        &self.homes[first as usize..end as usize]
    }

    /// Owner and area of the only home with the letting's text.
    pub(super) fn only_one(&self, row: usize) -> Option<(u32, u32)> {
        match self.of_letting(row) {
            [home] => Some(*home),
            _ => None,
        }
    }

    /// The same among the homes of one owner.
    pub(super) fn only_one_of(&self, row: usize, owner: u32) -> Option<(u32, u32)> {
        let homes = self.of_letting(row);
        let first = homes.partition_point(|home| home.0 < owner);
        match homes[first..] {
            [home] if home.0 == owner => Some(home),
            [home, next, ..] if home.0 == owner && next.0 != owner => Some(home),
            _ => None,
        }
    }
}

/// Finds the homes whose column of this name holds the text of a letting.
pub(super) fn homes_by_text(
    texts: &Column,
    homes: &DataFrame,
    name: &str,
    words: &mut Words,
) -> PolarsResult<Homes> {
    let keys = homes.column(name)?;
    if texts.is_full_null() || keys.is_full_null() {
        return Ok(Homes { spans: Vec::new(), homes: Vec::new() });
    }
    let texts = texts.cast(&DataType::String)?;
    let texts = texts.str()?.rechunk();
    let (table, first_of) = Table::of(&texts);

    let (owners, areas) = (homes.column("corporation")?, homes.column(AREA)?);
    let firsts: Vec<usize> = (0..homes.height()).step_by(RANGE).collect();
    let parts = firsts.into_par_iter().map(|first| {
        let part = |column: &Column| column.slice(first as i64, RANGE);
        let (rows, lettings) = table.homes_in(&part(keys), &texts)?;
        let rows = IdxCa::from_vec("".into(), rows);
        let owners = part(owners).take(&rows)?.cast(&DataType::String)?;
        PolarsResult::Ok((lettings, owners, part(areas).take(&rows)?))
    });
    let parts: Vec<(Vec<u32>, Column, Column)> = parts.collect::<PolarsResult<_>>()?;

    // The homes of one text together: first how many there are of each, then each at its place.
    let mut ends = vec![0_u32; texts.len()];
    parts.iter().flat_map(|(lettings, ..)| lettings).for_each(|&at| ends[at as usize] += 1);
    let mut n_homes = 0;
    for end in &mut ends {
        n_homes += *end;
        *end = n_homes - *end;
    }
    let begins = ends.clone();
    let mut found = vec![(NO_OWNER, NO_AREA); n_homes as usize];
    for (lettings, owners, areas) in &parts {
        let mut last: Option<(&str, u32)> = None;
        for ((&at, owner), area) in
            lettings.iter().zip(owners.str()?.iter()).zip(areas.u32()?.iter())
        {
            let owner = owner.map(|owner| match last {
                Some((same, number)) if same == owner => number,
                _ => {
                    let number = words.number_or_add(owner);
                    last = Some((owner, number));
                    number
                }
            });
            let end = &mut ends[at as usize];
            found[*end as usize] = (owner.unwrap_or(NO_OWNER), area.unwrap_or(NO_AREA));
            *end += 1;
        }
    }
    let spans = |first: &u32| match *first {
        NONE => (0, 0),
        first => (begins[first as usize], ends[first as usize]),
    };
    let spans: Vec<(u32, u32)> = first_of.iter().map(spans).collect();
    let own_first = first_of.iter().zip(0..).filter(|(first, row)| *first == row);
    for (_, row) in own_first {
        let (begin, end) = spans[row as usize];
        found[begin as usize..end as usize].sort_unstable();
    }
    Ok(Homes { spans, homes: found })
}

/// The texts of lettings, each once: an open table of their first rows, and a row of bits before it.
struct Table {
    /// A part of the hash, and the first row with the text; [`NONE`] where there is none.
    slots: Vec<(u32, u32)>,
    /// Which hashes occur.
    bits: Vec<u64>,
}

impl Table {
    /// The table, and for each row the first with its text; [`NONE`] without a text.
    fn of(texts: &StringChunked) -> (Table, Vec<u32>) {
        let n_slots = (2 * texts.len()).next_power_of_two().max(64);
        let mut table = Table { slots: vec![(0, NONE); n_slots], bits: vec![0; n_slots / 8] };
        let all = texts.downcast_iter().flat_map(|chunk| chunk.iter()).zip(0..);
        let first_of = all.map(|(text, row)| {
            let Some(text) = text else { return NONE };
            let hash = hash(text);
            let (word, bit) = table.bit(hash);
            table.bits[word] |= 1 << bit;
            match table.find(hash, text, texts) {
                Ok(first) => first,
                Err(slot) => {
                    table.slots[slot] = (hash as u32, row);
                    row
                }
            }
        });
        let first_of = first_of.collect();
        (table, first_of)
    }

    /// The rows of a range of homes whose text is in the table, and where it stands there.
    fn homes_in(&self, keys: &Column, texts: &StringChunked) -> PolarsResult<(Vec<u32>, Vec<u32>)> {
        let (mut rows, mut lettings, mut first) = (Vec::new(), Vec::new(), 0);
        for keys in keys.str()?.downcast_iter() {
            // First the bits of every home, none waiting for another; then those few that may be there.
            let (mut maybe, mut n_maybe) = (vec![(0, 0); keys.len()], 0);
            for (key, row) in keys.values_iter().zip(0_u32..) {
                let hash = hash(key);
                let (word, bit) = self.bit(hash);
                maybe[n_maybe] = (hash, row);
                n_maybe += (self.bits[word] >> bit & 1) as usize;
            }
            for &(hash, row) in &maybe[..n_maybe] {
                if let Some(key) = keys.get(row as usize)
                    && let Ok(letting) = self.find(hash, key, texts)
                {
                    rows.push(first + row);
                    lettings.push(letting);
                }
            }
            first += keys.len() as u32;
        }
        Ok((rows, lettings))
    }

    /// The first row with the text, or the slot where it would stand.
    fn find(&self, hash: u64, text: &str, texts: &StringChunked) -> Result<u32, usize> {
        let mut slot = (hash >> 32) as usize & (self.slots.len() - 1);
        loop {
            match self.slots[slot] {
                (_, NONE) => return Err(slot),
                (part, row) if part == hash as u32 && texts.get(row as usize) == Some(text) => {
                    return Ok(row);
                }
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }

    /// Where the bit of a hash stands: eight bits for each slot.
    fn bit(&self, hash: u64) -> (usize, u32) {
        let at = (hash >> 20) as usize & (64 * self.bits.len() - 1);
        (at / 64, at as u32 % 64)
    }
}

/// A hash of a text, of few steps for the short ones that ids are: folded products of its words of
/// eight bytes, the last two of which may overlap.
fn hash(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let word = |at: usize| {
        let word = bytes.get(at..at + 8).and_then(|word| word.try_into().ok());
        u64::from_le_bytes(word.unwrap_or_default())
    };
    let folded = |one: u64, other: u64| {
        let product = u128::from(one) * u128::from(other);
        product as u64 ^ (product >> 64) as u64
    };
    let (mut seed, mut at) = (bytes.len() as u64 ^ 0x9E37_79B9_7F4A_7C15, 0);
    if bytes.len() < 8 {
        let small = bytes.iter().fold(0, |small, &byte| small << 8 | u64::from(byte));
        return folded(small ^ 0xD1B5_4A32_D192_ED03, seed);
    }
    while at + 16 < bytes.len() {
        seed = folded(word(at) ^ seed, 0x8CB9_2BA7_2F3D_8DD7);
        at += 8;
    }
    folded(word(at) ^ 0xD1B5_4A32_D192_ED03, word(bytes.len() - 8) ^ seed)
}
