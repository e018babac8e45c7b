//! The tables that the program reads: their columns, what each holds, and the names it goes by.
//!
//! A column has one name here, in the configuration (`[dwellings.columns]`) and in an indicator's
//! expression. `known` lists the names by which official files call it; a corporation's own names
//! are mapped in `spreiding.toml`.

/// What a column holds, and so how its text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Any text, trimmed.
    Text,
    /// BAG identification of sixteen digits, of the given object type.
    BagId(BagObject),
    /// Postcode: four digits and two capitals, `1315AB`.
    Postcode,
    /// House number, 1 to 99999; a letter and an addition behind it are taken apart.
    HouseNumber,
    /// House letter or addition, in capitals.
    HouseSuffix,
    /// Number with a point or a comma.
    Number,
    /// Percentage, 0 to 100, with or without its sign.
    Percentage,
    /// Whole number.
    Integer,
    /// Yes or no.
    YesNo,
    /// Day of the calendar.
    Date,
    /// Energy label, A0 and A+++++ to G.
    EnergyLabel,
    /// Method by which a label was determined: `NTA 8800`, `NEN 7120`, `VEL`, `ISSO 82.3`.
    LabelMethod,
    /// State of a roof: `suspect`, `partly`, `clear`, `not_visible`, `removed`.
    RoofState,
    /// Kind of a roof: `home` or `shed`.
    RoofKind,
}

/// Object type within a BAG identification: its fifth and sixth digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BagObject {
    /// Verblijfsobject (01), ligplaats (02) or standplaats (03): what a home can be.
    Home,
    /// What a home can be, or the nummeraanduiding (20) of its address, which the table of addresses
    /// leads to its home.
    HomeOrNumber,
    /// Nummeraanduiding (20): the number of an address.
    Number,
    /// Pand (10): a building.
    Building,
}

/// One column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its one name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Names by which official files call it, compared without case, blanks and signs.
    pub known: &'static [&'static str],
}

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, known: &[] }
}

