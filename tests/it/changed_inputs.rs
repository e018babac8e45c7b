//! An input that is another at the end of a run than at its start gives no result.

use std::fs::{self, File};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::toytown::{Ran, Toytown};

fn town() -> Toytown {
    let ids: Vec<String> = (0..2000).map(|at| at.to_string()).collect();
    let homes: Vec<(&str, f64, f64, &str)> =
        ids.iter().map(|id| (id.as_str(), 50.0, 50.0, "D")).collect();
    Toytown::with_dwellings(&homes)
}

/// Runs the program while `change` is done to a file again and again.
fn run_while(
    town: &Toytown,
    arguments: &[&str],
    path: &Path,
    change: impl Fn(&Path) + Sync,
) -> Ran {
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                change(path);
                thread::sleep(Duration::from_millis(1));
            }
        });
        let ran = town.run_with(arguments, &[]);
        ended.store(true, Ordering::Relaxed);
        ran
    })
}

/// Gives a file the time of now, and leaves what stands in it.
fn touch(path: &Path) {
    let file = File::options().append(true).open(path).unwrap();
    file.set_modified(SystemTime::now()).unwrap();
}

/// Puts an equal file in the place of a file, with its time. The file before stays under another name, so
/// that no later one gets its number.
fn replace(path: &Path) {
    static REPLACED: AtomicUsize = AtomicUsize::new(0);
    let before = format!("before-{}", REPLACED.fetch_add(1, Ordering::Relaxed));
    fs::hard_link(path, path.with_extension(before)).unwrap();
    let copy = path.with_extension("copy");
    fs::copy(path, &copy).unwrap();
    let modified = fs::metadata(path).unwrap().modified().unwrap();
    File::options().append(true).open(&copy).unwrap().set_modified(modified).unwrap();
    fs::rename(copy, path).unwrap();
}

#[test]
fn a_changed_input_stops_and_leaves_an_earlier_result_as_it_was() {
    let town = town();
    town.run_well(&["run"]);
    let before = town.result_files();
    for name in ["dwellings.csv", "buurten.geojson", "spreiding.toml"] {
        for command in ["run", "check"] {
            let ran = run_while(&town, &[command], &town.path(name), touch);
            assert_eq!(ran.code, 1, "{name}, {command}: {}", ran.stderr);
            let told = ran.told();
            assert!(told.contains("I090") && told.contains(name), "{told}");
            assert!(told.contains("was changed while it was read"), "{told}");
            assert!(before == town.result_files());
        }
    }
    town.run_well(&["run"]);
}

#[cfg(unix)]
#[test]
fn a_file_put_in_the_place_of_an_input_stops() {
    let town = town();
    let ran = run_while(&town, &["run"], &town.path("dwellings.csv"), replace);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.told().contains("another file took its place"), "{}", ran.stderr);
    assert!(!town.path("out").exists());
}

#[test]
fn files_that_are_no_inputs_may_change() {
    let town = town().file("other.csv", "x");
    let ran = run_while(&town, &["run"], &town.path("other.csv"), touch);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}
