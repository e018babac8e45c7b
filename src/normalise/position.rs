//! Columns `x` and `y` of a table to RD New metres.

use geo::Coord;
use polars::prelude::{Column, DataFrame, Float64Chunked, IntoLazy, PolarsResult, col, lit};
use rayon::prelude::*;

use crate::crs::{self, Crs, DeclaredCrs, Reading};
use crate::diagnostics::{Entry, Finding, codes};
use crate::read::ROW;

use super::error::InputError;
use super::needed::POSITION;
use super::sift::{Sift, rows_of};

/// Brings the positions of a table to RD New as [`to_rd`] does, after mending what can only be meant in
/// one way: x and y that were swapped, and degrees among metres. A position with a zero is none.
pub(super) fn sift_positions(
    sift: &mut Sift,
    told: Option<&str>,
    key: &str,
) -> Result<(), InputError> {
    if all_in_rd(sift.frame(), told)? {
        return Ok(());
    }
    let zero = col("x").eq(lit(0.0)).or(col("y").eq(lit(0.0)));
    let zero = sift.frame().clone().lazy().filter(zero.fill_null(lit(false))).select([col(ROW)]);
    let zero = rows_of(&zero.collect()?)?;
    sift.give_up_cells(&zero, &codes::COORDINATES_ZERO, "x", &POSITION)?;
    let mut frame = sift.frame().clone();
    for (entry, rows) in mend(&mut frame, told)? {
        let finding = sift.finding(entry, &rows).column(sift.named("x"));
        sift.note(finding);
    }
    let otherwise = to_rd(&mut frame, sift.file(), told, key)?;
    if let Some(detail) = otherwise {
        let rows = frame.height() as u64;
        let finding = Finding::new(&codes::OTHER_SYSTEM, sift.file(), rows).detail(detail);
        sift.note(finding.column(sift.named("x")));
    }
    sift.replace(frame);
    Ok(())
}

/// Whether every position stands in the range of RD New, and that is the system: nothing is to be done.
fn all_in_rd(frame: &DataFrame, told: Option<&str>) -> PolarsResult<bool> {
    let told = told.map(crs::recognise::from_authority);
    if !matches!(told, None | Some(DeclaredCrs::Known(Crs::RdNew))) {
        return Ok(false);
    }
    let (xs, ys) = (frame.column("x")?.f64()?, frame.column("y")?.f64()?);
    match (bounds(xs), bounds(ys)) {
        (Some((left, right)), Some((low, high))) => {
            let (from, to) = (Coord { x: left, y: low }, Coord { x: right, y: high });
            Ok(left > 0.0 && crs::recognise::by_range(from, to) == Some(Crs::RdNew))
        }
        (None, None) => Ok(true),
        _ => Ok(false),
    }
}

/// The least and the largest number; `None` without a number.
fn bounds(axis: &Float64Chunked) -> Option<(f64, f64)> {
    let least = |one: f64, other: f64| if other < one { other } else { one };
    let most = |one: f64, other: f64| if other > one { other } else { one };
    let none = || (f64::INFINITY, f64::NEG_INFINITY);
    let chunks: Vec<_> = axis.downcast_iter().collect();
    let with = |(low, high), value: &f64| (least(low, *value), most(high, *value));
    let both = |one: (f64, f64), other: (f64, f64)| (least(one.0, other.0), most(one.1, other.1));
    let of_chunks = chunks.par_iter().with_max_len(8).map(|chunk| match axis.null_count() {
        0 => chunk.values().iter().fold(none(), with),
        _ => chunk.iter().flatten().fold(none(), with),
    });
    let (low, high) = of_chunks.reduce(none, both);
    (low <= high).then_some((low, high))
}

/// Mends single rows, and tells which.
fn mend(
    frame: &mut DataFrame,
    told: Option<&str>,
) -> Result<Vec<(&'static Entry, Vec<u32>)>, InputError> {
    let rows = rows_of(frame)?;
    let mut points = points_of(frame)?;
    let range = |point: Coord| crs::recognise::by_range(point, point);
    let turned = |point: Coord| Coord { x: point.y, y: point.x };
    let mut swapped = Vec::new();
    for (row, point) in rows.iter().zip(&mut points) {
        let Some(at) = point else { continue };
        if range(*at).is_none() && range(turned(*at)).is_some() {
            *at = turned(*at);
            swapped.push(*row);
        }
    }
    let mut mixed = Vec::new();
    let most = by_majority(points.iter().flatten().copied());
    if told.is_none()
        && let Some(most) = most
    {
        for (row, point) in rows.iter().zip(&mut points) {
            let Some(at) = point else { continue };
            let system = range(*at).filter(|own| (*own == Crs::RdNew) != (most == Crs::RdNew));
            if let Some(system) = system {
                // Into the system of most rows, from which all are brought to RD New.
                *at = match most {
                    Crs::RdNew => system.to_rd(*at),
                    Crs::Wgs84 | Crs::Etrs89 => crs::rd_to_degrees(*at),
                };
                mixed.push(*row);
            }
        }
    }
    if !swapped.is_empty() || !mixed.is_empty() {
        replace(frame, &points)?;
    }
    let all = [(&codes::COORDINATES_SWAPPED, swapped), (&codes::COORDINATES_MIXED, mixed)];
    Ok(all.into_iter().filter(|(_, rows)| !rows.is_empty()).collect())
}

