//! The catalogue of findings: one entry a code, in the order of the codes.

mod address;
mod area_code;
mod bag_id;
mod border;
mod csv;
mod date;
mod disclosure;
mod file;
mod header;
mod key;
mod label;
mod label_term;
#[cfg(test)]
mod laws;
mod layer;
mod layer_form;
mod ledger;
mod number;
mod period;
mod personal;
mod place;
mod position;
mod production;
mod reach;
mod rent;
mod roof;
mod row;
mod run;
mod setting;
mod stock;
mod text;
mod titles;
mod unit;
mod urgency;
mod word;
mod workbook;

use serde::Serialize;

/// What became of the rows or cells concerned.
///
/// In order of weight: what a reader is to look at first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// No result: it has to be mended or decided first.
    Stop,
    /// Rows left out: something is wrong.
    Rejected,
    /// Cells left out: they cannot be read, and count as unknown; their rows stay.
    Unread,
    /// Used, but worth a look.
    Warning,
    /// Mended, with only one possible original.
    Repaired,
    /// Left out: no data for this run.
    SetAside,
    /// Nothing wrong; said so that it is known.
    Note,
}

impl Outcome {
    /// The word for it.
    pub fn word(self) -> Text {
        match self {
            Outcome::Stop => Text { en: "stop", nl: "stop" },
            Outcome::Rejected => Text { en: "rejected", nl: "afgekeurd" },
            Outcome::Unread => Text { en: "unread", nl: "onleesbaar" },
            Outcome::Warning => Text { en: "warning", nl: "let op" },
            Outcome::Repaired => Text { en: "repaired", nl: "hersteld" },
            Outcome::SetAside => Text { en: "set aside", nl: "terzijde" },
            Outcome::Note => Text { en: "note", nl: "ter kennis" },
        }
    }

    /// The word for so many findings of it.
    pub fn word_of(self, count: usize) -> Text {
        match self {
            Outcome::Stop if count != 1 => Text { en: "stops", nl: "stops" },
            Outcome::Warning if count != 1 => Text { en: "warnings", nl: "let op" },
            Outcome::Note if count != 1 => Text { en: "notes", nl: "ter kennis" },
            one => one.word(),
        }
    }
}

/// A text in the two languages of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Dutch.
    pub nl: &'static str,
}

impl Text {
    /// The text in Dutch, else in English.
    pub fn told(self, dutch: bool) -> &'static str {
        if dutch { self.nl } else { self.en }
    }
}

/// There is nothing to mend in a cell of this kind of file.
const NOT_IN_A_CELL: Text = Text { en: "", nl: "" };

/// The rest of an entry: nothing in QGIS, in the configuration or on the command line mends it.
const NO_MORE: Entry = Entry {
    code: "",
    outcome: Outcome::Note,
    title: NOT_IN_A_CELL,
    meaning: NOT_IN_A_CELL,
    excel: NOT_IN_A_CELL,
    csv: NOT_IN_A_CELL,
    qgis: NOT_IN_A_CELL,
    setting: NOT_IN_A_CELL,
    command: NOT_IN_A_CELL,
};

/// One code: its meaning and how to mend it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Stable code: D for disclosure, I for input, G for geography, K for configuration, R for the rules
    /// of a run, U for what is written.
    pub code: &'static str,
    /// What becomes of the rows or cells, unless a [`Finding`](super::Finding) says otherwise.
    #[serde(skip)]
    pub outcome: Outcome,
    /// A few words.
    #[serde(serialize_with = "in_english")]
    pub title: Text,
    /// What it is, and what the program does about it.
    #[serde(skip)]
    pub meaning: Text,
    /// How to mend it in Excel; empty where it is not mended there.
    #[serde(skip)]
    pub excel: Text,
    /// How to mend it in a CSV or with the system that exports it; empty where it is not mended there.
    #[serde(skip)]
    pub csv: Text,
    /// How to mend a map layer in QGIS; empty where there is no layer.
    #[serde(skip)]
    pub qgis: Text,
    /// The setting that solves it, as lines of TOML; empty where none does.
    #[serde(skip)]
    pub setting: Text,
    /// The command that solves it; empty where none does.
    #[serde(skip)]
    pub command: Text,
}

