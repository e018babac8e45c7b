//! The proposal as the text of a `spreiding.toml`, each line with a few words about it.

mod areas;
mod toml_text;

use crate::diagnostics::counted;
use crate::model::schema;
use crate::read::FileFormat;

use super::ProposeError;
use super::corporation;
use super::found::{Found, Line, Looked};
use super::kinds::kinds;
use super::plan::{Place, Plan};
use super::priority::{List, Value, sort_values};
use super::words::Table;
use toml_text::{Toml, quoted};

/// What stands above everything.
const HEAD: &str = "\
# Proposed by `spreiding init` from the columns and contents of the files. Look it through.
# Lines that begin with `# ?` are doubtful and are not used as long as they do; a `?` behind a
# line means that it is used, but guessed. Only the columns that are named here are ever read.
# Paths are relative to this file.

";

/// The whole file.
pub(super) fn written(plan: &Plan<'_>, unknown: &[String]) -> Result<String, ProposeError> {
    let mut toml = Toml::default();
    toml.0 += HEAD;
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
    areas::areas(&mut toml, plan);
    for place in plan.tables(Table::Dwellings) {
        dwellings(&mut toml, plan, *place)?;
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
    if !unknown.is_empty() {
        toml.0.push('\n');
        toml.comment("? In none of these files anything was recognised, so none is used:");
        for file in unknown {
            toml.comment(&format!("?   {file}"));
        }
    }
    for place in plan.tables(Table::Placements) {
        placements(&mut toml, plan, *place)?;
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
    if found.quotes_are_text {
        let why = "a quote is left open: only as text every row has the cells of the header";
        toml.set("quote", &quoted("none"), why);
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

/// What has to be said of a table before its columns can be read: the year of its area codes, and the
/// settings for columns that can be read two ways.
fn settings(toml: &mut Toml, plan: &Plan<'_>, found: &Found, lines: &[Line]) {
    if lines.iter().any(|line| line.field == "area") {
        let year = plan.year.as_ref().map_or(0, |year| year.value).to_string();
        let why = "? the CBS year of its area codes: ask the supplier";
        toml.doubt("area_year", &year, why);
    }
    let mut told: Vec<&str> = Vec::new();
    for reading in found.readings.values() {
        let setting = reading.doubt.as_deref().and_then(|setting| setting.split_once(" = "));
        if let Some((key, value)) = setting
            && !told.contains(&key)
        {
            toml.doubt(key, value, "can be read two ways: say which");
            told.push(key);
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

fn dwellings(toml: &mut Toml, plan: &Plan<'_>, place: Place<'_>) -> Result<(), ProposeError> {
    let (file, found) = place;
    toml.table("[[dwellings]]", &rows(found));
    path(toml, place);
    let mut lines = found.lines();
    settings(toml, plan, found, &lines);
    if !lines.iter().any(|line| line.field == "corporation" && !line.is_doubtful) {
        let (owner, why) = corporation::guess(&file.stem, &plan.owners);
        toml.set("corporation", &quoted(&owner), &why);
        lines.retain(|line| line.field != "corporation");
    }
    let kinds = kinds(found)?;
    if let Some(kinds) = &kinds {
        let values: Vec<String> = kinds.values.iter().map(|value| quoted(value)).collect();
        let table =
            format!("{{ column = {}, values = [{}] }}", quoted(&kinds.column), values.join(", "));
        toml.set(if kinds.only { "only" } else { "except" }, &table, &kinds.why);
    }
    columns(toml, "[dwellings.columns]", &lines);
    let mut unused = found.unused();
    unused.retain(|name| kinds.as_ref().is_none_or(|kinds| kinds.column != *name));
    if !unused.is_empty() {
        toml.comment(&format!("Not used: {}.", unused.join(", ")));
        toml.comment(
            "For an indicator of your own: extra.NAME = { column = \"...\", type = \"yes_no\" }",
        );
    }
    Ok(())
}

fn placements(toml: &mut Toml, plan: &Plan<'_>, place: Place<'_>) -> Result<(), ProposeError> {
    let (_, found) = place;
    toml.table("[[placements]]", &rows(found));
    path(toml, place);
    let lines = found.lines();
    settings(toml, plan, found, &lines);
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
    let rows = counted(value.count as u64, "row", "rows");
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
        match guessed_roof(file, found) {
            Some(kind) => toml.set("kind", &quoted(kind), ROOF_GUESSED),
            None => toml.doubt("kind", "\"home\"", ROOF_UNKNOWN),
        }
    }
    columns(toml, "[roofs.columns]", &lines);
}

/// About a kind of roofs that a name says.
pub(super) const ROOF_GUESSED: &str = "? by the name: home or shed";
/// About a kind of roofs that nothing says.
pub(super) const ROOF_UNKNOWN: &str = "home or shed: which roofs are these?";

/// The kind of all roofs of a file, guessed from its name.
pub(super) fn guessed_roof(file: &Looked, found: &Found) -> Option<&'static str> {
    let name = format!("{} {}", file.stem, found.sheet.title()).to_lowercase();
    let shed = ["schu", "berging", "bijgebouw"].iter().any(|word| name.contains(word));
    let home = ["woning", "huis", "hoofd"].iter().any(|word| name.contains(word));
    match (home, shed) {
        (true, false) => Some("home"),
        (false, true) => Some("shed"),
        _ => None,
    }
}

fn rows(found: &Found) -> String {
    let mut words = match found.rows {
        Some(rows) => counted(rows, "row", "rows"),
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
    toml.set("unplaced", "0.05", "of the homes, placements or roofs of one file, without a place");
    toml.table("[spread]", "");
    toml.set("window_years", "3", "years of lettings that are counted, up to the reference date");
    toml.table("[output]", "");
    toml.set("write", "[\"geojson\", \"csv\"]", "");
}
