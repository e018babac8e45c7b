//! Which column of a sheet holds which field of a table.

use geo::coord;

use crate::crs::{self, Crs};
use crate::model::schema::Kind;

use super::ProposeError;
use super::closeness::{Sign, sign};
use super::column::{Column, Fit};
use super::words::{Field, Table, fields};

/// A column that is proposed for a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chosen {
    pub field: &'static str,
    pub kind: Kind,
    /// Its place in the sheet.
    pub column: usize,
    pub sign: Sign,
}

/// A column that could be meant for a field, and why that is not proposed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Doubt {
    pub field: &'static str,
    pub column: usize,
    pub why: String,
}

/// The columns of a sheet, as far as a table needs them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Mapping {
    /// In the order of the table's fields.
    pub chosen: Vec<Chosen>,
    pub doubts: Vec<Doubt>,
}

impl Mapping {
    pub fn column(&self, field: &str) -> Option<usize> {
        self.chosen.iter().find(|chosen| chosen.field == field).map(|chosen| chosen.column)
    }

    pub fn has(&self, field: &str) -> bool {
        self.column(field).is_some()
    }

    pub fn count(&self, fields: &[&str]) -> usize {
        fields.iter().filter(|field| self.has(field)).count()
    }

    /// Whether a home can be found by one of the keys other than its own number.
    pub fn has_place(&self) -> bool {
        self.has("bag_id") || self.count(&["postcode", "house_number"]) == 2 || self.has("x")
    }

    fn doubt(&mut self, field: &'static str, why: impl Into<String>) {
        if let Some(at) = self.chosen.iter().position(|chosen| chosen.field == field) {
            let column = self.chosen.remove(at).column;
            self.doubts.push(Doubt { field, column, why: why.into() });
        }
    }
}

/// Maps the columns of a sheet to the fields of a table: by name, where the contents allow it, and
/// where no name fits by contents that can be one thing only. Columns in `closed` stay out.
pub(super) fn map(
    table: Table,
    columns: &[Column],
    closed: &[usize],
) -> Result<Mapping, ProposeError> {
    let fields = fields(table);
    let mut mapping = Mapping::default();
    let mut pairs: Vec<(Sign, usize, usize)> = Vec::new();
    for (at, column) in columns.iter().enumerate().filter(|(at, _)| !closed.contains(at)) {
        let signs = fields.iter().enumerate();
        pairs.extend(signs.filter_map(|(of, field)| Some((sign(&column.bare, field)?, of, at))));
    }
    pairs.sort();
    for (sign, of, at) in pairs {
        let field = &fields[of];
        let taken = mapping.chosen.iter().any(|chosen| chosen.column == at);
        // The register has names like these for other numbers, such as what is required.
        let of_ep2 = table == Table::EnergyLabels && field.name.starts_with("ep2");
        let is_named = matches!(sign, Sign::Name(_));
        if mapping.has(field.name) || taken || (of_ep2 && !is_named) {
            continue;
        }
        take(&mut mapping, field, (&columns[at], at), sign, of_ep2)?;
    }
    by_contents(table, &fields, columns, closed, &mut mapping)?;

    let place = |field: &str| fields.iter().position(|other| other.name == field);
    mapping.chosen.sort_by_key(|chosen| place(chosen.field));
    let chosen = mapping.chosen.clone();
    mapping.doubts.retain(|doubt| {
        !chosen.iter().any(|other| other.column == doubt.column || other.field == doubt.field)
    });
    mapping.doubts.sort_by_key(|doubt| (place(doubt.field), doubt.column));
    mapping.doubts.dedup_by_key(|doubt| doubt.column);
    positions(columns, &mut mapping)?;
    if mapping.has("area") && (mapping.has_place() || mapping.has("dwelling")) {
        mapping.doubt("area", "its own codes win from the address; only if of areas.year");
    }
    Ok(mapping)
}

/// Chooses a column that a name points to, or notes why not.
fn take(
    mapping: &mut Mapping,
    field: &Field,
    (column, at): (&Column, usize),
    sign: Sign,
    may_be_empty: bool,
) -> Result<(), ProposeError> {
    let doubt = |why: String| Doubt { field: field.name, column: at, why };
    if column.is_double {
        let why = "this name stands twice in the header; rename one in the file";
        mapping.doubts.push(doubt(why.to_owned()));
        return Ok(());
    }
    match column.fits(field.name, field.kind)? {
        Fit::Yes => {
            mapping.chosen.push(Chosen { field: field.name, kind: field.kind, column: at, sign });
        }
        // What nobody has in the first rows may come further down: an addition, an EP2.
        Fit::Empty
            if may_be_empty
                || (field.kind == Kind::HouseSuffix && matches!(sign, Sign::Name(_))) =>
        {
            mapping.chosen.push(Chosen { field: field.name, kind: field.kind, column: at, sign });
        }
        Fit::Empty => mapping.doubts.push(doubt("nothing stands in it".to_owned())),
        Fit::No(why) => mapping.doubts.push(doubt(why)),
    }
    Ok(())
}

