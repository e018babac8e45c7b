//! Every output column: its name, type and definition, in Dutch and English.
//!
//! The layers, `indicatoren.csv` and the README take their columns from here.

use crate::model::{AreaLevel, Areas, Indicator, Nature, Of, Property};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Text, never null.
    Text,
    /// Whole number or null.
    Integer,
    /// Number with one decimal, or null.
    Real,
}

/// One column of an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputColumn {
    /// Lower case, digits and underscores; unique without regard to case; at most 31 characters.
    pub name: String,
    /// What it holds.
    pub kind: ColumnType,
    /// Definition, Dutch.
    pub nl: String,
    /// Definition, English.
    pub en: String,
    /// Of an indicator about persons: how its value follows from counts of persons.
    pub dependence: Dependence,
}

/// How the value of a column follows from counts of persons, where its indicator is about persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dependence {
    /// Not at all: names, codes, denominators, the status itself.
    None,
    /// It is a count, or a sum of counts: an equation of the attacker. Null where the count of its own area
    /// and part is hidden.
    Linear,
    /// The count of its own area and part can be computed from it, or bounded. Null where that is hidden.
    Invertible,
    /// It follows from all counts that are shown, and from no hidden one.
    Global,
}

impl OutputColumn {
    fn telling(self, dependence: Dependence) -> OutputColumn {
        OutputColumn { dependence, ..self }
    }
}

fn column(
    name: impl Into<String>,
    kind: ColumnType,
    nl: impl Into<String>,
    en: impl Into<String>,
) -> OutputColumn {
    let dependence = Dependence::None;
    OutputColumn { name: name.into(), kind, nl: nl.into(), en: en.into(), dependence }
}

/// Name of the code column of a level in the layers; `None` where the name alone serves.
pub fn code_column(areas: &Areas, level: usize) -> Option<&'static str> {
    let level = &areas.levels()[level];
    match level.level {
        AreaLevel::Gemeente => Some("gemeentecode"),
        // The stadsdeel is no level of CBS: often its name is its code.
        AreaLevel::Stadsdeel => {
            let named = level.areas.iter().all(|area| area.code.as_str() == area.name);
            (!named).then_some("stadsdeelcode")
        }
        AreaLevel::Wijk => Some("wijkcode"),
        AreaLevel::Buurt => Some("buurtcode"),
    }
}

/// Name of the name column of a level in the layers.
pub fn name_column(level: AreaLevel) -> &'static str {
    match level {
        AreaLevel::Gemeente => "gemeentenaam",
        AreaLevel::Stadsdeel => "stadsdeel",
        AreaLevel::Wijk => "wijknaam",
        AreaLevel::Buurt => "buurtnaam",
    }
}

