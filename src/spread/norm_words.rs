//! A norm and what threatens it, in words.

use crate::model::NormKind;

use super::norm::Norm;
use super::outlook::Warning;

/// A share as a percentage with at most so many decimals; without those that are zero where there are
/// more than two.
pub fn percent(share: f64, decimals: usize, dutch: bool) -> String {
    let mut text = format!("{:.decimals$}", 100.0 * share);
    if decimals > 2 && text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if dutch {
        text = text.replace('.', ",");
    }
    format!("{text}%")
}

impl Norm {
    /// `at most 30%` or `at least 70%`, in Dutch or in English.
    pub fn in_words(self, dutch: bool) -> String {
        let share = percent(self.share(), 4, dutch);
        match (self.kind(), dutch) {
            (NormKind::Ceiling, true) => format!("hoogstens {share}"),
            (NormKind::Ceiling, false) => format!("at most {share}"),
            (NormKind::Floor, true) => format!("ten minste {share}"),
            (NormKind::Floor, false) => format!("at least {share}"),
        }
    }

    /// On which side of it a share is that passes it: `above` or `below`, in Dutch or in English.
    pub fn side_beyond(self, dutch: bool) -> &'static str {
        match (self.kind(), dutch) {
            (NormKind::Ceiling, true) => "boven",
            (NormKind::Ceiling, false) => "above",
            (NormKind::Floor, true) => "onder",
            (NormKind::Floor, false) => "below",
        }
    }
}

impl Warning {
    /// What the rule says of a norm, in Dutch or in English; without an end of the sentence.
    pub fn sentence(self, kind: NormKind, dutch: bool) -> &'static str {
        match (self, kind, dutch) {
            (Warning::TooFew, _, true) => "te weinig toewijzingen om iets te zeggen",
            (Warning::TooFew, _, false) => "too few placements to say anything",
            (Warning::None, _, true) => "geen teken dat de norm in gevaar is",
            (Warning::None, _, false) => "no sign that the norm is threatened",
            (Warning::Attention, _, true) => "aandacht: de norm kan in gevaar komen",
            (Warning::Attention, _, false) => "attention: the norm may be threatened",
            (Warning::Structural, NormKind::Ceiling, true) => {
                "de norm dreigt structureel te worden overschreden"
            }
            (Warning::Structural, NormKind::Ceiling, false) => {
                "the norm threatens to be exceeded structurally"
            }
            (Warning::Structural, NormKind::Floor, true) => {
                "de norm dreigt structureel niet te worden gehaald"
            }
            (Warning::Structural, NormKind::Floor, false) => {
                "the norm threatens to be missed structurally"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_norm_says_on_which_side_of_it_a_share_should_stay() {
        let words = |share, kind| [true, false].map(|dutch| Norm::of(share, kind).in_words(dutch));
        assert_eq!(words(0.3, NormKind::Ceiling), ["hoogstens 30%", "at most 30%"]);
        assert_eq!(words(0.7, NormKind::Floor), ["ten minste 70%", "at least 70%"]);
        assert_eq!(words(0.0725, NormKind::Floor), ["ten minste 7,25%", "at least 7.25%"]);
        assert_eq!(percent(0.2996, 2, false), "29.96%");
        assert_eq!(percent(0.3, 2, true), "30,00%");
        assert_eq!([percent(1.0, 4, false), percent(0.0, 4, false)], ["100%", "0%"]);
    }

    #[test]
    fn each_warning_has_its_words_of_either_side() {
        let all = [Warning::TooFew, Warning::None, Warning::Attention, Warning::Structural];
        for dutch in [true, false] {
            let mut words: Vec<&str> = all
                .iter()
                .flat_map(|of| {
                    [NormKind::Ceiling, NormKind::Floor].map(|kind| of.sentence(kind, dutch))
                })
                .collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), 5);
        }
    }
}
