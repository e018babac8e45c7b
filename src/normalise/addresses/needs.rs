//! The ids and places of the homes, lettings and roofs of a run: of the addresses of the whole
//! country only those are needed.

use polars::prelude::{DataFrame, PlHashSet, PolarsResult, StringChunked};

use super::super::bag_id::is_number;
use super::super::glance::{self, Key};
use super::super::typing::bad;

/// What the rows of a run are named by.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// BAG ids of homes and of nummeraanduidingen.
    ids: PlHashSet<u64>,
    /// Postcodes with a house number; letter and addition are left to the match.
    places: PlHashSet<u64>,
    /// Whether a nummeraanduiding is among the ids.
    has_numbers: bool,
}

/// The keys of an address: where one of them cannot be read, it may be any.
const KEYS: [&str; 4] = ["bag_id", "number_id", "postcode", "house_number"];

/// Postcode and house number as one number.
pub(super) fn place([a, b, c, d, e, f]: [u8; 6], house_number: u32) -> u64 {
    let digits = [a, b, c, d].iter().fold(0, |all, digit| 10 * all + u64::from(digit - b'0'));
    let letters = 26 * u64::from(e - b'A') + u64::from(f - b'A');
    (digits * 26 * 26 + letters) * 100_000 + u64::from(house_number)
}

impl Needs {
    /// What these rows are named by.
    pub fn of<'a>(frames: impl IntoIterator<Item = &'a DataFrame>) -> PolarsResult<Needs> {
        let mut needs = Needs::default();
        for frame in frames {
            for id in filled(frame, "bag_id")?.into_iter().flat_map(|ids| ids.iter().flatten()) {
                needs.has_numbers |= is_number(id);
                needs.ids.extend(id.parse::<u64>().ok());
            }
            needs.places.extend(places(frame)?.into_iter().flatten().flatten());
        }
        Ok(needs)
    }

    /// Whether ids of nummeraanduidingen are to be led to their homes.
    pub fn has_numbers(&self) -> bool {
        self.has_numbers
    }

    /// Adds the homes to which addresses lead the nummeraanduidingen that are needed: all addresses
    /// of such a home are needed too.
    pub fn add_homes_of_numbers(&mut self, addresses: &DataFrame) -> PolarsResult<()> {
        let (homes, numbers) = (filled(addresses, "bag_id")?, filled(addresses, "number_id")?);
        let (Some(homes), Some(numbers)) = (homes, numbers) else { return Ok(()) };
        let pairs = homes.iter().zip(numbers.iter());
        let led = pairs.filter(|(_, number)| number.is_some_and(|number| self.has_id(number)));
        let led: Vec<u64> = led.filter_map(|(home, _)| home?.parse().ok()).collect();
        self.ids.extend(led);
        Ok(())
    }

    fn has_id(&self, id: &str) -> bool {
        id.parse().is_ok_and(|id: u64| self.ids.contains(&id))
    }

    /// Whether a row with these keys, id, nummeraanduiding and [`place`], is certainly of none of
    /// them. A row that names nothing is not.
    pub fn pass(&self, id: Key<u64>, number: Key<u64>, place: Key<u64>) -> bool {
        let passes = |key: Key<u64>, needed: &PlHashSet<u64>| match key {
            Key::None => true,
            Key::Is(key) => !needed.contains(&key),
            Key::Unsure => false,
        };
        [id, number, place].iter().any(|key| *key != Key::None)
            && passes(id, &self.ids)
            && if self.has_numbers { passes(number, &self.ids) } else { number != Key::Unsure }
            && passes(place, &self.places)
    }

    /// Whether each row [passes](Needs::pass) after a full reading.
    pub fn elsewhere(&self, addresses: &DataFrame) -> PolarsResult<Vec<bool>> {
        let height = addresses.height();
        let mut unread = vec![false; height];
        for name in KEYS {
            let Ok(flags) = addresses.column(&bad(name)) else { continue };
            let flags = flags.bool()?.iter();
            unread.iter_mut().zip(flags).for_each(|(row, flag)| *row |= flag == Some(true));
        }
        let ids = |name: &str| -> PolarsResult<Vec<Key<u64>>> {
            let Some(ids) = filled(addresses, name)? else { return Ok(vec![Key::None; height]) };
            let key = |id: &str| id.parse().map_or(Key::Unsure, Key::Is);
            Ok(ids.iter().map(|id| id.map_or(Key::None, key)).collect())
        };
        let (ids, numbers) = (ids("bag_id")?, ids("number_id")?);
        let places = places(addresses)?.unwrap_or_else(|| vec![None; height]);
        let keys = ids.into_iter().zip(numbers).zip(places).zip(unread);
        let passes = keys.map(|(((id, number), place), unread)| {
            !unread && self.pass(id, number, place.map_or(Key::None, Key::Is))
        });
        Ok(passes.collect())
    }
}

