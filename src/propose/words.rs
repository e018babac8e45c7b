//! The names by which Dutch files call the columns that the program reads.

use crate::model::schema::{self, Kind};

/// A table of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Table {
    Dwellings,
    Placements,
    EnergyLabels,
    Addresses,
    Roofs,
}

/// A column that a table may have, with the names that point to it, the plainest first.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub name: &'static str,
    pub kind: Kind,
    /// Without case, blanks and signs.
    pub words: Vec<String>,
}

/// The columns of a table.
pub(super) fn fields(table: Table) -> Vec<Field> {
    let columns = match table {
        Table::Dwellings => schema::DWELLINGS,
        Table::Placements => schema::PLACEMENTS,
        Table::EnergyLabels => schema::ENERGY_LABELS,
        Table::Addresses => schema::ADDRESSES,
        Table::Roofs => schema::ROOFS,
    };
    let field = |column: &schema::Column| {
        let own = if table == Table::EnergyLabels { &[] } else { words(column.name) };
        let mut words: Vec<String> = Vec::new();
        for word in column.known.iter().chain(own) {
            let bare = schema::bare_name(word);
            if !words.contains(&bare) {
                words.push(bare);
            }
        }
        Field { name: column.name, kind: column.kind, words }
    };
    columns.iter().map(field).collect()
}

/// Whether the name, without case and signs, is that of a column of any table.
pub(super) fn is_known(bare: &str) -> bool {
    use Table::{Addresses, Dwellings, EnergyLabels, Placements, Roofs};
    let tables = [Dwellings, Placements, EnergyLabels, Addresses, Roofs];
    tables.into_iter().flat_map(fields).any(|field| field.words.iter().any(|word| word == bare))
}

