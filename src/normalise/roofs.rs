//! Asbestos surveys: one roof a row, with its outline where the survey has one.

use geo::{Geometry, InteriorPoint, MapCoords, MultiPolygon, Point};
use polars::prelude::{
    Column, DataFrame, IntoLazy, JoinArgs, JoinType, PolarsResult, coalesce, col, lit,
};

use crate::config::{Config, Mapping, RoofsFile};
use crate::crs::{Crs, Reading};
use crate::diagnostics::{Finding, codes};
use crate::model::schema;
use crate::read::{self, ROW, TableOptions};

use super::columns::{FILE, is_layer, kinds, wanted, with_unit_kind};
use super::error::InputError;
use super::input_file::{InputFile, Role, admit, label};
use super::layer_crs::{LayerSource, reading_of, take_points_at_zero};
use super::needed::Needed;
use super::position;
use super::sift::{Sift, rows_of};
use super::text::{ADDRESS_KEY, address_key};

/// The surveyed roofs of all files.
#[derive(Debug, Clone)]
pub struct Survey {
    /// One row a roof: the columns of [`schema::ROOFS`], `file`, `row`; `x` and `y` are the roof's
    /// own position where it has one.
    pub frame: DataFrame,
    /// Outline of each roof, `None` for points and table rows; parallel to `frame`.
    pub outlines: Vec<Option<MultiPolygon<f64>>>,
}

/// Reads every survey; `None` without files.
pub(super) fn read(
    config: &Config,
    inputs: &mut Vec<InputFile>,
) -> Result<Option<Survey>, InputError> {
    let mut all: Option<Survey> = None;
    for (at, file) in config.roofs.iter().enumerate() {
        let read = read_file(config, file, at as u32);
        let paths = [file.path.as_path(), &config.resolve(&file.path)];
        let Some((survey, input)) = admit(inputs, Role::Roofs, paths, read)? else { continue };
        inputs.push(input);
        match &mut all {
            Some(all) => {
                all.frame.vstack_mut(&survey.frame)?;
                all.outlines.extend(survey.outlines);
            }
            None => all = Some(survey),
        }
    }
    Ok(all)
}

fn read_file(
    config: &Config,
    file: &RoofsFile,
    at: u32,
) -> Result<(Survey, InputFile), InputError> {
    let path = config.resolve(&file.path);
    let mut wanted = wanted(&file.columns, schema::ROOFS, "roofs");
    if file.kind.is_some() {
        wanted.retain(|column| column.name != "kind"); // a survey's own `soort` may mean another thing
    }
    for column in wanted.iter_mut().filter(|column| column.name == "kind") {
        column.key = "roofs.columns.kind (or kind = \"home\" or \"shed\" for the file)".to_owned();
    }
    for column in &mut wanted {
        column.required |= ["state", "kind"].contains(&column.name.as_str());
    }
    let mut columns = kinds(schema::ROOFS, &[&file.columns as &Mapping]);
    with_unit_kind(&file.form(), "roofs", &mut wanted, &mut columns);
    let mut at_zero = Vec::new();
    let (raw, shapes) = if is_layer(&file.path) {
        let mut layer = read::read_layer(&path, file.layer.as_deref())?;
        if let Some(detail) = layer.cut.take().filter(|_| !file.complete) {
            let file = label(&file.path);
            return Err(InputError::LayerCut { file, detail, table: "[[roofs]]".to_owned() });
        }
        let zero = take_points_at_zero(&mut layer.features);
        at_zero.extend(zero.into_iter().map(|at| at as u32 + 1));
        let mut raw = read::table_of_layer(&path, &layer, &wanted)?;
        let source = LayerSource {
            file: &label(&file.path),
            told: file.crs.as_deref(),
            key: "roofs.crs",
            name: &|at| format!("roof {}", at + 1),
        };
        let (reading, otherwise) = reading_of(&layer, &source)?;
        raw.remarks.append(&mut layer.remarks);
        raw.remarks.extend(otherwise);
        let shapes: Vec<Option<Geometry>> = layer
            .features
            .into_iter()
            .map(|feature| Some(to_rd(feature.geometry?, reading)))
            .collect();
        (raw, shapes)
    } else {
        let options = TableOptions::from(&file.form());
        (read::read_table(&path, &wanted, options)?, Vec::new())
    };

    let needed = if is_layer(&file.path) { Needed::ROOFS_OF_LAYER } else { Needed::ROOFS };
    let mut sift = Sift::new(raw, &label(&file.path), &columns, &file.form(), needed)?;
    if let Some(kind) = &file.kind {
        let frame = sift.frame().clone().lazy().with_column(lit(kind.as_str()).alias("kind"));
        sift.replace(frame.collect()?);
    }
    sift.reject(col("kind").is_null(), &codes::ROOF_KIND_FORM, Some("kind"))?;
    if shapes.is_empty() {
        position::sift_positions(&mut sift, file.crs.as_deref(), "roofs.crs")?;
    } else {
        let mut frame = sift.frame().clone();
        place_by_shape(&mut frame, |row| shapes.get(row as usize - 1)?.as_ref())?;
        let rows = rows_of(&frame)?;
        at_zero.retain(|row| rows.binary_search(row).is_ok());
        sift.replace(frame);
        sift.placed_by_shapes(Needed::ROOFS);
        sift.give_up_cells(&at_zero, &codes::COORDINATES_ZERO, "x", &[])?;
    }

    if let Some(finding) = contradicting(&sift)? {
        sift.note(finding);
    }
    let odd: Vec<u32> = rows_of(sift.frame())?
        .into_iter()
        .filter(|row| shapes.get(*row as usize - 1).and_then(Option::as_ref).is_some_and(is_odd))
        .collect();
    if !odd.is_empty() {
        sift.note(sift.finding(&codes::ROOF_SHAPE, &odd));
    }
    let sifted = sift.finish()?;
    let outlines = rows_of(&sifted.frame)?
        .into_iter()
        .map(|row| shapes.get(row as usize - 1).and_then(Option::as_ref).and_then(outline))
        .collect();
    let order: Vec<_> = schema::ROOFS
        .iter()
        .map(|column| col(column.name))
        // What the survey itself says, before the address fills in the pand.
        .chain([col("pand_id").alias("surveyed_pand")])
        .chain([lit(at).cast(polars::prelude::DataType::UInt32).alias(FILE), col(ROW)])
        .collect();
    let frame = sifted.frame.lazy().select(order).collect()?;
    let input = InputFile::of(Role::Roofs, &file.path, &path, sifted.account)
        .with(sifted.findings, sifted.rejected, sifted.unread)
        .naming_numbers(sifted.numbers, sifted.filled_ids);
    Ok((Survey { frame, outlines }, input))
}

