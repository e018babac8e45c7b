//! The most probable cause why rows have no place.

use std::collections::BTreeMap;

use polars::prelude::PolarsResult;

use crate::config::Step;
use crate::diagnostics::counted;
use crate::normalise::Role;

use super::super::cascade::Place;
use super::super::homes::forms;
use super::steps::texts;
use super::{Lost, Sides};

/// Why a row has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    HomeRejected,
    HomeUnplaced,
    HomeUnknown,
    NoTable,
    StepOff,
    NotInTable,
    Outside,
    CodeUnknown,
    NoKey,
}

/// What most of the rows have in common.
pub(super) struct Cause {
    why: Why,
    count: usize,
}

impl Cause {
    pub fn of(lost: &Lost<'_>, sides: &Sides<'_, '_>) -> PolarsResult<Cause> {
        let keys = texts(&lost.frame, "dwelling")?;
        let has_table = sides.config.addresses.is_some();
        let takes_table =
            [Step::BagId, Step::Address].iter().any(|step| sides.config.locate.takes(*step));
        let mut counts: BTreeMap<Why, usize> = BTreeMap::new();
        for (row, &place) in lost.places.iter().enumerate() {
            let key = keys.as_ref().and_then(|keys| keys.get(row));
            let is_rejected = |key: &str| {
                forms(key).iter().any(|form| lost.rejected_homes.binary_search(form).is_ok())
            };
            let why = match place {
                _ if lost.home_unknown[row] && key.is_some_and(is_rejected) => Why::HomeRejected,
                _ if lost.home_unknown[row] => Why::HomeUnknown,
                Place::HomeUnknown => Why::HomeUnknown,
                Place::HomeUnplaced => Why::HomeUnplaced,
                Place::AddressUnknown if !has_table => Why::NoTable,
                Place::AddressUnknown if !takes_table => Why::StepOff,
                Place::AddressUnknown => Why::NotInTable,
                Place::CodeUnknown => Why::CodeUnknown,
                Place::Outside => Why::Outside,
                Place::NoKey | Place::In(_) | Place::AtHome => Why::NoKey,
            };
            *counts.entry(why).or_default() += 1;
        }
        let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
        let (why, count) = most.unwrap_or((Why::NoKey, 0));
        Ok(Cause { why, count })
    }

    /// The cause, and what to do.
    pub fn told(&self, lost: &Lost<'_>) -> String {
        let [one, more] = lost.words();
        let of = counted(self.count as u64, one, more);
        let (table, keys) = match lost.role {
            Role::Placements => ("placements", "dwelling, or bag_id, or postcode and house_number"),
            Role::Roofs => ("roofs", "pand_id, bag_id, or postcode and house_number"),
            _ => ("dwellings", "bag_id, or postcode and house_number, or x and y"),
        };
        match self.why {
            Why::HomeRejected => format!(
                "the homes of {of} were rejected in their own file; mend these first, in\n  \
                 afgekeurd_<file>.csv"
            ),
            Why::HomeUnplaced => {
                format!("the homes of {of} have no place themselves; mend these first")
            }
            Why::HomeUnknown => format!(
                "no file of homes has the home of {of}: the files are of other days or\n  \
                 corporations, or their numbers are not of one kind; compare the keys above"
            ),
            Why::NoTable => format!(
                "there is no table of addresses, and without it the BAG id or address of {of}\n  \
                 leads nowhere; give it in spreiding.toml: [addresses] path = \"bag.csv\""
            ),
            Why::StepOff => format!(
                "`steps` under [locate] leaves out bag_id and address, by which {of} could be found"
            ),
            Why::NotInTable => format!(
                "the table of addresses has not the home of {of}, or has it at several places: it is of another\n  \
                 municipality or day, or without letters and additions; compare the keys above"
            ),
            Why::Outside => format!(
                "the points of {of} lie outside the map: homes of another municipality, a map of\n  \
                 another city, or wrong coordinates; look at both in QGIS"
            ),
            Why::CodeUnknown => format!(
                "the area codes of {of} are not on the map: they are of another year or\n  \
                 municipality, see `area_year`"
            ),
            Why::NoKey => format!(
                "there is no key at all of {of}; map the columns that say where they are under\n  \
                 [{table}.columns]: {keys}"
            ),
        }
    }
}
