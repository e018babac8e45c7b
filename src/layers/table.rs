//! `indicatoren.csv`: one number a row.

use crate::config::{Config, Language};
use crate::dictionary::long_table_columns;
use crate::disclose::{Cell, Published, PublishedCounts, PublishedIndicator, Release, Status};
use crate::model::{Areas, Of};

use super::percent;

/// The long table: the city, then every level coarse to fine, each indicator in each area; all
/// corporations together, then each; the whole window, then each year.
pub(super) fn long(config: &Config, areas: &Areas, release: &Release) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header: Vec<String> = long_table_columns().into_iter().map(|column| column.name).collect();
    write(&mut writer, &header);

    let all = || std::iter::once(&release.dwellings).chain(&release.indicators);
    for published in all() {
        let named = |_: usize| ("stad", String::new(), config.name.clone());
        rows(&mut writer, config, release, published, &published.city, &named);
    }
    for (level, list) in areas.levels().iter().enumerate() {
        for published in all() {
            let named = |at: usize| {
                let area = &list.areas[at];
                (list.level.singular(), area.code.to_string(), area.name.clone())
            };
            rows(&mut writer, config, release, published, &published.levels[level], &named);
        }
    }
    writer.into_inner().expect("writing to memory cannot fail")
}

type Named<'a> = &'a dyn Fn(usize) -> (&'static str, String, String);

fn rows(
    writer: &mut csv::Writer<Vec<u8>>,
    config: &Config,
    release: &Release,
    published: &PublishedIndicator,
    counts: &PublishedCounts,
    named: Named<'_>,
) {
    let id = &published.indicator.id;
    let definition = match published.indicator.of {
        Of::Placements => published.indicator.defined(config.language == Language::Nl),
        Of::Dwellings | Of::Roofs => "",
    };
    let mut row = |at: usize, corporation: &str, year: &str, cell: &Published<Cell>| {
        let (level, code, name) = named(at);
        let cell = cell.get();
        let tally = cell.tally;
        let unknown = cell.status() == Status::Unknown;
        write(
            writer,
            &[
                level.to_owned(),
                code,
                name,
                corporation.to_owned(),
                id.clone(),
                if unknown { String::new() } else { tally.count().to_string() },
                tally.out_of().to_string(),
                if unknown { None } else { percent(tally.count(), tally.out_of()) }
                    .unwrap_or_default(),
                cell.status().word().to_owned(),
                tally.unknown().to_string(),
                year.to_owned(),
                definition.to_owned(),
            ],
        );
    };
    for (at, cell) in counts.by_area.iter().enumerate() {
        row(at, "", "", cell);
    }
    for (corporation, at, cell) in &counts.by_corporation {
        row(*at as usize, &release.corporations[*corporation as usize], "", cell);
    }
    for (year, at, cell) in &counts.by_year {
        row(*at as usize, "", &year.to_string(), cell);
    }
}

fn write(writer: &mut csv::Writer<Vec<u8>>, cells: &[String]) {
    writer.write_record(cells).expect("writing to memory cannot fail");
}
