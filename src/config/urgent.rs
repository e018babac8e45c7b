//! What counts as urgent, and from which day to which.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::tables::is_false;

/// What counts as urgent, and what is left out of the denominator.
///
/// Every value that occurs is named in one of the lists; they are compared without case and outer
/// blanks. The empty text stands for a row without a value.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Urgent {
    /// The first day of the lettings that it is for; without it, from the beginning.
    #[serde(skip_serializing_if = "Option::is_none", with = "crate::model::toml_day::optional")]
    pub from: Option<NaiveDate>,
    /// The last day; without it, to the end.
    #[serde(skip_serializing_if = "Option::is_none", with = "crate::model::toml_day::optional")]
    pub until: Option<NaiveDate>,
    /// Urgent seekers.
    pub values: Vec<String>,
    /// Urgent seekers too, by the name of their group.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, Vec<String>>,
    /// Regular seekers.
    pub regular: Vec<String>,
    /// Left out of count and denominator.
    pub exclude: Vec<String>,
    /// Whether values that no list names are read as codes of VERA (VOORRANGSOORT and
    /// VOORRANGDETAILSOORT): urgent is `URG` and what falls under it; a row without a code is regular.
    #[serde(skip_serializing_if = "is_false")]
    pub vera: bool,
}

/// The columns of a letting that follow from what counts as urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UrgencyColumn {
    /// Whether it is in the denominator.
    Counted,
    /// Whether it is urgent.
    Urgent,
    /// Of which group.
    Group,
}

impl UrgencyColumn {
    /// All of them.
    pub const ALL: [UrgencyColumn; 3] =
        [UrgencyColumn::Counted, UrgencyColumn::Urgent, UrgencyColumn::Group];

    /// Its name for expressions.
    pub fn name(self) -> &'static str {
        match self {
            UrgencyColumn::Counted => "counted",
            UrgencyColumn::Urgent => "urgent",
            UrgencyColumn::Group => "urgent_group",
        }
    }
}

/// What a column follows from; lettings of two days compare where it is equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Substance {
    excluded: BTreeSet<String>,
    /// The urgent values, and with VERA the regular ones, which go before it.
    urgent: Option<(BTreeSet<String>, Option<BTreeSet<String>>)>,
    groups: Option<BTreeMap<String, BTreeSet<String>>>,
}

/// A value as it is compared.
pub fn plain_value(text: &str) -> String {
    text.trim().to_lowercase()
}

fn plain_values<'a>(list: impl IntoIterator<Item = &'a String>) -> BTreeSet<String> {
    list.into_iter().map(|text| plain_value(text)).collect()
}

impl Urgent {
    /// Every value that a list or a group names.
    pub fn named(&self) -> impl Iterator<Item = &String> {
        let lists = [&self.values, &self.regular, &self.exclude].into_iter();
        lists.chain(self.groups.values()).flatten()
    }

    /// Whether it is for this day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// What a column follows from. A value that is regular in one definition and stands in none of the
    /// lists of another makes no difference: wherever it occurs it is named.
    pub fn substance(&self, column: UrgencyColumn) -> Substance {
        let of_urgent = || {
            let urgent = plain_values(self.values.iter().chain(self.groups.values().flatten()));
            (urgent, self.vera.then(|| plain_values(&self.regular)))
        };
        let of_groups = || {
            let of_one = |(name, list): (&String, &Vec<String>)| (name.clone(), plain_values(list));
            self.groups.iter().map(of_one).collect()
        };
        Substance {
            excluded: plain_values(&self.exclude),
            urgent: (column >= UrgencyColumn::Urgent).then(of_urgent),
            groups: (column == UrgencyColumn::Group).then(of_groups),
        }
    }

    /// The days that it is for, in words: `from 2023-01-01 until 2024-12-31`; empty for all days.
    pub fn period(&self, dutch: bool) -> String {
        period([self.from, self.until], dutch)
    }

    /// What counts, in words, for every place that shows a share.
    pub fn in_words(&self, dutch: bool) -> String {
        let quoted = |word: &String| match word.trim() {
            "" if dutch => "(leeg)".to_owned(),
            "" => "(empty)".to_owned(),
            word => word.to_owned(),
        };
        let words = |list: &[String]| list.iter().map(quoted).collect::<Vec<_>>().join(", ");
        let of_group = |(name, list): (&String, &Vec<String>)| format!("{name} ({})", words(list));
        let headings = if dutch {
            ["urgent", "regulier", "buiten de noemer"]
        } else {
            ["urgent", "regular", "left out of the denominator"]
        };
        let urgent = self.values.iter().map(quoted).chain(self.groups.iter().map(of_group));
        let lists =
            [urgent.collect::<Vec<_>>().join(", "), words(&self.regular), words(&self.exclude)];
        let headed = headings.into_iter().zip(lists).filter(|(_, list)| !list.is_empty());
        let mut parts: Vec<String> =
            headed.map(|(heading, list)| format!("{heading}: {list}")).collect();
        if self.vera {
            let vera = if dutch {
                "overige waarden volgens VERA (urgent: URG en wat daaronder valt)"
            } else {
                "other values by VERA (urgent: URG and what falls under it)"
            };
            parts.push(vera.to_owned());
        }
        parts.join("; ")
    }
}

