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
        least = least.min(p[at] * p.len() as f64 / (rank + 1) as f64);
        q[at] = least;
    }
    q
}
