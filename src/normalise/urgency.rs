//! What counts as urgent: each value of the priority column in its class, by the definition of its day.

mod changes;
mod class;
mod stops;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use foldhash::fast::FixedState;
use polars::prelude::{
    BooleanChunked, ChunkFullNull, Column, Int32Chunked, IntoColumn, NewChunkedArray, PolarsResult,
    StringChunked,
};
use rayon::prelude::*;

use crate::config::{Urgency, UrgencyColumn};

use class::{Class, Unclear, class};

pub use changes::{PARTS, PERIOD, UrgencyChange};
pub(super) use changes::{Span, changes, periods, remark, remark_groups};
pub(super) use stops::stops;

/// What stands for a priority that cannot be read.
pub(super) const UNREAD: &str = "#N/A";

/// What `urgent_group` holds for an urgent letting of no group, and for one that is not urgent.
const NO_GROUP: [&str; 2] = ["overig", "regulier"];

/// The days since the epoch of a day.
fn epoch_day(day: NaiveDate) -> i32 {
    const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day");
    day.signed_duration_since(EPOCH).num_days() as i32
}

/// The day so many days since the epoch.
fn day_of(days: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(1970, 1, 1)
        .and_then(|epoch| epoch.checked_add_signed(chrono::TimeDelta::days(days.into())))
        .unwrap_or(NaiveDate::MAX)
}

/// A value without a class: the position of its definition, its text, and how often it occurs.
pub(super) type Unclassed = (usize, String, u64);

/// The position of a definition, and the first and the last day of its rows.
pub(super) type DaysUsed = (usize, [NaiveDate; 2]);

/// A column of priorities in columns for expressions.
pub(super) struct Classified {
    /// `urgent` (null when excluded or unreadable), `counted`, and `urgent_group` where it is asked for.
    pub columns: Vec<Column>,
    /// Values that no list of the definition of their day names.
    pub unnamed: Vec<Unclassed>,
    /// Values of several groups.
    pub several_groups: Vec<Unclassed>,
    /// Days that no definition covers, with how many rows each has.
    pub uncovered: BTreeMap<NaiveDate, u64>,
    /// The first and the last day of the rows of each definition that has any.
    pub spans: Vec<DaysUsed>,
}

/// Values by their definition, each with its class and how often it occurs.
type Values<'a> = BTreeMap<(usize, &'a str), (Result<Class, Unclear>, u64)>;

/// Rows that are looked at in one go. Tests have few, and several ranges of them.
const RANGE: usize = if cfg!(test) { 4 } else { 1 << 15 };

/// Puts each value in its class, by the definition of its day. `asked` are the groups that an indicator
/// names and some definition has; `None` where none asks for groups.
///
/// What is urgent and of no group by a definition without one of those may be of it: its group is unknown.
pub(super) fn classify(
    [priority, dates]: [&Column; 2],
    urgency: &Urgency,
    asked: Option<&[String]>,
) -> PolarsResult<Classified> {
    let with_group = asked.is_some();
    let cells = priority.str()?;
    let days = dates.to_physical_repr();
    let days = days.i32()?;
    let definitions = Definitions::of(urgency);
    let starts: Vec<i64> = (0..cells.len()).step_by(RANGE).map(|start| start as i64).collect();
    let parts: Vec<(StringChunked, Int32Chunked)> =
        starts.into_iter().map(|at| (cells.slice(at, RANGE), days.slice(at, RANGE))).collect();
    let parts: Vec<Numbered<'_>> = parts
        .par_iter()
        .with_max_len(1)
        .map(|(cells, days)| Numbered::of(cells, days, &definitions))
        .collect();

    let mut values = Values::new();
    for (definition, text, count) in parts.iter().flat_map(|part| part.occurring(&definitions)) {
        let urgent = &urgency.definitions()[definition];
        let value = values.entry((definition, text)).or_insert_with(|| (class(text, urgent), 0));
        value.1 += count;
    }
    let groups: Vec<Groups<'_>> = urgency
        .definitions()
        .iter()
        .map(|one| Groups {
            names: one.groups.keys().map(String::as_str).collect(),
            lacks_one: asked.unwrap_or_default().iter().any(|name| !one.groups.contains_key(name)),
        })
        .collect();
    let made: Vec<Columns> = parts
        .par_iter()
        .with_max_len(1)
        .map(|part| part.columns(&definitions, &values, with_group.then_some(&groups)))
        .collect();
    let mut all = Columns::empty(with_group);
    for part in made {
        all.append(part)?;
    }
    let without = |unclear: Unclear| -> Vec<Unclassed> {
        let of_kind = values.iter().filter(|(_, (class, _))| *class == Err(unclear));
        of_kind.map(|(&(at, text), &(_, count))| (at, text.to_owned(), count)).collect()
    };
    let (spans, uncovered) = of_days(&parts, &definitions);
    Ok(Classified {
        unnamed: without(Unclear::Unnamed),
        several_groups: without(Unclear::SeveralGroups),
        columns: all.into_columns(),
        uncovered,
        spans,
    })
}