/// The texts of a column, where any row has one.
fn filled<'a>(frame: &'a DataFrame, name: &str) -> PolarsResult<Option<&'a StringChunked>> {
    let column = frame.column(name)?;
    if column.null_count() == column.len() { Ok(None) } else { column.str().map(Some) }
}

/// The [`place`] of each row that has one; `None` where no row can have one.
fn places(frame: &DataFrame) -> PolarsResult<Option<Vec<Option<u64>>>> {
    let numbers = frame.column("house_number")?;
    let Some(postcodes) = filled(frame, "postcode")? else { return Ok(None) };
    if numbers.null_count() == numbers.len() {
        return Ok(None);
    }
    let of_row = |(postcode, number): (Option<&str>, Option<i32>)| {
        let Key::Is(postcode) = glance::postcode(postcode?.as_bytes()) else { return None };
        Some(place(postcode, number?.try_into().ok()?))
    };
    Ok(Some(postcodes.iter().zip(numbers.i32()?.iter()).map(of_row).collect()))
}

#[cfg(test)]
mod tests {
    use polars::df;

    use super::*;

    /// Rows named by a home, by a nummeraanduiding and by an address.
    fn needs() -> Needs {
        let rows = df!(
            "bag_id" => [Some("0034010000000001"), Some("0034200000000002"), None],
            "postcode" => [None, None, Some("1315AB")],
            "house_number" => [None, Some(7), Some(12)],
        );
        Needs::of([&rows.unwrap()]).unwrap()
    }

    #[track_caller]
    fn check(needs: &Needs, [id, number]: [Option<&str>; 2], address: Option<i32>, passes: bool) {
        let addresses = df!(
            "bag_id" => [id],
            "number_id" => [number],
            "postcode" => [address.map(|_| "1315AB")],
            "house_number" => [address],
        );
        assert_eq!(needs.elsewhere(&addresses.unwrap()).unwrap(), [passes]);
    }

    #[test]
    fn an_address_is_needed_by_any_of_its_keys() {
        let needs = needs();
        check(&needs, [Some("0034010000000001"), None], Some(1), false);
        check(&needs, [Some("0034010000000009"), None], Some(12), false);
        check(&needs, [Some("0034010000000009"), Some("0034200000000002")], None, false);
        check(&needs, [Some("0034010000000009"), Some("0034200000000009")], Some(1), true);
        check(&needs, [None, None], Some(1), true);
        check(&needs, [None, None], None, false); // names nothing
    }

    #[test]
    fn the_homes_of_numbers_are_needed_with_all_their_addresses() {
        let mut needs = needs();
        check(&needs, [Some("0034010000000005"), None], None, true);
        let addresses = df!(
            "bag_id" => ["0034010000000005", "0034010000000006"],
            "number_id" => ["0034200000000002", "0034200000000003"],
        );
        needs.add_homes_of_numbers(&addresses.unwrap()).unwrap();
        check(&needs, [Some("0034010000000005"), None], None, false);
        check(&needs, [Some("0034010000000006"), None], None, true);
    }

    #[test]
    fn a_key_that_cannot_be_read_may_be_any() {
        let addresses = df!(
            "bag_id" => [None, Some("0034010000000009")],
            "number_id" => [None::<&str>, None],
            "postcode" => [None::<&str>, None],
            "house_number" => [None::<i32>, None],
            bad("postcode") => [true, true],
        );
        assert_eq!(needs().elsewhere(&addresses.unwrap()).unwrap(), [false, false]);
    }
}
