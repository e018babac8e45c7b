//! A file that was looked at: what each of its sheets or layers was taken for, and why.

use std::collections::BTreeMap;
use std::path::Path;

use crate::config::Quote;
use crate::model::schema::Kind;
use crate::normalise::Reading;
use crate::read::{
    self, FileFormat, Outline, OutlineError, Personal, ReadError, TableOptions, Wanted,
};

use super::ProposeError;
use super::column::on_one_line;
use super::evidence;
use super::mapping::{self, Mapping};
use super::recognise::{Taken, recognise};
use super::sheet::{Sheet, best_divided};
use super::words::Table;

/// A file that was looked at.
#[derive(Debug)]
pub(super) struct Looked {
    /// Its path as it was given.
    pub given: String,
    /// Its path as the configuration writes it.
    pub written: String,
    /// Its name without folder and ending.
    pub stem: String,
    pub format: Option<FileFormat>,
    pub encoding: Option<&'static str>,
    pub is_large: bool,
    /// Why it could not be looked at.
    pub refused: Option<String>,
    /// What was recognised in it.
    pub found: Vec<Found>,
    /// Names of the sheets or layers that are not used.
    pub ignored: Vec<String>,
    /// The columns where nothing was recognised.
    pub unknown: Option<Unknown>,
}

/// The columns of a sheet in which nothing was recognised.
#[derive(Debug)]
pub(super) struct Unknown {
    /// Their names.
    pub columns: Vec<String>,
    /// Those of them that are about persons.
    pub personal: Vec<(String, Personal)>,
}

/// A sheet or layer that is used.
#[derive(Debug)]
pub(super) struct Found {
    pub sheet: Sheet,
    pub taken: Taken,
    pub personal: Vec<(String, Personal)>,
    /// The chosen columns, read as a run reads them.
    pub readings: BTreeMap<&'static str, Reading>,
    /// All rows, or `None` when only the first were looked at.
    pub rows: Option<u64>,
    /// Whether double quotes of its text are no marks, as only so every row has the cells of the header.
    pub quotes_are_text: bool,
    /// What a run would refuse, in its words.
    pub remark: Option<String>,
}

/// A line of the report and of the configuration: a field and its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub field: &'static str,
    pub column: String,
    pub why: String,
    pub is_doubtful: bool,
}

/// A path as it was given, without the dot of the folder where the program runs.
pub(super) fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).to_string_lossy().into_owned()
}

/// Looks at one file.
///
/// # Errors
/// The file is not there or may not be opened. Anything else wrong with it is told in `refused`.
pub(super) fn look(path: &Path, written: String) -> Result<Looked, ProposeError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut looked = Looked {
        given: shown(path),
        written,
        stem,
        format: None,
        encoding: None,
        is_large: false,
        refused: None,
        found: Vec::new(),
        ignored: Vec::new(),
        unknown: None,
    };
    let outline = match read::outline(path) {
        Ok(outline) => outline,
        Err(error) if error.is_open() => return Err(ProposeError::Open(error)),
        Err(error) => {
            looked.refused = Some(error.to_string());
            return Ok(looked);
        }
    };
    let Outline { format, encoding, is_large, parts } = outline;
    (looked.format, looked.encoding, looked.is_large) = (Some(format), encoding, is_large);
    let sheets: Vec<Sheet> = if format == FileFormat::Csv {
        best_divided(parts).into_iter().collect()
    } else {
        parts.into_iter().map(Sheet::new).collect()
    };

    for sheet in sheets {
        let recognised = recognise(&sheet, &looked.stem)?;
        let name = |at: usize| sheet.columns[at].name.clone();
        let personal: Vec<_> =
            recognised.personal.iter().map(|(at, kind)| (name(*at), *kind)).collect();
        match recognised.taken {
            Some(taken) => {
                let found = Found {
                    readings: BTreeMap::new(),
                    rows: None,
                    remark: None,
                    quotes_are_text: false,
                    sheet,
                    taken,
                    personal,
                };
                looked.enter(found);
            }
            None => {
                if let Some(name) = &sheet.name {
                    looked.ignored.push(on_one_line(name));
                }
                let columns: Vec<String> =
                    sheet.columns.iter().map(|column| column.name.clone()).collect();
                let fuller = |known: &Unknown| known.columns.len() < columns.len();
                if looked.unknown.as_ref().is_none_or(fuller) {
                    looked.unknown = Some(Unknown { columns, personal });
                }
            }
        }
    }
    for found in &mut looked.found {
        found.read_all(path, format, is_large)?;
    }
    Ok(looked)
}

