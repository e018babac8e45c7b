//! `spreiding.toml`: its types, their defaults, and its validation.
//!
//! Paths in it are relative to the file. A key that does not exist is an error with a suggestion;
//! what a command needs beyond the file's own form (does the column exist, is the code known) is
//! checked where it is used.

mod areas;
mod disclosure;
mod file_state;
mod load;
mod named_groups;
mod places;
mod production;
mod stock;
mod tables;
mod urgent;
mod validate;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::{AreaLevel, Indicator, Of, RentCapSetting, Target, TargetSetting};

pub use areas::{AreaLayer, AreasConfig, OtherYear};
pub use disclosure::{CityWord, DisclosureConfig, DownTo, Profile};
pub use file_state::FileState;
pub use load::ConfigError;
pub use places::PlacesFile;
pub use production::{Certainties, ProductionFile, Segments};
pub use stock::{StockConfig, StockFrom};
pub use tables::{
    AddressesFile, DwellingsFile, EnergyLabelsFile, ExtraColumn, ExtraType, Mapping,
    PlacementsFile, Prefer, Quote, RoofsFile, TableForm, TimeZone, UNIT_KIND, UnitKinds,
};
pub use urgent::{Substance, Urgency, UrgencyColumn, Urgent, plain_value, sentence};

/// Language of labels and of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

/// The whole configuration of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Name of the city, as it stands in the results.
    pub name: String,
    /// A sentence that every result carries, such as *invented homes*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The stock is counted as of this day; windows end on it.
    #[serde(with = "crate::model::toml_day")]
    pub reference_date: NaiveDate,
    /// Language of what a person reads in the results.
    #[serde(default)]
    pub language: Language,
    /// The geometry, per level.
    pub areas: AreasConfig,
    /// As many files as there are corporations.
    #[serde(default)]
    pub dwellings: Vec<DwellingsFile>,
    /// Lettings.
    #[serde(default)]
    pub placements: Vec<PlacementsFile>,
    /// The register of energy labels (EP-online).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub energy_labels: Option<EnergyLabelsFile>,
    /// Addresses with their position (BAG).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addresses: Option<AddressesFile>,
    /// All homes of the areas, of which the social ones are a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<StockConfig>,
    /// Asbestos surveys.
    #[serde(default)]
    pub roofs: Vec<RoofsFile>,
    /// Places within reach of which homes are to be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlacesFile>,
    /// The projects of the production agreements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub production: Option<ProductionFile>,
    /// What is done with a home that stands in the files of two corporations.
    #[serde(default)]
    pub same_home: SameHome,
    /// How homes are placed.
    #[serde(default)]
    pub locate: LocateConfig,
    /// How much may be wrong.
    #[serde(default)]
    pub tolerance: Tolerance,
    /// What may be shown.
    #[serde(default)]
    pub disclosure: DisclosureConfig,
    /// Statistics of spread, and the window of flows.
    #[serde(default)]
    pub spread: SpreadConfig,
    /// What is written.
    #[serde(default)]
    pub output: OutputConfig,
    /// The user's own indicators, beside the built-in ones.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// What the city agreed on a stock, by the id of its indicator.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub targets: BTreeMap<String, TargetSetting>,
    /// Caps of rent allowance by year, in place of the built-in ones or beside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rent_caps: Vec<RentCapSetting>,
    /// Ids of built-in indicators to leave out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leave_out: Vec<String>,
    /// Folder of the file, to which its paths are relative.
    #[serde(skip)]
    pub folder: PathBuf,
    /// The file itself, and its state before it was read.
    #[serde(skip)]
    pub file: Option<(PathBuf, FileState)>,
}

/// What is done with a home (one BAG id) that stands in the files of two corporations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SameHome {
    /// Both keep it, and it is reported: which of them owns it cannot be told.
    #[default]
    Both,
    /// The file with the latest `as_of` has it.
    Latest,
}

