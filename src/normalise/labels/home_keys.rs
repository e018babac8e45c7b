//! The keys by which a row of the register can be about one of the dwellings.

use std::hash::{DefaultHasher, Hash, Hasher};

use polars::prelude::{DataFrame, PlHashSet, PolarsResult, StringChunked};

use super::super::text::KNOWN_ADDRESS;

/// The BAG ids and addresses of the dwellings.
///
/// Of an address only its [`fingerprint`] is kept, so that ten million of them take little room. A
/// row of another address with the same one is told from it when the labels are matched.
#[derive(Default)]
pub(super) struct HomeKeys {
    ids: PlHashSet<u64>,
    addresses: PlHashSet<u64>,
    /// The addresses of dwellings whose id nobody knows.
    without_id: PlHashSet<u64>,
}

fn fingerprint(address: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    address.hash(&mut hasher);
    hasher.finish()
}

impl HomeKeys {
    pub fn of(dwellings: &DataFrame) -> PolarsResult<HomeKeys> {
        let (ids, addresses) = (filled(dwellings, "vbo")?, filled(dwellings, KNOWN_ADDRESS)?);
        let mut keys = HomeKeys::default();
        for id in ids.iter().flat_map(|ids| ids.iter().flatten()) {
            keys.ids.extend(id.parse::<u64>().ok());
        }
        let Some(addresses) = addresses else { return Ok(keys) };
        let mut ids = ids.map(StringChunked::iter);
        for address in addresses.iter() {
            let id = ids.as_mut().and_then(|ids| ids.next().flatten());
            let Some(address) = address.map(fingerprint) else { continue };
            keys.addresses.insert(address);
            if id.is_none() {
                keys.without_id.insert(address);
            }
        }
        Ok(keys)
    }

    /// Whether a row of this id and address, each as far as it can be read, is about one of the
    /// dwellings; `None` when neither can be. The id decides, and the address where either lacks one.
    pub fn hold(&self, id: Option<u64>, address: Option<&str>) -> Option<bool> {
        match (id, address) {
            (Some(id), _) if self.ids.contains(&id) => Some(true),
            (Some(_), Some(address)) => Some(self.without_id.contains(&fingerprint(address))),
            (Some(_), None) => Some(false),
            (None, Some(address)) => Some(self.addresses.contains(&fingerprint(address))),
            (None, None) => None,
        }
    }

    /// Whether an address can make a row with an id of another home one of a dwelling.
    pub fn can_match_beside_id(&self) -> bool {
        !self.without_id.is_empty()
    }
}

/// The texts of a column, where any row has one.
fn filled<'a>(frame: &'a DataFrame, name: &str) -> PolarsResult<Option<&'a StringChunked>> {
    let column = frame.column(name)?;
    if column.null_count() == column.len() { Ok(None) } else { column.str().map(Some) }
}