/// The columns of an indicator in a layer.
pub fn indicator_columns(indicator: &Indicator) -> Vec<OutputColumn> {
    let Indicator { id, label, definition, .. } = indicator;
    let (nl, en) = match definition {
        Some(definition) => (definition.nl.as_str(), definition.en.as_str()),
        None => (label.nl.as_str(), label.en.as_str()),
    };
    let of_all_homes = indicator.of == Of::Homes;
    let [(out_of_nl, out_of_en), (unknown_nl, unknown_en)] = if of_all_homes {
        [
            (
                "Alle woningen van het gebied; leeg waar dat aantal niet bekend is.",
                "All homes of the area; null where that number is not known.",
            ),
            (
                "Sociale huurwoningen in gebieden waarvan het aantal van alle woningen niet bekend is; niet in \
                 aantal en noemer.",
                "Social homes in areas of which the number of all homes is not known; in neither count nor \
                 denominator.",
            ),
        ]
    } else {
        [
            (
                "Waarvan het aantal een deel is: eenheden waarvan bekend is of zij meetellen.",
                "What the count is out of: units of which it is known whether they count.",
            ),
            (
                "Niet bekend: eenheden waarvan niet bekend is of zij meetellen; niet in de noemer.",
                "Units of which it is not known whether they count; not in the denominator.",
            ),
        ]
    };
    let mut columns = vec![
        column(id, ColumnType::Integer, format!("Aantal. {nl}"), format!("Count. {en}"))
            .telling(Dependence::Linear),
        column(format!("{id}_noemer"), ColumnType::Integer, out_of_nl, out_of_en),
        column(
            format!("{id}_pct"),
            ColumnType::Real,
            "100 x aantal / noemer, een decimaal.",
            "100 x count / denominator, one decimal.",
        )
        .telling(Dependence::Invertible),
        column(
            format!("{id}_status"),
            ColumnType::Text,
            "ok, onbekend (wel eenheden, geen bekend), geen_noemer (niets om door te delen) of onderdrukt \
             (het aantal zou iets over personen verraden).",
            "ok, onbekend (units, none known), geen_noemer (nothing to divide by) or onderdrukt (the count \
             would tell of persons).",
        ),
        column(format!("{id}_nb"), ColumnType::Integer, unknown_nl, unknown_en),
    ];
    if indicator.nature() == Nature::Flow {
        columns.push(
            column(
                format!("{id}_laag"),
                ColumnType::Real,
                "Ondergrens van het 95%-interval (Wilson), procent.",
                "Lower limit of the 95% interval (Wilson), percent.",
            )
            .telling(Dependence::Invertible),
        );
        columns.push(
            column(
                format!("{id}_hoog"),
                ColumnType::Real,
                "Bovengrens van het 95%-interval (Wilson), procent.",
                "Upper limit of the 95% interval (Wilson), percent.",
            )
            .telling(Dependence::Invertible),
        );
        columns.push(column(
            format!("{id}_oordeel"),
            ColumnType::Text,
            "Het aandeel tegen dat van alle andere gebieden samen: aantoonbaar boven, mogelijk boven, \
             niet te onderscheiden, mogelijk onder, aantoonbaar onder, of te weinig toewijzingen \
             (minder dan 10). Leeg zonder noemer en waar onderdrukt.",
            "The share against that of all other areas together: demonstrably above (aantoonbaar \
             boven), possibly above, not to be told apart, possibly below, demonstrably below, or too \
             few placements (fewer than 10). Null without a denominator, and where hidden.",
        )
            .telling(Dependence::Invertible));
    }
    columns
}

/// The columns of the layer of patterns, behind code and name of the area.
pub fn pattern_columns() -> Vec<OutputColumn> {
    use ColumnType::{Integer, Real, Text};
    vec![
        column("indicator", Text, "Id van de indicator.", "Id of the indicator."),
        column(
            "cluster",
            Integer,
            "Nummer van de groep gebieden met een hoog aandeel (p tot 0,05); 1 is de sterkste.",
            "Number of the group of areas with a high share (p up to 0.05); 1 is the strongest.",
        )
        .telling(Dependence::Global),
        column(
            "cluster_p",
            Real,
            "Kans op zo'n groep als alleen het toeval verdeelt.",
            "Chance of such a group when chance alone deals.",
        )
        .telling(Dependence::Global),
        column(
            "lokaal",
            Text,
            "Hoog of laag tussen buren die hoog of laag zijn, waar q tot 0,05 is; anders leeg.",
            "High or low among neighbours high or low, where q is up to 0.05; else null.",
        )
        .telling(Dependence::Invertible),
        column("lokaal_p", Real, "p-waarde van de lokale Moran.", "p-value of local Moran.")
            .telling(Dependence::Invertible),
        column("lokaal_q", Real, "q-waarde van de lokale Moran.", "q-value of local Moran.")
            .telling(Dependence::Invertible),
    ]
}

/// The columns of the layer of complexes, behind code and name of the area.
pub fn complex_columns(properties: &[Property]) -> Vec<OutputColumn> {
    use ColumnType::{Integer, Text};
    let mut columns = vec![
        column("corporatie", Text, "Corporatie; leeg waar die niet bekend is.", "Corporation."),
        column("complex", Text, "Complex, zoals de corporatie het noemt.", "Complex."),
        column(
            "woningen",
            Integer,
            "Woningen van het complex die een gebied hebben.",
            "Homes of the complex that have an area.",
        ),
    ];
    for property in properties {
        let Property { id, label, .. } = property;
        columns.push(column(
            id,
            Integer,
            format!("Woningen met {}; leeg waar dat van geen woning bekend is.", label.nl),
            format!("Homes with {}; null where that is known of no home.", label.en),
        ));
        columns.push(column(
            format!("{id}_nb"),
            Integer,
            format!("Woningen waarvan niet bekend is: {}.", label.nl),
            format!("Homes of which it is not known: {}.", label.en),
        ));
    }
    let all = |dutch: bool| {
        let label = |property: &Property| match dutch {
            true => property.label.nl.clone(),
            false => property.label.en.clone(),
        };
        properties.iter().map(label).collect::<Vec<_>>().join(" + ")
    };
    columns.push(column(
        "koppelkans_woningen",
        Integer,
        format!("Woningen met alles samen: {}.", all(true)),
        format!("Homes with all of them: {}.", all(false)),
    ));
    columns.push(column(
        "koppelkans",
        Text,
        "ja, nee of onbekend: heeft het complex elk van deze, al is het in verschillende woningen.",
        "ja, nee or onbekend: whether the complex has each of these, if in different homes.",
    ));
    columns
}

