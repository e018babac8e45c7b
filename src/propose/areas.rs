//! What a layer of areas says of itself: level, columns, year, municipalities, and the areas above.

use std::collections::BTreeMap;

use crate::model::schema::{Kind, bare_name};
use crate::model::{AreaCode, AreaLevel};
use crate::normalise::areas::{code_names, name_names};

use super::ProposeError;
use super::column::words_of;
use super::sheet::Sheet;

/// Names that a layer gives the code and name of its own level, whichever that is.
const OWN_CODE: [&str; 4] = ["statcode", "codering", "codering_3", "code"];
const OWN_NAME: [&str; 3] = ["statnaam", "naam", "name"];

/// A layer of areas of one level.
#[derive(Debug, Clone)]
pub(super) struct AreaLayer {
    pub level: AreaLevel,
    /// Column of its codes.
    pub code: String,
    /// Column of its names.
    pub name: Option<String>,
    /// Areas, water included.
    pub count: usize,
    /// Year of the codes, and where that stands.
    pub year: Option<(u16, String)>,
    /// Column of the stadsdeel; `Err` holds a column that is not filled for all.
    pub stadsdeel: Option<Result<String, String>>,
    /// Columns of code and name of the wijk.
    pub wijk: (Option<String>, Option<String>),
    /// Code of each municipality with its name and its number of areas.
    pub municipalities: BTreeMap<String, (Option<String>, usize)>,
    /// Municipality of each area whose most frequent postcode is told, by the postcode's digits.
    pub by_postcode: BTreeMap<String, String>,
}

/// A table that says in which stadsdeel each area lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parents {
    /// Column of the area within.
    pub child: String,
    /// Column of the stadsdeel.
    pub parent: String,
}

impl AreaLayer {
    /// The layer, when it has a column of codes or of stadsdelen.
    pub fn of(sheet: &Sheet, stem: &str) -> Result<Option<AreaLayer>, ProposeError> {
        let Some((level, code)) = level_and_code(sheet, stem)? else { return Ok(None) };
        let named = |at: usize| sheet.columns[at].name.clone();
        let name = sheet.position(name_names(level)).or_else(|| sheet.position(&OWN_NAME));
        let texts = |at: usize| -> Result<Vec<Option<String>>, ProposeError> {
            Ok(sheet.columns[at].read_as(Kind::Text)?.texts)
        };
        let codes: Vec<Option<AreaCode>> = texts(code)?
            .iter()
            .map(|text| text.as_deref().and_then(|text| AreaCode::parse(level, text)))
            .collect();

        let by_column = sheet.position(code_names(AreaLevel::Gemeente)).map(texts).transpose()?;
        let town_names = sheet.position(name_names(AreaLevel::Gemeente)).map(texts).transpose()?;
        let postcodes =
            sheet.position(&["meest_voorkomende_postcode", "postcode"]).map(texts).transpose()?;
        let mut municipalities: BTreeMap<String, (Option<String>, usize)> = BTreeMap::new();
        let mut by_postcode = BTreeMap::new();
        for (at, code) in codes.iter().enumerate() {
            let own = (level == AreaLevel::Gemeente).then(|| code.clone()).flatten();
            let parent = || code.as_ref()?.cbs_parent(level, AreaLevel::Gemeente);
            let column = || AreaCode::parse(AreaLevel::Gemeente, by_column.as_ref()?[at].as_ref()?);
            let Some(town) = own.or_else(parent).or_else(column) else { continue };
            let entry = municipalities.entry(town.to_string()).or_default();
            entry.1 += 1;
            let name = town_names.as_ref().and_then(|names| names[at].clone());
            entry.0 = entry.0.take().or(name);
            if let Some(postcode) = postcodes.as_ref().and_then(|postcodes| postcodes[at].as_ref())
            {
                by_postcode.insert(postcode.chars().take(4).collect(), town.to_string());
            }
        }

        let stadsdeel = (level != AreaLevel::Stadsdeel)
            .then(|| sheet.position(code_names(AreaLevel::Stadsdeel)))
            .flatten();
        let stadsdeel = stadsdeel.map(|at| -> Result<_, ProposeError> {
            let water = sheet.position(&["water", "h2o"]).map(texts).transpose()?;
            let on_land =
                |row: usize| water.as_ref().is_none_or(|water| water[row].as_deref() != Some("JA"));
            let filled =
                texts(at)?.iter().enumerate().all(|(row, text)| text.is_some() || !on_land(row));
            Ok(if filled { Ok(named(at)) } else { Err(named(at)) })
        });
        let wijk = if level == AreaLevel::Buurt {
            let found = |names: &[&str]| sheet.position(names).map(named);
            (found(code_names(AreaLevel::Wijk)), found(name_names(AreaLevel::Wijk)))
        } else {
            (None, None)
        };
        Ok(Some(AreaLayer {
            level,
            code: named(code),
            name: name.map(named),
            count: sheet.height,
            year: year(sheet, stem)?,
            stadsdeel: stadsdeel.transpose()?,
            wijk,
            municipalities,
            by_postcode,
        }))
    }
}

