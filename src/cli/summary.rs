//! What a run prints: accounts and findings to standard error, key figures and what to open to
//! standard output. At most eighty columns.

use crate::diagnostics::{Finding, Outcome};
use crate::disclose::{Audience, Cell, PublishedIndicator, Release, Status};
use crate::normalise::InputFile;
use crate::pipeline::Summary;

use super::say;

/// Prints a finished run.
pub(super) fn print(done: &Summary, quiet: bool, verbose: bool) {
    if quiet {
        return;
    }
    for input in &done.inputs {
        eprintln!("{}", account(input));
        for finding in input.findings.iter().filter(|finding| verbose || worth_telling(finding)) {
            eprintln!("{}", wrapped(&finding.to_string()));
        }
    }
    let placed: u64 = done.report.placed();
    let all: u64 = done.report.files.iter().map(|file| file.rows).sum();
    eprintln!("Located {placed} of {all} rows");
    if verbose {
        eprintln!(
            "  file                     rows   home   code     id   addr  point   near  none"
        );
        for file in &done.report.files {
            eprintln!(
                "  {:<22.22} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>5}",
                file.file,
                file.rows,
                file.home,
                file.area,
                file.bag_id,
                file.address,
                file.point,
                file.nearest,
                file.unplaced
            );
        }
    }
    for finding in &done.report.findings {
        eprintln!("{}", wrapped(&format!("{finding}, {}", finding.file)));
    }
    if !done.not_written.is_empty() {
        eprintln!("Not written by this version: {}", done.not_written.join(", "));
    }
    match (&done.release, &done.out) {
        (Some(release), Some(out)) => {
            figures(release);
            if let Some(finest) = done.layers.last() {
                say(format_args!("Open in QGIS:  {}", out.join(finest).display()));
            }
            say(format_args!("All results:   {}", out.display()));
            say(format_args!("For you alone: {}", done.control.display()));
            if release.audience == Audience::Internal {
                say(format_args!("This result is INTERNAL: it holds counts about persons."));
            } else if !release.withheld.is_empty() {
                say(format_args!(
                    "Left out, because it is about persons: {}. With --internal it is written,\n\
                     for those with a legal basis, and marked.",
                    release.withheld.join(", ")
                ));
            }
        }
        _ => {
            say(format_args!("Checked; nothing but this was written:  {}", done.control.display()));
            say(format_args!("Next: spreiding run"));
        }
    }
}

fn worth_telling(finding: &Finding) -> bool {
    !matches!(finding.entry.outcome, Outcome::Note)
}

/// `ymere.csv: 8866 read = 8865 used + 0 rejected + 1 set aside`.
fn account(input: &InputFile) -> String {
    let rows = input.account;
    format!(
        "{}: {} read = {} used + {} rejected + {} set aside",
        input.name, rows.read, rows.used, rows.rejected, rows.set_aside
    )
}

/// A finding on lines of at most eighty columns, indented.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 80;
    let mut lines = vec![String::from(" ")];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a line");
        if line.chars().count() + 1 + word.chars().count() > WIDTH && line.trim() != "" {
            lines.push(format!("        {word}"));
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.join("\n")
}

/// The city's totals, one indicator a line.
fn figures(release: &Release) {
    let homes = release.dwellings.city.by_area[0].get();
    say(format_args!("Social dwellings located: {}", homes.tally.count()));
    for published in &release.indicators {
        say(format_args!("{}", figure(published)));
    }
}

fn figure(published: &PublishedIndicator) -> String {
    let cell: &Cell = published.city.by_area[0].get();
    let tally = cell.tally;
    let id = &published.indicator.id;
    match cell.status() {
        Status::Undefined => format!("  {id:<18} nothing to count"),
        Status::Unknown => format!("  {id:<18} unknown for all {}", tally.unknown()),
        Status::Ok => {
            let percent = 100.0 * tally.share().expect("a denominator");
            let interval = cell.interval.map_or_else(String::new, |(low, high)| {
                format!("  ({:.1}-{:.1})", 100.0 * low, 100.0 * high)
            });
            let unknown = match tally.unknown() {
                0 => String::new(),
                unknown => format!("  {unknown} unknown"),
            };
            format!(
                "  {id:<18} {:>7} of {:>7}  {percent:>5.1}%{interval}{unknown}",
                tally.count(),
                tally.out_of()
            )
        }
    }
}
