//! The homes that lettings name by a text: an id, or a BAG id.
//!
//! Lettings are far fewer than homes, so their texts go into a table, with a row of bits before it that
//! fits a processor's cache, and the homes pass by it once.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use polars::prelude::{Column, DataFrame, DataType, IdxCa, PolarsResult, StringChunked};
use rayon::prelude::*;

use super::super::AREA;
use super::super::cascade::NO_AREA;
use super::NO_OWNER;

/// Rows that are looked at in one go. Tests have few, and several ranges of them.
const RANGE: usize = if cfg!(test) { 8 } else { 1 << 17 };

/// A letting without a text.
const NONE: u32 = u32::MAX;

/// Owner and area of a home.
type Home = (u32, u32);

/// No home: neither an owner nor an area has this number, and none has [`NO_OWNER`].
const NO_HOME: Home = (NO_OWNER - 1, NO_AREA);

/// The homes of each text among the lettings.
pub(super) struct Homes {
    /// By letting, the one that stands for its text; [`NONE`] without a text.
    heads: Vec<u32>,
    /// By letting that stands for its text, a home with that text.
    first: Vec<AtomicU64>,
    /// Texts with several homes: the letting that stands for it and each home, in ascending order.
    several: Vec<(u32, Home)>,
}

impl Homes {
    /// The first home with the letting's text, where it is the only one; and else all of them.
    fn of_letting(&self, row: usize) -> Result<Option<Home>, &[(u32, Home)]> {
        let Some(&head) = self.heads.get(row) else { return Ok(None) };
        if head == NONE {
            return Ok(None);
        }
        if !self.several.is_empty() {
            let from = self.several.partition_point(|(other, _)| *other < head);
            let through = self.several.partition_point(|(other, _)| *other <= head);
            if through > from {
                return Err(&self.several[from..through]);
            }
        }
        Ok(unpacked(&self.first[head as usize]))
    }

    /// Owner and area of the only home with the letting's text.
    pub(super) fn only_one(&self, row: usize) -> Option<Home> {
        self.of_letting(row).ok().flatten()
    }

    /// The same among the homes of one owner.
    pub(super) fn only_one_of(&self, row: usize, owner: u32) -> Option<Home> {
        match self.of_letting(row) {
            Ok(home) => home.filter(|home| home.0 == owner),
            Err(homes) => {
                let mut own = homes.iter().map(|(_, home)| *home).filter(|home| home.0 == owner);
                let first = own.next();
                first.filter(|_| own.next().is_none())
            }
        }
    }
}

/// Finds the homes whose column of this name holds the text of a letting; their owners are categories.
pub(super) fn homes_by_text(texts: &Column, homes: &DataFrame, name: &str) -> PolarsResult<Homes> {
    let keys = homes.column(name)?;
    if texts.is_full_null() || keys.is_full_null() {
        return Ok(Homes { heads: Vec::new(), first: Vec::new(), several: Vec::new() });
    }
    let texts = texts.cast(&DataType::String)?;
    let texts = texts.str()?.rechunk();
    let (table, heads) = Table::of(&texts);

    let (owners, areas) = (homes.column("corporation")?, homes.column(AREA)?);
    let first: Vec<AtomicU64> =
        (0..texts.len()).into_par_iter().map(|_| AtomicU64::new(packed(NO_HOME))).collect();
    let starts: Vec<usize> = (0..homes.height()).step_by(RANGE).collect();
    let further = starts.into_par_iter().map(|start| {
        let part = |column: &Column| column.slice(start as i64, RANGE);
        let (rows, heads) = table.homes_in(&part(keys), &texts)?;
        let rows = IdxCa::from_vec("".into(), rows);
        let owners = part(owners).take(&rows)?.to_physical_repr().cast(&DataType::UInt32)?;
        let areas = part(areas).take(&rows)?;
        let homes = owners.u32()?.iter().zip(areas.u32()?.iter());
        let homes = homes.map(|(owner, area)| (owner.unwrap_or(NO_OWNER), area.unwrap_or(NO_AREA)));
        // Whichever comes first: the others are put beside it in the end.
        let is_further = |(head, home): &(u32, Home)| {
            let (none, home) = (packed(NO_HOME), packed(*home));
            first[*head as usize].compare_exchange(none, home, Relaxed, Relaxed).is_err()
        };
        PolarsResult::Ok(heads.into_iter().zip(homes).filter(is_further).collect::<Vec<_>>())
    });
    let mut several = further.collect::<PolarsResult<Vec<_>>>()?.concat();
    let mut firsts: Vec<u32> = several.iter().map(|(head, _)| *head).collect();
    firsts.sort_unstable();
    firsts.dedup();
    let firsts =
        firsts.into_iter().filter_map(|head| Some((head, unpacked(&first[head as usize])?)));
    several.extend(firsts);
    several.par_sort_unstable();
    Ok(Homes { heads, first, several })
}

