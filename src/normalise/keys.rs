//! Keys that several rows may share, found without a table of all keys.

use foldhash::fast::FixedState;
use polars::prelude::{
    BooleanChunked, Column, DataType, NewChunkedArray, PolarsResult, StringChunked,
};
use polars_core::utils::arrow::array::Array;
use rayon::prelude::*;
use std::hash::BuildHasher;

use crate::read::TextKey;

/// Hashes are put into so many buckets by their first bits.
const BUCKETS: usize = 256;

/// Bits of a hash: eight that choose the bucket, and as many as a bucket keeps.
const BITS: u32 = 40;

/// Rows that are looked at in one go.
const TOGETHER: usize = 1 << 18;

/// Rows whose whole key another row may have too; `None` when there are none. Rows of which a part of
/// the key is null are never among them.
///
/// All rows that do share their key are among them, and hardly any other: keys are told apart by 40
/// bits of their hash. The columns of the key are texts, categories, whole numbers or days.
pub(super) fn doubled(keys: &[Column]) -> PolarsResult<Option<BooleanChunked>> {
    let height = keys.first().map_or(0, Column::len);
    let parts: Vec<Vec<Column>> = (0..height)
        .step_by(TOGETHER)
        .map(|from| keys.iter().map(|key| key.slice(from as i64, TOGETHER)).collect())
        .collect();
    if let [key] = keys
        && rises(key, &parts)
    {
        return Ok(None);
    }
    let scattered: Vec<Vec<Vec<u32>>> = parts
        .par_iter()
        .with_max_len(1)
        .map(|keys| {
            let rows = keys.first().map_or(0, Column::len);
            let room = || Vec::with_capacity(rows / BUCKETS * 5 / 4);
            let mut buckets: Vec<Vec<u32>> = std::iter::repeat_with(room).take(BUCKETS).collect();
            each_hash(keys, |hash| {
                if let Some(hash) = hash {
                    buckets[(hash >> 32) as usize].push(hash as u32);
                }
            })?;
            Ok(buckets)
        })
        .collect::<PolarsResult<_>>()?;
    let repeated: Vec<Vec<u64>> = (0..BUCKETS)
        .into_par_iter()
        .with_max_len(4)
        .map(|bucket| {
            let here = scattered.iter().map(|part| part[bucket].as_slice());
            let twice = repeated(here);
            twice.into_iter().map(|low| ((bucket as u64) << 32) | u64::from(low)).collect()
        })
        .collect();
    drop(scattered);
    let repeated: Vec<u64> = repeated.concat(); // in ascending order
    if repeated.is_empty() {
        return Ok(None);
    }
    let mut near = vec![false; 1 << 16];
    repeated.iter().for_each(|hash| near[(hash & 0xffff) as usize] = true);
    let flags: Vec<Vec<bool>> = parts
        .par_iter()
        .with_max_len(1)
        .map(|keys| {
            let mut flags = Vec::with_capacity(TOGETHER);
            each_hash(keys, |hash| {
                flags.push(hash.is_some_and(|hash| {
                    near[(hash & 0xffff) as usize] && repeated.binary_search(&hash).is_ok()
                }));
            })?;
            Ok(flags)
        })
        .collect::<PolarsResult<_>>()?;
    Ok(Some(BooleanChunked::from_slice("doubled".into(), &flags.concat())))
}

/// Whether each text of a key stands above the one before it, as in most exports: then all differ.
fn rises(key: &Column, parts: &[Vec<Column>]) -> bool {
    if *key.dtype() != DataType::String {
        return false;
    }
    let ends_of = |part: &Vec<Column>| {
        let texts = part[0].str().ok()?;
        if let Some(all_rise) = short_ones_rise(texts) {
            let end = |at: usize| texts.get(at).map(str::to_owned);
            return Some((end(0)?, end(texts.len() - 1)?)).filter(|_| all_rise);
        }
        let mut texts = texts.iter();
        let first = texts.next()??;
        let last = texts.try_fold(first, |last, text| text.filter(|text| *text > last))?;
        Some((first.to_owned(), last.to_owned()))
    };
    let ends: Option<Vec<(String, String)>> =
        parts.par_iter().with_max_len(1).map(ends_of).collect();
    ends.is_some_and(|ends| ends.windows(2).all(|pair| pair[0].1 < pair[1].0))
}

/// The same of texts that are all short; `None` where one is not, or there is none.
fn short_ones_rise(texts: &StringChunked) -> Option<bool> {
    let (mut last, mut all_rise) = (None, true);
    for texts in texts.downcast_iter() {
        if texts.null_count() > 0 {
            return None;
        }
        for view in texts.views().iter() {
            let here = Some(TextKey::of_view(view)?.in_order());
            all_rise &= last < here;
            last = here;
        }
    }
    last.map(|_| all_rise)
}

