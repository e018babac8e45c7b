//! The Hoover index: how far events are spread unlike the stock.

/// Hoover index, in [0, 1]: the part of the events that would have to fall in another area to be
/// spread as the stock is.
///
/// ½ Σ |xᵢ / X − hᵢ / H|, over all areas; one slice each, in the same order. For x = (3, 1) and
/// h = (100, 100) it is ¼.
///
/// `None` without an event or without stock. Hoover (1941), doi:10.1017/S0022050700052980.
pub fn hoover(events: &[u32], stock: &[u32]) -> Option<f64> {
    let sum = |numbers: &[u32]| numbers.iter().map(|&n| u64::from(n)).sum::<u64>();
    let (x, h) = (sum(events), sum(stock));
    if x == 0 || h == 0 {
        return None;
    }
    let (x, h) = (i128::from(x), i128::from(h));
    let gaps = events.iter().zip(stock);
    let gap: i128 = gaps.map(|(&e, &s)| (i128::from(e) * h - i128::from(s) * x).abs()).sum();
    Some(gap as f64 / (2.0 * x as f64 * h as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_examples() {
        assert_eq!(hoover(&[3, 1], &[100, 100]), Some(0.25));
        assert_eq!(hoover(&[2, 4], &[50, 100]), Some(0.0));
        assert_eq!(hoover(&[5, 0], &[0, 70]), Some(1.0)); // all of it where no stock is
        assert_eq!(hoover(&[0, 0], &[1, 1]), None);
        assert_eq!(hoover(&[1, 1], &[0, 0]), None);
    }
}
