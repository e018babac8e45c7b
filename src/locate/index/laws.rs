//! The index against plain ray casting in whole numbers, and against `geo`.

use geo::{Coord, Intersects, LineString, MultiPolygon, Point, Polygon, Rect};

use super::*;

/// Coordinates of the tests are whole numbers of these steps: doubles near 2^19 with every bit
/// that they have, of which products of differences fit in 128 bits.
const STEP: f64 = 1.0 / 4_294_967_296.0;
const MIDDLE: f64 = 524_288.0;

/// Numbers by chance (SplitMix64), the same on every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// At least `from`, below `to`.
    fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (self.next() >> 11) as f64 / (1u64 << 53) as f64 * (to - from)
    }
}

/// Brings a number to a whole number of steps.
fn stepped(at: f64) -> f64 {
    (at / STEP).round() * STEP
}

fn coord(x: f64, y: f64) -> Coord<f64> {
    Coord { x: stepped(x), y: stepped(y) }
}

/// A coordinate in steps from the middle.
fn whole(at: f64) -> i128 {
    let steps = (at - MIDDLE) / STEP;
    assert_eq!(steps, steps.round());
    steps as i128
}

/// How often a ring winds around a point, `None` when the point lies on it.
fn windings(ring: &LineString<f64>, at: Coord<f64>) -> Option<i32> {
    let at = (whole(at.x), whole(at.y));
    let corners: Vec<_> = ring.0.iter().map(|c| (whole(c.x) - at.0, whole(c.y) - at.1)).collect();
    if corners.contains(&(0, 0)) {
        return None;
    }
    let mut windings = 0;
    for edge in corners.windows(2) {
        let (a, b) = (edge[0], edge[1]);
        let side = a.0 * b.1 - a.1 * b.0;
        let opposite = |a: i128, b: i128| a.signum() * b.signum() <= 0;
        if side == 0 && opposite(a.0, b.0) && opposite(a.1, b.1) {
            return None;
        }
        // The ray goes east; an edge has its lower end and not its upper one.
        match (a.1 <= 0, b.1 <= 0) {
            (true, false) if side > 0 => windings += 1,
            (false, true) if side < 0 => windings -= 1,
            _ => {}
        }
    }
    Some(windings)
}

/// Whether a part holds a point: on a border, or wound around by the exterior and by no hole.
fn holds(part: &Polygon<f64>, at: Coord<f64>) -> bool {
    match windings(part.exterior(), at) {
        None => !part.exterior().0.is_empty(),
        Some(0) => false,
        Some(_) => part
            .interiors()
            .iter()
            .map(|hole| windings(hole, at))
            .find(|windings| *windings != Some(0))
            .is_none_or(|first| first.is_none()),
    }
}

fn level(outlines: Vec<Vec<Polygon<f64>>>) -> LevelAreas {
    let areas = outlines.into_iter().enumerate().map(|(at, parts)| Area {
        code: AreaCode::parse(AreaLevel::Stadsdeel, &format!("{at:06}")).unwrap(),
        name: String::new(),
        outline: MultiPolygon::new(parts),
    });
    LevelAreas { level: AreaLevel::Stadsdeel, areas: areas.collect() }
}

