//! How a command that failed ends.

use std::io::IsTerminal as _;

use crate::Error;
use crate::diagnostics::visible;
use crate::output::PAGE;

use super::voice::{Format, Voice, say, tell};
use super::wrap::wrapped;
use super::{findings, json};

/// Tells why a command failed: what was found in the files, every reason with its code, and where
/// the details are. When quiet, only the reasons.
pub fn tell_error(error: &Error, voice: &Voice) {
    // What can be computed is told already.
    let is_told = matches!(error, Error::Exposed { .. });
    if voice.format == Format::Json && is_told {
        return;
    }
    if voice.format == Format::Json {
        say(json::failed(error, voice));
        if !voice.verbose {
            return;
        }
    }
    let refusal = match error {
        Error::Refused(refusal) if !voice.quiet => Some(refusal),
        _ => None,
    };
    if let Some(refusal) = refusal {
        let report = refusal.report.as_ref();
        tell(findings::blocks(&refusal.inputs, report, refusal.limit, voice));
    }
    let on_terminal = std::io::stderr().is_terminal();
    for (entry, message) in error.messages() {
        let code = entry.map(|entry| entry.code);
        let head = code.map_or_else(|| "error:".to_owned(), |code| format!("error[{code}]:"));
        let mut lines: Vec<String> = message.lines().map(visible).collect();
        lines.extend(code.map(|code| format!("  more: spreiding explain {code}")));
        if on_terminal {
            for (at, line) in lines.iter_mut().enumerate() {
                *line = folded(line, if at == 0 { head.chars().count() + 1 } else { 0 });
            }
        }
        tell(format_args!("{} {}", voice.failure(&head), lines.join("\n")));
    }
    if let Some(refusal) = refusal {
        let (command, exit) = (voice.command, error.exit_code());
        let page = refusal.control.join(PAGE);
        if let Some(earlier) = &refusal.earlier {
            let told = "still holds the result of an earlier run, not of these files";
            tell(format_args!("{} {told}", earlier.display()));
        }
        tell(format_args!("{command}: refused (exit {exit}).  Details: {}", page.display()));
    }
}

/// A line of a message, which keeps its own indent and hangs two columns further.
fn folded(line: &str, first: usize) -> String {
    let words = line.trim_start_matches(' ');
    let indent = line.len() - words.len();
    format!("{}{}", &line[..indent], wrapped(words, first + indent, indent + 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_message_keeps_its_indent_when_it_is_folded() {
        let line = format!("  columns there: {}", ["kolom"; 14].join(", "));
        let expected = format!(
            "  columns there: {},\n      {}",
            ["kolom"; 9].join(", "),
            ["kolom"; 5].join(", ")
        );
        assert_eq!(folded(&line, 0), expected);
        assert_eq!(folded("  short", 0), "  short");
    }
}