/// A text with a capital.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The days from one to another, both included, in words; empty for all days.
fn period([from, until]: [Option<NaiveDate>; 2], dutch: bool) -> String {
    match (from, until, dutch) {
        (None, None, _) => String::new(),
        (Some(from), None, true) => format!("vanaf {from}"),
        (Some(from), None, false) => format!("from {from} on"),
        (None, Some(until), true) => format!("tot en met {until}"),
        (None, Some(until), false) => format!("until {until}"),
        (Some(from), Some(until), true) => format!("van {from} tot en met {until}"),
        (Some(from), Some(until), false) => format!("from {from} until {until}"),
    }
}

/// What counts as urgent in one file of lettings: one definition, `[placements.urgent]`, or several that
/// follow each other, `[[placements.urgent]]`.
///
/// They stand in order of day, and no two hold on one day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Urgency {
    definitions: Vec<Urgent>,
}

impl From<Urgent> for Urgency {
    fn from(one: Urgent) -> Urgency {
        Urgency { definitions: vec![one] }
    }
}

impl From<Vec<Urgent>> for Urgency {
    fn from(mut definitions: Vec<Urgent>) -> Urgency {
        // No day comes before every day.
        definitions.sort_by_key(|one| (one.from, one.until.is_none(), one.until));
        Urgency { definitions }
    }
}

impl Urgency {
    /// The definitions, in order of day.
    pub fn definitions(&self) -> &[Urgent] {
        &self.definitions
    }

    /// Whether there is one definition, for all days.
    pub fn is_undated(&self) -> bool {
        matches!(self.definitions.as_slice(), [Urgent { from: None, until: None, .. }])
    }

    /// Two definitions that hold on one and the same day, and the first such day, where there are.
    pub(super) fn overlap(&self) -> Option<[&Urgent; 2]> {
        let mut longest = self.definitions.first()?;
        for next in &self.definitions[1..] {
            let meet = match (longest.until, next.from) {
                (Some(until), Some(from)) => from <= until,
                _ => true,
            };
            if meet {
                return Some([longest, next]);
            }
            longest = next;
        }
        None
    }

    /// Whether a definition gives this text a meaning.
    pub(super) fn names(&self, text: &str) -> bool {
        let is = |word: &String| word.trim().eq_ignore_ascii_case(text);
        self.definitions.iter().any(|one| one.vera || one.named().any(is))
    }

    /// What counts on the days from one to another, in words; each period by itself where that changes.
    pub fn in_words(&self, [first, last]: [NaiveDate; 2], dutch: bool) -> String {
        let within = |one: &&Urgent| {
            one.from.is_none_or(|from| from <= last) && one.until.is_none_or(|until| first <= until)
        };
        let mut told: Vec<([Option<NaiveDate>; 2], String)> = Vec::new();
        for one in self.definitions.iter().filter(within) {
            let words = one.in_words(dutch);
            let follows = |until: Option<NaiveDate>| {
                until.and_then(|until| until.succ_opt()).is_some_and(|next| one.from == Some(next))
            };
            match told.last_mut() {
                Some((days, same)) if *same == words && follows(days[1]) => days[1] = one.until,
                _ => told.push(([one.from, one.until], words)),
            }
        }
        let alone = told.len() == 1;
        let each = told.into_iter().map(|([from, until], words)| {
            let whole =
                from.is_none_or(|from| from <= first) && until.is_none_or(|until| last <= until);
            match (alone && whole, period([from, until], dutch)) {
                (true, _) => words,
                (false, days) if days.is_empty() => words,
                (false, days) => format!("{days} {words}"),
            }
        });
        let mut told = each.collect::<Vec<_>>().into_iter();
        let first = told.next().unwrap_or_default();
        told.fold(first, |told, next| format!("{told}. {}", sentence(&next)))
    }
}

impl Serialize for Urgency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.definitions.as_slice() {
            [one] => one.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Urgency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Urgency, D::Error> {
        deserializer.deserialize_any(OneOrSeveral)
    }
}

struct OneOrSeveral;