/// Points where a wrong rule would show: vertices, places on and next to edges, limits and anchors
/// of cells, and any.
fn points(level: &LevelAreas, index: &AreaIndex<'_>, dice: &mut Dice, n: usize) -> Vec<Coord<f64>> {
    let edges: Vec<(Coord<f64>, Coord<f64>)> = level
        .areas
        .iter()
        .flat_map(|area| &area.outline.0)
        .flat_map(|part| [part.exterior()].into_iter().chain(part.interiors()))
        .flat_map(|ring| ring.0.windows(2).map(|edge| (edge[0], edge[1])))
        .collect();
    let frame = index.grid.as_ref().map(Grid::frame);
    let mut points = Vec::new();
    for _ in 0..n {
        let (a, b) = edges[dice.below(edges.len())];
        let (other, _) = edges[dice.below(edges.len())];
        let part = [0.5, 0.25, 0.75, dice.between(0.0, 1.0)][dice.below(4)];
        let on = coord(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part);
        let nudge = [STEP, 1e-6, 1e-4, 1e-2][dice.below(4)];
        points.push(a);
        points.push(on);
        points.push(coord(on.x + nudge, on.y));
        points.push(coord(on.x, on.y - nudge));
        points.push(coord(a.x, other.y));
        points.push(coord(a.x + dice.between(-9.0, 9.0), a.y + dice.between(-9.0, 9.0)));
        points.push(coord(a.x.min(other.x) - 1.0, a.y + nudge));
        if let Some(frame) = frame
            && let Some((column, row)) = frame.cell_of(on.x, on.y)
        {
            let anchor = frame.anchor(column, row);
            let corner = frame.corner(column, row);
            points.push(coord(anchor.x, anchor.y));
            points.push(coord(corner.x, corner.y));
            points.push(coord(corner.x, on.y));
            points.push(coord(on.x, corner.y));
            points.push(coord(corner.x - STEP, on.y));
            // In line with the anchor and a vertex, before it and behind.
            let part = dice.between(0.0, 2.0);
            points.push(coord(
                anchor.x + (a.x - anchor.x) * part,
                anchor.y + (a.y - anchor.y) * part,
            ));
        }
    }
    points
}

/// Asks the index in all ways, with a grid and without, and compares with ray casting and `geo`.
#[track_caller]
fn check(outlines: Vec<Vec<Polygon<f64>>>, seed: u64, n: usize) {
    let level = level(outlines);
    let (fine, coarse) = (AreaIndex::new(&level), AreaIndex::for_points(&level, 1_500));
    let none = AreaIndex::for_points(&level, 0);
    assert!(fine.grid.is_some() && none.grid.is_none());
    let mut dice = Dice(seed);
    let mut points = points(&level, &fine, &mut dice, n);
    points.extend(self::points(&level, &coarse, &mut dice, n / 4));

    let (xs, ys): (Vec<f64>, Vec<f64>) = points.iter().map(|at| (at.x, at.y)).unzip();
    let mut each = Vec::new();
    fine.holding_each(&xs, &ys, &mut each);
    for (at, each) in points.iter().zip(each) {
        let expected = level
            .areas
            .iter()
            .position(|area| area.outline.0.iter().any(|part| holds(part, *at)))
            .map(|area| area as u32);
        let by_geo = level
            .areas
            .iter()
            .position(|area| area.outline.0.iter().any(|part| part.intersects(at)))
            .map(|area| area as u32);
        let point = Point::from(*at);
        let found = [fine.holding(point), coarse.holding(point), none.holding(point)];
        assert_eq!(found, [expected; 3], "at {at:?} of seed {seed}");
        assert_eq!(each, expected.unwrap_or(AreaIndex::NOWHERE), "at {at:?} of seed {seed}");
        assert_eq!(by_geo, expected, "at {at:?} of seed {seed}");
    }
}

fn ring(corners: impl IntoIterator<Item = (f64, f64)>) -> LineString<f64> {
    let corners = corners.into_iter().map(|(x, y)| coord(MIDDLE + x, MIDDLE + y));
    LineString::new(corners.collect())
}

fn part(exterior: &[(f64, f64)], holes: &[&[(f64, f64)]]) -> Polygon<f64> {
    let holes = holes.iter().map(|hole| ring(hole.iter().copied())).collect();
    Polygon::new(ring(exterior.iter().copied()), holes)
}