/// The first and the last day with rows of each definition, and the days with rows that none covers.
fn of_days(
    parts: &[Numbered<'_>],
    definitions: &Definitions,
) -> (Vec<DaysUsed>, BTreeMap<NaiveDate, u64>) {
    let mut spans = Vec::new();
    for at in 0..definitions.none() {
        let of_parts = parts.iter().map(|part| part.days[at]).filter(|[first, last]| first <= last);
        let both = of_parts.reduce(|one, other| [one[0].min(other[0]), one[1].max(other[1])]);
        spans.extend(both.map(|days| (at, days.map(day_of))));
    }
    let mut uncovered = BTreeMap::new();
    for (&day, &count) in parts.iter().flat_map(|part| &part.uncovered) {
        *uncovered.entry(day_of(day)).or_default() += count;
    }
    (spans, uncovered)
}

/// The groups of a definition, by name, and whether one that is asked for is not among them.
struct Groups<'a> {
    names: Vec<&'a str>,
    lacks_one: bool,
}

/// The days of each definition, in order.
struct Definitions {
    days: Vec<[i32; 2]>,
}

impl Definitions {
    fn of(urgency: &Urgency) -> Definitions {
        let days = urgency.definitions().iter().map(|one| {
            let first = one.from.map_or(i32::MIN, epoch_day);
            [first, one.until.map_or(i32::MAX, epoch_day)]
        });
        Definitions { days: days.collect() }
    }

    /// What stands for no definition.
    fn none(&self) -> usize {
        self.days.len()
    }

    /// The definition of a day; `last` is that of the row before.
    fn on(&self, day: i32, last: usize) -> usize {
        let covers = |[first, until]: &[i32; 2]| *first <= day && day <= *until;
        if self.days.get(last).is_some_and(covers) {
            return last;
        }
        let next = self.days.partition_point(|[first, _]| *first <= day);
        match next.checked_sub(1) {
            Some(at) if covers(&self.days[at]) => at,
            _ => self.none(),
        }
    }
}

/// Columns for expressions, of some rows.
struct Columns {
    urgent: BooleanChunked,
    counted: BooleanChunked,
    group: Option<StringChunked>,
}

impl Columns {
    fn empty(with_group: bool) -> Columns {
        let nothing = |name: UrgencyColumn| BooleanChunked::full_null(name.name().into(), 0);
        let group = || StringChunked::full_null(UrgencyColumn::Group.name().into(), 0);
        Columns {
            urgent: nothing(UrgencyColumn::Urgent),
            counted: nothing(UrgencyColumn::Counted),
            group: with_group.then(group),
        }
    }

    fn append(&mut self, more: Columns) -> PolarsResult<()> {
        self.urgent.append_owned(more.urgent)?;
        self.counted.append_owned(more.counted)?;
        if let (Some(group), Some(more)) = (&mut self.group, more.group) {
            group.append_owned(more)?;
        }
        Ok(())
    }

    fn into_columns(self) -> Vec<Column> {
        let both = [self.urgent.into_column(), self.counted.into_column()];
        both.into_iter().chain(self.group.map(IntoColumn::into_column)).collect()
    }
}

/// The values of some rows, each with its definition, numbered as they come.
struct Numbered<'a> {
    /// The number of its value times the definitions and none, and its definition.
    rows: Vec<u32>,
    /// An empty cell is the empty text.
    values: Vec<&'a str>,
    /// How often each number occurs.
    counts: Vec<u64>,
    /// The first and the last day of each definition; the first is after the last where there are no rows.
    days: Vec<[i32; 2]>,
    /// Days without a definition, with their rows.
    uncovered: BTreeMap<i32, u64>,
}

