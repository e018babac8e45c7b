//! The homes among the addresses: each verblijfsobject with a residential use that is in the stock, once.
//!
//! The stock is that of CBS (*Woningvoorraad*): verblijfsobjecten of the BAG with `woonfunctie`, alone or among
//! other uses, that are in use, in use and not measured, out of use, or being rebuilt. Not yet built, not
//! realised and withdrawn ones are none, nor are ligplaatsen and standplaatsen: boats and caravans can be
//! moved, and CBS leaves them out.
//!
//! Nearly all rows tell so in one look and leave nothing but an id and a position, so that the addresses of
//! the whole country need little memory; the others go through the full reading.

use std::sync::{Mutex, MutexGuard};

use geo::{BoundingRect, Coord, Rect};
use polars::prelude::col;
use rayon::prelude::*;

use crate::config::{AddressesFile, Config};
use crate::crs::{self, Crs, DeclaredCrs};
use crate::diagnostics::{Account, Finding, codes};
use crate::model::Areas;
use crate::model::schema::{self, Kind};
use crate::read::{Cells, Wanted};

use super::super::addresses::{Read, may_be_proved_by_all, read_addresses};
use super::super::columns::{is_layer, with_unit_kind};
use super::super::error::InputError;
use super::super::glance::{Key, bag_id, plain};
use super::super::input_file::{InputFile, Role, admit, label};
use super::super::needed::Needed;
use super::super::position;
use super::super::roofs::place_by_shape;
use super::super::sift::{Sift, among_rows, rows_of};
use super::{Stock, unknown};

/// The columns that are asked for.
const COLUMNS: [&str; 5] = ["bag_id", "use", "status", "x", "y"];

/// Lists of homes that threads fill side by side.
const LISTS: usize = 64;

/// The homes of the addresses, to be counted once they have their areas.
#[derive(Debug, Clone)]
pub struct HomesAt {
    /// Where each home lies, in RD New metres.
    pub homes: Vec<[f64; 2]>,
    /// Where objects lie of which it is not known whether they are homes.
    pub unclear: Vec<[f64; 2]>,
    /// The file, without the account of what was counted.
    input: InputFile,
    /// Rows that are no home of the stock, whose home another row has, and that lie far outside the map.
    others: [u64; 3],
}

/// An object with its id and its position.
#[derive(Debug, Clone, Copy)]
struct Object {
    id: u64,
    at: [f64; 2],
}

/// Reads the homes; `None` where the file cannot be used.
pub(in super::super) fn read(
    config: &Config,
    areas: &Areas,
    inputs: &mut Vec<InputFile>,
) -> Result<Option<HomesAt>, InputError> {
    let Some(file) = &config.addresses else { return Ok(None) };
    let read = read_file(config, file, areas);
    admit(inputs, Role::Stock, [file.path.as_path(), &config.resolve(&file.path)], read)
}

/// Whether an object is a home of the stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Home,
    Other,
    /// Its use is not known.
    Unclear,
}

/// Whether an object with this id, these uses and this status is a home of the stock; texts as they stand.
fn standing(id: u64, uses: &str, status: &str) -> Standing {
    // Verblijfsobject is 01, ligplaats 02, standplaats 03.
    if id / 10_000_000_000 % 100 != 1 {
        return Standing::Other;
    }
    let has = |text: &str, word: &str| {
        text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    // Also `Niet gerealiseerd verblijfsobject` and `ten onrechte opgevoerd`.
    let gone = ["gevormd", "ingetrokken", "niet gerealiseerd", "ten onrechte"];
    match () {
        () if gone.iter().any(|word| has(status, word)) => Standing::Other,
        () if has(uses, "woonfunctie") => Standing::Home,
        () if uses.trim().is_empty() => Standing::Unclear,
        () => Standing::Other,
    }
}

/// One look at each row: homes are gathered, and other rows that are plain are counted.
struct Gather<'a> {
    /// Places of [`COLUMNS`] among those wanted.
    places: [usize; 5],
    /// The box of all areas, with the distance at which a point still gets one.
    bounds: Option<Rect<f64>>,
    is_rd: bool,
    lists: &'a [Mutex<Gathered>],
}

#[derive(Default)]
struct Gathered {
    homes: Vec<Object>,
    others: u64,
    far: u64,
}

