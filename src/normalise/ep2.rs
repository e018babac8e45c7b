//! EP2: the primary fossil energy use of a home by NTA 8800, kWh per square metre and year, on which its
//! class rests.
//!
//! Where measures at the level of the area apply (a heat network), the class rests on the EP2 with default
//! values for these (Omgevingsregeling, annex IX; before 2024 art. 2, third paragraph, of the Regeling
//! energieprestatie gebouwen): the register's column *EMG forfaitair*. With that one 99.99% of its labels
//! follow from the EP2, and with the other column 78%. A home that gives energy away has one below zero.

use std::collections::BTreeMap;

use polars::prelude::{DataType, Expr, IntoLazy, NULL, PolarsResult, coalesce, col, lit, when};

use crate::diagnostics::codes;

use super::label_method::NTA_8800;
use super::sift::{Sift, rows_of};

/// Classes of homes with their highest EP2, best first; G lies above all (Omgevingsregeling, annex IX, as it
/// is since 1 January 2021).
const HIGHEST: [(&str, f64); 10] = [
    ("A++++", 0.0),
    ("A+++", 50.0),
    ("A++", 75.0),
    ("A+", 105.0),
    ("A", 160.0),
    ("B", 190.0),
    ("C", 250.0),
    ("D", 290.0),
    ("E", 335.0),
    ("F", 380.0),
];

/// What an EP2 of a home can be, and more.
const PLAUSIBLE: std::ops::RangeInclusive<f64> = -500.0..=3000.0;

/// How many kinds of contradiction are told.
const TOLD: usize = 5;

/// To what numbers are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounding {
    /// Not: the register has two decimals.
    None,
    /// A whole number may be a rounded one, as in a corporation's own file.
    Whole,
}

/// The class of an EP2.
fn class(ep2: f64) -> &'static str {
    HIGHEST.iter().find(|(_, highest)| ep2 <= *highest).map_or("G", |(class, _)| class)
}

/// Whether a label can have this EP2. Of A0 no bound is known, and A+++++ is not of homes.
fn fits(label: &str, ep2: f64, rounding: Rounding) -> bool {
    let label = match label {
        "A0" => return true,
        "A+++++" => "A++++",
        other => other,
    };
    let half = if rounding == Rounding::Whole && ep2.fract() == 0.0 { 0.5 } else { 0.0 };
    // A number at a bound is of the better class, and what was rounded to it can be of either.
    class(ep2) == label || class(ep2 - half) == label || (half > 0.0 && class(ep2 + half) == label)
}

/// Takes the EP2 with default values for measures of the area, on which the label rests, where there is one.
pub(super) fn with_area_default(sift: &mut Sift) -> PolarsResult<()> {
    let ep2 = coalesce(&[col("ep2_area_default"), col("ep2")]).alias("ep2");
    sift.replace(sift.frame().clone().lazy().with_column(ep2).collect()?);
    Ok(())
}

/// Makes numbers unknown that can be no EP2, and tells of them.
pub(super) fn without_implausible(sift: &mut Sift) -> PolarsResult<()> {
    if sift.frame().column("ep2").map_or(true, |ep2| ep2.null_count() == ep2.len()) {
        return Ok(());
    }
    let impossible = || {
        let (least, most) = (*PLAUSIBLE.start(), *PLAUSIBLE.end());
        col("ep2").lt(lit(least)).or(col("ep2").gt(lit(most))).fill_null(lit(false))
    };
    let found = sift.frame().clone().lazy().filter(impossible()).collect()?;
    if found.height() == 0 {
        return Ok(());
    }
    let numbers = found.column("ep2")?.f64()?.iter().flatten().take(TOLD);
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    let finding = sift.finding(&codes::EP2_IMPLAUSIBLE, &rows_of(&found)?);
    let finding = finding.column(sift.named("ep2")).detail(numbers.join(", "));
    sift.note(finding);
    let kept: Expr = when(impossible()).then(lit(NULL)).otherwise(col("ep2")).alias("ep2");
    sift.replace(sift.frame().clone().lazy().with_column(kept).collect()?);
    Ok(())
}

/// Tells of labels by NTA 8800 that are not the class of their EP2; nothing is changed. An EP2 in a file
/// without a column of methods is by NTA 8800: no other gives one.
pub(super) fn tell_contradictions(sift: &mut Sift, rounding: Rounding) -> PolarsResult<()> {
    let frame = sift.frame();
    if frame.column("ep2").map_or(true, |ep2| ep2.null_count() == ep2.len()) {
        return Ok(());
    }
    let mut both = col("ep2").is_not_null().and(col("energy_label").is_not_null());
    if sift.has("label_method") {
        both = both.and(col("label_method").cast(DataType::String).eq(lit(NTA_8800)));
    }
    let columns = [col(crate::read::ROW), col("energy_label").cast(DataType::String), col("ep2")];
    let both = frame.clone().lazy().filter(both).select(columns).collect()?;
    let labels = both.column("energy_label")?.str()?.iter();
    let mut rows: Vec<u32> = Vec::new();
    let mut kinds: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let numbers = both.column("ep2")?.f64()?.iter();
    for ((row, label), ep2) in rows_of(&both)?.into_iter().zip(labels).zip(numbers) {
        let (Some(label), Some(ep2)) = (label, ep2) else { continue };
        if !fits(label, ep2, rounding) {
            rows.push(row);
            *kinds.entry((label, class(ep2))).or_default() += 1;
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    let told = kinds.iter().take(TOLD);
    let told =
        told.map(|((label, class), count)| format!("{label} with an EP2 of {class} {count}x"));
    let mut detail = told.collect::<Vec<_>>().join(", ");
    if kinds.len() > TOLD {
        detail += &format!(" and {} other kinds", kinds.len() - TOLD);
    }
    let finding = sift.finding(&codes::EP2_CONTRADICTS, &rows).column(sift.named("ep2"));
    sift.note(finding.detail(detail));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_of_2021() {
        let bounds = [
            (-80.0, "A++++"),
            (0.0, "A++++"),
            (0.01, "A+++"),
            (50.0, "A+++"),
            (75.0, "A++"),
            (105.0, "A+"),
            (160.0, "A"),
            (190.0, "B"),
            (190.01, "C"),
            (250.0, "C"),
            (250.01, "D"),
            (290.0, "D"),
            (335.0, "E"),
            (380.0, "F"),
            (380.01, "G"),
        ];
        for (ep2, expected) in bounds {
            assert_eq!(class(ep2), expected, "{ep2}");
        }
    }

    #[test]
    fn a_whole_number_may_be_a_rounded_one_in_a_file_of_a_corporation() {
        assert!(!fits("D", 250.0, Rounding::None));
        assert!(fits("D", 250.0, Rounding::Whole) && fits("C", 250.0, Rounding::Whole));
        assert!(!fits("D", 249.0, Rounding::Whole) && !fits("D", 249.9, Rounding::Whole));
        assert!(!fits("C", 251.0, Rounding::Whole));
    }

    #[test]
    fn of_a0_no_bound_is_known() {
        assert!(fits("A0", 40.0, Rounding::None) && fits("A0", -10.0, Rounding::None));
        assert!(fits("A+++++", -10.0, Rounding::None) && !fits("A+++++", 10.0, Rounding::None));
    }
}
