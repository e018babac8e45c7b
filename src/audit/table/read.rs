//! A table of areas as a file holds it.

use std::path::{Path, PathBuf};

use polars::prelude::{Column, DataType};

use crate::read::{ROW, TableOptions, Wanted, read_table};

use super::TableError;
use super::rows::{Key, Row};

/// The columns as they were named; `None` where they are to be recognised.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The area.
    pub area: Option<String>,
    /// The area that holds it.
    pub parent: Option<String>,
    /// The count.
    pub count: Option<String>,
    /// What it is out of.
    pub total: Option<String>,
    /// The share, in percent.
    pub share: Option<String>,
    /// What tells parts such as years apart.
    pub part: Option<String>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Words that mean hidden, in place of the usual ones.
    pub hidden: Vec<String>,
}

/// The rows of one table.
#[derive(Debug)]
pub struct Reading {
    /// The file.
    pub file: PathBuf,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// Usual names, by what they mean.
const NAMES: [(&str, &[&str]); 11] = [
    ("level", &["niveau", "level"]),
    ("area", &["code", "gebied", "gebiedscode", "buurtcode", "regio", "area", "region"]),
    ("parent", &["ouder", "bovenliggend", "wijkcode", "parent"]),
    ("indicator", &["indicator"]),
    ("count", &["teller", "aantal", "count", "number"]),
    ("total", &["noemer", "totaal", "total", "out_of"]),
    ("share", &["pct", "percentage", "aandeel", "share"]),
    ("status", &["status"]),
    ("corporation", &["corporatie"]),
    ("year", &["jaar", "year"]),
    ("part", &["deel", "part"]),
];
/// Usual signs of a hidden count.
const HIDDEN: [&str; 9] = ["", ".", "x", "*", "-", "geheim", "<5", "onderdrukt", "hidden"];
/// Words for all parts together.
const WHOLE: [&str; 6] = ["", "totaal", "alle", "total", "all", "-"];
/// The level of what has no place in this program's own table.
const UNPLACED: &str = "niet geplaatst";

/// Reads a table of areas.
///
/// # Errors
/// The file cannot be read, a column is missing, or a cell cannot be.
pub fn read(file: &Path, columns: &Columns) -> Result<Reading, TableError> {
    let named = [
        ("area", &columns.area),
        ("parent", &columns.parent),
        ("count", &columns.count),
        ("total", &columns.total),
        ("share", &columns.share),
        ("part", &columns.part),
    ];
    let wanted: Vec<Wanted> = NAMES
        .iter()
        .map(|(name, known)| {
            let given =
                named.iter().find(|(of, _)| of == name).and_then(|(_, given)| given.as_ref());
            match given {
                Some(column) => Wanted::required(name, column, "--"),
                None => {
                    let required = ["area", "count"].contains(name);
                    Wanted { required, ..Wanted::known(name, known, "--") }
                }
            }
        })
        .collect();
    let options = TableOptions { sheet: columns.sheet.as_deref(), ..TableOptions::default() };
    let table = read_table(file, &wanted, options)?;
    let height = table.frame.height();
    let texts = |name: &str| -> Result<Option<Vec<String>>, TableError> {
        let Ok(column) = table.frame.column(name) else { return Ok(None) };
        Ok(Some(texts(column)?))
    };
    let rows = table.frame.column(ROW)?.cast(&DataType::UInt32)?;
    let rows: Vec<u32> = rows.u32()?.iter().map(|row| row.unwrap_or(0)).collect();
    let [level, area, parent, indicator, count, total, share, status, corporation, year, part] =
        NAMES.map(|(name, _)| texts(name));
    let (level, area, parent, indicator) = (level?, area?, parent?, indicator?);
    let (count, total, share, status) = (count?, total?, share?, status?);
    let (corporation, year, part) = (corporation?, year?, part?);
    let text = |of: &Option<Vec<String>>, at: usize| {
        of.as_ref().map_or(String::new(), |of| of[at].trim().to_owned())
    };
    let is_hidden_word = |word: &str| match columns.hidden.is_empty() {
        true => HIDDEN.iter().any(|known| known.eq_ignore_ascii_case(word)),
        false => columns.hidden.iter().any(|known| known.eq_ignore_ascii_case(word)),
    };
    let mut found = Vec::new();
    for (at, &row) in rows.iter().enumerate().take(height) {
        let level = text(&level, at);
        if level == UNPLACED {
            continue;
        }
        let wrong = |column: &str, value: &str, problem: &str| TableError::Cell {
            file: file.display().to_string(),
            row,
            column: table.file_name(column).unwrap_or(column).to_owned(),
            value: value.to_owned(),
            problem: problem.to_owned(),
        };
        let area = text(&area, at);
        if area.is_empty() && level.is_empty() {
            return Err(wrong("area", "", "is empty\n  each row names its area"));
        }
        let is_whole = |word: &str| WHOLE.iter().any(|whole| whole.eq_ignore_ascii_case(word));
        let parts = [("corporation", &corporation), ("year", &year), ("part", &part)];
        let mut parts = parts.into_iter().map(|(kind, of)| (kind, text(of, at)));
        let (kind, part) = parts.find(|(_, part)| !is_whole(part)).unwrap_or(("", String::new()));
        let written = text(&count, at);
        let status = text(&status, at);
        let of = match text(&total, at).as_str() {
            word if is_hidden_word(word) => None,
            word => Some(whole_number(word).ok_or_else(|| {
                wrong(
                    "total",
                    word,
                    "is no whole number\n  mend it, or leave it empty where it is not known",
                )
            })?),
        };
        let by_status = (!status.is_empty()).then(|| status == "onderdrukt");
        let no_number = matches!(status.as_str(), "onbekend" | "geen_noemer");
        if no_number || (by_status == Some(false) && written.is_empty()) {
            continue; // nothing is hidden: there is nothing to count, or it is not known
        }
        let is_hidden = by_status.unwrap_or_else(|| is_hidden_word(&written));
        let counts = match is_hidden {
            true => by_share(&text(&share, at), of).unwrap_or((0, None)),
            false => {
                let number = whole_number(&written).ok_or_else(|| {
                    wrong(
                        "count",
                        &written,
                        "is no whole number and no sign of a hidden count\n  say which sign means hidden: --hidden SIGN",
                    )
                })?;
                if of.is_some_and(|of| number > of) {
                    return Err(wrong(
                        "count",
                        &written,
                        "is more than its total\n  mend one of the two",
                    ));
                }
                (number, Some(number))
            }
        };
        found.push(Row {
            file: file.to_owned(),
            row,
            indicator: text(&indicator, at),
            key: Key { level, area, kind, part },
            parent: text(&parent, at),
            hidden: is_hidden,
            counts,
            total: of,
        });
    }
    if found.is_empty() {
        return Err(TableError::Whole(format!("{} has no row with a count", file.display())));
    }
    Ok(Reading { file: file.to_owned(), rows: found })
}

fn texts(column: &Column) -> Result<Vec<String>, TableError> {
    let column = column.cast(&DataType::String)?;
    Ok(column.str()?.iter().map(|text| text.unwrap_or("").to_owned()).collect())
}

/// A whole number, also with dots or blanks between thousands, or with `.0` behind it.
fn whole_number(text: &str) -> Option<i64> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '\u{a0}')).collect();
    plain.parse().ok().filter(|number| *number >= 0)
}

/// The counts that a rounded share of a total leaves: 27% of 11 is 3.
fn by_share(share: &str, total: Option<i64>) -> Option<(i64, Option<i64>)> {
    let text = share.trim().trim_end_matches('%').trim().replace(',', ".");
    let value: f64 = text.parse().ok()?;
    let total = total.filter(|total| *total > 0)?;
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let half = 0.5 / 10_f64.powi(decimals as i32) + 1e-9;
    let count = |percent: f64| percent / 100.0 * total as f64;
    let least = count(value - half).ceil().max(0.0) as i64;
    let most = (count(value + half).floor() as i64).min(total);
    (least <= most).then_some((least, Some(most)))
}