impl Looked {
    /// Enters a sheet, in place of one of the same role that fits less well.
    fn enter(&mut self, found: Found) {
        let same = |other: &Found| match (&other.taken, &found.taken) {
            (Taken::Table(one, _), Taken::Table(other, _)) => one == other,
            (Taken::Areas(one), Taken::Areas(other)) => one.level == other.level,
            (Taken::Parents(_), Taken::Parents(_)) => true,
            _ => false,
        };
        let Some(at) = self.found.iter().position(same) else {
            self.found.push(found);
            return;
        };
        let fit = |found: &Found| match &found.taken {
            Taken::Table(_, mapping) => (mapping.chosen.len(), found.sheet.height),
            _ => (0, found.sheet.height),
        };
        let mut other = found;
        if fit(&other) > fit(&self.found[at]) {
            std::mem::swap(&mut other, &mut self.found[at]);
        }
        self.ignored.push(other.sheet.title());
    }
}

impl Found {
    /// The table and its mapping, when it is one.
    pub fn table(&self) -> Option<(Table, &Mapping)> {
        match &self.taken {
            Taken::Table(table, mapping) => Some((*table, mapping)),
            _ => None,
        }
    }

    /// Reads the chosen columns: all their rows, by the reader that a run uses, unless the file is
    /// large.
    fn read_all(
        &mut self,
        path: &Path,
        format: FileFormat,
        is_large: bool,
    ) -> Result<(), ProposeError> {
        let Taken::Table(_, mapping) = &self.taken else {
            self.rows = self.sheet.is_whole.then_some(self.sheet.height as u64);
            return Ok(());
        };
        let columns = &self.sheet.columns;
        let mut readings = BTreeMap::new();
        if self.sheet.is_layer {
            self.rows = self.sheet.is_whole.then_some(self.sheet.height as u64);
        } else if !is_large {
            let column = |at: usize| columns[at].name.as_str();
            let wanted: Vec<Wanted> = mapping
                .chosen
                .iter()
                .map(|chosen| Wanted::required(chosen.field, column(chosen.column), "columns"))
                .collect();
            let options = TableOptions {
                sheet: self.sheet.name.as_deref(),
                delimiter: (format == FileFormat::Csv).then_some(self.sheet.delimiter).flatten(),
                is_configured: true,
                ..TableOptions::default()
            };
            let mut read = read::read_table(path, &wanted, options);
            if let Err(ReadError::Quote { .. }) = read {
                let options = TableOptions { quote: Some(Quote::Text), ..options };
                if let Ok(raw) = read::read_table(path, &wanted, options)
                    && raw.ragged.is_empty()
                {
                    self.quotes_are_text = true;
                    read = Ok(raw);
                }
            }
            match read {
                Ok(raw) => {
                    self.rows = Some(raw.rows_read());
                    for chosen in &mapping.chosen {
                        if let Ok(column) = raw.frame.column(chosen.field) {
                            let reading = Reading::of_column(column, chosen.kind)?;
                            readings.insert(chosen.field, reading);
                        }
                    }
                }
                Err(error) => self.remark = Some(error.to_string()),
            }
        }
        for chosen in &mapping.chosen {
            if !readings.contains_key(chosen.field) {
                readings.insert(chosen.field, columns[chosen.column].read_as(chosen.kind)?);
            }
        }
        self.readings = readings;
        Ok(())
    }

    /// Each field with its column and why, the doubtful ones last.
    pub fn lines(&self) -> Vec<Line> {
        let Taken::Table(_, mapping) = &self.taken else { return Vec::new() };
        let name = |at: usize| self.sheet.columns[at].name.clone();
        let numbers = |field: &str| -> Vec<Option<f64>> {
            let values = self.readings.get(field).map(|reading| reading.values.as_slice());
            let values = values.unwrap_or_default().iter();
            values.map(|value| value.as_ref()?.parse().ok()).collect()
        };
        let system = mapping::system(&numbers("x"), &numbers("y"));
        let chosen = mapping.chosen.iter().map(|chosen| {
            let mut why = self
                .readings
                .get(chosen.field)
                .map_or_else(String::new, |reading| evidence::why(chosen, reading));
            if ["x", "y"].contains(&chosen.field) && chosen.kind == Kind::Number {
                let parts = [evidence::system(system), why.as_str()];
                let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                why = parts.join("; ");
            }
            Line { field: chosen.field, column: name(chosen.column), why, is_doubtful: false }
        });
        let doubts = mapping.doubts.iter().map(|doubt| Line {
            field: doubt.field,
            column: name(doubt.column),
            why: doubt.why.clone(),
            is_doubtful: true,
        });
        chosen.chain(doubts).collect()
    }

    /// The columns that nothing asks for.
    pub fn unused(&self) -> Vec<String> {
        let Taken::Table(_, mapping) = &self.taken else { return Vec::new() };
        let taken = |at: usize| {
            mapping.chosen.iter().any(|chosen| chosen.column == at)
                || mapping.doubts.iter().any(|doubt| doubt.column == at)
        };
        let columns = self.sheet.columns.iter().enumerate();
        columns
            .filter(|(at, column)| {
                !taken(*at) && !self.personal.iter().any(|(name, _)| *name == column.name)
            })
            .map(|(_, column)| column.name.clone())
            .collect()
    }
}

impl From<OutlineError> for ProposeError {
    fn from(error: OutlineError) -> ProposeError {
        ProposeError::Open(error)
    }
}
