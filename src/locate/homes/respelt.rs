//! Lettings that name no home as it stands, and one home in another spelling.
//!
//! Only the keys that found nothing come here, so that lettings whose homes are all known cost nothing.
//! A key is changed where exactly one home can be meant: where two keys of one file could be that home,
//! or where points are part of the keys, none is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use polars::prelude::{Column, DataFrame, DataType, PolarsResult, StringChunked};
use rayon::prelude::*;

use crate::diagnostics::Example;
use crate::read::ROW;

use super::super::AREA;
use super::super::cascade::NO_AREA;
use super::spelling::{forms, is_plain, is_pointed, may_be_its_own, tidied};
use super::{Found, NO_OWNER, RANGE};

/// How many examples a finding shows.
const SHOWN: usize = 3;

/// What became of the keys of one file of lettings that named no home as they stood.
#[derive(Debug, Default, Clone, PartialEq)]
pub(in super::super) struct Respelt {
    /// Lettings that found their home in another spelling.
    pub count: u64,
    /// The first rows of them.
    pub rows: Vec<u64>,
    /// Some of their keys, and the ids of the homes.
    pub examples: Vec<Example>,
    /// Why a key that could be a home in another spelling was left as it is: the first case.
    pub left: Option<String>,
}

/// A home that a lost key may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Home {
    row: usize,
    owner: u32,
    area: u32,
}

/// Finds the homes of lettings that name none as it stands, and enters their owners and areas; by file
/// of lettings what became of them.
pub(super) fn find(
    lettings: &DataFrame,
    homes: &DataFrame,
    found: &mut Found,
) -> PolarsResult<BTreeMap<u32, Respelt>> {
    let keys = lettings.column("dwelling")?;
    let ids = homes.column("id")?;
    let is_lost = |row: usize| found.owners[row] == NO_OWNER && found.areas[row] == NO_AREA;
    if keys.is_full_null() || ids.is_full_null() {
        return Ok(BTreeMap::new());
    }
    let lost: Vec<usize> =
        (0..lettings.height()).into_par_iter().filter(|&row| is_lost(row)).collect();
    if lost.is_empty() {
        return Ok(BTreeMap::new());
    }
    let keys = keys.cast(&DataType::String)?.str()?.rechunk().into_owned();
    let mut wanted: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for key in lost.iter().filter_map(|&row| keys.get(row)) {
        wanted.entry(key).or_insert_with(|| forms(key));
    }
    let candidates = Candidates::of(homes, wanted.values().flatten())?;
    if candidates.homes.is_empty() {
        return Ok(BTreeMap::new());
    }
    let texts = |name: &str| -> PolarsResult<StringChunked> {
        Ok(lettings.column(name)?.cast(&DataType::String)?.str()?.rechunk().into_owned())
    };
    let (owners, days) = (texts("corporation")?, texts("date")?);
    let numbers = |name: &str| lettings.column(name)?.cast(&DataType::UInt32);
    let (files, rows) = (numbers("file")?, numbers(ROW)?);
    let (files, rows) = (files.u32()?.clone(), rows.u32()?.clone());
    let letting = |row: usize| Letting {
        file: files.get(row).unwrap_or(0),
        owner: owners.get(row).unwrap_or("").to_owned(),
        day: days.get(row).unwrap_or("").to_owned(),
    };
    let mut others = Others::default();
    for (row, key) in keys.iter().enumerate() {
        let Some(key) = key else { continue };
        others.add(key, &candidates, || letting(row), !is_lost(row));
    }

    let ids = ids.str()?;
    let mut told: BTreeMap<u32, Respelt> = BTreeMap::new();
    for row in lost {
        let Some(key) = keys.get(row) else { continue };
        let own = owners.get(row).map(|own| found.names.get_cat(own).unwrap_or(NO_OWNER));
        let Some(home) = candidates.only_one(&wanted[key], own) else { continue };
        let (id, letting) = (ids.get(home.row).unwrap_or(""), letting(row));
        let of_file = told.entry(letting.file).or_default();
        let points = candidates.are_pointed(own);
        if let Some(why) = others.against(key, id, letting, points) {
            of_file.left.get_or_insert(why);
            continue;
        }
        (found.owners[row], found.areas[row]) = (home.owner, home.area);
        of_file.count += 1;
        let number = u64::from(rows.get(row).unwrap_or(0));
        if of_file.rows.len() < SHOWN {
            of_file.rows.push(number);
            let (before, after) = (key.to_owned(), Some(id.to_owned()));
            of_file.examples.push(Example { row: number, before, after });
        }
    }
    Ok(told)
}

/// The homes whose id comes to one of the forms that are looked for.
struct Candidates {
    homes: HashMap<String, Vec<Home>, FixedState>,
    /// Owners of homes whose ids have a point of their own.
    pointed: BTreeSet<u32>,
}

