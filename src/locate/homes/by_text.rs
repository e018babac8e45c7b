//! The homes that lettings name by a text: an id, or a BAG id.
//!
//! Lettings are far fewer than homes, so their texts go into an order or a table, and the homes pass by
//! it once.

use std::hint::black_box;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use polars::prelude::{Column, DataFrame, DataType, IdxCa, PolarsResult, StringChunked};
use rayon::prelude::*;

use super::super::AREA;
use super::super::cascade::NO_AREA;
use super::NO_OWNER;
use super::text_order::{TextOrder, mostly_rise};
use super::text_table::{NONE, RANGE, TextTable};

/// Owner and area of a home.
type Home = (u32, u32);

/// No home: neither an owner nor an area has this number, and none has [`NO_OWNER`].
const NO_HOME: Home = (NO_OWNER - 1, NO_AREA);

/// The homes of each text among the lettings.
pub(super) struct Homes {
    /// By letting, what stands for its text; [`NONE`] without a text.
    heads: Vec<u32>,
    /// By what stands for a text, a home with that text.
    first: Vec<AtomicU64>,
    /// Texts with several homes: what stands for it and each home, in ascending order.
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

    /// Fetches what is known of some lettings: the reads of many do not wait for each other.
    pub(super) fn touch(&self, rows: std::ops::Range<usize>) {
        let heads = self.heads.get(rows).unwrap_or_default().iter();
        let homes = heads.filter_map(|head| Some(self.first.get(*head as usize)?.load(Relaxed)));
        black_box(homes.fold(0, u64::wrapping_add));
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

/// The texts of the lettings, as homes pass by them.
enum Texts<'a> {
    /// Where the texts of the homes rise.
    InOrder(TextOrder),
    InTable(TextTable<'a>),
}

impl<'a> Texts<'a> {
    /// The texts of the lettings for those of the homes, and for each letting a number below that of
    /// the lettings that stands for its text; [`NONE`] without a text.
    fn of(texts: &'a StringChunked, homes: &StringChunked) -> (Texts<'a>, Vec<u32>) {
        if mostly_rise(homes)
            && let Some((order, heads)) = TextOrder::of(texts)
        {
            return (Texts::InOrder(order), heads);
        }
        let (table, heads) = TextTable::of(texts);
        (Texts::InTable(table), heads)
    }

    /// The places in a column of homes of the texts of lettings, and what stands for each.
    fn rows_in(&self, homes: &StringChunked) -> (Vec<u32>, Vec<u32>) {
        match self {
            Texts::InOrder(order) => order.rows_in(homes),
            Texts::InTable(table) => table.rows_in(homes),
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
    let texts = texts.str()?;
    let (known, heads) = Texts::of(texts, keys.str()?);

    let (owners, areas) = (homes.column("corporation")?, homes.column(AREA)?);
    let first: Vec<AtomicU64> =
        (0..texts.len()).into_par_iter().map(|_| AtomicU64::new(packed(NO_HOME))).collect();
    let starts: Vec<usize> = (0..homes.height()).step_by(RANGE).collect();
    let further = starts.into_par_iter().with_max_len(16).map(|start| {
        let part = |column: &Column| column.slice(start as i64, RANGE);
        let (rows, heads) = known.rows_in(part(keys).str()?);
        let rows = IdxCa::from_vec("".into(), rows);
        let owners = part(owners).take(&rows)?.to_physical_repr().cast(&DataType::UInt32)?;
        let areas = part(areas).take(&rows)?;
        // Touched before they are changed, the places of the heads are fetched side by side.
        let touched = heads.iter().map(|head| first[*head as usize].load(Relaxed));
        black_box(touched.fold(0, u64::wrapping_add));
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
