//! The short way gives what reading the whole table gives.

use std::fs::File;
use std::path::PathBuf;
use std::sync::LazyLock;

use polars::prelude::{
    BooleanChunked, Column, Int64Chunked, IntoColumn, NewChunkedArray, ParquetWriter,
};
use proptest::prelude::*;

use super::super::date::day;
use super::super::fields::data_type;
use super::super::sift::finish::Sifted;
use super::*;
use crate::config::{TimeZone, UNIT_KIND, UnitKinds};
use crate::model::schema::BagObject;
use polars::prelude::{col, lit};

const COLUMNS: [(&str, Kind); 16] = [
    ("id", Kind::Text),
    ("bag_id", Kind::BagId(BagObject::HomeOrNumber)),
    ("corporation", Kind::Text),
    ("postcode", Kind::Postcode),
    ("house_number", Kind::HouseNumber),
    ("house_letter", Kind::HouseSuffix),
    ("addition", Kind::HouseSuffix),
    ("energy_label", Kind::EnergyLabel),
    ("label_method", Kind::LabelMethod),
    ("asbestos_home_roof", Kind::RoofState),
    ("vve", Kind::YesNo),
    ("x", Kind::Number),
    ("build_year", Kind::Integer),
    ("date", Kind::Date),
    ("rent", Kind::Number),
    (UNIT_KIND, Kind::Text),
];

fn wanted() -> Vec<Wanted> {
    COLUMNS.iter().map(|(name, _)| Wanted::known(name, &[*name], "dwellings.columns")).collect()
}

/// Cells of one column, most of them plain.
fn cell((name, kind): (&str, Kind)) -> BoxedStrategy<String> {
    let plain: BoxedStrategy<String> = match kind {
        _ if name == UNIT_KIND => "(Woning|woning|Garage|Winkel|)".boxed(),
        Kind::BagId(_) => "0034(01|01|01|20)000000000[0-9]".boxed(),
        Kind::Postcode => "13[0-9]{2}[A-Z]{2}".boxed(),
        Kind::HouseNumber => "[1-9][0-9]{0,2}".boxed(),
        Kind::HouseSuffix => "(|A|B|2)".boxed(),
        Kind::EnergyLabel => "(A|B|C|D|E|A\\+\\+|A0|A\\+\\+\\+\\+/A0)".boxed(),
        Kind::LabelMethod => "(NTA 8800:2024|NV|VEL|EP)".boxed(),
        // A cross is an answer where no word of the column is a state.
        Kind::RoofState => {
            prop_oneof![30 => "(nee|ja|x|X|true|false)", 1 => "(verdacht|gesaneerd)"].boxed()
        }
        Kind::YesNo => "(ja|nee|J|N|true)".boxed(),
        Kind::Number => "-?[0-9]{1,6}([.,][0-9]{1,3})?".boxed(),
        Kind::Integer => "(19|20)[0-9]{2}".boxed(),
        Kind::Date => "(20[12][0-9]-0[1-9]-[12][0-9]|[0-3][0-9][-/][01][0-9]-202[0-5])".boxed(),
        _ => "(h[0-9]{1,3}|de Kern|Süd)".boxed(),
    };
    let odd = prop_oneof![
        Just(String::new()),
        Just(String::new()),
        "(nvt|-|onbekend|\\?\\?|0|#N/B|Totaal|Totaal 3|CafÃ©|-99997|1e5|1\\.000,5)".boxed(),
        "[ -~]{0,7}".boxed(),
        "20(24-12-31T23:00:00Z|24-06-30 22:00|24-12-31 23:00|24-12-31 13:00)".boxed(),
        "(1 mei 2024|woensdag 1 jan. 2025|1-jan-25|1/13/2025 12:00:00 AM)".boxed(),
        "[1-9][0-9]{0,2}[ -]?[a-z]".boxed(),
        " ?[0-9]{1,2} ?".boxed(),
        "\u{a0}?é?[A-Za-z]{1,3}\u{ad}?".boxed(),
    ];
    prop_oneof![30 => plain, 1 => odd].boxed()
}

type Records = (Vec<usize>, Vec<Vec<String>>);

/// Some columns in some order, and rows.
fn records() -> impl Strategy<Value = Records> {
    let all: Vec<usize> = (0..COLUMNS.len()).collect();
    (prop::sample::subsequence(all, 1..=COLUMNS.len()).prop_shuffle()).prop_flat_map(|columns| {
        let row: Vec<_> = columns.iter().map(|at| cell(COLUMNS[*at])).collect();
        (Just(columns), prop::collection::vec(row, 1..25))
    })
}

