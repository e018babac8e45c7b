//! Parquet, by Polars; columns keep the type that the file gives them. Whether the file is whole is
//! looked at first, since Polars believes what a file says of itself.

mod pieces;
mod plain;
mod sieve;
mod source;
mod survey;
mod thrift;

use std::fs::File;
use std::path::Path;

use polars::prelude::{DataType, ParallelStrategy, ParquetReader, PolarsError, SerReader};

use super::error::ReadError;
use super::outline::Part;
use super::raw_table::{RawTable, Wanted};
use plain::{is_days, plain_type};
use source::{Source, caught};
use survey::{Fault, survey};

pub use pieces::ParquetPieces;
pub(super) use sieve::read_where;

/// Reads the wanted columns of a whole file.
pub(super) fn read(path: &Path, wanted: &[Wanted]) -> Result<RawTable, ReadError> {
    let source = Source::open(path, wanted)?;
    let frame = source.read(&source.whole(), None, ParallelStrategy::Auto)?;
    Ok(source.table(frame))
}

fn refusal(path: &Path, fault: &Fault) -> ReadError {
    match fault {
        Fault::Broken(what) => ReadError::Broken {
            path: path.to_owned(),
            detail: format!("the Parquet file is damaged: {what}\n  export or copy it again"),
        },
        Fault::TooLarge => ReadError::TooLarge {
            path: path.to_owned(),
            detail:
                "it declares far more rows or data than a file of its size can hold\n  export it \
                     again"
                    .to_owned(),
        },
    }
}

/// The names of the columns, and the first rows as text below them.
pub(super) fn first_rows(path: &Path, most: usize) -> Result<Part, ReadError> {
    let open = |source| ReadError::Open { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(open)?;
    survey(&mut file).map_err(open)?.map_err(|fault| refusal(path, &fault))?;
    caught(path, || first_of(path, file, most))
}

fn first_of(path: &Path, file: File, most: usize) -> Result<Part, ReadError> {
    let broken =
        |error: PolarsError| ReadError::Broken { path: path.to_owned(), detail: error.to_string() };
    let frame = ParquetReader::new(file).with_slice(Some((0, most))).finish().map_err(broken)?;
    let names: Vec<Option<String>> =
        frame.get_column_names().iter().map(|name| Some(name.to_string())).collect();
    let mut rows = vec![Vec::with_capacity(names.len()); frame.height()];
    for column in frame.columns() {
        let text = is_days(column)
            .and_then(|as_days| plain_type(column, as_days))
            .and_then(|column| column.cast(&DataType::String));
        let text = text.map_err(broken)?;
        for (row, cell) in rows.iter_mut().zip(text.str().map_err(broken)?.iter()) {
            row.push(cell.map(str::to_owned));
        }
    }
    rows.insert(0, names);
    let is_whole = rows.len() <= most;
    Ok(Part { name: None, delimiter: None, first_row: 0, is_layer: false, is_whole, rows })
}

#[cfg(test)]
mod tests {
    use polars::prelude::{
        Column, DataFrame, IntoColumn, NamedFrom, ParquetWriter, Series, TimeUnit,
    };
    use proptest::prelude::*;

    use super::*;

    fn written(columns: Vec<Column>) -> Vec<u8> {
        let mut frame = DataFrame::new(columns[0].len(), columns).unwrap();
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
        bytes
    }

    fn specimen() -> Vec<u8> {
        written(vec![
            Column::new("id".into(), ["een", "twee", "drie"]),
            Column::new("n".into(), [1_i64, 2, 3]),
            Column::new("x".into(), [Some(1.5), None, Some(f64::NAN)]),
        ])
    }

    fn read_bytes(bytes: &[u8], columns: &[&str]) -> Result<RawTable, ReadError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        std::fs::write(&path, bytes).unwrap();
        let wanted: Vec<Wanted> =
            columns.iter().map(|name| Wanted::required(name, name, "t.columns")).collect();
        read(&path, &wanted)
    }

    #[track_caller]
    fn check(column: Column, data_type: DataType, texts: &[&str]) {
        let name = column.name().to_string();
        let table = read_bytes(&written(vec![column]), &[&name]).unwrap();
        let column = table.frame.column(&name).unwrap();
        assert_eq!(*column.dtype(), data_type);
        let read = column.cast(&DataType::String).unwrap();
        let read: Vec<&str> = read.str().unwrap().iter().map(Option::unwrap_or_default).collect();
        assert_eq!(read, texts);
    }

    fn moments(hours: &[Option<i64>]) -> Column {
        let moments: Vec<Option<i64>> =
            hours.iter().map(|hours| hours.map(|hours| hours * 3_600_000)).collect();
        let moments = Series::new("m".into(), moments);
        moments.cast(&DataType::Datetime(TimeUnit::Milliseconds, None)).unwrap().into_column()
    }

    #[test]
    fn columns_keep_their_type_or_become_text() {
        check(Column::new("n".into(), [34010000012345_i64]), DataType::Int64, &["34010000012345"]);
        check(moments(&[Some(24), None]), DataType::Date, &["1970-01-02", ""]);
        check(
            moments(&[Some(24), Some(30), None]),
            DataType::String,
            &["1970-01-02 00:00:00", "1970-01-02 06:00:00", ""],
        );
        let bytes = Series::new("b".into(), ["een", "é"]).cast(&DataType::Binary).unwrap();
        check(bytes.into_column(), DataType::String, &["een", "é"]);
    }

    #[test]
    fn what_is_no_cell_is_refused() {
        let list = Series::new("l".into(), [Series::new("".into(), [1, 2])]).into_column();
        let bytes = Column::new("b".into(), [b"\xFF".as_slice()]);
        for (column, holds) in [(list, "`l` holds list"), (bytes, "`b` holds binary")] {
            let name = column.name().to_string();
            let error = read_bytes(&written(vec![column]), &[&name]).unwrap_err();
            assert!(matches!(error, ReadError::Format { .. }), "{error}");
            assert!(error.to_string().contains(holds), "{error}");
        }
    }

    #[test]
    fn a_file_that_is_not_whole_is_named() {
        let whole = specimen();
        for length in [4, 11, 100, whole.len() - 1] {
            let error = read_bytes(&whole[..length], &["id"]).unwrap_err();
            assert!(error.to_string().contains("it was not written or copied whole"), "{error}");
        }
    }

    #[test]
    fn lengths_that_a_file_only_declares_take_no_room() {
        let mut list = b"PAR1\x19\xFC\xFF\xFF\xFF\xFF\x0F\0".to_vec(); // 2^32 columns
        list.extend(8_u32.to_le_bytes());
        list.extend(b"PAR1");
        let error = read_bytes(&list, &["id"]).unwrap_err();
        assert!(matches!(error, ReadError::Broken { .. }), "{error}");

        let nulls = Column::new("id".into(), vec![None::<i8>; 2_000_000]);
        let error = read_bytes(&written(vec![nulls]), &["id"]).unwrap_err();
        assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
    }

    // Where the pages are changed Polars may panic in threads of its own, which is told on standard
    // error and caught.
    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

        #[test]
        fn changed_bytes_end_in_a_table_or_a_message(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        ) {
            let mut bytes = specimen();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Ok(table) = read_bytes(&bytes, &["id", "n", "x"]) {
                prop_assert_eq!(table.rows_read(), 3);
            }
        }
    }
}
