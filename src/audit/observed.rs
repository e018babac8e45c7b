//! What the files of a result tell of an indicator about persons.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::dictionary::{
    Dependence, code_column, indicator_columns, long_table_columns, name_column, pattern_columns,
};
use crate::disclose::Status;
use crate::disclose::table::Part;
use crate::layers::ResultFile;
use crate::model::{Areas, Indicator, LevelAreas};

use super::Leak;

/// The numbers of all files together.
#[derive(Debug, Default)]
pub(super) struct Observed {
    /// By node of the table and part: the count, `None` where it is hidden.
    pub counts: BTreeMap<(usize, Part), Option<u32>>,
    /// Areas by node, with how many count in all of them together.
    pub groups: Vec<(Vec<usize>, i64)>,
}

/// Looks the numbers up.
struct Reader<'a> {
    indicator: &'a str,
    /// By level (-1 is the city) in words and code: the node.
    nodes: BTreeMap<(&'a str, &'a str), usize>,
    /// By name: the number.
    corporations: BTreeMap<String, u32>,
    observed: Observed,
}

/// The word of the long table for the city.
const CITY: &str = "stad";

impl Observed {
    /// Reads every file of the result that tells of areas.
    pub(super) fn in_files(
        areas: &Areas,
        indicator: &Indicator,
        files: &[ResultFile],
        corporations: &[String],
    ) -> Result<Observed, Leak> {
        let mut nodes = BTreeMap::from([((CITY, ""), 0)]);
        for level in areas.levels() {
            for area in &level.areas {
                nodes.insert((level.level.singular(), area.code.as_str()), nodes.len());
            }
        }
        let corporations = corporations.iter().cloned().zip(0..).collect();
        let observed = Observed::default();
        let mut reader = Reader { indicator: &indicator.id, nodes, corporations, observed };
        // The layer of patterns tells of no status: it is read when all of these are known.
        let is_patterns = |file: &&ResultFile| {
            let plural = |level: &LevelAreas| format!("/{}.geojson", level.level.plural());
            file.name.ends_with(".geojson")
                && !areas.levels().iter().any(|level| file.name.ends_with(&plural(level)))
        };
        let (patterns, others): (Vec<_>, Vec<_>) = files.iter().partition(is_patterns);
        for file in others.into_iter().chain(patterns) {
            if file.name.starts_with("indicatoren") && file.name.ends_with(".csv") {
                reader.long_table(file)?;
            } else if file.name.ends_with(".geojson") {
                reader.layer(areas, indicator, file)?;
            } else if file.name.starts_with("kerncijfers") && file.name.ends_with(".json") {
                reader.key_figures(areas, file)?;
            }
        }
        Ok(reader.observed)
    }
}