impl Entry {
    /// The ways to mend it that there are: the heading of each, and its text. What is the same in Excel
    /// and in a CSV is said once.
    pub fn mends(&self) -> impl Iterator<Item = (Text, Text)> {
        const EXCEL: Text = Text { en: "In Excel", nl: "In Excel" };
        const CSV: Text =
            Text { en: "In a CSV, or at its source", nl: "In een CSV, of bij de bron" };
        const BOTH: Text = Text { en: "In Excel or a CSV", nl: "In Excel of een CSV" };
        const QGIS: Text = Text { en: "In QGIS", nl: "In QGIS" };
        const SETTING: Text = Text { en: "In spreiding.toml", nl: "In spreiding.toml" };
        const COMMAND: Text = Text { en: "On the command line", nl: "Op de opdrachtregel" };
        let cells = if self.excel == self.csv {
            [(BOTH, self.excel), (CSV, NOT_IN_A_CELL)]
        } else {
            [(EXCEL, self.excel), (CSV, self.csv)]
        };
        let others = [(QGIS, self.qgis), (SETTING, self.setting), (COMMAND, self.command)];
        cells.into_iter().chain(others).filter(|(_, text)| !text.en.is_empty())
    }
}

fn in_english<S: serde::Serializer>(text: &Text, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.en)
}

/// The entry of a code, compared without case.
pub fn entry(code: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.code.eq_ignore_ascii_case(code)).copied()
}

/// The entries by name.
pub mod codes {
    pub use super::address::*;
    pub use super::area_code::*;
    pub use super::bag_id::*;
    pub use super::border::*;
    pub use super::csv::*;
    pub use super::date::*;
    pub use super::disclosure::*;
    pub use super::file::*;
    pub use super::header::*;
    pub use super::key::*;
    pub use super::label::*;
    pub use super::label_term::*;
    pub use super::layer::*;
    pub use super::layer_form::*;
    pub use super::ledger::*;
    pub use super::number::*;
    pub use super::period::*;
    pub use super::personal::*;
    pub use super::place::*;
    pub use super::position::*;
    pub use super::production::*;
    pub use super::reach::*;
    pub use super::rent::*;
    pub use super::roof::*;
    pub use super::row::*;
    pub use super::run::*;
    pub use super::setting::*;
    pub use super::stock::*;
    pub use super::text::*;
    pub use super::unit::*;
    pub use super::urgency::*;
    pub use super::word::*;
    pub use super::workbook::*;
}

