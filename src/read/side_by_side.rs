//! Pieces of a file looked at on a few threads.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Pieces looked at side by side, at most: each is in memory.
const SIDE_BY_SIDE: usize = 8;

/// What `look` makes of each piece, in order; or the first error in that order. Pieces come one
/// after the other, and no more are asked for after an error.
///
/// Each thread of the pool goes through pieces by itself. As jobs of the pool they would be laid by
/// where a piece waits for work within it, for the next one, until all are in memory.
pub(super) fn side_by_side<P: Send, T: Send, E: Send>(
    pieces: impl Iterator<Item = P> + Send,
    look: impl Fn(P) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let pieces = Mutex::new(pieces.enumerate());
    let failed = AtomicBool::new(false);
    let work = || {
        let mut results = Vec::new();
        while !failed.load(Ordering::Relaxed) {
            let next = pieces.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((at, piece)) = next else { break };
            let result = look(piece);
            failed.fetch_or(result.is_err(), Ordering::Relaxed);
            results.push((at, result));
        }
        results
    };
    let results = rayon::broadcast(|context| match context.index() {
        0..SIDE_BY_SIDE => work(),
        _ => Vec::new(),
    });
    let mut results: Vec<(usize, Result<T, E>)> = results.into_iter().flatten().collect();
    // Whatever stands before the first error was begun before it, and is among them.
    results.sort_unstable_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_so_does_the_first_error() {
        let whole: Result<Vec<u32>, ()> = side_by_side(0..1000, |at| Ok(2 * at));
        assert_eq!(whole, Ok((0..1000).map(|at| 2 * at).collect()));
        let broken = side_by_side(0..1000, |at| if at % 300 == 299 { Err(at) } else { Ok(at) });
        assert_eq!(broken, Err(299));
    }
}