impl<'de> Visitor<'de> for OneOrSeveral {
    type Value = Urgency;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            "a table [placements.urgent], or tables [[placements.urgent]] with from and until",
        )
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Urgency, A::Error> {
        Urgent::deserialize(MapAccessDeserializer::new(map)).map(Urgency::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut tables: A) -> Result<Urgency, A::Error> {
        let mut definitions: Vec<Urgent> = Vec::new();
        while let Some(one) = tables.next_element()? {
            definitions.push(one);
        }
        if definitions.is_empty() {
            return Err(A::Error::custom(
                "`urgent` holds no definition; write [placements.urgent]",
            ));
        }
        Ok(Urgency::from(definitions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn parsed(text: &str) -> Urgency {
        #[derive(Deserialize)]
        struct File {
            urgent: Urgency,
        }
        toml::from_str::<File>(text).unwrap().urgent
    }

    const WINDOW: [&str; 2] = ["2023-01-01", "2025-12-31"];

    #[track_caller]
    fn check_words(text: &str, expected: &str) {
        assert_eq!(parsed(text).in_words(WINDOW.map(day), false), expected);
    }

    #[test]
    fn words_say_each_period_where_it_differs_from_the_one_before() {
        let undated = "[urgent]\nvalues = ['URG']\nregular = ['REG', '']\n";
        check_words(undated, "urgent: URG; regular: REG, (empty)");
        let groups =
            "[urgent]\nvalues = ['URG']\ngroups = { zorg = ['MED', 'WMO'], uit = ['UIT'] }\n";
        check_words(groups, "urgent: URG, uit (UIT), zorg (MED, WMO)");
        let until = "[[urgent]]\nuntil = 2024-06-30\nvalues = ['URG']\n";
        let changed = format!("{until}[[urgent]]\nfrom = 2024-07-01\nvalues = ['STA']\n");
        check_words(&changed, "until 2024-06-30 urgent: URG. From 2024-07-01 on urgent: STA");
        let same = format!("{until}[[urgent]]\nfrom = 2024-07-01\nvalues = ['URG']\n");
        check_words(&same, "urgent: URG");
        check_words(until, "until 2024-06-30 urgent: URG");
        let before = "[[urgent]]\nuntil = 2022-12-31\nvalues = ['X']\n[[urgent]]\nfrom = 2023-01-01\nvalues = ['URG']\n";
        check_words(before, "urgent: URG");
    }

    #[test]
    fn definitions_that_meet_on_a_day_overlap() {
        let overlaps = |text: &str| parsed(text).overlap().is_some();
        let one = "[[urgent]]\nfrom = 2023-01-01\nuntil = 2023-12-31\n";
        assert!(!overlaps(one) && !overlaps("[urgent]"));
        assert!(overlaps(&format!("{one}[[urgent]]\nfrom = 2023-12-31\n")));
        assert!(!overlaps(&format!("[[urgent]]\nfrom = 2024-01-01\n{one}")));
        assert!(overlaps("[[urgent]]\n[[urgent]]\n"));
        assert!(overlaps(&format!("{one}[[urgent]]\n")));
        assert!(overlaps(&format!("[[urgent]]\nuntil = 2023-01-01\n{one}")));
        assert!(overlaps("[[urgent]]\nfrom = 2023-01-01\n[[urgent]]\nfrom = 2024-01-01\n"));
    }

    #[test]
    fn a_column_changes_with_what_it_follows_from() {
        let of = |text: &str| parsed(&format!("[urgent]\n{text}")).definitions()[0].clone();
        let differ = |one: &str, other: &str| {
            let (one, other) = (of(one), of(other));
            UrgencyColumn::ALL.map(|column| one.substance(column) != other.substance(column))
        };
        assert_eq!(differ("values = ['A', 'B']", "values = [' b', 'a']"), [false; 3]);
        assert_eq!(differ("values = ['A']", "values = ['A', 'B']"), [false, true, true]);
        let grouped = "values = ['A']\ngroups.g = ['B']";
        assert_eq!(differ("values = ['A', 'B']", grouped), [false, false, true]);
        assert_eq!(differ("exclude = ['R']", "exclude = []"), [true; 3]);
        assert_eq!(differ("regular = ['R']", "regular = []"), [false; 3]);
        assert_eq!(differ("vera = true\nregular = ['STA']", "vera = true"), [false, true, true]);
    }

    #[test]
    fn one_definition_is_written_as_a_table_and_several_as_tables() {
        let json = |text: &str| serde_json::to_value(parsed(text)).unwrap();
        assert_eq!(
            json("[urgent]\nvalues = ['A']"),
            serde_json::json!({ "values": ["A"], "regular": [], "exclude": [] })
        );
        let two = json("[[urgent]]\nfrom = 2024-01-01\n[[urgent]]\nuntil = 2023-12-31\n");
        assert_eq!(
            (&two[0]["until"], &two[1]["from"]),
            (&"2023-12-31".into(), &"2024-01-01".into())
        );
    }
}