/// The keys by which a home is placed, in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The explicit code of the finest area.
    Area,
    /// The BAG id, in the table of addresses.
    BagId,
    /// Postcode, house number, letter and addition, in the table of addresses.
    Address,
    /// The point that the row gives, in a polygon.
    Point,
    /// The nearest area, within `snap_distance_m` of a point that one of the other steps uses.
    Nearest,
}

impl Step {
    /// All steps, in the order in which they are tried.
    pub const ALL: [Step; 5] = [Step::Area, Step::BagId, Step::Address, Step::Point, Step::Nearest];

    /// The word of the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Step::Area => "area",
            Step::BagId => "bag_id",
            Step::Address => "address",
            Step::Point => "point",
            Step::Nearest => "nearest",
        }
    }
}

/// How homes are placed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LocateConfig {
    /// The steps that are taken; they run in their fixed order.
    pub steps: Vec<Step>,
    /// How far outside every area a point may lie and still get the nearest, in metres.
    pub snap_distance_m: f64,
    /// How far a surveyed roof's point may lie from the home that it belongs to, in metres.
    pub roof_distance_m: f64,
}

impl Default for LocateConfig {
    fn default() -> LocateConfig {
        LocateConfig { steps: Step::ALL.to_vec(), snap_distance_m: 25.0, roof_distance_m: 5.0 }
    }
}

impl LocateConfig {
    /// Whether this step is taken.
    pub fn takes(&self, step: Step) -> bool {
        self.steps.contains(&step)
    }
}

/// How much may be wrong before there is no result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tolerance {
    /// Rejected rows of one file, as a fraction of the rows read, and cells of one column that cannot be
    /// read, of those in which something stands (where these are few: of the rows, at most 500); in [0, 1].
    pub rejected: f64,
    /// Homes, placements or surveyed roofs of one file without a place, as a fraction of the rows used,
    /// in [0, 1].
    pub unplaced: f64,
}

impl Default for Tolerance {
    fn default() -> Tolerance {
        Tolerance { rejected: 0.01, unplaced: 0.05 }
    }
}

/// Statistics of spread, and the window over which flows are counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SpreadConfig {
    /// Whether statistics of spread are computed.
    pub enabled: bool,
    /// Years up to and including the reference date over which placements are counted.
    pub window_years: u32,
    /// Random permutations of a test.
    pub permutations: u32,
    /// Seed of every random number.
    pub seed: u64,
}

impl Default for SpreadConfig {
    fn default() -> SpreadConfig {
        SpreadConfig { enabled: true, window_years: 3, permutations: 9999, seed: 1 }
    }
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Write {
    /// `lagen/*.geojson`.
    Geojson,
    /// `indicatoren.csv`.
    Csv,
    /// `spreiding.gpkg`.
    Geopackage,
    /// Styles and `spreiding.qgz`.
    Qgis,
    /// `rapport.html`.
    Report,
}

/// What is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OutputConfig {
    /// The kinds of output.
    pub write: Vec<Write>,
}

impl Default for OutputConfig {
    fn default() -> OutputConfig {
        OutputConfig { write: vec![Write::Geojson, Write::Csv] }
    }
}

impl Config {
    /// Reads and validates a configuration.
    ///
    /// # Errors
    /// The file cannot be read, is no TOML, or holds a key or value that cannot be.
    pub fn load(path: &Path) -> Result<Config, ConfigError> {
        load::load(path)
    }

    /// A path of the configuration, relative to its file.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The files to read, where they are; those of areas first.
    pub fn input_paths(&self) -> impl Iterator<Item = PathBuf> {
        let levels = AreaLevel::ALL.into_iter().filter_map(|level| self.areas.layer(level));
        let areas = levels.flat_map(|layer| [&layer.path, &layer.parents]).flatten();
        let other_years = self.areas.other_year.iter().map(|file| &file.path);
        let dwellings = self.dwellings.iter().map(|file| &file.path);
        let placements = self.placements.iter().map(|file| &file.path);
        let roofs = self.roofs.iter().map(|file| &file.path);
        let addresses = self.addresses.iter().map(|file| &file.path);
        let labels = self.energy_labels.iter().map(|file| &file.path);
        let places = self.places.iter().map(|file| &file.path);
        let stock = self.stock.iter().filter(|stock| stock.table().is_some());
        let stock = stock.map(|stock| &stock.path);
        let tables = dwellings.chain(placements).chain(roofs).chain(addresses).chain(labels);
        let tables = tables.chain(places);
        let projects = self.production.iter();
        let projects =
            projects.flat_map(|file| [Some(&file.path), file.areas.as_ref(), file.totals.as_ref()]);
        areas
            .chain(other_years)
            .chain(stock)
            .chain(tables)
            .chain(projects.flatten())
            .map(|path| self.resolve(path))
    }