/// The numbers that occur more than once, in ascending order.
fn repeated<'a>(parts: impl Iterator<Item = &'a [u32]> + Clone) -> Vec<u32> {
    let count: usize = parts.clone().map(<[u32]>::len).sum();
    // Open addressing, at most half full; zero marks a free place.
    let size = (2 * count).next_power_of_two().max(2);
    let mut table = vec![0_u32; size];
    let (mut twice, mut zeros) = (Vec::new(), 0_usize);
    for &hash in parts.flatten() {
        if hash == 0 {
            zeros += 1;
            continue;
        }
        let mut at = hash as usize & (size - 1);
        while table[at] != 0 && table[at] != hash {
            at = (at + 1) & (size - 1);
        }
        if table[at] == hash {
            twice.push(hash);
        }
        table[at] = hash;
    }
    twice.extend((zeros > 1).then_some(0));
    twice.sort_unstable();
    twice.dedup();
    twice
}

/// Tells the hash of each row's key; `None` where a part of it is null.
fn each_hash(keys: &[Column], mut tell: impl FnMut(Option<u64>)) -> PolarsResult<()> {
    let state = FixedState::with_seed(0);
    let first_bits = |hash: u64| hash >> (64 - BITS);
    if let [key] = keys
        && let Ok(texts) = key.str()
    {
        let texts = texts.downcast_iter().flat_map(|chunk| chunk.iter());
        texts.for_each(|text| tell(text.map(|text| first_bits(state.hash_one(text.as_bytes())))));
        return Ok(());
    }
    let numbers: Vec<Column> = keys
        .iter()
        .map(|key| match key.dtype() {
            DataType::String => Ok(key.clone()),
            _ => key.to_physical_repr().cast(&DataType::Int64),
        })
        .collect::<PolarsResult<_>>()?;
    let mut parts: Vec<Box<dyn Iterator<Item = Option<u64>> + '_>> = Vec::new();
    for key in &numbers {
        parts.push(match key.dtype() {
            DataType::String => {
                let texts = key.str()?.iter();
                Box::new(texts.map(|text| text.map(|text| state.hash_one(text.as_bytes()))))
            }
            _ => Box::new(key.i64()?.iter().map(|number| number.map(|n| state.hash_one(n)))),
        });
    }
    for _ in 0..keys.first().map_or(0, Column::len) {
        let mut all = Some(0_u64);
        for part in &mut parts {
            let hash = part.next().flatten();
            all = all.zip(hash).map(|(all, hash)| all.rotate_left(25).wrapping_mul(3) ^ hash);
        }
        tell(all.map(first_bits));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    type Key = (Option<String>, Option<u32>);

    fn columns(keys: &[Key]) -> [Column; 2] {
        let texts: Vec<Option<&str>> = keys.iter().map(|(text, _)| text.as_deref()).collect();
        let numbers: Vec<Option<u32>> = keys.iter().map(|(_, number)| *number).collect();
        [Column::new("text".into(), texts), Column::new("number".into(), numbers)]
    }

    /// The rows whose whole key occurs more than once.
    fn expected(keys: &[Key]) -> Vec<bool> {
        let mut counts: HashMap<&Key, usize> = HashMap::new();
        keys.iter().for_each(|key| *counts.entry(key).or_default() += 1);
        let whole = |key: &Key| key.0.is_some() && key.1.is_some();
        keys.iter().map(|key| whole(key) && counts[key] > 1).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn rows_that_share_their_whole_key_are_found(
            keys in prop::collection::vec(
                (prop::option::of("[a-c]{0,3}"), prop::option::of(0_u32..4)), 0..60)
        ) {
            let found = doubled(&columns(&keys)).unwrap();
            let found: Vec<bool> = match found {
                Some(flags) => flags.iter().flatten().collect(),
                None => vec![false; keys.len()],
            };
            prop_assert_eq!(found, expected(&keys));
        }
    }

    #[test]
    fn texts_in_ascending_order_all_differ() {
        let rises = |texts: &[Option<&str>]| {
            let key = Column::new("text".into(), texts);
            let parts = texts.chunks(2).enumerate();
            let parts: Vec<Vec<Column>> =
                parts.map(|(at, part)| vec![key.slice(2 * at as i64, part.len())]).collect();
            super::rises(&key, &parts)
        };
        assert!(rises(&[Some("a"), Some("ab"), Some("b"), Some("c"), Some("d")]));
        assert!(!rises(&[Some("a"), Some("b"), Some("b"), Some("c")]));
        assert!(!rises(&[Some("a"), Some("c"), Some("b"), Some("d")]));
        assert!(!rises(&[Some("a"), None, Some("b")]));
        assert!(rises(&[Some(""), Some("a"), Some("a\0"), Some("a text of many letters")]));
        assert!(!rises(&[Some("a text of many letters"), Some("a")]));
        assert!(!rises(&[Some("a"), Some("B")]));
        assert!(!rises(&[Some("")].repeat(3)));
    }

    #[test]
    fn numbers_that_occur_twice_are_found_zero_included() {
        let parts: [&[u32]; 2] = [&[0, 7, 3], &[7, 0, 5, 7]];
        assert_eq!(repeated(parts.into_iter()), [0, 7]);
    }

    #[test]
    fn a_text_and_a_category_share_keys_within_one_column_only() {
        let text = Column::new("text".into(), ["a", "b", "a"]);
        let other = Column::new("number".into(), [1_u32, 1, 2]);
        assert!(doubled(&[text.clone(), other]).unwrap().is_none());
        let found = doubled(&[text]).unwrap().unwrap();
        assert_eq!(found.iter().collect::<Vec<_>>(), [Some(true), Some(false), Some(true)]);
    }
}
