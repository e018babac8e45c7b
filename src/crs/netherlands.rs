//! Where the Netherlands lie, in the numbers of each system.

use std::fmt;

use geo::{Coord, coord};

use super::Crs;

/// In or near the Netherlands, in RD New metres.
///
/// The land lies within x 13,000 to 279,000 and y 306,000 to 620,000, the territorial sea (22 km) within
/// x -6,000 and y 642,000. Around these is a margin of some 15 km, for areas across the border. So wide
/// and no wider: the numbers of other systems, of x and y exchanged, and those that mean nothing (0, 0)
/// all lie outside.
pub const IN_RD: Extent = Extent::new(-20_000.0, 289_000.0, 300_000.0, 660_000.0);

/// The same in degrees: [`IN_RD`] with its corners, rounded outwards to a tenth.
pub const IN_DEGREES: Extent = Extent::new(2.7, 50.5, 7.7, 54.0);

/// A box along the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// The least of either number.
    pub low: Coord<f64>,
    /// The largest of either number.
    pub high: Coord<f64>,
}

impl Extent {
    const fn new(west: f64, south: f64, east: f64, north: f64) -> Extent {
        Extent { low: Coord { x: west, y: south }, high: Coord { x: east, y: north } }
    }

    /// Whether `other` lies within this box, its border included. What is no number lies in none.
    pub fn holds(&self, other: &Extent) -> bool {
        self.holds_point(other.low) && self.holds_point(other.high)
    }

    /// Whether the point lies within this box.
    pub fn holds_point(&self, point: Coord<f64>) -> bool {
        (self.low.x..=self.high.x).contains(&point.x)
            && (self.low.y..=self.high.y).contains(&point.y)
    }

    /// The box with its axes exchanged.
    fn turned(&self) -> Extent {
        Extent { low: turned(self.low), high: turned(self.high) }
    }
}

/// How the two numbers of every corner of a file are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Metres of RD New, or degrees.
    pub crs: Crs,
    /// Whether *y* stands before *x*: latitude before longitude.
    pub swapped: bool,
}

impl Reading {
    /// Every reading that differs from the others, in the order of likelihood.
    ///
    /// The places that they stand for share no number but a few at the border of [`IN_RD`], so that
    /// numbers prove their reading.
    pub const ALL: [Reading; 4] = [
        Reading { crs: Crs::RdNew, swapped: false },
        Reading { crs: Crs::Wgs84, swapped: false },
        Reading { crs: Crs::Wgs84, swapped: true },
        Reading { crs: Crs::RdNew, swapped: true },
    ];

    /// As the system prescribes.
    pub fn plain(crs: Crs) -> Reading {
        Reading { crs, swapped: false }
    }

    /// Whether numbers between these are in or near the Netherlands when they are read so.
    pub fn fits(self, numbers: &Extent) -> bool {
        let extent = match self.crs {
            Crs::RdNew => IN_RD,
            Crs::Wgs84 | Crs::Etrs89 => IN_DEGREES,
        };
        if self.swapped { extent.turned().holds(numbers) } else { extent.holds(numbers) }
    }

    /// The point that two numbers mean, in RD New metres.
    pub fn to_rd(self, numbers: Coord<f64>) -> Coord<f64> {
        self.crs.to_rd(if self.swapped { turned(numbers) } else { numbers })
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.crs, self.swapped) {
            (Crs::RdNew, false) => "metres of RD New",
            (Crs::RdNew, true) => "metres of RD New with y before x",
            (_, false) => "degrees",
            (_, true) => "degrees with latitude before longitude",
        })
    }
}

/// The numbers exchanged.
pub fn turned(numbers: Coord<f64>) -> Coord<f64> {
    coord! { x: numbers.y, y: numbers.x }
}

