//! Well-known binary to [`geo`] geometries.
//!
//! Comes in: the bytes of one geometry, in either byte order, with or without
//! Z and M, in the ISO or the EWKB (PostGIS) way. Goes out: the geometry in
//! two dimensions. Nothing is validated but the form. No byte sequence makes
//! it panic, or take more memory than a small multiple of its own length.

use geo::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};

/// Collections in collections, more than this deep, are nobody's data.
const MAX_DEPTH: u32 = 16;

/// Why bytes are not a geometry. Positions count from the first byte.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WkbError {
    /// The bytes stop halfway.
    #[error("the geometry needs {need} bytes at byte {at} and has {left}")]
    Short {
        /// Where.
        at: usize,
        /// What is to be read there, at least.
        need: u64,
        /// What is left.
        left: usize,
    },
    /// Neither big nor little endian.
    #[error("byte {at} of the geometry is {found}, which is not a byte order (0 or 1)")]
    ByteOrder {
        /// Where.
        at: usize,
        /// What stands there.
        found: u8,
    },
    /// A number that means no kind of geometry.
    #[error("byte {at} of the geometry says kind {found}, which does not exist")]
    Kind {
        /// Where.
        at: usize,
        /// What stands there.
        found: u32,
    },
    /// A kind with arcs or surfaces.
    #[error("{0} is not a point, line or polygon")]
    Unsupported(&'static str),
    /// A part of a MultiPolygon that is no Polygon, and so on.
    #[error("at byte {at} a part of the geometry is of another kind than the whole")]
    Mixed {
        /// Where the part begins.
        at: usize,
    },
    /// Collections within collections without end.
    #[error("the geometry holds collections more than {MAX_DEPTH} deep")]
    Deep,
}

