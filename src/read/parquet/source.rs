//! An opened Parquet file: surveyed, with the wanted columns found. What it holds is decoded from
//! here, the whole or some row groups of it.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::prelude::{
    ArrowDataType, ArrowSchema, DataFrame, DataType, FileMetadata, FileMetadataRef, IdxSize,
    ParallelStrategy, ParquetReader, PolarsError, PolarsResult, RowIndex, SerReader,
};

use crate::diagnostics::Finding;

use super::super::error::ReadError;
use super::super::header::{Header, best_header, check_header};
use super::super::personal;
use super::super::raw_table::{ROW, RawTable, Wanted};
use super::super::unit_kinds::UnitKinds;
use super::plain::{is_days, plain_type};
use super::refusal;
use super::survey::{Fault, survey};

/// A run of rows: some row groups, and of those together a slice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    /// Row groups, the last one not included.
    pub groups: std::ops::Range<usize>,
    /// Rows of those groups before the first of the span.
    pub skipped: usize,
    /// Rows of the span.
    pub rows: usize,
    /// Rows of the file before the first group.
    pub before: usize,
}

/// A surveyed file.
#[derive(Debug)]
pub(super) struct Source {
    path: PathBuf,
    file: File,
    metadata: FileMetadataRef,
    schema: Arc<ArrowSchema>,
    /// Program's name and file's name of each column found, in the order wanted.
    names: Vec<(String, String)>,
    header: Header,
}

impl Source {
    /// Surveys a file and finds the wanted columns.
    pub fn open(path: &Path, wanted: &[Wanted]) -> Result<Source, ReadError> {
        let (file, metadata, schema) = surveyed(path)?;
        let names: Vec<String> = schema.iter_names().map(ToString::to_string).collect();
        let header = best_header(std::slice::from_ref(&names), wanted)
            .ok_or_else(|| ReadError::Empty { path: path.to_owned(), sheet: None })?;
        check_header(path, None, &header, wanted)?;
        if metadata.num_rows >= IdxSize::MAX as usize {
            return Err(ReadError::TooLarge {
                path: path.to_owned(),
                detail: "it holds more rows than can be numbered\n  split it".to_owned(),
            });
        }
        let found = wanted
            .iter()
            .zip(&header.positions)
            .filter_map(|(want, at)| Some((want.name.clone(), names[(*at)?].clone())))
            .collect();
        Ok(Source { path: path.to_owned(), file, metadata, schema, names: found, header })
    }

    /// Rows of each row group.
    pub fn rows_of_groups(&self) -> Vec<usize> {
        self.metadata.row_groups.iter().map(|group| group.num_rows()).collect()
    }

    /// All rows.
    pub fn whole(&self) -> Span {
        let groups = 0..self.metadata.row_groups.len();
        Span { groups, skipped: 0, rows: self.metadata.num_rows, before: 0 }
    }

    /// The wanted columns that hold moments, under the file's names.
    pub fn moments(&self) -> Vec<&str> {
        let is_moment = |name: &str| {
            let field = self.schema.get(name);
            field.is_some_and(|field| matches!(field.dtype(), ArrowDataType::Timestamp(..)))
        };
        let mut moments: Vec<&str> = self.names.iter().map(|(_, file)| file.as_str()).collect();
        moments.retain(|name| is_moment(name));
        moments.sort_unstable();
        moments.dedup();
        moments
    }

    /// Which of the [`moments`](Source::moments) are days alone among the rows of a span.
    pub fn days(&self, span: &Span) -> Result<Vec<bool>, ReadError> {
        let moments = self.moments();
        self.caught(|| {
            let frame =
                self.decode(span, &moments, ParallelStrategy::None).map_err(self.broken())?;
            let columns = moments.iter().map(|name| is_days(frame.column(name)?));
            columns.collect::<PolarsResult<_>>().map_err(self.broken())
        })
    }

    /// The wanted columns of a span under the program's names, with the row numbers. Moments are
    /// days where `days` says so, in the order of [`moments`](Source::moments), or where all of the
    /// span are.
    pub fn read(
        &self,
        span: &Span,
        days: Option<&[bool]>,
        parallel: ParallelStrategy,
    ) -> Result<DataFrame, ReadError> {
        self.caught(|| self.columns(span, days, parallel))
    }

    fn columns(
        &self,
        span: &Span,
        days: Option<&[bool]>,
        parallel: ParallelStrategy,
    ) -> Result<DataFrame, ReadError> {
        let mut needed: Vec<&str> = self.names.iter().map(|(_, file)| file.as_str()).collect();
        needed.sort_unstable();
        needed.dedup(); // one column may serve two names
        let frame = self.decode(span, &needed, parallel).map_err(self.broken())?;
        let moments = self.moments();
        let mut plain = vec![frame.column(ROW).map_err(self.broken())?.clone()];
        for (name, column) in &self.names {
            let as_days = match (days, moments.binary_search(&column.as_str())) {
                (Some(days), Ok(at)) => Ok(days[at]),
                _ => frame.column(column).and_then(is_days),
            };
            let column = frame.column(column).map_err(self.broken())?;
            let typed = as_days.and_then(|as_days| plain_type(column, as_days));
            let typed = typed.map_err(|_| ReadError::Format {
                path: self.path.clone(),
                found: format!(
                    "its column `{}` holds {}, and not text, numbers or days",
                    column.name(),
                    column.dtype()
                ),
            })?;
            plain.push(typed.with_name(name.into()));
        }
        DataFrame::new(frame.height(), plain).map_err(self.broken())
    }