/// How a file is written.
#[derive(Debug, Clone)]
struct Style {
    delimiter: char,
    line_end: &'static str,
    quotes: bool,
    open: bool,
    windows_1252: bool,
    /// Rows behind which a blank line stands, and rows that lose a cell.
    blank: Vec<usize>,
    short: Vec<usize>,
}

fn style() -> impl Strategy<Value = Style> {
    let places =
        || prop_oneof![4 => Just(Vec::new()), 1 => prop::collection::vec(0_usize..25, 1..3)];
    let flag = || prop::bool::weighted(0.2);
    let marks = prop::sample::select(vec![(';', "\n"), (',', "\r\n"), ('\t', "\n")]);
    (marks, flag(), flag(), flag(), places(), places()).prop_map(
        |((delimiter, line_end), quotes, open, windows_1252, blank, short)| Style {
            delimiter,
            line_end,
            quotes,
            open,
            windows_1252,
            blank,
            short,
        },
    )
}

fn written((columns, rows): &Records, style: &Style) -> Vec<u8> {
    let quoted = |cell: &str| {
        let needed = cell.contains([style.delimiter, '"', '\n']);
        match needed || style.quotes {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.to_owned(),
        }
    };
    let mark = style.delimiter.to_string();
    let header: Vec<&str> = columns.iter().map(|at| COLUMNS[*at].0).collect();
    let mut text = header.join(&mark) + style.line_end;
    for (at, row) in rows.iter().enumerate() {
        let mut cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        if style.short.contains(&at) {
            cells.pop();
        }
        text += &cells.join(&mark);
        text += if style.open { mark.as_str() } else { "" };
        text += style.line_end;
        text += if style.blank.contains(&at) { style.line_end } else { "" };
    }
    match style.windows_1252 {
        true => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        false => text.into_bytes(),
    }
}

/// What a sieve gives in the end, after some rows of either kind were left out.
fn finished(mut sift: Sift) -> Sifted {
    sift.reject(col("x").eq(lit(7.0)), &crate::diagnostics::codes::COORDINATES_ZERO, Some("x"))
        .unwrap();
    let odd_year = (col("build_year") % lit(5)).eq(lit(0));
    sift.reject(odd_year, &crate::diagnostics::codes::KEY_MISSING, Some("build_year")).unwrap();
    let late = col("date").gt(day(chrono::NaiveDate::from_ymd_opt(2024, 6, 1).unwrap()));
    sift.set_aside(late, &crate::diagnostics::codes::DATE_FUTURE).unwrap();
    sift.finish().unwrap()
}

fn check(path: &PathBuf, form: &TableForm<'_>) -> Result<(), TestCaseError> {
    let columns: Vec<(String, Kind)> =
        COLUMNS.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
    let table = Table {
        path,
        file: "table.csv",
        wanted: &wanted(),
        options: TableOptions::default(),
        columns: &columns,
        types: |_, kind| data_type(kind),
        form,
        needed: Needed::DWELLINGS,
        onlooker: &(),
    };
    let Some(short) = short(&table).unwrap() else { return Ok(()) };
    let raw = read::read_table(table.path, table.wanted, table.options).unwrap();
    let whole = match Sift::new(raw, table.file, table.columns, form, table.needed) {
        Ok(whole) => whole,
        Err(error) => return Err(TestCaseError::fail(format!("the whole is refused: {error}"))),
    };
    let (short, whole) = (finished(short), finished(whole));
    prop_assert_eq!(short.account, whole.account);
    prop_assert_eq!(&short.findings, &whole.findings);
    prop_assert_eq!(&short.rejected, &whole.rejected);
    prop_assert_eq!(&short.unread, &whole.unread);
    prop_assert_eq!(short.filled_ids, whole.filled_ids);
    prop_assert_eq!(&short.numbers, &whole.numbers);
    prop_assert!(
        short.frame.equals_missing(&whole.frame),
        "short {:?} whole {:?}",
        short.frame,
        whole.frame
    );
    Ok(())
}

/// Kinds of units; some occur in no row.
static ONLY: LazyLock<UnitKinds> = LazyLock::new(|| kinds(&["WONING", "Kamer"]));
static EXCEPT: LazyLock<UnitKinds> = LazyLock::new(|| kinds(&["garage", "Kiosk"]));

fn kinds(values: &[&str]) -> UnitKinds {
    let values = values.iter().map(|&value| value.to_owned()).collect();
    UnitKinds { column: UNIT_KIND.to_owned(), values }
}

fn forms() -> impl Strategy<Value = TableForm<'static>> {
    let decimal = prop::sample::select(vec![None, None, Some(','), Some('.')]);
    let time_zone = prop::sample::select(vec![None, None, Some(TimeZone::Utc)]);
    (decimal, prop::bool::ANY, 0_usize..4, time_zone).prop_map(
        |(decimal, fix_mojibake, kinds, time_zone)| TableForm {
            decimal,
            fix_mojibake,
            time_zone,
            only: (kinds == 0).then(|| &*ONLY),
            except: (kinds == 1).then(|| &*EXCEPT),
            holds_units: true,
            ..TableForm::default()
        },
    )
}

