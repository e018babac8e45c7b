//! The caps of rent allowance (*aftoppingsgrenzen*) of a year.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which rent a cap bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum RentKind {
    /// Bare rent with those service costs that count for rent allowance.
    #[serde(rename = "rekenhuur")]
    Reckoned,
    /// Bare rent.
    #[serde(rename = "kale huur")]
    Bare,
}

impl RentKind {
    /// The word of the configuration and of the results.
    pub fn word(self) -> &'static str {
        match self {
            RentKind::Reckoned => "rekenhuur",
            RentKind::Bare => "kale huur",
        }
    }

    /// The rent that the law looks at in a year: from 2026 on service costs do not count.
    pub fn of_year(year: i32) -> RentKind {
        if year < 2026 { RentKind::Reckoned } else { RentKind::Bare }
    }
}

/// How the amounts are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Read in a source, and looked up again.
    Read,
    /// Taken over from a page that lists them.
    SecondHand,
    /// Given in the configuration of the run.
    Configured,
}

/// The caps of one year, in euros a month.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RentCap {
    /// Calendar year.
    pub year: i32,
    /// For households of one or two persons.
    pub first: f64,
    /// For households of three persons or more.
    pub second: f64,
    /// Which rent they bound.
    pub kind: RentKind,
    /// Where they were read; empty where the configuration does not say.
    pub source: String,
    /// How they are known.
    pub certainty: Certainty,
}

/// The caps of one year as the configuration has them (`[[rent_caps]]`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RentCapSetting {
    /// Calendar year.
    pub year: i32,
    /// For households of one or two persons.
    pub first: f64,
    /// For households of three persons or more.
    pub second: f64,
    /// Which rent they bound; by default that of the law in the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<RentKind>,
    /// Where they were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl RentCapSetting {
    /// The caps of the year.
    pub fn cap(&self) -> RentCap {
        RentCap {
            year: self.year,
            first: self.first,
            second: self.second,
            kind: self.kind.unwrap_or(RentKind::of_year(self.year)),
            source: self.source.clone().unwrap_or_default(),
            certainty: Certainty::Configured,
        }
    }

    /// What is wrong with them, if anything.
    pub fn fault(&self) -> Option<String> {
        let RentCapSetting { year, first, second, .. } = self;
        for (key, amount) in [("first", *first), ("second", *second)] {
            if !(amount.is_finite() && amount > 0.0) {
                return Some(format!(
                    "of {year}: `{key}` is {amount}; write euros a month, above 0"
                ));
            }
            if (amount * 100.0).round() / 100.0 != amount {
                return Some(format!(
                    "of {year}: `{key}` is {amount}; write euros and whole cents"
                ));
            }
        }
        if first > second {
            return Some(format!(
                "of {year}: `first` ({first}) lies above `second` ({second}); the first is that of one or two \
                 persons"
            ));
        }
        (!(1990..=2100).contains(year))
            .then(|| format!("of {year}: write a calendar year from 1990 to 2100"))
    }
}

/// Rents above this are none of a month of a social home.
const HIGHEST_RENT: f64 = 5_000.0;

/// A month's rent in whole cents, so that it compares as it is written; `None` where it cannot be one: 0 stands
/// for unknown in many tables, and so much as this nobody pays for a social home.
pub fn month_rent(rent: f64) -> Option<f64> {
    let cents = (rent * 100.0).round() / 100.0;
    (cents > 0.0 && cents <= HIGHEST_RENT).then_some(cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rent_is_of_a_month_in_whole_cents() {
        assert_eq!(month_rent(731.93), Some(731.93));
        // What single precision and sums make of it.
        assert_eq!(month_rent(f64::from(693.60_f32)), Some(693.60));
        assert_eq!(month_rent(731.93 - 1e-10), Some(731.93));
        assert_eq!(month_rent(0.1 + 0.2), Some(0.3));
        assert_eq!([0.0, -3.0, 0.004, 5000.01, f64::NAN].map(month_rent), [None; 5]);
        assert_eq!(month_rent(5000.0), Some(5000.0));
        // Every cent up to the highest is itself.
        let cents = (1..500_000_u32).map(f64::from);
        assert!(cents.map(|cents| cents / 100.0).all(|rent| month_rent(rent) == Some(rent)));
    }

    #[test]
    fn caps_that_cannot_be_say_why() {
        let fault = |first, second| {
            let setting = RentCapSetting { year: 2025, first, second, kind: None, source: None };
            setting.fault()
        };
        assert_eq!(fault(682.96, 731.93), None);
        assert_eq!(fault(700.0, 700.0), None);
        for (first, second) in [(0.0, 700.0), (-1.0, 700.0), (700.0, 0.0), (f64::NAN, 700.0)] {
            assert!(fault(first, second).is_some_and(|of| of.contains("above 0")), "{first}");
        }
        assert!(fault(800.0, 700.0).unwrap().contains("lies above `second`"));
        assert!(fault(600.0, 700.005).unwrap().contains("whole cents"));
        let year = RentCapSetting { year: 25, first: 1.0, second: 2.0, kind: None, source: None };
        assert!(year.fault().unwrap().contains("calendar year"));
    }

    #[test]
    fn from_2026_on_bare_rent_counts() {
        let kind = |year| {
            RentCapSetting { year, first: 1.0, second: 2.0, kind: None, source: None }.cap().kind
        };
        assert_eq!([2025, 2026].map(kind), [RentKind::Reckoned, RentKind::Bare]);
    }
}