    /// Columns of a span as they stand there, with the row numbers. No other column is unpacked.
    fn decode(
        &self,
        span: &Span,
        columns: &[&str],
        parallel: ParallelStrategy,
    ) -> PolarsResult<DataFrame> {
        let groups = self.metadata.row_groups[span.groups.clone()].to_vec();
        let num_rows = groups.iter().map(|group| group.num_rows()).sum();
        // The file as if it held no more than these row groups.
        let part = FileMetadata {
            num_rows,
            row_groups: groups,
            version: self.metadata.version,
            max_row_group_height: self.metadata.max_row_group_height,
            created_by: None,
            key_value_metadata: self.metadata.key_value_metadata.clone(),
            schema_descr: self.metadata.schema_descr.clone(),
            column_orders: self.metadata.column_orders.clone(),
            footer_buf: self.metadata.footer_buf.clone(),
        };
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
        let mut reader = ParquetReader::new(self.file.try_clone()?)
            .with_columns(Some(columns))
            .with_slice(Some((span.skipped, span.rows)))
            // A first row of 1: Parquet has no header that takes a row.
            .with_row_index(Some(RowIndex { name: ROW.into(), offset: 1 + span.before as IdxSize }))
            .read_parallel(parallel);
        reader.set_metadata(Arc::new(part));
        reader.finish()
    }

    /// A table of rows that were read from here.
    pub fn table(&self, frame: DataFrame) -> RawTable {
        let mut remarks = personal::remarks(&self.header, &[]);
        remarks.extend(self.unit_kinds());
        RawTable {
            frame,
            names: self.names.clone(),
            sheet: None,
            header_row: 0,
            width: self.header.names.len(),
            ragged: Vec::new(),
            passed: 0,
            days_from_1904: false,
            remarks,
        }
    }

    /// What columns that were not asked for tell of kinds of units; of those whose name does not say it the
    /// first rows tell enough.
    fn unit_kinds(&self) -> Vec<Finding> {
        let mut kinds = UnitKinds::of(&self.header);
        for (nth, span) in samples(&self.rows_of_groups()).into_iter().enumerate() {
            for at in kinds.places() {
                let name = self.header.names[at].as_str();
                // What cannot be read as text tells no kinds.
                let Ok(frame) = self.caught(|| {
                    self.decode(&span, &[name], ParallelStrategy::None).map_err(self.broken())
                }) else {
                    continue;
                };
                let Ok(column) = frame.column(name) else { continue };
                if column.dtype().is_primitive_numeric() {
                    continue;
                }
                let Ok(texts) = column.cast(&DataType::String) else { continue };
                let Ok(texts) = texts.str() else { continue };
                texts.iter().flatten().for_each(|text| kinds.see(at, text));
            }
            if nth == 0 {
                kinds.keep_telling();
            }
            if kinds.is_empty() {
                break;
            }
        }
        kinds.remarks()
    }

    pub fn broken(&self) -> impl Fn(PolarsError) -> ReadError {
        |error| ReadError::Broken { path: self.path.clone(), detail: error.to_string() }
    }

    fn caught<T>(&self, read: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
        caught(&self.path, read)
    }
}

/// Beginnings of up to eight row groups and, where there are fewer, of as many parts of them.
fn samples(groups: &[usize]) -> Vec<Span> {
    const SPANS: usize = 8;
    const ROWS: usize = 20_000;
    let filled: Vec<usize> = (0..groups.len()).filter(|at| groups[*at] > 0).collect();
    let chosen = filled.len().min(SPANS);
    let mut spans = Vec::new();
    for at in 0..chosen {
        let group = filled[at * (filled.len() - 1) / (chosen - 1).max(1)];
        let rows = groups[group];
        let parts = (SPANS / chosen).clamp(1, rows.div_ceil(ROWS));
        for part in 0..parts {
            let skipped = rows.saturating_sub(ROWS) * part / (parts - 1).max(1);
            let rows = rows.min(ROWS);
            spans.push(Span { groups: group..group + 1, skipped, rows, before: 0 });
        }
    }
    spans
}

/// Polars makes sure of much in its own code, and panics where a damaged file breaks it.
pub(super) fn caught<T>(
    path: &Path,
    read: impl FnOnce() -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(refusal(path, &Fault::Broken("its pages cannot be unpacked"))))
}

/// Opens a file and surveys it, before Polars reads what it says of itself.
fn surveyed(path: &Path) -> Result<(File, FileMetadataRef, Arc<ArrowSchema>), ReadError> {
    let open = |source| ReadError::Open { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(open)?;
    survey(&mut file).map_err(open)?.map_err(|fault| refusal(path, &fault))?;
    let again = file.try_clone().map_err(open)?;
    caught(path, || {
        let mut reader = ParquetReader::new(again);
        let about = reader.get_metadata().cloned().and_then(|about| Ok((about, reader.schema()?)));
        let broken = |error: PolarsError| ReadError::Broken {
            path: path.to_owned(),
            detail: error.to_string(),
        };
        let (metadata, schema) = about.map_err(broken)?;
        Ok((file, metadata, schema))
    })
}
