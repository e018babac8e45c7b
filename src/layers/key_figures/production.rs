//! The production agreements in the key figures.

mod scenarios;

use crate::config::{Config, Language};
use crate::disclose::statistics::{
    BySegment, DeliveryHomes, HomesPlanned, PlannedHomes, PrintedTotal, Production, Project,
    TotalYear,
};
use crate::layers::production::joined;
use crate::model::Areas;

use super::origin::{Counted, origin};
use super::shape::{
    DeliveriesFigure, DeliveryHomesFigure, DeliveryYearFigure, HomesFigure, PlannedArea,
    PlannedFigure, PlannedLevel, PlannedNumbers, PlannedYear, ProductionFigure, ProjectFigure,
    SegmentFigure, StatusFigure, Told, TotalFigure, YearHomes,
};

const DEFINITION: [&str; 2] = [
    "Woningen van harde en zachte projecten, zoals zij in de tabel staan; wat niet meetelt wordt getoond en \
     nergens opgeteld. Een project hoort bij het gebied waar zijn namen naar wijzen, en bij de gebieden \
     daarboven; in een kleiner gebied is niet te zeggen of het er ligt. Een leeg jaar is nul waar een ander \
     jaar is ingevuld, en anders onbekend.",
    "Homes of firm and soft projects, as they stand in the table; what does not count is shown and added \
     nowhere. A project belongs to the area that its names mean, and to those above it; of a smaller area \
     it cannot be told whether it lies there. An empty year is zero where another year is filled, and else \
     unknown.",
];

const NO_DELIVERIES: [&str; 2] = [
    "De configuratie noemt geen kolommen met opgeleverde woningen ([production.delivered]).",
    "The configuration names no columns of delivered homes ([production.delivered]).",
];

const NO_STOCK: [&str; 2] = [
    "Er is geen aandeel sociale woningen: zonder [stock] is niet bekend hoeveel woningen er in totaal staan, \
     of de indicator `sociaal` is weggelaten.",
    "There is no share of social homes: without [stock] it is not known how many homes there are in all, or \
     the indicator `sociaal` is left out.",
];

const RULE: [&str; 2] = [
    "De woningen van een project staan op volgorde van gepland jaar, de opleveringen op volgorde van hun \
     jaar; de eerste oplevering is van de eerst geplande woning. Een woning moet er staan aan het eind van \
     haar geplande jaar. De status is het eerste dat voor een woning van het project geldt: te laat, \
     verschoven (in een later jaar opgeleverd), onbekend, vooruit, opgeleverd, nog niet aan de beurt.",
    "The homes of a project are taken in the order of their planned years, its deliveries in that of \
     theirs; the first delivered is the first that was planned. A home is due at the end of its planned \
     year. The status is the first of these that holds for a home of the project: te laat (late), \
     verschoven (delivered in a later year), onbekend (unknown), vooruit (ahead), opgeleverd (delivered), \
     nog niet aan de beurt (not due yet).",
];

/// The figure; sentences in Dutch or in English.
pub(super) fn figure<'a>(
    config: &'a Config,
    areas: &'a Areas,
    of: &'a Production,
) -> ProductionFigure<'a> {
    let dutch = config.language == Language::Nl;
    let language = usize::from(!dutch);
    let mut counted = Counted::with("#production", "production", []);
    if of.scenarios.is_some() {
        counted = counted.and_of("homes");
    }
    let programme = &of.programme;
    let projects = programme.projects.iter().enumerate();
    let unjoined = programme.projects.iter().filter(|project| project.place.is_none());
    let totals = programme.totals.as_ref();
    let levels = areas.levels().iter().zip(&of.levels).map(|(level, planned)| PlannedLevel {
        level: level.level.singular(),
        areas: planned
            .areas
            .iter()
            .map(|(at, homes)| PlannedArea {
                code: level.areas[*at].code.as_str(),
                name: &level.areas[*at].name,
                numbers: numbers(of, homes),
            })
            .collect(),
        not_placed: numbers(of, &planned.not_placed),
    });
    ProductionFigure {
        source: programme.source.as_deref(),
        as_of: programme.as_of.map(|day| day.to_string()),
        definition: DEFINITION[language],
        origin: origin(config, &counted),
        projects: projects.map(|(at, project)| self::project(areas, of, at, project)).collect(),
        unjoined: unjoined.map(Project::called).collect(),
        planned: PlannedFigure { total: numbers(of, &of.planned), levels: levels.collect() },
        totals: totals.map(|totals| totals.iter().map(|total| self::total(of, total)).collect()),
        deliveries: match deliveries(of, language) {
            Some(found) => Told::Number(found),
            None => Told::Silence { undefined: NO_DELIVERIES[language] },
        },
        sociaal: match &of.scenarios {
            Some(found) => Told::Number(scenarios::figure(areas, of, found, dutch)),
            None => Told::Silence { undefined: NO_STOCK[language] },
        },
    }
}

