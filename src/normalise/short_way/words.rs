//! Columns of few different texts: each text is read once for the whole file, and a row keeps the
//! number of its text.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::fast::FixedState;
use polars::prelude::{BooleanChunked, Column, DataType, IntoColumn, PolarsResult, StringChunked};
use polars_core::utils::arrow::array::Array;

use crate::model::schema::Kind;
use crate::read::{TextCell, TextKey, is_citizen_number};

use super::super::fields::in_known_words;
use super::super::read_column::Evidence;
use super::super::roof;
use super::super::text::clean;
use super::super::totals::is_total;
use super::super::typing::type_column;
use super::plain_text::trimmed;
use super::rows::Rows;
use super::way::Way;

/// A column of more texts than this is no column of words.
const MOST_WORDS: usize = 1000;

/// New words that are looked up together.
const TOGETHER: usize = 64;

/// Words looked for without the table, as a power of two: as many as there are states, labels and
/// answers.
const AT_HAND: u32 = 6;

/// The texts of one column of a file, and what each was read as.
pub(super) struct Dictionary<'a> {
    way: Way<'a>,
    words: Mutex<Words>,
    /// Memory for the numbers of the rows of a piece, which serves the next one.
    spare: Mutex<Vec<Vec<u32>>>,
}

#[derive(Default)]
struct Words {
    numbers: HashMap<String, u32>,
    /// What each was read as, as text.
    meanings: Vec<Option<String>>,
    /// Words that stand for an empty cell.
    empty: Vec<bool>,
    /// Words that the full reading has something to say about.
    odd: Vec<bool>,
}

impl Words {
    /// Reads words that are not known yet. `None` as for [`Dictionary::look_up`].
    fn learn(&mut self, new: &[&str], way: &Way<'_>) -> Option<()> {
        let known = self.meanings.len();
        if known + new.len() > MOST_WORDS || new.iter().any(|text| is_total(text)) {
            return None;
        }
        let cells = Column::new(way.name.into(), new);
        // A cross is read as an answer here; what all words prove of it is asked at the end.
        let of_column = Evidence { answers: true, ..Evidence::default() };
        let read = type_column(way.name, &cells, way.kind, way.form, &of_column).ok()?;
        if read.stop.is_some() {
            return None;
        }
        let meanings = read.value.cast(&DataType::String).ok()?;
        let meanings = meanings.str().ok()?.iter();
        let cells = read.cell.str().ok()?.iter();
        for (at, ((text, clean), meaning)) in new.iter().zip(cells).zip(meanings).enumerate() {
            let unread = read.unread.as_ref().is_some_and(|flags| flags.get(at) == Some(true));
            let noted = clean.is_some_and(|clean| read.note(at, clean).is_some());
            let cleaned = read.cleaned.iter().any(|(place, _)| *place == at);
            self.odd.push(unread || noted || cleaned || text.starts_with('"'));
            self.empty.push(clean.is_none());
            self.meanings.push(meaning.map(str::to_owned));
            self.numbers.insert((*text).to_owned(), (known + at) as u32);
        }
        Some(())
    }
}

/// What a word was found to be.
#[derive(Clone, Copy)]
struct Known {
    number: u32,
    empty: bool,
    odd: bool,
    /// Whether it was read as something.
    means: bool,
}

impl Known {
    const NOTHING: Known = Known { number: 0, empty: true, odd: false, means: false };

    /// Whether there is something to note of a row with it.
    fn is_notable(self) -> bool {
        self.empty || self.odd || !self.means
    }
}

