//! What holds for every tiling, tried on random ones. Only for tests.

use std::collections::BTreeMap;

use geo::{Area, BooleanOps, Coord, CoordsIter, MultiPolygon, Validation};
use proptest::prelude::*;
use proptest::sample::Index;

use super::edges::of_outlines;
use super::faults::faults_with;
use super::noding::border;
use super::toytown::{block, outline};
use super::validity::ring_faults;
use super::{MIN_FAULT_M2, TilingFault, clean, dissolve, faults};

const SIDE: usize = 5;

/// A corner or a tenth of a side of the slanted town, in metres: whole numbers,
/// so that points on a border are exactly on it.
fn place(tenths_of_columns: i32, tenths_of_rows: i32) -> (f64, f64) {
    let (column, row) = (f64::from(tenths_of_columns), f64::from(tenths_of_rows));
    (10.0 * column + 3.0 * row, 10.0 * row - 2.0 * column)
}

/// Area of one cell of the slanted town, in m².
const CELL_M2: f64 = 100.0 * 100.0 + 30.0 * 20.0;

/// A cell, with extra vertices on its four sides at these tenths.
fn cell(column: i32, row: i32, extra: [u8; 4]) -> MultiPolygon<f64> {
    let (x, y) = (10 * column, 10 * row);
    let corners = [(x, y), (x + 10, y), (x + 10, y + 10), (x, y + 10)];
    let steps = [(1, 0), (0, 1), (-1, 0), (0, -1)];
    let mut points = Vec::new();
    for ((corner, step), extra) in corners.into_iter().zip(steps).zip(extra) {
        points.push(place(corner.0, corner.1));
        if (1..10).contains(&extra) {
            let tenths = i32::from(extra);
            points.push(place(corner.0 + tenths * step.0, corner.1 + tenths * step.1));
        }
    }
    outline(&points)
}

/// A town of cells that have vertices where their neighbours have none, each
/// in one of a few districts, or in none.
fn town() -> impl Strategy<Value = Vec<(Option<u8>, MultiPolygon<f64>)>> {
    let one = (prop::option::weighted(0.9, 0..4_u8), any::<[u8; 4]>());
    prop::collection::vec(one, SIDE * SIDE).prop_map(|cells| {
        let cell_at = |(position, (district, extra)): (usize, (Option<u8>, [u8; 4]))| {
            let (column, row) = (position % SIDE, position / SIDE);
            // Of 16 values half are no tenth, so half of the sides have no extra vertex.
            (district, cell(column as i32, row as i32, extra.map(|tenths| tenths % 16)))
        };
        cells.into_iter().enumerate().map(cell_at).collect()
    })
}

fn districts(town: &[(Option<u8>, MultiPolygon<f64>)]) -> Vec<Vec<&MultiPolygon<f64>>> {
    let mut districts: BTreeMap<u8, Vec<&MultiPolygon<f64>>> = BTreeMap::new();
    for (district, outline) in town {
        if let Some(district) = district {
            districts.entry(*district).or_default().push(outline);
        }
    }
    districts.into_values().collect()
}

/// The same outline with its rings begun elsewhere.
fn turned(outline: &MultiPolygon<f64>, by: &Index) -> MultiPolygon<f64> {
    let mut turned = outline.clone();
    for polygon in &mut turned {
        polygon.exterior_mut(|ring| {
            ring.0.pop();
            let start = by.index(ring.0.len());
            ring.0.rotate_left(start);
            ring.close();
        });
    }
    turned
}

/// Rectangles and triangles that lie over each other anyhow, on whole metres.
pub(super) fn heap() -> impl Strategy<Value = Vec<MultiPolygon<f64>>> {
    let one =
        (0..12, 0..12, 1..9, 1..9, any::<bool>()).prop_map(|(x, y, width, height, is_block)| {
            let [x, y, width, height] = [x, y, width, height].map(f64::from);
            match is_block {
                true => block(x, y, width, height),
                false => outline(&[(x, y), (x + width, y + 1.0), (x + 2.0, y + height + 2.0)]),
            }
        });
    prop::collection::vec(one, 0..9)
}

