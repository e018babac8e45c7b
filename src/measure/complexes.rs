//! Complexes: the homes that a corporation built and keeps as one, with what they have and where they
//! lie.

use std::collections::BTreeMap;

use geo::{ConvexHull, Coord, MultiPoint, MultiPolygon, Point};
use polars::prelude::{
    Column, DataFrame, Expr, IntoLazy, PolarsResult, SortMultipleOptions, col, len, lit,
};

use crate::locate::AREA;
use crate::model::{Property, Tally};

use super::few::as_text;
use super::opportunities::choices;

/// One complex.
#[derive(Debug, Clone, PartialEq)]
pub struct Complex {
    /// Its corporation, where that is told.
    pub corporation: Option<String>,
    /// What the corporation calls it.
    pub name: String,
    /// Position of the finest area with most of its homes; of several the first.
    pub area: usize,
    /// Its homes that have an area.
    pub homes: u32,
    /// For each property how many of its homes have it, out of those of which that is known.
    pub having: Vec<Tally>,
    /// Its homes that have all the properties.
    pub all: Tally,
    /// For each choice of two and more properties whether a home of it has each of them, by the homes of
    /// which all is known that these depend on; `None` where there is no such home.
    ///
    /// Many a large complex has a home of which something is not known. Were these left out, those that
    /// have the property would remain, and comparing them with chance would mean nothing.
    pub seen: Vec<Option<Vec<bool>>>,
    /// The hull of the places of its homes with [`AROUND`] metres around each, in RD New; `None` where no
    /// home has a place of its own.
    pub hull: Option<MultiPolygon<f64>>,
}

impl Complex {
    /// Whether a home of it has each of the properties; `None` where that is not known.
    pub fn has(&self) -> Vec<Option<bool>> {
        let any = |tally: &Tally| match (tally.count(), tally.unknown()) {
            (0, 0) => Some(false),
            (0, _) => None,
            _ => Some(true),
        };
        self.having.iter().map(any).collect()
    }

    /// Whether it has all the properties, if in different homes; `None` where that is not known.
    pub fn has_all(&self) -> Option<bool> {
        let has = self.has();
        match (has.contains(&Some(false)), has.contains(&None)) {
            (true, _) => Some(false),
            (false, true) => None,
            (false, false) => Some(true),
        }
    }
}

/// Metres from a home to the border of its complex: about half the depth of a home, so that a complex of
/// one building can be seen.
pub const AROUND: f64 = 10.0;

/// The eight directions in which a hull goes around a home.
const DIRECTIONS: usize = 8;

