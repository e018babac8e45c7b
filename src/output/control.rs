//! `out-controle/`: for the analyst alone, because it holds rows.

use serde_json::json;

use crate::diagnostics::Finding;
use crate::layers::ResultFile;
use crate::locate::MatchReport;
use crate::normalise::InputFile;

use super::manifest::{output, pretty};

/// The files of the analyst's folder: findings and accounts, the match report, rejected rows per
/// file, rows without a place, rows whose keys disagree.
pub fn control_files(
    inputs: &[InputFile],
    report: Option<&MatchReport>,
    stops: &[Finding],
) -> Vec<ResultFile> {
    let mut files: Vec<ResultFile> = Vec::new();
    for input in inputs.iter().filter(|input| !input.rejected.rows.is_empty()) {
        // Two inputs of one name in different folders each keep their file.
        let name = (1..)
            .map(|count| rejected_name(&input.name, count))
            .find(|name| files.iter().all(|file| file.name != *name))
            .expect("there are more numbers than files");
        files.push(ResultFile { name, bytes: rejected(input) });
    }
    if let Some(report) = report {
        let unplaced = report.unplaced.iter().map(|row| {
            vec![row.file.clone(), row.row.to_string(), row.id.clone(), row.reason.to_owned()]
        });
        let header = ["bestand", "regel", "id", "reden"];
        files.push(table("niet_geplaatst.csv", &header, unplaced));
        let disagreements = report.disagreements.iter().map(|row| {
            vec![
                row.file.clone(),
                row.row.to_string(),
                row.id.clone(),
                row.steps[0].to_owned(),
                row.areas[0].clone(),
                row.steps[1].to_owned(),
                row.areas[1].clone(),
            ]
        });
        let header =
            ["bestand", "regel", "id", "sleutel", "gebied", "andere_sleutel", "ander_gebied"];
        files.push(table("sleutels_oneens.csv", &header, disagreements));
    }
    let findings: Vec<&Finding> = inputs
        .iter()
        .flat_map(|input| &input.findings)
        .chain(report.into_iter().flat_map(|report| &report.findings))
        .chain(stops.iter().filter(|stop| stop.entry.code.starts_with('R')))
        .collect();
    let accounts: Vec<_> = inputs
        .iter()
        .map(|input| json!({ "role": input.role, "file": input.name, "rows": input.account }))
        .collect();
    let value = json!({
        "program": "spreiding",
        "version": env!("CARGO_PKG_VERSION"),
        "accounts": accounts,
        "findings": findings,
        "located": report.map(|report| &report.files),
        "outputs": files.iter().map(output).collect::<Vec<_>>(),
    });
    files.push(pretty(super::CONTROL_MARK, &value));
    files
}

/// `afgekeurd_<file>.csv`, with a number behind it from the second file of that name on.
pub fn rejected_name(input: &str, count: u32) -> String {
    let bare = input.rsplit('/').next().unwrap_or(input);
    let stem = bare.rsplit_once('.').map_or(bare, |(stem, _)| stem);
    match count {
        1 => format!("afgekeurd_{stem}.csv"),
        _ => format!("afgekeurd_{stem}_{count}.csv"),
    }
}

/// The rejected rows of a file, to be mended and sent back.
fn rejected(input: &InputFile) -> Vec<u8> {
    let mut header: Vec<&str> = vec!["regel", "kolom", "waarde", "code", "reden"];
    header.extend(input.rejected.columns.iter().map(String::as_str));
    let rows = input.rejected.rows.iter().map(|row| {
        let mut cells = vec![
            row.row.to_string(),
            row.column.clone(),
            row.value.clone(),
            row.entry.code.to_owned(),
            row.entry.title.nl.to_owned(),
        ];
        cells.extend(row.cells.iter().cloned());
        cells
    });
    table("", &header, rows).bytes
}

fn table(name: &str, header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> ResultFile {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).expect("writing to memory cannot fail");
    for row in rows {
        let harmless = row.iter().map(|cell| harmless(cell));
        writer.write_record(harmless).expect("writing to memory cannot fail");
    }
    let bytes = writer.into_inner().expect("writing to memory cannot fail");
    ResultFile { name: name.to_owned(), bytes }
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP).
fn harmless(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') if cell.parse::<f64>().is_err() => {
            format!("'{cell}")
        }
        _ => cell.to_owned(),
    }
}