/// Reads one geometry. Bytes after its end are left alone.
pub fn read(bytes: &[u8]) -> Result<Geometry<f64>, WkbError> {
    Cursor { bytes, at: 0 }.geometry(0)
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What the first bytes of a geometry say about the rest of it.
#[derive(Clone, Copy)]
struct Head {
    big_endian: bool,
    kind: u32,
    /// Ordinates a position, 2 to 4.
    dimensions: u64,
}

impl Cursor<'_> {
    fn geometry(&mut self, depth: u32) -> Result<Geometry<f64>, WkbError> {
        if depth > MAX_DEPTH {
            return Err(WkbError::Deep);
        }
        let start = self.at;
        let head = self.head()?;
        Ok(match head.kind {
            1 => Point(self.position(head)?).into(),
            2 => self.line(head)?.into(),
            3 => {
                let mut rings = self.many(head, 4, |cursor| cursor.line(head))?.into_iter();
                let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
                Polygon::new(outer, rings.collect()).into()
            }
            4 => MultiPoint(self.parts(head, depth)?).into(),
            5 => MultiLineString(self.parts(head, depth)?).into(),
            6 => MultiPolygon(self.parts(head, depth)?).into(),
            7 => {
                let parts = self.many(head, 5, |cursor| cursor.geometry(depth + 1))?;
                Geometry::GeometryCollection(GeometryCollection(parts))
            }
            // Without arcs in it a surface is a polygon, and so is a curve a line.
            9 => self.chain(head, depth)?.into(),
            10 => {
                let rings: Vec<LineString<f64>> = self.parts(head, depth)?;
                let mut rings = rings.into_iter();
                let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
                Polygon::new(outer, rings.collect()).into()
            }
            11 => MultiLineString(self.parts(head, depth)?).into(),
            12 => MultiPolygon(self.parts(head, depth)?).into(),
            kind => return Err(unsupported(kind, start + 1)),
        })
    }

    fn head(&mut self) -> Result<Head, WkbError> {
        let at = self.at;
        let [order] = self.take()?;
        let big_endian = match order {
            0 => true,
            1 => false,
            found => return Err(WkbError::ByteOrder { at, found }),
        };
        let code = self.integer(big_endian)?;

        // EWKB marks Z, M and a spatial reference in the top bits, ISO counts Z and M in thousands.
        let [z, m, reference] = [31, 30, 29].map(|bit| code >> bit & 1 == 1);
        let iso = code & 0x1FFF_FFFF;
        if reference {
            self.integer(big_endian)?;
        }
        let (z, m) = match iso / 1000 {
            0 => (z, m),
            1 => (true, m),
            2 => (z, true),
            3 => (true, true),
            _ => {
                return Err(WkbError::Kind { at: at + 1, found: code });
            }
        };
        let dimensions = 2 + u64::from(z) + u64::from(m);
        Ok(Head { big_endian, kind: iso % 1000, dimensions })
    }

    /// The parts of a geometry that says its kind once for all of them.
    fn parts<T: TryFrom<Geometry<f64>>>(
        &mut self,
        head: Head,
        depth: u32,
    ) -> Result<Vec<T>, WkbError> {
        self.many(head, 5, |cursor| {
            let at = cursor.at;
            T::try_from(cursor.geometry(depth + 1)?).map_err(|_| WkbError::Mixed { at })
        })
    }

    /// Lines of which each begins where the one before it ends, as one line.
    fn chain(&mut self, head: Head, depth: u32) -> Result<LineString<f64>, WkbError> {
        let lines: Vec<LineString<f64>> = self.parts(head, depth)?;
        let mut whole: Vec<Coord<f64>> = Vec::new();
        for line in lines {
            let joins = whole.last().is_some_and(|last| line.0.first() == Some(last));
            whole.extend(line.0.into_iter().skip(usize::from(joins)));
        }
        Ok(LineString(whole))
    }

    fn line(&mut self, head: Head) -> Result<LineString<f64>, WkbError> {
        let size = 8 * head.dimensions;
        let count = self.count(head, size)?;
        let start = self.at;
        // No overflow: so many bytes are there.
        self.at += count as usize * size as usize;
        let positions = self.bytes[start..self.at].chunks_exact(size as usize);
        let number = |bytes: &[u8]| {
            let bytes = *bytes.first_chunk().expect("a position has two numbers of 8 bytes");
            if head.big_endian { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) }
        };
        Ok(positions.map(|bytes| Coord { x: number(bytes), y: number(&bytes[8..]) }).collect())
    }

    /// A count and as many items, each of `size` bytes at least.
    fn many<T>(
        &mut self,
        head: Head,
        size: u64,
        mut item: impl FnMut(&mut Self) -> Result<T, WkbError>,
    ) -> Result<Vec<T>, WkbError> {
        let count = self.count(head, size)?;
        (0..count).map(|_| item(self)).collect()
    }

    /// A count of items, each of `size` bytes at least, that are there.
    fn count(&mut self, head: Head, size: u64) -> Result<u32, WkbError> {
        let count = self.integer(head.big_endian)?;
        // Without this a count of four billion would be allocated before it is found untrue.
        let (need, left) = (u64::from(count) * size, self.bytes.len() - self.at);
        if need > left as u64 {
            return Err(WkbError::Short { at: self.at, need, left });
        }
        Ok(count)
    }

    fn position(&mut self, head: Head) -> Result<Coord<f64>, WkbError> {
        let x = self.number(head.big_endian)?;
        let y = self.number(head.big_endian)?;
        for _ in 2..head.dimensions {
            self.number(head.big_endian)?;
        }
        Ok(Coord { x, y })
    }

    fn integer(&mut self, big_endian: bool) -> Result<u32, WkbError> {
        let bytes = self.take()?;
        Ok(if big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    fn number(&mut self, big_endian: bool) -> Result<f64, WkbError> {
        let bytes = self.take()?;
        Ok(if big_endian { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) })
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], WkbError> {
        let rest = &self.bytes[self.at..];
        let Some(bytes) = rest.first_chunk() else {
            return Err(WkbError::Short { at: self.at, need: N as u64, left: rest.len() });
        };
        self.at += N;
        Ok(*bytes)
    }
}

fn unsupported(kind: u32, at: usize) -> WkbError {
    WkbError::Unsupported(match kind {
        8 => "CircularString",
        9 => "CompoundCurve",
        10 => "CurvePolygon",
        11 => "MultiCurve",
        12 => "MultiSurface",
        13 => "Curve",
        14 => "Surface",
        15 => "PolyhedralSurface",
        16 => "TIN",
        17 => "Triangle",
        found => return WkbError::Kind { at, found },
    })
}

#[cfg(test)]
mod tests;
