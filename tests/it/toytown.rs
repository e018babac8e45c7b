//! Toytown: sixteen buurten of 100 by 100 m in four wijken and two stadsdelen.
//!
//! ```text
//!   wijk 03 (West)   wijk 04 (Oost)        BU00340303 BU00340304 | BU00340403 BU00340404
//!                                          BU00340301 BU00340302 | BU00340401 BU00340402
//!   wijk 01 (West)   wijk 02 (Oost)        BU00340103 BU00340104 | BU00340203 BU00340204
//!                                          BU00340101 BU00340102 | BU00340201 BU00340202
//! ```
//! The lower left corner is RD (140000, 480000).

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Lower left corner of the town, RD metres.
pub const ORIGIN: (f64, f64) = (140_000.0, 480_000.0);

/// One square buurt.
pub struct Buurt {
    pub code: String,
    pub wijk: String,
    pub stadsdeel: &'static str,
    pub x: f64,
    pub y: f64,
}

/// The sixteen buurten in order of code.
pub fn buurten() -> Vec<Buurt> {
    let mut all = Vec::new();
    for wijk in 0..4 {
        for buurt in 0..4 {
            let column = 2 * (wijk % 2) + buurt % 2;
            let row = 2 * (wijk / 2) + buurt / 2;
            all.push(Buurt {
                code: format!("BU0034{:02}{:02}", wijk + 1, buurt + 1),
                wijk: format!("WK0034{:02}", wijk + 1),
                stadsdeel: if wijk % 2 == 0 { "West" } else { "Oost" },
                x: ORIGIN.0 + 100.0 * f64::from(column),
                y: ORIGIN.1 + 100.0 * f64::from(row),
            });
        }
    }
    all
}

/// The corners of a buurt, closed, counter-clockwise.
pub fn ring(buurt: &Buurt) -> Vec<[f64; 2]> {
    let (x, y) = (buurt.x, buurt.y);
    vec![[x, y], [x + 100.0, y], [x + 100.0, y + 100.0], [x, y + 100.0], [x, y]]
}

