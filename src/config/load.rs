//! From the text of `spreiding.toml` to a [`Config`], with errors that point at the line.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Entry, codes, did_you_mean};

use super::{Config, FileState, validate};

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}\n  write one, or see an example: spreiding demo", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is no TOML, or a value has the wrong type.
    #[error("{}{}: {detail}", path.display(), at_line(*line))]
    Form {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: Option<usize>,
        /// What stands there and what was expected.
        detail: String,
    },
    /// A key that does not exist.
    #[error("unknown key `{key}` in {}{}{}", path.display(), at_line(*line), hint(key, known))]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: Option<usize>,
        /// The key as typed.
        key: String,
        /// The keys that can stand there.
        known: Vec<String>,
    },
    /// A value that cannot be.
    #[error("{}{}: `{key}` {problem}", path.display(), at_line(*line))]
    Value {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: Option<usize>,
        /// The key, with the tables it stands in.
        key: String,
        /// What is wrong and what to write instead.
        problem: String,
    },
    /// Values that cannot go together.
    #[error("{}{}: `{key}` {problem}", path.display(), at_line(*line))]
    Coded {
        /// The page of the catalogue about it.
        entry: &'static Entry,
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: Option<usize>,
        /// The key, with the tables it stands in.
        key: String,
        /// What is wrong and what to write instead.
        problem: String,
    },
}

impl ConfigError {
    /// The page of the catalogue about it.
    pub fn entry(&self) -> &'static Entry {
        match self {
            ConfigError::Open { .. } => &codes::CONFIG_OPEN,
            ConfigError::Form { .. } => &codes::CONFIG_FORM,
            ConfigError::UnknownKey { .. } => &codes::CONFIG_KEY,
            ConfigError::Value { .. } => &codes::CONFIG_VALUE,
            ConfigError::Coded { entry, .. } => entry,
        }
    }
}

fn at_line(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(", line {line}"))
}

fn hint(key: &str, known: &[String]) -> String {
    match did_you_mean(key, known.iter().map(String::as_str)) {
        Some(close) => format!("\n  did you mean `{close}`?"),
        None => format!("\n  expected one of: {}", known.join(", ")),
    }
}

/// Reads and validates a configuration.
pub(super) fn load(path: &Path) -> Result<Config, ConfigError> {
    let state = FileState::of(path);
    let text = std::fs::read(path)
        .and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| {
                io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8; save it as UTF-8")
            })
        })
        .map_err(|source| ConfigError::Open { path: path.to_owned(), source })?;
    let mut config = parse(path, &text)?;
    let parent = path.parent().unwrap_or(Path::new(""));
    parent.clone_into(&mut config.folder);
    config.file = state.map(|state| (path.to_owned(), state));
    validate::validate(&config).map_err(|fault| match fault {
        validate::Fault::Key { key, known } => ConfigError::UnknownKey {
            path: path.to_owned(),
            line: line_of_key(&text, &key),
            key,
            known,
        },
        validate::Fault::Value { key, problem } => ConfigError::Value {
            path: path.to_owned(),
            line: line_of_key(&text, key.rsplit('.').next().unwrap_or(&key))
                .or_else(|| line_of_table(&text, &key)),
            key,
            problem,
        },
        validate::Fault::Coded { entry, key, problem } => ConfigError::Coded {
            entry,
            path: path.to_owned(),
            line: line_of_table(&text, &key),
            key,
            problem,
        },
    })?;
    Ok(config)
}

fn parse(path: &Path, text: &str) -> Result<Config, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1);
        match unknown_key(error.message()) {
            Some((key, known)) => {
                ConfigError::UnknownKey { path: path.to_owned(), line, key, known }
            }
            None => ConfigError::Form {
                path: path.to_owned(),
                line,
                detail: error.message().trim().to_owned(),
            },
        }
    })
}

/// The key and its alternatives from serde's message: "unknown field `a`, expected one of `b`, `c`".
fn unknown_key(message: &str) -> Option<(String, Vec<String>)> {
    let rest = message.strip_prefix("unknown field ")?;
    let mut names = rest.split('`').skip(1).step_by(2).map(str::to_owned);
    let key = names.next()?;
    Some((key, names.collect()))
}

/// The first line, from 1, on which `key` is set.
fn line_of_key(text: &str, key: &str) -> Option<usize> {
    let sets_key = |line: &str| {
        let before = line.split('=').next().unwrap_or("");
        line.contains('=') && before.trim().rsplit('.').next() == Some(key)
    };
    text.lines().position(sets_key).map(|at| at + 1)
}

/// The first line, from 1, that opens a table of this name.
fn line_of_table(text: &str, table: &str) -> Option<usize> {
    let opens = |line: &str| {
        let name = line.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
        name.is_some_and(|(name, _)| name.trim_start_matches('[').trim() == table)
    };
    text.lines().position(opens).map(|at| at + 1)
}
