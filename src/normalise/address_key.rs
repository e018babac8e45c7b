//! The key that tells one address from another.

use std::fmt::Write;

use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn, PolarsResult, StringChunked, StringChunkedBuilder,
};
use rayon::prelude::*;

use super::text::ADDRESS_KEY;

/// Postcode, number, and letter with addition of each row, as
/// [`address_key`](super::text::address_key) gives them; null without postcode or number.
///
/// The chunks of the postcodes are those of the keys. Nothing is built where no row has a postcode,
/// or none a number.
pub(super) fn address_keys(frame: &DataFrame) -> PolarsResult<Column> {
    let (postcodes, numbers) = (frame.column("postcode")?, frame.column("house_number")?);
    let nowhere = |column: &Column| column.null_count() == column.len();
    if nowhere(postcodes) || nowhere(numbers) {
        return Ok(Column::full_null(ADDRESS_KEY.into(), frame.height(), &DataType::String));
    }
    let present = |name: &str| -> PolarsResult<Option<StringChunked>> {
        let suffix = frame.column(name)?;
        Ok(if nowhere(suffix) { None } else { Some(suffix.str()?.clone()) })
    };
    let (postcodes, numbers) = (postcodes.str()?, numbers.i32()?);
    let suffixes = [present("house_letter")?, present("addition")?];
    let starts = postcodes.chunk_lengths().scan(0, |start, length| {
        *start += length;
        Some((*start - length, length))
    });
    let starts: Vec<(usize, usize)> = starts.collect();
    let chunks: Vec<StringChunked> = starts
        .into_par_iter()
        .with_max_len(1)
        .map(|(start, length)| {
            let part = |text: &StringChunked| text.slice(start as i64, length);
            let [letters, additions] = suffixes.each_ref().map(|suffix| suffix.as_ref().map(part));
            let mut letters = letters.as_ref().map(|letters| letters.iter());
            let mut additions = additions.as_ref().map(|additions| additions.iter());
            let mut next = || {
                let letter = letters.as_mut().and_then(|letters| letters.next().flatten());
                let addition = additions.as_mut().and_then(|additions| additions.next().flatten());
                [letter, addition].map(Option::unwrap_or_default)
            };
            let mut keys = StringChunkedBuilder::new(ADDRESS_KEY.into(), length);
            let mut key = String::new();
            let numbers = numbers.slice(start as i64, length);
            for (postcode, number) in part(postcodes).iter().zip(numbers.iter()) {
                let [letter, addition] = next();
                let (Some(postcode), Some(number)) = (postcode, number) else {
                    keys.append_null();
                    continue;
                };
                key.clear();
                key.push_str(postcode);
                write!(key, "|{number}|").expect("writing to memory cannot fail");
                key.push_str(letter);
                key.push_str(addition);
                keys.append_value(&key);
            }
            keys.finish()
        })
        .collect();
    let mut chunks = chunks.into_iter();
    let mut keys = chunks.next().expect("a column has a chunk at least");
    for chunk in chunks {
        keys.append_owned(chunk)?;
    }
    Ok(keys.into_column())
}

#[cfg(test)]
mod tests {
    use polars::prelude::IntoLazy;

    use super::super::text::address_key;
    use super::*;

    type Row<'a> = (Option<&'a str>, Option<i32>, Option<&'a str>, Option<&'a str>);

    fn frame(rows: &[Row]) -> DataFrame {
        let text = |name: &str, pick: fn(&Row) -> Option<String>| {
            let cells: Vec<Option<String>> = rows.iter().map(pick).collect();
            Column::new(name.into(), cells)
        };
        let numbers: Vec<Option<i32>> = rows.iter().map(|row| row.1).collect();
        let columns = vec![
            text("postcode", |row| row.0.map(str::to_owned)),
            Column::new("house_number".into(), numbers),
            text("house_letter", |row| row.2.map(str::to_owned)),
            text("addition", |row| row.3.map(str::to_owned)),
        ];
        DataFrame::new(rows.len(), columns).unwrap()
    }

    const ROWS: [Row; 6] = [
        (Some("1315AB"), Some(12), Some("A"), Some("2")),
        (Some("1315AB"), Some(12), None, Some("BIS")),
        (None, Some(12), Some("A"), None),
        (Some("1315AB"), None, None, None),
        (Some("1315AC"), Some(99_999), None, None),
        (Some("1315AC"), Some(1), Some("Z"), None),
    ];

    #[track_caller]
    fn check(frame: &DataFrame, expected: &[Option<&str>]) {
        let keys = address_keys(frame).unwrap();
        let keys = keys.as_materialized_series().str().unwrap().clone();
        assert_eq!(keys.iter().collect::<Vec<_>>(), expected);
        let by_expression = frame.clone().lazy().select([address_key()]).collect().unwrap();
        assert_eq!(by_expression.columns()[0].str().unwrap().iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_key_is_what_the_expression_says_in_one_chunk_or_several() {
        let expected = [
            Some("1315AB|12|A2"),
            Some("1315AB|12|BIS"),
            None,
            None,
            Some("1315AC|99999|"),
            Some("1315AC|1|Z"),
        ];
        check(&frame(&ROWS), &expected);
        let mut chunked = frame(&ROWS[..2]);
        chunked.vstack_mut(&frame(&ROWS[2..])).unwrap();
        check(&chunked, &expected);
        let keys = address_keys(&chunked).unwrap();
        assert_eq!(keys.as_materialized_series().n_chunks(), 2);
        check(&frame(&[]), &[]);
    }

    #[test]
    fn without_postcodes_no_key_is_built() {
        let mut bare = frame(&ROWS);
        bare.with_column(Column::full_null("postcode".into(), 6, &DataType::String)).unwrap();
        check(&bare, &[None; 6]);
        assert!(matches!(address_keys(&bare).unwrap(), Column::Scalar(_)));
    }
}
