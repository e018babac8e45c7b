//! The proposal as the text of a `spreiding.toml`, each line with a few words about it.

use crate::model::AreaLevel;
use crate::model::schema;
use crate::read::FileFormat;

use super::ProposeError;
use super::column::on_one_line;
use super::corporation;
use super::found::{Found, Line};
use super::plan::{Place, Plan};
use super::priority::{List, Value, sort_values};
use super::words::Table;

/// Where the comment of a line begins.
const COMMENT_AT: usize = 37;

/// The text of a TOML file that grows.
#[derive(Default)]
struct Toml(String);

impl Toml {
    fn line(&mut self, code: &str, why: &str) {
        let why = on_one_line(why);
        if why.is_empty() {
            self.0 += code;
        } else {
            let width = COMMENT_AT.max(code.chars().count() + 2);
            self.0 += &format!("{code:<width$}# {why}");
        }
        self.0.push('\n');
    }

    fn comment(&mut self, text: &str) {
        self.0 += &format!("# {}\n", on_one_line(text));
    }

    fn table(&mut self, header: &str, why: &str) {
        self.0.push('\n');
        self.line(header, why);
    }

    fn set(&mut self, key: &str, value: &str, why: &str) {
        self.line(&format!("{key} = {value}"), why);
    }

    /// A line that waits for a person.
    fn doubt(&mut self, key: &str, value: &str, why: &str) {
        self.line(&format!("# ? {key} = {value}"), why);
    }
}

