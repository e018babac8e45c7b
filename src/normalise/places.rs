//! Places within reach of which homes are to be: points, lines or outlines of a layer, or the positions of
//! a table, in RD New metres.

use geo::{CoordsIter, Geometry, Point};
use polars::prelude::{PolarsResult, col, lit};

use crate::config::{Config, PlacesFile};
use crate::crs::{self, Crs};
use crate::diagnostics::{Finding, codes};
use crate::model::schema;
use crate::read::{self, Feature, TableOptions};

use super::columns::{is_layer, kinds, wanted, with_unit_kind};
use super::error::InputError;
use super::input_file::{InputFile, Role, admit, label};
use super::layer_crs::{LayerSource, reading_of, take_points_at_zero};
use super::needed::Needed;
use super::position;
use super::roofs::to_rd;
use super::sift::{Sift, among_rows, rows_of};

/// The places of one file, of which at least one has a shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// Their id in the configuration.
    pub id: String,
    /// How far a home may lie from the nearest one to be near, in metres.
    pub within_m: f64,
    /// Where each lies, in RD New metres.
    pub shapes: Vec<Geometry<f64>>,
    /// Rows that were rejected: places of which it is not known where they lie.
    pub n_rejected: u64,
}

/// Reads the places of every file.
pub(super) fn read(
    config: &Config,
    inputs: &mut Vec<InputFile>,
) -> Result<Vec<Places>, InputError> {
    let mut all = Vec::new();
    for file in &config.places {
        let read = read_file(config, file);
        let paths = [file.path.as_path(), &config.resolve(&file.path)];
        let Some((places, input)) = admit(inputs, Role::Places, paths, read)? else { continue };
        inputs.push(input);
        all.push(places);
    }
    Ok(all)
}

fn read_file(config: &Config, file: &PlacesFile) -> Result<(Places, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let name = label(&file.path);
    let (mut sift, shapes) = match is_layer(&file.path) {
        true => of_layer(file, &path)?,
        false => of_table(file, &path)?,
    };
    if !config.counts_by_place(file) {
        let detail = format!(
            "no indicator names {} or {}: kerncijfers.json tells of these places, the layers do not",
            file.near_column(),
            file.distance_column()
        );
        sift.note(Finding::new(&codes::PLACES_UNUSED, &name, 1).detail(detail));
    }
    let sifted = sift.finish()?;
    let shapes: Vec<Geometry> = if is_layer(&file.path) {
        let rows = rows_of(&sifted.frame)?.into_iter();
        rows.filter_map(|row| shapes.get(row as usize - 1).cloned().flatten()).collect()
    } else {
        let (xs, ys) = (sifted.frame.column("x")?.f64()?, sifted.frame.column("y")?.f64()?);
        let points = xs.iter().zip(ys.iter()).filter_map(|(x, y)| Some(Point::new(x?, y?)));
        points.map(Geometry::Point).collect()
    };
    let mut findings = sifted.findings;
    if shapes.is_empty() {
        let detail = format!(
            "{name} holds no place that can be used: of {} rows {} were rejected and {} set aside\n  \
             mend the file, or take the table [[places]] of `{}` out of the configuration",
            sifted.account.read, sifted.account.rejected, sifted.account.set_aside, file.id
        );
        findings.push(Finding::new(&codes::NO_PLACES, &name, sifted.account.read).detail(detail));
    }
    let n_rejected = sifted.account.rejected;
    let input = InputFile::of(Role::Places, &file.path, &path, sifted.account).with(
        findings,
        sifted.rejected,
        sifted.unread,
    );
    Ok((Places { id: file.id.clone(), within_m: file.within_m, shapes, n_rejected }, input))
}

type Shapes = Vec<Option<Geometry<f64>>>;