/// Every entry, in order of code.
pub static ALL: &[&Entry] = &[
    &codes::LEAK,
    &codes::LEDGER_UNREADABLE,
    &codes::LEDGER_BROKEN,
    &codes::LEDGER_CHAIN,
    &codes::LEDGER_CHANGED,
    &codes::LEDGER_MISSING,
    &codes::TOLD_BEFORE,
    &codes::CORRECTED,
    &codes::OTHER_AREAS,
    &codes::OTHER_DEFINITION,
    &codes::NO_GEOMETRY,
    &codes::DOUBLE_CODE,
    &codes::BROKEN_RING,
    &codes::OVERLAP,
    &codes::GAP,
    &codes::WATER,
    &codes::OUTSIDE,
    &codes::KEYS_DISAGREE,
    &codes::ADDRESS_AMBIGUOUS,
    &codes::PARENT_BY_CODE,
    &codes::UNKNOWN_AREA_CODE,
    &codes::UNKNOWN_HOME,
    &codes::NOT_PLACED,
    &codes::EMPTY_AREA,
    &codes::AREA_NAME_DIFFERS,
    &codes::AREA_CODES_OTHER_YEAR,
    &codes::AREA_YEAR_DIFFERS,
    &codes::AREA_CODE_TRANSLATED,
    &codes::AREA_CODE_SPLIT,
    &codes::AREA_BY_NAME,
    &codes::AREA_NAME_UNKNOWN,
    &codes::NESTING,
    &codes::NO_PARENT,
    &codes::NO_AREAS,
    &codes::PARENTS_HEADER,
    &codes::AREA_CODE_TIDIED,
    &codes::AREA_YEAR_UNPROVED,
    &codes::CORNER_OUTSIDE,
    &codes::OTHER_SYSTEM,
    &codes::SYSTEM_BY_RANGE,
    &codes::LAYER_CUT,
    &codes::LAYER_YEAR,
    &codes::CODE_PAGE_UNKNOWN,
    &codes::CODE_PAGE,
    &codes::LAYER_NAME_YEAR,
    &codes::T_JUNCTIONS,
    &codes::NOTHING_NEAR,
    &codes::LOST_ZEROS,
    &codes::BAG_ID_TIDIED,
    &codes::READ_AS_WINDOWS_1252,
    &codes::COLUMN_MISSING,
    &codes::COLUMN_TWICE,
    &codes::SHEET_UNCLEAR,
    &codes::HEADER_UNCLEAR,
    &codes::ENCODING,
    &codes::MOJIBAKE,
    &codes::HEADER_BELOW_TOP,
    &codes::MOJIBAKE_REPAIRED,
    &codes::INVISIBLE_CHARACTERS,
    &codes::FORMULA_WITHOUT_VALUE,
    &codes::POSTCODE_TIDIED,
    &codes::POSTCODE_FORM,
    &codes::HOUSE_NUMBER_FORM,
    &codes::HOUSE_NUMBER_SPLIT,
    &codes::HOUSE_NUMBER_DATE,
    &codes::HIDDEN_ROWS,
    &codes::BAG_ID_FORM,
    &codes::BAG_ID_EXCEL,
    &codes::BAG_ID_KIND,
    &codes::BAG_ID_LAST_DIGIT,
    &codes::NUMBER_FORM,
    &codes::YES_NO_FORM,
    &codes::LABEL_FORM,
    &codes::ROOF_STATE_FORM,
    &codes::ROOF_KIND_FORM,
    &codes::EXCEL_ERROR,
    &codes::DATE_AMBIGUOUS,
    &codes::DATE_TWO_DIGITS,
    &codes::DATE_SERIAL,
    &codes::DATE_FORM,
    &codes::DATE_TIME,
    &codes::DATE_FUTURE,
    &codes::OUTSIDE_WINDOW,
    &codes::DATE_SENTINEL,
    &codes::PERIOD,
    &codes::PERIOD_WRONG,
    &codes::KEY_MISSING,
    &codes::TWIN,
    &codes::DOUBLE_KEY,
    &codes::TWO_OWNERS,
    &codes::RAGGED,
    &codes::IN_TWO_FILES,
    &codes::TOTAL_NOT_SUM,
    &codes::NUMBER_TIDIED,
    &codes::NUMBER_AMBIGUOUS,
    &codes::FRACTIONS,
    &codes::TOTAL_ROW,
    &codes::BLANK_ROW,
    &codes::LABEL_NO_HOME,
    &codes::LABEL_ELSEWHERE,
    &codes::LABEL_EXPIRED,
    &codes::LABEL_OLDER,
    &codes::LABEL_DIFFERS,
    &codes::ROOF_DIFFERS,
    &codes::ADDRESS_WITHDRAWN,
    &codes::NUMBER_INDICATION,
    &codes::LOCKED,
    &codes::PASSWORD,
    &codes::FORMAT,
    &codes::EMPTY,
    &codes::BROKEN,
    &codes::TRUNCATED,
    &codes::PERSONAL_COLUMN,
    &codes::PERSONAL_MAPPED,
    &codes::BUILDING_FOR_HOME,
    &codes::CANNOT_OPEN,
    &codes::OTHER_MUNICIPALITY,
    &codes::UNNAMED_PRIORITY,
    &codes::TOO_LARGE,
    &codes::ROOF_CONFLICT,
    &codes::ROOF_SHAPE,
    &codes::COORDINATES_SWAPPED,
    &codes::COORDINATES_ZERO,
    &codes::COORDINATES_MIXED,
    &codes::OWNED_BY_OTHER,
    &codes::SHEETS_LEFT,
    &codes::UNKNOWN_CRS,
    &codes::LABEL_TIDIED,
    &codes::MERGED_CELLS,
    &codes::ADDRESS_ELSEWHERE,
    &codes::QUOTE_OPEN,
    &codes::CUT_OFF,
    &codes::ZERO_BYTE,
    &codes::EXPORT_MARKS,
    &codes::DATE_ZONE,
    &codes::DATE_MIDNIGHT_UTC,
    &codes::INPUT_CHANGED,
    &codes::UNITS_UNUSED,
    &codes::UNITS_SET_ASIDE,
    &codes::UNITS_VALUE,
    &codes::SUFFIX_NOTHING,
    &codes::HEADER_AGAIN,
    &codes::KEYS_RESPELT,
    &codes::ADDRESS_RESPELT,
    &codes::MARKED_AS_TEXT,
    &codes::MORE_SOCIAL_THAN_HOMES,
    &codes::STOCK_NUMBER,
    &codes::STOCK_UNKNOWN,
    &codes::STOCK_TWICE,
    &codes::STOCK_OTHER_ROWS,
    &codes::STOCK_NO_AREA,
    &codes::STOCK_SUM_DIFFERS,
    &codes::STOCK_NOTHING,
    &codes::STOCK_COLUMN,
    &codes::STOCK_NOT_COUNTED,
    &codes::RENT_CAP_MISSING,
    &codes::RENT_CAP_TWICE,
    &codes::RENT_IMPLAUSIBLE,
    &codes::RENT_NOT_OF_A_MONTH,
    &codes::RENT_OF_HOME,
    &codes::PROJECT_UNJOINED,
    &codes::PROJECT_BY_DISTRICT,
    &codes::PROJECT_AREA_TWICE,
    &codes::PROJECT_AREA_CODE,
    &codes::PROJECT_HOMES,
    &codes::PROJECT_YEARS,
    &codes::PROJECT_TOTAL,
    &codes::PROJECT_VALUE,
    &codes::PROJECT_DELIVERED,
    &codes::PROJECT_UNKNOWN,
    &codes::LABEL_METHOD,
    &codes::EP2_CONTRADICTS,
    &codes::EP2_IMPLAUSIBLE,
    &codes::LABEL_TERM_SUPPOSED,
    &codes::LABEL_ENDED_IN_REGISTER,
    &codes::URGENT_OVERLAP,
    &codes::URGENT_GAP,
    &codes::URGENT_CHANGED,
    &codes::URGENT_GROUPS,
    &codes::URGENT_GROUP_UNKNOWN,
    &codes::PLACE_SHAPE,
    &codes::PLACE_OUTSIDE,
    &codes::NO_PLACES,
    &codes::PLACE_CLOSED_LINE,
    &codes::PLACES_UNUSED,
    &codes::STOCK_OTHER_DAY,
    &codes::PLACE_AT_ZERO,
    &codes::CONFIG_OPEN,
    &codes::CONFIG_KEY,
    &codes::CONFIG_VALUE,
    &codes::CONFIG_FORM,
    &codes::INDICATOR,
    &codes::TOO_MANY_REJECTED,
    &codes::NOTHING_PLACED,
    &codes::STRICT,
    &codes::TOO_MANY_UNPLACED,
    &codes::IN_THE_WAY,
    &codes::CANNOT_WRITE,
];
