//! The homes of lettings, held against joins of whole tables.

use polars::prelude::{
    CategoricalPhysical, Categories, DataFrame, Expr, IntoLazy, LazyFrame, NULL, coalesce, col, df,
    len, lit, when,
};
use proptest::prelude::*;

use crate::normalise::left_join;

use super::*;

#[derive(Debug, Clone)]
struct Row {
    owner: Option<&'static str>,
    id: Option<&'static str>,
    vbo: Option<&'static str>,
    area: Option<u32>,
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    use prop::option::of;
    use prop::sample::select;
    let row = (
        of(select(vec!["Noord", "Zuid", "West"])),
        of(select(vec![
            "1",
            "1\0",
            "2",
            "3",
            "4",
            "5",
            "an id of many letters",
            "an id of many digits",
        ])),
        of(select(vec!["0034010000000001", "0034010000000002", "0034010000000003"])),
        of(0_u32..9),
    );
    let row = row.prop_map(|(owner, id, vbo, area)| Row { owner, id, vbo, area });
    prop::collection::vec(row, 1..30)
}

fn table(rows: &[Row], id: &str, chunk: usize) -> DataFrame {
    let parts = rows.chunks(chunk).map(|rows| {
        let text = |of: fn(&Row) -> Option<&'static str>| rows.iter().map(of).collect::<Vec<_>>();
        df!(
            "corporation" => text(|row| row.owner),
            id => text(|row| row.id),
            "vbo" => text(|row| row.vbo),
            AREA => rows.iter().map(|row| row.area).collect::<Vec<_>>(),
        )
        .unwrap()
    });
    parts.reduce(|all, part| all.vstack(&part).unwrap()).unwrap()
}

/// Homes that this key tells from all others, with their area and owner.
fn unique(homes: &DataFrame, key: &[&str], prefix: &str) -> LazyFrame {
    let keys: Vec<Expr> = key.iter().map(|name| col(*name)).collect();
    let known = keys.iter().cloned().map(Expr::is_not_null).reduce(Expr::and).unwrap();
    let area = col(AREA).alias(format!("{prefix}_area"));
    let owner = col("corporation").alias(format!("{prefix}_owner"));
    let values = keys.iter().cloned().chain([area, owner]).collect::<Vec<_>>();
    let of_one = [col(format!("{prefix}_area")), col(format!("{prefix}_owner"))].map(Expr::first);
    let of_one = of_one.into_iter().chain([len().alias("homes")]).collect::<Vec<_>>();
    let grouped = homes.clone().lazy().filter(known).select(values).group_by(keys).agg(of_one);
    grouped.filter(col("homes").eq(lit(1))).drop(polars::prelude::cols(["homes"]))
}

/// Area and owner of the home of each letting.
fn joined(lettings: &DataFrame, homes: &DataFrame) -> DataFrame {
    let first = |what: &str| {
        let by_id = when(col("corporation").is_null())
            .then(col(format!("by_id_{what}")))
            .otherwise(lit(NULL));
        coalesce(&[col(format!("by_owner_{what}")), by_id, col(format!("by_vbo_{what}"))])
    };
    let by_owner = unique(homes, &["corporation", "id"], "by_owner");
    let keys = [col("corporation"), col("dwelling")];
    lettings
        .clone()
        .lazy()
        .join(by_owner, keys, [col("corporation"), col("id")], left_join())
        .join(unique(homes, &["id"], "by_id"), [col("dwelling")], [col("id")], left_join())
        .join(unique(homes, &["vbo"], "by_vbo"), [col("vbo")], [col("vbo")], left_join())
        .select([first("area").alias("area"), first("owner").alias("owner")])
        .collect()
        .unwrap()
}

proptest! {
    #[test]
    fn homes_are_found_as_by_joins_of_the_tables(
        lettings in rows(), homes in rows(), chunk in 1_usize..20, narrow in any::<bool>(),
        rising in any::<bool>(),
    ) {
        let (mut lettings, mut homes) = (lettings, homes);
        if rising {
            // Short ids that rise are passed in order.
            homes.sort_by_key(|home| home.id);
            lettings.iter_mut().for_each(|row| row.id = row.id.filter(|id| id.len() == 1));
        }
        let (lettings, homes) = (table(&lettings, "dwelling", chunk), table(&homes, "id", chunk));
        let expected = joined(&lettings, &homes);
        let mut homes = homes;
        let categories = match narrow {
            true => Categories::new("owner".into(), "test".into(), CategoricalPhysical::U8),
            false => Categories::global(),
        };
        let categories = DataType::from_categories(categories);
        let owners = homes.column("corporation").unwrap().cast(&categories).unwrap();
        homes.with_column(owners).unwrap();
        let found = of_lettings(&lettings, &homes).unwrap();
        let areas = found.areas.iter().map(|&area| (area != NO_AREA).then_some(area));
        let areas: Vec<Option<u32>> = areas.collect();
        let none = Column::full_null("corporation".into(), lettings.height(), &DataType::String);
        let owners = found.owners(&none).unwrap();
        let owners: Vec<Option<&str>> = owners.str().unwrap().iter().collect();
        let own = lettings.column("corporation").unwrap();
        let both = found.owners(own).unwrap();
        let own = own.str().unwrap().iter().zip(&owners).map(|(own, owner)| own.or(*owner));
        prop_assert!(own.eq(both.str().unwrap().iter()));
        let [area, owner] = ["area", "owner"].map(|name| expected.column(name).unwrap());
        prop_assert_eq!(areas, area.u32().unwrap().iter().collect::<Vec<_>>());
        prop_assert_eq!(owners, owner.str().unwrap().iter().collect::<Vec<_>>());
    }
}
