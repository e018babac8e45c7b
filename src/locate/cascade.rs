//! The cascade: the keys of a row in their fixed order, and where they disagree.
//!
//! A table with no other place than each row's own point goes from its coordinates to areas in
//! batches ([`by_point`]); with more keys each row goes through all of them ([`by_keys`]).

mod by_keys;
mod by_point;

use polars::prelude::{Column, DataFrame, IntoColumn, PolarsResult, StringChunked, UInt32Chunked};
use polars_core::utils::arrow::bitmap::MutableBitmap;

use crate::config::{LocateConfig, Step};
use crate::diagnostics::{Entry, codes};

use super::AREA;
use super::index::AreaIndex;

/// In a batch of positions of areas: no area.
pub(super) const NO_AREA: u32 = u32::MAX;

/// Where a row went; the area itself stands in [`AREA`]. One byte, as there is one for each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In an area, by this step.
    In(Step),
    /// In the area of the home that it names (placements and roofs).
    AtHome,
    /// Nowhere: it has a point, and no area holds it.
    Outside,
    /// Nowhere: it has an address or id that the table of addresses does not have.
    AddressUnknown,
    /// Nowhere: it names an area that the geometry does not have.
    CodeUnknown,
    /// Nowhere: it names a home that is not in the dwellings, and has no other key (lettings).
    HomeUnknown,
    /// Nowhere: the home that it names has no place either, and it has no other key (lettings).
    HomeUnplaced,
    /// Nowhere: it has no key at all.
    NoKey,
}

impl Place {
    /// Number of places, for counts by [`Place::number`].
    pub(super) const COUNT: usize = 12;

    /// A number of its own, below [`Place::COUNT`].
    pub(super) fn number(self) -> usize {
        match self {
            Place::In(Step::Area) => 0,
            Place::In(Step::BagId) => 1,
            Place::In(Step::Address) => 2,
            Place::In(Step::Point) => 3,
            Place::In(Step::Nearest) => 4,
            Place::AtHome => 5,
            Place::Outside => 6,
            Place::AddressUnknown => 7,
            Place::CodeUnknown => 8,
            Place::HomeUnknown => 9,
            Place::NoKey => 10,
            Place::HomeUnplaced => 11,
        }
    }

    /// Why the row has no area, in Dutch, and the finding that tells it; `None` where it has one.
    pub(super) fn reason(self) -> Option<(&'static str, &'static Entry)> {
        let said = match self {
            Place::In(_) | Place::AtHome => return None,
            Place::Outside => return Some(("punt buiten alle gebieden", &codes::OUTSIDE)),
            Place::AddressUnknown => {
                "adres of BAG-id staat niet, of op meer plekken, in de adressentabel"
            }
            Place::CodeUnknown => "gebiedscode onbekend",
            Place::HomeUnknown => "woning niet in de bestanden, en geen eigen sleutel",
            Place::HomeUnplaced => "de woning heeft zelf geen plek, en geen eigen sleutel",
            Place::NoKey => "geen sleutel",
        };
        Some((said, &codes::NOT_PLACED))
    }

    /// Whether the row has no area.
    pub(super) fn is_nowhere(self) -> bool {
        self.reason().is_some()
    }
}

/// A table with its areas.
pub(super) struct Cascaded {
    /// The frame with [`AREA`], and where they were asked for `at_x` and `at_y`: the position that a
    /// survey can be joined to.
    pub frame: DataFrame,
    /// Where each row went.
    pub places: Vec<Place>,
    /// Rows of which two keys disagree: row, and the two steps with their areas.
    pub disagreements: Vec<(usize, Disagreeing)>,
    /// Rows that give a code of an area that the geometry does not have.
    pub unknown_codes: Vec<usize>,
    /// Rows that name a home which is not in the dwellings (lettings).
    pub unknown_homes: Vec<usize>,
    /// Some rows whose point lies outside every area, with that point, where points may have left the
    /// frame; in order of row.
    pub outside: Vec<(usize, [f64; 2])>,
}

/// Two steps that lead to different areas; the first decides.
pub(super) type Disagreeing = [(Step, u32); 2];

/// What becomes of the positions of a located table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Positions {
    /// A survey is joined to them: the table gets `at_x` and `at_y`.
    Joined,
    /// They stay as they are.
    Kept,
    /// Nothing asks for `x` and `y` any more: they leave the table where they can.
    Dropped,
}

/// The columns of a frame that a row can be located by; `None` for those without any value.
struct Keys {
    codes: Option<Column>,
    /// The BAG id and the key of the address: that there is one, not where it leads.
    addresses: [Option<Column>; 2],
    by_id: Option<[Column; 2]>,
    by_address: Option<[Column; 2]>,
    own: Option<[Column; 2]>,
}

impl Keys {
    fn of(frame: &DataFrame) -> Keys {
        let column = |name: &str| {
            let column = frame.column(name).ok()?;
            (column.null_count() < column.len()).then(|| column.clone())
        };
        let points = |x: &str, y: &str| Some([column(x)?, column(y)?]);
        Keys {
            codes: column("area"),
            addresses: ["bag_id", "address_key"].map(column),
            by_id: points("id_x", "id_y"),
            by_address: points("address_x", "address_y"),
            own: points("x", "y"),
        }
    }

    /// Whether the row's own point is all that can place it, and all that says where it is.
    fn only_points(&self, config: &LocateConfig, positions: Positions) -> bool {
        let unused = |step, points: &Option<[Column; 2]>| {
            points.is_none() || (positions != Positions::Joined && !config.takes(step))
        };
        (self.codes.is_none() || !config.takes(Step::Area))
            && unused(Step::BagId, &self.by_id)
            && unused(Step::Address, &self.by_address)
    }
}

/// Locates every row of a frame that carries the columns of
/// [`crate::normalise::City::dwellings`].
pub(super) fn locate(
    frame: DataFrame,
    index: &AreaIndex<'_>,
    config: &LocateConfig,
    positions: Positions,
) -> PolarsResult<Cascaded> {
    let keys = Keys::of(&frame);
    if keys.only_points(config, positions) {
        by_point::locate(frame, keys, index, config, positions)
    } else {
        by_keys::locate(frame, &keys, index, config, positions)
    }
}

/// The column [`AREA`] of batches of areas, one chunk each.
pub(super) fn area_column(batches: impl IntoIterator<Item = Vec<u32>>) -> PolarsResult<Column> {
    column_of(batches.into_iter().map(area_chunk))
}

/// Such a column of chunks.
fn column_of(chunks: impl IntoIterator<Item = UInt32Chunked>) -> PolarsResult<Column> {
    let mut column = UInt32Chunked::from_vec(AREA.into(), Vec::new());
    for chunk in chunks {
        column.append_owned(chunk)?;
    }
    Ok(column.into_column())
}

/// Areas of some rows, null for [`NO_AREA`].
fn area_chunk(areas: Vec<u32>) -> UInt32Chunked {
    if !areas.contains(&NO_AREA) {
        return UInt32Chunked::from_vec(AREA.into(), areas);
    }
    let mut known = MutableBitmap::from_len_set(areas.len());
    let unknown = areas.iter().enumerate().filter(|(_, area)| **area == NO_AREA);
    unknown.for_each(|(at, _)| known.set(at, false));
    UInt32Chunked::from_vec_validity(AREA.into(), areas, Some(known.freeze()))
}

/// The texts of a column of any type that holds text.
fn texts(column: &Column) -> PolarsResult<StringChunked> {
    let column = column.cast(&polars::prelude::DataType::String)?;
    Ok(column.str()?.rechunk().into_owned())
}

#[cfg(test)]
mod tests;