/// The complexes of the homes that have an area, by corporation and name, and the number of homes that
/// are of none; `None` where no home is of one.
pub(super) fn complexes(
    homes: &DataFrame,
    properties: &[Property],
) -> PolarsResult<Option<(Vec<Complex>, u32)>> {
    if !homes.column("complex").is_ok_and(|names| names.null_count() < names.len()) {
        return Ok(None);
    }
    let parsed = |text: fn(&Property) -> &String| -> PolarsResult<Vec<Expr>> {
        properties.iter().map(|property| polars::sql::sql_expr(text(property))).collect()
    };
    let (expressions, known) =
        (parsed(|property| &property.expression)?, parsed(|property| &property.known)?);
    let named = expressions.iter().chain(&known).flat_map(columns_of);
    let mut needed: Vec<String> =
        named.chain(["corporation", "complex"].map(str::to_owned)).collect();
    needed.sort_unstable();
    needed.dedup();
    let mut columns = needed
        .iter()
        .map(|name| as_text(homes.column(name)?))
        .collect::<PolarsResult<Vec<Column>>>()?;
    columns.push(homes.column(AREA)?.clone());
    let positions = ["at_x", "at_y"].into_iter().filter_map(|name| homes.column(name).ok());
    columns.extend(positions.cloned());
    let placed = columns.iter().any(|column| column.name() == "at_x");

    let columns_of_properties = [(expressions, "has"), (known, "known")];
    let has: Vec<Expr> = columns_of_properties
        .into_iter()
        .flat_map(|(expressions, word)| {
            let numbered = expressions.into_iter().enumerate();
            numbered.map(move |(at, expression)| expression.alias(format!("{word}:{at}")))
        })
        .collect();
    let all = (0..properties.len()).map(|at| col(property_column(at)));
    let all = all.reduce(Expr::and).unwrap_or(lit(false));
    let counted: Vec<String> =
        (0..properties.len()).map(property_column).chain([ALL.to_owned()]).collect();
    let sums = counted.iter().flat_map(|name| {
        [col(name.as_str()).sum(), col(name.as_str()).null_count().alias(unknown(name))]
    });
    let choices = choices(properties.len());
    let in_choices = choices.iter().enumerate().flat_map(|(choice, of)| {
        let known = of.iter().map(|at| col(format!("known:{at}"))).reduce(Expr::and);
        let known = known.unwrap_or(lit(false));
        let homes = known.clone().sum().alias(seen_column(choice, None));
        let each = of.iter().map(move |&at| {
            let both = known.clone().and(col(property_column(at)));
            both.sum().alias(seen_column(choice, Some(at)))
        });
        std::iter::once(homes).chain(each)
    });
    let lists = [AREA, "at_x", "at_y"].into_iter().take(if placed { 3 } else { 1 });
    let frame = DataFrame::new(homes.height(), columns)?;
    let with_area = frame.lazy().filter(col(AREA).is_not_null()).with_columns(has);
    let with_area = with_area.with_column(all.alias(ALL));
    let homes_without = with_area.clone().filter(col("complex").is_null()).select([len()]);
    let grouped = with_area
        .filter(col("complex").is_not_null())
        .group_by([col("corporation"), col("complex")])
        .agg(
            sums.chain(in_choices)
                .chain([len().alias("homes")])
                .chain(lists.map(|name| col(name).implode(true)))
                .collect::<Vec<_>>(),
        )
        .sort(["corporation", "complex"], SortMultipleOptions::default())
        .collect()?;
    let homes_without = homes_without.collect()?.column("len")?.u32()?.get(0).unwrap_or(0);
    Ok(Some((rows(&grouped, &counted, &choices, placed)?, homes_without)))
}

/// The column that says whether a home has all the properties.
const ALL: &str = "has:all";

fn unknown(column: &str) -> String {
    format!("unknown:{column}")
}

fn property_column(at: usize) -> String {
    format!("has:{at}")
}

/// The column that counts the homes of which all is known that a choice of properties depends on, or
/// those among them that have one of these.
fn seen_column(choice: usize, property: Option<usize>) -> String {
    match property {
        Some(at) => format!("seen:{choice}:{at}"),
        None => format!("seen:{choice}"),
    }
}

/// The columns that an expression names.
fn columns_of(expression: &Expr) -> Vec<String> {
    super::row_by_row::columns(expression).into_iter().flatten().collect()
}

/// The complexes of a frame with one a row.
fn rows(
    grouped: &DataFrame,
    counted: &[String],
    choices: &[Vec<usize>],
    placed: bool,
) -> PolarsResult<Vec<Complex>> {
    let (owners, names) =
        (grouped.column("corporation")?.str()?, grouped.column("complex")?.str()?);
    let homes = grouped.column("homes")?.u32()?;
    let areas = grouped.column(AREA)?.list()?;
    let places = match placed {
        true => Some([grouped.column("at_x")?.list()?, grouped.column("at_y")?.list()?]),
        false => None,
    };
    let counted = counted
        .iter()
        .map(|name| Ok((grouped.column(name)?.u32()?, grouped.column(&unknown(name))?.u32()?)))
        .collect::<PolarsResult<Vec<_>>>()?;
    let in_choices = choices.iter().enumerate().map(|(choice, of)| {
        let column = |property| grouped.column(&seen_column(choice, property))?.u32();
        let each = of.iter().map(|&at| column(Some(at))).collect::<PolarsResult<Vec<_>>>()?;
        Ok((column(None)?, each))
    });
    let in_choices = in_choices.collect::<PolarsResult<Vec<_>>>()?;
    let number = |column: &polars::prelude::UInt32Chunked, row| column.get(row).unwrap_or(0);
    let row = |row: usize| {
        let homes = number(homes, row);
        let tallies = counted.iter().map(|(count, unknown)| {
            let unknown = number(unknown, row);
            Tally::new(number(count, row), homes - unknown, 0, unknown)
                .expect("no more homes have it than are known")
        });
        let mut having: Vec<Tally> = tallies.collect();
        let all = having.pop().expect("the last is that of all the properties");
        let area = match areas.get_as_series(row) {
            Some(areas) => most_frequent(areas.u32()?.iter().flatten()),
            None => None,
        };
        let hull = match places {
            Some([xs, ys]) => match (xs.get_as_series(row), ys.get_as_series(row)) {
                (Some(xs), Some(ys)) => {
                    let both = xs.f64()?.iter().zip(ys.f64()?.iter());
                    hull(both.filter_map(|(x, y)| Some(Coord { x: x?, y: y? })).collect())
                }
                _ => None,
            },
            None => None,
        };
        Ok(Complex {
            corporation: owners.get(row).map(str::to_owned),
            name: names.get(row).unwrap_or_default().to_owned(),
            area: area.expect("homes without an area were left out") as usize,
            homes,
            having,
            all,
            seen: in_choices
                .iter()
                .map(|(homes, each)| {
                    let has = each.iter().map(|count| number(count, row) > 0);
                    (number(homes, row) > 0).then(|| has.collect())
                })
                .collect(),
            hull,
        })
    };
    (0..grouped.height()).map(row).collect()
}

