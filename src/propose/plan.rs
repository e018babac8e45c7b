//! What the files say together: which layers make the levels, the year, the city, the day, and who
//! owns what.

use std::collections::BTreeMap;

use crate::model::AreaLevel;

use super::areas::{AreaLayer, day_in};
use super::column::words_of;
use super::found::{Found, Looked};
use super::recognise::Taken;
use super::words::Table;

/// A sheet or layer with its file.
pub(super) type Place<'a> = (&'a Looked, &'a Found);

/// What a line of the configuration says, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said<T> {
    pub value: T,
    pub why: String,
}

fn said<T>(value: T, why: impl Into<String>) -> Said<T> {
    Said { value, why: why.into() }
}

/// Everything that was found, by what it is for.
pub(super) struct Plan<'a> {
    /// The first layer of each level.
    pub layers: BTreeMap<AreaLevel, (Place<'a>, &'a AreaLayer)>,
    /// A table of stadsdelen.
    pub parents: Option<Place<'a>>,
    pub tables: BTreeMap<Table, Vec<Place<'a>>>,
    /// Files of the same use as another, of which one can be named.
    pub second: Vec<Place<'a>>,
    /// Owners that columns name.
    pub owners: Vec<String>,
    pub name: Option<String>,
    pub municipality: Option<Said<Option<String>>>,
    pub year: Option<Said<u16>>,
    pub reference_date: Option<Said<String>>,
}

impl<'a> Plan<'a> {
    pub fn new(files: &'a [Looked]) -> Plan<'a> {
        let mut layers: BTreeMap<AreaLevel, (Place<'a>, &'a AreaLayer)> = BTreeMap::new();
        let mut tables: BTreeMap<Table, Vec<Place<'a>>> = BTreeMap::new();
        let (mut parents, mut second) = (None, Vec::new());
        for place in files.iter().flat_map(|file| file.found.iter().map(move |found| (file, found)))
        {
            match &place.1.taken {
                Taken::Areas(layer) if layers.contains_key(&layer.level) => second.push(place),
                Taken::Areas(layer) => {
                    layers.insert(layer.level, (place, layer));
                }
                Taken::Parents(_) if parents.is_some() => second.push(place),
                Taken::Parents(_) => parents = Some(place),
                Taken::Table(table @ (Table::EnergyLabels | Table::Addresses), _)
                    if tables.contains_key(table) =>
                {
                    second.push(place);
                }
                Taken::Table(table, _) => tables.entry(*table).or_default().push(place),
            }
        }
        let mut plan = Plan {
            layers,
            parents,
            tables,
            second,
            owners: Vec::new(),
            name: None,
            municipality: None,
            year: None,
            reference_date: None,
        };
        plan.owners = plan.owners();
        plan.municipality = plan.municipality();
        plan.name = plan.name();
        let days = plan.last_full_year().or_else(|| plan.day_of_homes());
        let by_layer = plan.finest().and_then(|(_, layer)| layer.year.clone());
        plan.year = match (by_layer, &days) {
            (Some((year, why)), _) => Some(said(year, why)),
            (None, Some(day)) => day.value[..4]
                .parse()
                .ok()
                .map(|year| said(year, "? no layer says it; the year of the reference date")),
            (None, None) => None,
        };
        plan.reference_date = days.or_else(|| {
            let year = plan.year.as_ref()?.value;
            let why = "? no lettings say it; the year of the areas: stock as of this day";
            Some(said(format!("{year}-12-31"), why))
        });
        plan
    }

    pub fn tables(&self, table: Table) -> &[Place<'a>] {
        self.tables.get(&table).map_or(&[], Vec::as_slice)
    }

    /// The layer of the finest level.
    pub fn finest(&self) -> Option<(Place<'a>, &'a AreaLayer)> {
        self.layers.last_key_value().map(|(_, found)| *found)
    }

    /// The levels that are counted, coarse to fine.
    pub fn levels(&self) -> Vec<AreaLevel> {
        let Some((_, finest)) = self.finest() else { return Vec::new() };
        let mut levels = Vec::new();
        let by_column = matches!(finest.stadsdeel, Some(Ok(_)));
        if finest.level != AreaLevel::Gemeente && (by_column || self.parents.is_some()) {
            levels.push(AreaLevel::Stadsdeel);
        }
        if finest.level == AreaLevel::Buurt {
            levels.push(AreaLevel::Wijk);
        }
        if levels.last() != Some(&finest.level) {
            levels.push(finest.level);
        }
        levels
    }

    /// Why a sheet or layer that was recognised is not named in the configuration.
    pub fn unused(&self, found: &Found) -> Option<&'static str> {
        if self.second.iter().any(|(_, other)| std::ptr::eq(*other, found)) {
            return Some("another file or layer of this kind is named");
        }
        let by_column =
            || self.finest().is_some_and(|(_, finest)| matches!(finest.stadsdeel, Some(Ok(_))));
        match &found.taken {
            Taken::Areas(layer) if !self.levels().contains(&layer.level) => {
                Some("a level that is not counted")
            }
            Taken::Parents(_) if by_column() => Some("the layer itself says the stadsdeel"),
            _ => None,
        }
    }

