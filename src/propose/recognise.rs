//! What a sheet or layer is: homes, lettings, addresses, labels, a survey, areas, or a table that
//! says which areas lie in which stadsdeel.

use crate::model::schema::Kind;
use crate::read::Personal;

use super::ProposeError;
use super::areas::{AreaLayer, Parents};
use super::closeness::Sign;
use super::mapping::{Chosen, Mapping, map};
use super::personal::personal;
use super::sheet::Sheet;
use super::words::Table;

/// What a sheet was taken for.
#[derive(Debug, Clone)]
pub(super) enum Taken {
    Table(Table, Mapping),
    Areas(AreaLayer),
    Parents(Parents),
}

/// What was recognised, and the columns that are about persons.
#[derive(Debug, Clone)]
pub(super) struct Recognised {
    pub taken: Option<Taken>,
    pub personal: Vec<(usize, Personal)>,
}

/// What only a list of homes says of a home.
const STOCK: [&str; 10] = [
    "energy_label",
    "label_valid_until",
    "label_method",
    "ep2",
    "owners_association",
    "complex",
    "build_year",
    "asbestos_home_roof",
    "asbestos_shed_roof",
    "pand_id",
];

/// Recognises a sheet; `stem` is the name of its file.
pub(super) fn recognise(sheet: &Sheet, stem: &str) -> Result<Recognised, ProposeError> {
    if sheet.is_layer
        && let Some(layer) = AreaLayer::of(sheet, stem)?
    {
        return Ok(Recognised { taken: Some(Taken::Areas(layer)), personal: Vec::new() });
    }
    if let Some(mapping) = labels(sheet)? {
        let taken = Some(Taken::Table(Table::EnergyLabels, mapping));
        return Ok(Recognised { taken, personal: Vec::new() });
    }
    let mut persons = Vec::new();
    for (at, column) in sheet.columns.iter().enumerate() {
        if let Some(kind) = personal(column)? {
            persons.push((at, kind));
        }
    }
    let closed: Vec<usize> = persons.iter().map(|(at, _)| *at).collect();
    let taken = match sheet.is_layer {
        true => layer(sheet, stem, &closed)?,
        false => table(sheet, stem, &closed)?,
    };
    if taken.is_none() || sheet.is_layer {
        // `naam` in a table of something else need not be a person's.
        persons.retain(|(at, _)| sheet.columns[*at].bare != "naam");
    }
    Ok(Recognised { taken, personal: persons })
}

/// A layer that holds no areas.
fn layer(sheet: &Sheet, stem: &str, closed: &[usize]) -> Result<Option<Taken>, ProposeError> {
    if let Some(mapping) = roofs(sheet, stem, closed)? {
        return Ok(Some(Taken::Table(Table::Roofs, mapping)));
    }
    let homes = map(Table::Dwellings, &sheet.columns, closed)?;
    let addresses = addresses(sheet, closed, &homes)?;
    Ok(addresses.map(|mapping| Taken::Table(Table::Addresses, mapping)))
}

fn table(sheet: &Sheet, stem: &str, closed: &[usize]) -> Result<Option<Taken>, ProposeError> {
    let homes = map(Table::Dwellings, &sheet.columns, closed)?;
    let lettings = map(Table::Placements, &sheet.columns, closed)?;
    let stock = homes.count(&STOCK);
    let letting_key = lettings.has("dwelling") || lettings.has_place();
    let is_stock = stock >= 3 && homes.has("id");
    if lettings.has("date") && lettings.has("priority") && letting_key && !is_stock {
        return Ok(Some(Taken::Table(Table::Placements, lettings)));
    }
    if let Some(roofs) = roofs(sheet, stem, closed)?
        && stock < 2
    {
        return Ok(Some(Taken::Table(Table::Roofs, roofs)));
    }
    if let Some(addresses) = addresses(sheet, closed, &homes)? {
        return Ok(Some(Taken::Table(Table::Addresses, addresses)));
    }
    let says_something = stock + homes.count(&["rent", "corporation"]) > 0 || homes.has_place();
    let homes = with_guessed_id(sheet, homes, closed)?;
    let dated = lettings.chosen.iter().any(|chosen| {
        chosen.field == "date" && matches!(chosen.sign, Sign::Name(_) | Sign::Holds(_))
    });
    let has_key = homes.has("id") || homes.has("bag_id");
    if dated && letting_key && stock == 0 {
        return Ok(Some(Taken::Table(Table::Placements, lettings)));
    }
    if let Some(parents) = Parents::of(sheet)
        && !homes.has("id")
    {
        return Ok(Some(Taken::Parents(parents)));
    }
    if has_key && says_something {
        return Ok(Some(Taken::Table(Table::Dwellings, homes)));
    }
    Ok(None)
}

/// The register of EP-online, by the names that it has in every year.
fn labels(sheet: &Sheet) -> Result<Option<Mapping>, ProposeError> {
    let mapping = map(Table::EnergyLabels, &sheet.columns, &[])?;
    let key = mapping.has("bag_id") || mapping.has("postcode");
    Ok((mapping.has("energy_label") && mapping.has("surveyed") && key).then_some(mapping))
}

/// A survey says a state, in words that only surveys have or under a name that says asbestos.
fn roofs(sheet: &Sheet, stem: &str, closed: &[usize]) -> Result<Option<Mapping>, ProposeError> {
    let mapping = map(Table::Roofs, &sheet.columns, closed)?;
    let Some(state) = mapping.column("state") else { return Ok(None) };
    let column = &sheet.columns[state];
    let answers = column.read_as(Kind::YesNo)?;
    let only_yes_no = answers.read() == answers.present();
    let says_asbestos = ["asbest", "verdacht"].iter().any(|word| column.bare.contains(word));
    let about_roofs = ["asbest", "dak"].iter().any(|word| stem.to_lowercase().contains(word));
    let named = says_asbestos || about_roofs || mapping.has("kind");
    Ok((named && (!only_yes_no || says_asbestos)).then_some(mapping))
}

