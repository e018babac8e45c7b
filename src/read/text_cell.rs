//! A cell of text, and a short one as one number.

use polars_core::utils::arrow::array::View;

/// A cell of text as it stands.
#[derive(Debug, Clone, Copy)]
pub struct TextCell<'a> {
    /// The text in which the cell lies.
    all: &'a str,
    start: usize,
    end: usize,
}

/// A text of at most [`TextKey::MOST`] bytes: two are the same when their texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextKey {
    /// The bytes of the text, the first one lowest, and zeros above the last.
    pub bytes: u128,
    /// How many bytes there are.
    pub length: usize,
}

/// By how many, all bits of so many bytes from the lowest on. A shift of 128 bits takes longer.
pub const LOWEST: [u128; TextKey::MOST + 1] = {
    let mut masks = [0; TextKey::MOST + 1];
    let mut count = 1;
    while count <= TextKey::MOST {
        masks[count] = (masks[count - 1] << 8) | 0xFF;
        count += 1;
    }
    masks
};

impl TextKey {
    /// The most bytes of a text that has a key.
    pub const MOST: usize = 16;

    /// The key of a text that lies in its view, as short ones do: behind the length, and zeros above it
    /// (Arrow columnar format, *variable-size binary view layout*). `None` for a longer one.
    #[inline]
    pub fn of_view(view: &View) -> Option<TextKey> {
        let key = || TextKey { bytes: view.as_u128() >> 32, length: view.length as usize };
        view.is_inline().then(key)
    }

    /// The view of a text that lies in it; `None` for a longer one.
    #[inline]
    pub fn into_view(self) -> Option<View> {
        let TextKey { bytes, length } = self;
        let view = || View {
            length: length as u32,
            prefix: bytes as u32,
            buffer_idx: (bytes >> 32) as u32,
            offset: (bytes >> 64) as u32,
        };
        (length <= View::MAX_INLINE_SIZE as usize).then(view)
    }

    /// The key of a text among those of one array: for a longer one, whose view says where it stands,
    /// the view. Two with the same key are the same text.
    #[inline]
    pub fn within(view: &View) -> TextKey {
        TextKey::of_view(view)
            .unwrap_or(TextKey { bytes: view.as_u128(), length: view.length as usize })
    }

    /// Texts in order: of two with keys, the one that comes first has the smaller number.
    #[inline]
    pub fn in_order(self) -> (u128, usize) {
        (self.bytes.swap_bytes(), self.length)
    }

    /// A place of a table of `2^bits` entries; few different texts mostly have places of their own.
    #[inline]
    pub fn place(self, bits: u32) -> usize {
        let folded = self.bytes as u64 ^ (self.bytes >> 64) as u64;
        // The multiplier of Knuth's multiplicative hashing, for 64 bits.
        (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize
    }
}

impl<'a> TextCell<'a> {
    /// The cell that lies from `start` to `end`.
    #[inline]
    pub(super) fn within(all: &'a str, start: u32, end: u32) -> TextCell<'a> {
        TextCell { all, start: start as usize, end: end as usize }
    }

    /// The text of the cell.
    #[inline]
    pub fn text(self) -> &'a str {
        &self.all[self.start..self.end]
    }

    /// How many bytes the text has.
    #[inline]
    pub fn length(self) -> usize {
        self.end - self.start
    }

    /// The text as a key; `None` for a long one.
    #[inline]
    pub fn key(self) -> Option<TextKey> {
        let length = self.length();
        let mask = LOWEST.get(length)?;
        let chunk = self.all.as_bytes()[self.start..].first_chunk();
        let bytes = chunk.map(|chunk| u128::from_le_bytes(*chunk) & mask);
        Some(TextKey { bytes: bytes.unwrap_or_else(|| self.gathered()), length })
    }

    /// The bytes of the text, the last one highest, and zeros below the first; `None` for a long one.
    #[inline]
    pub fn from_the_end(self) -> Option<u128> {
        let length = self.length();
        let unused = TextKey::MOST.checked_sub(length)?;
        let chunk = self.all.as_bytes()[..self.end].last_chunk();
        let bytes = chunk.map(|chunk| u128::from_le_bytes(*chunk) & !LOWEST[unused]);
        // Twice, as a shift by all bits is none.
        Some(bytes.unwrap_or_else(|| self.gathered() << (4 * unused) << (4 * unused)))
    }