impl<'a> Dictionary<'a> {
    pub fn new(way: Way<'a>) -> Dictionary<'a> {
        Dictionary { way, words: Mutex::default(), spare: Mutex::default() }
    }

    /// What trimmed texts were found to be; new ones are read together. `None` when the words are too
    /// many, or one of them concerns the column as a whole.
    fn look_up(&self, texts: &BTreeSet<&str>) -> Option<Vec<Known>> {
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<&str> =
            texts.iter().copied().filter(|text| !words.numbers.contains_key(*text)).collect();
        if !new.is_empty() {
            words.learn(&new, &self.way)?;
        }
        let known = |text: &&str| {
            let number = words.numbers[*text];
            let at = number as usize;
            let means = words.meanings[at].is_some();
            Known { number, empty: words.empty[at], odd: words.odd[at], means }
        };
        Some(texts.iter().map(known).collect())
    }

    fn spare(&self) -> MutexGuard<'_, Vec<Vec<u32>>> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The meanings by number, as a column of this type. Where no row has a word without a meaning, it
    /// has another's: rows are taken sooner from a column without nulls.
    fn meanings(&self, data_type: &DataType, all_mean: bool) -> PolarsResult<Column> {
        let words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        let other = words.meanings.iter().flatten().next().filter(|_| all_mean);
        let meanings = words.meanings.iter().map(|meaning| meaning.as_ref().or(other));
        let meanings = meanings.map(|meaning| meaning.map(String::as_str));
        let name = self.way.name.into();
        if *data_type == DataType::Boolean {
            let answers = meanings.map(|meaning| meaning.map(|word| word == "true"));
            return Ok(Column::new(name, answers.collect::<Vec<_>>()));
        }
        Column::new(name, meanings.collect::<Vec<_>>()).cast(data_type)
    }

    /// What all words of the file prove of the column.
    pub fn evidence(&self) -> PolarsResult<Evidence> {
        let mut evidence = Evidence::default();
        if self.way.kind != Kind::RoofState {
            return Ok(evidence);
        }
        let words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        let (texts, numbers): (Vec<&str>, Vec<u32>) =
            words.numbers.iter().map(|(text, number)| (text.as_str(), *number)).unzip();
        let cells = Column::new(self.way.name.into(), texts);
        let cells = clean(&cells, self.way.name, self.way.form)?.cells;
        let cells = in_known_words(&cells, self.way.form, &roof::STATE_WORDS)?;
        for (text, number) in cells.str()?.iter().zip(numbers) {
            let Some(text) = text else { continue };
            evidence.states |= roof::is_state_beside_answers(text);
            evidence.answers |= roof::is_plain_answer(text);
            evidence.crosses |= roof::is_cross(text) && !words.odd[number as usize];
        }
        Ok(evidence)
    }

    /// Whether all words pass the eleven-test, as citizen numbers do.
    pub fn holds_citizen_numbers_only(&self) -> bool {
        let words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        let filled = words.numbers.iter().filter(|(_, number)| !words.empty[**number as usize]);
        let mut texts = filled.map(|(text, _)| text).peekable();
        texts.peek().is_some() && texts.all(|text| is_citizen_number(text))
    }
}

/// Words by their keys, each at the place of its key.
type AtHand = [(TextKey, Known); 1 << AT_HAND];

/// No text has this length.
const NONE_AT_HAND: AtHand =
    [(TextKey { bytes: 0, length: usize::MAX }, Known::NOTHING); 1 << AT_HAND];

/// The words of the rows of one piece, by their numbers.
pub(super) struct Codes<'a, 't> {
    dictionary: &'a Dictionary<'a>,
    codes: Vec<u32>,
    /// Whether each row's word was read as something.
    all_mean: bool,
    /// The last word with a key that was seen at each place of a small table, as it stands.
    at_hand: AtHand,
    known: HashMap<&'t str, Known, FixedState>,
}

impl<'a, 't> Codes<'a, 't> {
    pub fn new(dictionary: &'a Dictionary<'a>, rows: usize) -> Codes<'a, 't> {
        let at_hand = NONE_AT_HAND;
        let mut codes = dictionary.spare().pop().unwrap_or_default();
        codes.clear();
        codes.reserve(rows);
        Codes { dictionary, codes, all_mean: true, at_hand, known: HashMap::default() }
    }

    /// Adds cells; `None` as for [`Dictionary::look_up`].
    pub fn push(
        &mut self,
        cells: impl Iterator<Item = TextCell<'t>>,
        rows: &mut Rows,
    ) -> Option<()> {
        let of_rows = 0..rows.odd.len();
        self.push_keyed(cells.map(|cell| (cell.key(), move || cell.text())), of_rows, rows)
    }