/// The columns of the production agreements in a layer, behind those of the indicators; with the shares
/// where all homes of the areas are known.
pub fn production_columns(with_shares: bool) -> Vec<OutputColumn> {
    use ColumnType::{Integer, Real};
    let mut columns = vec![
        column(
            "bouw_hard",
            Integer,
            "Sociale woningen van harde bouwprojecten; leeg waar een project dat er kan liggen alleen een \
             groter gebied noemt, of waar aantal of segment onbekend is.",
            "Social homes of firm projects; null where a project that may lie there names a coarser area \
             only, or where number or segment is unknown.",
        ),
        column(
            "bouw_zacht",
            Integer,
            "Sociale woningen van zachte bouwprojecten; leeg als bij bouw_hard.",
            "Social homes of soft projects; null as for bouw_hard.",
        ),
    ];
    if with_shares {
        columns.push(column(
            "sociaal_hard_pct",
            Real,
            "100 x sociale woningen / alle woningen als de harde projecten er staan, een decimaal; sloop is \
             onbekend en telt niet. Leeg als bij bouw_hard.",
            "100 x social homes / all homes with the firm projects, one decimal; demolition is unknown and \
             left out. Null as for bouw_hard.",
        ));
        columns.push(column(
            "sociaal_alle_pct",
            Real,
            "Hetzelfde als alle projecten er staan, ook de zachte.",
            "The same with all projects, the soft ones too.",
        ));
    }
    columns
}

/// The columns of `productie.csv`, for these years.
pub fn project_columns(planned: &[i32], delivered: &[i32]) -> Vec<OutputColumn> {
    use ColumnType::{Integer, Text};
    let mut columns = vec![
        column(
            "regel",
            Integer,
            "Regel van het project in de tabel.",
            "Row of the project in its table.",
        ),
        column("naam", Text, "Naam van het project.", "Name of the project."),
        column(
            "stadsdeel_tabel",
            Text,
            "Stadsdeel, zoals de afspraken het noemen.",
            "District, as agreed.",
        ),
        column("gebied_tabel", Text, "Gebied, zoals de afspraken het noemen.", "Area, as agreed."),
        column(
            "koppeling",
            Text,
            "gebied, stadsdeel (het gebied zelf is onbekend) of niet gekoppeld.",
            "gebied, stadsdeel (its own area is unknown) or niet gekoppeld (not joined).",
        ),
        column("niveau", Text, "Niveau van het gekoppelde gebied.", "Level of the joined area."),
        column("code", Text, "Code van het gekoppelde gebied.", "Code of the joined area."),
        column("gebied", Text, "Naam van het gekoppelde gebied.", "Name of the joined area."),
        column(
            "segment_tabel",
            Text,
            "Segment, zoals de afspraken het noemen.",
            "Segment, as agreed.",
        ),
        column("segment", Text, "sociaal, anders of onbekend.", "sociaal, anders or onbekend."),
        column(
            "zekerheid_tabel",
            Text,
            "Zekerheid, zoals de afspraken het noemen.",
            "Certainty, as agreed.",
        ),
        column(
            "zekerheid",
            Text,
            "hard, zacht, telt niet mee of onbekend.",
            "hard (firm), zacht (soft), telt niet mee (shown, not added) or onbekend (unknown).",
        ),
        column("woningen", Integer, "Woningen; leeg is onbekend.", "Homes; empty is unknown."),
    ];
    for year in planned {
        columns.push(column(
            format!("gepland_{year}"),
            Integer,
            format!("Woningen die in {year} opgeleverd zouden worden; leeg is onbekend."),
            format!("Homes that are to be delivered in {year}; empty is unknown."),
        ));
    }
    columns.push(column(
        "gepland_jaar_onbekend",
        Integer,
        "Woningen zonder bekend jaar.",
        "Homes of no known year.",
    ));
    for year in delivered {
        columns.push(column(
            format!("opgeleverd_{year}"),
            Integer,
            format!("Woningen die in {year} zijn opgeleverd; leeg is onbekend."),
            format!("Homes that were delivered in {year}; empty is unknown."),
        ));
    }
    columns.push(column(
        "status",
        Text,
        "te laat, verschoven, onbekend, vooruit, opgeleverd of nog niet aan de beurt; leeg waar niets \
         zegt wat is opgeleverd.",
        "late, moved, unknown, ahead, delivered or not due yet; empty where nothing says what was \
         delivered.",
    ));
    columns
}