fn square(x: f64, y: f64, side: f64) -> [(f64, f64); 4] {
    [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
}

/// A ring around a place whose corners lie at different distances: a star, seldom convex.
fn star(dice: &mut Dice, x: f64, y: f64, reach: f64, n: usize) -> Vec<(f64, f64)> {
    let turn = dice.between(0.0, 6.0);
    let corner = |at: usize| {
        let angle = turn + at as f64 / n as f64 * std::f64::consts::TAU;
        let away = dice.between(0.1, 1.0) * reach;
        (x + away * angle.cos(), y + away * angle.sin())
    };
    (0..n).map(corner).collect()
}

/// Areas that share all their borders: squares of a chessboard with moved corners and bent sides.
fn tiling(dice: &mut Dice, side: usize) -> Vec<Vec<Polygon<f64>>> {
    const WIDTH: f64 = 100.0;
    let bends = 1 + dice.below(6);
    let mut corners = Vec::new();
    for at in 0..(side + 1) * (side + 1) {
        let (x, y) = ((at % (side + 1)) as f64, (at / (side + 1)) as f64);
        let moved = |dice: &mut Dice| dice.between(-30.0, 30.0);
        corners.push((x * WIDTH + moved(dice), y * WIDTH + moved(dice)));
    }
    // A side's own vertices, told from its first corner and direction, the same for both areas.
    let salt = dice.below(1_000_000) as u64;
    let side_of = |from: usize, to: usize| -> Vec<(f64, f64)> {
        let (a, b) = (corners[from.min(to)], corners[from.max(to)]);
        let mut bent = Dice(salt + (from.min(to) * 10_000 + from.max(to)) as u64);
        let mut between: Vec<_> = (1..=bends)
            .map(|at| {
                let part = at as f64 / (bends + 1) as f64;
                let off = |dice: &mut Dice| dice.between(-4.0, 4.0);
                (
                    a.0 + (b.0 - a.0) * part + off(&mut bent),
                    a.1 + (b.1 - a.1) * part + off(&mut bent),
                )
            })
            .collect();
        if from > to {
            between.reverse();
        }
        [corners[from]].into_iter().chain(between).collect()
    };
    let mut parts: Vec<Polygon<f64>> = (0..side * side)
        .map(|at| {
            let first = at / side * (side + 1) + at % side;
            let round = [first, first + 1, first + side + 2, first + side + 1, first];
            let exterior: Vec<_> =
                round.windows(2).flat_map(|side| side_of(side[0], side[1])).collect();
            part(&exterior, &[])
        })
        .collect();
    // Some lose a hole to an enclave, and some areas have two parts.
    for at in 0..parts.len() / 4 {
        let (x, y) = ((at % side) as f64 * WIDTH, (at / side) as f64 * WIDTH);
        let enclave = star(dice, x + 50.0, y + 50.0, 20.0, 9);
        let (exterior, _) = parts[at].clone().into_inner();
        parts[at] = Polygon::new(exterior, vec![ring(enclave.iter().rev().copied())]);
        parts.push(part(&enclave, &[]));
    }
    for at in (1..parts.len()).rev() {
        parts.swap(at, dice.below(at + 1));
    }
    let mut areas: Vec<Vec<Polygon<f64>>> = Vec::new();
    for part in parts {
        match areas.last_mut() {
            Some(area) if dice.below(4) == 0 => area.push(part),
            _ => areas.push(vec![part]),
        }
    }
    areas
}

#[test]
fn areas_that_share_their_borders_divide_the_points() {
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let side = 1 + dice.below(7);
        check(tiling(&mut dice, side), seed, 150);
    }
}

#[test]
fn of_overlapping_areas_the_smallest_gets_the_point() {
    for seed in 0..40 {
        let mut dice = Dice(1_000 + seed);
        let n_areas = 1 + dice.below(30);
        let areas = (0..n_areas).map(|_| {
            let n_parts = 1 + dice.below(3);
            let parts = (0..n_parts).map(|_| {
                let (x, y) = (dice.between(0.0, 300.0), dice.between(0.0, 300.0));
                let (reach, n) = (dice.between(5.0, 150.0), 3 + dice.below(20));
                let exterior = star(&mut dice, x, y, reach, n);
                // Holes may overlap each other and leave the exterior.
                let holes: Vec<_> =
                    (0..dice.below(3)).map(|_| star(&mut dice, x, y, reach / 2.0, 7)).collect();
                part(&exterior, &holes.iter().map(Vec::as_slice).collect::<Vec<_>>())
            });
            parts.collect()
        });
        check(areas.collect(), seed, 60);
    }
}

