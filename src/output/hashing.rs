//! The inputs are hashed beside the run, by a thread of its own.
//!
//! Where that would only take turns with the threads of the run, homes in a text are hashed as they are
//! read, by the thread that reads them; whatever of them is not shown is read afterwards.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

use sha2::{Digest, Sha256};

use crate::config::Config;
use crate::read::{self, Onlooker};

use super::hex;
use super::input_hashes::{FileHash, Hashes};
use super::unchanged::parts_of;

/// Bytes that are read at a time; they stay in the cache of one core.
const BUFFER_BYTES: usize = 256 << 10;

/// Threads of a run up to which one more would only take turns with them. Hashing goes through a file
/// from front to back, so with more threads of the run the others would wait for the one that hashes.
const FEW_THREADS: usize = 2;

/// Hashes the files of a configuration, from the start of a run on.
///
/// A file that cannot be read is passed over: what is wrong with it is for its reader to tell, or
/// for [`Hashes::of_input`] at the end.
#[derive(Debug)]
pub struct HashingInputs {
    stop: Arc<AtomicBool>,
    threads: Mutex<Vec<JoinHandle<Known>>>,
    /// Files that are hashed as they are shown, as far as they were.
    shown: Mutex<HashMap<PathBuf, Hashing>>,
}

type Known = HashMap<PathBuf, FileHash>;

impl HashingInputs {
    /// Starts to hash every file that `config` names, areas first.
    pub fn start(config: &Config) -> HashingInputs {
        HashingInputs::start_beside(config, rayon::current_num_threads())
    }

    /// The same beside so many threads.
    fn start_beside(config: &Config, n_threads: usize) -> HashingInputs {
        let homes = config.dwellings.iter().map(|file| config.resolve(&file.path));
        let homes =
            homes.filter(|path| n_threads <= FEW_THREADS && path.is_file() && read::is_text(path));
        let shown: HashMap<PathBuf, Hashing> =
            homes.filter_map(|path| Some((path.clone(), Hashing::open(&path).ok()?))).collect();
        let files: Vec<PathBuf> = config
            .input_paths()
            .flat_map(|path| std::iter::once(path.clone()).chain(parts_of(&path)))
            .filter(|path| !shown.contains_key(path))
            .collect();
        let hashing = HashingInputs {
            stop: Arc::default(),
            threads: Mutex::default(),
            shown: Mutex::new(shown),
        };
        hashing.spawn(move |stops| {
            let mut known = Known::new();
            for path in files {
                // What is no plain file may be readable once, and that is for its reader.
                if !known.contains_key(&path)
                    && path.is_file()
                    && let Ok(hash) = hash(&path, stops)
                {
                    known.insert(path, hash);
                }
            }
            known
        });
        hashing
    }

    /// Hashes on a thread; without one every file is hashed when it is asked for.
    fn spawn(&self, work: impl FnOnce(&dyn Fn() -> bool) -> Known + Send + 'static) {
        let stop = Arc::clone(&self.stop);
        let work = move || work(&|| stop.load(Ordering::Relaxed));
        let thread = Builder::new().name("hash the inputs".to_owned()).spawn(work).ok();
        held(&self.threads).extend(thread);
    }

    /// Waits for what is still to be hashed.
    pub fn finish(self) -> Hashes {
        let threads = std::mem::take(&mut *held(&self.threads));
        let known = threads.into_iter().filter_map(|thread| thread.join().ok()).flatten();
        let mut known: Known = known.collect();
        // Files that nobody left were not read.
        for (path, mut hashing) in std::mem::take(&mut *held(&self.shown)) {
            if hashing.read_through(u64::MAX, || false).is_ok() {
                known.insert(path, hashing.finish());
            }
        }
        Hashes { known }
    }
}

impl Onlooker for HashingInputs {
    fn sees(&self, path: &Path, at: u64, bytes: &[u8]) {
        if let Some(hashing) = held(&self.shown).get_mut(path)
            && hashing.read_through(at, || false).is_ok()
        {
            hashing.take(at, bytes);
        }
    }

    fn leaves(&self, path: &Path) {
        let hashing = held(&self.shown).remove(path);
        if let Some(mut hashing) = hashing {
            let path = path.to_owned();
            self.spawn(move |stops| {
                let rest = hashing.read_through(u64::MAX, stops);
                rest.map(|()| (path, hashing.finish())).into_iter().collect()
            });
        }
    }
}

impl Drop for HashingInputs {
    /// A run that ends without a result does not wait for hashes.
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in std::mem::take(&mut *held(&self.threads)) {
            let _ = thread.join();
        }
    }
}

fn held<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that is hashed from front to back.
#[derive(Debug)]
struct Hashing {
    file: File,
    /// Where in the file `file` stands.
    file_at: u64,
    digest: Sha256,
    /// How much is hashed.
    at: u64,
}

impl Hashing {
    fn open(path: &Path) -> io::Result<Hashing> {
        Ok(Hashing { file: File::open(path)?, file_at: 0, digest: Sha256::new(), at: 0 })
    }

