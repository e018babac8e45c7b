//! How a run that went well ends: findings and accounts to standard error, key figures, the verdict
//! and what to open to standard output. At most eighty columns.

use crate::diagnostics::{Verdict, counted};
use crate::disclose::{Audience, Cell, Coverage, PublishedIndicator, Release, Status};
use crate::model::{Of, Tally};
use crate::output::{PAGE, rejected_names};
use crate::pipeline::Summary;

use super::voice::{Format, Voice, say, tell};
use super::wrap::{WIDTH, wrapped};
use super::{findings, json};

/// What is said where nothing tells how many homes there are in all.
const END_GOAL: &str = "Not measured: the end goal, social homes out of all homes. Say in spreiding.toml where all \
    homes come from: [stock] with the path of a table, or the column of the layer";

/// Tells of a finished run, and the command that comes `next`.
pub(super) fn print(done: &Summary, voice: &Voice, next: Option<&str>) {
    if voice.format == Format::Json {
        say(json::done(done, voice));
    }
    if !voice.tells() {
        return;
    }
    tell(findings::blocks(&done.inputs, Some(&done.report), done.limit, voice));
    let all: u64 = done.report.files.iter().map(|file| file.rows).sum();
    tell(format_args!("Located {} of {}", done.report.placed(), counted(all, "row", "rows")));
    if voice.verbose {
        steps(done);
    }
    if !done.not_written.is_empty() {
        tell(wrapped(
            &format!("Not written by this version: {}", done.not_written.join(", ")),
            0,
            2,
        ));
    }
    if voice.format == Format::Text {
        closing(done, voice, next);
    }
}

/// How many rows of each file every step placed.
fn steps(done: &Summary) {
    tell("  file                     rows   home   code     id   addr  point   near  none");
    for file in &done.report.files {
        tell(format_args!(
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
        ));
    }
}

/// Where everything is, and the verdict as the last line.
fn closing(done: &Summary, voice: &Voice, next: Option<&str>) {
    if let (Some(release), Some(out)) = (&done.release, &done.out) {
        figures(release, done.expired_labels_count);
        if done.end_goal_missing {
            say(wrapped(END_GOAL, 0, 4));
        }
        if let Some(finest) = done.layers.last() {
            say(format_args!("Open in QGIS:  {}", out.join(finest).display()));
        }
        say(format_args!("All results:   {}", out.display()));
        for line in done.gate.iter().flat_map(super::disclosure::lines) {
            say(wrapped(&line, 0, 4));
        }
        if release.audience == Audience::Internal {
            say("This result is INTERNAL: it holds counts about persons.");
        } else if release.indicators.iter().any(|of| of.is_protected)
            || !release.withheld.is_empty()
        {
            say(wrapped(
                "With --internal all of it is written, for those with a legal basis, and marked.",
                0,
                4,
            ));
        }
    }
    say(format_args!("For you alone: {}", done.control.join(PAGE).display()));
    let rejected: Vec<String> = rejected_names(&done.inputs).into_iter().flatten().collect();
    if !rejected.is_empty() {
        say(wrapped(
            &format!("Rejected rows and unreadable cells: {} in that folder", rejected.join(", ")),
            0,
            15,
        ));
    }
    if voice.command != "demo" {
        let verdict = match Verdict::of(done.findings()) {
            Verdict::Ok => "OK.",
            _ => "OK with remarks (exit 0; with --strict 1).",
        };
        let next = next.map_or_else(String::new, |next| format!("  Next: {next}"));
        say(format_args!("{}: {verdict}{next}", voice.command));
    }
}

/// The city's totals, one indicator a line.
fn figures(release: &Release, expired_labels_count: bool) {
    let homes = release.dwellings.city.by_area[0].get();
    say(format_args!("Social dwellings located: {}", homes.count().unwrap_or(0)));
    if let Some(told) = without_place(release) {
        say(wrapped(&told, 0, 4));
    }
    for published in &release.indicators {
        say(format_args!("{}", figure(published)));
    }
    let spread = |published: &PublishedIndicator| {
        for line in super::spread::lines(published, &release.levels) {
            say(wrapped(&line, 0, 4));
        }
    };
    let of_all = |published: &&PublishedIndicator| published.indicator.of == Of::Homes;
    release.indicators.iter().filter(of_all).for_each(spread);
    if let Some(line) = expired_beside_valid(release, expired_labels_count) {
        say(wrapped(&line, 0, 4));
    }
    release.indicators.iter().filter(|published| !of_all(published)).for_each(spread);
    for of in &release.reach {
        say(wrapped(&super::reach::line(of.get()), 0, 4));
    }
    if let Some(found) = &release.coincidences {
        for line in super::spread::opportunities(found.get()) {
            say(wrapped(&line, 0, 4));
        }
    }
    if let Some(production) = &release.production {
        for line in super::production::lines(production.get()) {
            say(wrapped(&line, 0, 4));
        }
    }
    // Where a share of lettings stands, what counts as urgent and what is left out stands too.
    for published in &release.indicators {
        if published.indicator.of == Of::Placements {
            let definition =
                format!("{}: {}", published.indicator.id, published.indicator.defined(false));
            say(format_args!("  {}", wrapped(&definition, 2, 4)));
        }
    }
}

