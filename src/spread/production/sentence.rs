//! What a programme does to the spread, in a sentence.

use crate::model::AreaLevel;

use super::scenarios::{LevelScenarios, Step};

/// Words of one language.
struct Words {
    projects: [&'static str; 2],
    falls: &'static str,
    rises: &'static str,
    stays: &'static str,
    from: [&'static str; 2],
}

const DUTCH: Words = Words {
    projects: ["de harde projecten", "alle projecten"],
    falls: "daalt",
    rises: "stijgt",
    stays: "blijft",
    from: ["van", "naar"],
};

const ENGLISH: Words = Words {
    projects: ["the firm projects", "all projects"],
    falls: "falls",
    rises: "rises",
    stays: "stays",
    from: ["from", "to"],
};

impl LevelScenarios {
    /// Whether the firm projects (step 1), or all (step 2), make the areas of this level more even. It is
    /// no test: a plan carries no chance.
    pub fn sentence(&self, step: usize, level: AreaLevel, dutch: bool) -> String {
        let words = if dutch { DUTCH } else { ENGLISH };
        let projects = words.projects[step - 1];
        let (today, after) = (&self.steps[0], &self.steps[step]);
        let level = level.plural();
        let (placed, lost) = (after.placed.all(), after.not_placed.all());
        if placed + lost == 0 {
            return match dutch {
                true => format!("Met {projects} komen er geen woningen bij."),
                false => format!("With {projects} no homes are added."),
            };
        }
        let told = self.verdict(today, after, &words, level, projects, dutch);
        let Some(mut told) = told else {
            return match dutch {
                true => format!(
                    "Wat {projects} met de verdeling over de {level} doen is niet te zeggen: van de \
                     {} woningen zijn er {placed} op dit niveau te plaatsen.",
                    placed + lost
                ),
                false => format!(
                    "What {projects} do to the spread over the {level} cannot be told: of the {} homes \
                     {placed} can be placed at this level.",
                    placed + lost
                ),
            };
        };
        if lost > 0 {
            told += &match dutch {
                true => format!(
                    " Daarin tellen {placed} van de {} woningen mee; de andere zijn op dit niveau niet te \
                     plaatsen.",
                    placed + lost
                ),
                false => format!(
                    " In that {placed} of the {} homes take part; the others cannot be placed at this \
                     level.",
                    placed + lost
                ),
            };
        }
        told
    }

    fn verdict(
        &self,
        today: &Step,
        after: &Step,
        words: &Words,
        level: &str,
        projects: &str,
        dutch: bool,
    ) -> Option<String> {
        let before = today.evenness.as_ref().ok()?;
        let now = after.evenness.as_ref().ok()?;
        let verdict = after.change?;
        let index = |name: &str, [old, new]: [f64; 2]| {
            let [old_text, new_text] = [old, new].map(|value| decimals(value, dutch));
            let verb = match new - old {
                change if change > super::verdict::SMALLEST => words.rises,
                change if change < -super::verdict::SMALLEST => words.falls,
                _ => return format!("{name} {} {old_text}", words.stays),
            };
            let [from, to] = words.from;
            format!("{name} {verb} {from} {old_text} {to} {new_text}")
        };
        let d = index("D", [before.dissimilarity, now.dissimilarity]);
        let h = index("H", [before.information, now.information]);
        let word = verdict.adjective(dutch);
        Some(match dutch {
            true => format!(
                "Met {projects} is de verdeling van sociale woningen over de {level} {word}: {d} en {h}."
            ),
            false => format!(
                "With {projects} the spread of social homes over the {level} is {word}: {d} and {h}."
            ),
        })
    }
}

/// Four decimals, after a comma in Dutch.
fn decimals(value: f64, dutch: bool) -> String {
    let text = format!("{value:.4}");
    if dutch { text.replace('.', ",") } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{areas, programme, project};
    use super::super::scenarios::{StockDay, scenarios};
    use crate::model::project::{Certainty, Segment};
    use crate::model::{AreaLevel, Tally};

    #[test]
    fn the_sentence_says_what_changes_and_what_takes_no_part() {
        let programme = programme(vec![
            project(Some(20), Segment::Social, Certainty::Firm, Some((0, 0))),
            project(Some(30), Segment::Social, Certainty::Soft, None),
        ]);
        let today = [(0, 80), (40, 100), (50, 100), (10, 100)];
        let today = today.map(|(x, t)| Tally::new(x, t, 0, 0).unwrap());
        let day = chrono::NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
        let found = scenarios(&areas(), &programme, &today, StockDay::same(day));
        assert_eq!(
            found.levels[0].sentence(1, AreaLevel::Wijk, true),
            "Met de harde projecten is de verdeling van sociale woningen over de wijken gelijkmatiger: \
             D daalt van 0,1000 naar 0,0000 en H daalt van 0,0068 naar 0,0000."
        );
        let all = found.levels[0].sentence(2, AreaLevel::Wijk, false);
        assert!(
            all.ends_with(
                "In that 20 of the 50 homes take part; the others cannot be placed at this level."
            ),
            "{all}"
        );
        let buurten = found.levels[1].sentence(1, AreaLevel::Buurt, false);
        assert!(buurten.contains("cannot be told: of the 20 homes 0 can be placed"), "{buurten}");
    }
}
