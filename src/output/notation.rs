//! Numbers as a reader of the language writes them.

/// How numbers are written: in Dutch, else in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notation {
    /// In Dutch: 1.412 and 0,6%; in English: 1,412 and 0.6%.
    pub dutch: bool,
}

impl Notation {
    /// A whole number with a mark between thousands.
    pub fn whole(self, number: u64) -> String {
        let digits = number.to_string();
        let mut told = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                told.push(if self.dutch { '.' } else { ',' });
            }
            told.push(digit);
        }
        told
    }

    /// A measured fraction as a percentage of one decimal; one that would read as 0 although it is
    /// not is told as less than 0.1%.
    pub fn share(self, fraction: f64) -> String {
        let percent = 100.0 * fraction;
        let told = if percent > 0.0 && percent < 0.05 {
            "<0.1%".to_owned()
        } else {
            format!("{percent:.1}%")
        };
        self.decimal_mark(&told)
    }

    /// A limit as a percentage with the decimals that it was given with, four at most.
    pub fn limit(self, fraction: f64) -> String {
        let told = format!("{:.4}", 100.0 * fraction);
        self.decimal_mark(&format!("{}%", told.trim_end_matches('0').trim_end_matches('.')))
    }

    fn decimal_mark(self, told: &str) -> String {
        if self.dutch { told.replace('.', ",") } else { told.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUTCH: Notation = Notation { dutch: true };
    const ENGLISH: Notation = Notation { dutch: false };

    #[test]
    fn thousands_are_marked() {
        for (number, dutch, english) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1412, "1.412", "1,412"),
            (31_887_000, "31.887.000", "31,887,000"),
        ] {
            assert_eq!(
                (DUTCH.whole(number), ENGLISH.whole(number)),
                (dutch.into(), english.into())
            );
        }
    }

    #[test]
    fn a_share_has_one_decimal_and_a_limit_those_that_it_was_given_with() {
        assert_eq!(
            (DUTCH.share(8.0 / 1412.0).as_str(), DUTCH.limit(0.01).as_str()),
            ("0,6%", "1%")
        );
        assert_eq!(
            (ENGLISH.share(0.0).as_str(), ENGLISH.share(0.0001).as_str()),
            ("0.0%", "<0.1%")
        );
        assert_eq!((ENGLISH.share(1.0).as_str(), ENGLISH.limit(1.0).as_str()), ("100.0%", "100%"));
        assert_eq!((ENGLISH.limit(0.07).as_str(), DUTCH.limit(0.0125).as_str()), ("7%", "1,25%"));
        assert_eq!(ENGLISH.limit(0.0), "0%");
    }
}