/// The town as GeoJSON in RD metres without a word about it, as many portals ship it.
pub fn geojson() -> String {
    let features: Vec<Value> = buurten()
        .iter()
        .map(|buurt| {
            serde_json::json!({
                "type": "Feature",
                "properties": {
                    "buurtcode": buurt.code,
                    "buurtnaam": format!("Buurt {}", &buurt.code[6..]),
                    "wijkcode": buurt.wijk,
                    "wijknaam": format!("Wijk {}", &buurt.wijk[6..]),
                    "stadsdeel": buurt.stadsdeel,
                    "water": "NEE",
                },
                "geometry": { "type": "Polygon", "coordinates": [ring(buurt)] },
            })
        })
        .collect();
    serde_json::json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// The first half of every configuration: the areas.
pub const AREAS: &str = r#"
name = "Toytown"
reference_date = 2025-12-31
[areas]
year = 2025
levels = ["stadsdeel", "wijk", "buurt"]
[areas.buurt]
path = "buurten.geojson"
[areas.wijk]
code = "wijkcode"
[areas.stadsdeel]
code = "stadsdeel"
"#;

/// A configuration of one file of dwellings located by x and y.
pub const DWELLINGS: &str = r#"
[[dwellings]]
path = "dwellings.csv"
corporation = "Ons Huis"
[dwellings.columns]
id = "id"
x = "x"
y = "y"
energy_label = "label"
"#;

/// What a run of the program gave.
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// The messages with their lines taken together, to look for words that a line end may part.
    pub fn told(&self) -> String {
        self.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A folder with a town in it.
pub struct Toytown {
    folder: tempfile::TempDir,
    /// Whether the last run was internal: names that begin with `out` are then those of its folders.
    internal: Cell<bool>,
}

impl Toytown {
    /// The areas and nothing else.
    pub fn new() -> Toytown {
        let town = Toytown { folder: tempfile::tempdir().unwrap(), internal: Cell::new(false) };
        town.file("buurten.geojson", geojson())
    }

    /// The areas, with dwellings of columns `id;x;y;label`, coordinates from the town's corner.
    pub fn with_dwellings(homes: &[(&str, f64, f64, &str)]) -> Toytown {
        let mut csv = String::from("id;x;y;label\n");
        for (id, x, y, label) in homes {
            csv += &format!("{id};{};{};{label}\n", ORIGIN.0 + x, ORIGIN.1 + y);
        }
        Toytown::new().file("dwellings.csv", csv).config(&format!("{AREAS}{DWELLINGS}"))
    }

    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Toytown {
        fs::write(self.path(name), content).unwrap();
        self
    }

    pub fn config(self, text: &str) -> Toytown {
        self.file("spreiding.toml", text)
    }

    /// Adds to the configuration.
    pub fn more_config(self, text: &str) -> Toytown {
        let before = fs::read_to_string(self.path("spreiding.toml")).unwrap();
        self.config(&format!("{before}\n{text}"))
    }

    /// A file of the town. `out` and `out-controle` stand for the folders of the last run, which are
    /// `out-intern` and `out-intern-controle` of an internal one.
    pub fn path(&self, name: &str) -> PathBuf {
        let rest = name.strip_prefix("out").filter(|rest| {
            rest.is_empty() || rest.starts_with('/') || rest.starts_with("-controle")
        });
        match rest.filter(|_| self.internal.get()) {
            Some(rest) => self.folder.path().join(format!("out-intern{rest}")),
            None => self.folder.path().join(name),
        }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn run(&self) -> Ran {
        self.run_with(&["run"], &[])
    }

    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
        if ["run", "check"].iter().any(|command| arguments.contains(command)) {
            let own_folder = !arguments.contains(&"-o") && arguments.contains(&"--internal");
            self.internal.set(own_folder);
        }
        let output = Command::new(env!("CARGO_BIN_EXE_spreiding"))
            .args(arguments)
            .envs(environment.iter().copied())
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        Ran {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs and asserts that a result was made.
    #[track_caller]
    pub fn run_well(&self, arguments: &[&str]) -> Ran {
        let ran = self.run_with(arguments, &[]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).unwrap()
    }

    /// The properties of the feature with this value in `key`, in a layer of the result.
    #[track_caller]
    pub fn area(&self, layer: &str, key: &str, value: &str) -> Value {
        let layer = self.json(&format!("out/{layer}.geojson"));
        let features = layer["features"].as_array().unwrap();
        let found = features.iter().find(|feature| feature["properties"][key] == value);
        found.unwrap_or_else(|| panic!("no {value}"))["properties"].clone()
    }

    #[track_caller]
    pub fn buurt(&self, code: &str) -> Value {
        self.area("lagen/buurten", "buurtcode", code)
    }

    /// Every file of the result, by path and bytes.
    pub fn result_files(&self) -> Vec<(String, Vec<u8>)> {
        fn below(folder: &Path, prefix: &str, all: &mut Vec<(String, Vec<u8>)>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
                if path.is_dir() {
                    below(&path, &format!("{name}/"), all);
                } else {
                    all.push((name, fs::read(&path).unwrap()));
                }
            }
        }
        let mut all = Vec::new();
        below(&self.path("out"), "", &mut all);
        all.sort();
        all
    }

    /// The files of the result without what names the input files: `run.json`, and the sources of the key
    /// figures.
    pub fn files_without_sources(&self) -> Vec<(String, Vec<u8>)> {
        fn strip(value: &mut serde_json::Value) {
            match value {
                serde_json::Value::Object(members) => {
                    members.retain(|key, _| !["sources", "located_with"].contains(&key.as_str()));
                    members.values_mut().for_each(strip);
                }
                serde_json::Value::Array(values) => values.iter_mut().for_each(strip),
                _ => {}
            }
        }
        let mut files = self.result_files();
        files.retain(|(name, _)| name != "run.json");
        for (_, bytes) in files.iter_mut().filter(|(name, _)| name == "kerncijfers.json") {
            let mut figures: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            strip(&mut figures);
            *bytes = figures.to_string().into_bytes();
        }
        files
    }
}
