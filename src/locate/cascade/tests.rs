//! The short way of points, held against the way of all keys.

use polars::prelude::{DataFrame, df};
use proptest::prelude::*;

use crate::config::LocateConfig;
use crate::model::{Area, AreaCode, AreaLevel, LevelAreas};

use super::*;

/// Four squares of 100 m, with a gap of 30 m in the middle.
fn areas() -> LevelAreas {
    let corners = [(0., 0.), (130., 0.), (0., 130.), (130., 130.)];
    let areas = corners.into_iter().zip(["A", "B", "C", "D"]).map(|((x, y), code)| Area {
        code: AreaCode::parse(AreaLevel::Buurt, code).unwrap(),
        name: code.to_owned(),
        outline: geo::MultiPolygon::new(vec![
            geo::Rect::new((x, y), (x + 100., y + 100.)).to_polygon(),
        ]),
    });
    LevelAreas { level: AreaLevel::Buurt, areas: areas.collect() }
}

/// A frame in chunks, as files and blocks of files give it.
fn frame(rows: &[Row], chunk: usize) -> DataFrame {
    let parts = rows.chunks(chunk).map(|rows| {
        let column = |of: fn(&Row) -> Option<f64>| rows.iter().map(of).collect::<Vec<_>>();
        let texts = |of: fn(&Row) -> bool, text: &str| {
            rows.iter().map(|row| of(row).then(|| text.to_owned())).collect::<Vec<_>>()
        };
        df!(
            "x" => column(|row| row.x),
            "y" => column(|row| row.y),
            "bag_id" => texts(|row| row.id, "0034010000000001"),
            "address_key" => texts(|row| row.address, "1315AB 1"),
            "area" => texts(|row| row.code, "B"),
        )
        .unwrap()
    });
    parts.reduce(|all, part| all.vstack(&part).unwrap()).unwrap()
}

#[derive(Debug, Clone)]
struct Row {
    x: Option<f64>,
    y: Option<f64>,
    id: bool,
    address: bool,
    code: bool,
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let at = || prop::option::weighted(0.8, (-40_i32..280).prop_map(f64::from));
    let row = (at(), at(), any::<bool>(), any::<bool>(), any::<bool>());
    let row = row.prop_map(|(x, y, id, address, code)| Row { x, y, id, address, code });
    prop::collection::vec(row, 1..40)
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let short = vec![Step::BagId, Step::Address, Step::Point, Step::Nearest];
    prop::sample::subsequence(short, 0..=4)
}

proptest! {
    #[test]
    fn the_way_of_points_leads_where_the_way_of_all_keys_does(
        rows in rows(), chunk in 1_usize..20, steps in steps(), kept in any::<bool>(),
    ) {
        let (areas, frame) = (areas(), frame(&rows, chunk));
        let index = AreaIndex::new(&areas);
        let config = LocateConfig { steps, snap_distance_m: 20.0, ..LocateConfig::default() };
        let positions = if kept { Positions::Joined } else { Positions::Kept };
        let keys = Keys::of(&frame);
        prop_assert!(keys.only_points(&config, positions));
        let short = by_point::locate(frame.clone(), Keys::of(&frame), &index, &config, positions).unwrap();
        let general = by_keys::locate(frame, &keys, &index, &config, positions).unwrap();
        prop_assert_eq!(&short.places, &general.places);
        prop_assert_eq!(&short.disagreements, &general.disagreements);
        prop_assert_eq!(&short.unknown_codes, &general.unknown_codes);
        let column = |located: &Cascaded, name: &str| located.frame.column(name).unwrap().clone();
        prop_assert!(column(&short, AREA).equals_missing(&column(&general, AREA)));
        if kept {
            // A survey joins to whole points alone.
            let whole = |located: &Cascaded| {
                let [x, y] = ["at_x", "at_y"].map(|name| column(located, name));
                let both = x.f64().unwrap().iter().zip(y.f64().unwrap().iter());
                both.map(|(x, y)| x.zip(y)).collect::<Vec<_>>()
            };
            prop_assert_eq!(whole(&short), whole(&general));
        }
    }
}
