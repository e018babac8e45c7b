use geo::{line_string, point, polygon};
use proptest::prelude::*;

use super::*;

/// Bytes of one geometry, written piece by piece.
struct Bytes(Vec<u8>, bool);

impl Bytes {
    fn new(big_endian: bool) -> Bytes {
        Bytes(Vec::new(), big_endian)
    }

    fn head(mut self, kind: u32) -> Bytes {
        self.0.push(u8::from(!self.1));
        self.count(kind)
    }

    fn count(mut self, count: u32) -> Bytes {
        self.0.extend(if self.1 { count.to_be_bytes() } else { count.to_le_bytes() });
        self
    }

    fn numbers(mut self, numbers: &[f64]) -> Bytes {
        for number in numbers {
            self.0.extend(if self.1 { number.to_be_bytes() } else { number.to_le_bytes() });
        }
        self
    }
}

#[track_caller]
fn check(bytes: Bytes, expected: impl Into<Geometry<f64>>) {
    assert_eq!(read(&bytes.0), Ok(expected.into()));
}

#[test]
fn both_byte_orders() {
    for big_endian in [false, true] {
        check(Bytes::new(big_endian).head(1).numbers(&[1.0, 2.0]), point!(x: 1.0, y: 2.0));
    }
}

#[test]
fn height_and_measure_are_dropped() {
    for (kind, extra) in
        [(0, 0), (1000, 1), (2000, 1), (3000, 2), (1 << 31, 1), (1 << 30, 1), (3 << 30, 2)]
    {
        let extra = &[9.0, 9.0][..extra];
        let line = Bytes::new(false).head(kind + 2).count(2);
        let line = line.numbers(&[1.0, 2.0]).numbers(extra).numbers(&[3.0, 4.0]).numbers(extra);
        check(line, line_string![(x: 1.0, y: 2.0), (x: 3.0, y: 4.0)]);
    }
}

#[test]
fn a_spatial_reference_is_passed_over() {
    let bytes = Bytes::new(false).head((1 << 29) + 1).count(28992).numbers(&[1.0, 2.0]);
    check(bytes, point!(x: 1.0, y: 2.0));
}

#[test]
fn holes_and_parts_stay_in_place() {
    const OUTER: [f64; 8] = [0.0, 0.0, 9.0, 0.0, 9.0, 9.0, 0.0, 0.0];
    const HOLE: [f64; 8] = [5.0, 2.0, 6.0, 2.0, 6.0, 3.0, 5.0, 2.0];
    let expected = polygon!(
        exterior: [(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0)],
        interiors: [[(x: 5.0, y: 2.0), (x: 6.0, y: 2.0), (x: 6.0, y: 3.0)]],
    );
    let polygon =
        |bytes: Bytes| bytes.head(3).count(2).count(4).numbers(&OUTER).count(4).numbers(&HOLE);
    check(polygon(Bytes::new(true)), expected.clone());
    check(
        polygon(polygon(Bytes::new(false).head(6).count(2))),
        MultiPolygon(vec![expected.clone(), expected.clone()]),
    );
    check(
        polygon(Bytes::new(false).head(7).count(2).head(4).count(0)),
        Geometry::GeometryCollection(GeometryCollection(vec![
            MultiPoint(Vec::new()).into(),
            expected.into(),
        ])),
    );
}

#[test]
fn surfaces_and_curves_without_arcs_are_polygons_and_lines() {
    const OUTER: [f64; 8] = [0.0, 0.0, 9.0, 0.0, 9.0, 9.0, 0.0, 0.0];
    let triangle = polygon![(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0)];
    let bytes = || Bytes::new(false);
    let several = MultiPolygon(vec![triangle.clone(), triangle.clone()]);
    let plain = |bytes: Bytes| bytes.head(3).count(1).count(4).numbers(&OUTER);
    let curved = |bytes: Bytes| bytes.head(10).count(1).head(2).count(4).numbers(&OUTER);
    check(curved(bytes()), triangle.clone());
    check(curved(plain(bytes().head(12).count(2))), several);
    // A ring in two pieces, of which the second begins where the first ends.
    let pieces = bytes().head(10).count(1).head(9).count(2);
    let pieces = pieces.head(2).count(3).numbers(&OUTER[..6]).head(2).count(2).numbers(&OUTER[4..]);
    check(pieces, triangle);
}

#[test]
fn what_is_wrong_is_named() {
    let cases = [
        (Bytes::new(false).head(8), "CircularString is not a point, line or polygon"),
        (
            Bytes::new(false).head(12).count(1).head(10).count(1).head(8).count(0),
            "CircularString is not a point, line or polygon",
        ),
        (Bytes::new(false).head(77), "byte 1 of the geometry says kind 77, which does not exist"),
        (
            Bytes::new(false).head(2).count(u32::MAX).numbers(&[1.0]),
            "the geometry needs 68719476720 bytes at byte 9 and has 8",
        ),
        (
            Bytes::new(false).head(6).count(1).head(1).numbers(&[1.0, 2.0]),
            "at byte 9 a part of the geometry is of another kind than the whole",
        ),
        (Bytes(vec![7], false), "byte 0 of the geometry is 7, which is not a byte order (0 or 1)"),
        (Bytes(vec![], false), "the geometry needs 1 bytes at byte 0 and has 0"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(read(&bytes.0).unwrap_err().to_string(), expected);
    }
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = (0..100_000).fold(Bytes::new(false), |bytes, _| bytes.head(7).count(1));
    assert_eq!(read(&deep.0), Err(WkbError::Deep));
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    /// Small numbers are counts, kinds and byte orders far more often.
    #[test]
    fn no_plausible_bytes_panic(bytes in prop::collection::vec(0_u8..8, 0..200)) {
        let _ = read(&bytes);
    }
}
