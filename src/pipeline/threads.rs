//! How many threads a run is worth.
//!
//! Wherever a loop over coarse things is shared among them it says `with_max_len`: left to itself, Rayon
//! parts a loop into a few pieces for each thread, and parts a piece no further once it is begun, so
//! that one thread may be alone with a quarter of the work while the others wait.

use std::path::Path;

use polars_async::executor::ALLOW_RAYON_THREADS;
use polars_core::runtime::{RAYON, THREAD_POOL};

use crate::config::Config;

/// Bytes of text up to which the inputs are gone through by one thread. For a city of this size a
/// second one takes a fifth more of the processors, and saves no more than a fiftieth of a second.
pub const SMALL_BYTES: u64 = 16 << 20;

/// Does `work` on every thread, or on this one alone where the inputs of `config` are small.
///
/// The threads are those of Polars: with a second pool beside them each would wait for the other.
pub(super) fn enough_for<T: Send>(config: &Config, work: impl FnOnce() -> T + Send) -> T {
    let bytes: u64 = config.input_paths().map(|path| bytes_of_text(&path)).sum();
    let _alone = (bytes <= SMALL_BYTES).then(Alone::begin);
    RAYON.install(work)
}

/// Does `work` on every thread, within [`enough_for`] too: for what takes long whatever the inputs,
/// such as drawing at random.
pub(super) fn all<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    THREAD_POOL.install(work)
}

/// Does `work` beside what comes next, if there is a thread for it, and else now.
pub(super) fn beside(work: impl FnOnce() + Send + 'static) {
    RAYON.spawn(work);
}

/// While it lives, what Polars and Rayon would share among threads is done by the current one.
struct Alone {
    before: bool,
}

impl Alone {
    fn begin() -> Alone {
        Alone { before: ALLOW_RAYON_THREADS.replace(false) }
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        ALLOW_RAYON_THREADS.set(self.before);
    }
}

/// About how many bytes of text a file holds; 0 where there is none to be read.
fn bytes_of_text(path: &Path) -> u64 {
    let packed = path.extension().map_or(1, |ending| match ending.to_ascii_lowercase().to_str() {
        Some("xlsx" | "xlsm" | "xlsb" | "ods" | "zip") => 8,
        Some("parquet") => 4,
        _ => 1,
    });
    path.metadata().map_or(0, |file| if file.is_file() { packed * file.len() } else { 0 })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn alone_means_one_thread_except_for_what_takes_long() {
        let every = THREAD_POOL.current_num_threads();
        let threads = || RAYON.install(rayon::current_num_threads);
        assert_eq!(threads(), every);
        let alone = Alone::begin();
        RAYON.install(|| {
            assert_eq!(threads(), 1);
            assert_eq!(all(rayon::current_num_threads), every);
            assert_eq!(all(threads), every);
        });
        drop(alone);
        assert_eq!(threads(), every);
    }

    #[test]
    fn what_is_packed_counts_for_more_and_what_is_not_there_for_nothing() {
        let home = tempfile::tempdir().unwrap();
        let bytes = |name: &str| bytes_of_text(&home.path().join(name));
        for name in ["homes.csv", "homes.XLSX", "homes.parquet", "homes"] {
            assert_eq!(bytes(name), 0);
            fs::write(home.path().join(name), "abc").unwrap();
        }
        assert_eq!(
            ["homes.csv", "homes.XLSX", "homes.parquet", "homes"].map(bytes),
            [3, 24, 12, 3]
        );
        assert_eq!(bytes_of_text(home.path()), 0);
    }
}
