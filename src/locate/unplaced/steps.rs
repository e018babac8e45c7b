//! For how many rows each step failed, with keys of either side.

use polars::prelude::{Column, DataFrame, DataType, PolarsResult, StringChunked};

use crate::config::Step;
use crate::normalise::{ADDRESS_KEY, Role, first_addresses};

use super::super::cascade::Place;
use super::super::homes::forms;
use super::{Lost, Sides};

/// Keys that are shown of either side.
const SHOWN: usize = 3;

/// What each step came to.
pub(super) struct Steps(Vec<Tried>);

/// One step.
struct Tried {
    /// `by address (column "Postcode")`.
    name: String,
    /// Why it failed, for how many rows.
    failures: Vec<(&'static str, usize)>,
    /// Keys of rows for which it failed.
    keys: Vec<String>,
    /// What stands on the other side, with some of its keys.
    other: Option<String>,
}

/// The texts of a column; `None` where the table has no such column.
pub(super) fn texts(frame: &DataFrame, name: &str) -> PolarsResult<Option<StringChunked>> {
    let Ok(column) = frame.column(name) else { return Ok(None) };
    Ok(Some(column.cast(&DataType::String)?.str()?.rechunk().into_owned()))
}

impl Steps {
    pub fn of(lost: &Lost<'_>, sides: &Sides<'_, '_>) -> PolarsResult<Steps> {
        let mut all = Vec::new();
        if lost.role == Role::Placements {
            all.push(by_home(lost, sides)?);
        }
        all.push(by_code(lost, sides)?);
        all.extend(by_table(lost, sides)?);
        all.extend(by_point(lost, sides)?);
        Ok(Steps(all))
    }

    /// A line for each step and for its other side.
    pub fn told(&self) -> impl Iterator<Item = String> {
        self.0.iter().flat_map(Tried::told)
    }
}

impl Tried {
    fn new(name: String) -> Tried {
        Tried { name, failures: Vec::new(), keys: Vec::new(), other: None }
    }

    /// Counts a row for which the step failed; the key is shown where there is one.
    fn add(&mut self, why: &'static str, key: Option<&str>) {
        match self.failures.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count += 1,
            None => self.failures.push((why, 1)),
        }
        if let Some(key) = key.filter(|_| self.keys.len() < SHOWN)
            && !self.keys.iter().any(|known| known == key)
        {
            self.keys.push(key.to_owned());
        }
    }

    fn told(&self) -> Vec<String> {
        let failures: Vec<String> =
            self.failures.iter().map(|(why, count)| format!("{count} {why}")).collect();
        let mut line = format!("{}: {}", self.name, failures.join(", "));
        if !self.keys.is_empty() {
            line += &format!("; such as {}", quoted(&self.keys));
        }
        let mut lines = vec![line];
        if let Some(other) = self.other.as_ref().filter(|_| !self.keys.is_empty()) {
            lines.push(format!("  {other}"));
        }
        lines
    }
}

fn quoted(keys: &[String]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
    keys.join(", ")
}

const NO_KEY: &str = "without one";
const OFF: &str = "not tried, as `steps` under [locate] leaves it out";

/// By the home that placements name.
fn by_home(lost: &Lost<'_>, sides: &Sides<'_, '_>) -> PolarsResult<Tried> {
    let mut tried = Tried::new(format!("by home{}", lost.columns(&["dwelling"])));
    let keys = texts(&lost.frame, "dwelling")?;
    for (row, unknown) in lost.home_unknown.iter().enumerate() {
        let key = keys.as_ref().and_then(|keys| keys.get(row));
        let rejected = |key: &str| {
            forms(key).iter().any(|form| lost.rejected_homes.binary_search(form).is_ok())
        };
        let why = match key {
            None => NO_KEY,
            Some(key) if *unknown && rejected(key) => "of a home that was rejected in its own file",
            Some(_) if *unknown => "not the id of one home",
            Some(_) => "of a home that has no place itself",
        };
        tried.add(why, key);
    }
    if let Some(homes) = sides.homes {
        let ids = homes.column("id")?.drop_nulls().head(Some(SHOWN));
        let ids = ids.cast(&DataType::String)?;
        let ids: Vec<String> = ids.str()?.iter().flatten().map(str::to_owned).collect();
        tried.other = Some(match ids.len() {
            0 => "the homes have no ids".to_owned(),
            _ => format!("ids of the homes: {}", quoted(&ids)),
        });
    }
    Ok(tried)
}

