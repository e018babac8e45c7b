//! Links edges to simple rings and puts holes into their exteriors.

use std::cmp::Ordering;
use std::collections::HashMap;

use geo::coordinate_position::{CoordPos, coord_pos_relative_to_ring};
use geo::{BoundingRect, Coord, LineString, MultiPolygon, Orientation, Polygon, Rect, Winding};

use super::edges::{Edge, compare, twice_signed_area};
use super::noding::{bits, side};
use super::sweep::meeting;

/// A simple ring: no vertex occurs twice but the first, which closes it.
///
/// It starts at its lexicographically smallest vertex.
#[derive(Debug, Clone)]
pub(super) struct Ring {
    pub line: LineString<f64>,
    /// Counter-clockwise: the area is within. A hole runs clockwise.
    pub is_exterior: bool,
    pub area_m2: f64,
}

/// Edges linked to rings.
#[derive(Debug)]
pub(super) struct Linked {
    /// In order of their first vertices.
    pub rings: Vec<Ring>,
    /// Whether at each vertex edges come in and go out by turns, as they do
    /// where no place is covered twice.
    pub takes_turns: bool,
}

/// Links edges to rings.
///
/// Where several ways go on, the sharpest turn to the left keeps to the same
/// piece of area, so squares that touch in a corner become two rings. A chain
/// that comes back to a vertex is cut there, so holes that touch become two
/// rings as well.
pub(super) fn linked(edges: &[Edge]) -> Linked {
    let mut edges = edges.to_vec();
    edges.sort_unstable_by(|a, b| compare(&a.from, &b.from).then_with(|| compare(&a.to, &b.to)));
    let mut is_used = vec![false; edges.len()];
    let mut takes_turns = true;

    let mut rings = Vec::new();
    for start in 0..edges.len() {
        if is_used[start] {
            continue;
        }
        let mut chain = Vec::new();
        let mut at = start;
        loop {
            is_used[at] = true;
            chain.push(edges[at].from);
            let first = edges.partition_point(|edge| compare(&edge.from, &edges[at].to).is_lt());
            let ways = (first..edges.len()).take_while(|&next| edges[next].from == edges[at].to);
            let leftmost = |ways: &mut dyn Iterator<Item = usize>| {
                ways.min_by(|&a, &b| leftmost_first(&edges[at], edges[a].to, edges[b].to))
            };
            let is_open = |next: usize| next == start || !is_used[next];
            let mut next = leftmost(&mut ways.clone());
            if !next.is_some_and(is_open) {
                takes_turns = false;
                next = leftmost(&mut ways.filter(|&next| is_open(next)));
            }
            match next {
                Some(next) if next != start => at = next,
                // As many edges leave a vertex as come in, so a chain ends where it began.
                _ => break,
            }
        }
        rings.extend(cut_at_repeats(chain).into_iter().filter_map(Ring::through));
    }
    rings.sort_by(|a, b| in_order_of_vertices(&a.line, &b.line));
    Linked { rings, takes_turns }
}

/// Order of two lines by their first vertices, then the next, and so on.
fn in_order_of_vertices(a: &LineString<f64>, b: &LineString<f64>) -> Ordering {
    let pairs = a.0.iter().zip(&b.0);
    pairs
        .map(|(p, q)| compare(p, q))
        .find(|order| order.is_ne())
        .unwrap_or_else(|| a.0.len().cmp(&b.0.len()))
}

/// Order of two ways on from the end of `edge`, the sharpest turn to the left first.
fn leftmost_first(edge: &Edge, a: Coord, b: Coord) -> Ordering {
    let quarter = |to: Coord| match side(edge, to) {
        Orientation::CounterClockwise => 0,
        Orientation::Collinear if edge.fraction_at(to) > 1.0 => 1,
        Orientation::Clockwise => 2,
        Orientation::Collinear => 3,
    };
    quarter(a).cmp(&quarter(b)).then_with(|| {
        match side(&Edge { from: edge.to, to: a, owner: 0 }, b) {
            // From sharp left to sharp right the ways follow each other clockwise.
            Orientation::Clockwise => Ordering::Less,
            Orientation::CounterClockwise => Ordering::Greater,
            Orientation::Collinear => Ordering::Equal,
        }
    })
}

