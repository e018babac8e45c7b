//! The proposal as a person reads it on a terminal of eighty columns: a file after the other, and
//! for each column why.

use crate::diagnostics::counted;
use crate::read::{FileFormat, Personal};

use super::ProposeError;
use super::areas::AreaLayer;
use super::column::on_one_line;
use super::corporation;
use super::found::{Found, Line, Looked, Unknown};
use super::plan::Plan;
use super::priority::{List, Value, sort_values};
use super::recognise::Taken;
use super::words::Table;
use super::written::{ROOF_GUESSED, ROOF_UNKNOWN, guessed_roof};

const WIDTH: usize = 80;
/// Where the reasons begin.
const WHY_AT: usize = 44;

/// The report about every file, and about what they lack together.
pub(super) fn told(
    files: &[Looked],
    passed: &[String],
    plan: &Plan<'_>,
) -> Result<String, ProposeError> {
    let mut text = String::new();
    for file in files {
        for found in &file.found {
            one_found(&mut text, file, found, plan)?;
        }
        if file.found.is_empty() {
            one_unknown(&mut text, file);
        }
    }
    if !passed.is_empty() {
        wrapped(&mut text, 0, 2, &format!("Passed by: {}", passed.join(", ")));
    }
    Ok(text)
}

fn one_found(
    text: &mut String,
    file: &Looked,
    found: &Found,
    plan: &Plan<'_>,
) -> Result<(), ProposeError> {
    let title = format!("{}: {}", on_one_line(&file.given), what(found));
    wrapped(text, 0, 2, &title);
    wrapped(text, 2, 4, &form(file, found));
    if let Some(remark) = &found.remark {
        wrapped(text, 2, 4, &format!("! {}", on_one_line(remark)));
    }
    if let Taken::Areas(layer) = &found.taken {
        area_lines(text, layer);
    }
    if let Taken::Parents(parents) = &found.taken {
        column_line(text, "area", &parents.child, "");
        column_line(text, "stadsdeel", &parents.parent, "");
    }
    if let Some(why) = plan.unused(found) {
        wrapped(text, 2, 4, &format!("not used: {why}"));
    }
    let lines = found.lines();
    let is = |table: Table| found.table().is_some_and(|(other, _)| other == table);
    if is(Table::Dwellings) && !lines.iter().any(|l| l.field == "corporation" && !l.is_doubtful) {
        let (owner, why) = corporation::guess(&file.stem, &plan.owners);
        row(text, "  corporation", &format!("=  {owner}"), &why);
    }
    if is(Table::Roofs) && !lines.iter().any(|line| line.field == "kind" && !line.is_doubtful) {
        match guessed_roof(file, found) {
            Some(kind) => row(text, "  kind", &format!("=  {kind}"), ROOF_GUESSED),
            None => row(text, "  ? kind", "not found", ROOF_UNKNOWN),
        }
    }
    for Line { field, column, why, is_doubtful } in &lines {
        let field = if *is_doubtful { format!("? {field}") } else { (*field).to_owned() };
        column_line(text, &field, column, why);
    }
    if is(Table::Placements) {
        for field in ["date", "priority"] {
            if !lines.iter().any(|line| line.field == field) {
                row(text, &format!("  ? {field}"), "not found", "needed; name its column");
            }
        }
        if let Some(reading) = found.readings.get("priority") {
            values(text, &sort_values(reading)?);
        }
    }
    personal(text, &found.personal);
    let unused = found.unused();
    // Of a register most columns are for others.
    if !unused.is_empty() && !is(Table::EnergyLabels) && !is(Table::Addresses) {
        wrapped(text, 2, 4, &format!("not used: {}", unused.join(", ")));
    }
    Ok(())
}

fn what(found: &Found) -> String {
    match &found.taken {
        Taken::Table(Table::Dwellings, _) => "dwellings".to_owned(),
        Taken::Table(Table::Placements, _) => "placements".to_owned(),
        Taken::Table(Table::EnergyLabels, _) => "energy labels (EP-online)".to_owned(),
        Taken::Table(Table::Addresses, _) => "addresses".to_owned(),
        Taken::Table(Table::Roofs, _) => "asbestos survey".to_owned(),
        Taken::Areas(layer) => format!("areas, {}", layer.level.plural()),
        Taken::Parents(_) => "areas, which stadsdeel holds which".to_owned(),
    }
}

/// `CSV with semicolons, Windows-1252, header on row 1, 8866 rows`.
fn form(file: &Looked, found: &Found) -> String {
    let sheet = &found.sheet;
    let mut parts = Vec::new();
    let named = |kind: &str| format!("{kind} \"{}\"", sheet.title());
    match file.format {
        Some(FileFormat::Csv) => parts.push(format!(
            "CSV with {}",
            match sheet.delimiter {
                Some(',') => "commas",
                Some('\t') => "tabs",
                Some('|') => "bars (|)",
                _ => "semicolons",
            }
        )),
        Some(FileFormat::Workbook) => parts.push(format!("workbook, {}", named("sheet"))),
        Some(FileFormat::GeoPackage) => parts.push(format!("GeoPackage, {}", named("layer"))),
        Some(FileFormat::Parquet) => parts.push("Parquet".to_owned()),
        Some(FileFormat::Shapefile) => parts.push("shapefile".to_owned()),
        Some(FileFormat::GeoJson) => parts.push("GeoJSON".to_owned()),
        None => {}
    }
    if !file.ignored.is_empty() {
        let ignored: Vec<String> = file.ignored.iter().map(|name| format!("\"{name}\"")).collect();
        parts[0] += &format!(" (not used: {})", ignored.join(", "));
    }
    parts.extend(file.encoding.map(str::to_owned));
    if sheet.header_row > 0 {
        parts.push(format!("header on row {}", sheet.header_row));
    }
    parts.push(match found.rows {
        Some(rows) if sheet.is_layer => counted(rows, "feature", "features"),
        Some(rows) => counted(rows, "row", "rows"),
        None => format!("large: only the first {} rows were looked at", sheet.height),
    });
    parts.join(", ")
}