impl Gather<'_> {
    /// What the cells say, where they say it at once.
    fn standing(&self, cells: &Cells<'_>) -> Option<(u64, Standing)> {
        let [id, uses, status, ..] = self.places;
        let Key::Is(id) = bag_id(cells.get(id)?, "NL.IMBAG.Verblijfsobject.", 1..=3) else {
            return None;
        };
        let (uses, status) = (plain(cells.get(uses)?)?, plain(cells.get(status)?)?);
        Some((id, standing(id, uses, status)))
    }

    /// A list of this thread.
    fn list(&self) -> MutexGuard<'_, Gathered> {
        let at = rayon::current_thread_index().unwrap_or(0) % LISTS;
        self.lists[at].lock().expect("no thread fails while it holds a list")
    }

    /// Counts a row that is certainly no home.
    fn is_other(&self, cells: &Cells<'_>) -> Option<()> {
        let (_, standing) = self.standing(cells)?;
        (standing == Standing::Other).then(|| self.list().others += 1)
    }

    /// Whether the row is done with.
    fn takes(&self, cells: &Cells<'_>) -> Option<()> {
        let (id, standing) = self.standing(cells)?;
        let [.., x, y] = self.places;
        match standing {
            Standing::Unclear => return None,
            Standing::Other => self.list().others += 1,
            Standing::Home => {
                let at = Coord { x: cells.number(x)?, y: cells.number(y)? };
                if !self.is_rd || crs::recognise::by_range(at, at) != Some(Crs::RdNew) {
                    return None;
                }
                let near = self.bounds.is_none_or(|bounds| {
                    (bounds.min().x..=bounds.max().x).contains(&at.x)
                        && (bounds.min().y..=bounds.max().y).contains(&at.y)
                });
                let mut list = self.list();
                match near {
                    true => list.homes.push(Object { id, at: [at.x, at.y] }),
                    false => list.far += 1,
                }
            }
        }
        Some(())
    }
}

fn read_file(config: &Config, file: &AddressesFile, areas: &Areas) -> Result<HomesAt, InputError> {
    // Words of the file for an empty cell are known to the full reading alone.
    if file.form().empty.is_empty() {
        match read_with(config, file, areas, true) {
            Err(error) if may_be_proved_by_all(&error) => {}
            read => return read,
        }
    }
    read_with(config, file, areas, false)
}

fn read_with(
    config: &Config,
    file: &AddressesFile,
    areas: &Areas,
    looks: bool,
) -> Result<HomesAt, InputError> {
    let path = config.resolve(&file.path);
    let name = label(&file.path);
    let of_layer = is_layer(&file.path);
    let mut wanted = wanted(file, of_layer);
    let mut columns: Vec<(String, Kind)> = schema::STOCK_ADDRESSES
        .iter()
        .map(|column| (column.name.to_owned(), column.kind))
        .collect();
    with_unit_kind(&file.form(), "addresses", &mut wanted, &mut columns);
    let lists: Vec<Mutex<Gathered>> = (0..LISTS).map(|_| Mutex::default()).collect();
    let told = file.crs.as_deref().map(crs::recognise::from_authority);
    let gather = Gather {
        places: COLUMNS.map(|name| {
            let place = wanted.iter().position(|want| want.name == name);
            place.unwrap_or(usize::MAX) // a layer has no columns of coordinates
        }),
        bounds: bounds(areas, config.locate.snap_distance_m),
        is_rd: matches!(told, None | Some(DeclaredCrs::Known(Crs::RdNew))),
        lists: &lists,
    };
    let looks = looks && file.form().kinds().is_none();
    let passes = |cells: &Cells<'_>| {
        let taken = match (looks, of_layer) {
            (false, _) => None,
            // The shape of a feature is not among its cells.
            (true, true) => gather.is_other(cells),
            (true, false) => gather.takes(cells),
        };
        taken.map(|()| &codes::STOCK_NOT_COUNTED)
    };
    let Read { table, passed, shapes, at_zero } = read_addresses(&path, file, &wanted, &passes)?;

    let mut sift = Sift::open(table, &name, &columns, &file.form(), Needed::STOCK_ADDRESSES)?;
    for finding in passed {
        sift.pass_over(finding);
    }
    let mut others = no_homes(&mut sift)?;
    sift.settle()?;
    if let Some(shapes) = &shapes {
        let mut frame = sift.frame().clone();
        place_by_shape(&mut frame, |row| shapes.get(&row))?;
        sift.replace(frame);
    }
    sift.reject(among_rows(&at_zero), &codes::COORDINATES_ZERO, None)?;
    sift.reject(col("x").is_null().or(col("y").is_null()), &codes::KEY_MISSING, Some("x"))?;
    sift.reject(col("bag_id").is_null(), &codes::KEY_MISSING, Some("bag_id"))?;
    if shapes.is_none() {
        position::sift_positions(&mut sift, file.crs.as_deref(), "addresses.crs")?;
    }
    let sifted = sift.finish()?;
    let mut homes = Vec::new();
    let mut far = 0;
    for list in lists {
        let list = list.into_inner().expect("no thread failed while it held a list");
        homes.extend(list.homes);
        others += list.others;
        far += list.far;
    }
    let mut unclear = Vec::new();
    let frame = &sifted.frame;
    let (ids, uses) = (frame.column("bag_id")?.str()?, frame.column("use")?.str()?);
    let (xs, ys) = (frame.column("x")?.f64()?, frame.column("y")?.f64()?);
    for (((id, uses), x), y) in ids.iter().zip(uses.iter()).zip(xs.iter()).zip(ys.iter()) {
        let (Some(id), Some(x), Some(y)) = (id.and_then(|id| id.parse().ok()), x, y) else {
            continue;
        };
        let object = Object { id, at: [x, y] };
        if uses.is_some() { homes.push(object) } else { unclear.push(object) }
    }
    let (homes, again) = each_once(homes);
    // A row without a use beside one that tells it adds nothing.
    unclear.retain(|object| homes.binary_search_by_key(&object.id, |home| home.id).is_err());
    let (unclear, unclear_again) = each_once(unclear);
    let at = |objects: Vec<Object>| objects.into_iter().map(|object| object.at).collect();
    let account = Account { used: 0, ..sifted.account };
    let mut findings = sifted.findings;
    findings.retain(|finding| finding.entry != &codes::STOCK_NOT_COUNTED);
    let input = InputFile::of(Role::Stock, &file.path, &path, account).with(
        findings,
        sifted.rejected,
        sifted.unread,
    );
    let others = [others, again + unclear_again, far];
    Ok(HomesAt { homes: at(homes), unclear: at(unclear), input, others })
}