fn packed((owner, area): Home) -> u64 {
    u64::from(owner) << 32 | u64::from(area)
}

fn unpacked(home: &AtomicU64) -> Option<Home> {
    let home = home.load(Relaxed);
    (home != packed(NO_HOME)).then_some(((home >> 32) as u32, home as u32))
}

/// The texts of lettings, each once: an open table, and a row of bits before it.
struct Table {
    /// A part of the hash, and a row with the text; [`FREE`] where there is none.
    slots: Vec<AtomicU64>,
    /// Which hashes occur.
    bits: Vec<AtomicU64>,
}

/// A slot without a text: its row is [`NONE`].
const FREE: u64 = u64::MAX;

impl Table {
    /// The table, and for each row the one that stands for its text, which may be another one from run to
    /// run; [`NONE`] without a text.
    fn of(texts: &StringChunked) -> (Table, Vec<u32>) {
        let n_slots = (2 * texts.len()).next_power_of_two().max(64);
        let words = |count: usize, word: u64| {
            (0..count).into_par_iter().map(|_| AtomicU64::new(word)).collect()
        };
        let table = Table { slots: words(n_slots, FREE), bits: words(n_slots / 8, 0) };
        let mut heads = vec![NONE; texts.len()];
        heads.par_chunks_mut(RANGE).enumerate().for_each(|(at, heads)| {
            let part = texts.slice((at * RANGE) as i64, heads.len());
            for ((text, row), head) in part.iter().zip(at as u32 * RANGE as u32..).zip(heads) {
                if let Some(text) = text {
                    *head = table.enter(text, row, texts);
                }
            }
        });
        (table, heads)
    }

    /// Puts a text into the table where it is not yet; says which row stands for it.
    fn enter(&self, text: &str, row: u32, texts: &StringChunked) -> u32 {
        let hash = hash(text);
        let (word, bit) = self.bit(hash);
        self.bits[word].fetch_or(1 << bit, Relaxed);
        let entry = u64::from(hash as u32) << 32 | u64::from(row);
        loop {
            match self.find(hash, text, texts) {
                Ok(head) => return head,
                Err(slot) => {
                    let put = self.slots[slot].compare_exchange(FREE, entry, Relaxed, Relaxed);
                    // Where another text took the slot meanwhile, there is a next one.
                    if put.is_ok() {
                        return row;
                    }
                }
            }
        }
    }

    /// The rows of a range of homes whose text is in the table, and the letting that stands for it.
    fn homes_in(&self, keys: &Column, texts: &StringChunked) -> PolarsResult<(Vec<u32>, Vec<u32>)> {
        let (mut rows, mut heads, mut first) = (Vec::new(), Vec::new(), 0);
        for keys in keys.str()?.downcast_iter() {
            // First the bits of every home, none waiting for another; then those few that may be there.
            let (mut maybe, mut n_maybe) = (vec![(0, 0); keys.len()], 0);
            for (key, row) in keys.values_iter().zip(0_u32..) {
                let hash = hash(key);
                let (word, bit) = self.bit(hash);
                maybe[n_maybe] = (hash, row);
                n_maybe += (self.bits[word].load(Relaxed) >> bit & 1) as usize;
            }
            for &(hash, row) in &maybe[..n_maybe] {
                if let Some(key) = keys.get(row as usize)
                    && let Ok(head) = self.find(hash, key, texts)
                {
                    rows.push(first + row);
                    heads.push(head);
                }
            }
            first += keys.len() as u32;
        }
        Ok((rows, heads))
    }

    /// The row that stands for the text, or the slot where it would stand.
    fn find(&self, hash: u64, text: &str, texts: &StringChunked) -> Result<u32, usize> {
        let mut slot = (hash >> 32) as usize & (self.slots.len() - 1);
        loop {
            let entry = self.slots[slot].load(Relaxed);
            let (part, row) = ((entry >> 32) as u32, entry as u32);
            if row == NONE {
                return Err(slot);
            }
            if part == hash as u32 && texts.get(row as usize) == Some(text) {
                return Ok(row);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
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
