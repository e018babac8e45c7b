//! The expressions of an indicator over one table, and what they say of a row.

use polars::prelude::{DataFrame, Expr, IntoLazy, PolarsResult};

use crate::model::Tally;

use super::row_by_row::is_row_by_row;

/// The expressions of one indicator over one table.
#[derive(Clone)]
pub(super) struct Flags {
    pub name: String,
    pub count: Expr,
    pub out_of: Expr,
}

impl Flags {
    /// Whether both expressions look at one row at a time.
    pub(super) fn is_row_by_row(&self) -> bool {
        is_row_by_row(&self.count) && is_row_by_row(&self.out_of)
    }
}

/// How a row stands to an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Standing {
    /// It does not belong; then it is not unknown either, whatever its count.
    Beside,
    /// It is not known whether it belongs.
    Unclear,
    /// It belongs, and does not count.
    Belongs,
    /// It belongs and counts.
    Counts,
    /// It belongs, and it is not known whether it counts.
    Undecided,
}

impl Standing {
    /// By what `out_of` and `count` say.
    pub(super) fn of(out_of: Option<bool>, count: Option<bool>) -> Standing {
        match (out_of, count) {
            (None, _) => Standing::Unclear,
            (Some(false), _) => Standing::Beside,
            (Some(true), None) => Standing::Undecided,
            (Some(true), Some(false)) => Standing::Belongs,
            (Some(true), Some(true)) => Standing::Counts,
        }
    }

    /// The tally of this many rows that stand so.
    pub(super) fn tally(self, rows: u32) -> Tally {
        let tally = match self {
            Standing::Beside => Tally::new(0, 0, 0, 0),
            Standing::Unclear => Tally::new(0, 0, 0, rows),
            Standing::Belongs => Tally::new(0, rows, 0, 0),
            Standing::Counts => Tally::new(rows, rows, 0, 0),
            Standing::Undecided => Tally::new(0, rows, rows, 0),
        };
        tally.expect("what counts and what is undecided are all the denominator")
    }
}

/// How each row of a frame stands to each indicator.
pub(super) fn standings(frame: DataFrame, flags: &[Flags]) -> PolarsResult<Vec<Vec<Standing>>> {
    let names: Vec<[String; 2]> =
        flags.iter().map(|flags| ["c", "o"].map(|part| format!("{part}:{}", flags.name))).collect();
    let expressions = flags.iter().zip(&names).flat_map(|(flags, [count, out_of])| {
        [flags.count.clone().alias(count.as_str()), flags.out_of.clone().alias(out_of.as_str())]
    });
    let evaluated = frame.lazy().with_columns(expressions.collect::<Vec<_>>()).collect()?;
    let of_each = names.iter().map(|[count, out_of]| {
        let (count, out_of) = (evaluated.column(count)?, evaluated.column(out_of)?);
        let both = out_of.bool()?.iter().zip(count.bool()?.iter());
        Ok(both.map(|(out_of, count)| Standing::of(out_of, count)).collect())
    });
    of_each.collect()
}