    /// The finest level, in which homes are located.
    pub fn finest_level(&self) -> AreaLevel {
        *self.areas.levels.last().expect("validated: at least one level")
    }

    /// What counts as urgent within the window, in words; by file where the files differ, `None` without
    /// placements.
    pub fn urgent_in_words(&self, dutch: bool) -> Option<String> {
        self.urgent_in_words_on([self.window_start(), self.reference_date], dutch)
    }

    /// The same on the days from one to another.
    pub fn urgent_in_words_on(&self, days: [NaiveDate; 2], dutch: bool) -> Option<String> {
        let mut told: Vec<(String, String)> = self
            .placements
            .iter()
            .map(|file| {
                let name = file.path.file_name().unwrap_or_default().to_string_lossy();
                (name.into_owned(), file.urgent.in_words(days, dutch))
            })
            .collect();
        if told.windows(2).all(|pair| pair[0].1 == pair[1].1) {
            return told.pop().map(|(_, words)| words);
        }
        let each = told.iter().map(|(name, words)| format!("{name}: {words}"));
        Some(each.collect::<Vec<_>>().join(". "))
    }

    /// What the city agreed on an indicator.
    pub fn target(&self, id: &str) -> Option<Target> {
        let setting = self.targets.get(id)?;
        Some(setting.agreed().expect("validated: every target can be"))
    }

    /// Whether an indicator of the user's own may name this column.
    pub fn counts_by(&self, column: &str) -> bool {
        self.words_counted_by().any(|word| word.eq_ignore_ascii_case(column))
    }

    /// The words of the expressions of the user's own indicators: names of columns, and others.
    fn words_counted_by(&self) -> impl Iterator<Item = &str> {
        let expressions = self.indicator.iter().flat_map(|own| [&own.count, &own.out_of]);
        expressions.flat_map(|text| text.split(|c: char| !(c.is_alphanumeric() || c == '_')))
    }

    /// Whether labels past their last day count too.
    pub fn counts_expired_labels(&self) -> bool {
        self.energy_labels.as_ref().is_some_and(|file| file.expired)
    }

    /// Whether an indicator of the run may name a column of the homes that follows from their labels.
    pub fn needs_of_homes(&self, column: &str) -> bool {
        let built_in = match column {
            "expired_label" | "label_ended" => Some("label_d_verlopen"),
            "label_method" => Some("label_d_nen7120"),
            _ => None,
        };
        let is_counted = |id: &str| !self.leave_out.iter().any(|left_out| left_out == id);
        built_in.is_some_and(is_counted) || self.counts_by(column)
    }

    /// The groups of urgency that indicators compare with, each with the id of the indicator.
    pub fn named_groups(&self) -> Vec<(String, &str)> {
        let lettings = self.indicator.iter().filter(|own| own.of == Of::Placements);
        let texts = lettings.flat_map(|own| [(&own.count, own), (&own.out_of, own)]);
        let named = texts.flat_map(|(text, own)| {
            named_groups::named_groups(text).into_iter().map(|group| (group, own.id.as_str()))
        });
        let mut named: Vec<(String, &str)> = named.collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    /// First day of the window over which placements are counted.
    ///
    /// The window runs `window_years` years and ends on the reference date, inclusive.
    pub fn window_start(&self) -> NaiveDate {
        let months = chrono::Months::new(12 * self.spread.window_years);
        let day_after = self.reference_date.succ_opt().expect("validated: a year below 10000");
        day_after.checked_sub_months(months).expect("validated: at most a hundred years")
    }
}