fn area_lines(text: &mut String, layer: &AreaLayer) {
    column_line(text, "code", &layer.code, "");
    if let Some(name) = &layer.name {
        column_line(text, "name", name, "");
    }
    if let Some(code) = &layer.wijk.0 {
        column_line(text, "wijk", code, "code of the wijk that holds it");
    }
    match &layer.stadsdeel {
        Some(Ok(column)) => column_line(text, "stadsdeel", column, "filled for all areas on land"),
        Some(Err(column)) => column_line(text, "? stadsdeel", column, "not filled for all areas"),
        None => {}
    }
    if let Some((year, why)) = &layer.year {
        row(text, "  year", &format!("=  {year}"), why);
    }
    if layer.municipalities.len() > 1 {
        let count = layer.municipalities.len();
        row(text, "  municipality", &format!("{count} municipalities"), "see [areas] in the file");
    }
}

fn values(text: &mut String, values: &[Value]) {
    wrapped(text, 2, 4, "values of the priority column, with their rows:");
    for Value { text: value, count, list, why } in values {
        let value = if value.is_empty() { "(nothing)".to_owned() } else { on_one_line(value) };
        let list = match list {
            List::Urgent => "urgent",
            List::Regular => "regular",
            List::Exclude => "exclude",
            List::Unknown => "? put it in one of the three lists in the file",
        };
        let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
        let line = format!("{:<22} {count:>7}  {list}{why}", cut(&value, 22));
        wrapped(text, 4, 37, &line);
    }
}

fn personal(text: &mut String, columns: &[(String, Personal)]) {
    for (name, kind) in columns {
        let why = format!("looks like {}; remove it from the file", kind.words());
        row(text, "  not needed", &format!("   \"{}\"", cut(name, 22)), &why);
    }
}

fn one_unknown(text: &mut String, file: &Looked) {
    let given = on_one_line(&file.given);
    if let Some(refused) = &file.refused {
        wrapped(text, 0, 2, &format!("{given}: not read"));
        wrapped(text, 2, 4, &on_one_line(refused));
        return;
    }
    wrapped(text, 0, 2, &format!("{given}: not recognised"));
    let Some(Unknown { columns, personal: persons }) = &file.unknown else { return };
    if columns.is_empty() {
        wrapped(text, 2, 4, "no columns");
    } else {
        let persons: Vec<&String> = persons.iter().map(|(name, _)| name).collect();
        let told: Vec<&str> =
            columns.iter().filter(|name| !persons.contains(name)).map(String::as_str).collect();
        wrapped(text, 2, 4, &format!("columns there: {}", told.join(", ")));
    }
    personal(text, persons);
}

fn column_line(text: &mut String, field: &str, column: &str, why: &str) {
    row(text, &format!("  {field}"), &format!("<- \"{}\"", cut(column, 40)), why);
}

/// Three columns: what is ours, what is theirs, and why, the last one wrapped.
fn row(text: &mut String, ours: &str, theirs: &str, why: &str) {
    let start = format!("{ours:<21} {theirs}");
    let width = start.chars().count();
    if why.is_empty() {
        text.push_str(start.trim_end());
        text.push('\n');
    } else if width + 2 > WHY_AT && width + 3 + why.chars().count() > WIDTH {
        text.push_str(&start);
        text.push('\n');
        wrapped(text, WHY_AT, WHY_AT, why);
    } else {
        wrapped(text, 0, WHY_AT, &format!("{start:<wide$}{why}", wide = WHY_AT.max(width + 2)));
    }
}

/// Adds text on lines of at most eighty columns: the first indented by `first`, the others by `rest`.
/// Blanks within the text stay where they are; a word that is longer than a line is cut up.
pub(super) fn wrapped(into: &mut String, first: usize, rest: usize, text: &str) {
    let mut indent = first;
    let mut left = text;
    loop {
        let room = WIDTH - indent;
        let end = left.char_indices().nth(room).map(|(at, _)| at);
        let (line, next) = match end {
            None => (left, ""),
            Some(end) => {
                let behind =
                    if left[end..].starts_with(' ') { Some(end) } else { left[..end].rfind(' ') };
                let at = behind.filter(|at| !left[..*at].trim().is_empty()).unwrap_or(end);
                (&left[..at], left[at..].trim_start())
            }
        };
        into.push_str(&" ".repeat(indent));
        into.push_str(line.trim_end());
        into.push('\n');
        if next.is_empty() {
            return;
        }
        (left, indent) = (next, rest);
    }
}

/// The text, with its end left off when it is long.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reasons_stand_below_each_other() {
        let mut text = String::new();
        let why = "16 digits; 1398 lost their leading zeros (repairable); 110 empty";
        column_line(&mut text, "bag_id", "BAG-id VBO", why);
        assert_eq!(
            text,
            "  bag_id              <- \"BAG-id VBO\"       16 digits; 1398 lost their leading\n\
             \x20                                           zeros (repairable); 110 empty\n"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_line_is_wider_than_a_terminal(name in "\\PC{0,90}", why in "[a-zé ]{0,300}") {
            let mut text = String::new();
            column_line(&mut text, "asbestos_shed_roof", &on_one_line(&name), &why);
            wrapped(&mut text, 2, 4, &name);
            for line in text.lines() {
                prop_assert!(line.chars().count() <= WIDTH, "{line}");
            }
        }
    }
}