/// Sets aside the rows that are no homes, and counts them.
fn no_homes(sift: &mut Sift) -> Result<u64, InputError> {
    let frame = sift.frame();
    let text = |name: &str| frame.column(name).and_then(|column| column.str());
    let (ids, uses, status) = (text("bag_id")?, text("use")?, text("status")?);
    let rows = rows_of(frame)?.into_iter().zip(ids.iter()).zip(uses.iter()).zip(status.iter());
    // Without an id that can be read an object may be a home.
    const ANY_HOME: u64 = 10_000_000_000;
    let other = rows.filter(|(((_, id), uses), status)| {
        let id = id.and_then(|id| id.parse().ok()).unwrap_or(ANY_HOME);
        standing(id, uses.unwrap_or(""), status.unwrap_or("")) == Standing::Other
    });
    let other: Vec<u32> = other.map(|(((row, _), _), _)| row).collect();
    let finding = sift.finding(&codes::STOCK_NOT_COUNTED, &other);
    sift.set_aside_as(&other, finding)?;
    Ok(other.len() as u64)
}

/// Each object once, in order of id, at the first of its positions; and how many more rows there were.
fn each_once(mut objects: Vec<Object>) -> (Vec<Object>, u64) {
    let before = objects.len();
    let key = |object: &Object| (object.id, object.at.map(f64::to_bits));
    objects.par_sort_unstable_by_key(key);
    objects.dedup_by_key(|object| object.id);
    let more = before - objects.len();
    (objects, more as u64)
}

/// The columns, of which the id, the use and the position are needed.
fn wanted(file: &AddressesFile, of_layer: bool) -> Vec<Wanted> {
    let columns = schema::STOCK_ADDRESSES.iter();
    let columns = columns.filter(|column| !of_layer || !["x", "y"].contains(&column.name));
    let each = columns.map(|column| match file.columns.columns.get(column.name) {
        Some(name) => Wanted::required(column.name, name, "addresses.columns"),
        None => Wanted {
            required: column.name != "status",
            ..Wanted::known(column.name, column.known, "addresses.columns")
        },
    });
    each.collect()
}