fn words(name: &str) -> &'static [&'static str] {
    match name {
        "id" => &[
            "vhe",
            "vhe nummer",
            "vhe nr",
            "vhe id",
            "verhuureenheid",
            "verhuureenheid nummer",
            "verhuureenheid nr",
            "verhuureenheid id",
            "eenheid",
            "eenheid nummer",
            "eenheid nr",
            "eenheid id",
            "eenheid code",
            "oge",
            "oge nummer",
            "oge nr",
            "unit",
            "unit nummer",
            "woning nummer",
            "woning nr",
            "woning id",
            "object nummer",
            "object nr",
            "object id",
            "id",
        ],
        "dwelling" => &[
            "vhe",
            "vhe nummer",
            "vhe nr",
            "vhe id",
            "verhuureenheid",
            "verhuureenheid nummer",
            "verhuureenheid nr",
            "verhuureenheid id",
            "eenheid",
            "eenheid nummer",
            "eenheid nr",
            "eenheid id",
            "eenheid code",
            "oge",
            "oge nummer",
            "oge nr",
            "unit",
            "unit nummer",
            "woning nummer",
            "woning nr",
            "woning id",
            "object nummer",
            "object nr",
            "object id",
            "dwelling",
            "woning",
        ],
        "corporation" => &[
            "corporatie",
            "corporatie naam",
            "naam corporatie",
            "woningcorporatie",
            "verhuurder",
            "toegelaten instelling",
            "eigenaar",
            "corporation",
        ],
        "bag_id" => &[
            "bag id vbo",
            "vbo id",
            "vbo",
            "bag vbo",
            "bag vbo id",
            "bag id",
            "bag nummer",
            "bag nr",
            "bag verblijfsobject",
            "bag verblijfsobject id",
            "verblijfsobject",
            "verblijfsobject id",
            "adresseerbaar object",
            "adresseerbaar object id",
            "bag identificatie",
            "bag object id",
            "bag",
        ],
        "pand_id" => &[
            "pand id",
            "bag pand",
            "bag pand id",
            "bag id pand",
            "pand identificatie",
            "pand nummer",
            "pand",
        ],
        "postcode" => &["postcode", "pc6", "pc", "postcode6", "zipcode"],
        "house_number" => &["huisnummer", "huisnr", "hnr", "huis nummer", "house number"],
        "house_letter" => &["huisletter", "letter", "hl", "huis letter", "house letter"],
        "addition" => &[
            "toevoeging",
            "toev",
            "huisnummertoevoeging",
            "huisnr toev",
            "huisnr toevoeging",
            "hnr toev",
            "hnr toevoeging",
            "huisnummer toev",
            "toevoegsel",
            "addition",
        ],
        "area" => &["buurtcode", "bu code", "buurt code", "cbs buurt", "cbs buurtcode", "gwb code"],
        "x" => &[
            "x",
            "rd x",
            "x rd",
            "x coordinaat",
            "x coordinate",
            "x coord",
            "lon",
            "lng",
            "longitude",
            "lengtegraad",
        ],
        "y" => &[
            "y",
            "rd y",
            "y rd",
            "y coordinaat",
            "y coordinate",
            "y coord",
            "lat",
            "latitude",
            "breedtegraad",
        ],
        "energy_label" => &[
            "energielabel",
            "label",
            "energieklasse",
            "energie label",
            "labelklasse",
            "ep label",
            "energielabelklasse",
            "energy label",
        ],
        "label_valid_until" => &[
            "label geldig tot",
            "energielabel geldig tot",
            "energielabel geldig tot en met",
            "label geldig tot en met",
            "geldig tot label",
            "geldig tot energielabel",
            "einddatum label",
            "einddatum energielabel",
            "vervaldatum label",
            "vervaldatum energielabel",
            "label valid until",
        ],
        "label_method" => &[
            "berekeningstype",
            "label methode",
            "methode label",
            "labelmethodiek",
            "rekenmethode label",
            "bepalingsmethode label",
            "label method",
        ],
        "ep2" => &[
            "ep2",
            "ep2 waarde",
            "primair fossiel energiegebruik",
            "primaire fossiele energie",
            "beng 2",
        ],
        "owners_association" => &[
            "vve",
            "vve jn",
            "in vve",
            "vve complex",
            "vereniging van eigenaren",
            "vereniging van eigenaars",
        ],
        "complex" => &["complex", "complex nummer", "complex nr", "complex code", "complex id"],
        "build_year" => &["bouwjaar", "bouw jaar", "bouwjaar pand", "build year"],
        "asbestos_home_roof" => &[
            "asbest dak",
            "asbest woningdak",
            "asbest dak woning",
            "asbest woning",
            "asbestdak",
            "dak asbest",
            "asbest hoofddak",
        ],
        "asbestos_shed_roof" => &[
            "asbest berging",
            "asbest schuur",
            "asbest dak berging",
            "asbest dak schuur",
            "asbest bergingdak",
            "asbest schuurdak",
            "asbest bijgebouw",
        ],
        "rent" => &[
            "netto huur",
            "kale huur",
            "rekenhuur",
            "huurprijs",
            "netto huurprijs",
            "kale huurprijs",
            "huur",
            "rent",
        ],
        "date" => &[
            "toewijsdatum",
            "datum toewijzing",
            "toewijzingsdatum",
            "datum",
            "ingangsdatum",
            "ingangsdatum contract",
            "ingangsdatum huur",
            "ingangsdatum huurcontract",
            "huuringangsdatum",
            "datum ingang",
            "contractdatum",
            "datum contract",
            "verhuurdatum",
            "datum verhuring",
            "startdatum",
            "date",
        ],
        "priority" => &[
            "voorrang",
            "urgentie",
            "urgent",
            "urgentie jn",
            "urgent jn",
            "voorrangsregeling",
            "voorrang jn",
            "soort voorrang",
            "voorrangsoort",
            "voorrang soort",
            "soort toewijzing",
            "soort urgentie",
            "type toewijzing",
            "toewijzingssoort",
            "toewijzingscategorie",
            "categorie toewijzing",
            "prioriteit",
            "voorrangscategorie",
            "priority",
        ],
        "kind" => &["dak soort", "soort dak", "type dak", "dak type", "daktype", "gebouw soort"],
        "state" => &[
            "asbest verdacht",
            "asbest",
            "asbest status",
            "status asbest",
            "dak status",
            "status dak",
            "verdacht",
            "verdenking",
            "beoordeling",
        ],
        "area_m2" => &["oppervlak", "opp", "m2", "dakoppervlak", "dak oppervlakte"],
        _ => &[],
    }
}
