//! Writes small workbooks, with the faults that real ones have. Tests of the reader use it too.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What stands in a cell.
#[derive(Debug, Clone)]
pub enum Cell {
    Empty,
    Text(String),
    /// As it stands in the file: Excel writes up to seventeen digits.
    Number(String),
    /// Days since the start of the workbook's calendar, shown as a date.
    Day(f64),
    Yes(bool),
    /// `#N/A` and the like.
    Error(String),
    /// A formula and its stored outcome.
    Formula(String, Option<String>),
}

/// A cell of text, or empty.
pub fn text(text: impl ToString) -> Cell {
    match text.to_string() {
        text if text.is_empty() => Cell::Empty,
        text => Cell::Text(text),
    }
}

/// A cell with a number.
pub fn number(number: impl ToString) -> Cell {
    Cell::Number(number.to_string())
}

/// A row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its number; the one after the row before it, if not said.
    pub at: Option<u32>,
    pub hidden: bool,
    pub cells: Vec<Cell>,
}

/// A row of these cells.
pub fn row(cells: impl IntoIterator<Item = Cell>) -> Row {
    Row { cells: cells.into_iter().collect(), ..Row::default() }
}

/// A row of texts.
pub fn texts(cells: &[&str]) -> Row {
    row(cells.iter().map(text))
}

impl Row {
    /// The same row, hidden.
    pub fn hidden(mut self) -> Row {
        self.hidden = true;
        self
    }

    /// The same row with this number.
    pub fn at(mut self, number: u32) -> Row {
        self.at = Some(number);
        self
    }
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub name: String,
    /// `hidden` or `veryHidden`; empty for a visible one.
    pub state: &'static str,
    pub rows: Vec<Row>,
    /// Merged cells, such as `A1:D1`.
    pub merged: Vec<&'static str>,
}

/// A visible sheet.
pub fn sheet(name: &str, rows: impl IntoIterator<Item = Row>) -> Sheet {
    Sheet { name: name.to_owned(), rows: rows.into_iter().collect(), ..Sheet::default() }
}

impl Sheet {
    /// The same sheet in another state of visibility.
    pub fn state(mut self, state: &'static str) -> Sheet {
        self.state = state;
        self
    }

    /// The same sheet with merged cells.
    pub fn merged(mut self, cells: &'static str) -> Sheet {
        self.merged.push(cells);
        self
    }

    fn xml(&self, strings: &mut Vec<String>) -> String {
        let mut xml = String::from(MAIN) + "<sheetData>";
        xml = xml.replace("ROOT", "worksheet");
        let mut at = 0;
        for row in &self.rows {
            at = row.at.unwrap_or(at + 1);
            let hidden = if row.hidden { " hidden=\"1\"" } else { "" };
            xml += &format!("<row r=\"{at}\"{hidden}>");
            for (column, cell) in row.cells.iter().enumerate() {
                xml += &cell_xml(cell, &format!("{}{at}", letters(column)), strings);
            }
            xml += "</row>";
        }
        xml += "</sheetData>";
        if !self.merged.is_empty() {
            let cells: Vec<String> =
                self.merged.iter().map(|cells| format!("<mergeCell ref=\"{cells}\"/>")).collect();
            xml += &format!("<mergeCells>{}</mergeCells>", cells.concat());
        }
        xml + "</worksheet>"
    }
}

const MAIN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<ROOT xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn cell_xml(cell: &Cell, at: &str, strings: &mut Vec<String>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => {
            strings.push(text.clone());
            format!("<c r=\"{at}\" t=\"s\"><v>{}</v></c>", strings.len() - 1)
        }
        Cell::Number(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
        Cell::Day(days) => format!("<c r=\"{at}\" s=\"1\"><v>{days}</v></c>"),
        Cell::Yes(yes) => format!("<c r=\"{at}\" t=\"b\"><v>{}</v></c>", u8::from(*yes)),
        Cell::Error(error) => format!("<c r=\"{at}\" t=\"e\"><v>{error}</v></c>"),
        Cell::Formula(formula, None) => {
            format!("<c r=\"{at}\"><f>{}</f><v></v></c>", escaped(formula))
        }
        Cell::Formula(formula, Some(value)) => format!(
            "<c r=\"{at}\" t=\"str\"><f>{}</f><v>{}</v></c>",
            escaped(formula),
            escaped(value)
        ),
    }
}

/// The letters of a column, from 0.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        left => letters(left - 1) + &last.to_string(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A workbook of these sheets, counting days from 1900.
pub fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    zip(&parts(sheets, false))
}

/// A workbook of these sheets, counting days from 1904 as old Macs do.
pub fn xlsx_1904(sheets: &[Sheet]) -> Vec<u8> {
    zip(&parts(sheets, true))
}

/// The parts of a workbook by name, for a test that changes one of them.
pub fn parts(sheets: &[Sheet], is_1904: bool) -> Vec<(String, String)> {
    let mut strings = Vec::new();
    let mut parts = Vec::new();
    let (mut tabs, mut links) = (String::new(), String::new());
    for (at, sheet) in sheets.iter().enumerate() {
        let id = at + 1;
        parts.push((format!("xl/worksheets/sheet{id}.xml"), sheet.xml(&mut strings)));
        let state = match sheet.state {
            "" => String::new(),
            state => format!(" state=\"{state}\""),
        };
        let name = escaped(&sheet.name);
        tabs += &format!("<sheet name=\"{name}\" sheetId=\"{id}\"{state} r:id=\"rId{id}\"/>");
        links += &format!(
            "<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
        );
    }
    let root = |name: &str| MAIN.replace("ROOT", name);
    let days = if is_1904 { "<workbookPr date1904=\"1\"/>" } else { "<workbookPr/>" };
    let mut add = |name: &str, xml: String| parts.push((name.to_owned(), xml));
    add("xl/workbook.xml", format!("{}{days}<sheets>{tabs}</sheets></workbook>", root("workbook")));
    let relations = |inner: &str| {
        format!(
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
        )
    };
    add("xl/_rels/workbook.xml.rels", relations(&links));
    let target = format!(
        "<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>"
    );
    add("_rels/.rels", relations(&target));
    let formats = "<cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
    add("xl/styles.xml", format!("{}{formats}</styleSheet>", root("styleSheet")));
    let count = strings.len();
    let texts: String = strings
        .iter()
        .map(|text| format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(text)))
        .collect();
    let list =
        root("sst").replace("<sst", &format!("<sst count=\"{count}\" uniqueCount=\"{count}\""));
    add("xl/sharedStrings.xml", format!("{list}{texts}</sst>"));
    add(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
            .to_owned(),
    );
    parts
}

/// A zip of files.
pub fn zip(files: &[(String, impl AsRef<[u8]>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
