//! A map layer as it stands in a file: columns of text, and a geometry a feature.
//!
//! Whichever of the three formats it was in. Nothing is reprojected, repaired or
//! given a type here.

mod error;

use std::path::Path;

use geo::{CoordsIter, Geometry, HasDimensions};

use crate::crs::DeclaredCrs;
use crate::diagnostics::Finding;

pub use error::LayerError;

/// The features of one layer, in file order.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// The name that the file gives the layer, else the file's own without extension.
    pub name: String,
    /// What the file says about its coordinates.
    pub crs: DeclaredCrs,
    /// Names of the columns, in file order.
    pub columns: Vec<String>,
    /// At least one.
    pub features: Vec<Feature>,
    /// What the file says of features that it does not hold: it is a part of a larger one.
    pub cut: Option<String>,
    /// What the reader saw on the way. Their `file` is empty.
    pub remarks: Vec<Finding>,
}

/// One row of a layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Values as text, parallel to the layer's columns; `None` is null, absent or not asked for.
    pub attributes: Vec<Option<String>>,
    /// In the file's own CRS, without height; `None` when null or empty.
    pub geometry: Option<Geometry<f64>>,
}

/// Whether the values of the column with this name are wanted.
pub(super) type Wants<'a> = &'a (dyn Fn(&str) -> bool + Sync);

/// The file's name without folder and extension.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether two layer names are the same, whatever their case.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// `None` for a geometry without any point.
pub(super) fn present(geometry: Geometry<f64>) -> Option<Geometry<f64>> {
    // A collection of empty parts is not empty by itself.
    (!geometry.is_empty() && geometry.coords_count() > 0).then_some(geometry)
}

/// A number as the shortest text that reads back the same, whole numbers
/// without decimals; `None` for what is not a number.
///
/// With three decimals a zero is put behind them: `1.0520` cannot be taken for thousands.
pub(super) fn number_text(number: f64) -> Option<String> {
    // Adding zero turns -0 into 0.
    let mut text = number.is_finite().then(|| (number + 0.0).to_string())?;
    if text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3) {
        text.push('0');
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_decimals() {
        for (number, text) in [(5.0, "5"), (-0.0, "0"), (0.1, "0.1"), (34e6, "34000000")] {
            assert_eq!(number_text(number).as_deref(), Some(text));
        }
        assert_eq!(number_text(f64::NAN), None);
    }
}
