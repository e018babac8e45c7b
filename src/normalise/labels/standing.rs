//! Which label of a home counts, where the register and a corporation's own file can both give one.
//!
//! A label that is valid on the reference date, or of which no last day is known, stands; of two that stand
//! the preferred one counts. Where none stands, the home has no label that counts, and its expired label is
//! the preferred one of those that have ended. Where the configuration counts expired labels too, the preferred
//! one counts in either case.

use polars::prelude::{
    Column, DataFrame, DataType, Expr, IntoLazy, NULL, PolarsResult, coalesce, col, lit, when,
};

use crate::config::Config;
use crate::model::schema::{Kind, OF_A_LABEL};

use super::super::date::day;
use super::super::dwellings::compact_type;

/// Column of the number of the source whose ended label is the home's expired one (Int32).
pub(super) const ENDED_FROM: &str = "#ended_from";

/// Columns that follow from the label that counts: built-in indicators name the first two of them.
const EXPIRED_LABEL: &str = "expired_label";
const LABEL_ENDED: &str = "label_ended";

/// What one source says of a home, by the names of its columns; a column that is not there is null.
pub(super) struct Source {
    pub label: &'static str,
    pub valid_until: &'static str,
    pub method: &'static str,
    pub ep2: &'static str,
    /// Whether a label is registered that cannot be read and has not ended: then none older is the last.
    pub unread: Option<Expr>,
}

impl Source {
    /// The corporation's own file.
    pub const fn own() -> Source {
        let [valid_until, method, ep2] = OF_A_LABEL;
        Source { label: "energy_label", valid_until, method, ep2, unread: None }
    }
}

/// The homes where nothing says until when a label holds: every label counts, and which of them have ended
/// is not known.
pub(super) fn without_days(mut homes: DataFrame, config: &Config) -> PolarsResult<DataFrame> {
    let [valid_until, method, ep2] = OF_A_LABEL;
    for (name, kind) in [
        (EXPIRED_LABEL, Kind::EnergyLabel),
        (LABEL_ENDED, Kind::YesNo),
        (valid_until, Kind::Date),
        (method, Kind::LabelMethod),
        (ep2, Kind::Number),
    ] {
        match (config.needs_of_homes(name), homes.column(name).is_ok()) {
            (true, false) => {
                let data_type = compact_type(name, kind);
                homes.with_column(Column::full_null(name.into(), homes.height(), &data_type))?;
            }
            (false, true) => homes = homes.drop(name)?,
            _ => {}
        }
    }
    Ok(homes)
}

/// Gives each home its label, and what follows from it, by sources in the order of preference.
///
/// Columns that no indicator of the run names are not made; [`ENDED_FROM`] is made for the account of the
/// register.
pub(super) fn settle(
    homes: DataFrame,
    sources: &[Source],
    config: &Config,
) -> PolarsResult<DataFrame> {
    let numbered: Vec<(&Source, i32)> = sources.iter().zip(0_i32..).collect();
    let there = |name: &str| homes.column(name).is_ok();
    let or_null = |name: &str, kind: Kind| match there(name) {
        true => col(name),
        false => lit(NULL).cast(compact_type(name, kind)),
    };
    let label = |source: &Source| or_null(source.label, Kind::EnergyLabel);
    let until = |source: &Source| or_null(source.valid_until, Kind::Date);
    // Null where it is not known.
    let ended = |source: &Source| until(source).lt(day(config.reference_date));
    let has_ended = |source: &Source| ended(source).fill_null(lit(false));
    let is_there = |source: &Source| label(source).is_not_null();
    let first = |passes: &dyn Fn(&Source) -> Expr| {
        let from_last = numbered.iter().rev();
        from_last.fold(lit(NULL).cast(DataType::Int32), |otherwise, &(source, number)| {
            when(passes(source)).then(lit(number)).otherwise(otherwise)
        })
    };
    let stands = |source: &Source| is_there(source).and(has_ended(source).not());
    let is_past = |source: &Source| is_there(source).and(has_ended(source));
    let (counts, over) = if config.counts_expired_labels() {
        let counts = first(&is_there);
        let over = numbered.iter().map(|&(source, number)| {
            let this = counts.clone().eq(lit(number)).and(has_ended(source));
            when(this).then(lit(number)).otherwise(lit(NULL))
        });
        (counts.clone(), coalesce(&over.collect::<Vec<_>>()))
    } else {
        let counts = first(&stands);
        let unread = sources.iter().filter_map(|source| source.unread.clone());
        let unread = unread.fold(lit(false), Expr::or);
        let none = counts.clone().is_null().and(unread.not());
        let over = when(none).then(first(&is_past)).otherwise(lit(NULL));
        (counts, over)
    };
    let chosen = homes
        .clone()
        .lazy()
        .with_columns([counts.alias("#counts"), over.cast(DataType::Int32).alias(ENDED_FROM)]);
    let of = |from: &str, source: &dyn Fn(&Source) -> Expr| {
        let each = numbered.iter().map(|&(this, number)| {
            when(col(from).eq(lit(number))).then(source(this)).otherwise(lit(NULL))
        });
        coalesce(&each.collect::<Vec<_>>())
    };
    // What is known of the label: of its own source, and else of another with the same label, or none.
    let basis = || coalesce(&[col("#counts"), col(ENDED_FROM)]);
    let known = |value: &dyn Fn(&Source) -> Expr| {
        let own = numbered.iter().map(|&(source, number)| {
            when(basis().eq(lit(number))).then(value(source)).otherwise(lit(NULL))
        });
        let others = sources.iter().map(|source| {
            let same = label(source).eq(col("#label")).and(has_ended(source).eq(col("#over")));
            let agrees = is_there(source).not().or(basis().is_null()).or(same);
            when(agrees.fill_null(lit(false))).then(value(source)).otherwise(lit(NULL))
        });
        coalesce(&own.chain(others).collect::<Vec<_>>())
    };
    let ended_label =
        |source: &Source| when(is_there(source)).then(ended(source)).otherwise(lit(NULL));
    let is_over = coalesce(&[of("#counts", &has_ended), of(ENDED_FROM, &has_ended)]);
    let basis_label = coalesce(&[of("#counts", &label), of(ENDED_FROM, &label)]);
    let chosen = chosen
        .with_columns([basis_label.alias("#label"), is_over.fill_null(lit(false)).alias("#over")]);
    let mut made = vec![of("#counts", &label).alias("energy_label")];
    let mut not_made: Vec<&str> = Vec::new();
    for (name, value) in [
        (EXPIRED_LABEL, of(ENDED_FROM, &label)),
        (LABEL_ENDED, when(basis().is_not_null()).then(known(&ended_label)).otherwise(lit(NULL))),
        (OF_A_LABEL[0], known(&until)),
        (OF_A_LABEL[1], known(&|source| or_null(source.method, Kind::LabelMethod))),
        (OF_A_LABEL[2], known(&|source| or_null(source.ep2, Kind::Number))),
    ] {
        match config.needs_of_homes(name) {
            true => made.push(value.alias(name)),
            false => not_made.extend(there(name).then_some(name)),
        }
    }
    let settled = chosen.with_columns(made).collect()?;
    Ok(settled.drop_many(["#counts", "#label", "#over"].into_iter().chain(not_made)))
}