    /// The bytes of a short text, the first one lowest, without any beside them: only near the ends of
    /// what it lies in.
    #[cold]
    #[inline(never)]
    fn gathered(self) -> u128 {
        let text = &self.all.as_bytes()[self.start..self.end];
        let length = text.len();
        let eight = |from: usize| text[from..].first_chunk().copied().map_or(0, u64::from_le_bytes);
        let four = |from: usize| text[from..].first_chunk().copied().map_or(0, u32::from_le_bytes);
        // Where the two parts overlap, both say the same.
        match length {
            0 => 0,
            1..=3 => {
                let byte = |at: usize| u128::from(text[at]) << (8 * at);
                byte(0) | byte(length / 2) | byte(length - 1)
            }
            4..=7 => u128::from(four(0)) | u128::from(four(length - 4)) << (8 * (length - 4)),
            _ => u128::from(eight(0)) | u128::from(eight(length - 8)) << (8 * (length - 8)),
        }
    }
}

impl<'a> From<&'a str> for TextCell<'a> {
    #[inline]
    fn from(all: &'a str) -> TextCell<'a> {
        TextCell { all, start: 0, end: all.len() }
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::{NewChunkedArray, StringChunked};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_key_tells_the_text_whatever_lies_behind_it(text in "[a-cé\0]{0,16}", behind in "[a-z\0]{0,20}") {
            let alone = TextCell::from(text.as_str());
            let together = format!("{text}{behind}");
            let within = TextCell::within(&together, 0, text.len() as u32);
            prop_assert_eq!(within.text(), text.as_str());
            prop_assert_eq!(within.key(), alone.key());
            match alone.key() {
                Some(key) => {
                    let bytes = key.bytes.to_le_bytes();
                    prop_assert_eq!(&bytes[..key.length], text.as_bytes());
                    prop_assert!(bytes[key.length..].iter().all(|byte| *byte == 0));
                    let unused = 8 * (TextKey::MOST - key.length) as u32;
                    let from_the_end = key.bytes.checked_shl(unused).unwrap_or(0);
                    prop_assert_eq!(alone.from_the_end(), Some(from_the_end));
                    let before = format!("{behind}{text}{behind}");
                    let (start, end) = (behind.len(), behind.len() + text.len());
                    let within = TextCell::within(&before, start as u32, end as u32);
                    prop_assert_eq!(within.from_the_end(), Some(from_the_end));
                    prop_assert!(key.place(6) < 64);
                }
                None => prop_assert!(text.len() > TextKey::MOST),
            }
        }

        #[test]
        fn keys_are_in_the_order_of_their_texts(one in "[a-cé\0]{0,8}", other in "[a-cé\0]{0,8}") {
            let in_order = |text: &str| TextCell::from(text).key().unwrap().in_order();
            prop_assert_eq!(in_order(&one).cmp(&in_order(&other)), one.cmp(&other));
        }

        #[test]
        fn a_view_has_the_key_of_its_text(texts in prop::collection::vec("[a-cé\0]{0,20}", 1..5)) {
            let column = StringChunked::from_slice("t".into(), &texts);
            let views = column.downcast_iter().flat_map(|texts| texts.views().iter());
            for (text, view) in texts.iter().zip(views) {
                let short = TextCell::from(text.as_str()).key().filter(|key| key.length <= 12);
                prop_assert_eq!(TextKey::of_view(view), short);
                let made = TextCell::from(text.as_str()).key().and_then(TextKey::into_view);
                prop_assert_eq!(made, short.map(|_| *view));
            }
            let views = column.downcast_iter().flat_map(|texts| texts.views().iter());
            let keyed: Vec<(TextKey, &String)> = views.map(TextKey::within).zip(&texts).collect();
            for (key, text) in &keyed {
                prop_assert!(keyed.iter().all(|(other, of)| key != other || of == text));
            }
        }
    }
}
