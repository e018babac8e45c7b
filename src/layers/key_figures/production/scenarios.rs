//! Social homes today, with the firm projects, and with all.

use crate::disclose::statistics::{
    Added, CityStep, InStock, LevelScenarios, Move, Production, Project, Scenarios, Step,
    StepEvenness,
};
use crate::model::{Areas, LevelAreas};

use super::super::rounded;
use super::super::shape::{
    AddedFigure, AreaShare, ChangeFigure, CityFigure, InStockFigure, MoveFigure, ScenarioLevel,
    ScenariosFigure, StepEvennessFigure, StepFigure, Told,
};

/// The words of the steps.
const STEPS: [&str; 3] = ["today", "firm", "all"];

const REMARK: [&str; 2] = [
    "Een plan en geen steekproef: er is niets getoetst. Wat gesloopt of verkocht wordt staat niet in de \
     projecten en is nergens afgetrokken; wat anderen bouwen is niet opgeteld.",
    "A plan and no sample: nothing is tested. What is pulled down or sold is not in the projects and is \
     taken off nowhere; what others build is not added.",
];

const OFF: [&str; 2] = [
    "De statistieken van spreiding zijn uitgezet ([spread] enabled).",
    "The statistics of spread are switched off ([spread] enabled).",
];

pub(super) fn figure<'a>(
    areas: &'a Areas,
    of: &'a Production,
    found: &'a Scenarios,
    dutch: bool,
) -> ScenariosFigure<'a> {
    let projects = &of.programme.projects;
    let levels = areas.levels().iter().zip(&found.levels);
    let statistics = of.statistics;
    ScenariosFigure {
        day: found.day.to_string(),
        in_stock: in_stock(found, dutch),
        remark: REMARK[usize::from(!dutch)],
        left_out: found.left_out.iter().map(|&at| Project::called(&projects[at])).collect(),
        city: found.city.iter().zip(STEPS).map(|(step, word)| city(step, word)).collect(),
        levels: levels
            .map(|(level, found)| ScenarioLevel {
                level: level.level.singular(),
                steps: (0..3).map(|at| step(level, found, at, (statistics, dutch))).collect(),
            })
            .collect(),
    }
}

fn in_stock(of: &Scenarios, dutch: bool) -> InStockFigure {
    let stock = match (of.is_earlier, dutch) {
        (true, true) => format!("de voorraad van {}", of.day),
        (true, false) => format!("the stock of {}", of.day),
        (false, true) => "de voorraad van vandaag".to_owned(),
        (false, false) => "today's stock".to_owned(),
    };
    let up_to = |through: i32| match (of.is_earlier, dutch) {
        (false, _) => String::new(),
        (true, true) => format!(" tot en met {through}"),
        (true, false) => format!(" up to and including {through}"),
    };
    match of.in_stock {
        InStock::Delivered { homes, unknown, through } => InStockFigure {
            how: "delivered",
            homes,
            through: None,
            homes_of_unknown_delivery: Some(unknown),
            sentence: match dutch {
                true => format!(
                    "De {homes} woningen die volgens de tabel{} zijn opgeleverd staan al in {stock} en \
                     tellen niet nog eens. Van {unknown} woningen die er hadden moeten staan is \
                     onbekend of zij er staan: die tellen als nog te bouwen.",
                    up_to(through)
                ),
                false => format!(
                    "The {homes} homes that the table says were delivered{} are in {stock} and are not \
                     added again. Of {unknown} homes that are due it is not known whether they are there: \
                     they count as to come.",
                    up_to(through)
                ),
            },
        },
        InStock::AsPlanned { through, homes } => InStockFigure {
            how: "as planned",
            homes,
            through: Some(through),
            homes_of_unknown_delivery: None,
            sentence: match dutch {
                true => format!(
                    "Niets zegt wat is opgeleverd. Aangenomen is dat de {homes} woningen die tot en met \
                     {through} gepland waren er staan, in {stock}; zij tellen niet nog \
                     eens. Woningen zonder jaar tellen als nog te bouwen."
                ),
                false => format!(
                    "Nothing says what was delivered. The {homes} homes planned up to and including \
                     {through} are taken to be there, in {stock}, and are not added again. Homes of \
                     no known year count as to come."
                ),
            },
        },
    }
}

fn city(of: &CityStep, step: &'static str) -> CityFigure {
    let (social, homes) = (of.tally.count(), of.tally.out_of());
    let unknown = of.unknown_segment;
    let share = |social: u64| rounded(social as f64 / (u64::from(homes) + unknown) as f64);
    let between = [u64::from(social), u64::from(social) + unknown];
    CityFigure {
        step,
        social,
        homes,
        share: of.tally.share().map(rounded),
        added: added(of.added),
        unknown_segment: unknown,
        unknown_base: of.unknown_base,
        share_between: (unknown > 0).then(|| between.map(share)),
    }
}

fn added(of: Added) -> AddedFigure {
    AddedFigure { social: of.social, other: of.other }
}

fn step<'a>(
    level: &'a LevelAreas,
    found: &'a LevelScenarios,
    at: usize,
    (statistics, dutch): (bool, bool),
) -> StepFigure<'a> {
    let of: &Step = &found.steps[at];
    let today = found.steps[0].evenness.as_ref().ok().filter(|_| statistics);
    let both = today.zip(of.evenness.as_ref().ok()).filter(|_| at > 0);
    let off = OFF[usize::from(!dutch)];
    let evenness = of.evenness.as_ref().map(|of| even(level, of));
    let evenness = evenness.map_err(|silence| silence.sentence(dutch));
    StepFigure {
        step: STEPS[at],
        placed: added(of.placed),
        not_placed: added(of.not_placed),
        evenness: match evenness {
            _ if !statistics => Told::Silence { undefined: off },
            Ok(evenness) => Told::Number(evenness),
            Err(undefined) => Told::Silence { undefined },
        },
        change: both.map(|(before, after)| ChangeFigure {
            share: rounded(after.share - before.share),
            dissimilarity: rounded(after.dissimilarity - before.dissimilarity),
            information: rounded(after.information - before.information),
            gini: rounded(after.gini - before.gini),
            verdict: of.change.map(|change| change.word()),
        }),
        sentence: (at > 0 && statistics).then(|| found.sentence(at, level.level, dutch)),
        areas: (at > 0).then(|| found.moves[at - 1].iter().map(|of| moved(level, of)).collect()),
    }
}

fn even<'a>(level: &'a LevelAreas, of: &StepEvenness) -> StepEvennessFigure<'a> {
    let area = |(at, share): (usize, f64)| AreaShare {
        code: level.areas[at].code.as_str(),
        name: &level.areas[at].name,
        share: rounded(share),
    };
    StepEvennessFigure {
        areas: of.areas,
        share: rounded(of.share),
        dissimilarity: rounded(of.dissimilarity),
        information: rounded(of.information),
        gini: rounded(of.gini),
        lowest: area(of.lowest),
        highest: area(of.highest),
    }
}

fn moved<'a>(level: &'a LevelAreas, of: &Move) -> MoveFigure<'a> {
    let area = &level.areas[of.area];
    let pair = |tally: crate::model::Tally| [tally.count(), tally.out_of()];
    MoveFigure {
        code: area.code.as_str(),
        name: &area.name,
        before: pair(of.before),
        after: pair(of.after),
        share_before: of.before.share().map(rounded),
        share_after: of.after.share().map(rounded),
        toward_city: of.toward,
    }
}