/// Fields whose contents can hardly be anything else.
fn by_contents(
    table: Table,
    fields: &[Field],
    columns: &[Column],
    closed: &[usize],
    mapping: &mut Mapping,
) -> Result<(), ProposeError> {
    if table == Table::EnergyLabels {
        return Ok(());
    }
    let telling = ["bag_id", "pand_id", "postcode", "date"];
    for field in fields.iter().filter(|field| telling.contains(&field.name)) {
        if mapping.has(field.name) {
            continue;
        }
        let mut fitting = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            let taken = mapping.chosen.iter().any(|chosen| chosen.column == at);
            if !taken && !closed.contains(&at) && !column.is_double && may_tell(field.kind, column)?
            {
                fitting.push(at);
            }
        }
        if let [column] = fitting[..] {
            let (field, kind) = (field.name, field.kind);
            mapping.chosen.push(Chosen { field, kind, column, sign: Sign::Contents });
        } else {
            let why = || "one of several columns that could be it".to_owned();
            let doubts =
                fitting.iter().map(|&at| Doubt { field: field.name, column: at, why: why() });
            mapping.doubts.extend(doubts);
        }
    }
    Ok(())
}

/// Whether the contents alone say that the column is of this kind. A lost zero of an id, or a blank
/// within a postcode, needs the name.
fn may_tell(kind: Kind, column: &Column) -> Result<bool, ProposeError> {
    let reading = column.read_as(Kind::Text)?;
    let plausible = |text: &String| match kind {
        Kind::BagId(_) => text.len() >= 14 && text.ends_with(|c: char| c.is_ascii_digit()),
        Kind::Postcode => (6..=7).contains(&text.len()),
        _ => text.len() >= 8,
    };
    Ok(reading.texts.iter().flatten().take(20).any(plausible) && column.surely(kind)?)
}

/// The system of `x` and `y`, and the two the other way round where they are proved swapped.
fn positions(columns: &[Column], mapping: &mut Mapping) -> Result<(), ProposeError> {
    let (Some(x), Some(y)) = (mapping.column("x"), mapping.column("y")) else {
        for field in ["x", "y"] {
            mapping.doubt(field, "only one of x and y is there");
        }
        return Ok(());
    };
    let numbers = |at: usize| -> Result<Vec<Option<f64>>, ProposeError> {
        let values = columns[at].read_as(Kind::Number)?.values;
        Ok(values.iter().map(|value| value.as_ref()?.parse().ok()).collect())
    };
    let (xs, ys) = (numbers(x)?, numbers(y)?);
    match system(&xs, &ys) {
        Some(_) => {}
        None if system(&ys, &xs).is_some() => {
            for chosen in &mut mapping.chosen {
                match chosen.field {
                    "x" => (chosen.column, chosen.sign) = (y, Sign::Contents),
                    "y" => (chosen.column, chosen.sign) = (x, Sign::Contents),
                    _ => {}
                }
            }
        }
        None => {
            for field in ["x", "y"] {
                mapping.doubt(field, "neither RD metres nor degrees in the Netherlands");
            }
        }
    }
    Ok(())
}

