//! Joins that keep the rows of the left table in their order.

use polars::prelude::{JoinArgs, JoinType, MaintainOrderJoin};

/// A left join: every row of the left table, in its order.
pub fn left_join() -> JoinArgs {
    JoinArgs { maintain_order: MaintainOrderJoin::Left, ..JoinArgs::new(JoinType::Left) }
}
