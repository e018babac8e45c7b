//! The cascade: the keys of a row in their fixed order, and where they disagree.

use geo::Point;
use polars::prelude::{Column, DataFrame, Float64Chunked, PolarsResult};
use rayon::prelude::*;

use crate::config::{LocateConfig, Step};

use super::AREA;
use super::index::AreaIndex;

/// Why a row has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Reason {
    /// It has a point, and no area holds it.
    Outside,
    /// It has an address or id that the table of addresses does not have.
    AddressUnknown,
    /// It names an area that the geometry does not have.
    CodeUnknown,
    /// It names a home that is not in the dwellings, and has no other key (lettings).
    HomeUnknown,
    /// It has no key at all.
    NoKey,
}

/// Where a row went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// In this area, by this step.
    In(u32, Step),
    /// In the area of the home that it names (placements and roofs).
    AtHome(u32),
    /// Nowhere.
    Nowhere(Reason),
}

/// A table with its areas.
pub(super) struct Cascaded {
    /// The frame with [`AREA`], and `at_x`, `at_y`: the position that a survey can be joined to.
    pub frame: DataFrame,
    /// Where each row went.
    pub places: Vec<Place>,
    /// Rows of which two keys disagree: row, and the two steps with their areas.
    pub disagreements: Vec<(usize, Disagreeing)>,
    /// Rows that give a code of an area that the geometry does not have.
    pub unknown_codes: Vec<usize>,
    /// Rows that name a home which is not in the dwellings (lettings).
    pub unknown_homes: Vec<usize>,
}

/// Two steps that lead to different areas; the first decides.
pub(super) type Disagreeing = [(Step, u32); 2];

/// What the cascade finds for one row.
struct Found {
    place: Place,
    /// The first key that disagrees with the deciding one.
    disagreement: Option<Disagreeing>,
    /// Where the home is, as well as the row tells.
    position: Option<Point>,
    unknown_code: bool,
}

/// The keys of one row.
#[derive(Clone, Copy)]
struct Keys<'a> {
    code: Option<&'a str>,
    has_address: bool,
    by_id: Option<Point>,
    by_address: Option<Point>,
    own: Option<Point>,
}

/// Locates every row of a frame that carries the columns of
/// [`crate::normalise::City::dwellings`].
pub(super) fn locate(
    frame: &DataFrame,
    index: &AreaIndex<'_>,
    config: &LocateConfig,
) -> PolarsResult<Cascaded> {
    let codes = text_column(frame, "area")?;
    let points = |x: &str, y: &str| -> PolarsResult<Points> {
        match (frame.column(x), frame.column(y)) {
            (Ok(x), Ok(y)) => Ok(Some((x.f64()?.clone(), y.f64()?.clone()))),
            _ => Ok(None),
        }
    };
    let (by_id, by_address, own) =
        (points("id_x", "id_y")?, points("address_x", "address_y")?, points("x", "y")?);
    let any_key = |name: &str| frame.column(name).ok().map(Column::is_not_null);
    let (ids, addresses) = (any_key("bag_id"), any_key("address_key"));

    let keys = |row: usize| Keys {
        code: codes.as_ref().and_then(|codes| codes.get(row)),
        has_address: [&ids, &addresses]
            .into_iter()
            .any(|flags| flags.as_ref().is_some_and(|flags| flags.get(row) == Some(true))),
        by_id: point_of(&by_id, row),
        by_address: point_of(&by_address, row),
        own: point_of(&own, row),
    };
    let located: Vec<Found> = (0..frame.height())
        .into_par_iter()
        .with_min_len(4096)
        .map(|row| locate_row(keys(row), index, config))
        .collect();

    let mut with_area = frame.clone();
    let areas: Vec<Option<u32>> = located
        .iter()
        .map(|found| match &found.place {
            Place::In(area, _) | Place::AtHome(area) => Some(*area),
            Place::Nowhere(_) => None,
        })
        .collect();
    with_area.with_column(Column::new(AREA.into(), areas))?;
    for (name, pick) in [("at_x", Point::x as fn(Point) -> f64), ("at_y", Point::y)] {
        let values: Vec<Option<f64>> =
            located.iter().map(|found| found.position.map(pick)).collect();
        with_area.with_column(Column::new(name.into(), values))?;
    }
    let disagreements = located
        .iter()
        .enumerate()
        .filter_map(|(row, found)| Some((row, found.disagreement?)))
        .collect();
    let unknown_codes = rows_where(&located, |found| found.unknown_code);
    let places = located.into_iter().map(|found| found.place).collect();
    Ok(Cascaded {
        frame: with_area,
        places,
        disagreements,
        unknown_codes,
        unknown_homes: Vec::new(),
    })
}

