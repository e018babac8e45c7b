//! `spreiding explain CODE`: what a finding means and how to mend it.

use clap::Args;

use super::{Format, Voice, json, say};
use crate::Error;
use crate::config::Language;
use crate::diagnostics::{ALL, Entry, did_you_mean, entry};

/// Tells what a code in the messages means and how to mend it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  spreiding explain I050
  spreiding explain          every code with its title")]
pub(super) struct Explain {
    /// Code, such as I050.
    code: Option<String>,
    /// Language of the page.
    #[arg(long, value_name = "nl|en", default_value = "en", value_parser = language)]
    language: Language,
}

/// A language by its code.
fn language(code: &str) -> Result<Language, &'static str> {
    match code {
        "nl" => Ok(Language::Nl),
        "en" => Ok(Language::En),
        _ => Err("write nl or en"),
    }
}

/// The page of one code: what it is, and how to mend it.
fn page(entry: &Entry, dutch: bool) -> String {
    let told = |text: crate::diagnostics::Text| text.told(dutch);
    let mut page =
        format!("{}  {}  ({})", entry.code, told(entry.title), told(entry.outcome.word()));
    let headings = if dutch { ["In Excel", "In een CSV"] } else { ["In Excel", "In a CSV"] };
    page += &format!("\n\n{}", told(entry.meaning));
    for (heading, text) in headings.into_iter().zip([entry.excel, entry.csv]) {
        if !told(text).is_empty() {
            page += &format!("\n\n{heading}\n{}", told(text));
        }
    }
    page
}

impl Explain {
    pub(super) fn run(self, voice: &Voice) -> Result<(), Error> {
        let dutch = self.language == Language::Nl;
        let as_json = voice.format == Format::Json;
        let Some(code) = self.code else {
            if as_json {
                let pages: Vec<_> = ALL.iter().map(|entry| json::page(entry)).collect();
                say(json::pretty(&pages.into()));
                return Ok(());
            }
            for entry in ALL {
                say(format_args!("{}  {}", entry.code, entry.title.told(dutch)));
            }
            return Ok(());
        };
        let entry = entry(&code).ok_or_else(|| Error::UnknownCode {
            close: did_you_mean(&code, ALL.iter().map(|entry| entry.code)).map(str::to_owned),
            code,
        })?;
        say(if as_json { json::pretty(&json::page(entry)) } else { page(entry, dutch) });
        Ok(())
    }
}
