//! The texts of lettings, each once, to be looked up by far more homes: an open table, and a row of bits
//! before it that fits a processor's cache.

use std::hint::black_box;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use polars::prelude::StringChunked;
use rayon::prelude::*;

use crate::read::{TextCell, TextKey};

/// Rows that are looked at in one go. Tests have few, and several ranges of them.
pub(super) const RANGE: usize = if cfg!(test) { 8 } else { 1 << 12 };

/// A row without a text.
pub(super) const NONE: u32 = u32::MAX;

/// A slot without a text: its row is [`NONE`].
const FREE: u64 = u64::MAX;

/// Texts by which rows are found.
pub(super) struct TextTable<'a> {
    texts: &'a StringChunked,
    /// The texts as numbers, side by side; see [`number`].
    numbers: Vec<u128>,
    /// A part of the hash, and a row with the text; [`FREE`] where there is none.
    slots: Vec<AtomicU64>,
    /// Which hashes occur.
    bits: Vec<AtomicU64>,
}

impl<'a> TextTable<'a> {
    /// The table of a column, and for each row the one that stands for its text, which may
    /// be another one from run to run; [`NONE`] without a text.
    pub fn of(texts: &'a StringChunked) -> (TextTable<'a>, Vec<u32>) {
        let n_slots = (2 * texts.len()).next_power_of_two().max(64);
        let words = |count: usize, word: u64| {
            (0..count).into_par_iter().map(|_| AtomicU64::new(word)).collect()
        };
        let mut numbers = vec![0; texts.len()];
        numbers.par_chunks_mut(RANGE).with_max_len(4).enumerate().for_each(|(at, numbers)| {
            let part = texts.slice((at * RANGE) as i64, numbers.len());
            numbers.iter_mut().zip(part.iter()).for_each(|(of, text)| *of = text.map_or(0, number));
        });
        let (slots, bits) = (words(n_slots, FREE), words(n_slots / 16, 0));
        let table = TextTable { texts, numbers, slots, bits };
        let mut heads = vec![NONE; texts.len()];
        heads.par_chunks_mut(RANGE).with_max_len(4).enumerate().for_each(|(at, heads)| {
            let part = texts.slice((at * RANGE) as i64, heads.len());
            for ((text, row), head) in part.iter().zip(at as u32 * RANGE as u32..).zip(heads) {
                if let Some(text) = text {
                    *head = table.enter(text, row);
                }
            }
        });
        (table, heads)
    }

    /// Puts a text into the table where it is not yet; says which row stands for it.
    fn enter(&self, text: &str, row: u32) -> u32 {
        let hash = hash(text);
        let (word, bit) = self.bit(hash);
        self.bits[word].fetch_or(1 << bit, Relaxed);
        let entry = u64::from(hash as u32) << 32 | u64::from(row);
        loop {
            match self.find(hash, text) {
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

    /// The places in a column of the texts that are in the table, and the row that stands for each.
    pub fn rows_in(&self, texts: &StringChunked) -> (Vec<u32>, Vec<u32>) {
        let (mut places, mut heads, mut first) = (Vec::new(), Vec::new(), 0);
        for texts in texts.downcast_iter() {
            // First the bits of every text, then the slots of those few that may be there, then what
            // stands for these, and last their texts: within each step none waits for another.
            let (mut maybe, mut n_maybe) = (vec![(0, 0); texts.len()], 0);
            for (view, place) in texts.views().iter().zip(0_u32..) {
                let short = TextKey::of_view(view);
                let hash = short.map_or_else(|| hash(texts.value(place as usize)), hash_of_short);
                let (word, bit) = self.bit(hash);
                maybe[n_maybe] = (hash, place);
                n_maybe += (self.bits[word].load(Relaxed) >> bit & 1) as usize;
            }
            maybe.truncate(n_maybe);
            maybe.retain(|(hash, _)| self.slots[self.slot(*hash)].load(Relaxed) != FREE);
            let stands = |(hash, _): &(u64, u32)| {
                let row = self.slots[self.slot(*hash)].load(Relaxed) as u32;
                self.numbers.get(row as usize).map_or(0, |number| *number as u64)
            };
            black_box(maybe.iter().map(stands).fold(0, u64::wrapping_add));
            for (hash, place) in maybe {
                if let Some(text) = texts.get(place as usize)
                    && let Ok(head) = self.find(hash, text)
                {
                    places.push(first + place);
                    heads.push(head);
                }
            }
            first += texts.len() as u32;
        }
        (places, heads)
    }

    /// The row that stands for the text, or the slot where it would stand.
    fn find(&self, hash: u64, text: &str) -> Result<u32, usize> {
        let number = number(text);
        let mut slot = self.slot(hash);
        loop {
            let entry = self.slots[slot].load(Relaxed);
            let (part, row) = ((entry >> 32) as u32, entry as u32);
            if row == NONE {
                return Err(slot);
            }
            if part == hash as u32
                && self.numbers[row as usize] == number
                && (number != 0 || self.texts.get(row as usize) == Some(text))
            {
                return Ok(row);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// The slot with which the search for a hash begins.
    fn slot(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.slots.len() - 1)
    }

    /// Where the bit of a hash stands: four bits for each slot.
    fn bit(&self, hash: u64) -> (usize, u32) {
        let at = (hash >> 20) as usize & (64 * self.bits.len() - 1);
        (at / 64, at as u32 % 64)
    }
}

/// A short text as a number: its bytes. No two texts have the same one, other than 0, which long ones
/// have, and those that end in the byte 0.
fn number(text: &str) -> u128 {
    let ends_in_zero = text.as_bytes().last() == Some(&0);
    TextCell::from(text).key().filter(|_| !ends_in_zero).map_or(0, |key| key.bytes)
}

/// A hash of a text: folded products of its words of eight bytes, the last two of which may overlap.
fn hash(text: &str) -> u64 {
    if let Some(key) = TextCell::from(text).key() {
        return hash_of_short(key);
    }
    let bytes = text.as_bytes();
    let word = |at: usize| {
        let word = bytes.get(at..at + 8).and_then(|word| word.try_into().ok());
        u64::from_le_bytes(word.unwrap_or_default())
    };
    let (mut seed, mut at) = (bytes.len() as u64 ^ 0x9E37_79B9_7F4A_7C15, 0);
    while at + 16 < bytes.len() {
        seed = folded(word(at) ^ seed, 0x8CB9_2BA7_2F3D_8DD7);
        at += 8;
    }
    folded(word(at) ^ 0xD1B5_4A32_D192_ED03, word(bytes.len() - 8) ^ seed)
}

/// The hash of a short text, as ids are: one folded product.
#[inline]
fn hash_of_short(TextKey { bytes, length }: TextKey) -> u64 {
    let (low, high) = (bytes as u64, (bytes >> 64) as u64);
    folded(low ^ 0xD1B5_4A32_D192_ED03, high ^ length as u64 ^ 0x9E37_79B9_7F4A_7C15)
}

/// Both halves of a product, as one word.
#[inline]
fn folded(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    product as u64 ^ (product >> 64) as u64
}
