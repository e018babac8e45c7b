//! A Parquet file in pieces of bounded size, in the order of the file, which can be read on several
//! threads.

use std::path::Path;

use polars::prelude::{DataFrame, ParallelStrategy, UInt32Chunked};

use super::super::error::ReadError;
use super::super::raw_table::{RawTable, Wanted};
use super::super::side_by_side::side_by_side;
use super::source::{Source, Span};

/// Rows of a piece, about: larger row groups are cut, and smaller ones joined.
const ROWS: usize = 250_000;

/// The wanted columns of a Parquet file, to be read piece by piece.
///
/// All pieces have the same columns of the same types: whether moments are days alone is settled
/// for the file as a whole when it is opened. A file without rows is one piece without rows.
#[derive(Debug)]
pub struct ParquetPieces {
    source: Source,
    spans: Vec<Span>,
    /// Of each column of moments whether they are days.
    days: Vec<bool>,
}

impl ParquetPieces {
    /// Surveys a file and finds the wanted columns in it.
    ///
    /// # Errors
    /// The file cannot be opened, is damaged, would unpack out of proportion, or lacks a required
    /// column.
    pub fn open(path: &Path, wanted: &[Wanted]) -> Result<ParquetPieces, ReadError> {
        ParquetPieces::of_rows(path, wanted, ROWS)
    }

    fn of_rows(path: &Path, wanted: &[Wanted], rows: usize) -> Result<ParquetPieces, ReadError> {
        let source = Source::open(path, wanted)?;
        let spans = spans(&source.rows_of_groups(), rows);
        let mut days = vec![true; source.moments().len()];
        if !days.is_empty() {
            for of_span in side_by_side(0..spans.len(), |at| source.days(&spans[at]))? {
                days.iter_mut().zip(of_span).for_each(|(all, here)| *all &= here);
            }
        }
        Ok(ParquetPieces { source, spans, days })
    }

    /// How many pieces there are, at least one.
    pub fn count(&self) -> usize {
        self.spans.len()
    }

    /// Rows of all pieces together.
    pub fn rows(&self) -> usize {
        self.spans.iter().map(|span| span.rows).sum()
    }

    /// Reads the piece at a position from 0: the columns that were found, under the program's
    /// names, and behind [`ROW`](super::super::ROW) the numbers of its rows in the file. It is
    /// unpacked on the thread that asks.
    ///
    /// # Errors
    /// The file is damaged, or a column holds what is no text, number or day.
    ///
    /// # Panics
    /// When there are not so many pieces.
    pub fn read(&self, at: usize) -> Result<DataFrame, ReadError> {
        self.source.read(&self.spans[at], Some(&self.days), ParallelStrategy::None)
    }

    /// What `look` makes of each piece, in the order of the file. A few pieces are in memory at a
    /// time, each on a thread of its own.
    ///
    /// # Errors
    /// The first error in the order of the file, of [`read`](ParquetPieces::read) or of `look`.
    pub fn map<T: Send>(
        &self,
        look: impl Fn(DataFrame) -> Result<T, ReadError> + Sync,
    ) -> Result<Vec<T>, ReadError> {
        side_by_side(0..self.count(), |at| self.read(at).and_then(&look))
    }

    /// The table without its rows.
    ///
    /// # Errors
    /// As for [`read`](ParquetPieces::read).
    pub fn head(&self) -> Result<RawTable, ReadError> {
        let nothing = Span { groups: 0..0, skipped: 0, rows: 0, before: 0 };
        let frame = self.source.read(&nothing, Some(&self.days), ParallelStrategy::None)?;
        Ok(self.table(frame))
    }

    /// The number of the first row of each piece.
    pub fn first_rows(&self) -> Vec<u32> {
        self.spans.iter().map(|span| (span.before + span.skipped) as u32 + 1).collect()
    }

    /// Single rows, by their ascending numbers.
    ///
    /// # Errors
    /// As for [`read`](ParquetPieces::read).
    pub fn rows_of(&self, rows: &[u32]) -> Result<DataFrame, ReadError> {
        let mut found = self.head()?.frame;
        for (at, first) in self.first_rows().into_iter().enumerate() {
            let end = first + self.spans[at].rows as u32;
            let from = rows.partition_point(|row| *row < first);
            let here = &rows[from..rows.partition_point(|row| *row < end)];
            if !here.is_empty() {
                let places: Vec<u32> = here.iter().map(|row| row - first).collect();
                let places = UInt32Chunked::from_vec("place".into(), places);
                let taken = self.read(at)?.take(&places);
                let taken = taken.and_then(|taken| found.vstack_mut(&taken).map(|_| ()));
                taken.map_err(|error| self.source.broken()(error))?;
            }
        }
        Ok(found)
    }

    /// A table of rows that were read from here, with what is known of the file.
    pub fn table(&self, frame: DataFrame) -> RawTable {
        self.source.table(frame)
    }
}

/// Cuts and joins row groups to spans of about `most` rows.
fn spans(groups: &[usize], most: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut before = 0;
    for (at, &rows) in groups.iter().enumerate() {
        let parts = rows.div_ceil(most).max(1);
        match spans.last_mut() {
            Some(last) if last.skipped == 0 && last.rows + rows <= most => {
                last.groups.end = at + 1;
                last.rows += rows;
            }
            _ => spans.extend((0..parts).map(|part| {
                let (skipped, end) = (rows * part / parts, rows * (part + 1) / parts);
                Span { groups: at..at + 1, skipped, rows: end - skipped, before }
            })),
        }
        before += rows;
    }
    if spans.is_empty() {
        spans.push(Span { groups: 0..0, skipped: 0, rows: 0, before: 0 });
    }
    spans
}

