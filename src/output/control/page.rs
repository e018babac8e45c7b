//! `controle.html`: the findings on one page that needs no network, for the analyst and for the
//! supplier who has to mend a file.
//!
//! Whatever comes from a file is escaped by the template, and named where it cannot be seen.

use askama::Template;

use crate::config::Language;
use crate::diagnostics::{Entry, Finding, Outcome, Text, Verdict, cut, rows_told, visible};
use crate::layers::ResultFile;
use crate::locate::FileSteps;
use crate::normalise::InputFile;

use super::super::notation::Notation;
use super::{ControlRecord, FileFindings, by_file, detail, leesmij, role_word};

/// Longest cell that is shown, in characters.
const LONGEST_CELL: usize = 200;

/// The page.
#[derive(Template)]
#[template(path = "output/control/page.html")]
struct Page<'a> {
    dutch: bool,
    city: &'a str,
    note: Option<&'a str>,
    verdict: VerdictView,
    reasons: Vec<Reason>,
    /// The limit, and that of the configuration when the run was given another.
    limit: String,
    configured: Option<String>,
    /// Rows of one file without an area that are allowed, and the limit of the configuration where this run
    /// has another.
    unplaced_limit: String,
    unplaced_configured: Option<String>,
    accounts: Vec<AccountRow>,
    /// What counts as urgent, by period where that changes; `None` without placements.
    urgent: Option<String>,
    files: Vec<FileView>,
    clean: Vec<String>,
    steps: Option<Vec<StepRow>>,
    tables: Vec<Table>,
}

struct VerdictView {
    class: &'static str,
    word: &'static str,
    sentence: String,
}

/// A stop, as the top of the page points at it.
struct Reason {
    anchor: String,
    code: &'static str,
    title: &'static str,
    file: String,
}

struct AccountRow {
    file: String,
    /// Where its findings stand, when it has any.
    anchor: Option<String>,
    role: &'static str,
    /// Rows read, used, rejected, set aside, and the share; `None` for a file that was not used.
    cells: Option<[String; 5]>,
    beyond: bool,
}

struct FileView {
    anchor: String,
    name: String,
    /// `2 afgekeurd, 1 hersteld`: findings, not rows.
    summary: String,
    outcomes: Vec<OutcomeView>,
    rejected: Vec<Table>,
}

struct OutcomeView {
    class: &'static str,
    mark: &'static str,
    word: &'static str,
    about: &'static str,
    findings: Vec<FindingView>,
}

struct FindingView {
    anchor: String,
    code: &'static str,
    title: &'static str,
    is_stop: bool,
    /// Heading and text: count, column, sheet, rows.
    facts: Vec<(&'static str, String)>,
    examples: Vec<ExampleView>,
    detail: String,
    /// Whether the detail is English on a page that is not.
    detail_in_english: bool,
    meaning: &'static str,
    cures: Vec<(&'static str, &'static str)>,
}

struct ExampleView {
    row: u64,
    before: String,
    after: Option<String>,
}

struct StepRow {
    file: String,
    cells: Vec<String>,
    /// Whether more rows have no area than may be.
    beyond: bool,
}

/// A file of the folder.
struct Table {
    href: String,
    name: String,
    about: &'static str,
}

/// The page of a run, which names the `tables` beside it; `rejected` has for each input the name of
/// its rejected rows.
pub(super) fn page(
    record: &ControlRecord<'_>,
    rejected: &[Option<String>],
    tables: &[String],
) -> ResultFile {
    let dutch = record.config.language == Language::Nl;
    let notation = Notation { dutch };
    let by_file = by_file(record.inputs, record.report, record.stops);
    let (found, clean): (Vec<_>, Vec<_>) =
        by_file.iter().partition(|file| !file.findings.is_empty());
    let writer = Writer { dutch, notation };
    let mut files: Vec<FileView> = Vec::new();
    for (at, file) in found.into_iter().enumerate() {
        let own = record.inputs.iter().zip(rejected).filter(|(input, _)| input.name == file.name);
        let own = own.filter_map(|(_, name)| name.as_deref().map(|name| writer.table(name)));
        files.push(writer.file(at + 1, file, own.collect()));
    }
    let reasons = files.iter().flat_map(|file| {
        let stops = file.outcomes.iter().flat_map(|outcome| &outcome.findings);
        stops.filter(|finding| finding.is_stop).map(|finding| Reason {
            anchor: finding.anchor.clone(),
            code: finding.code,
            title: finding.title,
            file: file.name.clone(),
        })
    });
    let accounts = record.inputs.iter().map(|input| {
        let part = files.iter().find(|file| file.name == visible(&input.name));
        writer.account(input, input.limit(record.limit()), part.map(|file| file.anchor.clone()))
    });
    let page = Page {
        dutch,
        city: &record.config.name,
        note: record.config.note.as_deref(),
        verdict: writer.verdict(&by_file),
        reasons: reasons.collect(),
        limit: notation.limit(record.limit()),
        configured: record.max_rejected.map(|_| notation.limit(record.config.tolerance.rejected)),
        unplaced_limit: notation.limit(record.unplaced_limit()),
        unplaced_configured: record
            .max_unplaced
            .map(|_| notation.limit(record.config.tolerance.unplaced)),
        accounts: accounts.collect(),
        urgent: record.config.urgent_in_words(dutch).map(|words| visible(&words)),
        clean: clean.into_iter().map(|file| visible(file.name)).collect(),
        steps: record.report.map(|report| {
            report.files.iter().map(|s| writer.steps(s, record.unplaced_limit())).collect()
        }),
        tables: tables.iter().map(|name| writer.table(name)).collect(),
        files,
    };
    let html = page.render().expect("writing to memory cannot fail");
    ResultFile::new(super::PAGE, html.into_bytes())
}

impl Page<'_> {
    /// The text in the language of the page.
    fn told(&self, nl: &'static str, en: &'static str) -> &'static str {
        if self.dutch { nl } else { en }
    }
}

