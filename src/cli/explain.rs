//! `spreiding explain CODE`: what a finding means and how to mend it, and what the key figures hold.

use clap::Args;

use super::{Format, Voice, json, say};
use crate::Error;
use crate::config::Language;
use crate::diagnostics::{ALL, Entry, Text, did_you_mean, entry};
use crate::layers;

/// Tells what a code in the messages means and how to mend it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  spreiding explain I050
  spreiding explain I050 --language nl
  spreiding explain                      every code with its title
  spreiding explain kerncijfers.json     what it holds, as JSON Schema")]
pub(super) struct Explain {
    /// Code, such as I050; or `kerncijfers.json`.
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

/// The kinds of findings by the letter of their codes, in the order in which they are listed.
const KINDS: [(char, Text); 6] = [
    ('I', Text { en: "Input files", nl: "Invoerbestanden" }),
    ('G', Text { en: "Areas and places", nl: "Gebieden en plekken" }),
    ('K', Text { en: "The configuration", nl: "De configuratie" }),
    ('D', Text { en: "Protection of persons", nl: "Bescherming van personen" }),
    ('R', Text { en: "The rules of a run", nl: "De regels van een run" }),
    ('U', Text { en: "What is written", nl: "Wat er geschreven wordt" }),
];

/// The page of one code: what it is, and how to mend it.
fn page(entry: &Entry, dutch: bool) -> String {
    let told = |text: Text| text.told(dutch);
    let (title, outcome) = (told(entry.title), told(entry.outcome.word()));
    let mut page = format!("{}  {title}  ({outcome})\n\n{}", entry.code, told(entry.meaning));
    for (heading, text) in entry.mends() {
        page += &format!("\n\n{}\n{}", told(heading), indented(told(text)));
    }
    page
}

/// The lines two blanks to the right; empty ones stay empty.
fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| match line {
        "" => String::new(),
        line => format!("  {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Every code with what becomes of the rows and its title, by kind.
fn list(dutch: bool) -> String {
    let mut list = String::new();
    for (letter, kind) in KINDS {
        list += &format!("{}\n", kind.told(dutch));
        for entry in ALL.iter().filter(|entry| entry.code.starts_with(letter)) {
            let (outcome, title) = (entry.outcome.word().told(dutch), entry.title.told(dutch));
            list += &format!("  {}  {outcome:<10}  {title}\n", entry.code);
        }
        list.push('\n');
    }
    list + Text {
        en: "The page of one code: spreiding explain I050",
        nl: "De pagina van een code: spreiding explain I050 --language nl",
    }
    .told(dutch)
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
            say(list(dutch));
            return Ok(());
        };
        if code.trim_end_matches(".json").eq_ignore_ascii_case("kerncijfers") {
            say(json::pretty(&layers::key_figures_schema()));
            return Ok(());
        }
        let entry = entry(&code).ok_or_else(|| Error::UnknownCode {
            close: did_you_mean(&code, ALL.iter().map(|entry| entry.code)).map(str::to_owned),
            code,
        })?;
        say(if as_json { json::pretty(&json::page(entry)) } else { page(entry, dutch) });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_list_fit_80_columns() {
        for dutch in [false, true] {
            let pages = ALL.iter().map(|entry| page(entry, dutch));
            for text in pages.chain([list(dutch)]) {
                let wide = text.lines().find(|line| line.chars().count() > 80);
                assert_eq!(wide, None);
            }
        }
    }
}
