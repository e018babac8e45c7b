//! NSGI's correction grid rdcorr2018.
//!
//! RD was measured by triangulation over a century ago, and its small
//! distortions, up to 0.25 m, are in this grid. It is embedded in the program as
//! written by `data/rd_grid/make_grid.py`, whose head describes the coding, and
//! decoded once.

use std::sync::LazyLock;

use geo::{Coord, coord};

static BYTES: &[u8] = include_bytes!("rdcorr2018.grid");

static GRID: LazyLock<Grid> =
    LazyLock::new(|| Grid::decode(BYTES).expect("the embedded grid is whole; a test decodes it"));

/// What a correction in the grid is counted in, in degrees.
const UNIT: f64 = 1e-9;

/// What to add to a point on the Bessel ellipsoid, in degrees of longitude (*x*)
/// and latitude (*y*), before it goes through the similarity transformation.
///
/// Bilinear between the four nodes around `bessel`, which is in degrees and as
/// it comes from the map projection. Zero outside the grid, and so outside the
/// grid only the seven parameters are at work; the nodes on its edge are zero
/// too, so the step from inside to outside is none.
///
/// RDNAPTRANS2018, formula 2.3.1 and section 3.2.
pub(super) fn correction(bessel: Coord<f64>) -> Coord<f64> {
    GRID.interpolate(bessel)
}

/// A regular grid of corrections; row 0 is the southmost, column 0 the westmost.
struct Grid {
    south: f64,
    west: f64,
    rows_per_degree: f64,
    columns_per_degree: f64,
    n_rows: usize,
    n_columns: usize,
    /// Latitude and longitude in [`UNIT`]s, row by row.
    nodes: Vec<[i16; 2]>,
}

impl Grid {
    fn interpolate(&self, bessel: Coord<f64>) -> Coord<f64> {
        let row = (bessel.y - self.south) * self.rows_per_degree;
        let column = (bessel.x - self.west) * self.columns_per_degree;
        let inside = (0.0..(self.n_rows - 1) as f64).contains(&row)
            && (0.0..(self.n_columns - 1) as f64).contains(&column);
        if !inside {
            return Coord::zero();
        }

        let (south, west) = (row as u32, column as u32);
        let (north, east) = (row - f64::from(south), column - f64::from(west));
        let southwest = south as usize * self.n_columns + west as usize;
        let northwest = southwest + self.n_columns;
        let corners = [
            (southwest, (1.0 - north) * (1.0 - east)),
            (southwest + 1, (1.0 - north) * east),
            (northwest, north * (1.0 - east)),
            (northwest + 1, north * east),
        ];

        let (mut lat, mut lon) = (0.0, 0.0);
        for (node, weight) in corners {
            lat += weight * f64::from(self.nodes[node][0]);
            lon += weight * f64::from(self.nodes[node][1]);
        }
        coord! { x: lon * UNIT, y: lat * UNIT }
    }

    /// Reads what `make_grid.py` writes; `None` when it is something else.
    fn decode(mut bytes: &[u8]) -> Option<Grid> {
        bytes = bytes.strip_prefix(b"RDC1")?;
        let [south, west, rows_per_degree, columns_per_degree] =
            [(); 4].map(|()| take_i32(&mut bytes).map(f64::from));
        let n_rows = usize::try_from(take_i32(&mut bytes)?).ok()?;
        let n_columns = usize::try_from(take_i32(&mut bytes)?).ok()?;

        let mut nodes = vec![[0; 2]; n_rows * n_columns];
        for part in [0, 1] {
            for node in 0..nodes.len() {
                let (row, column) = (node / n_columns, node % n_columns);
                let west = if column > 0 { nodes[node - 1][part] } else { 0 };
                let south = if row > 0 { nodes[node - n_columns][part] } else { 0 };
                let southwest = match (row, column) {
                    (0, _) | (_, 0) => 0,
                    _ => nodes[node - n_columns - 1][part],
                };
                let expected = i32::from(west) + i32::from(south) - i32::from(southwest);
                let value = expected + take_varint(&mut bytes)?;
                nodes[node][part] = i16::try_from(value).ok()?;
            }
        }

        bytes.is_empty().then_some(Grid {
            south: south? / 1e4,
            west: west? / 1e4,
            rows_per_degree: rows_per_degree?,
            columns_per_degree: columns_per_degree?,
            n_rows,
            n_columns,
            nodes,
        })
    }
}

fn take_i32(bytes: &mut &[u8]) -> Option<i32> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(i32::from_le_bytes(*number))
}

/// A whole number in groups of seven bits, its sign in the lowest bit.
fn take_varint(bytes: &mut &[u8]) -> Option<i32> {
    let mut zigzag = 0;
    for shift in (0..32).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        zigzag |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some((zigzag >> 1) as i32 ^ -((zigzag & 1) as i32));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> (f64, f64) {
        let found = correction(coord! { x: lon, y: lat });
        ((found.y / UNIT * 1e6).round() / 1e6, (found.x / UNIT * 1e6).round() / 1e6)
    }

    /// Lines of rdcorr2018.txt, in 1e-9 degree.
    #[test]
    fn nodes_are_those_of_the_published_grid() {
        assert_eq!(at(52.0, 5.02), (131.0, -183.0));
        assert_eq!(at(52.0, 5.04), (137.0, -209.0));
        assert_eq!(at(52.0, 5.18), (138.0, -490.0));
    }

    #[test]
    fn between_nodes_the_correction_is_their_mean() {
        assert_eq!(at(52.0, 5.03), (134.0, -196.0));
    }

    #[test]
    fn the_edge_is_zero_and_so_is_all_beyond() {
        let grid = &*GRID;
        let last_row = (grid.n_rows - 1) * grid.n_columns;
        assert!(grid.nodes[..grid.n_columns].iter().all(|node| *node == [0, 0]));
        assert!(grid.nodes[last_row..].iter().all(|node| *node == [0, 0]));
        for row in grid.nodes.chunks(grid.n_columns) {
            assert_eq!((row[0], row[grid.n_columns - 1]), ([0, 0], [0, 0]));
        }

        for (lat, lon) in [(50.0, 5.0), (54.0, 5.0), (52.0, 2.5), (52.0, 8.5), (f64::NAN, 5.0)] {
            assert_eq!(at(lat, lon), (0.0, 0.0));
        }
    }

    #[test]
    fn a_damaged_file_is_not_a_grid() {
        assert!(Grid::decode(BYTES).is_some());
        assert!(Grid::decode(&BYTES[..BYTES.len() - 1]).is_none());
        assert!(Grid::decode(&BYTES[1..]).is_none());
        assert!(Grid::decode(&[BYTES, b"x"].concat()).is_none());
        assert!(Grid::decode(b"").is_none());
    }
}
