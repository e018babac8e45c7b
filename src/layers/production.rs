//! `productie.csv`: one project a row.

use crate::dictionary::project_columns;
use crate::disclose::statistics::{Production, Project};
use crate::model::Areas;

use super::harmless;

/// The table of projects, in order of their rows.
pub(super) fn table(areas: &Areas, production: &Production) -> Vec<u8> {
    let programme = &production.programme;
    let columns = project_columns(&programme.planned_years, &programme.delivered_years);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = columns.iter().map(|column| column.name.as_str());
    writer.write_record(header).expect("writing to memory cannot fail");
    for (at, project) in programme.projects.iter().enumerate() {
        let deliveries = production.deliveries.as_ref();
        let status = deliveries.map_or("", |of| of.projects[at].status.word());
        let cells = cells(areas, project, status);
        writer.write_record(cells).expect("writing to memory cannot fail");
    }
    writer.into_inner().expect("writing to memory cannot fail")
}

/// How a project was joined to an area.
pub(super) fn joined(project: &Project) -> &'static str {
    match project.place {
        Some(place) if place.by_district => "stadsdeel",
        Some(_) => "gebied",
        None => "niet gekoppeld",
    }
}

/// The cells of a project, in the order of [`project_columns`].
fn cells(areas: &Areas, project: &Project, status: &str) -> Vec<String> {
    let text = |text: &Option<String>| harmless(text.as_deref().unwrap_or(""));
    let number = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    let area = project.place.map(|place| {
        let level = &areas.levels()[place.area.level];
        let area = &level.areas[place.area.at];
        [level.level.singular().to_owned(), harmless(area.code.as_str()), harmless(&area.name)]
    });
    let mut cells = vec![
        project.row.to_string(),
        text(&project.name),
        text(&project.district),
        text(&project.area),
        joined(project).to_owned(),
    ];
    cells.extend(area.unwrap_or_default());
    cells.push(text(&project.segment_word));
    cells.push(project.segment.word().to_owned());
    cells.push(text(&project.certainty_word));
    cells.push(project.certainty.word().to_owned());
    cells.push(number(project.homes));
    cells.extend(project.planned.iter().map(|homes| number(*homes)));
    cells.push(number(project.year_unknown()));
    cells.extend(project.delivered.iter().map(|homes| number(*homes)));
    cells.push(status.to_owned());
    cells
}