/// Addresses have a position for each home, and nothing of a landlord.
fn addresses(
    sheet: &Sheet,
    closed: &[usize],
    homes: &Mapping,
) -> Result<Option<Mapping>, ProposeError> {
    let mapping = map(Table::Addresses, &sheet.columns, closed)?;
    let landlords = [
        "corporation",
        "energy_label",
        "owners_association",
        "complex",
        "asbestos_home_roof",
        "asbestos_shed_roof",
        "rent",
    ];
    let own_number = homes.column("id").is_some_and(|at| {
        !["id", "identificatie", "fid"].contains(&sheet.columns[at].bare.as_str())
    });
    let placed = sheet.is_layer || mapping.count(&["x", "y"]) == 2;
    let complete = mapping.has("bag_id") && placed;
    let address = mapping.count(&["postcode", "house_number"]) > 0;
    let fits = complete && address && homes.count(&landlords) == 0 && !own_number;
    Ok(fits.then_some(mapping))
}

/// A list of homes without a known name for their number: its first column, when that is a key.
fn with_guessed_id(
    sheet: &Sheet,
    mut homes: Mapping,
    closed: &[usize],
) -> Result<Mapping, ProposeError> {
    let enough = homes.count(&STOCK) + usize::from(homes.has_place()) >= 2;
    let Some(first) = sheet.columns.first() else { return Ok(homes) };
    let free = !homes.chosen.iter().any(|chosen| chosen.column == 0) && !closed.contains(&0);
    if !homes.has("id") && enough && free && !first.is_double && first.is_key()? {
        let id = Chosen { field: "id", kind: Kind::Text, column: 0, sign: Sign::Contents };
        homes.chosen.insert(0, id);
        homes.doubts.retain(|doubt| doubt.column != 0 && doubt.field != "id");
    }
    Ok(homes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::Part;

    fn sheet(lines: &str) -> Sheet {
        let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let rows = lines.lines().map(|line| line.split(';').map(cell).collect()).collect();
        Sheet::new(Part {
            name: None,
            delimiter: None,
            first_row: 1,
            is_layer: false,
            is_whole: true,
            rows,
        })
    }

    #[track_caller]
    fn check(lines: &str, expected: Option<Table>) {
        let found = recognise(&sheet(lines), "bestand").unwrap().taken.map(|taken| match taken {
            Taken::Table(table, _) => table,
            other => panic!("{other:?}"),
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn a_list_of_homes() {
        check("id;x;y;label\n1;145000;485000;D\n2;145001;485000;A", Some(Table::Dwellings));
        check("VHE;Complex\n1;2006\n2;2006", Some(Table::Dwellings));
    }

    #[test]
    fn a_list_of_lettings() {
        check("VHE;Datum;Voorrang\n1;31-12-2025;URG\n2;30-12-2025;REG", Some(Table::Placements));
        check("VHE;Ingangsdatum\n1;31-12-2025\n2;30-12-2025", Some(Table::Placements));
    }

    #[test]
    fn a_list_of_homes_with_the_day_of_the_contract_is_no_list_of_lettings() {
        let homes = "VHE;Label;VvE;Complex;Ingangsdatum;Urgentie\n1;D;J;20;31-12-2025;J\n2;A;N;20;30-12-2025;N";
        check(homes, Some(Table::Dwellings));
    }

    #[test]
    fn addresses_have_nothing_of_a_landlord() {
        let bag =
            "identificatie;postcode;huisnummer;x;y\n0034010000000001;1315AB;1;145000;485000\n";
        check(bag, Some(Table::Addresses));
        let own = bag.replace("identificatie", "VHE;identificatie").replace("\n0034", "\n7;0034");
        check(&own, Some(Table::Dwellings));
    }

    #[test]
    fn a_layer_of_the_bag_needs_no_coordinates() {
        let bag = "identificatie;postcode;huisnummer;status\n0034010000000001;1315AB;1;in gebruik";
        let layer = Sheet { is_layer: true, ..sheet(bag) };
        let taken = recognise(&layer, "bag-light").unwrap().taken;
        assert!(matches!(taken, Some(Taken::Table(Table::Addresses, _))), "{taken:?}");
        let panden = Sheet { is_layer: true, ..sheet(&bag.replace("003401", "003410")) };
        assert!(recognise(&panden, "bag-light").unwrap().taken.is_none());
    }

    #[test]
    fn a_survey_in_a_table() {
        check("soort;status;postcode\nschuur;verdacht;1315AB", Some(Table::Roofs));
    }

    #[test]
    fn something_else_is_nothing() {
        check("segment;naam;aantal\nsociaal;fase 3;63\nmidden;fase 4;12", None);
        check("", None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_sheet_is_too_odd(
            names in prop::collection::vec("(VHE|Datum|x|y|statcode|Label|BSN|\\PC{0,9})", 0..6),
            cells in prop::collection::vec(prop::collection::vec(prop::option::of("([0-9./-]{0,16}|\\PC{0,9})"), 0..7), 0..6),
            is_layer: bool,
        ) {
            let names = names.into_iter().map(Some).collect();
            let rows = std::iter::once(names).chain(cells).collect();
            let part = Part { name: None, delimiter: None, first_row: 1, is_layer, is_whole: true, rows };
            recognise(&Sheet::new(part), "bestand").unwrap();
        }
    }
}
