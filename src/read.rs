//! Files to text columns and features, with where each row came from.
//!
//! Tables (CSV, Parquet, XLSX) become a [`RawTable`] that holds only the columns asked for, under
//! the program's names, and the row number that a spreadsheet shows. Layers (Shapefile, GeoJSON,
//! GeoPackage) become a [`Layer`]. Nothing is interpreted here: numbers, codes and dates stay
//! text, so that `0034` stays `0034`. A column that Parquet holds with a type keeps it.

mod csv;
mod error;
mod geojson;
mod geopackage;
mod header;
mod layer;
mod layer_file;
mod outline;
mod parquet;
mod raw_table;
mod shapefile;
mod table;
mod text;
mod wkb;
mod workbook;

pub use error::ReadError;
pub use layer::{Feature, Layer, LayerError};
pub use layer_file::read_layer;
pub use outline::{FileFormat, Outline, OutlineError, Part, outline};
pub use raw_table::{ROW, RawTable, TableOptions, Wanted};
pub use table::{read_table, table_of_layer};