/// Writes the parts of the page in its language.
#[derive(Clone, Copy)]
struct Writer {
    dutch: bool,
    notation: Notation,
}

impl Writer {
    fn told(self, nl: &'static str, en: &'static str) -> &'static str {
        Text { nl, en }.told(self.dutch)
    }

    fn verdict(self, files: &[FileFindings<'_>]) -> VerdictView {
        let findings = || files.iter().flat_map(|file| file.findings.iter().copied());
        let verdict = Verdict::of(findings());
        let number = match verdict {
            Verdict::Refused => findings().filter(|finding| finding.is_stop()).count(),
            _ => findings().filter(|finding| finding.is_remark()).count(),
        };
        let [class, word, one, many] = match verdict {
            Verdict::Ok => [
                "ok",
                self.told("In orde", "In order"),
                self.told(
                    "De bestanden zijn te gebruiken; er is niets op aan te merken.",
                    "The files can be used; there is nothing to remark.",
                ),
                "",
            ],
            Verdict::Remarks => [
                "remarks",
                self.told("In orde, met opmerkingen", "In order, with remarks"),
                self.told(
                    "De bestanden zijn te gebruiken; één bevinding verdient een blik.",
                    "The files can be used; one finding is worth a look.",
                ),
                self.told(
                    "De bestanden zijn te gebruiken; # bevindingen verdienen een blik, de ergste eerst.",
                    "The files can be used; # findings are worth a look, the worst first.",
                ),
            ],
            Verdict::Refused => [
                "refused",
                self.told("Geen uitkomst", "No result"),
                self.told(
                    "Zo is er geen uitkomst te maken, om één reden:",
                    "No result can be made like this, for one reason:",
                ),
                self.told(
                    "Zo is er geen uitkomst te maken, om # redenen:",
                    "No result can be made like this, for # reasons:",
                ),
            ],
        };
        let sentence = if number > 1 { many } else { one };
        let sentence = sentence.replace('#', &self.notation.whole(number as u64));
        VerdictView { class, word, sentence }
    }

    fn account(self, input: &InputFile, limit: f64, anchor: Option<String>) -> AccountRow {
        let rows = input.account;
        let unread = input.is_refused() && rows.read == 0;
        let cells = [rows.read, rows.used, rows.rejected, rows.set_aside];
        let [read, used, rejected, set_aside] = cells.map(|number| self.notation.whole(number));
        let share = self.notation.share(rows.rejected_fraction());
        AccountRow {
            file: visible(&input.name),
            anchor,
            role: role_word(input.role).told(self.dutch),
            cells: (!unread).then_some([read, used, rejected, set_aside, share]),
            beyond: rows.rejected_fraction() > limit,
        }
    }

    fn file(self, number: usize, file: &FileFindings<'_>, rejected: Vec<Table>) -> FileView {
        let name = match file.name {
            "" => self.told("De bestanden samen", "The files together").to_owned(),
            name => visible(name),
        };
        let mut outcomes: Vec<OutcomeView> = Vec::new();
        let mut summary = Vec::new();
        for same in file.findings.chunk_by(|a, b| a.outcome == b.outcome) {
            let outcome = same[0].outcome;
            let word = outcome.word().told(self.dutch);
            let of_these = outcome.word_of(same.len()).told(self.dutch);
            summary.push(format!("{} {of_these}", same.len()));
            let first = outcomes.iter().map(|outcome| outcome.findings.len()).sum::<usize>() + 1;
            let findings = same.iter().enumerate().map(|(at, finding)| {
                self.finding(format!("bevinding-{number}-{}", first + at), finding)
            });
            let (class, mark) = class_and_mark(outcome);
            outcomes.push(OutcomeView {
                class,
                mark,
                word,
                about: self.outcome(outcome),
                findings: findings.collect(),
            });
        }
        let anchor = format!("bestand-{number}");
        FileView { anchor, name, summary: summary.join(", "), outcomes, rejected }
    }

    fn outcome(self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Stop => self.told(
                "zonder herstel of keuze komt er geen uitkomst",
                "no result before it is mended or decided",
            ),
            Outcome::Rejected => self.told(
                "weggelaten, want er klopt iets niet",
                "left out, because something is wrong",
            ),
            Outcome::Unread => self.told(
                "de cel telt als onbekend; de regel telt mee",
                "the cell counts as unknown; its row counts",
            ),
            Outcome::Warning => self.told("gebruikt, maar kijk ernaar", "used, but worth a look"),
            Outcome::Repaired => self.told(
                "hersteld en gebruikt: er was maar één mogelijk origineel",
                "mended and used: there was only one possible original",
            ),
            Outcome::SetAside => {
                self.told("weggelaten, want het telt hier niet mee", "left out: not counted here")
            }
            Outcome::Note => self.told("niets mis", "nothing wrong"),
        }
    }

    fn finding(self, anchor: String, finding: &Finding) -> FindingView {
        let mut facts = Vec::new();
        if !finding.is_stop() || finding.count > 1 {
            facts.push((self.told("Aantal", "Count"), self.notation.whole(finding.count)));
        }
        if let Some(sheet) = &finding.sheet {
            facts.push((self.told("Blad", "Sheet"), visible(sheet)));
        }
        if let Some(column) = &finding.column {
            facts.push((self.told("Kolom", "Column"), visible(column)));
        }
        if !finding.rows.is_empty() {
            let rows = rows_told(&finding.rows, finding.count, self.dutch);
            facts.push((self.told("Waar", "Where"), rows));
        }
        let cell = |text: &str| visible(&cut(text, LONGEST_CELL));
        let examples = finding.examples.iter().map(|example| ExampleView {
            row: example.row,
            before: cell(&example.before),
            after: example.after.as_deref().map(cell),
        });
        let lines: Vec<String> = finding.detail.lines().map(visible).collect();
        let detail = lines.join("\n");
        let translated = if self.dutch { detail::in_dutch(&detail) } else { None };
        FindingView {
            anchor,
            code: finding.entry.code,
            title: finding.entry.title_of(finding.count).told(self.dutch),
            is_stop: finding.is_stop(),
            facts,
            examples: examples.collect(),
            detail_in_english: self.dutch && translated.is_none(),
            detail: translated.unwrap_or(detail),
            meaning: finding.entry.meaning.told(self.dutch),
            cures: self.cures(finding.entry),
        }
    }

    /// The ways to mend it that the catalogue has, each with its heading.
    fn cures(self, entry: &Entry) -> Vec<(&'static str, &'static str)> {
        let told = |text: Text| text.told(self.dutch);
        entry.mends().map(|(heading, text)| (told(heading), told(text))).collect()
    }

    fn steps(self, steps: &FileSteps, limit: f64) -> StepRow {
        let numbers = [
            steps.rows,
            steps.home,
            steps.area,
            steps.bag_id,
            steps.address,
            steps.point,
            steps.nearest,
            steps.unplaced,
            steps.disagreeing,
        ];
        let cells = numbers.map(|number| self.notation.whole(number)).to_vec();
        let beyond = steps.unplaced_fraction() > limit;
        StepRow { file: visible(&steps.file), cells, beyond }
    }

    fn table(self, name: &str) -> Table {
        let about = leesmij::about(name).told(self.dutch);
        Table { href: href(name), name: visible(name), about }
    }
}

/// The class of an outcome, and a mark that tells it apart without colour.
fn class_and_mark(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Stop => ("stop", "■"),
        Outcome::Rejected => ("rejected", "×"),
        Outcome::Unread => ("unread", "?"),
        Outcome::Warning => ("warning", "!"),
        Outcome::Repaired => ("repaired", "+"),
        Outcome::SetAside => ("aside", "–"),
        Outcome::Note => ("note", "i"),
    }
}

/// A file beside the page, as a link to it.
fn href(name: &str) -> String {
    let mut href = String::from("./");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            href.push(char::from(byte));
        } else {
            href += &format!("%{byte:02X}");
        }
    }
    href
}