#[test]
fn invalid_rings_mean_what_they_mean_to_geo() {
    for seed in 0..40 {
        let mut dice = Dice(2_000 + seed);
        let areas = (0..6).map(|_| {
            // Corners of a small chessboard in any order: bow-ties, spikes, doubles, no area.
            let n = 1 + dice.below(9);
            let corner =
                |dice: &mut Dice| (dice.below(5) as f64 * 20.0, dice.below(5) as f64 * 20.0);
            let exterior: Vec<_> = (0..n).map(|_| corner(&mut dice)).collect();
            let hole: Vec<_> = (0..dice.below(5)).map(|_| corner(&mut dice)).collect();
            vec![part(&exterior, &[&hole])]
        });
        let board = vec![part(&square(-100.0, -100.0, 10.0), &[])];
        check(areas.chain([board]).collect(), seed, 60);
    }
}

#[test]
fn long_edges_and_large_rings_are_found_in_every_cell() {
    for seed in 0..6 {
        let mut dice = Dice(3_000 + seed);
        let mut needles: Vec<Vec<Polygon<f64>>> = (0..60)
            .map(|_| {
                let mut at = || (dice.between(0.0, 9_000.0), dice.between(0.0, 5_000.0));
                vec![part(&[at(), at(), at()], &[])]
            })
            .collect();
        needles.push(vec![part(&star(&mut dice, 4_000.0, 2_000.0, 900.0, 4_000), &[])]);
        check(needles, seed, 40);
    }
}

#[test]
fn vertices_in_line_with_anchors_and_edges_through_corners_of_cells_change_nothing() {
    // With so few points the cells are told by the box and the number of edges alone.
    const N_POINTS: usize = 3_000;
    let frame_of = |level: &LevelAreas| {
        *AreaIndex::for_points(level, N_POINTS).grid.as_ref().expect("a grid").frame()
    };
    let host = Rect::new((3.3, 7.1), (103.7, 101.9)).to_polygon();
    let layer = |parts: &[Polygon<f64>]| {
        level(parts.iter().cloned().chain([host.clone()]).map(|part| vec![part]).collect())
    };
    let kite = |corners: [Coord<f64>; 4]| Polygon::new(corners.to_vec().into(), Vec::new());
    let blank = kite([Coord { x: 50.0, y: 50.0 }; 4]);
    let frame = frame_of(&layer(&[blank.clone(), blank.clone(), blank]));
    let mut dice = Dice(9);
    for _ in 0..300 {
        let row = 1 + dice.below(frame.rows - 3);
        let (column, line) = (1 + dice.below(frame.columns - 3), frame.anchor_y(row));
        let mut x = || dice.between(10.0, 95.0);
        // Two corners on the line, two above it; an edge on the line; an edge through a corner.
        let above = kite([(x(), line), (x(), line), (x(), 95.0), (x(), 90.0)].map(Coord::from));
        let across = kite([(x(), line), (x(), 95.0), (x(), line), (x(), 9.0)].map(Coord::from));
        let corner = frame.corner(column, row);
        let off = Coord { x: x() / 20.0, y: x() / 20.0 };
        let away = Coord { x: off.x, y: -off.y };
        let through = kite([corner - off, corner + off, corner + away, corner + away * 0.5]);
        let level = layer(&[above, across, through]);
        let index = AreaIndex::for_points(&level, N_POINTS);
        assert_eq!(frame_of(&level), frame);
        for _ in 0..100 {
            let near = |at: f64, dice: &mut Dice| match dice.below(4) {
                0 => at,
                1 => at.next_up(),
                2 => at.next_down(),
                _ => at + dice.between(-1.0, 1.0),
            };
            let place = match dice.below(3) {
                0 => (near(corner.x, &mut dice), near(corner.y, &mut dice)),
                1 => (dice.between(3.0, 104.0), near(line, &mut dice)),
                _ => (dice.between(3.0, 104.0), dice.between(7.0, 102.0)),
            };
            let point = Point::from(place);
            let holds = |area: &Area| area.outline.intersects(&point);
            let expected = level.areas.iter().position(holds).map(|area| area as u32);
            assert_eq!(index.holding(point), expected, "at {point:?}");
        }
    }
}