/// What comes most often, of several the smallest.
fn most_frequent(numbers: impl Iterator<Item = u32>) -> Option<u32> {
    let mut times: BTreeMap<u32, u32> = BTreeMap::new();
    numbers.for_each(|number| *times.entry(number).or_default() += 1);
    let most = times.into_iter().max_by_key(|&(number, times)| (times, std::cmp::Reverse(number)));
    most.map(|(number, _)| number)
}

/// The convex hull of octagons of [`AROUND`] metres around places.
fn hull(mut places: Vec<Coord<f64>>) -> Option<MultiPolygon<f64>> {
    places.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    places.dedup();
    // A home that lies inside of the others' hull changes nothing.
    let outer = match places.len() {
        0 => return None,
        1..=3 => places,
        _ => MultiPoint::from(places).convex_hull().exterior().0.clone(),
    };
    let around = |at: &Coord<f64>| {
        let at = *at;
        (0..DIRECTIONS).map(move |direction| {
            let angle = std::f64::consts::TAU * (direction as f64 + 0.5) / DIRECTIONS as f64;
            Point::new(at.x + AROUND * angle.cos(), at.y + AROUND * angle.sin())
        })
    };
    let corners: MultiPoint<f64> = outer.iter().flat_map(around).collect::<Vec<_>>().into();
    Some(MultiPolygon::new(vec![corners.convex_hull()]))
}

#[cfg(test)]
mod tests {
    use geo::{Area, Contains, coord};

    use super::*;

    #[test]
    fn one_place_has_an_octagon_around_it() {
        let at = coord! { x: 140_000.0, y: 480_000.0 };
        let outline = hull(vec![at, at]).unwrap();
        assert_eq!(outline.0[0].exterior().0.len(), DIRECTIONS + 1);
        // The area of a regular octagon: 2 sqrt(2) r^2.
        let octagon = 2.0 * 2.0_f64.sqrt() * AROUND * AROUND;
        assert!((outline.signed_area() - octagon).abs() < 1e-6, "counter-clockwise");
        assert_eq!(hull(Vec::new()), None);
    }

    #[test]
    fn every_home_lies_in_the_hull_whatever_the_order() {
        let mut places: Vec<Coord<f64>> = (0..40)
            .map(|at| coord! { x: f64::from(at * 7 % 40), y: f64::from(at * at % 23) })
            .collect();
        let outline = hull(places.clone()).unwrap();
        assert!(places.iter().all(|&at| outline.contains(&Point::from(at))));
        places.reverse();
        assert_eq!(hull(places).unwrap(), outline);
    }

    #[test]
    fn the_area_of_most_homes_is_the_first_of_several() {
        assert_eq!(most_frequent([3, 1, 3, 1, 2].into_iter()), Some(1));
        assert_eq!(most_frequent([].into_iter()), None);
    }
}
