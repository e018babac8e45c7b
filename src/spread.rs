//! Tallies to statistics: how sure a share is. One statistic a file.

mod wilson;

pub use wilson::wilson;