#[test]
fn squares_in_line_with_each_other_are_told_apart_at_their_borders() {
    for n in [1, 2, 3, 8] {
        let board = (0..n * n)
            .map(|at| vec![part(&square((at % n * 100) as f64, (at / n * 100) as f64, 100.0), &[])])
            .collect();
        check(board, n as u64, 200);
    }
}

#[test]
fn places_that_are_no_points_and_areas_without_outline_are_nowhere() {
    let nothing = Polygon::new(LineString::new(Vec::new()), Vec::new());
    let level = level(vec![
        vec![],
        vec![nothing],
        vec![part(&square(0.0, 0.0, 100.0), &[])],
        vec![Polygon::new(ring([(500.0, 500.0)]), Vec::new())],
    ]);
    let index = AreaIndex::new(&level);
    assert!(index.grid.is_some());
    let (near, far) = (MIDDLE + 50.0, 1e300);
    let xs = [near, f64::NAN, near, f64::INFINITY, far, -far, MIDDLE + 500.0, near, near];
    let ys = [near, near, f64::NAN, near, near, f64::NEG_INFINITY, MIDDLE + 500.0, -far, near];
    let mut each = vec![9; 20];
    index.holding_each(&xs, &ys, &mut each);
    let no = AreaIndex::NOWHERE;
    assert_eq!(each, [2, no, no, no, no, no, 3, no, 2]);
    for ((x, y), each) in xs.into_iter().zip(ys).zip(each) {
        assert_eq!(index.holding(Point::new(x, y)).unwrap_or(no), each);
    }
}

#[test]
fn a_layer_without_areas_holds_nothing() {
    let level = level(Vec::new());
    let index = AreaIndex::new(&level);
    assert_eq!(index.holding(Point::new(0.0, 0.0)), None);
    assert_eq!(index.nearest(Point::new(0.0, 0.0), 1e9), None);
}

#[test]
fn points_by_the_thousand_are_answered_as_they_are_one_by_one() {
    let level = level(tiling(&mut Dice(5), 6));
    let index = AreaIndex::new(&level);
    let mut dice = Dice(6);
    let mut place = || MIDDLE + dice.between(-50.0, 650.0);
    let (xs, ys): (Vec<f64>, Vec<f64>) = (0..50_001).map(|_| (place(), place())).unzip();
    let mut each = Vec::new();
    index.holding_each(&xs, &ys, &mut each);
    let one_by_one = xs
        .iter()
        .zip(&ys)
        .map(|(&x, &y)| index.holding(Point::new(x, y)).unwrap_or(AreaIndex::NOWHERE));
    assert_eq!(each, one_by_one.collect::<Vec<u32>>());
}

#[test]
fn most_points_need_no_exact_test() {
    let level = level(tiling(&mut Dice(7), 6));
    let index = AreaIndex::new(&level);
    let grid = index.grid.as_ref().unwrap();
    let mut dice = Dice(8);
    let mut place = || MIDDLE + dice.between(0.0, 600.0);
    let unsure = (0..10_000).filter(|_| grid.holding(place(), place()).is_none()).count();
    assert!(unsure < 10, "{unsure}");
}

#[test]
fn a_small_layer_far_from_zero_is_left_to_the_tree() {
    let tiny = Rect::new((1e9, 1e9), (1e9 + 1.0, 1e9 + 1.0)).to_polygon();
    let level = level(vec![vec![tiny]]);
    let index = AreaIndex::new(&level);
    assert!(index.grid.is_none());
    assert_eq!(index.holding(Point::new(1e9 + 0.5, 1e9 + 0.5)), Some(0));
}
