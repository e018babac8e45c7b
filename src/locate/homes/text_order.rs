//! The texts of lettings in ascending order, each once, to be passed by homes whose texts rise too: the
//! place of one home's text then tells that of the next.

use polars::prelude::StringChunked;
use polars_core::utils::arrow::array::View;
use rayon::prelude::*;

use super::text_table::{NONE, RANGE};

/// Places at which the texts of homes are looked at before they are said to rise.
const SAMPLES: usize = 64;

/// Of so many texts one may stand below the one before it: to find its place takes a search.
const SELDOM: usize = 32;

/// Short texts in ascending order; see [`number`].
pub(super) struct TextOrder(Vec<u128>);

impl TextOrder {
    /// The texts of a column in order, and for each row the place of its text among them; [`NONE`]
    /// without a text. `None` where a text is too long, or has no number of its own.
    pub fn of(texts: &StringChunked) -> Option<(TextOrder, Vec<u32>)> {
        let starts: Vec<usize> = (0..texts.len()).step_by(RANGE).collect();
        let parts = starts.into_par_iter().with_max_len(4).map(|start| {
            let part = texts.slice(start as i64, RANGE);
            let (mut numbers, mut first) = (Vec::with_capacity(part.len()), start as u32);
            for texts in part.downcast_iter() {
                for (view, row) in texts.views().iter().zip(0..) {
                    if texts.get(row as usize).is_some() {
                        let own = number(view).filter(|number| is_of(*number, view));
                        numbers.push(own? | u128::from(first + row));
                    }
                }
                first += texts.len() as u32;
            }
            Some(numbers)
        });
        let mut numbers = parts.collect::<Option<Vec<Vec<u128>>>>()?.concat();
        numbers.par_sort_unstable();
        let (mut places, mut n_texts) = (vec![NONE; texts.len()], 0);
        for at in 0..numbers.len() {
            let (number, row) = (numbers[at] & !u128::from(u32::MAX), numbers[at] as u32);
            if n_texts == 0 || numbers[n_texts - 1] != number {
                numbers[n_texts] = number;
                n_texts += 1;
            }
            places[row as usize] = n_texts as u32 - 1;
        }
        numbers.truncate(n_texts);
        Some((TextOrder(numbers), places))
    }

    /// The places in a column of the texts that are in the order, and the place of each in the order.
    pub fn rows_in(&self, texts: &StringChunked) -> (Vec<u32>, Vec<u32>) {
        let (mut rows, mut heads, mut first) = (Vec::new(), Vec::new(), 0);
        let (mut place, mut below, mut above) = (0, 0, 0);
        for texts in texts.downcast_iter() {
            for (view, row) in texts.views().iter().zip(0_u32..) {
                let Some(number) = number(view) else { continue };
                // Mostly a text stands between the same two as the one before it.
                if number <= below || above < number {
                    place = self.place(number, place);
                    below = place.checked_sub(1).map_or(0, |before| self.0[before]);
                    above = self.0.get(place).copied().unwrap_or(u128::MAX);
                }
                if above == number && is_of(number, view) && texts.get(row as usize).is_some() {
                    rows.push(first + row);
                    heads.push(place as u32);
                }
            }
            first += texts.len() as u32;
        }
        (rows, heads)
    }

    /// How many numbers are below this one; hardly ever less, and mostly hardly more, than `near`.
    fn place(&self, number: u128, near: usize) -> usize {
        let is_below = |other: &u128| *other < number;
        if near > 0 && !is_below(&self.0[near - 1]) {
            return self.0[..near].partition_point(is_below);
        }
        let (mut from, mut step) = (near, 1);
        while self.0.get(from + step - 1).is_some_and(is_below) {
            from += step;
            step *= 2;
        }
        let through = self.0.len().min(from + step);
        from + self.0[from..through].partition_point(is_below)
    }
}

