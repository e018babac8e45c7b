//! The geometry of a feature: vertices in degrees, straight into the bytes of the file.

use geo::{Coord, MultiPolygon};

use crate::crs;
use crate::layers::text::eight_digits;

/// A vertex in [`crs::UNITS_PER_DEGREE`]: longitude and latitude.
type Units = [i32; 2];

/// Units of one degree; the seven digits below it are the decimals.
const DEGREE: u32 = 10_000_000;
const _: () = assert!(crs::UNITS_PER_DEGREE == DEGREE as f64);

/// The longest text of a vertex: two commas, two spaces, two brackets, and twice a sign, three
/// digits, a point and seven decimals.
const LONGEST: usize = 30;
/// Vertices go through a block of this size, which stays in the nearest cache.
const BLOCK: usize = 1024;

/// Smallest and largest longitude and latitude.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    low: Units,
    high: Units,
}

impl Bounds {
    pub(super) const EMPTY: Bounds = Bounds { low: [i32::MAX; 2], high: [i32::MIN; 2] };

    fn include(&mut self, vertex: Units) {
        for (axis, &units) in vertex.iter().enumerate() {
            self.low[axis] = self.low[axis].min(units);
            self.high[axis] = self.high[axis].max(units);
        }
    }

    pub(super) fn and(mut self, other: Bounds) -> Bounds {
        if !other.is_empty() {
            self.include(other.low);
            self.include(other.high);
        }
        self
    }

    pub(super) fn is_empty(self) -> bool {
        self.low[0] > self.high[0]
    }

    /// Writes west, south, east and north.
    pub(super) fn write(self, text: &mut Vec<u8>) {
        let sides = [self.low[0], self.low[1], self.high[0], self.high[1]];
        for (at, side) in sides.into_iter().enumerate() {
            text.extend_from_slice(if at == 0 { b"" } else { b", " });
            let mut room = [0; LONGEST];
            let end = degrees(&mut room, 0, side);
            text.extend_from_slice(&room[..end]);
        }
    }
}

/// Writes outlines; keeps its room for the vertices of a ring from one to the next.
#[derive(Default)]
pub(super) struct GeometryWriter {
    units: Vec<Units>,
}

impl GeometryWriter {
    /// Writes an outline in RD New metres as a MultiPolygon in degrees, and tells its bounds.
    pub(super) fn write(&mut self, text: &mut Vec<u8>, outline: &MultiPolygon<f64>) -> Bounds {
        let mut bounds = Bounds::EMPTY;
        text.extend_from_slice(br#"{ "type": "MultiPolygon", "coordinates": ["#);
        for (at, polygon) in outline.0.iter().enumerate() {
            text.extend_from_slice(if at == 0 { b"[" } else { b", [" });
            self.ring(text, &polygon.exterior().0, &mut bounds);
            for hole in polygon.interiors() {
                text.extend_from_slice(b", ");
                self.ring(text, &hole.0, &mut bounds);
            }
            text.push(b']');
        }
        text.extend_from_slice(b"] }");
        bounds
    }

    /// Writes a closed ring; vertices that rounding makes equal to the one before are left out, as
    /// long as a ring of four remains.
    fn ring(&mut self, text: &mut Vec<u8>, ring: &[Coord], bounds: &mut Bounds) {
        crs::rd_to_units(ring, &mut self.units);
        let repeats = self.units.windows(2).filter(|pair| pair[0] == pair[1]).count();
        if repeats > 0 && self.units.len() - repeats >= 4 {
            self.units.dedup();
        }
        text.push(b'[');
        let mut block = [0; BLOCK];
        let mut used = 0;
        for (at, &vertex) in self.units.iter().enumerate() {
            bounds.include(vertex);
            if used > BLOCK - LONGEST {
                text.extend_from_slice(&block[..used]);
                used = 0;
            }
            let room = block[used..].first_chunk_mut().expect("the block was emptied in time");
            used += write_vertex(room, at > 0, vertex);
        }
        text.extend_from_slice(&block[..used]);
        text.push(b']');
    }
}

/// Writes `[lon, lat]`, after a comma if it `follows` another, and tells the length.
fn write_vertex(room: &mut [u8; LONGEST], follows: bool, [lon, lat]: Units) -> usize {
    let mut at = 0;
    if follows {
        room[..2].copy_from_slice(b", ");
        at = 2;
    }
    room[at] = b'[';
    at = degrees(room, at + 1, lon);
    room[at..at + 2].copy_from_slice(b", ");
    at = degrees(room, at + 2, lat);
    room[at] = b']';
    at + 1
}

/// Writes units as degrees with seven decimals, from `at` on, and tells the end.
fn degrees(room: &mut [u8; LONGEST], mut at: usize, units: i32) -> usize {
    let magnitude = units.unsigned_abs();
    if units < 0 {
        room[at] = b'-';
        at += 1;
    }
    let whole = magnitude / DEGREE;
    if whole >= 10 {
        if whole >= 100 {
            room[at] = b'0' + (whole / 100) as u8;
            at += 1;
        }
        room[at] = b'0' + (whole / 10 % 10) as u8;
        at += 1;
    }
    room[at] = b'0' + (whole % 10) as u8;
    let mut decimals = eight_digits(magnitude % DEGREE);
    decimals[0] = b'.';
    room[at + 1..at + 9].copy_from_slice(&decimals);
    at + 9
}

#[cfg(test)]
mod tests {
    use geo::{LineString, Polygon, coord};
    use proptest::prelude::*;