/// The columns of `indicatoren.csv`.
pub fn long_table_columns() -> Vec<OutputColumn> {
    use ColumnType::{Integer, Real, Text};
    vec![
        column(
            "niveau",
            Text,
            "Niveau: stad (alles met een plek), gemeente, stadsdeel, wijk of buurt; `niet geplaatst` \
             voor wat geen plek heeft en in geen andere rij telt.",
            "Level; `niet geplaatst` for what has no place and counts in no other row.",
        ),
        column("code", Text, "Code van het gebied; leeg voor de stad.", "Code of the area."),
        column("naam", Text, "Naam van het gebied.", "Name of the area."),
        column(
            "corporatie",
            Text,
            "Corporatie; leeg voor alle samen.",
            "Corporation; empty for all.",
        ),
        column("indicator", Text, "Id van de indicator.", "Id of the indicator."),
        column("teller", Integer, "Aantal; leeg waar onderdrukt.", "Count; empty where hidden.")
            .telling(Dependence::Linear),
        column(
            "noemer",
            Integer,
            "Waarvan het aantal een deel is: eenheden waarvan bekend is of zij meetellen.",
            "What the count is out of: units of which it is known whether they count.",
        ),
        column("pct", Real, "100 x teller / noemer.", "100 x count / denominator.")
            .telling(Dependence::Invertible),
        column(
            "status",
            Text,
            "ok, onbekend, geen_noemer of onderdrukt.",
            "ok, onbekend, geen_noemer or onderdrukt (hidden).",
        ),
        column(
            "onbekend",
            Integer,
            "Eenheden waarvan het antwoord onbekend is; niet in de noemer.",
            "Units of which the answer is unknown; not in the denominator.",
        ),
        column(
            "jaar",
            Text,
            "Kalenderjaar; leeg voor voorraad of het hele venster.",
            "Calendar year; empty for stock or the whole window.",
        ),
        column(
            "definitie",
            Text,
            "Bij toewijzingen: wat telt en waarvan; elders in kerncijfers.json.",
            "For placements: what counts and out of what; for others see kerncijfers.json.",
        ),
        column(
            "ouder",
            Text,
            "Code van het gebied van het niveau erboven dat het gebied bevat; leeg voor de stad en het \
             grofste niveau.",
            "Code of the area of the level above that holds it; empty for the city and the coarsest level.",
        ),
    ]
}

/// The first indicator that gives a layer a column which is there already, with that column.
///
/// Names are compared without case, as GeoPackage and Shapefile do.
pub fn collision(indicators: &[Indicator]) -> Option<(String, String)> {
    let mut taken: std::collections::BTreeSet<String> = [
        "woningen",
        "geometry",
        "geom",
        "fid",
        "id",
        "stadsdeelcode",
        "gemeentecode",
        "wijkcode",
        "buurtcode",
    ]
    .into_iter()
    .chain(AreaLevel::ALL.map(name_column))
    .map(str::to_owned)
    .chain(production_columns(true).into_iter().map(|column| column.name))
    .collect();
    for indicator in indicators {
        for column in indicator_columns(indicator) {
            if !taken.insert(column.name.to_lowercase()) {
                return Some((indicator.id.clone(), column.name));
            }
        }
    }
    None
}