/// Coordinates as they should not be.
pub(super) fn wild() -> impl Strategy<Value = Vec<MultiPolygon<f64>>> {
    let number = prop_oneof![
        8 => (0..4).prop_map(f64::from),
        2 => (0..40).prop_map(|tenths| f64::from(tenths) * 1e-4),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(-0.0),
        1 => any::<f64>(),
    ];
    let point = (number.clone(), number);
    let ring = prop::collection::vec(point, 0..9).prop_map(|points| outline(&points));
    prop::collection::vec(ring, 0..5)
}

/// A town that is no sound tiling, as a rule: cells with a vertex moved by less or more than the
/// tolerance, doubled, missing, joined to an area of several parts, and with an enclave that may
/// lie open.
pub(super) fn altered() -> impl Strategy<Value = Vec<MultiPolygon<f64>>> {
    let by = prop::sample::select(vec![0.0004, 0.0009, 0.0011, 0.02, 0.4, 7.0]);
    let change = (0..6_u8, any::<Index>(), any::<Index>(), by);
    (town(), prop::collection::vec(change, 0..5)).prop_map(|(town, changes)| {
        let mut town: Vec<MultiPolygon<f64>> = town.into_iter().map(|(_, cell)| cell).collect();
        for (kind, one, other, by) in changes {
            let at = one.index(town.len());
            match kind {
                0 | 1 => town[at].0[0].exterior_mut(|ring| {
                    let vertex = other.index(ring.0.len() - 1);
                    ring.0[vertex].x += by;
                    ring.0[vertex].y -= by / 2.0;
                    let first = ring.0[0];
                    *ring.0.last_mut().unwrap() = first;
                }),
                2 => town.push(town[at].clone()),
                3 if town.len() > 1 => drop(town.remove(at)),
                4 if town.len() > 1 => {
                    let part = town.remove(at);
                    let whole = other.index(town.len());
                    town[whole].0.extend(part.0);
                }
                _ => {
                    // About the middle of the cell, free of its sides.
                    let corner = town[at].0[0].exterior().0[0];
                    let enclave = block(corner.x + 40.0, corner.y + 30.0, 20.0, 20.0);
                    town[at].0[0].interiors_push(enclave.0[0].exterior().clone());
                    if by < 0.01 {
                        town.push(enclave);
                    }
                }
            }
        }
        town
    })
}

/// The faults as a search through all edges of all outlines finds them.
fn faults_by_full_search(areas: &[(&str, &MultiPolygon<f64>)]) -> Vec<TilingFault> {
    let outlines: Vec<&MultiPolygon<f64>> = areas.iter().map(|&(_, outline)| outline).collect();
    let of_rings: Vec<_> = outlines.iter().map(|outline| ring_faults(outline)).collect();
    faults_with(areas, &of_rings, &border(of_outlines(&outlines)))
}

fn searches_agree(outlines: &[MultiPolygon<f64>]) -> Result<(), TestCaseError> {
    let codes: Vec<String> = (0..outlines.len()).map(|number| number.to_string()).collect();
    let areas: Vec<(&str, &MultiPolygon<f64>)> =
        codes.iter().map(String::as_str).zip(outlines).collect();
    prop_assert_eq!(faults(&areas), faults_by_full_search(&areas));
    let clean: Vec<MultiPolygon<f64>> = outlines.iter().cloned().map(clean).collect();
    let areas: Vec<(&str, &MultiPolygon<f64>)> =
        codes.iter().map(String::as_str).zip(&clean).collect();
    prop_assert_eq!(faults(&areas), faults_by_full_search(&areas));
    Ok(())
}

