//! An invented country: square areas with wiggling borders that neighbours share, and homes in
//! clusters. The same arguments give the same bytes.

use std::fmt::Write as _;
use std::fs::{self, File};

use polars::prelude::{DataFrame, NamedFrom, ParquetWriter, Series};
use spreiding::config::Config;
use tempfile::TempDir;

/// Lower left corner and side of the country, RD metres.
const ORIGIN: [f64; 2] = [100_000.0, 400_000.0];
const LENGTH: f64 = 120_000.0;
/// Points that a border has between its corners.
const WIGGLES: usize = 24;
/// Homes that lie together.
const CLUSTER: usize = 180;
const LABELS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", ""];
const CORPORATIONS: [&str; 3] = ["Woonstede", "De Goede Woning", "Rijnhuis & Zn."];

/// Order of the rows of the table of homes.
#[derive(Clone, Copy)]
pub enum Order {
    /// Cluster by cluster, as a corporation's file.
    Grouped,
    /// Without order.
    Shuffled,
}

/// Form of the table of homes.
#[derive(Clone, Copy)]
pub enum Table {
    Csv,
    Parquet,
}

/// The files of the country, in a folder that goes with it, and their configuration.
pub struct Country {
    pub config: Config,
    _folder: TempDir,
}

impl Country {
    /// `side` by `side` areas, and homes.
    pub fn new(side: usize, n_homes: usize, order: Order, table: Table) -> Country {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = |name: &str| folder.path().join(name);
        fs::write(path("buurten.geojson"), areas(side)).expect("a disk with room");
        let homes = Homes::new(n_homes, order);
        let file = match table {
            Table::Csv => {
                fs::write(path("homes.csv"), homes.csv()).expect("a disk with room");
                "homes.csv"
            }
            Table::Parquet => {
                let out = File::create(path("homes.parquet")).expect("a disk with room");
                ParquetWriter::new(out).finish(&mut homes.frame()).expect("a disk with room");
                "homes.parquet"
            }
        };
        fs::write(path("spreiding.toml"), configuration(file)).expect("a disk with room");
        let config = Config::load(&path("spreiding.toml")).expect("a valid configuration");
        Country { config, _folder: folder }
    }
}

fn configuration(homes: &str) -> String {
    format!(
        r#"
name = "Land"
reference_date = 2025-12-31
[areas]
year = 2025
levels = ["buurt"]
[areas.buurt]
path = "buurten.geojson"
[[dwellings]]
path = "{homes}"
complete = true
[dwellings.columns]
id = "id"
corporation = "corporatie"
energy_label = "label"
asbestos_home_roof = "asbest_woning"
asbestos_shed_roof = "asbest_schuur"
x = "x"
y = "y"
[output]
write = ["geojson"]
[[indicator]]
id = "eigen"
of = "dwellings"
count = "energy_label IN ('D', 'E') AND asbestos_home_roof = 'suspect'"
label.nl = "eigen"
"#
    )
}

