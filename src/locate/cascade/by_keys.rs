//! Rows with several keys: each row tries all of them, in ranges of rows.

use geo::Point;
use polars::prelude::{
    BooleanChunked, Column, DataFrame, Float64Chunked, IntoColumn, PolarsResult, StringChunked,
};
use rayon::prelude::*;

use crate::config::{LocateConfig, Step};

use super::super::index::AreaIndex;
use super::{Cascaded, Disagreeing, Keys, NO_AREA, Place, Positions, area_column, texts};

/// Rows that are located at a time: their keys and results stay in a processor's cache. Tests have few
/// rows, and several ranges of them.
const RANGE: usize = if cfg!(test) { 16 } else { 1 << 16 };

/// What the cascade finds for one row.
struct Found {
    place: Place,
    area: Option<u32>,
    /// The first key that disagrees with the deciding one.
    disagreement: Option<Disagreeing>,
    unknown_code: bool,
}

/// The keys of one row.
#[derive(Clone, Copy)]
struct RowKeys<'a> {
    code: Option<&'a str>,
    has_address: bool,
    by_id: Option<Point>,
    by_address: Option<Point>,
    own: Option<Point>,
}

impl RowKeys<'_> {
    /// A corporation's own point says best where the home is; then its id, then its address.
    fn position(&self) -> Option<Point> {
        self.own.or(self.by_id).or(self.by_address)
    }
}

/// The keys of a range of rows.
struct RangeKeys {
    codes: Option<StringChunked>,
    addresses: [Option<BooleanChunked>; 2],
    by_id: Points,
    by_address: Points,
    own: Points,
}

type Points = Option<[Float64Chunked; 2]>;

impl RangeKeys {
    fn of(keys: &Keys, first: usize, length: usize) -> PolarsResult<RangeKeys> {
        let part = |column: &Column| column.slice(first as i64, length);
        let points = |columns: &Option<[Column; 2]>| -> PolarsResult<Points> {
            let Some([x, y]) = columns else { return Ok(None) };
            let one =
                |column| -> PolarsResult<_> { Ok(part(column).f64()?.rechunk().into_owned()) };
            Ok(Some([one(x)?, one(y)?]))
        };
        let any = |column: &Option<Column>| {
            column.as_ref().map(|column| part(column).is_not_null().rechunk().into_owned())
        };
        Ok(RangeKeys {
            codes: keys.codes.as_ref().map(|codes| texts(&part(codes))).transpose()?,
            addresses: [any(&keys.addresses[0]), any(&keys.addresses[1])],
            by_id: points(&keys.by_id)?,
            by_address: points(&keys.by_address)?,
            own: points(&keys.own)?,
        })
    }

    fn row(&self, row: usize) -> RowKeys<'_> {
        let point = |points: &Points| {
            let [x, y] = points.as_ref()?;
            Some(Point::new(x.get(row)?, y.get(row)?))
        };
        let has = |flags: &Option<BooleanChunked>| {
            flags.as_ref().is_some_and(|flags| flags.get(row) == Some(true))
        };
        RowKeys {
            code: self.codes.as_ref().and_then(|codes| codes.get(row)),
            has_address: self.addresses.iter().any(has),
            by_id: point(&self.by_id),
            by_address: point(&self.by_address),
            own: point(&self.own),
        }
    }
}

/// What comes of a range of rows.
#[derive(Default)]
struct Part {
    areas: Vec<u32>,
    places: Vec<Place>,
    positions: [Vec<Option<f64>>; 2],
    disagreements: Vec<(usize, Disagreeing)>,
    unknown_codes: Vec<usize>,
}

/// Locates every row by all of its keys.
pub(super) fn locate(
    frame: DataFrame,
    keys: &Keys,
    index: &AreaIndex<'_>,
    config: &LocateConfig,
    positions: Positions,
) -> PolarsResult<Cascaded> {
    let height = frame.height();
    let firsts: Vec<usize> = (0..height).step_by(RANGE).collect();
    let parts = firsts.into_par_iter().map(|first| {
        let length = RANGE.min(height - first);
        let keys = RangeKeys::of(keys, first, length)?;
        let mut part = Part::default();
        for row in 0..length {
            let of_row = keys.row(row);
            let found = locate_row(of_row, index, config);
            part.areas.push(found.area.unwrap_or(NO_AREA));
            part.places.push(found.place);
            if let Some(disagreement) = found.disagreement {
                part.disagreements.push((first + row, disagreement));
            }
            if found.unknown_code {
                part.unknown_codes.push(first + row);
            }
            if positions == Positions::Joined {
                let at = of_row.position();
                part.positions[0].push(at.map(Point::x));
                part.positions[1].push(at.map(Point::y));
            }
        }
        Ok(part)
    });
    let parts: Vec<Part> = parts.collect::<PolarsResult<_>>()?;

    let mut located = Cascaded {
        frame,
        places: Vec::with_capacity(height),
        disagreements: Vec::new(),
        unknown_codes: Vec::new(),
        unknown_homes: Vec::new(),
        outside: Vec::new(),
    };
    let (mut areas, mut at) = (Vec::new(), [Vec::new(), Vec::new()]);
    for part in parts {
        areas.push(part.areas);
        located.places.extend(part.places);
        located.disagreements.extend(part.disagreements);
        located.unknown_codes.extend(part.unknown_codes);
        for (all, more) in at.iter_mut().zip(part.positions) {
            all.push(more);
        }
    }
    located.frame.with_column(area_column(areas)?)?;
    if positions == Positions::Joined {
        for (name, parts) in ["at_x", "at_y"].into_iter().zip(at) {
            let values = parts.into_iter().flatten();
            let column: Float64Chunked = values.collect();
            located.frame.with_column(column.with_name(name.into()).into_column())?;
        }
    }
    Ok(located)
}

/// Locates one row.
fn locate_row(keys: RowKeys<'_>, index: &AreaIndex<'_>, config: &LocateConfig) -> Found {
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
    let found = |place, area| Found { place, area, disagreement, unknown_code };
    if let Some((step, area)) = first {
        return found(Place::In(step), Some(area));
    }
    let tried = points.iter().filter_map(|(_, point)| *point);
    if config.takes(Step::Nearest)
        && let Some(area) =
            tried.clone().find_map(|point| index.nearest(point, config.snap_distance_m))
    {
        return found(Place::In(Step::Nearest), Some(area));
    }
    let nowhere = if tried.clone().next().is_some() {
        Place::Outside
    } else if keys.has_address {
        Place::AddressUnknown
    } else if keys.code.is_some() {
        Place::CodeUnknown
    } else {
        Place::NoKey
    };
    found(nowhere, None)
}
