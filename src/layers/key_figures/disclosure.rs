//! How counts of persons are protected, in the key figures.

use crate::config::{Config, Language};
use crate::disclose::{AuditSummary, Release};

use super::shape::{AuditFigure, DisclosureFigure};

/// `None` where the release holds nothing that is protected.
pub(super) fn figure(
    config: &Config,
    release: &Release,
    audit: Option<&AuditSummary>,
) -> Option<DisclosureFigure> {
    let protects = release.indicators.iter().any(|published| published.is_protected);
    (protects || !release.withheld.is_empty()).then(|| DisclosureFigure {
        rule: config.disclosure.sentence(config.language),
        audit: audit.map(|found| AuditFigure {
            cells_shown: found.shown,
            cells_hidden: found.hidden,
            sums: found.sums,
            earlier_releases: found.earlier_releases,
            cells_at_risk: 0,
        }),
        statistics: match config.language {
            Language::Nl => {
                "Maten van spreiding over personen volgen alleen uit wat hier getoond is: wat van onderdrukte \
                 gebieden samen bekend is, is over hen verdeeld naar wat er kan liggen."
            }
            Language::En => {
                "Statistics of spread about persons follow from what is shown here alone: what is known of \
                 hidden areas together is dealt among them by what there can be."
            }
        },
    })
}
