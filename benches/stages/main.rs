//! Time of each stage by itself, through the library's public functions, on an invented country.
//!
//! `cargo bench` runs them all, `cargo bench -- locate` one. The whole program against its peers is
//! timed by `tests/bench/country.py`.

mod country;
mod spread;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use geo::CoordsIter;
use spreiding::config::Config;
use spreiding::disclose::{self, Audience};
use spreiding::locate::AreaIndex;
use spreiding::measure::Asked;
use spreiding::model::Indicator;
use spreiding::normalise::{self, City};
use spreiding::progress::Progress;
use spreiding::{crs, layers, locate, measure};

use country::{Country, Order, Table};

const HOMES: usize = 100_000;
/// So many that the making of an index pays.
const POINTS: usize = 2_000_000;
/// Areas along a side of the country.
const SIDE: usize = 60;

fn city(config: &Config) -> City {
    let read = normalise::city(config, &Progress::silent(), &()).expect("no bug in reading");
    let city = read.expect("nothing stops a run on the country");
    assert!(city.inputs.iter().all(|input| input.findings.is_empty()), "it is without faults");
    city
}

/// Tables of homes, beside four areas; and areas, beside four homes.
fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Elements(HOMES as u64));
    for (name, table) in [("homes_csv", Table::Csv), ("homes_parquet", Table::Parquet)] {
        let country = Country::new(2, HOMES, Order::Grouped, table);
        group.bench_function(name, |bencher| bencher.iter(|| city(&country.config)));
    }
    let country = Country::new(SIDE, 4, Order::Grouped, Table::Csv);
    group.throughput(Throughput::Elements((SIDE * SIDE) as u64));
    group.bench_function("areas_geojson", |bencher| bencher.iter(|| city(&country.config)));
    group.finish();
}

/// The areas of homes by their points, with the making of the index.
fn locate(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("locate");
    group.throughput(Throughput::Elements(HOMES as u64));
    for (name, order) in [("grouped", Order::Grouped), ("shuffled", Order::Shuffled)] {
        let country = Country::new(SIDE, HOMES, order, Table::Parquet);
        let city = city(&country.config);
        let place = |city: &mut City| {
            locate::city(city, &country.config, country.config.tolerance.unplaced, false)
                .expect("no bug in locating")
                .into_report()
        };
        assert_eq!(place(&mut city.clone()).placed(), HOMES as u64, "the country has no gaps");
        group.bench_function(name, |bencher| {
            bencher.iter_batched_ref(|| city.clone(), place, BatchSize::LargeInput);
        });
    }
    group.finish();
}

/// Points to areas alone, with the making of the index: the grid of cells, and beside it the R-tree with
/// exact tests that few points get.
fn join(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("join");
    group.throughput(Throughput::Elements(POINTS as u64));
    for (name, order) in [("grouped", Order::Grouped), ("shuffled", Order::Shuffled)] {
        let city = city(&Country::new(SIDE, POINTS, order, Table::Parquet).config);
        let axis = |name: &str| -> Vec<f64> {
            let axis = city.dwellings.column(name).expect("homes have a position");
            axis.f64().expect("in metres").iter().flatten().collect()
        };
        let (xs, ys) = (axis("x"), axis("y"));
        let areas_for = |n_points: usize| {
            let mut areas = Vec::new();
            AreaIndex::for_points(city.areas.finest(), n_points).holding_each(&xs, &ys, &mut areas);
            areas
        };
        assert_eq!(areas_for(POINTS), areas_for(0), "both ways lead to the same areas");
        for (way, n_points) in [("grid", POINTS), ("tree", 0)] {
            let name = format!("{name}_{way}");
            group.bench_function(name, |bencher| bencher.iter(|| areas_for(n_points)));
        }
    }
    group.finish();
}

/// The indicators without anything beside them.
fn asked(indicators: Vec<Indicator>) -> Asked {
    Asked { indicators, opportunities: false, changes: Vec::new(), all_homes: None }
}

/// The built-in indicators and one of the user's own.
fn evaluate(criterion: &mut Criterion) {
    let country = Country::new(SIDE, HOMES, Order::Grouped, Table::Parquet);
    let mut city = city(&country.config);
    let located =
        locate::city(&mut city, &country.config, country.config.tolerance.unplaced, false)
            .expect("no bug in locating");
    let indicators = measure::indicators(&country.config).expect("indicators that can be counted");
    let mut group = criterion.benchmark_group("evaluate");
    group.throughput(Throughput::Elements(HOMES as u64));
    group.bench_function("indicators", |bencher| {
        bencher.iter_batched(
            || indicators.clone(),
            |indicators| measure::city(&city.areas, &located, asked(indicators)).expect("counts"),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

/// RD New to degrees, every vertex of the areas by itself.
fn project(criterion: &mut Criterion) {
    let country = Country::new(SIDE, 4, Order::Grouped, Table::Csv);
    let areas = city(&country.config).areas;
    let outlines = areas.finest().areas.iter().map(|area| &area.outline);
    let vertices: Vec<_> = outlines.flat_map(CoordsIter::coords_iter).collect();
    let mut group = criterion.benchmark_group("project");
    group.throughput(Throughput::Elements(vertices.len() as u64));
    group.bench_function("rd_to_degrees", |bencher| {
        bencher.iter(|| {
            for &vertex in &vertices {
                black_box(crs::rd_to_degrees(black_box(vertex)));
            }
        });
    });
    group.finish();
}

/// Layers in GeoJSON, in memory.
fn write(criterion: &mut Criterion) {
    let country = Country::new(SIDE, HOMES, Order::Grouped, Table::Parquet);
    let mut city = city(&country.config);
    let located =
        locate::city(&mut city, &country.config, country.config.tolerance.unplaced, false)
            .expect("no bug in locating");
    let indicators = measure::indicators(&country.config).expect("indicators that can be counted");
    let measures = measure::city(&city.areas, &located, asked(indicators)).expect("counts");
    let gate = disclose::Gate::open(&measures);
    let release = disclose::protect(&city.areas, &measures, &gate, &[], None, Audience::Internal);
    let mut group = criterion.benchmark_group("write");
    group.throughput(Throughput::Elements((SIDE * SIDE) as u64));
    group.bench_function("geojson", |bencher| {
        bencher.iter(|| layers::render(&country.config, &city.areas, &release));
    });
    group.finish();
}

criterion_group! {
    name = stages;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5));
    targets = read, join, locate, evaluate, spread::spread, project, write
}
criterion_main!(stages);
