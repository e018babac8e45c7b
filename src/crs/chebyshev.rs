//! A smooth function of the plane as a polynomial, for many points at a time.
//!
//! A series Σ *c*ᵢⱼ *T*ᵢ(*u*) *T*ⱼ(*v*) of Chebyshev polynomials, with *u* and *v* the place within a
//! box, from -1 to 1, and *i* + *j* below *N*. For an analytic function its error falls with *N* as
//! a power of the size of the box over the distance to where the function ends. It is evaluated for
//! [`LANES`] points in step, which the compiler puts into vector registers.
//!
//! Trefethen, Approximation Theory and Approximation Practice (2013), chapters 3, 4 and 8.

use std::f64::consts::PI;

use geo::{Coord, coord};

/// Points that are evaluated together.
pub(super) const LANES: usize = 8;
/// One number for each of them.
pub(super) type Lanes = [f64; LANES];

/// Places in each direction at which the function is asked; more than any *N* here.
const N_NODES: usize = 12;

/// A box with sides along the axes.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    pub centre: Coord,
    /// From the centre to the sides.
    pub half: Coord,
}

impl Extent {
    pub(super) fn contains(&self, point: Coord) -> bool {
        let off = point - self.centre;
        off.x.abs() <= self.half.x && off.y.abs() <= self.half.y
    }

    /// *T*₀ to *T*ₙ₋₁ at the places of *x* and of *y* within the box.
    pub(super) fn terms<const N: usize>(&self, x: &Lanes, y: &Lanes) -> [[Lanes; N]; 2] {
        let (scale_x, scale_y) = (1.0 / self.half.x, 1.0 / self.half.y);
        let u = std::array::from_fn(|lane| (x[lane] - self.centre.x) * scale_x);
        let v = std::array::from_fn(|lane| (y[lane] - self.centre.y) * scale_y);
        [terms(&u), terms(&v)]
    }
}

/// *T*₀ = 1, *T*₁ = *u*, *T*ₙ = 2 *u* *T*ₙ₋₁ - *T*ₙ₋₂.
fn terms<const N: usize>(u: &Lanes) -> [Lanes; N] {
    let mut terms = [[1.0; LANES]; N];
    terms[1] = *u;
    for n in 2..N {
        for lane in 0..LANES {
            terms[n][lane] = 2.0 * u[lane] * terms[n - 1][lane] - terms[n - 2][lane];
        }
    }
    terms
}

/// One function as a series, of the terms *i* = `FIRST`, `FIRST` + `STEP`, and so on: with a `STEP`
/// of 2 an even function of *u* (`FIRST` = 0) or an odd one (`FIRST` = 1), without the terms that
/// are zero.
pub(super) struct Series<const N: usize, const FIRST: usize, const STEP: usize> {
    /// *c*ᵢⱼ by *j*, then *i*.
    coefficients: [[f64; N]; N],
}

impl<const N: usize, const FIRST: usize, const STEP: usize> Series<N, FIRST, STEP> {
    /// Fits the series to `function` in the nodes of Chebyshev: there *c*ᵢⱼ is a mean.
    pub(super) fn fit(extent: Extent, function: impl Fn(Coord) -> f64) -> Self {
        let cosine =
            |n: usize, node: usize| (n as f64 * (node as f64 + 0.5) * PI / N_NODES as f64).cos();
        let cosines: [[f64; N_NODES]; N] =
            std::array::from_fn(|n| std::array::from_fn(|node| cosine(n, node)));
        let weight = |n: usize| if n == 0 { 1.0 } else { 2.0 } / N_NODES as f64;

        let mut coefficients = [[0.0; N]; N];
        for east in 0..N_NODES {
            for north in 0..N_NODES {
                let place = coord! { x: cosines[1][east], y: cosines[1][north] };
                let off = coord! { x: place.x * extent.half.x, y: place.y * extent.half.y };
                let value = function(extent.centre + off);
                for (j, row) in coefficients.iter_mut().enumerate() {
                    for (i, sum) in row.iter_mut().enumerate() {
                        let basis = cosines[i][east] * cosines[j][north];
                        *sum += weight(i) * weight(j) * basis * value;
                    }
                }
            }
        }
        Series { coefficients }
    }

    /// The sum of the series, from [`Extent::terms`] of the same box.
    pub(super) fn sum(&self, [of_x, of_y]: &[[Lanes; N]; 2]) -> Lanes {
        let mut sum = [0.0; LANES];
        for (j, of_y) in of_y.iter().enumerate() {
            let mut row = [0.0; LANES];
            let mut i = FIRST;
            while i + j < N {
                for lane in 0..LANES {
                    row[lane] += self.coefficients[j][i] * of_x[i][lane];
                }
                i += STEP;
            }
            for lane in 0..LANES {
                sum[lane] += row[lane] * of_y[lane];
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Extent =
        Extent { centre: Coord { x: 3.0, y: -1.0 }, half: Coord { x: 2.0, y: 0.5 } };

    #[track_caller]
    fn check<const FIRST: usize, const STEP: usize>(function: fn(Coord) -> f64) {
        let series = Series::<5, FIRST, STEP>::fit(BOX, function);
        let x: Lanes = std::array::from_fn(|lane| 1.0 + lane as f64 * 0.5);
        let y: Lanes = std::array::from_fn(|lane| -0.5 - lane as f64 * 0.125);
        for (lane, sum) in series.sum(&BOX.terms(&x, &y)).into_iter().enumerate() {
            let expected = function(coord! { x: x[lane], y: y[lane] });
            assert!((sum - expected).abs() < 1e-12, "{sum} is not {expected}");
        }
    }

    #[test]
    fn a_polynomial_of_lower_degree_is_met_exactly() {
        check::<0, 1>(|at| 2.0 + at.x - 3.0 * at.x * at.y + at.x.powi(3) * at.y - at.y.powi(4));
    }

    #[test]
    fn an_even_or_odd_function_needs_half_of_the_terms() {
        check::<0, 2>(|at| 1.0 + at.y.powi(3) + (at.x - 3.0).powi(2) * at.y);
        check::<1, 2>(|at| (at.x - 3.0).powi(3) * at.y - 2.0 * (at.x - 3.0));
    }
}
