//! The rows of a table of all homes that are about no finest area: set aside, and a check on the sum.

use std::collections::BTreeMap;

use crate::diagnostics::{Finding, codes, counted, cut};
use crate::model::Areas;

use super::super::error::InputError;
use super::super::sift::{Sift, among_rows, rows_of};
use super::few;
use super::numbers::whole;
use super::rows::{About, Map};

/// How long a text of the table is told, in characters.
pub(super) const LONGEST: usize = 40;

/// What rows of other municipalities are called.
const ELSEWHERE: &str = "of other municipalities or larger areas";

/// The rows of a table that are about no finest area of the map.
#[derive(Default)]
pub(super) struct Others {
    /// By what they are about, in words.
    words: BTreeMap<String, u64>,
    rows: Vec<u32>,
    totals: Vec<u32>,
    /// Rows with homes that are in no area, with what stands there.
    nowhere: Vec<u32>,
    texts: Vec<String>,
    /// Numbers of areas that hold finest ones.
    sums: Vec<Sum>,
    /// The municipality of each of the finest areas.
    municipality_of: Vec<Option<usize>>,
}

/// The number of an area that holds finest ones.
struct Sum {
    named: String,
    of: Whole,
    homes: u32,
}

/// What a number is the sum of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// All of the table.
    All,
    /// The finest areas in a coarser one: its level and its position.
    Area(usize, usize),
    /// Those of a municipality, by its position.
    Municipality(usize),
}

impl Others {
    /// Sets the rows aside.
    pub fn of(sift: &mut Sift, map: &Map<'_>, areas: &Areas) -> Result<Others, InputError> {
        let municipality_of = map.municipality_of();
        let mut others = Others { municipality_of, ..Others::default() };
        let frame = sift.frame();
        let (codes, names) = (frame.column("area")?.str()?, frame.column("area_name")?.str()?);
        let homes = frame.column("homes")?.f64()?;
        let rows =
            rows_of(frame)?.into_iter().zip(codes.iter()).zip(names.iter()).zip(homes.iter());
        for (((row, code), name), homes) in rows {
            let text = code.or(name).unwrap_or("").trim();
            let sum = |of| {
                let homes = homes.and_then(whole)?;
                Some(Sum { named: text.to_owned(), of, homes })
            };
            let words = match map.about(code, name) {
                About::Finest => continue,
                About::Total => {
                    others.totals.push(row);
                    others.sums.extend(sum(Whole::All));
                    continue;
                }
                About::Unknown | About::Nothing if homes.is_some_and(|homes| homes > 0.0) => {
                    others.nowhere.push(row);
                    others.texts.push(quoted(text));
                    continue;
                }
                About::Coarser(level, at) => {
                    others.sums.extend(sum(Whole::Area(level, at)));
                    format!("of {}", areas.levels()[level].level.plural())
                }
                About::Municipality(at) => {
                    others.sums.extend(sum(Whole::Municipality(at)));
                    "of another level".to_owned()
                }
                About::OtherLevel => "of another level".to_owned(),
                About::Elsewhere => ELSEWHERE.to_owned(),
                About::Unknown | About::Nothing => "of no area and without a number".to_owned(),
            };
            *others.words.entry(words).or_default() += 1;
            others.rows.push(row);
        }
        sift.set_aside(among_rows(&others.totals), &codes::TOTAL_ROW)?;
        let finding = sift.finding(&codes::STOCK_OTHER_ROWS, &others.rows);
        sift.set_aside_as(&others.rows, finding.detail(others.in_words()))?;
        let finding = sift.finding(&codes::STOCK_NO_AREA, &others.nowhere);
        sift.set_aside_as(&others.nowhere, finding.detail(few(&others.texts)))?;
        Ok(others)
    }

    fn in_words(&self) -> String {
        let told = self.words.iter().map(|(words, rows)| format!("{rows} {words}"));
        told.collect::<Vec<_>>().join(", ")
    }
}

/// What names an area in a table, or that nothing does.
pub(super) fn quoted(text: &str) -> String {
    if text.is_empty() { "(empty)".to_owned() } else { format!("\"{}\"", cut(text, LONGEST)) }
}

/// That no area of the map has a number.
pub(super) fn nothing(file: &str, areas: &Areas, others: &Others) -> Finding {
    let finest = areas.finest();
    let first = finest.areas.first().map_or("", |area| area.code.as_str());
    let found = match others.words.is_empty() {
        true => String::new(),
        false => format!("\n  its other rows: {}", others.in_words()),
    };
    let detail = format!(
        "{file}: not one of {} on the map gets a number of homes{found}\n  \
         a row for each {} is needed, with its code, such as {first}, and a whole number",
        counted(finest.areas.len() as u64, finest.level.singular(), finest.level.plural()),
        finest.level,
    );
    Finding::new(&codes::STOCK_NOTHING, file, 1).detail(detail)
}

/// Numbers of coarser areas, of a municipality, and totals, that are not the sum of the finest areas.
pub(super) fn differing_sums(
    file: &str,
    areas: &Areas,
    homes: &[Option<u32>],
    others: &Others,
) -> Option<Finding> {
    let of_country = others.words.contains_key(ELSEWHERE);
    let told = |sum: &&Sum| sum.of != Whole::All || !of_country;
    let mut differing = Vec::new();
    for Sum { named, of, homes: told } in others.sums.iter().filter(told) {
        let within = |at: &usize| match *of {
            Whole::All => true,
            Whole::Area(level, above) => areas.holders(level)[*at] == above,
            Whole::Municipality(of) => others.municipality_of[*at] == Some(of),
        };
        let members: Vec<Option<u32>> =
            (0..homes.len()).filter(within).map(|at| homes[at]).collect();
        let sum: u64 = members.iter().flatten().map(|&homes| u64::from(homes)).sum();
        let known = members.iter().flatten().count();
        // CBS rounds each number to a multiple of five by itself.
        let rounded = told % 5 == 0 && members.iter().flatten().all(|homes| homes % 5 == 0);
        let slack = if rounded { 5 * (known as u64 + 1) / 2 } else { 0 };
        let told = u64::from(*told);
        let agrees = sum <= told + slack && (known < members.len() || told <= sum + slack);
        if !agrees {
            let parts = members.len();
            let of =
                if known < parts { format!("{known} known of {parts}") } else { parts.to_string() };
            differing.push(format!("{named} {told}, and its {of} areas together {sum}"));
        }
    }
    let finding = Finding::new(&codes::STOCK_SUM_DIFFERS, file, differing.len() as u64);
    (!differing.is_empty()).then(|| finding.detail(few(&differing)))
}
