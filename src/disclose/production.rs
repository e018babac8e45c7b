//! The programme of a release.

use crate::spread::Production;

use super::{Published, Release};

/// Lets the programme through, to any audience: it is about what is to be built, and about no person.
pub fn with_production(release: Release, production: Option<Production>) -> Release {
    Release { production: production.map(Published::pass), ..release }
}