/// Whether the texts of a column mostly stand above the one before them, as in most exports.
pub(super) fn mostly_rise(texts: &StringChunked) -> bool {
    let apart = (texts.len() / SAMPLES).max(RANGE);
    let (mut looked_at, mut falling) = (0, 0);
    for start in (0..texts.len()).step_by(apart) {
        let sample = texts.slice(start as i64, SELDOM);
        let (mut texts, mut next) = (sample.iter(), sample.iter().skip(1));
        while let (Some(one), Some(other)) = (texts.next(), next.next()) {
            looked_at += 1;
            falling += usize::from(other < one);
        }
    }
    falling * SELDOM <= looked_at
}

/// A text that lies in its view as a number with 32 bits to spare: its bytes, the first one highest, and
/// zeros behind them. Texts are in the order of their numbers. `None` for a longer one.
#[inline]
fn number(view: &View) -> Option<u128> {
    // The length, which stands first, leaves at the top.
    view.is_inline().then(|| view.as_u128().swap_bytes() << 32)
}

/// Whether the text of a view is the one that has this number and does not end in a zero.
fn is_of(number: u128, view: &View) -> bool {
    match number {
        0 => view.length == 0,
        _ => 16 - number.trailing_zeros() / 8 == view.length,
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::NewChunkedArray;
    use proptest::prelude::*;

    use super::*;

    type Texts = Vec<Option<String>>;

    fn texts(most: usize) -> impl Strategy<Value = (Texts, bool)> {
        let text = prop::option::weighted(0.9, "[a-c\u{e9}]{0,4}|[ab]{11,14}|[ab]\0{0,2}");
        (prop::collection::vec(text, 0..most), any::<bool>()).prop_map(|(mut texts, sorted)| {
            if sorted {
                texts.sort();
            }
            (texts, sorted)
        })
    }

    fn column(texts: &[Option<String>], chunk: usize) -> StringChunked {
        let parts = texts.chunks(chunk).map(|part| {
            StringChunked::from_iter_options("t".into(), part.iter().map(Option::as_deref))
        });
        let whole = parts.reduce(|mut all, part| {
            all.append_owned(part).unwrap();
            all
        });
        whole.unwrap_or_else(|| StringChunked::from_slice("t".into(), &[] as &[&str]))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn rows_are_found_by_their_text_in_any_order(
            (lettings, _) in texts(40), (homes, rising) in texts(40), chunk in 1_usize..20,
        ) {
            let has_no_number = |text: &String| text.len() > 12 || text.ends_with('\0');
            let (named, keys) = (column(&lettings, chunk), column(&homes, chunk));
            let Some((order, heads)) = TextOrder::of(&named) else {
                prop_assert!(lettings.iter().flatten().any(has_no_number));
                return Ok(());
            };
            prop_assert!(!lettings.iter().flatten().any(has_no_number));
            let distinct: std::collections::BTreeSet<&String> = lettings.iter().flatten().collect();
            let distinct: Vec<&String> = distinct.into_iter().collect();
            let place = |text: &Option<String>| {
                text.as_ref().and_then(|text| distinct.binary_search(&text).ok())
            };
            let expected: Vec<u32> =
                lettings.iter().map(|text| place(text).map_or(NONE, |place| place as u32)).collect();
            prop_assert_eq!(heads, expected);
            let (rows, heads) = order.rows_in(&keys);
            let expected = homes.iter().zip(0_u32..);
            let expected: Vec<(u32, u32)> =
                expected.filter_map(|(text, row)| Some((row, place(text)? as u32))).collect();
            prop_assert_eq!(rows.into_iter().zip(heads).collect::<Vec<_>>(), expected);
            prop_assert!(!rising || homes.contains(&None) || mostly_rise(&keys));
        }
    }

    #[test]
    fn texts_that_mostly_fall_are_told() {
        let ids = |number: fn(usize) -> usize| {
            let ids: Vec<_> = (0..3000).map(|row| Some(format!("{:05}", number(row)))).collect();
            mostly_rise(&column(&ids, 700))
        };
        assert!(ids(|row| row));
        assert!(ids(|row| row + 40 * (row / 500 % 2)));
        assert!(!ids(|row| 3000 - row));
        assert!(!ids(|row| row * 7919 % 3001));
    }
}