/// The rows with the types that a Parquet file may give: text, and where every cell allows it a number,
/// a day or an answer.
fn typed((columns, rows): &Records) -> DataFrame {
    let columns = columns.iter().enumerate().map(|(place, at)| {
        let (name, kind) = COLUMNS[*at];
        let cells: Vec<Option<&str>> = rows
            .iter()
            .map(|row| Some(row[place].as_str()).filter(|cell| !cell.is_empty()))
            .collect();
        let text = Column::new(name.into(), &cells);
        let number = text.cast(&DataType::Float64).unwrap();
        let fits = number.null_count() == text.null_count();
        match kind {
            Kind::Number if fits => number,
            Kind::Integer | Kind::HouseNumber if fits => number.cast(&DataType::Int64).unwrap(),
            Kind::Date => {
                let days = cells.iter().map(|cell| cell.map(|cell| cell.len() as i64));
                Int64Chunked::from_iter_options(name.into(), days)
                    .into_column()
                    .cast(&DataType::Int32)
                    .and_then(|days| days.cast(&DataType::Date))
                    .unwrap()
            }
            Kind::RoofState | Kind::YesNo => {
                let answers = cells.iter().map(|cell| cell.map(|cell| cell.len() % 2 == 0));
                BooleanChunked::from_iter_options(name.into(), answers).into_column()
            }
            _ => text,
        }
    });
    let columns: Vec<Column> = columns.collect();
    DataFrame::new(rows.len(), columns).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_read_the_short_way_gives_what_reading_it_whole_gives(
        records in records(), style in style(), form in forms()
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        std::fs::write(&path, written(&records, &style)).unwrap();
        check(&path, &form)?;
    }

    #[test]
    fn parquet_read_the_short_way_gives_what_reading_it_whole_gives(
        records in records(), form in forms()
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.parquet");
        let file = File::create(&path).unwrap();
        ParquetWriter::new(file).with_row_group_size(Some(4)).finish(&mut typed(&records)).unwrap();
        check(&path, &form)?;
    }
}

/// A table of so many plain homes, with changes.
fn homes(rows: usize, change: impl Fn(usize, &mut Vec<String>)) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("homes.csv");
    let mut text = "id;corporation;energy_label;x;date\n".to_owned();
    for row in 0..rows {
        let mut cells = [
            format!("h{row}"),
            "De Kern".into(),
            "D".into(),
            format!("{row}.25"),
            "2024-05-06".into(),
        ]
        .to_vec();
        change(row, &mut cells);
        text += &(cells.join(";") + "\n");
    }
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

/// Whether there is a short way for a table, and which rows are rejected on it.
#[track_caller]
fn check_homes(rows: usize, change: impl Fn(usize, &mut Vec<String>), expected: Option<&[u32]>) {
    let (_folder, path) = homes(rows, change);
    let columns: Vec<(String, Kind)> =
        COLUMNS.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
    let form = TableForm::default();
    let table = Table {
        path: &path,
        file: "homes.csv",
        wanted: &wanted(),
        options: TableOptions::default(),
        columns: &columns,
        types: |_, kind| data_type(kind),
        form: &form,
        needed: Needed::DWELLINGS,
        onlooker: &(),
    };
    let sift = short(&table).unwrap();
    let rejected = sift.map(|sift| {
        let rejected = sift.finish().unwrap().rejected;
        rejected.rows.iter().map(|row| row.row).collect::<Vec<u32>>()
    });
    assert_eq!(rejected.as_deref(), expected);
}

#[test]
fn plain_rows_take_the_short_way() {
    check_homes(100, |_, _| {}, Some(&[]));
}

#[test]
fn a_broken_cell_costs_its_own_row_and_leaves_the_others_on_the_short_way() {
    let broken = |row: usize, cells: &mut Vec<String>| {
        if row == 57 {
            cells[3] = "1e".to_owned();
        }
    };
    check_homes(100, broken, Some(&[59]));
}

#[test]
fn a_total_row_and_a_cut_off_file_are_read_whole() {
    let total = |row: usize, cells: &mut Vec<String>| {
        if row == 99 {
            cells[0] = "Totaal".to_owned();
        }
    };
    check_homes(100, total, None);
    check_homes(10_000, |_, _| {}, None);
}

#[test]
fn a_column_in_doubt_is_read_whole() {
    check_homes(20, |row, cells| cells[3] = format!("1.{:03}", row), None);
    check_homes(20, |_, cells| cells[4] = "01-02-2024".to_owned(), None);
}