    /// Reads and hashes what is not hashed yet before this place, or the end of the file.
    fn read_through(&mut self, end: u64, stops: impl Fn() -> bool) -> io::Result<()> {
        let mut buffer = Vec::new();
        while self.at < end {
            if stops() {
                return Err(io::Error::other("nobody waits for the hash"));
            }
            if self.file_at != self.at {
                self.file_at = self.file.seek(SeekFrom::Start(self.at))?;
            }
            buffer.resize(BUFFER_BYTES, 0);
            let most = usize::try_from(end - self.at).map_or(BUFFER_BYTES, |n| n.min(BUFFER_BYTES));
            let read = match self.file.read(&mut buffer[..most]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            if read == 0 {
                break;
            }
            self.digest.update(&buffer[..read]);
            self.at += read as u64;
            self.file_at = self.at;
        }
        Ok(())
    }

    /// Hashes what of these bytes, which stand at this place, is not hashed yet; nothing where bytes
    /// before them are not.
    fn take(&mut self, at: u64, bytes: &[u8]) {
        let known = self.at.checked_sub(at).and_then(|known| usize::try_from(known).ok());
        if let Some(new) = known.and_then(|known| bytes.get(known..)) {
            self.digest.update(new);
            self.at += new.len() as u64;
        }
    }

    fn finish(self) -> FileHash {
        FileHash { bytes: self.at, sha256: hex(&self.digest.finalize()) }
    }
}

/// The hash of a file, unless `stops` says that nobody waits for it.
pub(super) fn hash(path: &Path, stops: impl Fn() -> bool) -> io::Result<FileHash> {
    let mut hashing = Hashing::open(path)?;
    hashing.read_through(u64::MAX, stops)?;
    Ok(hashing.finish())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::input_hashes::InputHash;

    use super::*;

    /// SHA-256 of `abc`, from FIPS 180-2.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn config(folder: &Path) -> Config {
        let text = "name = \"x\"\nreference_date = 2025-01-01\n\
                    [areas]\nyear = 2025\nlevels = [\"buurt\"]\n[areas.buurt]\npath = \"areas.shp\"\n\
                    [[dwellings]]\npath = \"homes.csv\"\n[dwellings.columns]\nid = \"id\"\n";
        let mut config: Config = toml::from_str(text).unwrap();
        config.folder = folder.to_owned();
        config
    }

    #[test]
    fn files_beside_a_shapefile_count_as_part_of_it() {
        let home = tempfile::tempdir().unwrap();
        for name in ["areas.shp", "areas.DBF", "areas.prj", "homes.csv"] {
            fs::write(home.path().join(name), "abc").unwrap();
        }
        let hashes = HashingInputs::start(&config(home.path())).finish();
        assert_eq!(hashes.known.len(), 4);
        let abc = FileHash { bytes: 3, sha256: ABC.to_owned() };
        let with = [("areas.DBF".to_owned(), abc.clone()), ("areas.prj".to_owned(), abc.clone())];
        let of = |name: &str| hashes.of_input(&home.path().join(name)).unwrap();
        assert_eq!(of("areas.shp"), InputHash { own: abc.clone(), with: with.to_vec() });
        assert_eq!(of("homes.csv"), InputHash { own: abc, with: Vec::new() });
    }

    #[test]
    fn a_file_that_is_not_there_at_the_start_may_be_there_at_the_end() {
        let home = tempfile::tempdir().unwrap();
        let hashes = HashingInputs::start(&config(home.path())).finish();
        let homes = home.path().join("homes.csv");
        assert!(hashes.of_input(&homes).is_err());
        fs::write(&homes, "abc").unwrap();
        assert_eq!(hashes.of_input(&homes).unwrap().own.sha256, ABC);
    }

    #[test]
    fn the_hash_of_a_large_file_is_that_of_all_its_parts() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("large");
        let bytes = vec![7; 2 * BUFFER_BYTES + 1];
        fs::write(&path, &bytes).unwrap();
        let found = hash(&path, || false).unwrap();
        assert_eq!(found.bytes, bytes.len() as u64);
        assert_eq!(found.sha256, hex(&Sha256::digest(&bytes)));
    }

    #[test]
    fn what_is_shown_is_hashed_and_what_is_not_is_read() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("homes.csv");
        let bytes: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).map(|b| b | 32).collect();
        fs::write(&path, &bytes).unwrap();
        // Parts from a place through another: none, all, and some that overlap or come too late.
        let some = vec![(7, 90), (90, 1000), (5000, 300_000), (200, 6000)];
        for parts in [vec![], vec![(0, 400_000)], some] {
            for n_threads in [1, 2, 3] {
                let hashing = HashingInputs::start_beside(&config(home.path()), n_threads);
                for &(from, through) in &parts {
                    let part = &bytes[from..through];
                    hashing.sees(&home.path().join("other.csv"), 0, part);
                    hashing.sees(&path, from as u64, part);
                }
                hashing.leaves(&path);
                let found = hashing.finish().known[&path].clone();
                assert_eq!((found.bytes, found.sha256), (400_000, hex(&Sha256::digest(&bytes))));
            }
        }
    }

    #[test]
    fn the_parts_of_a_file_follow_each_other_whatever_is_shown() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("homes.csv");
        fs::write(&path, "abc").unwrap();
        let mut hashing = Hashing::open(&path).unwrap();
        hashing.take(1, b"bc"); // what comes before it is not hashed
        assert_eq!(hashing.at, 0);
        hashing.take(0, b"ab");
        hashing.take(0, b"a");
        hashing.take(1, b"bc");
        hashing.read_through(u64::MAX, || false).unwrap();
        assert_eq!(hashing.finish(), FileHash { bytes: 3, sha256: ABC.to_owned() });
    }

    #[test]
    fn nobody_waits_for_hashes_of_a_run_that_ends() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("homes.csv"), "abc").unwrap();
        drop(HashingInputs::start(&config(home.path())));
    }
}