/// The box round all finest areas, with this distance round it.
fn bounds(areas: &Areas, distance_m: f64) -> Option<Rect<f64>> {
    let boxes = areas.finest().areas.iter().filter_map(|area| area.outline.bounding_rect());
    let all = boxes.reduce(|one, other| {
        let least = |pick: fn(Rect) -> Coord| {
            let (one, other) = (pick(one), pick(other));
            Coord { x: one.x.min(other.x), y: one.y.min(other.y) }
        };
        let most = |pick: fn(Rect) -> Coord| {
            let (one, other) = (pick(one), pick(other));
            Coord { x: one.x.max(other.x), y: one.y.max(other.y) }
        };
        Rect::new(least(|of| of.min()), most(|of| of.max()))
    })?;
    let by = Coord { x: distance_m + 1.0, y: distance_m + 1.0 };
    Some(Rect::new(all.min() - by, all.max() + by))
}

impl HomesAt {
    /// The homes by area; `of_homes` and `of_unclear` give for each point the position of its area. An area
    /// with an object of which it is not known whether it is a home has no number.
    pub fn counted(
        self,
        areas: &Areas,
        of_homes: &[Option<u32>],
        of_unclear: &[Option<u32>],
    ) -> (Stock, InputFile, Option<Finding>) {
        let HomesAt { mut input, others: [others, again, far], .. } = self;
        let mut homes = vec![Some(0_u32); areas.finest().areas.len()];
        let placed = of_homes.iter().flatten().count() as u64;
        of_homes.iter().flatten().for_each(|&area| {
            homes[area as usize] = homes[area as usize].map(|homes| homes + 1);
        });
        of_unclear.iter().flatten().for_each(|&area| homes[area as usize] = None);
        let unclear = of_unclear.iter().flatten().count();
        let outside = of_homes.len() as u64 - placed + far;
        let account = &mut input.account;
        account.used = placed;
        account.set_aside = account.read - account.rejected - placed;
        let told = [
            (others, "of another use or status, or no verblijfsobject"),
            (again, "of a home that another row has"),
            (outside, "outside every area"),
            (unclear as u64, "without a use: it is not known whether they are homes"),
        ];
        let told = told.iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, words)| format!("{count} {words}")).collect();
        let file = input.name.clone();
        if !told.is_empty() {
            let count = others + again + outside + unclear as u64;
            let finding = Finding::new(&codes::STOCK_NOT_COUNTED, &file, count);
            input.findings.push(finding.detail(told.join("; ")));
        }
        input.findings.extend(unknown(&file, areas, &homes));
        let nothing = (placed == 0).then(|| {
            let detail = format!(
                "{file}: not one address is a home in an area of the map: of its rows {}\n  \
                 a home has `woonfunctie` among its uses, is in use, and lies in an area",
                told.join("; ")
            );
            Finding::new(&codes::STOCK_NOTHING, &file, 1).detail(detail)
        });
        (Stock { file, homes }, input, nothing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stock_is_that_of_cbs() {
        const HOME: u64 = 34_010_000_000_001;
        let check = |id: u64, uses: &str, status: &str, expected: Standing| {
            assert_eq!(standing(id, uses, status), expected, "{id} {uses} {status}");
        };
        for status in [
            "Verblijfsobject in gebruik",
            "Verblijfsobject in gebruik (niet ingemeten)",
            "Verblijfsobject buiten gebruik",
            "Verbouwing verblijfsobject",
            "",
        ] {
            check(HOME, "woonfunctie", status, Standing::Home);
            check(HOME, "kantoorfunctie", status, Standing::Other);
            check(HOME, "", status, Standing::Unclear);
        }
        for status in [
            "Verblijfsobject gevormd",
            "Niet gerealiseerd verblijfsobject",
            "Verblijfsobject ingetrokken",
            "Verblijfsobject ten onrechte opgevoerd",
        ] {
            check(HOME, "woonfunctie", status, Standing::Other);
        }
        for uses in ["winkelfunctie,woonfunctie", "Woonfunctie; kantoorfunctie", "{woonfunctie}"] {
            check(HOME, uses, "", Standing::Home);
        }
        for id in [34_020_000_000_001, 34_030_000_000_001] {
            check(id, "woonfunctie", "", Standing::Other);
        }
    }

    #[test]
    fn an_object_counts_once_at_the_first_of_its_places() {
        let object = |id, x| Object { id, at: [x, 1.0] };
        let (once, more) =
            each_once(vec![object(2, 5.0), object(1, 9.0), object(2, 3.0), object(2, 5.0)]);
        let found: Vec<(u64, f64)> = once.iter().map(|object| (object.id, object.at[0])).collect();
        assert_eq!((found, more), (vec![(1, 9.0), (2, 3.0)], 2));
    }
}
