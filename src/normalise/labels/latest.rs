//! Which of a home's labels counts.

use polars::prelude::{
    DataFrame, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, PolarsResult, SortMultipleOptions,
    UnionArgs, col, concat, lit, when,
};

use crate::read::ROW;

use super::super::energy_label;
use super::super::sift::among_rows;
use super::super::text::{ADDRESS_KEY, KNOWN_ADDRESS, address_key};
use super::{HOME, REGISTER_LABEL};

/// Every pair of a dwelling and a label of it, by BAG id, or by address where either lacks one.
pub(super) fn matched(dwellings: &DataFrame, labels: &DataFrame) -> PolarsResult<DataFrame> {
    let homes = || dwellings.clone().lazy().select([col(HOME), col("vbo"), col(KNOWN_ADDRESS)]);
    let labels = || {
        labels.clone().lazy().with_column(address_key()).select([
            col(ROW),
            col("bag_id").alias("label_vbo"),
            col(ADDRESS_KEY),
            col("energy_label").alias(REGISTER_LABEL),
            col("surveyed"),
            col("registered"),
        ])
    };
    let result = |pairs: LazyFrame| {
        pairs.select([col(HOME), col(ROW), col(REGISTER_LABEL), col("surveyed"), col("registered")])
    };
    let inner = || JoinArgs::new(JoinType::Inner);
    let by_id = homes().filter(col("vbo").is_not_null()).join(
        labels(),
        [col("vbo")],
        [col("label_vbo")],
        inner(),
    );
    let by_address = homes()
        .filter(col(KNOWN_ADDRESS).is_not_null())
        .join(labels(), [col(KNOWN_ADDRESS)], [col(ADDRESS_KEY)], inner())
        .filter(col("vbo").is_null().or(col("label_vbo").is_null()));
    concat([result(by_id), result(by_address)], UnionArgs::default())?.collect()
}

/// For each home its label and the row that gives it: of the last survey; of those of one day the
/// one registered last; and of those the worst class, so that the order of rows never decides.
///
/// The label is null where it cannot be read in that row (one of `unread`), and where the day of survey
/// cannot be read in any row of the home (one of `undated`) whose labels differ: which of them is the last
/// cannot be told.
pub(super) fn latest(
    matched: DataFrame,
    unread: &[u32],
    undated: &[u32],
) -> PolarsResult<DataFrame> {
    let rank = energy_label::rank(col(REGISTER_LABEL));
    let rank = when(among_rows(unread)).then(lit(i32::MAX)).otherwise(rank);
    let in_doubt = among_rows(undated).any(true).and(col(REGISTER_LABEL).n_unique().gt(lit(1)));
    let label = when(in_doubt).then(lit(NULL)).otherwise(col(REGISTER_LABEL).last());
    matched
        .lazy()
        .with_column(rank.alias("rank"))
        .sort(
            ["surveyed", "registered", "rank", ROW],
            SortMultipleOptions::default().with_maintain_order(true),
        )
        .group_by([col(HOME)])
        .agg([label.alias(REGISTER_LABEL), col(ROW).last()])
        .collect()
}