impl<'a> Numbered<'a> {
    fn of(
        cells: &'a StringChunked,
        dates: &Int32Chunked,
        definitions: &Definitions,
    ) -> Numbered<'a> {
        let slots = definitions.none() + 1;
        let mut numbers: HashMap<&str, usize, FixedState> = HashMap::default();
        let mut values: Vec<&str> = Vec::new();
        let mut counts: Vec<u64> = Vec::new();
        let mut days = vec![[i32::MAX, i32::MIN]; slots];
        let mut uncovered = BTreeMap::new();
        let mut rows = Vec::with_capacity(cells.len());
        let (mut last, mut definition) = (None, 0);
        for (cell, day) in cells.iter().zip(dates.iter()) {
            let text = cell.unwrap_or("");
            let number = match last {
                Some((same, number)) if same == text => number,
                _ => *numbers.entry(text).or_insert_with(|| {
                    values.push(text);
                    counts.resize(slots * values.len(), 0);
                    values.len() - 1
                }),
            };
            last = Some((text, number));
            // A row without a day is left out before.
            let day = day.unwrap_or(0);
            definition = definitions.on(day, definition);
            let [first, until] = &mut days[definition];
            (*first, *until) = ((*first).min(day), (*until).max(day));
            if definition == definitions.none() {
                *uncovered.entry(day).or_default() += 1;
            }
            let number = slots * number + definition;
            counts[number] += 1;
            rows.push(number as u32);
        }
        Numbered { rows, values, counts, days, uncovered }
    }

    /// The values that occur, each with its definition and how often it does.
    fn occurring(&self, definitions: &Definitions) -> impl Iterator<Item = (usize, &'a str, u64)> {
        let slots = definitions.none() + 1;
        let of_number = move |(number, &count): (usize, &u64)| {
            let (definition, text) = (number % slots, self.values[number / slots]);
            (count > 0 && definition < slots - 1).then_some((definition, text, count))
        };
        self.counts.iter().enumerate().filter_map(of_number)
    }

    /// The columns of the rows, by the class of each value; the groups of each definition by name.
    fn columns(
        &self,
        definitions: &Definitions,
        values: &Values<'a>,
        groups: Option<&Vec<Groups<'_>>>,
    ) -> Columns {
        let slots = definitions.none() + 1;
        let mut classes: Vec<Option<Class>> = vec![None; self.counts.len()];
        for (number, &count) in self.counts.iter().enumerate() {
            if count > 0 && number % slots < slots - 1 {
                let value = (number % slots, self.values[number / slots]);
                classes[number] = values[&value].0.ok();
            }
        }
        let of_rows = || self.rows.iter().map(|number| classes[*number as usize]);
        let urgent = of_rows().map(|class| match class {
            Some(Class::Urgent(_)) => Some(true),
            Some(Class::Regular) => Some(false),
            Some(Class::Excluded | Class::Unread) | None => None,
        });
        let counted = of_rows().map(|class| class.map(|class| class != Class::Excluded));
        let group = |groups: &Vec<Groups<'_>>| {
            let word_of = |(number, class): (usize, &Option<Class>)| match class {
                Some(Class::Urgent(Some(group))) => Some(groups[number % slots].names[*group]),
                Some(Class::Urgent(None)) if groups[number % slots].lacks_one => None,
                Some(Class::Urgent(None)) => Some(NO_GROUP[0]),
                Some(Class::Regular) => Some(NO_GROUP[1]),
                Some(Class::Excluded | Class::Unread) | None => None,
            };
            let words: Vec<Option<&str>> = classes.iter().enumerate().map(word_of).collect();
            let of_rows = self.rows.iter().map(|number| words[*number as usize]);
            StringChunked::from_iter_options(UrgencyColumn::Group.name().into(), of_rows)
        };
        Columns {
            urgent: BooleanChunked::from_iter_options(UrgencyColumn::Urgent.name().into(), urgent),
            counted: BooleanChunked::from_iter_options(
                UrgencyColumn::Counted.name().into(),
                counted,
            ),
            group: groups.map(group),
        }
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::DataType;
    use proptest::prelude::*;
    use proptest::sample::select;

    use crate::config::Urgent;

    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn classified(cells: &[&str], days: &[i32], urgency: &Urgency) -> Classified {
        let cells = cells.iter().map(|cell| Some(*cell).filter(|cell| !cell.is_empty()));
        let cells: Vec<Option<&str>> = cells.collect();
        let priority = Column::new("priority".into(), cells);
        let dates = Column::new("date".into(), days).cast(&DataType::Date).unwrap();
        classify([&priority, &dates], urgency, Some(&[])).unwrap()
    }

    fn told(column: &Column) -> Vec<Option<bool>> {
        column.bool().unwrap().iter().collect()
    }

    #[test]
    fn rows_of_all_ranges_have_the_class_of_their_value() {
        let urgent = Urgent {
            values: list(&["urg"]),
            groups: [("zorg".to_owned(), list(&["med"]))].into(),
            regular: list(&["reg", ""]),
            exclude: list(&["ruil"]),
            ..Urgent::default()
        };
        let cells = ["urg", "reg", "x", "ruil", "", "urg", "x", "reg", "a", "med"];
        let days = [5, 9, 3, 4, 5, 6, 7, 8, 4, 4];
        let found = classified(&cells, &days, &urgent.into());
        let (yes, no) = (Some(true), Some(false));
        let [urgent, counted, group] = &found.columns[..] else { panic!("three") };
        assert_eq!(told(urgent), [yes, no, None, None, no, yes, None, no, None, yes]);
        assert_eq!(told(counted), [yes, yes, None, no, yes, yes, None, yes, None, yes]);
        let groups: Vec<&str> =
            group.str().unwrap().iter().map(|group| group.unwrap_or("-")).collect();
        let expected = ["overig", "regulier", "-", "-", "regulier", "overig", "-", "regulier", "-"];
        assert_eq!((&groups[..9], groups[9]), (&expected[..], "zorg"));
        assert_eq!(found.unnamed, [(0, "a".to_owned(), 1), (0, "x".to_owned(), 2)]);
        assert_eq!(found.spans, [(0, [day_of(3), day_of(9)])]);
        assert!(found.uncovered.is_empty());
    }

    #[test]
    fn a_row_has_the_class_of_its_day() {
        let definition = |[from, until]: [i32; 2], values: &[&str], regular: &[&str]| Urgent {
            from: Some(day_of(from)),
            until: Some(day_of(until)),
            values: list(values),
            regular: list(regular),
            ..Urgent::default()
        };
        let urgency = Urgency::from(vec![
            definition([20, 29], &["a", "b"], &["c"]),
            definition([10, 19], &["a"], &["b"]),
        ]);
        let cells = ["a", "b", "b", "c", "a", "b", "c", "a", "b"];
        let days = [10, 19, 20, 29, 9, 30, 15, 30, 20];
        let found = classified(&cells, &days, &urgency);
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(told(&found.columns[0]), [yes, no, yes, no, None, None, None, None, yes]);
        assert_eq!(found.unnamed, [(0, "c".to_owned(), 1)]);
        assert_eq!(found.uncovered, [(day_of(9), 1), (day_of(30), 2)].into());
        assert_eq!(found.spans, [(0, [day_of(10), day_of(19)]), (1, [day_of(20), day_of(29)])]);
    }

    proptest! {
        /// A definition may be cut at any day into one until it and the same one after it.
        #[test]
        fn a_definition_cut_in_two_gives_the_same_columns(
            rows in prop::collection::vec((select(vec!["urg", "med", "reg", "ruil", ""]), 0..40), 1..40),
            cuts in prop::collection::btree_set(0..40, 0..4),
        ) {
            let lists = Urgent {
                values: list(&["urg"]),
                groups: [("zorg".to_owned(), list(&["med"]))].into(),
                regular: list(&["reg", ""]),
                exclude: list(&["ruil"]),
                ..Urgent::default()
            };
            let (mut parts, mut from) = (Vec::new(), None);
            for cut in cuts {
                parts.push(Urgent { from, until: Some(day_of(cut)), ..lists.clone() });
                from = Some(day_of(cut + 1));
            }
            parts.push(Urgent { from, ..lists.clone() });
            let (cells, days): (Vec<&str>, Vec<i32>) = rows.into_iter().unzip();
            let one = classified(&cells, &days, &lists.into());
            let several = classified(&cells, &days, &parts.into());
            prop_assert!(several.unnamed.is_empty() && several.uncovered.is_empty());
            for (one, other) in one.columns.iter().zip(&several.columns) {
                prop_assert!(one.equals_missing(other));
            }
        }
    }

    #[test]
    fn a_day_is_its_number_since_the_epoch() {
        for days in [-1, 0, 19_723, 20_088] {
            assert_eq!(epoch_day(day_of(days)), days);
        }
        assert_eq!(day_of(19_723).to_string(), "2024-01-01");
    }
}
