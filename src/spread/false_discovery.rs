//! Many tests at once: how many of those that stand out do so by chance.

/// q-values of Benjamini and Hochberg, in [0, 1], in the order of the p-values: the smallest rate of
/// false discoveries at which the test counts as one.
///
/// q₍ᵢ₎ = min over j ≥ i of m p₍ⱼ₎ / j, for p-values in rising order. Those with q ≤ 0.05 are the
/// discoveries of the step-up procedure with `≤`; at most 5% of them are expected to be false.
/// For p = (0.01, 0.04, 0.03) it is (0.03, 0.04, 0.04).
///
/// Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.
pub fn q_values(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&one, &other| p[one].total_cmp(&p[other]));
    let mut q = vec![0.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, &at) in order.iter().enumerate().rev() {
        least = least.min(p[at] * (p.len() as f64 / (rank + 1) as f64));
        q[at] = least;
    }
    q
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_worked_example() {
        let q = q_values(&[0.01, 0.04, 0.03]);
        for (found, expected) in q.iter().zip([0.03, 0.04, 0.04]) {
            assert!((found - expected).abs() < 1e-15, "{found}");
        }
        assert_eq!(q_values(&[]), Vec::<f64>::new());
    }

    proptest! {
        #[test]
        fn q_is_never_below_p_and_keeps_its_order(p in prop::collection::vec(0.0_f64..=1.0, 1..40)) {
            let q = q_values(&p);
            for (one, p_one) in p.iter().enumerate() {
                prop_assert!(*p_one <= q[one] && q[one] <= 1.0);
                for (other, p_other) in p.iter().enumerate() {
                    prop_assert!(p_one > p_other || q[one] <= q[other]);
                }
            }
        }
    }
}
