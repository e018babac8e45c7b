//! Reads a ledger, and trusts nothing in it that does not follow.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::chain::hash;
use super::{Ledger, LedgerError, PartName, Release};

/// Reads the ledger at `path`; one that is not there is empty, and says so in [`Ledger::found`].
///
/// # Errors
/// A ledger that cannot be read, of which a line is no release, or of which a line does not follow from the
/// one before.
pub fn read(path: &Path) -> Result<Ledger, LedgerError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(source) => return Err(LedgerError::Open { path: path.to_owned(), source }),
    };
    let found = bytes.is_some();
    let bytes = bytes.unwrap_or_default();
    let mut ledger =
        Ledger { path: path.to_owned(), found, releases: Vec::new(), last: String::new() };
    for (at, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        let number = at + 1;
        let whole = line.strip_suffix(b"\n");
        let whole =
            whole.ok_or_else(|| LedgerError::CutOff { path: path.to_owned(), line: number });
        let line = whole?;
        ledger.releases.push(follows(path, number, line, &ledger.last)?);
        ledger.last = hash(line);
    }
    if found && bytes.is_empty() {
        let found = "the file is empty".to_owned();
        return Err(LedgerError::NotJson { path: path.to_owned(), line: 1, found });
    }
    Ok(ledger)
}

/// The release on a line that follows one with the hash `last`.
fn follows(path: &Path, line: usize, bytes: &[u8], last: &str) -> Result<Release, LedgerError> {
    let path = || path.to_owned();
    let not_json = |found: String| LedgerError::NotJson { path: path(), line, found };
    let text = std::str::from_utf8(bytes)
        .map_err(|error| not_json(format!("byte {} is no UTF-8", error.valid_up_to() + 1)))?;
    if text.trim().is_empty() {
        return Err(not_json("the line is empty".to_owned()));
    }
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        return Err(not_json(format!("no JSON at column {}", error.column())));
    }
    let shape = |found: String| LedgerError::Shape { path: path(), line, found };
    let release: Release = serde_json::from_str(text).map_err(|error| {
        // Its place within the one line says nothing more than the column.
        let told = error.to_string();
        let told = told.split(" at line ").next().unwrap_or_default();
        shape(format!("{told} (column {})", error.column()))
    })?;
    let chain = |found: String| LedgerError::Chain { path: path(), line, found };
    if release.previous != last {
        let expected = if last.is_empty() { "nothing" } else { last };
        let found = format!("`previous` is `{}`, where {expected} was expected", release.previous);
        return Err(chain(found));
    }
    if release.release as usize != line {
        let found = format!("`release` is {}, where {line} was expected", release.release);
        return Err(chain(found));
    }
    if text.ends_with('\r') {
        return Err(chain("its line ends are those of Windows".to_owned()));
    }
    if !release.is_text(text) {
        return Err(chain("its text does not have the SHA-256 in `check`".to_owned()));
    }
    sound(&release).map_err(shape)?;
    Ok(release)
}

/// Says what in a release cannot be.
fn sound(release: &Release) -> Result<(), String> {
    if release.program != "spreiding" {
        return Err(format!("`program` is `{}`, where spreiding was expected", release.program));
    }
    let window = release.window.map(|day| day.0);
    if window[0] > window[1] {
        return Err(format!("the window ends on {}, before it begins", window[1]));
    }
    let mut areas = BTreeSet::new();
    let mut levels = Vec::new();
    for area in &release.areas {
        let (level, code) = (area.0, area.1.as_str());
        if levels.last() != Some(&level) {
            if levels.last().is_some_and(|last| *last > level) {
                return Err(format!("{level} {code} stands after finer areas"));
            }
            levels.push(level);
        }
        let above = levels.len().checked_sub(2).map(|above| levels[above]);
        let held = match (above, area.2.as_deref()) {
            (None, None) => true,
            (Some(above), Some(holder)) => areas.contains(&(above, holder)),
            _ => false,
        };
        if !held {
            return Err(format!("{level} {code} has no area of the level above that holds it"));
        }
        if !areas.insert((level, code)) {
            return Err(format!("{level} {code} is there twice"));
        }
    }
    for indicator in &release.indicators {
        let mut seen = BTreeSet::new();
        for cell in &indicator.cells {
            let place = || {
                let area = cell.0.map_or("city".to_owned(), |level| level.to_string());
                let code = cell.1.as_deref().unwrap_or_default();
                format!("cell of {}, {area} {code}, {}", indicator.id, cell.2)
            };
            let known = match (cell.0, cell.1.as_deref()) {
                (None, None) => true,
                (Some(level), Some(code)) => areas.contains(&(level, code)),
                _ => false,
            };
            if !known {
                return Err(format!("{}: no such area", place()));
            }
            if !cell.2.lies_in(window) {
                return Err(format!("{}: no day of it lies in the window", place()));
            }
            if cell.4 == 0 || cell.3.is_some_and(|count| count > cell.4) {
                let told = cell.3.map_or("null".to_owned(), |count| count.to_string());
                return Err(format!("{}: {told} out of {} cannot be", place(), cell.4));
            }
            if matches!(cell.2, PartName::Corporation(None)) && cell.3.is_some() {
                return Err(format!("{}: is never shown", place()));
            }
            if !seen.insert((cell.0, cell.1.as_deref(), &cell.2)) {
                return Err(format!("{}: is there twice", place()));
            }
        }
    }
    Ok(())
}
