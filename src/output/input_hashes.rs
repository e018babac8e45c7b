//! Size and SHA-256 of the inputs, made while the run is going on.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, JoinHandle};

use sha2::{Digest, Sha256};

use crate::config::Config;

use super::hex;

/// Bytes that are read at a time; they stay in the cache of one core.
const BUFFER_BYTES: usize = 256 << 10;

/// Size and SHA-256 of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileHash {
    /// Size.
    pub bytes: u64,
    /// SHA-256 as lower-case hexadecimal digits.
    pub sha256: String,
}

/// Hash of an input and of the files that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputHash {
    /// Of the file itself.
    pub own: FileHash,
    /// By name, the table, the projection and the encoding of a shapefile.
    pub with: Vec<(String, FileHash)>,
}

/// A thread that hashes the files of a configuration, from the start of a run on.
///
/// A file that it cannot read is passed over: what is wrong with it is for its reader to tell, or
/// for [`Hashes::of_input`] at the end.
#[derive(Debug)]
pub struct HashingInputs {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<HashMap<PathBuf, FileHash>>>,
}

impl HashingInputs {
    /// Starts to hash every file that `config` names, areas first.
    pub fn start(config: &Config) -> HashingInputs {
        let files: Vec<PathBuf> = config
            .input_paths()
            .flat_map(|path| std::iter::once(path.clone()).chain(beside(&path)))
            .collect();
        let stop = Arc::new(AtomicBool::new(false));
        let asked_to_stop = Arc::clone(&stop);
        let hash_all = move || {
            let mut known = HashMap::new();
            for path in files {
                // What is no plain file may be readable once, and that is for its reader.
                if !known.contains_key(&path)
                    && path.is_file()
                    && let Ok(hash) = hash(&path, &asked_to_stop)
                {
                    known.insert(path, hash);
                }
            }
            known
        };
        // Without a thread every file is hashed when it is asked for.
        let thread = Builder::new().name("hash the inputs".to_owned()).spawn(hash_all).ok();
        HashingInputs { stop, thread }
    }

    /// Waits for what is still to be hashed.
    pub fn finish(mut self) -> Hashes {
        let known = self.thread.take().and_then(|thread| thread.join().ok());
        Hashes { known: known.unwrap_or_default() }
    }
}

impl Drop for HashingInputs {
    /// A run that ends without a result does not wait for hashes.
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The hashes of a run.
#[derive(Debug)]
pub struct Hashes {
    known: HashMap<PathBuf, FileHash>,
}

impl Hashes {
    /// The hash of an input; it is made here if the file was not named by the configuration or
    /// could not be read before.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn of_input(&self, path: &Path) -> io::Result<InputHash> {
        let with = beside(path).into_iter().filter_map(|path| {
            let hash = self.of(&path).ok()?;
            Some((path.file_name()?.to_string_lossy().into_owned(), hash))
        });
        Ok(InputHash { own: self.of(path)?, with: with.collect() })
    }

    fn of(&self, path: &Path) -> io::Result<FileHash> {
        match self.known.get(path) {
            Some(hash) => Ok(hash.clone()),
            None => hash(path, &AtomicBool::new(false)),
        }
    }
}

/// The files beside a shapefile that say its attributes, projection and encoding.
fn beside(path: &Path) -> Vec<PathBuf> {
    let is_shapefile = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("shp"));
    let endings = if is_shapefile { ["dbf", "prj", "cpg"].as_slice() } else { &[] };
    let found = endings.iter().filter_map(|ending| {
        let upper = ending.to_uppercase();
        let either = [*ending, upper.as_str()].map(|ending| path.with_extension(ending));
        either.into_iter().find(|path| path.is_file())
    });
    found.collect()
}

fn hash(path: &Path, stop: &AtomicBool) -> io::Result<FileHash> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    let mut bytes = 0;
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("nobody waits for the hash"));
        }
        let read = match file.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if read == 0 {
            return Ok(FileHash { bytes, sha256: hex(&digest.finalize()) });
        }
        digest.update(&buffer[..read]);
        bytes += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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
        let found = hash(&path, &AtomicBool::new(false)).unwrap();
        assert_eq!(found.bytes, bytes.len() as u64);
        assert_eq!(found.sha256, hex(&Sha256::digest(&bytes)));
    }
}