    fn owners(&self) -> Vec<String> {
        let places = [Table::Placements, Table::Dwellings].map(|table| self.tables(table));
        let mut owners: Vec<String> = places
            .into_iter()
            .flatten()
            .filter_map(|(_, found)| found.readings.get("corporation"))
            .flat_map(|reading| words_of(&reading.texts))
            .map(|(owner, _)| owner)
            .collect();
        owners.sort();
        owners.dedup();
        owners
    }

    /// The municipality to which a layer of several is cut; the value is `None` when it cannot be
    /// told.
    fn municipality(&self) -> Option<Said<Option<String>>> {
        let (_, layer) = self.finest()?;
        if layer.municipalities.len() < 2 {
            return None;
        }
        let count = layer.municipalities.len();
        let in_layer = |code: &String| layer.municipalities.contains_key(code);
        let by_id = self.most_homes("bag_id", |id| Some(format!("GM{}", id.get(..4)?)));
        if let Some(code) = by_id.filter(in_layer) {
            return Some(said(
                Some(code),
                format!("of {count} in the layer the one of most BAG ids of the homes"),
            ));
        }
        let by_postcode =
            self.most_homes("postcode", |pc| layer.by_postcode.get(pc.get(..4)?).cloned());
        Some(match by_postcode {
            Some(code) => {
                said(Some(code), format!("of {count} in the layer the one of most postcodes"))
            }
            None => said(None, format!("the layer holds {count} municipalities; name yours")),
        })
    }

    /// What more than half of the homes say that say anything.
    fn most_homes(&self, field: &str, of: impl Fn(&str) -> Option<String>) -> Option<String> {
        let homes = self.tables(Table::Dwellings).iter();
        let said: Vec<Option<String>> = homes
            .filter_map(|(_, found)| found.readings.get(field))
            .flat_map(|reading| reading.values.iter().flatten())
            .map(|value| of(value))
            .collect();
        let all = said.iter().flatten().count();
        let (word, count) = words_of(&said).into_iter().next()?;
        (2 * count > all).then_some(word)
    }

    /// The name of the one municipality.
    fn name(&self) -> Option<String> {
        let (_, layer) = self.finest()?;
        let towns = &layer.municipalities;
        match &self.municipality {
            Some(Said { value, .. }) => towns.get(value.as_ref()?)?.0.clone(),
            None => towns.values().next()?.0.clone(),
        }
    }

    /// The last day of the last full year of lettings: the last with a letting in December and with
    /// at least a quarter as many as the busiest.
    fn last_full_year(&self) -> Option<Said<String>> {
        let mut years: BTreeMap<String, (usize, bool)> = BTreeMap::new();
        for (_, found) in self.tables(Table::Placements) {
            let days = found.readings.get("date").map(|reading| reading.values.as_slice());
            for day in days.unwrap_or_default().iter().flatten() {
                let (Some(year), Some(month)) = (day.get(..4), day.get(5..7)) else { continue };
                let entry = years.entry(year.to_owned()).or_default();
                entry.0 += 1;
                entry.1 |= month == "12";
            }
        }
        let busiest = years.values().map(|(count, _)| *count).max()?;
        let full = |count: usize, december: bool| december && 4 * count >= busiest;
        let (year, _) =
            years.iter().rev().find(|(_, (count, december))| full(*count, *december))?;
        let why = "the end of the last full year of lettings: stock as of this day";
        Some(said(format!("{year}-12-31"), why))
    }

    /// The day or year in the name of a file of homes.
    fn day_of_homes(&self) -> Option<Said<String>> {
        let mut homes = self.tables(Table::Dwellings).iter();
        let day = homes.find_map(|(file, _)| day_in(&file.stem))?;
        Some(said(day, "? from the name of a file of homes: stock as of this day"))
    }
}