/// A text in quotes, as TOML reads it back.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted += "\\\"",
            '\\' => quoted += "\\\\",
            c if c.is_control() => quoted += &format!("\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// The whole file.
pub(super) fn written(plan: &Plan<'_>) -> Result<String, ProposeError> {
    let mut toml = Toml::default();
    toml.comment("Proposed by `spreiding init` from the columns and contents of the files.");
    toml.comment(
        "Look it through. Lines that begin with `# ?` are doubtful and are not used as long as",
    );
    toml.comment(
        "they do; `?` behind a line means that it is used, but guessed. Paths are relative to",
    );
    toml.comment("this file. Only the columns that are named here are ever read.");
    toml.0.push('\n');
    match &plan.name {
        Some(name) => toml.set("name", &quoted(name), "as the layer of areas names it"),
        None => toml.set("name", &quoted("My city"), "? write the name of the city"),
    }
    match &plan.reference_date {
        Some(day) => toml.set("reference_date", &day.value, &day.why),
        None => {
            toml.doubt("reference_date", "2025-12-31", "stock as of this day; windows end here")
        }
    }
    toml.set("language", &quoted("nl"), "of labels in the results: nl or en");
    areas(&mut toml, plan);
    for place in plan.tables(Table::Dwellings) {
        dwellings(&mut toml, plan, *place);
    }
    if plan.tables(Table::Dwellings).is_empty() {
        toml.0.push('\n');
        toml.comment("? No file of homes was recognised. A run needs at least one:");
        for line in [
            "[[dwellings]]",
            "path = \"homes.csv\"",
            "corporation = \"...\"",
            "[dwellings.columns]",
            "id = \"...\"",
        ] {
            toml.comment(&format!("? {line}"));
        }
    }
    for place in plan.tables(Table::Placements) {
        placements(&mut toml, *place)?;
    }
    register(
        &mut toml,
        plan,
        Table::EnergyLabels,
        "[energy_labels]",
        "EP-online: the latest valid label of a home counts",
    );
    register(&mut toml, plan, Table::Addresses, "[addresses]", "BAG: where each address lies");
    for place in plan.tables(Table::Roofs) {
        roofs(&mut toml, *place);
    }
    defaults(&mut toml);
    Ok(toml.0)
}

fn areas(toml: &mut Toml, plan: &Plan<'_>) {
    let Some((_, finest)) = plan.finest() else {
        toml.0.push('\n');
        toml.comment(
            "? No layer of areas was recognised. A run needs one, such as the buurten of CBS:",
        );
        for line in [
            "[areas]",
            "year = 2025",
            "levels = [\"wijk\", \"buurt\"]",
            "[areas.buurt]",
            "path = \"buurten.gpkg\"",
        ] {
            toml.comment(&format!("? {line}"));
        }
        return;
    };
    toml.table("[areas]", "");
    match &plan.year {
        Some(year) => toml.set(
            "year",
            &year.value.to_string(),
            &format!("CBS year of the codes: {}", year.why),
        ),
        None => toml.doubt("year", "2025", "CBS year of the codes: not told by layer or file name"),
    }
    let by_column = matches!(finest.stadsdeel, Some(Ok(_)));
    let by_table = plan.parents.is_some();
    let mut levels = Vec::new();
    if finest.level == AreaLevel::Stadsdeel || by_column || by_table {
        levels.push(AreaLevel::Stadsdeel);
    }
    if finest.level == AreaLevel::Buurt {
        levels.push(AreaLevel::Wijk);
    }
    if finest.level != AreaLevel::Stadsdeel {
        levels.push(finest.level);
    }
    let named: Vec<String> = levels.iter().map(|level| quoted(level.singular())).collect();
    toml.set(
        "levels",
        &format!("[{}]", named.join(", ")),
        "coarse to fine; homes are located in the last",
    );
    match plan.municipality.as_ref().map(|town| (&town.value, &town.why)) {
        Some((Some(code), why)) => toml.set("municipality", &quoted(code), why),
        Some((None, why)) => toml.doubt("municipality", &quoted("GM0000"), why),
        None => {}
    }
    for &level in levels.iter().rev() {
        match plan.layers.get(&level) {
            Some((place, layer)) => {
                toml.table(&format!("[areas.{level}]"), &format!("{} areas", layer.count));
                path(toml, *place);
                toml.set("code", &quoted(&layer.code), "");
                if let Some(name) = &layer.name {
                    toml.set("name", &quoted(name), "");
                }
                // Which of them holds a finer area is told by the finer layer, or by a table.
                if level == AreaLevel::Stadsdeel && level != finest.level {
                    parents(toml, plan);
                }
            }
            None if level == AreaLevel::Wijk => {
                toml.table("[areas.wijk]", "no path: dissolved from its buurten");
                if let Some(code) = &finest.wijk.0 {
                    toml.set("code", &quoted(code), "column of the buurten");
                }
                if let Some(name) = &finest.wijk.1 {
                    toml.set("name", &quoted(name), "");
                }
            }
            None => {
                toml.table(&format!("[areas.{level}]"), "no path: dissolved from the finest areas");
                match (&finest.stadsdeel, by_table) {
                    (Some(Ok(column)), _) => {
                        toml.set(
                            "code",
                            &quoted(column),
                            "column of the finest layer; no level of CBS",
                        );
                    }
                    _ => parents(toml, plan),
                }
            }
        }
    }
    if let Some(Err(column)) = &finest.stadsdeel
        && !by_table
    {
        toml.table("# ? [areas.stadsdeel]", "and add \"stadsdeel\" to the levels");
        toml.doubt("code", &quoted(column), "not filled for all areas on land");
    } else if plan.layers.contains_key(&AreaLevel::Stadsdeel)
        && !levels.contains(&AreaLevel::Stadsdeel)
    {
        toml.table("# ? [areas.stadsdeel]", "and add \"stadsdeel\" to the levels");
        toml.doubt(
            "parents",
            &quoted("stadsdelen.csv"),
            "a table: buurtcode or wijkcode, and stadsdeel",
        );
    }
}

fn parents(toml: &mut Toml, plan: &Plan<'_>) {
    if let Some((file, _)) = plan.parents {
        toml.set("parents", &quoted(&file.written), "table of areas and the stadsdeel they lie in");
    }
}

/// Path, and sheet or layer where the file has several.
fn path(toml: &mut Toml, (file, found): Place<'_>) {
    toml.set("path", &quoted(&file.written), "");
    if let Some(name) = &found.sheet.name {
        match file.format {
            Some(FileFormat::Workbook) => toml.set("sheet", &quoted(name), ""),
            Some(FileFormat::GeoPackage) => toml.set("layer", &quoted(name), ""),
            _ => {}
        }
    }
}

fn columns(toml: &mut Toml, header: &str, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    toml.line(header, "");
    for line in lines {
        let value = quoted(&line.column);
        if line.is_doubtful {
            toml.doubt(line.field, &value, &line.why);
        } else {
            toml.set(line.field, &value, &line.why);
        }
    }
}

/// Columns that a run would read without being told are left out.
fn told_only(table: Table, found: &Found) -> Vec<Line> {
    let schema = match table {
        Table::EnergyLabels => schema::ENERGY_LABELS,
        _ => schema::ADDRESSES,
    };
    let mut lines = found.lines();
    lines.retain(|line| {
        let known = schema.iter().find(|column| column.name == line.field);
        let known = known.and_then(|column| found.sheet.position(column.known));
        line.is_doubtful || known.is_none_or(|at| found.sheet.columns[at].name != line.column)
    });
    lines
}

fn dwellings(toml: &mut Toml, plan: &Plan<'_>, place: Place<'_>) {
    let (file, found) = place;
    toml.table("[[dwellings]]", &rows(found));
    path(toml, place);
    let mut lines = found.lines();
    if !lines.iter().any(|line| line.field == "corporation" && !line.is_doubtful) {
        let (owner, why) = corporation::guess(&file.stem, &plan.owners);
        toml.set("corporation", &quoted(&owner), &why);
        lines.retain(|line| line.field != "corporation");
    }
    columns(toml, "[dwellings.columns]", &lines);
    let unused = found.unused();
    if !unused.is_empty() {
        toml.comment(&format!("Not used: {}.", unused.join(", ")));
        toml.comment(
            "For an indicator of your own: extra.NAME = { column = \"...\", type = \"yes_no\" }",
        );
    }
}

fn placements(toml: &mut Toml, place: Place<'_>) -> Result<(), ProposeError> {
    let (_, found) = place;
    toml.table("[[placements]]", &rows(found));
    path(toml, place);
    let lines = found.lines();
    columns(toml, "[placements.columns]", &lines);
    for (field, what) in [("date", "day of the letting"), ("priority", "urgent or not")] {
        if !lines.iter().any(|line| line.field == field) {
            toml.doubt(field, &quoted("..."), &format!("{what}: no column was recognised"));
        }
    }
    toml.line("[placements.urgent]", "each value stands in one of the three lists");
    let values = match found.readings.get("priority") {
        Some(reading) => sort_values(reading)?,
        None => Vec::new(),
    };
    for (key, list, why) in [
        ("values", List::Urgent, "counted as urgent"),
        ("regular", List::Regular, "counted as regular"),
        ("exclude", List::Exclude, "left out of count and denominator"),
    ] {
        value_list(toml, key, why, values.iter().filter(|value| value.list == list));
    }
    let unknown: Vec<&Value> = values.iter().filter(|value| value.list == List::Unknown).collect();
    if !unknown.is_empty() {
        toml.comment("? Put these in one of the three lists; until then a run stops:");
    }
    for value in unknown {
        toml.line(&format!("# ? {},", quoted(&value.text)), &value_words(value));
    }
    Ok(())
}

fn value_list<'a>(toml: &mut Toml, key: &str, why: &str, values: impl Iterator<Item = &'a Value>) {
    let values: Vec<&Value> = values.collect();
    if values.is_empty() {
        return toml.set(key, "[]", why);
    }
    toml.set(key, "[", why);
    for value in values {
        toml.line(&format!("  {},", quoted(&value.text)), &value_words(value));
    }
    toml.line("]", "");
}

