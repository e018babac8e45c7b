//! Tables of the analyst's folder, as Excel on a Dutch machine opens them by a double click: UTF-8
//! with a byte order mark, semicolons between the cells.

use crate::layers::{ResultFile, harmless};
use crate::locate::MatchReport;
use crate::normalise::{InputFile, Lost};

/// The table of homes with two labels.
pub(super) const LABELS: &str = "labels_oneens.csv";

/// The table of homes with one BAG id.
pub(super) const SHARED: &str = "dubbele_woningen.csv";

/// The rejected rows and unreadable cells of a file, to be mended and sent back.
pub(super) fn rejected(name: String, input: &InputFile) -> ResultFile {
    let mut header: Vec<&str> = vec!["regel", "kolom", "waarde", "code", "reden", "gevolg"];
    header.extend(input.rejected.columns.iter().map(String::as_str));
    let rows = input.rejected.rows.iter().map(|row| {
        let mut cells = vec![
            row.row.to_string(),
            row.column.clone(),
            row.value.clone(),
            row.entry.code.to_owned(),
            row.entry.title.nl.to_owned(),
            consequence(row.lost).to_owned(),
        ];
        cells.extend(row.cells.iter().cloned());
        cells
    });
    table(&name, &header, rows)
}

/// What falls away, in Dutch.
fn consequence(lost: Lost) -> &'static str {
    match lost {
        Lost::Row => "regel",
        Lost::Cell => "cel",
    }
}

/// The homes of which another has the BAG id too; `None` when there are none.
pub(super) fn shared_homes(inputs: &[InputFile]) -> Option<ResultFile> {
    let mut rows: Vec<Vec<String>> = inputs
        .iter()
        .flat_map(|input| {
            let row =
                |(row, id): &(u32, String)| vec![id.clone(), input.name.clone(), row.to_string()];
            input.shared_homes.iter().map(row)
        })
        .collect();
    rows.sort(); // the homes of one id stand together
    (!rows.is_empty()).then(|| table(SHARED, &["woning", "bestand", "regel"], rows.into_iter()))
}

/// The homes of which the register and a corporation give different labels; `None` without any.
pub(super) fn label_differences(inputs: &[InputFile]) -> Option<ResultFile> {
    let mut rows = inputs.iter().flat_map(|input| &input.label_differences).peekable();
    rows.peek()?;
    let header = ["bestand", "regel", "label_corporatie", "label_register"];
    Some(table(LABELS, &header, rows.map(|row| row.to_vec())))
}

/// The rows without a place.
pub(super) fn unplaced(report: &MatchReport) -> ResultFile {
    let rows = report.unplaced.iter().map(|row| {
        vec![row.file.clone(), row.row.to_string(), row.id.clone(), row.reason.to_owned()]
    });
    table("niet_geplaatst.csv", &["bestand", "regel", "id", "reden"], rows)
}

/// The rows of which two keys lead to different areas.
pub(super) fn disagreements(report: &MatchReport) -> ResultFile {
    let rows = report.disagreements.iter().map(|row| {
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
    let header = ["bestand", "regel", "id", "sleutel", "gebied", "andere_sleutel", "ander_gebied"];
    table("sleutels_oneens.csv", &header, rows)
}

fn table(name: &str, header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> ResultFile {
    let bytes = "\u{FEFF}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(bytes);
    let harmless_header = header.iter().map(|cell| harmless(cell));
    writer.write_record(harmless_header).expect("writing to memory cannot fail");
    for row in rows {
        let cells = row.iter().map(|cell| harmless(cell));
        writer.write_record(cells).expect("writing to memory cannot fail");
    }
    let bytes = writer.into_inner().expect("writing to memory cannot fail");
    ResultFile::new(name, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_and_every_cell_are_made_harmless_and_quoted() {
        let rows = [vec!["=1+1".to_owned(), "a;\"b\"".to_owned()]];
        let made = table("x.csv", &["=kop", "Café"], rows.into_iter());
        let text = String::from_utf8(made.parts.concat()).unwrap();
        assert_eq!(text, "\u{FEFF}'=kop;Café\n'=1+1;\"a;\"\"b\"\"\"\n");
    }
}
