//! The input files that a number comes from.

use std::path::Path;

use chrono::NaiveDate;

use crate::config::{Config, Mapping, StockConfig, StockFrom};
use crate::model::AreaLevel;

use super::origin::Counted;
use super::shape::SourceFigure;

/// Columns of homes that the register of labels gives.
const OF_REGISTER: [&str; 6] =
    ["energy_label", "expired_label", "label_ended", "label_method", "ep2", "label_valid_until"];

/// Columns that the program makes of others: of placements, of homes.
const MADE: [(&str, &str, &str); 9] = [
    ("placements", "urgent", "priority"),
    ("placements", "urgent_group", "priority"),
    ("placements", "counted", "priority"),
    ("dwellings", "expired_label", "energy_label"),
    ("dwellings", "expired_label", "label_valid_until"),
    ("dwellings", "label_ended", "energy_label"),
    ("dwellings", "label_ended", "label_valid_until"),
    ("dwellings", "energy_label", "label_valid_until"),
    ("dwellings", "label_method", "energy_label"),
];

/// The files that a number comes from, homes first.
pub(super) fn of<'a>(config: &'a Config, counted: &Counted<'_>) -> Vec<SourceFigure<'a>> {
    let mut all = Vec::new();
    let of_homes = ["dwellings", "homes", "placements"].iter().any(|table| counted.counts(table));
    if of_homes {
        for file in &config.dwellings {
            let columns = given(&file.columns, "dwellings", file.corporation.is_some(), counted);
            let sheet = file.sheet.as_deref();
            all.push(SourceFigure {
                sheet,
                columns,
                ..source("dwellings", &file.path, file.source.as_deref(), file.as_of)
            });
        }
    }
    if counted.counts("placements") {
        for file in &config.placements {
            let columns = given(&file.columns, "placements", file.corporation.is_some(), counted);
            let sheet = file.sheet.as_deref();
            all.push(SourceFigure {
                sheet,
                columns,
                ..source("placements", &file.path, file.source.as_deref(), file.as_of)
            });
        }
    }
    let named = |columns: &[&'static str]| -> Vec<&'static str> {
        columns.iter().copied().filter(|column| counted.names("dwellings", column)).collect()
    };
    let columns = named(&OF_REGISTER);
    if let Some(file) = config.energy_labels.as_ref().filter(|_| !columns.is_empty()) {
        let from = source("energy_labels", &file.path, file.source.as_deref(), file.as_of);
        all.push(SourceFigure { sheet: file.sheet.as_deref(), columns, ..from });
    }
    for file in &config.roofs {
        let mut columns = Vec::new();
        for (kind, column) in [("home", "asbestos_home_roof"), ("shed", "asbestos_shed_roof")] {
            if file.kind.as_deref().is_none_or(|only| only == kind) {
                columns.extend(named(&[column]));
            }
        }
        let of_roofs = ["kind", "state", "area_m2"];
        let own = of_roofs.into_iter().filter(|column| counted.names("roofs", column));
        if counted.counts("roofs") {
            columns.extend(own);
        }
        if counted.counts("roofs") || !columns.is_empty() {
            let from = source("roofs", &file.path, file.source.as_deref(), file.as_of);
            all.push(SourceFigure { sheet: file.sheet.as_deref(), columns, ..from });
        }
    }
    for file in &config.places {
        let both = [file.near_column(), file.distance_column()];
        if both.iter().any(|column| counted.names("dwellings", column)) {
            let from = source("places", &file.path, file.source.as_deref(), file.as_of);
            all.push(SourceFigure { sheet: file.sheet.as_deref(), ..from });
        }
    }
    if counted.counts("homes") {
        all.extend(config.stock.iter().filter_map(|stock| all_homes(config, stock)));
    }
    if let Some(file) = config.production.as_ref().filter(|_| counted.counts("production")) {
        let files = [
            ("production", Some(file.path.as_path())),
            ("production_areas", file.areas.as_deref()),
            ("production_totals", file.totals.as_deref()),
        ];
        let there = files.into_iter().filter_map(|(role, path)| Some((role, path?)));
        all.extend(
            there.map(|(role, path)| source(role, path, file.source.as_deref(), file.as_of)),
        );
    }
    all
}

/// The file that tells the number of all homes.
fn all_homes<'a>(config: &'a Config, stock: &'a StockConfig) -> Option<SourceFigure<'a>> {
    let (role, path, own) = match stock.from() {
        StockFrom::Table(path) => ("stock", path, None),
        StockFrom::Column(_) => {
            let layer = config.areas.layer(config.finest_level())?;
            ("areas", layer.path.as_deref()?, layer.source.as_deref())
        }
        StockFrom::Addresses => {
            let file = config.addresses.as_ref()?;
            ("addresses", file.path.as_path(), file.source.as_deref())
        }
    };
    Some(source(role, path, stock.source.as_deref().or(own), stock.as_of))
}

/// The files by which homes, placements and roofs got their area.
pub(super) fn of_places(config: &Config) -> Vec<SourceFigure<'_>> {
    let levels = AreaLevel::ALL.into_iter().filter_map(|level| config.areas.layer(level));
    let files = levels.flat_map(|layer| {
        let both = [layer.path.as_deref(), layer.parents.as_deref()];
        both.into_iter().flatten().map(|path| (path, layer.source.as_deref()))
    });
    let mut all: Vec<SourceFigure<'_>> =
        files.map(|(path, said)| source("areas", path, said, None)).collect();
    if let Some(file) = &config.addresses {
        all.push(source("addresses", &file.path, file.source.as_deref(), file.as_of));
    }
    all
}

fn source<'a>(
    role: &'static str,
    path: &Path,
    said: Option<&'a str>,
    as_of: Option<NaiveDate>,
) -> SourceFigure<'a> {
    SourceFigure {
        role,
        file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        sheet: None,
        columns: Vec::new(),
        source: said,
        as_of: as_of.map(|day| day.to_string()),
    }
}

/// The columns of a table that a file maps and that the number is counted by, themselves or by what is made
/// of them. A letting without a rent of its own has that of its home.
fn given<'a>(
    mapping: &'a Mapping,
    table: &str,
    gives_corporation: bool,
    counted: &Counted<'_>,
) -> Vec<&'a str> {
    let is_made_of = |column: &str| {
        MADE.iter()
            .any(|(of, made, from)| *of == table && *from == column && counted.names(table, made))
    };
    let of_its_home = |column: &str| {
        table == "dwellings" && column == "rent" && counted.names("placements", "rent")
    };
    let is_asked = |column: &str| {
        // A letting counts by its day, whatever is counted.
        let is_day = table == "placements" && column == "date";
        is_day || counted.names(table, column) || is_made_of(column) || of_its_home(column)
    };
    let mapped = mapping.columns.keys().chain(mapping.extra.keys()).map(String::as_str);
    let fixed = (gives_corporation && counted.names(table, "corporation")).then_some("corporation");
    mapped.filter(|column| is_asked(column)).chain(fixed).collect()
}