impl Parents {
    /// The table, when it names areas of CBS and their stadsdelen.
    pub fn of(sheet: &Sheet) -> Option<Parents> {
        let child = sheet
            .position(code_names(AreaLevel::Buurt))
            .or_else(|| sheet.position(code_names(AreaLevel::Wijk)))?;
        let parent = sheet.position(code_names(AreaLevel::Stadsdeel))?;
        let name = |at: usize| sheet.columns[at].name.clone();
        Some(Parents { child: name(child), parent: name(parent) })
    }
}

/// The level of which each feature has a code of its own, and the column of that code.
fn level_and_code(sheet: &Sheet, stem: &str) -> Result<Option<(AreaLevel, usize)>, ProposeError> {
    for level in [AreaLevel::Buurt, AreaLevel::Wijk, AreaLevel::Gemeente] {
        for names in [code_names(level), &OWN_CODE] {
            if let Some(at) = sheet.position(names)
                && holds_codes(sheet, at, level)?
            {
                return Ok(Some((level, at)));
            }
        }
    }
    let title = sheet.title().to_lowercase();
    let about = title.contains("stadsde") || stem.to_lowercase().contains("stadsde");
    let own =
        if about { sheet.position(&["code"]).or_else(|| sheet.position(&OWN_NAME)) } else { None };
    let Some(at) = sheet.position(code_names(AreaLevel::Stadsdeel)).or(own) else {
        return Ok(None);
    };
    let words = sheet.columns[at].words()?;
    let once = !words.is_empty() && words.len() == sheet.height;
    Ok(once.then_some((AreaLevel::Stadsdeel, at)))
}

/// Whether nearly all cells are codes of this level, most of them different: an area may have parts.
fn holds_codes(sheet: &Sheet, at: usize, level: AreaLevel) -> Result<bool, ProposeError> {
    let Some((prefix, digits)) = level.cbs_form() else { return Ok(false) };
    let texts = sheet.columns[at].read_as(Kind::Text)?.texts;
    // A bare number is a code only under the name of this level.
    let own_name = code_names(level).iter().any(|name| bare_name(name) == sheet.columns[at].bare);
    let codes: Vec<Option<String>> = texts
        .iter()
        .map(|text| {
            let text = text.as_deref()?;
            if !own_name && !text.to_uppercase().contains(prefix) {
                return None;
            }
            let code = AreaCode::parse(level, text)?.to_string();
            (code.starts_with(prefix) && code.len() == prefix.len() + digits).then_some(code)
        })
        .collect();
    let count = codes.iter().flatten().count();
    let different = words_of(&codes).len();
    Ok(count > 0 && 10 * count >= 9 * texts.len() && 2 * different >= count)
}

/// The year of the codes: of a column, else of the name of the layer or the file.
fn year(sheet: &Sheet, stem: &str) -> Result<Option<(u16, String)>, ProposeError> {
    for name in ["jaar", "jrstatcode"] {
        let Some(at) = sheet.position(&[name]) else { continue };
        let column = &sheet.columns[at];
        for (word, _) in column.words()? {
            let year = word.get(..4).and_then(|year| year.parse().ok()).filter(is_year);
            if let Some(year) = year {
                return Ok(Some((year, format!("column \"{}\" of the layer", column.name))));
            }
        }
    }
    let from =
        |text: &str, what: &str| Some((year_in(text)?, format!("in the name of the {what}")));
    Ok(from(&sheet.title(), "layer").or_else(|| from(stem, "file")))
}

