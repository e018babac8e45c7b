//! Which of a home's registrations counts.

use polars::prelude::{
    DataFrame, Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, NULL, PolarsResult,
    SortMultipleOptions, UnionArgs, col, concat, lit, when,
};

use crate::read::ROW;

use super::super::energy_label;
use super::super::sift::among_rows;
use super::super::text::{ADDRESS_KEY, KNOWN_ADDRESS, address_key};
use super::{HOME, REGISTER_LABEL};

/// What goes along with a label.
const ALONG: [&str; 3] = ["valid_until", "label_method", "ep2"];

/// Every pair of a dwelling and a label of it, by BAG id, or by address where either lacks one.
pub(super) fn matched(dwellings: &DataFrame, labels: &DataFrame) -> PolarsResult<DataFrame> {
    let homes = || dwellings.clone().lazy().select([col(HOME), col("vbo"), col(KNOWN_ADDRESS)]);
    let names = [col(ROW), col("surveyed"), col("registered")];
    let names: Vec<Expr> = names.into_iter().chain(ALONG.map(col)).collect();
    let labels = || {
        let keyed = [
            col("bag_id").alias("label_vbo"),
            col(ADDRESS_KEY),
            col("energy_label").alias(REGISTER_LABEL),
        ];
        let columns: Vec<Expr> = keyed.into_iter().chain(names.clone()).collect();
        labels.clone().lazy().with_column(address_key()).select(columns)
    };
    let result = |pairs: LazyFrame| {
        let columns = [col(HOME), col(REGISTER_LABEL)].into_iter().chain(names.clone());
        pairs.select(columns.collect::<Vec<_>>())
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
/// one registered last; and of those the worst class, so that the order of rows never decides. Where labels
/// that have `ended` do not count, one of them is given only for a home that has no other.
///
/// The label is null where it cannot be read in that row (one of `unread`), and where the day of survey
/// cannot be read in any row of the home (one of `undated`) whose labels differ: which of them is the last
/// cannot be told.
pub(super) fn latest(
    matched: DataFrame,
    unread: &[u32],
    undated: &[u32],
    ended: Option<Expr>,
) -> PolarsResult<DataFrame> {
    let Some(ended) = ended else { return last(matched.lazy(), unread, undated).collect() };
    let matched = matched.lazy();
    let valid = last(matched.clone().filter(ended.clone().not()), unread, undated).collect()?;
    let over = last(matched.filter(ended), unread, undated);
    let without = JoinArgs::new(JoinType::Anti);
    let over = over.join(valid.clone().lazy(), [col(HOME)], [col(HOME)], without);
    concat([valid.lazy(), over], UnionArgs::default())?.collect()
}

fn last(matched: LazyFrame, unread: &[u32], undated: &[u32]) -> LazyFrame {
    let rank = energy_label::rank(col(REGISTER_LABEL));
    let rank = when(among_rows(unread)).then(lit(i32::MAX)).otherwise(rank);
    let in_doubt = among_rows(undated).any(true).and(col(REGISTER_LABEL).n_unique().gt(lit(1)));
    let label = when(in_doubt).then(lit(NULL)).otherwise(col(REGISTER_LABEL).last());
    let along = ALONG.map(|name| col(name).last());
    let told = [label.alias(REGISTER_LABEL), col(ROW).last()].into_iter().chain(along);
    matched
        .with_column(rank.alias("rank"))
        .sort(
            ["surveyed", "registered", "rank", ROW],
            SortMultipleOptions::default().with_maintain_order(true),
        )
        .group_by([col(HOME)])
        .agg(told.collect::<Vec<_>>())
}