fn project<'a>(
    areas: &'a Areas,
    of: &'a Production,
    at: usize,
    project: &'a Project,
) -> ProjectFigure<'a> {
    let level = project.place.map(|place| &areas.levels()[place.area.level]);
    let area = project.place.zip(level).map(|(place, level)| &level.areas[place.area.at]);
    let stands = of.deliveries.as_ref().map(|found| found.projects[at]);
    let years = |years: &[i32], homes: &[Option<u32>]| {
        let of_each = years.iter().zip(homes);
        of_each.map(|(&year, &homes)| YearHomes { year, homes }).collect()
    };
    ProjectFigure {
        row: project.row,
        name: project.name.as_deref(),
        district: project.district.as_deref(),
        area: project.area.as_deref(),
        joined: joined(project),
        level: level.map(|level| level.level.singular()),
        code: area.map(|area| area.code.as_str()),
        area_name: area.map(|area| area.name.as_str()),
        segment: project.segment_word.as_deref(),
        segment_kind: project.segment.word(),
        certainty: project.certainty_word.as_deref(),
        certainty_kind: project.certainty.word(),
        homes: project.homes,
        planned: years(&of.programme.planned_years, &project.planned),
        year_unknown: project.year_unknown(),
        delivered: years(&of.programme.delivered_years, &project.delivered),
        status: stands.map(|stands| stands.status.word()),
        stands: stands.map(|stands| delivery_homes(stands.homes)),
        to_come: of.scenarios.as_ref().map(|found| found.to_come[at]),
    }
}

fn numbers(of: &Production, planned: &PlannedHomes) -> PlannedNumbers {
    let none = HomesPlanned::default();
    let years = of.programme.planned_years.iter().enumerate();
    PlannedNumbers {
        projects: planned.projects,
        projects_without_number: planned.without_number,
        homes: homes(planned.homes),
        by_year: years
            .map(|(at, &year)| PlannedYear {
                year,
                homes: homes(*planned.by_year.get(at).unwrap_or(&none)),
            })
            .collect(),
        year_unknown: homes(planned.year_unknown),
    }
}

fn homes(of: HomesPlanned) -> HomesFigure {
    let segments = |BySegment { social, other, unknown }| SegmentFigure { social, other, unknown };
    HomesFigure { all: of.all(), firm: segments(of.firm), soft: segments(of.soft) }
}

fn total<'a>(of: &Production, total: &'a PrintedTotal) -> TotalFigure<'a> {
    let rows = |projects: &[usize]| {
        projects.iter().map(|&at| of.programme.projects[at].row).collect::<Vec<u32>>()
    };
    TotalFigure {
        row: total.row,
        certainty: total.certainty.as_deref(),
        segment: total.segment.as_deref(),
        year: match total.year {
            TotalYear::All => None,
            TotalYear::Of(year) => Some(year.to_string()),
            TotalYear::Unknown => Some("onbekend".to_owned()),
        },
        printed: total.printed,
        sum_of_rows: total.sum,
        difference: total.difference(),
        rows: rows(&total.projects),
        rows_without_number: rows(&total.unknown),
    }
}

fn deliveries(of: &Production, language: usize) -> Option<DeliveriesFigure> {
    let found = of.deliveries.as_ref()?;
    let statuses = found.statuses(&of.programme).into_iter();
    Some(DeliveriesFigure {
        day: of.day.to_string(),
        due_through: found.due_through,
        rule: RULE[language],
        projects: statuses
            .map(|(status, projects)| StatusFigure { status: status.word(), projects })
            .collect(),
        homes: delivery_homes(found.homes),
        years: found
            .years
            .iter()
            .map(|of| DeliveryYearFigure {
                year: of.year,
                planned: of.planned,
                delivered: of.delivered,
                stands: delivery_homes(of.homes),
            })
            .collect(),
    })
}

fn delivery_homes(of: DeliveryHomes) -> DeliveryHomesFigure {
    let DeliveryHomes { on_time, ahead, moved, late, not_due, unknown, beyond_plan } = of;
    DeliveryHomesFigure { on_time, ahead, moved, late, not_due, unknown, beyond_plan }
}