/// The system in which more than half of the points lie.
pub(super) fn system(xs: &[Option<f64>], ys: &[Option<f64>]) -> Option<Crs> {
    let points: Vec<_> =
        xs.iter().zip(ys).filter_map(|(x, y)| Some(coord! { x: (*x)?, y: (*y)? })).collect();
    let of = |system: Crs| {
        let within = points
            .iter()
            .filter(|point| crs::recognise::by_range(**point, **point) == Some(system));
        2 * within.count() > points.len()
    };
    [Crs::RdNew, Crs::Wgs84].into_iter().find(|system| of(*system))
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Sheet;
    use super::*;
    use crate::read::Part;

    /// A sheet from lines with `;`.
    fn sheet(lines: &str) -> Sheet {
        let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let rows = lines.lines().map(|line| line.split(';').map(cell).collect()).collect();
        Sheet::new(Part {
            name: None,
            delimiter: None,
            first_row: 0,
            is_layer: false,
            is_whole: true,
            rows,
        })
    }

    #[track_caller]
    fn check(table: Table, lines: &str, expected: &[(&str, &str)], doubts: &[(&str, &str)]) {
        let sheet = sheet(lines);
        let mapping = map(table, &sheet.columns, &[]).unwrap();
        let name = |at: usize| sheet.columns[at].name.as_str();
        let found: Vec<_> =
            mapping.chosen.iter().map(|chosen| (chosen.field, name(chosen.column))).collect();
        assert_eq!(found, expected);
        let found: Vec<_> =
            mapping.doubts.iter().map(|doubt| (doubt.field, name(doubt.column))).collect();
        assert_eq!(found, doubts);
    }

    #[test]
    fn names_point_and_contents_allow() {
        check(
            Table::Dwellings,
            "VHE-nr;Postkode;Hnr;Toev;Label\n1;1315AB;2;;A\n2;1315 ac;3;;D",
            &[
                ("id", "VHE-nr"),
                ("postcode", "Postkode"),
                ("house_number", "Hnr"),
                ("addition", "Toev"),
                ("energy_label", "Label"),
            ],
            &[],
        );
    }

    #[test]
    fn a_label_that_holds_numbers_is_doubted() {
        check(
            Table::Dwellings,
            "VHE;Label\n1;17\n2;20",
            &[("id", "VHE")],
            &[("energy_label", "Label")],
        );
    }

    #[test]
    fn a_number_that_is_required_is_no_ep2() {
        let names = "Postcode;Opnamedatum;PrimaireFossieleEnergie;EisPrimaireFossieleEnergie";
        let mapped = [("postcode", "Postcode"), ("surveyed", "Opnamedatum")];
        let with_ep2 = [&mapped[..], &[("ep2", "PrimaireFossieleEnergie")]].concat();
        check(Table::EnergyLabels, &format!("{names}\n1315AB;20250102;;50,5"), &with_ep2, &[]);
        let names = names.replace("PrimaireFossieleEnergie;", "");
        check(Table::EnergyLabels, &format!("{names}\n1315AB;20250102;50,5"), &mapped, &[]);
    }

    #[test]
    fn what_a_corporation_says_of_its_labels() {
        check(
            Table::Dwellings,
            "VHE;Label;Label geldig tot;Berekeningstype;EP2\n1;A0;31-12-2030;NTA 8800;12,5\n2;D;30-12-2030;NV;",
            &[
                ("id", "VHE"),
                ("energy_label", "Label"),
                ("label_valid_until", "Label geldig tot"),
                ("label_method", "Berekeningstype"),
                ("ep2", "EP2"),
            ],
            &[],
        );
    }

    #[test]
    fn the_second_best_name_serves_when_contents_refuse_the_best() {
        check(
            Table::Dwellings,
            "VHE;Energielabel;Energieklasse\n1;17;A\n2;20;B",
            &[("id", "VHE"), ("energy_label", "Energieklasse")],
            &[],
        );
    }

    #[test]
    fn contents_propose_what_no_name_says() {
        check(
            Table::Dwellings,
            "VHE;Kolom1;Kolom2\n1;0034010000000001;1315AB\n2;0034010000000002;1315AC\n3;0034010000000003;1315AC",
            &[("id", "VHE"), ("bag_id", "Kolom1"), ("postcode", "Kolom2")],
            &[],
        );
    }

    #[test]
    fn swapped_coordinates_are_put_right() {
        check(
            Table::Dwellings,
            "VHE;X;Y\n1;485000;145000\n2;485001;145001",
            &[("id", "VHE"), ("x", "Y"), ("y", "X")],
            &[],
        );
        check(
            Table::Dwellings,
            "VHE;X;Y\n1;5;6\n2;7;8",
            &[("id", "VHE")],
            &[("x", "X"), ("y", "Y")],
        );
    }

    #[test]
    fn codes_of_areas_are_left_to_the_person_where_there_is_an_address() {
        let address = "VHE;Buurtcode;Postcode;Huisnr\n1;340101;1315AB;1\n2;340102;1315AB;2";
        check(
            Table::Dwellings,
            address,
            &[("id", "VHE"), ("postcode", "Postcode"), ("house_number", "Huisnr")],
            &[("area", "Buurtcode")],
        );
        check(
            Table::Dwellings,
            "VHE;Buurtcode\n1;340101\n2;340102",
            &[("id", "VHE"), ("area", "Buurtcode")],
            &[],
        );
    }
}