proptest! {
    #[test]
    fn a_town_has_the_faults_that_the_full_search_finds(town in altered()) {
        searches_agree(&town)?;
    }

    #[test]
    fn a_heap_has_the_faults_that_the_full_search_finds(heap in heap()) {
        searches_agree(&heap)?;
    }

    #[test]
    fn dissolving_keeps_the_area_and_is_valid(town in town()) {
        for district in districts(&town) {
            let united = dissolve(&district);
            let expected_m2 = CELL_M2 * district.len() as f64;
            prop_assert!((united.unsigned_area() - expected_m2).abs() < 1e-6);
            prop_assert!(united.check_validation().is_ok(), "{united:?}");
            prop_assert_eq!(clean(united.clone()), united);
        }
    }

    #[test]
    fn dissolving_ignores_order_and_where_rings_start(town in town(), by in any::<Index>()) {
        for district in districts(&town) {
            let mut other: Vec<MultiPolygon<f64>> = district.iter().map(|area| turned(area, &by)).collect();
            other.reverse();
            let start = by.index(other.len());
            other.rotate_left(start);
            prop_assert_eq!(dissolve(&other.iter().collect::<Vec<_>>()), dissolve(&district));
        }
    }

    #[test]
    fn dissolving_in_steps_is_dissolving_at_once(town in town()) {
        let districts = districts(&town);
        let united: Vec<MultiPolygon<f64>> = districts.iter().map(|district| dissolve(district)).collect();
        let all: Vec<&MultiPolygon<f64>> = districts.concat();
        prop_assert_eq!(dissolve(&united.iter().collect::<Vec<_>>()), dissolve(&all));
    }

    #[test]
    fn districts_tile_as_their_cells_do(town in town()) {
        let districts: Vec<MultiPolygon<f64>> = districts(&town).iter().map(|district| dissolve(district)).collect();
        let areas: Vec<(&str, &MultiPolygon<f64>)> = districts.iter().map(|outline| ("district", outline)).collect();
        let missing = town.iter().filter(|(district, _)| district.is_none()).count();
        let mut gaps_m2 = 0.0;
        for fault in faults(&areas) {
            match fault {
                TilingFault::Gap { area_m2, .. } => gaps_m2 += area_m2,
                other => prop_assert!(false, "{other:?}"),
            }
        }
        // A missing cell at the side of the town is no gap.
        let gaps = gaps_m2 / CELL_M2;
        prop_assert!((gaps - gaps.round()).abs() < 1e-6 && gaps <= missing as f64 + 1e-6);
    }

    #[test]
    fn outlines_over_each_other_are_united(heap in heap()) {
        let outlines: Vec<&MultiPolygon<f64>> = heap.iter().collect();
        let united = dissolve(&outlines);
        let expected_m2 = geo::unary_union(&heap).unsigned_area();
        prop_assert!((united.unsigned_area() - expected_m2).abs() < 1e-3);
        prop_assert!(united.check_validation().is_ok(), "{united:?}");

        let reversed: Vec<&MultiPolygon<f64>> = heap.iter().rev().collect();
        prop_assert_eq!(dissolve(&reversed), united);
    }

    #[test]
    fn every_overlap_is_found(heap in heap()) {
        let codes: Vec<String> = (0..heap.len()).map(|number| number.to_string()).collect();
        let areas: Vec<(&str, &MultiPolygon<f64>)> = codes.iter().map(String::as_str).zip(&heap).collect();
        let mut found = Vec::new();
        for fault in faults(&areas) {
            if let TilingFault::Overlap { codes, .. } = fault {
                found.push(codes);
            }
        }

        let mut expected = Vec::new();
        for (i, a) in heap.iter().enumerate() {
            for (j, b) in heap.iter().enumerate().skip(i + 1) {
                if a.intersection(b).unsigned_area() >= MIN_FAULT_M2 {
                    expected.push([codes[i].clone(), codes[j].clone()]);
                }
            }
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn whatever_comes_in_something_goes_out(wild in wild()) {
        let outlines: Vec<&MultiPolygon<f64>> = wild.iter().collect();
        let areas: Vec<(&str, &MultiPolygon<f64>)> = wild.iter().map(|outline| ("wild", outline)).collect();
        faults(&areas);
        let is_number = |coord: Coord| coord.x.is_finite() && coord.y.is_finite();
        prop_assert!(dissolve(&outlines).coords_iter().all(is_number));
        for outline in &wild {
            let once = clean(outline.clone());
            let is_in_reach = |coord: Coord| coord.x.abs() < 1e6 && coord.y.abs() < 1e6;
            if outline.coords_iter().all(is_in_reach) {
                prop_assert_eq!(clean(once.clone()), once);
            }
        }
    }
}