fn is_year(year: &u16) -> bool {
    (2000..2100).contains(year)
}

/// The first year in a name: four digits, or eight that are a day.
fn year_in(name: &str) -> Option<u16> {
    day_in(name)?.get(..4)?.parse().ok()
}

/// The first day in a name: eight digits, or the last day of a year of four.
pub(super) fn day_in(name: &str) -> Option<String> {
    name.split(|c: char| !c.is_ascii_digit()).find_map(|digits| {
        let year = digits.get(..4)?.parse().ok().filter(is_year)?;
        match digits.len() {
            4 => Some(format!("{year}-12-31")),
            8 => {
                let (month, day) = (digits[4..6].parse().ok()?, digits[6..].parse().ok()?);
                Some(chrono::NaiveDate::from_ymd_opt(year.into(), month, day)?.to_string())
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Part;

    fn sheet(lines: &str) -> Sheet {
        let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let rows = lines.lines().map(|line| line.split(';').map(cell).collect()).collect();
        Sheet::new(Part {
            name: None,
            delimiter: None,
            first_row: 0,
            is_layer: true,
            is_whole: true,
            rows,
        })
    }

    #[track_caller]
    fn check(lines: &str, stem: &str, expected: Option<(AreaLevel, &str)>) {
        let found = AreaLayer::of(&sheet(lines), stem).unwrap();
        let found = found.as_ref().map(|layer| (layer.level, layer.code.as_str()));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_level_is_that_of_which_each_feature_has_its_own_code() {
        let buurten = "buurtcode;wijkcode\nBU00340101;WK003401\nBU00340102;WK003401";
        check(buurten, "grenzen", Some((AreaLevel::Buurt, "buurtcode")));
        check("WK_CODE;GM_CODE\nWK003401;GM0034", "x", Some((AreaLevel::Wijk, "WK_CODE")));
        check("statcode\nGM0034", "x", Some((AreaLevel::Gemeente, "statcode")));
        check("naam\nHaven\nStad", "stadsdelen", Some((AreaLevel::Stadsdeel, "naam")));
        check("naam\nHaven\nStad", "parken", None);
        check("bu_code\n340101\n340102", "x", Some((AreaLevel::Buurt, "bu_code")));
        check("code;soort\n340101;boom\n340102;boom", "bomen", None);
    }

    #[test]
    fn the_year_comes_from_the_layer_or_the_name() {
        let year = |lines: &str, stem: &str| {
            AreaLayer::of(&sheet(lines), stem).unwrap().unwrap().year.map(|(year, _)| year)
        };
        assert_eq!(year("buurtcode;jaar\nBU00340101;2024", "grenzen_2025"), Some(2024));
        assert_eq!(year("statcode;jrstatcode\nBU00340101;2023BU00340101", "x"), Some(2023));
        assert_eq!(year("buurtcode\nBU00340101", "wijkenbuurten_2025_v1"), Some(2025));
        assert_eq!(year("buurtcode\nBU00340101", "grenzen_v12345"), None);
        assert_eq!(day_in("bezit_20251201").as_deref(), Some("2025-12-01"));
        assert_eq!(day_in("bezit_20259901"), None);
    }

    #[test]
    fn a_stadsdeel_that_is_not_filled_on_land_is_told_apart() {
        let stadsdeel = |lines: &str| AreaLayer::of(&sheet(lines), "x").unwrap().unwrap().stadsdeel;
        let dry = "buurtcode;stadsdeel;water\nBU00340101;Haven;NEE\nBU00349997;;JA";
        assert_eq!(stadsdeel(dry), Some(Ok("stadsdeel".to_owned())));
        let gap = dry.replace("JA", "NEE");
        assert_eq!(stadsdeel(&gap), Some(Err("stadsdeel".to_owned())));
    }

    #[test]
    fn municipalities_are_counted() {
        let two =
            "buurtcode;gemeentenaam\nBU00340101;Almere\nBU00340102;Almere\nBU09950101;Lelystad";
        let layer = AreaLayer::of(&sheet(two), "x").unwrap().unwrap();
        let almere = (Some("Almere".to_owned()), 2);
        assert_eq!(layer.municipalities.get("GM0034"), Some(&almere));
        assert_eq!(layer.municipalities.len(), 2);
    }
}