/// The features of a layer, and the shape of each in RD New.
fn of_layer(file: &PlacesFile, path: &std::path::Path) -> Result<(Sift, Shapes), InputError> {
    let name = label(&file.path);
    let mut layer = read::read_layer(path, file.layer.as_deref())?;
    if let Some(detail) = layer.cut.take().filter(|_| !file.complete) {
        return Err(InputError::LayerCut { file: name, detail, table: "[[places]]".to_owned() });
    }
    let mut asked = wanted(&file.columns, schema::PLACES, "places");
    asked.retain(|column| !["x", "y"].contains(&column.name.as_str()));
    let mut columns = kinds(schema::PLACES, &[&file.columns]);
    columns.retain(|(name, _)| !["x", "y"].contains(&name.as_str()));
    with_unit_kind(&file.form(), "places", &mut asked, &mut columns);
    let mut raw = read::table_of_layer(path, &layer, &asked)?;
    let at_zero: Vec<u32> =
        take_points_at_zero(&mut layer.features).into_iter().map(|at| at as u32 + 1).collect();
    take_unreadable(&mut layer.features);
    let source = LayerSource {
        file: &name,
        told: file.crs.as_deref(),
        key: "places.crs",
        name: &|at| format!("place {}", at + 1),
    };
    let (reading, otherwise) = reading_of(&layer, &source)?;
    raw.remarks.append(&mut layer.remarks);
    raw.remarks.extend(otherwise);
    let shapes: Shapes =
        layer.features.into_iter().map(|feature| Some(to_rd(feature.geometry?, reading))).collect();

    let mut sift = Sift::new(raw, &name, &columns, &file.form(), Needed::PLACES_OF_LAYER)?;
    let here = |rows: Vec<u32>, test: &dyn Fn(u32) -> bool| -> Vec<u32> {
        rows.into_iter().filter(|row| test(*row)).collect()
    };
    let zero = here(rows_of(sift.frame())?, &|row| at_zero.binary_search(&row).is_ok());
    sift.reject(among_rows(&zero), &codes::PLACE_AT_ZERO, None)?;
    let shape = |row: u32| shapes.get(row as usize - 1).and_then(Option::as_ref);
    let without = here(rows_of(sift.frame())?, &|row| shape(row).is_none());
    sift.reject(among_rows(&without), &codes::PLACE_SHAPE, None)?;
    let closed = here(rows_of(sift.frame())?, &|row| shape(row).is_some_and(is_closed_line));
    if !closed.is_empty() {
        sift.note(sift.finding(&codes::PLACE_CLOSED_LINE, &closed));
    }
    Ok((sift, shapes))
}

/// The rows of a table with their positions in RD New.
fn of_table(file: &PlacesFile, path: &std::path::Path) -> Result<(Sift, Shapes), InputError> {
    let mut asked = wanted(&file.columns, schema::PLACES, "places");
    for column in asked.iter_mut().filter(|column| column.name != "name") {
        column.required = true;
    }
    let mut columns = kinds(schema::PLACES, &[&file.columns]);
    with_unit_kind(&file.form(), "places", &mut asked, &mut columns);
    let raw = read::read_table(path, &asked, TableOptions::from(&file.form()))?;
    let name = label(&file.path);
    let mut sift = Sift::new(raw, &name, &columns, &file.form(), Needed::PLACES)?;
    let without = || col("x").is_null().or(col("y").is_null());
    sift.reject(without(), &codes::PLACE_SHAPE, Some("x"))?;
    let at_zero = col("x").eq(lit(0.0)).or(col("y").eq(lit(0.0)));
    sift.reject(at_zero, &codes::PLACE_AT_ZERO, Some("x"))?;
    position::sift_positions(&mut sift, file.crs.as_deref(), "places.crs")?;
    let outside = outside_the_country(&sift)?;
    sift.reject(among_rows(&outside), &codes::PLACE_OUTSIDE, Some("x"))?;
    Ok((sift, Vec::new()))
}

/// The rows whose position lies in no system in or near the Netherlands.
fn outside_the_country(sift: &Sift) -> PolarsResult<Vec<u32>> {
    let (xs, ys) = (sift.frame().column("x")?.f64()?, sift.frame().column("y")?.f64()?);
    let is_inside = |(x, y): (Option<f64>, Option<f64>)| {
        let at = x.zip(y).map(|(x, y)| geo::Coord { x, y });
        at.is_some_and(|at| crs::recognise::by_range(at, at) == Some(Crs::RdNew))
    };
    let rows = rows_of(sift.frame())?.into_iter().zip(xs.iter().zip(ys.iter()));
    Ok(rows.filter(|(_, at)| !is_inside(*at)).map(|(row, _)| row).collect())
}

/// Takes the shape of every feature with a coordinate that is no number: as of a table, such a row is judged
/// by itself.
fn take_unreadable(features: &mut [Feature]) {
    for feature in features {
        let is_number = |shape: &Geometry| {
            shape.coords_iter().all(|coord| coord.x.is_finite() && coord.y.is_finite())
        };
        feature.geometry = feature.geometry.take().filter(is_number);
    }
}

/// Whether a place is drawn as a line that ends where it begins, which encloses nothing.
fn is_closed_line(shape: &Geometry) -> bool {
    let is_closed = |line: &geo::LineString| line.0.len() > 3 && line.is_closed();
    match shape {
        Geometry::LineString(line) => is_closed(line),
        Geometry::MultiLineString(lines) => lines.0.iter().any(is_closed),
        Geometry::GeometryCollection(parts) => parts.0.iter().any(is_closed_line),
        _ => false,
    }
}
