//! Files to text columns and features, with where each row came from.
//!
//! Tables (CSV, Parquet, XLSX) become a [`RawTable`] that holds only the columns asked for, under
//! the program's names, and the row number that a spreadsheet shows. Layers (Shapefile, GeoJSON,
//! GeoPackage) become a [`Layer`]. Nothing is interpreted here: numbers, codes and dates stay
//! text, so that `0034` stays `0034`. A column that Parquet holds with a type keeps it.

mod cells;
mod csv;
mod csv_pieces;
mod csv_stream;
mod error;
mod geojson;
mod geopackage;
mod header;
mod layer;
mod layer_file;
mod onlooker;
mod outline;
mod parquet;
mod passed;
mod personal;
mod pieces;
mod raw_table;
mod shapefile;
mod side_by_side;
mod table;
mod table_format;
mod text;
mod text_cell;
mod unit_kinds;
mod wkb;
mod workbook;

pub use cells::Cells;
pub use csv_pieces::{Batch, TextPiece, TextRows};
pub use csv_stream::{Streamed, read_table_where};
pub use error::ReadError;
pub use layer::{Feature, Layer, LayerError};
pub use layer_file::{LayerRows, read_layer, read_layer_where, read_layer_with};
pub use onlooker::Onlooker;
pub use outline::{FileFormat, Outline, OutlineError, Part, outline};
pub use parquet::ParquetPieces;
pub use personal::{
    CITIZEN_NUMBERS, Personal, is_citizen_number, is_email, is_telephone, personal_name,
};
pub use pieces::{Looked, Piece, Pieces};
pub use raw_table::{ROW, Ragged, RawTable, TableOptions, Wanted};
pub use table::{read_table, table_of_features, table_of_layer};
pub use table_format::is_text;
pub use text_cell::{LOWEST, TextCell, TextKey};