#[cfg(test)]
mod tests {
    use polars::prelude::{Column, DataType, NamedFrom, ParquetWriter, Series, TimeUnit};
    use proptest::prelude::*;

    use super::super::read;
    use super::*;

    #[track_caller]
    fn check(groups: &[usize], most: usize, expected: &[(usize, usize, usize, usize, usize)]) {
        let spans = spans(groups, most);
        let told = |span: &Span| {
            (span.groups.start, span.groups.end, span.before, span.skipped, span.rows)
        };
        assert_eq!(spans.iter().map(told).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn large_row_groups_are_cut_and_small_ones_joined() {
        check(&[], 10, &[(0, 0, 0, 0, 0)]);
        check(&[10, 10], 10, &[(0, 1, 0, 0, 10), (1, 2, 10, 0, 10)]);
        check(&[3, 0, 7, 1], 10, &[(0, 3, 0, 0, 10), (3, 4, 10, 0, 1)]);
        check(
            &[4, 25, 2],
            10,
            &[
                (0, 1, 0, 0, 4),
                (1, 2, 4, 0, 8),
                (1, 2, 4, 8, 8),
                (1, 2, 4, 16, 9),
                (2, 3, 29, 0, 2),
            ],
        );
    }

    /// Rows with a text, a number and a moment; the moment at `noon` is no midnight.
    fn file(rows: usize, group: usize, noon: Option<usize>) -> Vec<u8> {
        let texts: Vec<Option<String>> =
            (0..rows).map(|row| (row % 3 != 0).then(|| format!("t{row}"))).collect();
        let moments: Vec<i64> = (0..rows)
            .map(|row| 86_400_000 * row as i64 + i64::from(noon == Some(row)) * 43_200_000)
            .collect();
        let moments = Series::new("moment".into(), moments);
        let moments = moments.cast(&DataType::Datetime(TimeUnit::Milliseconds, None)).unwrap();
        let numbers: Vec<i64> = (0..rows).map(|row| row as i64 / 2).collect();
        let mut frame = DataFrame::new(
            rows,
            vec![
                Column::new("text".into(), texts),
                Column::new("number".into(), numbers),
                moments.into(),
            ],
        )
        .unwrap();
        let mut bytes = Vec::new();
        let writer = ParquetWriter::new(&mut bytes).with_row_group_size(Some(group));
        writer.with_data_page_size(Some(64)).finish(&mut frame).unwrap();
        bytes
    }

    fn in_pieces(path: &Path, wanted: &[Wanted], most: usize) -> Result<RawTable, ReadError> {
        let pieces = ParquetPieces::of_rows(path, wanted, most)?;
        let mut read = pieces.map(Ok)?.into_iter();
        let mut frame = read.next().unwrap();
        for piece in read {
            frame.vstack_mut(&piece).unwrap();
        }
        assert_eq!(frame.height(), pieces.rows());
        Ok(pieces.table(frame))
    }

    /// The table as read whole and in pieces.
    fn both_ways(bytes: &[u8], most: usize) -> [Result<RawTable, ReadError>; 2] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        std::fs::write(&path, bytes).unwrap();
        // One column may serve two names, and is then read once.
        let columns = [("day", "moment"), ("id", "text"), ("n", "number"), ("name", "text")];
        let wanted: Vec<Wanted> =
            columns.iter().map(|(name, column)| Wanted::required(name, column, "t")).collect();
        [read(&path, &wanted), in_pieces(&path, &wanted, most)]
    }

    #[test]
    fn moments_are_days_in_all_pieces_or_in_none() {
        let of_day = |noon| {
            let [_, pieces] = both_ways(&file(100, 10, noon), 10);
            pieces.unwrap().frame.column("day").unwrap().dtype().clone()
        };
        assert_eq!(of_day(None), DataType::Date);
        assert_eq!(of_day(Some(57)), DataType::String);
    }

    #[test]
    fn a_file_without_rows_is_one_piece() {
        let [whole, pieces] = both_ways(&file(0, 10, None), 10);
        let (whole, pieces) = (whole.unwrap().frame, pieces.unwrap().frame);
        assert_eq!(whole, pieces);
        assert_eq!((pieces.height(), pieces.width()), (0, 5));
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let whole = file(100, 10, None);
        let [_, pieces] = both_ways(&whole[..whole.len() - 1], 10);
        assert!(matches!(pieces, Err(ReadError::Broken { .. })));
        let [_, pieces] = both_ways(b"PAR1PAR1", 10);
        assert!(matches!(pieces, Err(ReadError::Broken { .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

        #[test]
        fn the_pieces_together_are_the_whole(
            rows in 1_usize..300,
            group in 1_usize..200,
            most in 1_usize..200,
            noon in prop::option::of(0_usize..300),
        ) {
            let [whole, pieces] = both_ways(&file(rows, group, noon), most);
            let (whole, pieces) = (whole.unwrap(), pieces.unwrap());
            prop_assert!(whole.frame.equals_missing(&pieces.frame));
            prop_assert_eq!(whole.frame.schema(), pieces.frame.schema());
            prop_assert_eq!(whole.names, pieces.names);
        }

        #[test]
        fn changed_bytes_end_in_a_table_or_a_message_in_pieces_too(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        ) {
            let mut bytes = file(40, 10, None);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let [whole, pieces] = both_ways(&bytes, 7);
            if let (Ok(whole), Ok(pieces)) = (whole, pieces) {
                prop_assert_eq!(whole.rows_read(), pieces.rows_read());
            }
        }
    }
}