fn points_of(frame: &DataFrame) -> PolarsResult<Vec<Option<Coord>>> {
    let (xs, ys) = (frame.column("x")?.f64()?, frame.column("y")?.f64()?);
    Ok(xs.iter().zip(ys.iter()).map(|(x, y)| Some(Coord { x: x?, y: y? })).collect())
}

/// Brings `x` and `y` to RD New, from the system that most rows lie in, or else the one that is told; and
/// says so where most rows lie in another than is told.
///
/// # Errors
/// [`InputError::UnknownCrs`] when most positions lie neither in the range of RD New nor in
/// that of Dutch degrees.
pub(super) fn to_rd(
    frame: &mut DataFrame,
    file: &str,
    told: Option<&str>,
    key: &str,
) -> Result<Option<String>, InputError> {
    let (xs, ys) = (frame.column("x")?.f64()?.clone(), frame.column("y")?.f64()?.clone());
    let points = || xs.iter().zip(ys.iter()).filter_map(|(x, y)| Some(Coord { x: x?, y: y? }));
    if points().next().is_none() {
        return Ok(None);
    }
    let is_rd = |system: Crs| system == Crs::RdNew;
    let mut otherwise = None;
    let system = match told.map(crs::recognise::from_authority) {
        Some(DeclaredCrs::Known(told)) => match by_majority(points()) {
            Some(found) if is_rd(found) != is_rd(told) => {
                let numbers = Reading::plain(found);
                otherwise = Some(format!(
                    "`{key}` says {told}; most numbers are {numbers}, and all were read so"
                ));
                found
            }
            Some(_) => told,
            None if points().any(|point| {
                crs::recognise::by_range(point, point).is_some_and(|own| is_rd(own) == is_rd(told))
            }) =>
            {
                told
            }
            None => {
                return Err(InputError::UnknownCrs {
                    file: file.to_owned(),
                    found: describe_range(points()),
                    key: key.to_owned(),
                });
            }
        },
        _ => by_majority(points()).ok_or_else(|| InputError::UnknownCrs {
            file: file.to_owned(),
            found: describe_range(points()),
            key: key.to_owned(),
        })?,
    };
    if system != Crs::RdNew {
        let moved: Vec<Option<Coord>> = xs
            .iter()
            .zip(ys.iter())
            .map(|(x, y)| Some(system.to_rd(Coord { x: x?, y: y? })))
            .collect();
        replace(frame, &moved)?;
    }
    Ok(otherwise)
}

fn replace(frame: &mut DataFrame, points: &[Option<Coord>]) -> PolarsResult<()> {
    let axis = |pick: fn(&Coord) -> f64| -> Vec<Option<f64>> {
        points.iter().map(|point| point.as_ref().map(pick)).collect()
    };
    frame.with_column(Column::new("x".into(), axis(|c| c.x)))?;
    frame.with_column(Column::new("y".into(), axis(|c| c.y)))?;
    Ok(())
}

/// The system in whose range more than half of the points lie.
fn by_majority(points: impl Iterator<Item = Coord>) -> Option<Crs> {
    let (mut rd, mut degrees, mut all) = (0_u64, 0_u64, 0_u64);
    for point in points {
        all += 1;
        match crs::recognise::by_range(point, point) {
            Some(Crs::RdNew) => rd += 1,
            Some(_) => degrees += 1,
            None => {}
        }
    }
    match (2 * rd > all, 2 * degrees > all) {
        (true, _) => Some(Crs::RdNew),
        (_, true) => Some(Crs::Wgs84),
        _ => None,
    }
}

fn describe_range(points: impl Iterator<Item = Coord>) -> String {
    let mut first = None;
    let (low, high) = points.inspect(|point| first = first.or(Some(*point))).fold(
        (Coord { x: f64::MAX, y: f64::MAX }, Coord { x: f64::MIN, y: f64::MIN }),
        |(low, high), point| {
            (
                Coord { x: low.x.min(point.x), y: low.y.min(point.y) },
                Coord { x: high.x.max(point.x), y: high.y.max(point.y) },
            )
        },
    );
    let numbers = format!("x {} to {}, y {} to {}", low.x, high.x, low.y, high.y);
    match first.map(crs::looks_like) {
        Some(name) if name.contains("EPSG") || name.contains("kilometres") => {
            format!("no system that is read ({numbers}, which look like {name})")
        }
        _ => format!("no known system ({numbers})"),
    }
}