/// By the code of the area.
fn by_code(lost: &Lost<'_>, sides: &Sides<'_, '_>) -> PolarsResult<Tried> {
    let mut tried = Tried::new(format!("by area code{}", lost.columns(&["area", "area_name"])));
    let codes = texts(&lost.frame, "area")?;
    let takes = sides.config.locate.takes(Step::Area);
    for row in 0..lost.places.len() {
        match codes.as_ref().and_then(|codes| codes.get(row)) {
            None => tried.add(NO_KEY, None),
            Some(code) if takes => tried.add("not on the map", Some(code)),
            Some(_) => tried.add(OFF, None),
        }
    }
    tried.other = Some(format!("codes of the map: {}", quoted(&sides.index.first_codes(SHOWN))));
    Ok(tried)
}

/// By BAG id and by address, in the table of addresses.
fn by_table(lost: &Lost<'_>, sides: &Sides<'_, '_>) -> PolarsResult<[Tried; 2]> {
    const ADDRESS: [&str; 4] = ["postcode", "house_number", "house_letter", "addition"];
    let known = sides.config.addresses.as_ref().map(|_| first_addresses(sides.config, SHOWN));
    let own_points = lost.frame.column("x").ok().filter(|_| lost.role == Role::Roofs);
    let one = |step: Step, name: String, key: &str, position: &str| -> PolarsResult<Tried> {
        let mut tried = Tried::new(name);
        let keys = texts(&lost.frame, key)?;
        let positions = lost.frame.column(position).ok();
        for row in 0..lost.places.len() {
            let Some(key) = keys.as_ref().and_then(|keys| keys.get(row)) else {
                tried.add(NO_KEY, None);
                continue;
            };
            let key = key.trim_end_matches('|').replace('|', " ");
            let has = |column: Option<&Column>| column.is_some_and(|of| !is_null(of, row));
            match &known {
                _ if !sides.config.locate.takes(step) => tried.add(OFF, None),
                None => tried.add("with no table of addresses to find it in", Some(&key)),
                _ if has(own_points) => tried.add("not tried, as the roof has a point", None),
                _ if has(positions) => tried.add("found, outside every area", Some(&key)),
                _ => tried.add("not in the table of addresses, or at several places", Some(&key)),
            }
        }
        if let (Some(known), Some(file)) = (&known, &sides.config.addresses) {
            let keys = if step == Step::BagId { &known.ids } else { &known.addresses };
            let file = crate::normalise::label(&file.path);
            tried.other = (!keys.is_empty()).then(|| format!("keys in {file}: {}", quoted(keys)));
        }
        Ok(tried)
    };
    Ok([
        one(Step::BagId, format!("by BAG id{}", lost.columns(&["bag_id"])), "bag_id", "id_x")?,
        one(
            Step::Address,
            format!("by address{}", lost.columns(&ADDRESS)),
            ADDRESS_KEY,
            "address_x",
        )?,
    ])
}

fn is_null(column: &Column, row: usize) -> bool {
    column.get(row).is_ok_and(|value| value.is_null())
}

/// By point, and by the nearest area.
fn by_point(lost: &Lost<'_>, sides: &Sides<'_, '_>) -> PolarsResult<[Tried; 2]> {
    let config = &sides.config.locate;
    let mut point = Tried::new(format!("by point{}", lost.columns(&["x", "y"])));
    let mut nearest = Tried::new(format!("by nearest area, within {} m", config.snap_distance_m));
    // Points that nothing asks for any more have left the table; some of them were kept.
    let own = lost.frame.column("x").ok().zip(lost.frame.column("y").ok());
    let shown = |[x, y]: [f64; 2]| format!("{x:.0} {y:.0}");
    for (row, place) in lost.places.iter().enumerate() {
        let at = own.and_then(|(x, y)| {
            let number = |of: &Column| of.get(row).ok()?.extract::<f64>();
            Some([number(x)?, number(y)?])
        });
        match at.is_some() || (own.is_none() && *place == Place::Outside) {
            false => point.add(NO_KEY, None),
            true if config.takes(Step::Point) => {
                point.add("outside every area", at.map(shown).as_deref());
            }
            true => point.add(OFF, None),
        }
        match place {
            Place::Outside if config.takes(Step::Nearest) => nearest.add("farther from all", None),
            Place::Outside => nearest.add(OFF, None),
            _ => nearest.add("without a point", None),
        }
    }
    if point.keys.is_empty() {
        point.keys = lost.outside.iter().take(SHOWN).map(|at| shown(*at)).collect();
    }
    point.other = sides.index.bounds().map(|[low, high]| {
        format!(
            "the areas lie between x {:.0} and {:.0}, y {:.0} and {:.0} (RD New metres)",
            low[0], high[0], low[1], high[1]
        )
    });
    Ok([point, nearest])
}
