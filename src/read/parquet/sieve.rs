//! Parquet of any size: of its rows only those kept in memory that a run needs.

use std::path::Path;

use polars::prelude::{
    BooleanChunked, Column, DataFrame, IntoColumn, NewChunkedArray, PolarsError, PolarsResult,
    StringChunked,
};

use crate::diagnostics::Entry;

use super::super::cells::{Cells, Row, Texts};
use super::super::csv_stream::Streamed;
use super::super::error::ReadError;
use super::super::passed::PassedOver;
use super::super::raw_table::{ROW, Wanted};
use super::pieces::ParquetPieces;

/// Reads the rows for which `passes` gives no reason to pass them over, piece by piece.
pub(in crate::read) fn read_where(
    path: &Path,
    wanted: &[Wanted],
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> Result<Streamed, ReadError> {
    let pieces = ParquetPieces::open(path, wanted)?;
    let broken =
        |error: PolarsError| ReadError::Broken { path: path.to_owned(), detail: error.to_string() };
    let sieved = pieces.map(|piece| sieve(&piece, wanted, passes).map_err(broken))?;
    let mut kept: Option<DataFrame> = None;
    let mut passed = PassedOver::default();
    for (rows, passed_here) in sieved {
        passed.append(passed_here, 0);
        match &mut kept {
            Some(kept) => _ = kept.vstack_mut_owned(rows).map_err(broken)?,
            None => kept = Some(rows),
        }
    }
    let mut table = pieces.table(kept.expect("there is one piece at least"));
    table.passed = passed.count();
    Ok(Streamed { table, passed: passed.findings(0) })
}

/// The rows of one piece that are kept, and an account of the others.
fn sieve(
    piece: &DataFrame,
    wanted: &[Wanted],
    passes: &(dyn Fn(&Cells<'_>) -> Option<&'static Entry> + Sync),
) -> PolarsResult<(DataFrame, PassedOver)> {
    let columns = wanted.iter().map(|want| Texts::of(piece.column(&want.name).ok()));
    let columns: Vec<Texts> = columns.collect::<PolarsResult<_>>()?;
    let numbers = piece.column(ROW)?.u32()?;
    let mut passed = PassedOver::default();
    let kept = numbers.into_no_null_iter().enumerate().map(|(at, number)| {
        let entry = passes(&Cells(Row::Typed { columns: &columns, at }));
        if let Some(entry) = entry {
            passed.add(entry, 1, std::iter::once(number));
        }
        entry.is_none()
    });
    let kept = BooleanChunked::from_iter_values("kept".into(), kept);
    let rows = piece.filter(&kept)?;
    let columns = rows.columns().iter().map(freed).collect::<PolarsResult<_>>()?;
    Ok((DataFrame::new(rows.height(), columns)?, passed))
}

/// The column with texts of its own: those of a part of a piece hold on to all texts of the piece.
fn freed(column: &Column) -> PolarsResult<Column> {
    let Ok(texts) = column.str() else { return Ok(column.clone()) };
    let own = StringChunked::from_iter_options(texts.name().clone(), texts.iter());
    Ok(own.into_column())
}

#[cfg(test)]
mod tests {
    use polars::df;
    use polars::prelude::ParquetWriter;

    use super::*;
    use crate::diagnostics::{Finding, codes};

    #[test]
    fn rows_keep_their_numbers_and_the_others_are_counted() {
        let mut frame = df!(
            "name" => [Some("a"), Some("x1"), None, Some("x2"), Some("xé"), Some("x\"3")],
            "number" => [1_i64, 2, 3, 4, 5, 6],
            "fraction" => [None, Some(1.5), None, Some(2.5), Some(3.0), None],
        )
        .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        let file = std::fs::File::create(&path).unwrap();
        let writer = ParquetWriter::new(file).with_row_group_size(Some(2));
        writer.finish(&mut frame).unwrap();
        let wanted =
            ["name", "number", "fraction", "none"].map(|name| Wanted::known(name, &[name], "t"));
        let streamed = read_where(&path, &wanted, &|cells| {
            assert_eq!(cells.get(3), Some(b"".as_slice()));
            let number = cells.get(1).unwrap();
            // A fraction is left to the full reading; that it is missing is seen.
            assert_eq!(cells.get(2).is_some(), matches!(number, b"1" | b"3" | b"6"));
            cells.get(0)?.starts_with(b"x").then_some(&codes::LABEL_ELSEWHERE)
        })
        .unwrap();
        let kept = &streamed.table.frame;
        let rows: Vec<u32> = kept.column(ROW).unwrap().u32().unwrap().into_no_null_iter().collect();
        assert_eq!(rows, [1, 3, 5, 6]);
        let names: Vec<Option<&str>> = kept.column("name").unwrap().str().unwrap().iter().collect();
        assert_eq!(names, [Some("a"), None, Some("xé"), Some("x\"3")]);
        let passed = Finding::new(&codes::LABEL_ELSEWHERE, "", 2).rows(vec![2, 4]);
        assert_eq!((streamed.table.passed, streamed.passed), (2, vec![passed]));
    }
}