    use super::*;

    fn vertex(units: Units) -> String {
        let mut room = [0; LONGEST];
        let end = write_vertex(&mut room, true, units);
        String::from_utf8(room[..end].to_vec()).unwrap()
    }

    #[test]
    fn degrees_have_seven_decimals() {
        assert_eq!(vertex([52_185_855, 521_858_550]), ", [5.2185855, 52.1858550]");
        assert_eq!(vertex([-3, 0]), ", [-0.0000003, 0.0000000]");
        assert_eq!(vertex([1_800_000_000, -1_800_000_000]), ", [180.0000000, -180.0000000]");
    }

    proptest! {
        #[test]
        fn degrees_read_back(lon in any::<i32>(), lat in any::<i32>()) {
            let text = vertex([lon, lat]);
            let read: [f64; 2] = serde_json::from_str(&text[2..]).unwrap();
            prop_assert_eq!(read.map(|angle| (angle * crs::UNITS_PER_DEGREE).round() as i32), [lon, lat]);
        }
    }

    /// The vertices of a ring as they are written, and the bounds.
    fn ring(vertices: impl Iterator<Item = (f64, f64)>) -> (Vec<[f64; 2]>, Vec<f64>) {
        let ring = LineString::from_iter(vertices.map(|(x, y)| coord! { x: x, y: y }));
        let outline = MultiPolygon::new(vec![Polygon::new(ring, Vec::new())]);
        let mut text = Vec::new();
        let bounds = GeometryWriter::default().write(&mut text, &outline);
        let mut sides = b"[".to_vec();
        bounds.write(&mut sides);
        sides.push(b']');
        let geometry: serde_json::Value = serde_json::from_slice(&text).unwrap();
        let ring = serde_json::from_value(geometry["coordinates"][0][0].clone()).unwrap();
        (ring, serde_json::from_slice(&sides).unwrap())
    }

    #[test]
    fn a_long_ring_is_written_whole() {
        let circle = |at: usize| (at as f64 / 500.0 * std::f64::consts::TAU).sin_cos();
        let around = |at| (140_000.0 + 900.0 * circle(at).0, 480_000.0 + 900.0 * circle(at).1);
        let (written, bounds) = ring((0..=500).map(around));
        assert_eq!(written.len(), 501);
        for (at, vertex) in written.iter().enumerate() {
            let (x, y) = around(at % 500);
            let expected = crs::rd_to_degrees(coord! { x: x, y: y });
            assert!((vertex[0] - expected.x).abs() < 1e-7 && (vertex[1] - expected.y).abs() < 1e-7);
        }
        let side = |axis: usize, pick: fn(f64, f64) -> f64| {
            written.iter().map(|vertex| vertex[axis]).reduce(pick).unwrap()
        };
        assert_eq!(
            bounds,
            [side(0, f64::min), side(1, f64::min), side(0, f64::max), side(1, f64::max)]
        );
    }

    #[test]
    fn a_vertex_that_rounding_makes_equal_to_the_one_before_is_left_out() {
        let square = [(0.0, 0.0), (9.0, 0.0), (9.0, 0.0001), (9.0, 9.0), (0.0, 9.0), (0.0, 0.0)];
        let (written, _) = ring(square.iter().map(|(x, y)| (140_000.0 + x, 480_000.0 + y)));
        assert_eq!(written.len(), 5);
    }

    #[test]
    fn a_ring_smaller_than_a_unit_keeps_its_vertices() {
        let speck = [(0.0, 0.0), (0.0001, 0.0), (0.0001, 0.0001), (0.0, 0.0001), (0.0, 0.0)];
        let (written, _) = ring(speck.iter().map(|(x, y)| (140_000.0 + x, 480_000.0 + y)));
        assert_eq!(written.len(), 5);
    }
}