impl Candidates {
    fn of<'a>(
        homes: &DataFrame,
        forms_wanted: impl Iterator<Item = &'a String>,
    ) -> PolarsResult<Candidates> {
        let mut wanted: HashMap<&str, (), FixedState> = HashMap::default();
        let mut near = vec![false; 1 << 16];
        for form in forms_wanted {
            wanted.insert(form, ());
            near[nearness(form)] = true;
        }
        let (ids, owners, areas) =
            (homes.column("id")?, homes.column("corporation")?, homes.column(AREA)?);
        let starts: Vec<usize> = (0..homes.height()).step_by(RANGE).collect();
        let parts = starts.into_par_iter().map(|start| {
            let part = |column: &Column| column.slice(start as i64, RANGE);
            let ids = part(ids);
            let (mut hits, mut pointed) = (Vec::new(), Vec::new());
            for (id, at) in ids.str()?.iter().zip(0_usize..) {
                let Some(id) = id else { continue };
                if is_plain(id) {
                    if near[nearness(id)] && wanted.contains_key(id) {
                        hits.push((at, id.to_owned()));
                    }
                    continue;
                }
                if may_be_its_own(id) {
                    pointed.push(at);
                }
                let all = forms(id).into_iter();
                hits.extend(all.filter(|f| wanted.contains_key(f.as_str())).map(|f| (at, f)));
            }
            if hits.is_empty() && pointed.is_empty() {
                return Ok((Vec::new(), BTreeSet::new()));
            }
            let owners = part(owners).to_physical_repr().cast(&DataType::UInt32)?;
            let (owners, areas) = (owners.u32()?.clone(), part(areas).u32()?.clone());
            let owner = |at: usize| owners.get(at).unwrap_or(NO_OWNER);
            let home = |at: usize| Home {
                row: start + at,
                owner: owner(at),
                area: areas.get(at).unwrap_or(NO_AREA),
            };
            let hits: Vec<(String, Home)> =
                hits.into_iter().map(|(at, form)| (form, home(at))).collect();
            Ok((hits, pointed.into_iter().map(owner).collect()))
        });
        let parts = parts.collect::<PolarsResult<Vec<(Vec<_>, BTreeSet<u32>)>>>()?;
        let mut found = Candidates { homes: HashMap::default(), pointed: BTreeSet::new() };
        for (hits, pointed) in parts {
            found.pointed.extend(pointed);
            for (form, home) in hits {
                found.homes.entry(form).or_default().push(home);
            }
        }
        Ok(found)
    }

    /// The only home that may be meant, of this owner where the letting names one.
    fn only_one(&self, forms: &[String], own: Option<u32>) -> Option<Home> {
        let homes = forms.iter().filter_map(|form| self.homes.get(form)).flatten();
        let homes = homes.filter(|home| own.is_none_or(|own| own == home.owner));
        let homes: BTreeSet<Home> = homes.copied().collect();
        let mut homes = homes.into_iter();
        homes.next().filter(|_| homes.next().is_none())
    }

    /// Whether homes that may be meant have points of their own in their ids.
    fn are_pointed(&self, own: Option<u32>) -> bool {
        own.map_or(!self.pointed.is_empty(), |own| self.pointed.contains(&own))
    }
}

/// A place of a small table by the length and the end of a text, to pass over most texts at once.
#[inline]
fn nearness(text: &str) -> usize {
    let bytes = text.as_bytes();
    let last = |back: usize| bytes.len().checked_sub(back).map_or(0, |at| usize::from(bytes[at]));
    ((bytes.len() * 0x2F1B) ^ (last(1) << 8) ^ (last(2) << 3) ^ (last(3) * 0x61)) & 0xFFFF
}

/// What a letting is told from others by, besides its home.
struct Letting {
    file: u32,
    owner: String,
    day: String,
}

/// What else the files of lettings hold that could be the homes in question.
#[derive(Default)]
struct Others {
    /// By file, owner and form the keys that come to it, by their tidied text.
    spelt: BTreeMap<(u32, String, String), BTreeMap<String, String>>,
    /// Lettings by owner, form and day.
    on_day: BTreeMap<(String, String, String), u32>,
    /// Files in which a key with a point of its own names a home as it stands.
    pointed: BTreeSet<u32>,
}

impl Others {
    /// Adds a letting by its key.
    fn add(
        &mut self,
        key: &str,
        candidates: &Candidates,
        letting: impl Fn() -> Letting,
        is_found: bool,
    ) {
        if is_found && may_be_its_own(key) {
            self.pointed.insert(letting().file);
        }
        for form in forms(key) {
            if !candidates.homes.contains_key(&form) {
                continue;
            }
            let Letting { file, owner, day } = letting();
            let spelt = self.spelt.entry((file, owner.clone(), form.clone())).or_default();
            spelt.entry(tidied(key)).or_insert_with(|| key.to_owned());
            *self.on_day.entry((owner, form, day)).or_default() += 1;
        }
    }

    /// Why a key is not to be read as the id of this home, of an owner with `points` of their own in ids;
    /// `None` where nothing is against it.
    fn against(&self, key: &str, id: &str, letting: Letting, points: bool) -> Option<String> {
        let Letting { file, owner, day } = letting;
        let in_file = self.pointed.contains(&file);
        if (is_pointed(key) && (points || in_file)) || (is_pointed(id) && in_file) {
            return Some(format!(
                "\"{key}\" could be home \"{id}\", but other ids have points of their own"
            ));
        }
        for form in forms(key) {
            let spelt = self.spelt.get(&(file, owner.clone(), form.clone()));
            let other = spelt.into_iter().flatten().find(|(tidy, _)| **tidy != tidied(key));
            if let Some((_, other)) = other {
                return Some(format!("\"{key}\" and \"{other}\" could both be home \"{id}\""));
            }
            let same_day = self.on_day.get(&(owner.clone(), form, day.clone()));
            if same_day.is_some_and(|count| *count > 1) {
                return Some(format!(
                    "\"{key}\" would be a second letting of home \"{id}\" on {day}"
                ));
            }
        }
        None
    }
}