    /// Adds the cells of a column of text; null is an empty one.
    pub fn push_texts(&mut self, texts: &'t StringChunked, rows: &mut Rows) -> Option<()> {
        let mut before = 0;
        for texts in texts.downcast_iter() {
            let valid = texts.validity();
            let cells = texts.views().iter().enumerate().map(|(at, view)| {
                let filled = valid.is_none_or(|valid| valid.get_bit(at));
                let key = if filled { TextKey::within(view) } else { TextKey::default() };
                (Some(key), move || texts.get(at).unwrap_or_default())
            });
            self.push_keyed(cells, before..before + texts.len(), rows)?;
            before += texts.len();
            // Elsewhere the same view may stand for another text.
            self.at_hand = NONE_AT_HAND;
        }
        Some(())
    }

    /// Adds the cells of some rows of the batch by their keys, and by texts those that are not known by
    /// one.
    fn push_keyed(
        &mut self,
        cells: impl Iterator<Item = (Option<TextKey>, impl Fn() -> &'t str)>,
        of_rows: Range<usize>,
        rows: &mut Rows,
    ) -> Option<()> {
        let first = self.codes.len();
        self.codes.resize(first + of_rows.len(), 0);
        let Codes { dictionary, codes, all_mean, at_hand, known } = self;
        let codes = &mut codes[first..];
        let mut put = |(place, at): (usize, usize), word: Known| {
            codes[place] = word.number;
            if word.is_notable() {
                *all_mean &= word.means;
                rows.note(at, word.odd, word.empty);
            }
        };
        let mut unknown: Vec<((usize, usize), &'t str)> = Vec::new();
        for ((key, text), row) in cells.zip((0..).zip(of_rows)) {
            let of_key = key.map_or(NONE_AT_HAND[0], |key| at_hand[key.place(AT_HAND)]);
            if key == Some(of_key.0) {
                put(row, of_key.1);
                continue;
            }
            let text = trimmed(text());
            if let Some(word) = known.get(text) {
                if let Some(key) = key {
                    at_hand[key.place(AT_HAND)] = (key, *word);
                }
                put(row, *word);
                continue;
            }
            unknown.push((row, text));
            if unknown.len() == TOGETHER {
                settle(&mut unknown, dictionary, known, &mut put)?;
            }
        }
        settle(&mut unknown, dictionary, known, &mut put)
    }

    /// Adds answers as the words *true* and *false*, and nothing for null.
    pub fn push_answers(&mut self, answers: &BooleanChunked, rows: &mut Rows) -> Option<()> {
        let texts = BTreeSet::from(["", "false", "true"]);
        let [nothing, no, yes] = self.dictionary.look_up(&texts)?[..] else { return None };
        let plain = |known: &Known| known.means && !known.odd && !known.empty;
        if answers.null_count() == 0 && [no, yes].iter().all(plain) {
            for answers in answers.downcast_iter() {
                let first = self.codes.len();
                self.codes.resize(first + answers.len(), no.number);
                for (code, answer) in self.codes[first..].iter_mut().zip(answers.values_iter()) {
                    *code = if answer { yes.number } else { no.number };
                }
            }
            return Some(());
        }
        for (at, answer) in answers.iter().enumerate() {
            let known = match answer {
                None => nothing,
                Some(false) => no,
                Some(true) => yes,
            };
            self.codes.push(known.number);
            self.all_mean &= known.means;
            rows.note(at, known.odd, known.empty);
        }
        Some(())
    }

    /// The meanings row by row.
    pub fn into_column(self, name: &str, data_type: &DataType) -> PolarsResult<Column> {
        let meanings = self.dictionary.meanings(data_type, self.all_mean)?;
        let column = meanings.as_materialized_series().take_slice(&self.codes)?;
        self.dictionary.spare().push(self.codes);
        Ok(column.into_column().with_name(name.into()))
    }
}

/// Looks up the unknown words of some rows, and puts them there.
fn settle<'t, R>(
    unknown: &mut Vec<(R, &'t str)>,
    dictionary: &Dictionary<'_>,
    known: &mut HashMap<&'t str, Known, FixedState>,
    put: &mut impl FnMut(R, Known),
) -> Option<()> {
    if !unknown.is_empty() {
        let texts: BTreeSet<&'t str> = unknown.iter().map(|(_, text)| *text).collect();
        let found = dictionary.look_up(&texts)?;
        known.extend(texts.into_iter().zip(found));
        unknown.drain(..).for_each(|(row, text)| put(row, known[text]));
    }
    Some(())
}