/// `Without a place: 12 of 400 homes, 1 of 80 roofs`; `None` where all have one.
fn without_place(release: &Release) -> Option<String> {
    let lost = release.coverage.iter().filter(|covered| covered.unplaced > 0);
    let told: Vec<String> = lost
        .map(|Coverage { of, used, unplaced }| {
            let [one, many] = match of {
                Of::Dwellings => ["home", "homes"],
                Of::Placements => ["placement", "placements"],
                Of::Roofs => ["roof", "roofs"],
                Of::Homes => ["home", "homes"],
            };
            format!("{unplaced} of {}", counted(*used, one, many))
        })
        .collect();
    (!told.is_empty())
        .then(|| format!("Without a place, and in none of these numbers: {}", told.join(", ")))
}

/// `label_d: 503 valid, 12 more expired`, so that a falling count says whether homes were renovated or
/// labels ran out; `None` where one of the two is left out.
fn expired_beside_valid(release: &Release, expired_labels_count: bool) -> Option<String> {
    let tally = |id: &str| {
        let found = release.indicators.iter().find(|published| published.indicator.id == id)?;
        found.city.by_area[0].get().tally()
    };
    let (label_d, expired) = (tally("label_d")?, tally("label_d_verlopen")?);
    let (count, over) = (label_d.count(), expired.count());
    let line = match expired_labels_count {
        true => format!("{count}, of which {over} expired"),
        false => format!("{count} valid, {over} more expired"),
    };
    let undated = expired.undecided();
    Some(match undated {
        0 => format!("  label_d: {line}"),
        _ if expired.out_of() == 0 => format!(
            "  label_d: {count}, and how many more have expired is unknown: no label has a last day"
        ),
        _ => format!(
            "  label_d: {line}; of {} no last day is known",
            counted(undated.into(), "label", "labels")
        ),
    })
}

fn figure(published: &PublishedIndicator) -> String {
    let cell: &Cell = published.city.by_area[0].get();
    let id = &published.indicator.id;
    let Some(tally) = cell.tally() else { return format!("  {id:<18} hidden") };
    match cell.status() {
        Status::Hidden => unreachable!("a hidden cell has no tally"),
        Status::Undefined => format!("  {id:<18} nothing to count"),
        Status::Unknown if tally.unmeasured() > 0 => {
            format!("  {id:<18} unknown: no area has a number of all homes")
        }
        Status::Unknown if tally.unknown() == 1 => {
            format!("  {id:<18} unknown for the only one")
        }
        Status::Unknown => format!("  {id:<18} unknown for all {}", tally.unknown()),
        Status::Ok => {
            let percent = 100.0 * tally.share().expect("a denominator");
            let interval = cell.interval.map_or_else(String::new, |(low, high)| {
                format!("  ({:.1}-{:.1})", 100.0 * low, 100.0 * high)
            });
            let lost = published.unplaced.as_ref().map(|counts| counts.by_area[0].get().tally());
            let lost = lost.flatten().map_or(0, Tally::units);
            let notes = [(tally.unknown(), "unknown"), (lost, "not placed")];
            let notes = notes.into_iter().filter(|(units, _)| *units > 0);
            let notes: String = notes.map(|(units, what)| format!("  {units} {what}")).collect();
            let numbers = format!(
                "  {id:<18} {:>7} of {:>7}  {percent:>5.1}%{interval}",
                tally.count(),
                tally.out_of()
            );
            match numbers.chars().count() + notes.len() <= WIDTH {
                true => numbers + &notes,
                false => format!("{numbers}\n{:19}{notes}", ""),
            }
        }
    }
}