fn value_words(value: &Value) -> String {
    let rows = if value.count == 1 { "1 row".to_owned() } else { format!("{} rows", value.count) };
    let what = if value.text.is_empty() { " without a value" } else { "" };
    match value.why {
        "" => format!("{rows}{what}"),
        why => format!("{rows}{what}; {why}"),
    }
}

/// A register, of which one file can be named.
fn register(toml: &mut Toml, plan: &Plan<'_>, table: Table, header: &str, what: &str) {
    let Some(place) = plan.tables(table).first() else { return };
    toml.table(header, what);
    path(toml, *place);
    let columns_header = header.replace(']', ".columns]");
    columns(toml, &columns_header, &told_only(table, place.1));
    let others = plan
        .second
        .iter()
        .filter(|(_, found)| found.table().is_some_and(|(other, _)| other == table));
    for (file, _) in others {
        toml.doubt(
            "path",
            &quoted(&file.written),
            "holds the same kind of thing; one can be named",
        );
    }
}

fn roofs(toml: &mut Toml, place: Place<'_>) {
    let (file, found) = place;
    toml.table("[[roofs]]", &rows(found));
    path(toml, place);
    let lines = found.lines();
    if !lines.iter().any(|line| line.field == "kind" && !line.is_doubtful) {
        let name = format!("{} {}", file.stem, found.sheet.title()).to_lowercase();
        let shed = ["schu", "berging", "bijgebouw"].iter().any(|word| name.contains(word));
        let home = ["woning", "huis", "hoofd"].iter().any(|word| name.contains(word));
        match (home, shed) {
            (true, false) => toml.set("kind", "\"home\"", "? guessed from the name: home or shed"),
            (false, true) => toml.set("kind", "\"shed\"", "? guessed from the name: home or shed"),
            _ => toml.doubt("kind", "\"home\"", "home or shed: which roofs are these?"),
        }
    }
    columns(toml, "[roofs.columns]", &lines);
}

fn rows(found: &Found) -> String {
    let mut words = match found.rows {
        Some(rows) => format!("{rows} rows"),
        None => format!("counts are of the first {} rows", found.sheet.height),
    };
    if found.sheet.header_row > 1 {
        words += &format!(", header on row {}", found.sheet.header_row);
    }
    words
}

/// The settings that a reader most often wants to change, with what they are without a line.
fn defaults(toml: &mut Toml) {
    toml.table("[locate]", "");
    toml.set("snap_distance_m", "25", "a point outside every area gets the nearest within this");
    toml.table("[tolerance]", "");
    toml.set("rejected", "0.01", "of the rows of one file; above it there is no result");
    toml.table("[spread]", "");
    toml.set("window_years", "3", "years of lettings that are counted, up to the reference date");
    toml.table("[output]", "");
    toml.set("write", "[\"geojson\", \"csv\"]", "");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_survives_its_quotes(text in "\\PC*|[\"\\\\\\n\\t'#=\\[\\]]*") {
            let table: toml::Table = toml::from_str(&format!("a = {}", quoted(&text))).unwrap();
            prop_assert_eq!(table["a"].as_str(), Some(text.as_str()));
        }
    }
}