/// Random numbers: SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// In [0, 1).
    fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// In [-1, 1).
    fn signed(&mut self) -> f64 {
        2.0 * self.fraction() - 1.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

/// The areas as GeoJSON in RD metres.
fn areas(side: usize) -> String {
    let cell = LENGTH / side as f64;
    let corner = |column: usize, row: usize| {
        [ORIGIN[0] + cell * column as f64, ORIGIN[1] + cell * row as f64]
    };
    // A border is drawn from its own seed, so that both neighbours draw the same one. It stays
    // within a third of a cell and thus clear of the borders across.
    let border = |column: usize, row: usize, upright: bool| {
        let outer = if upright { column.is_multiple_of(side) } else { row.is_multiple_of(side) };
        let number = 2 * (row * (side + 1) + column) + usize::from(upright);
        let mut random = Random(number as u64);
        let start = corner(column, row);
        let mut points = vec![start];
        for step in 1..=WIGGLES {
            let part = step as f64 / (WIGGLES + 1) as f64;
            let aside = if outer { 0.0 } else { part.min(1.0 - part) * random.signed() / 1.5 };
            let (along, aside) = (cell * part, cell * aside);
            let [dx, dy] = if upright { [aside, along] } else { [along, aside] };
            points.push([start[0] + dx, start[1] + dy].map(|metres| (metres * 1e3).round() / 1e3));
        }
        points
    };
    let mut text = String::from(r#"{"type":"FeatureCollection","features":["#);
    for row in 0..side {
        for column in 0..side {
            // Counter-clockwise: below, right, above and left; the last two are drawn backwards.
            let mut ring = border(column, row, false);
            ring.extend(border(column + 1, row, true));
            for (mut back, end) in [
                (border(column, row + 1, false), corner(column + 1, row + 1)),
                (border(column, row, true), corner(column, row + 1)),
            ] {
                back.remove(0);
                ring.push(end);
                ring.extend(back.into_iter().rev());
            }
            ring.push(corner(column, row));
            let points: Vec<String> = ring.iter().map(|[x, y]| format!("[{x},{y}]")).collect();
            let comma = if row + column == 0 { "" } else { "," };
            let at = row * side + column;
            write!(
                text,
                r#"{comma}{{"type":"Feature","properties":{{"buurtcode":"BU{at:08}","buurtnaam":"Buurt {at}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
                points.join(",")
            )
            .expect("text grows");
        }
    }
    text + "]}"
}

/// The table of homes by column.
struct Homes {
    id: Vec<String>,
    corporation: Vec<&'static str>,
    label: Vec<&'static str>,
    home_roof: Vec<bool>,
    shed_roof: Vec<bool>,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Homes {
    fn new(n: usize, order: Order) -> Homes {
        let mut random = Random(28992);
        let mut rows: Vec<usize> = (0..n).collect();
        if let Order::Shuffled = order {
            for last in (1..n).rev() {
                rows.swap(last, random.below(last + 1));
            }
        }
        let mut homes = Homes {
            id: Vec::new(),
            corporation: Vec::new(),
            label: Vec::new(),
            home_roof: Vec::new(),
            shed_roof: Vec::new(),
            x: Vec::new(),
            y: Vec::new(),
        };
        for row in rows {
            let mut cluster = Random((row / CLUSTER) as u64);
            let mut own = Random((1 << 40) + row as u64);
            homes.id.push(format!("VHE{row:09}"));
            homes.corporation.push(CORPORATIONS[3 * row / n]);
            let mut metres = |from: f64| {
                let place =
                    from + 200.0 + (LENGTH - 400.0) * cluster.fraction() + 150.0 * own.signed();
                (place * 1e3).round() / 1e3
            };
            homes.x.push(metres(ORIGIN[0]));
            homes.y.push(metres(ORIGIN[1]));
            homes.label.push(LABELS[own.below(LABELS.len())]);
            homes.home_roof.push(own.below(16) == 0);
            homes.shed_roof.push(own.below(11) == 0);
        }
        homes
    }

    fn csv(&self) -> String {
        let mut text = String::from("id,corporatie,label,asbest_woning,asbest_schuur,x,y\n");
        for at in 0..self.id.len() {
            writeln!(
                text,
                "{},{},{},{},{},{},{}",
                self.id[at],
                self.corporation[at],
                self.label[at],
                self.home_roof[at],
                self.shed_roof[at],
                self.x[at],
                self.y[at]
            )
            .expect("text grows");
        }
        text
    }

    fn frame(&self) -> DataFrame {
        let columns = vec![
            Series::new("id".into(), &self.id).into(),
            Series::new("corporatie".into(), &self.corporation).into(),
            Series::new("label".into(), &self.label).into(),
            Series::new("asbest_woning".into(), &self.home_roof).into(),
            Series::new("asbest_schuur".into(), &self.shed_roof).into(),
            Series::new("x".into(), &self.x).into(),
            Series::new("y".into(), &self.y).into(),
        ];
        DataFrame::new(self.id.len(), columns).expect("columns of one length")
    }
}