impl Reader<'_> {
    /// Notes what a file tells of a cell; a number counts for more than that it is hidden.
    fn tell(
        &mut self,
        file: &ResultFile,
        node: usize,
        part: Part,
        count: Option<u32>,
    ) -> Result<(), Leak> {
        let known = self.observed.counts.entry((node, part)).or_default();
        match (&known, count) {
            (Some(here), Some(there)) if *here != there => Err(Leak::TwoNumbers {
                file: file.name.clone(),
                cell: self.indicator.to_owned(),
                there,
                here: *here,
            }),
            (None, Some(_)) => {
                *known = count;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// `indicatoren.csv`.
    fn long_table(&mut self, file: &ResultFile) -> Result<(), Leak> {
        let bytes = file.parts.concat();
        let mut table = csv::Reader::from_reader(bytes.as_slice());
        let header = table.headers().expect("the program's own table").clone();
        let column = |name: &str| {
            header.iter().position(|column| column == name).expect("a column of the dictionary")
        };
        let [level, code, corporation, indicator, count, status, year] =
            ["niveau", "code", "corporatie", "indicator", "teller", "status", "jaar"].map(column);
        let told: Vec<(usize, String)> = long_table_columns()
            .into_iter()
            .filter(|column| column.dependence != Dependence::None)
            .map(|told| (column(&told.name), told.name))
            .collect();
        for row in table.records() {
            let row = row.expect("the program's own table");
            if &row[indicator] != self.indicator {
                continue;
            }
            let Some(&node) = self.nodes.get(&(&row[level], &row[code])) else { continue };
            let part = match (&row[year], &row[corporation]) {
                ("", "") => Part::Window,
                ("", name) => Part::Corporation(self.corporations.get(name).copied()),
                (year, _) => Part::Year(year.parse().expect("a year")),
            };
            let hidden = &row[status] == Status::Hidden.word();
            if hidden && let Some((_, name)) = told.iter().find(|(at, _)| !row[*at].is_empty()) {
                return Err(Leak::Told {
                    file: file.name.clone(),
                    cell: format!("{} {} {}", self.indicator, &row[level], &row[code]),
                    column: name.clone(),
                });
            }
            self.tell(file, node, part, row[count].parse().ok().filter(|_| !hidden))?;
        }
        Ok(())
    }

    /// A layer of areas, or that of patterns.
    fn layer(
        &mut self,
        areas: &Areas,
        indicator: &Indicator,
        file: &ResultFile,
    ) -> Result<(), Leak> {
        let layer: Layer =
            serde_json::from_slice(&file.parts.concat()).expect("the program's own layer");
        let level = areas
            .levels()
            .iter()
            .position(|level| file.name.ends_with(&format!("/{}.geojson", level.level.plural())));
        let columns = match level {
            Some(_) => indicator_columns(indicator),
            None => pattern_columns(),
        };
        let at = level.unwrap_or(areas.levels().len() - 1);
        let of_level = areas.levels()[at].level;
        let key = code_column(areas, at).unwrap_or(name_column(of_level));
        for feature in layer.features {
            let of = feature.properties;
            if level.is_none()
                && of.get("indicator").and_then(Value::as_str) != Some(self.indicator)
            {
                continue;
            }
            let Some(code) = of.get(key).and_then(Value::as_str) else { continue };
            let Some(&node) = self.nodes.get(&(of_level.singular(), code)) else { continue };
            let hidden = match level {
                Some(_) => {
                    of.get(&format!("{}_status", indicator.id)).and_then(Value::as_str)
                        == Some(Status::Hidden.word())
                }
                None => self.observed.counts.get(&(node, Part::Window)) == Some(&None),
            };
            let told = columns.iter().filter(|column| {
                matches!(column.dependence, Dependence::Linear | Dependence::Invertible)
            });
            for column in told {
                if hidden && of.get(&column.name).is_some_and(|value| !value.is_null()) {
                    return Err(Leak::Told {
                        file: file.name.clone(),
                        cell: format!("{} {code}", indicator.id),
                        column: column.name.clone(),
                    });
                }
            }
            if level.is_some() && of.contains_key(&indicator.id) {
                let count = of[&indicator.id].as_u64().and_then(|count| u32::try_from(count).ok());
                self.tell(file, node, Part::Window, count.filter(|_| !hidden))?;
            }
        }
        Ok(())
    }

    /// `kerncijfers.json`.
    fn key_figures(&mut self, areas: &Areas, file: &ResultFile) -> Result<(), Leak> {
        let all: Value =
            serde_json::from_slice(&file.parts.concat()).expect("the program's own file");
        let figures = all["indicators"].as_array().into_iter().flatten();
        let id = self.indicator;
        for figure in figures.filter(|figure| figure["id"] == id) {
            self.number(file, 0, Part::Window, &figure["total"])?;
            for part in figure["by_corporation"].as_array().into_iter().flatten() {
                let name = part["corporation"].as_str().unwrap_or_default();
                let number = self.corporations.get(name).copied();
                self.number(file, 0, Part::Corporation(number), part)?;
            }
            for part in figure["by_year"].as_array().into_iter().flatten() {
                // The parts of a year that a change of definition cuts are no cells of the table.
                if part.get("definition").is_none()
                    && let Some(year) = part["year"].as_i64()
                {
                    self.number(file, 0, Part::Year(year as i32), part)?;
                }
            }
            let spread = &figure["spread"];
            for (level, of_level) in
                areas.levels().iter().zip(spread["levels"].as_array().into_iter().flatten())
            {
                for area in of_level["areas"].as_array().into_iter().flatten() {
                    let code = area["code"].as_str().unwrap_or_default();
                    if let Some(&node) = self.nodes.get(&(level.level.singular(), code)) {
                        self.number(file, node, Part::Window, area)?;
                    }
                }
            }
            let finest = areas.finest().level.singular();
            for cluster in spread["in_space"]["clusters"].as_array().into_iter().flatten() {
                let members = cluster["members"].as_array().into_iter().flatten();
                let codes = members.filter_map(Value::as_str);
                let nodes = codes.filter_map(|code| self.nodes.get(&(finest, code)).copied());
                if let Some(total) = cluster["inside"][0].as_i64() {
                    let group = (nodes.collect(), total);
                    self.observed.groups.push(group);
                }
            }
        }
        Ok(())
    }

    /// An object with a count and a status; of a hidden one nothing else may be told but what is public.
    fn number(
        &mut self,
        file: &ResultFile,
        node: usize,
        part: Part,
        told: &Value,
    ) -> Result<(), Leak> {
        let hidden = told["status"] == Status::Hidden.word();
        let public = ["code", "corporation", "year", "out_of", "unknown", "status"];
        if hidden {
            let keys = told.as_object().into_iter().flatten();
            let mut told =
                keys.filter(|(key, value)| !value.is_null() && !public.contains(&key.as_str()));
            if let Some((key, _)) = told.next() {
                return Err(Leak::Told {
                    file: file.name.clone(),
                    cell: self.indicator.to_owned(),
                    column: key.clone(),
                });
            }
        }
        let count = told["count"].as_u64().and_then(|count| u32::try_from(count).ok());
        self.tell(file, node, part, count.filter(|_| !hidden))
    }
}

/// A layer without its geometry.
#[derive(serde::Deserialize)]
struct Layer {
    features: Vec<Feature>,
}

#[derive(serde::Deserialize)]
struct Feature {
    properties: serde_json::Map<String, Value>,
}