fn rows_where(located: &[Found], test: fn(&Found) -> bool) -> Vec<usize> {
    let rows = located.iter().enumerate().filter(|(_, found)| test(found));
    rows.map(|(row, _)| row).collect()
}

type Points = Option<(Float64Chunked, Float64Chunked)>;

fn point_of(points: &Points, row: usize) -> Option<Point> {
    let (x, y) = points.as_ref()?;
    Some(Point::new(x.get(row)?, y.get(row)?))
}

fn text_column(
    frame: &DataFrame,
    name: &str,
) -> PolarsResult<Option<polars::prelude::StringChunked>> {
    match frame.column(name) {
        Ok(column) => Ok(Some(column.str()?.rechunk().into_owned())),
        Err(_) => Ok(None),
    }
}

/// Locates one row.
fn locate_row(keys: Keys<'_>, index: &AreaIndex<'_>, config: &LocateConfig) -> Found {
    let taken = |step: Step, point: Option<Point>| point.filter(|_| config.takes(step));
    let points = [
        (Step::BagId, taken(Step::BagId, keys.by_id)),
        (Step::Address, taken(Step::Address, keys.by_address)),
        (Step::Point, taken(Step::Point, keys.own)),
    ];
    let by_code = keys
        .code
        .filter(|_| config.takes(Step::Area))
        .and_then(|text| index.coded(text))
        .map(|area| (Step::Area, area));

    let unknown_code = config.takes(Step::Area) && keys.code.is_some() && by_code.is_none();

    let mut first = by_code;
    let mut disagreement = None;
    let mut known: Option<(Point, Option<u32>)> = None; // an address's id and key share their point
    for (step, point) in points {
        let Some(point) = point else { continue };
        let holding = match known {
            Some((same, holding)) if same == point => holding,
            _ => index.holding(point),
        };
        known = Some((point, holding));
        let Some(area) = holding else { continue };
        match first {
            None => first = Some((step, area)),
            Some((_, deciding)) if deciding != area && disagreement.is_none() => {
                disagreement = first.map(|first| [first, (step, area)]);
            }
            Some(_) => {}
        }
    }
    // A corporation's own point says best where the home is; then its id, then its address.
    let position = keys.own.or(keys.by_id).or(keys.by_address);
    if let Some((step, area)) = first {
        return Found { place: Place::In(area, step), disagreement, position, unknown_code };
    }
    let tried = points.iter().filter_map(|(_, point)| *point);
    if config.takes(Step::Nearest)
        && let Some(area) =
            tried.clone().find_map(|point| index.nearest(point, config.snap_distance_m))
    {
        return Found {
            place: Place::In(area, Step::Nearest),
            disagreement,
            position,
            unknown_code,
        };
    }
    let reason = if tried.clone().next().is_some() {
        Reason::Outside
    } else if keys.has_address {
        Reason::AddressUnknown
    } else if keys.code.is_some() {
        Reason::CodeUnknown
    } else {
        Reason::NoKey
    };
    Found { place: Place::Nowhere(reason), disagreement, position, unknown_code }
}