/// Roofs of one kind at one home or building of which the survey says different things.
fn contradicting(sift: &Sift) -> PolarsResult<Option<Finding>> {
    let key = coalesce(&[col("bag_id"), col(ADDRESS_KEY), col("pand_id")]).alias("key");
    let rows = sift.frame().clone().lazy().with_column(address_key()).with_column(key);
    let rows = rows.filter(col("key").is_not_null().and(col("state").is_not_null())).collect()?;
    let different = rows
        .clone()
        .lazy()
        .group_by([col("key"), col("kind")])
        .agg([col("state").n_unique().alias("states")])
        .filter(col("states").gt(lit(1)));
    let on = [col("key"), col("kind")];
    let found = rows.lazy().join(different, on.clone(), on, JoinArgs::new(JoinType::Semi));
    let mut found = rows_of(&found.select([col(ROW)]).collect()?)?;
    found.sort_unstable();
    Ok((!found.is_empty())
        .then(|| sift.finding(&codes::ROOF_CONFLICT, &found).column(sift.named("state"))))
}

/// Whether a shape is neither a point nor a polygon: a roof has an outline or a place.
fn is_odd(shape: &Geometry) -> bool {
    !matches!(shape, Geometry::Point(_) | Geometry::Polygon(_) | Geometry::MultiPolygon(_))
}

/// A shape in RD New metres.
pub(super) fn to_rd(shape: Geometry, reading: Reading) -> Geometry {
    if reading == Reading::plain(Crs::RdNew) {
        return shape;
    }
    shape.map_coords(|coord| reading.to_rd(coord))
}

/// Sets `x` and `y` to a point within the shape of each row, by its number.
pub(super) fn place_by_shape<'a>(
    frame: &mut DataFrame,
    shape_of: impl Fn(u32) -> Option<&'a Geometry>,
) -> Result<(), InputError> {
    let points: Vec<Option<Point>> =
        rows_of(frame)?.into_iter().map(|row| shape_of(row).and_then(inside)).collect();
    let axis = |pick: fn(Point) -> f64| -> Vec<Option<f64>> {
        points.iter().map(|point| point.map(pick)).collect()
    };
    frame.with_column(Column::new("x".into(), axis(Point::x)))?;
    frame.with_column(Column::new("y".into(), axis(Point::y)))?;
    Ok(())
}

/// A point within the shape; `None` for an empty shape or one with coordinates that are no numbers.
fn inside(shape: &Geometry) -> Option<Point> {
    use geo::CoordsIter;
    if !shape.coords_iter().all(|coord| coord.x.is_finite() && coord.y.is_finite()) {
        return None;
    }
    shape.interior_point()
}

fn outline(shape: &Geometry) -> Option<MultiPolygon<f64>> {
    inside(shape)?;
    match shape {
        Geometry::Polygon(polygon) => Some(MultiPolygon::new(vec![polygon.clone()])),
        Geometry::MultiPolygon(polygons) => Some(polygons.clone()),
        _ => None,
    }
}