const fn known(name: &'static str, kind: Kind, known: &'static [&'static str]) -> Column {
    Column { name, kind, known }
}

/// Columns of [`DWELLINGS`] that are made only where a file has them.
pub const OF_A_LABEL: [&str; 3] = ["label_valid_until", "label_method", "ep2"];

/// One home a row: a corporation's stock.
pub const DWELLINGS: &[Column] = &[
    column("id", Kind::Text),
    column("corporation", Kind::Text),
    column("bag_id", Kind::BagId(BagObject::HomeOrNumber)),
    column("postcode", Kind::Postcode),
    column("house_number", Kind::HouseNumber),
    column("house_letter", Kind::HouseSuffix),
    column("addition", Kind::HouseSuffix),
    column("pand_id", Kind::BagId(BagObject::Building)),
    column("area", Kind::Text),
    column("area_name", Kind::Text),
    column("x", Kind::Number),
    column("y", Kind::Number),
    column("energy_label", Kind::EnergyLabel),
    column("label_valid_until", Kind::Date),
    column("label_method", Kind::LabelMethod),
    column("ep2", Kind::Number),
    column("owners_association", Kind::YesNo),
    column("complex", Kind::Text),
    column("build_year", Kind::Integer),
    column("asbestos_home_roof", Kind::RoofState),
    column("asbestos_shed_roof", Kind::RoofState),
    column("rent", Kind::Number),
];

/// One letting a row. The keys of a home serve where `dwelling` is missing or unknown.
pub const PLACEMENTS: &[Column] = &[
    column("dwelling", Kind::Text),
    column("corporation", Kind::Text),
    column("bag_id", Kind::BagId(BagObject::HomeOrNumber)),
    column("postcode", Kind::Postcode),
    column("house_number", Kind::HouseNumber),
    column("house_letter", Kind::HouseSuffix),
    column("addition", Kind::HouseSuffix),
    column("area", Kind::Text),
    column("area_name", Kind::Text),
    column("x", Kind::Number),
    column("y", Kind::Number),
    column("date", Kind::Date),
    column("priority", Kind::Text),
    column("rent", Kind::Number),
];

/// One address a row, as in the BAG. Names of the light GeoPackage and of NLExtract are known.
pub const ADDRESSES: &[Column] = &[
    known(
        "bag_id",
        Kind::BagId(BagObject::Home),
        &["identificatie", "adresseerbaarobject_id", "vbo_id", "bag_id", "verblijfsobject_id"],
    ),
    known(
        "number_id",
        Kind::BagId(BagObject::Number),
        &[
            "nummeraanduiding_id",
            "nummeraanduiding_hoofdadres_identificatie",
            "nummeraanduiding_identificatie",
            "hoofdadres_identificatie",
            "number_id",
        ],
    ),
    known("postcode", Kind::Postcode, &["postcode"]),
    known("house_number", Kind::HouseNumber, &["huisnummer", "number", "house_number"]),
    known("house_letter", Kind::HouseSuffix, &["huisletter", "letter", "house_letter"]),
    known("addition", Kind::HouseSuffix, &["toevoeging", "huisnummertoevoeging", "addition"]),
    known(
        "pand_id",
        Kind::BagId(BagObject::Building),
        &["pand_identificatie", "pand_id", "pandidentificatie"],
    ),
    known(
        "status",
        Kind::Text,
        &[
            "status",
            "verblijfsobjectstatus",
            "verblijfsobject_status",
            "adresseerbaarobject_status",
        ],
    ),
    known("x", Kind::Number, &["x", "x_rd", "rd_x"]),
    known("y", Kind::Number, &["y", "y_rd", "rd_y"]),
];

/// One registration a row: the total file of EP-online, layouts v4 and v2.
pub const ENERGY_LABELS: &[Column] = &[
    known(
        "bag_id",
        Kind::BagId(BagObject::Home),
        &["BAGVerblijfsobjectID", "Pand_bagverblijfsobjectid"],
    ),
    known("postcode", Kind::Postcode, &["Postcode", "Pand_postcode"]),
    known("house_number", Kind::HouseNumber, &["Huisnummer", "Pand_huisnummer"]),
    known("house_letter", Kind::HouseSuffix, &["Huisletter", "Pand_huisletter"]),
    known(
        "addition",
        Kind::HouseSuffix,
        &["Huisnummertoevoeging", "Pand_huisnummertoevoeging", "Pand_huisnummer_toev"],
    ),
    known("energy_label", Kind::EnergyLabel, &["Energieklasse", "Pand_energieklasse"]),
    known("surveyed", Kind::Date, &["Opnamedatum", "Pand_opnamedatum"]),
    known("registered", Kind::Date, &["Registratiedatum", "Pand_registratiedatum"]),
    known("valid_until", Kind::Date, &["GeldigTot", "Meting_geldig_tot"]),
    known("label_method", Kind::LabelMethod, &["Berekeningstype", "Pand_berekeningstype"]),
    known("ep2", Kind::Number, &["PrimaireFossieleEnergie", "Pand_primaire_fossiele_energie"]),
    known(
        "ep2_area_default",
        Kind::Number,
        &["PrimaireFossieleEnergieEMGForfaitair", "Pand_primaire_fossiele_energie_EMG_forfaitair"],
    ),
    known("building_class", Kind::Text, &["Gebouwklasse", "Pand_gebouwklasse"]),
    known("status", Kind::Text, &["Status", "Pand_status"]),
];

/// One roof a row: an asbestos survey.
pub const ROOFS: &[Column] = &[
    known("kind", Kind::RoofKind, &["soort", "kind", "daksoort"]),
    known("state", Kind::RoofState, &["status", "state", "asbestVerdacht"]),
    known(
        "pand_id",
        Kind::BagId(BagObject::Building),
        &["pand_id", "pandid", "pand_identificatie"],
    ),
    known("bag_id", Kind::BagId(BagObject::HomeOrNumber), &["vbo_id", "bag_id"]),
    known("postcode", Kind::Postcode, &["postcode"]),
    known("house_number", Kind::HouseNumber, &["huisnummer", "huisnr"]),
    known("house_letter", Kind::HouseSuffix, &["huisletter"]),
    known("addition", Kind::HouseSuffix, &["toevoeging", "huisnummertoevoeging"]),
    known("area_m2", Kind::Number, &["oppervlakte_m2", "oppervlakte", "opp_m2"]),
    known("x", Kind::Number, &["x"]),
    known("y", Kind::Number, &["y"]),
];

/// One place a row: a meeting place, a shop, a stop. The places of a layer have a shape instead of `x` and
/// `y`; the name is for the list of rejected rows alone.
pub const PLACES: &[Column] = &[
    known("name", Kind::Text, &["naam", "name", "omschrijving", "titel", "locatie", "adres", "id"]),
    known("x", Kind::Number, &["x", "x_rd", "rd_x", "lon", "lng", "longitude", "lengtegraad"]),
    known("y", Kind::Number, &["y", "y_rd", "rd_y", "lat", "latitude", "breedtegraad"]),
];

/// One project a row: the production agreements. The columns of years are `planned_2025` and
/// `delivered_2025`.
pub const PROJECTS: &[Column] = &[
    column("name", Kind::Text),
    column("district", Kind::Text),
    column("area", Kind::Text),
    column("homes", Kind::Number),
    column("segment", Kind::Text),
    column("certainty", Kind::Text),
];

/// One name of projects a row, and the area that it means.
pub const PROJECT_AREAS: &[Column] = &[
    known("district", Kind::Text, &["district", "stadsdeel"]),
    known("area", Kind::Text, &["area", "gebied"]),
    known("level", Kind::Text, &["level", "niveau"]),
    known("code", Kind::Text, &["code", "gebiedscode"]),
];

/// One printed total of homes a row; an empty cell means all.
pub const PROJECT_TOTALS: &[Column] = &[
    known("certainty", Kind::Text, &["certainty", "zekerheid"]),
    known("segment", Kind::Text, &["segment"]),
    known("year", Kind::Text, &["year", "jaar"]),
    known("homes", Kind::Number, &["homes", "woningen", "aantal"]),
];

/// All homes, one area a row. The names of CBS over the years are known: the column of the layers
/// (`woningvoorraad`, in old shapefiles `WONINGEN`), of the sheets of Kerncijfers (`a_woning`) and of
/// StatLine, with its number behind it or as a heading (`Woningvoorraad_35`).
pub const STOCK: &[Column] = &[
    known(
        "area",
        Kind::Text,
        &[
            "buurtcode",
            "bu_code",
            "buurt_code",
            "gwb_code_10",
            "gwb_code",
            "wijkcode",
            "wk_code",
            "gemeentecode",
            "gm_code",
            "Codering_3",
            "Codering",
            "Regioaanduiding/Codering (code)",
            "WijkenEnBuurten",
            "RegioS",
            "statcode",
            "gwb_code_8",
            "gebiedscode",
            "area",
            "code",
        ],
    ),
    known(
        "area_name",
        Kind::Text,
        &["buurtnaam", "bu_naam", "wijknaam", "wk_naam", "statnaam", "regio", "area_name", "naam"],
    ),
    known("homes", Kind::Number, HOMES_NAMES),
];

/// What an address must say for homes to be counted from them; names of the BAG's common forms.
pub const STOCK_ADDRESSES: &[Column] = &[
    known(
        "bag_id",
        Kind::BagId(BagObject::Home),
        &["identificatie", "adresseerbaarobject_id", "vbo_id", "bag_id", "verblijfsobject_id"],
    ),
    known(
        "use",
        Kind::Text,
        &[
            "gebruiksdoel",
            "gebruiksdoelen",
            "verblijfsobjectgebruiksdoel",
            "gebruiksdoelverblijfsobject",
            "gebruiksfunctie",
            "use",
        ],
    ),
    known(
        "status",
        Kind::Text,
        &[
            "status",
            "verblijfsobjectstatus",
            "verblijfsobject_status",
            "adresseerbaarobject_status",
        ],
    ),
    known("x", Kind::Number, &["x", "x_rd", "rd_x"]),
    known("y", Kind::Number, &["y", "y_rd", "rd_y"]),
];

/// Names by which CBS and others call the number of all homes of an area. StatLine puts the number of the
/// column behind it: see [`is_homes_name`].
pub const HOMES_NAMES: &[&str] = &[
    "woningvoorraad",
    "Wonen/Woningvoorraad (aantal)",
    "Wonen en vastgoed/Woningvoorraad (aantal)",
    "totale_woningvoorraad",
    "aantal_woningen",
    "a_woning",
    "aant_won",
    "woningen",
    "homes",
];

/// Numbers that StatLine may put behind the name of a column.
pub const STATLINE_NUMBERS: std::ops::RangeInclusive<u32> = 1..=150;

/// Whether a column of a layer has one of the [`HOMES_NAMES`], with the number of StatLine or without.
pub fn is_homes_name(name: &str) -> bool {
    let bare = bare_name(name);
    let unnumbered = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    HOMES_NAMES.iter().any(|known| {
        let known = bare_name(known);
        known == bare || (known.ends_with("woningvoorraad") && known == unnumbered)
    })
}

/// What CBS writes where a number is secret, unknown or not yet there: never a value.
///
/// `-99999999` and `-99999998` in old shapefiles, `-99997` and `-99995` in GeoPackages from 2022 on,
/// and a point in StatLine.
pub const CBS_MISSING: [&str; 6] = ["-99999999", "-99999998", "-99999997", "-99997", "-99995", "."];

/// A name without case, blanks and signs, so that `BAG-id VBO` and `bag_id vbo` are one.
pub fn bare_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
