//! What an expression reads, and whether it looks at one row at a time.

use std::collections::BTreeSet;

use polars::lazy::dsl::{AggExpr, BooleanFunction, DataTypeExpr, FunctionExpr, StringFunction};
use polars::prelude::{DataType, Expr};

/// The columns that an expression names; `None` where it may read any.
pub(super) fn columns(expression: &Expr) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for node in expression {
        match node {
            Expr::Column(name) => {
                names.insert(name.to_string());
            }
            Expr::Selector(_) | Expr::SubPlan(..) | Expr::Eval { .. } | Expr::Element => {
                return None;
            }
            _ => {}
        }
    }
    Some(names)
}

/// Whether the answer on a row depends on that row alone, so that rows which hold the same have the
/// same answer and a table may be evaluated in parts.
///
/// Only what is known to look at one row is; an aggregation, a window, an order, or anything that is not
/// named here, is not. A text that is cast to a date is not: its form is told by the first one.
pub(super) fn is_row_by_row(expression: &Expr) -> bool {
    match expression {
        Expr::Column(_) => true,
        Expr::Literal(value) => value.is_scalar(),
        // The list of an `IN`.
        Expr::Agg(AggExpr::Implode { input, .. }) => matches!(**input, Expr::Literal(_)),
        Expr::Alias(inner, _) => is_row_by_row(inner),
        Expr::BinaryExpr { left, right, .. } => is_row_by_row(left) && is_row_by_row(right),
        Expr::Cast { expr, dtype: DataTypeExpr::Literal(into), .. } => {
            is_plain(into) && is_row_by_row(expr)
        }
        Expr::Ternary { predicate, truthy, falsy } => {
            [predicate, truthy, falsy].into_iter().all(|part| is_row_by_row(part))
        }
        Expr::Function { input, function } => {
            looks_at_a_row(function) && input.iter().all(is_row_by_row)
        }
        _ => false,
    }
}

/// Types to which each value is cast by itself.
fn is_plain(data_type: &DataType) -> bool {
    data_type.is_primitive_numeric()
        || matches!(data_type, DataType::Boolean | DataType::String | DataType::Null)
}

fn looks_at_a_row(function: &FunctionExpr) -> bool {
    use BooleanFunction as Is;
    match function {
        FunctionExpr::Boolean(function) => matches!(
            function,
            Is::IsNull
                | Is::IsNotNull
                | Is::IsFinite
                | Is::IsInfinite
                | Is::IsNan
                | Is::IsNotNan
                | Is::IsIn { .. }
                | Is::AllHorizontal
                | Is::AnyHorizontal
                | Is::Not
        ),
        FunctionExpr::StringExpr(function) => matches!(
            function,
            StringFunction::Contains { .. }
                | StringFunction::EndsWith
                | StringFunction::StartsWith
                | StringFunction::LenBytes
                | StringFunction::LenChars
                | StringFunction::Lowercase
                | StringFunction::Uppercase
                | StringFunction::Replace { .. }
                | StringFunction::Slice
                | StringFunction::Head
                | StringFunction::Tail
                | StringFunction::StripChars
                | StringFunction::StripCharsStart
                | StringFunction::StripCharsEnd
        ),
        FunctionExpr::Abs
        | FunctionExpr::Negate
        | FunctionExpr::FillNull
        | FunctionExpr::Coalesce
        | FunctionExpr::Floor
        | FunctionExpr::Ceil
        | FunctionExpr::Round { .. }
        | FunctionExpr::MaxHorizontal
        | FunctionExpr::MinHorizontal => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(is_row_by_row(&polars::sql::sql_expr(text).unwrap()), expected, "{text}");
    }

    #[test]
    fn expressions_of_one_row() {
        check("energy_label IN ('E', 'F', 'G')", true);
        check("energy_label NOT IN ('E', NULL)", true);
        check("CASE WHEN energy_label IS NOT NULL THEN TRUE END", true);
        check("NULLIF(state, 'clear') IS NULL OR COALESCE(state, 'x') <> 'y'", true);
        check("rent BETWEEN 100 AND 700.5 AND NOT step_free", true);
        check("UPPER(complex) LIKE 'A%' AND TRY_CAST(complex AS INTEGER) > 3", true);
        check("true", true);
    }

    #[test]
    fn expressions_of_more_than_a_row() {
        check("rent > AVG(rent)", false);
        check("rent > MAX(rent) OVER (PARTITION BY corporation)", false);
        check("build_year = MIN(build_year)", false);
        check("COUNT(*) > 3", false);
        check("CAST(complex AS DATE) > '2020-01-01'", false); // the first date tells their form
    }

    #[test]
    fn every_column_named_is_read() {
        let expression = polars::sql::sql_expr("CASE WHEN a = 'x' THEN b IN (1, 2) ELSE c > d END");
        let named: Vec<String> = columns(&expression.unwrap()).unwrap().into_iter().collect();
        assert_eq!(named, ["a", "b", "c", "d"]);
    }
}
