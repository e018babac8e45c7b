//! The keys by which a row of the register can be about one of the dwellings.

use std::collections::HashSet;

use polars::prelude::{DataFrame, PolarsResult};

use super::super::text::KNOWN_ADDRESS;

/// The BAG ids and addresses of the dwellings.
pub(super) struct HomeKeys {
    ids: HashSet<u64>,
    addresses: HashSet<String>,
    /// The addresses of dwellings whose id nobody knows.
    without_id: HashSet<String>,
}

impl HomeKeys {
    pub fn of(dwellings: &DataFrame) -> PolarsResult<HomeKeys> {
        let ids = dwellings.column("vbo")?.str()?;
        let addresses = dwellings.column(KNOWN_ADDRESS)?.str()?;
        let own = |address: &str| address.to_owned();
        let without_id = ids.iter().zip(addresses.iter()).filter(|(id, _)| id.is_none());
        Ok(HomeKeys {
            ids: ids.iter().flatten().filter_map(|id| id.parse().ok()).collect(),
            addresses: addresses.iter().flatten().map(own).collect(),
            without_id: without_id.filter_map(|(_, address)| address).map(own).collect(),
        })
    }

    /// Whether a row of this id and address, each as far as it can be read, is about one of the
    /// dwellings; `None` when neither can be. The id decides, and the address where either lacks one.
    pub fn hold(&self, id: Option<u64>, address: Option<&str>) -> Option<bool> {
        match (id, address) {
            (Some(id), _) if self.ids.contains(&id) => Some(true),
            (Some(_), Some(address)) => Some(self.without_id.contains(address)),
            (Some(_), None) => Some(false),
            (None, Some(address)) => Some(self.addresses.contains(address)),
            (None, None) => None,
        }
    }

    /// Whether an address can make a row with an id of another home one of a dwelling.
    pub fn can_match_beside_id(&self) -> bool {
        !self.without_id.is_empty()
    }
}