/// What two numbers look like, in words, for a message; the systems that are read among them.
///
/// In the systems that are not read the Netherlands lie roughly within the given numbers.
pub fn looks_like(at: Coord<f64>) -> &'static str {
    const OTHERS: [(Extent, &str); 5] = [
        (Extent::new(280e3, 6.5e6, 870e3, 7.2e6), "Web Mercator (EPSG:3857)"),
        (Extent::new(460e3, 5.58e6, 840e3, 6.0e6), "UTM zone 31N (EPSG:25831 or 32631)"),
        (Extent::new(40e3, 5.58e6, 430e3, 6.0e6), "UTM zone 32N (EPSG:25832 or 32632)"),
        (Extent::new(3.8e6, 3.0e6, 4.3e6, 3.5e6), "ETRS89 LAEA (EPSG:3035)"),
        (Extent::new(-20.0, 289.0, 300.0, 660.0), "kilometres of RD New"),
    ];
    if !(at.x.is_finite() && at.y.is_finite()) {
        return "no number";
    }
    if at.x == 0.0 || at.y == 0.0 {
        return "a place that was left empty";
    }
    let numbers = Extent { low: at, high: at };
    match Reading::ALL.iter().position(|reading| reading.fits(&numbers)) {
        Some(0) => return "metres of RD New",
        Some(1) => return "degrees",
        Some(2) => return "degrees with latitude before longitude",
        Some(_) => return "metres of RD New with y before x",
        None => {}
    }
    let other = OTHERS.iter().find(|(extent, _)| extent.holds(&numbers));
    other.map_or("no system that is known here", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::rd_to_degrees;
    use super::*;

    #[test]
    fn the_box_in_degrees_is_that_in_metres() {
        let steps =
            |from: f64, to: f64| (0..=20).map(move |at| from + (to - from) * f64::from(at) / 20.0);
        let (low, high) = (IN_RD.low, IN_RD.high);
        let mut found = Extent { low: coord! { x: 9.0, y: 99.0 }, high: coord! { x: 0.0, y: 0.0 } };
        for x in steps(low.x, high.x) {
            for y in steps(low.y, high.y) {
                let at = rd_to_degrees(coord! { x: x, y: y });
                found.low = coord! { x: found.low.x.min(at.x), y: found.low.y.min(at.y) };
                found.high = coord! { x: found.high.x.max(at.x), y: found.high.y.max(at.y) };
            }
        }
        assert!(IN_DEGREES.holds(&found), "{found:?}");
        let gaps = [
            found.low.x - IN_DEGREES.low.x,
            found.low.y - IN_DEGREES.low.y,
            IN_DEGREES.high.x - found.high.x,
            IN_DEGREES.high.y - found.high.y,
        ];
        assert!(gaps.iter().all(|gap| *gap < 0.12), "{gaps:?}");
    }

    #[test]
    fn the_land_and_the_territorial_sea_lie_within() {
        // Rijzend Zand, Vaals, Bourtange, Rottumerplaat; the sea off Zeeland and off the Wadden islands.
        for (x, y) in [
            (13_600.0, 371_000.0),
            (199_500.0, 307_000.0),
            (278_000.0, 559_000.0),
            (226_000.0, 619_000.0),
            (-5_500.0, 396_000.0),
            (215_000.0, 641_500.0),
        ] {
            assert!(IN_RD.holds_point(coord! { x: x, y: y }));
            assert!(IN_DEGREES.holds_point(rd_to_degrees(coord! { x: x, y: y })));
        }
    }

    #[test]
    fn what_numbers_look_like() {
        for ((x, y), words) in [
            ((140_000.0, 480_000.0), "metres of RD New"),
            ((480_000.0, 140_000.0), "metres of RD New with y before x"),
            ((5.2, 52.3), "degrees"),
            ((52.3, 5.2), "degrees with latitude before longitude"),
            ((580_000.0, 6_870_000.0), "Web Mercator (EPSG:3857)"),
            ((651_000.0, 5_804_000.0), "UTM zone 31N (EPSG:25831 or 32631)"),
            ((243_000.0, 5_805_000.0), "UTM zone 32N (EPSG:25832 or 32632)"),
            ((4_000_000.0, 3_260_000.0), "ETRS89 LAEA (EPSG:3035)"),
            ((140.0, 480.0), "kilometres of RD New"),
            ((0.0, 0.0), "a place that was left empty"),
            ((1e18, -1e18), "no system that is known here"),
            ((5.2, f64::NAN), "no number"),
        ] {
            assert_eq!(looks_like(coord! { x: x, y: y }), words, "{x} {y}");
        }
    }

    proptest! {
        #[test]
        fn numbers_of_the_country_have_one_reading(x in 0.0..289_000.0, y in 300_100.0..660_000.0) {
            let rd = coord! { x: x, y: y };
            let degrees = rd_to_degrees(rd);
            for (at, reading) in [rd, degrees, turned(degrees), turned(rd)].into_iter().zip(Reading::ALL) {
                let numbers = Extent { low: at, high: at };
                let fitting: Vec<Reading> =
                    Reading::ALL.into_iter().filter(|reading| reading.fits(&numbers)).collect();
                prop_assert_eq!(fitting, vec![reading]);
                let back = reading.to_rd(at) - rd;
                prop_assert!(back.x.hypot(back.y) < 1e-5);
            }
        }
    }
}