/// Cuts a closed chain into loops that pass no vertex twice.
fn cut_at_repeats(chain: Vec<Coord>) -> Vec<Vec<Coord>> {
    let mut loops = Vec::new();
    let mut open: Vec<Coord> = Vec::with_capacity(chain.len());
    let mut position_of = HashMap::with_capacity(chain.len());
    for vertex in chain {
        if let Some(&position) = position_of.get(&bits(vertex)) {
            let cut: Vec<Coord> = open.drain(position..).collect();
            for passed in &cut {
                position_of.remove(&bits(*passed));
            }
            loops.push(cut);
        }
        position_of.insert(bits(vertex), open.len());
        open.push(vertex);
    }
    loops.push(open);
    loops
}

impl Ring {
    fn through(mut vertices: Vec<Coord>) -> Option<Ring> {
        let area_m2 = twice_signed_area(&vertices).abs() / 2.0;
        let (smallest, _) = vertices.iter().enumerate().min_by(|(_, a), (_, b)| compare(a, b))?;
        vertices.rotate_left(smallest);
        vertices.push(vertices[0]);
        let line = LineString::new(vertices);
        // `None` is a loop without an inside.
        let is_exterior =
            line.winding_order()? == geo::winding_order::WindingOrder::CounterClockwise;
        Some(Ring { line, is_exterior, area_m2 })
    }

    fn bounds(&self) -> Rect {
        self.line.bounding_rect().expect("a ring has vertices")
    }

    /// Whether this ring runs within `outer`; both may touch, and do not cross.
    fn lies_within(&self, outer: &Ring) -> bool {
        let vertices = self.line.coords().copied();
        // A vertex where they touch says nothing; if all do, the edges between them tell.
        let middles = self.line.lines().map(|line| (line.start + line.end) / 2.0);
        vertices
            .chain(middles)
            .map(|point| coord_pos_relative_to_ring(point, &outer.line))
            .find(|position| *position != CoordPos::OnBoundary)
            == Some(CoordPos::Inside)
    }
}

/// Rings, and for each the smallest one round it.
#[derive(Debug)]
pub(super) struct Nested {
    pub rings: Vec<Ring>,
    pub parents: Vec<Option<usize>>,
}

/// Finds for each ring the smallest one that it lies within.
pub(super) fn nested(rings: Vec<Ring>) -> Nested {
    let boxes: Vec<Rect> = rings.iter().map(Ring::bounds).collect();
    let within = meeting(&boxes, &boxes, |inner, outer| {
        let may_hold = inner != outer
            && rings[inner].area_m2 < rings[outer].area_m2
            && holds(boxes[outer], boxes[inner]);
        (may_hold && rings[inner].lies_within(&rings[outer])).then_some((inner, outer))
    });

    let mut parents: Vec<Option<usize>> = vec![None; rings.len()];
    for (inner, outer) in within {
        let is_nearer =
            parents[inner].is_none_or(|parent| rings[outer].area_m2 < rings[parent].area_m2);
        if is_nearer {
            parents[inner] = Some(outer);
        }
    }
    Nested { rings, parents }
}

fn holds(outer: Rect, inner: Rect) -> bool {
    outer.min().x <= inner.min().x
        && outer.min().y <= inner.min().y
        && inner.max().x <= outer.max().x
        && inner.max().y <= outer.max().y
}

impl Nested {
    /// Whether exteriors lie free or in a hole, and holes in an exterior: then
    /// no place is covered twice.
    pub fn alternates(&self) -> bool {
        self.rings.iter().zip(&self.parents).all(|(ring, parent)| {
            let in_area = parent.is_some_and(|parent| self.rings[parent].is_exterior);
            ring.is_exterior != in_area
        })
    }

    /// The polygons, in order of their first vertices.
    pub fn into_outline(self) -> MultiPolygon<f64> {
        let mut polygon_of = vec![None; self.rings.len()];
        let mut polygons: Vec<(LineString<f64>, Vec<LineString<f64>>)> = Vec::new();
        for (position, ring) in self.rings.iter().enumerate() {
            if ring.is_exterior {
                polygon_of[position] = Some(polygons.len());
                polygons.push((ring.line.clone(), Vec::new()));
            }
        }
        for (ring, parent) in self.rings.into_iter().zip(&self.parents) {
            let polygon = parent.and_then(|parent| polygon_of[parent]);
            if let (false, Some(polygon)) = (ring.is_exterior, polygon) {
                polygons[polygon].1.push(ring.line);
            }
        }
        polygons.into_iter().map(|(exterior, holes)| Polygon::new(exterior, holes)).collect()
    }
}
