//! The sums in the likelihood of the beta-binomial model, in a time that does not grow with the units.

/// Numbers of which the sums run from 0 to below each: areas with the same beginning share it.
///
/// For a function f the sum is Σₙ Σ_{i < n} f(m + iφ), over all the numbers n.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sums {
    /// How many of the numbers are above 0, 1, 2, ... and so on up to [`DIRECT`].
    above: Vec<f64>,
    /// The numbers above [`DIRECT`].
    large: Vec<f64>,
}

/// So many terms are added up; those beyond follow from the formula of Euler and Maclaurin, of which
/// what is left out is then below the last digit.
const DIRECT: u32 = 1024;

impl Sums {
    pub fn over(numbers: impl Iterator<Item = u32>) -> Sums {
        let (mut above, mut large): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        for number in numbers.filter(|&number| number > 0) {
            let last = number.min(DIRECT) as usize - 1;
            above.resize(above.len().max(last + 1), 0.0);
            above[last] += 1.0;
            large.extend((number > DIRECT).then(|| f64::from(number)));
        }
        for at in (1..above.len()).rev() {
            above[at - 1] += above[at];
        }
        Sums { above, large }
    }

    /// Of ln (m + iφ), for m > 0 and φ ≥ 0.
    pub fn ln(&self, m: f64, phi: f64) -> f64 {
        let direct = self.added(|i| (m + i * phi).ln());
        let beyond = self.large.iter().map(|&n| {
            let Beyond { terms, first, last, grown } = Beyond::of(n, m, phi);
            if phi == 0.0 {
                return terms * first.ln();
            }
            let ln_grown = grown.ln_1p();
            let integral = terms * first.ln() + first / phi * ((1.0 + grown) * ln_grown - grown);
            let slope = phi * (1.0 / last - 1.0 / first);
            let third = 2.0 * phi.powi(3) * (last.powi(-3) - first.powi(-3));
            integral - ln_grown / 2.0 + slope / 12.0 - third / 720.0
        });
        direct + beyond.sum::<f64>()
    }

    /// Of 1 / (m + iφ), for m > 0 and φ ≥ 0.
    pub fn inverse(&self, m: f64, phi: f64) -> f64 {
        let direct = self.added(|i| 1.0 / (m + i * phi));
        let beyond = self.large.iter().map(|&n| {
            let Beyond { terms, first, last, grown } = Beyond::of(n, m, phi);
            if phi == 0.0 {
                return terms / first;
            }
            let integral = grown.ln_1p() / phi;
            let ends = 1.0 / last - 1.0 / first;
            let slope = -phi * (last.powi(-2) - first.powi(-2));
            let third = -6.0 * phi.powi(3) * (last.powi(-4) - first.powi(-4));
            integral - ends / 2.0 + slope / 12.0 - third / 720.0
        });
        direct + beyond.sum::<f64>()
    }

    fn added(&self, term: impl Fn(f64) -> f64) -> f64 {
        (0..).zip(&self.above).map(|(i, n)| n * term(f64::from(i))).sum()
    }
}

/// The terms from [`DIRECT`] to below a number.
struct Beyond {
    terms: f64,
    /// m + iφ of the first of them and of the one behind the last, and by which part of the first it
    /// has grown.
    first: f64,
    last: f64,
    grown: f64,
}

impl Beyond {
    fn of(n: f64, m: f64, phi: f64) -> Beyond {
        let terms = n - f64::from(DIRECT);
        let first = m + f64::from(DIRECT) * phi;
        Beyond { terms, first, last: m + n * phi, grown: terms * phi / first }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_all_terms() {
        let numbers = [3_u32, 0, 1024, 1025, 7, 60_000, 5_000, 2_000_000];
        let sums = Sums::over(numbers.into_iter());
        // In parts, so that two million terms do not lose digits.
        let direct = |term: &dyn Fn(f64) -> f64| -> f64 {
            let part = |from: u32, n: u32| -> f64 {
                (from..n.min(from + 1000)).map(|i| term(f64::from(i))).sum()
            };
            let parts = |n: u32| (0..n).step_by(1000).map(|from| part(from, n)).sum::<f64>();
            numbers.into_iter().map(parts).sum()
        };
        for m in [1e-3, 0.3, 1.0] {
            for phi in [0.0, 1e-7, 1e-4, 0.05, 1.0, 1000.0] {
                let close = |found: f64, exact: f64, of: &str| {
                    let by = (found - exact).abs() / (1.0 + exact.abs());
                    assert!(by < 1e-11, "{of} for {m} and {phi}: {found} and {exact}");
                };
                close(sums.ln(m, phi), direct(&|i| (m + i * phi).ln()), "logarithms");
                close(sums.inverse(m, phi), direct(&|i| 1.0 / (m + i * phi)), "inverses");
            }
        }
    }
}
