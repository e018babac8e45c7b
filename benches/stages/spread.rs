//! The statistics with the most random draws: those of a city, and those of the country.

use criterion::Criterion;
use geo::{Coord, MultiPolygon, Rect};
use spreiding::measure::{Having, Joint};
use spreiding::model::Tally;
use spreiding::spread::{
    Contiguity, Draws, Neighbours, Shares, coincidence, local_moran, moran, scan,
};

/// Square areas in rows, and the shares of some events in them, by a fixed pattern.
struct Lattice {
    outlines: Vec<MultiPolygon<f64>>,
    centres: Vec<Coord<f64>>,
    shares: Shares,
    values: Vec<f64>,
}

impl Lattice {
    fn new(rows: usize, columns: usize, units: u32) -> Lattice {
        let corners = (0..rows * columns)
            .map(|at| Coord { x: (at % columns) as f64 * 500.0, y: (at / columns) as f64 * 500.0 });
        let corners: Vec<Coord<f64>> = corners.collect();
        let side = Coord { x: 500.0, y: 500.0 };
        let square =
            |&at: &Coord<f64>| MultiPolygon::new(vec![Rect::new(at, at + side).to_polygon()]);
        let tally = |at: usize| {
            let t = 1 + (at as u32 * 7919) % (2 * units);
            Tally::new((at as u32 * 104_729) % (t + 1) / 3, t, 0, 0).expect("a third at most")
        };
        let tallies: Vec<Tally> = (0..corners.len()).map(tally).collect();
        Lattice {
            outlines: corners.iter().map(square).collect(),
            values: tallies.iter().filter_map(|tally| tally.share()).collect(),
            shares: Shares::of(tallies),
            centres: corners,
        }
    }

    fn neighbours(&self) -> Neighbours {
        Neighbours::of(&self.outlines.iter().collect::<Vec<_>>(), Contiguity::Queen)
    }
}

pub fn spread(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("spread");
    let city = Lattice::new(12, 20, 15);
    let links = city.neighbours().among(city.shares.areas());
    group.bench_function("city_local_moran_99999", |bencher| {
        bencher.iter(|| local_moran(&city.values, &links, 99_999, 1));
    });
    group.bench_function("city_scan_9999", |bencher| {
        bencher.iter(|| scan(&city.shares, &city.centres, 9_999, 1));
    });

    let country = Lattice::new(116, 125, 25);
    group.bench_function("country_neighbours", |bencher| bencher.iter(|| country.neighbours()));
    let links = country.neighbours().among(country.shares.areas());
    group.bench_function("country_moran_999", |bencher| {
        bencher.iter(|| moran(&country.values, &links, Some(Draws { n: 999, seed: 1 })));
    });
    group.bench_function("country_local_moran_999", |bencher| {
        bencher.iter(|| local_moran(&country.values, &links, 999, 1));
    });
    group.sample_size(10);
    group.bench_function("country_scan_999", |bencher| {
        bencher.iter(|| scan(&country.shares, &country.centres, 999, 1));
    });
    let having =
        |at: u32| Having { units: 600 + at % 200, each: vec![at % 40, 60 + at % 90], all: 0 };
    let by_area = (0..14_500).map(having).collect();
    let joint = Joint { of: vec![0, 1], by_area, unknown: 0 };
    group.bench_function("country_coincidence", |bencher| bencher.iter(|| coincidence(&joint)));
    group.finish();
}
