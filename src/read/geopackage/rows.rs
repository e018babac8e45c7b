//! The rows of a layer to features, on all cores where there are many.

use std::path::Path;

use rayon::prelude::*;
use rusqlite::{Connection, Params, Statement};

use super::super::layer::{Feature, LayerError};
use super::blob::{self, BadGeometry};
use super::{connection, quoted, value_text};

/// Fewer row numbers than this are read by one core: another connection costs more.
const MANY: i128 = 1000;

/// How the rows of a layer are to be read.
pub(super) struct Rows<'a> {
    pub path: &'a Path,
    /// The layer's name.
    pub name: &'a str,
    /// The column that identifies a row.
    pub id: Option<usize>,
    /// For each column but the geometry, whether its values are wanted.
    pub wanted: Vec<bool>,
    /// Selects the columns and then the geometry, without order.
    pub select: String,
}

/// Why reading stopped.
enum Stop {
    Sql(rusqlite::Error),
    /// At the geometry of this row, by its id or else by its number from 1.
    Geometry(BadGeometry, String),
}

impl Rows<'_> {
    /// All features, in order of their row numbers, or else of `first`, a column of a view.
    pub fn read(&self, connection: &Connection, first: &str) -> Result<Vec<Feature>, LayerError> {
        if let Some(features) = self.in_ranges(connection) {
            return Ok(features);
        }
        let prepare =
            |order: &str| connection.prepare(&format!("{} ORDER BY {order}", self.select));
        let features = prepare("_rowid_")
            .or_else(|_| prepare(&quoted(first)))
            .map_err(Stop::Sql)
            .and_then(|mut statement| self.features(&mut statement, []));
        features.map_err(|stop| match stop {
            Stop::Sql(error) => {
                LayerError::Broken { path: self.path.to_owned(), detail: error.to_string() }
            }
            Stop::Geometry(bad, row) => bad.at(self.path, format!("layer `{}`, {row}", self.name)),
        })
    }

    /// The same, a range of row numbers a core; `None` where that is not worth it, where rows have
    /// no numbers, and where anything is amiss, so that it is met in order and told in one way.
    fn in_ranges(&self, connection: &Connection) -> Option<Vec<Feature>> {
        let n_cores = rayon::current_num_threads() as i128;
        let table = quoted(self.name);
        let bounds = format!(
            "SELECT (SELECT min(_rowid_) FROM {table}), (SELECT max(_rowid_) FROM {table})"
        );
        let bounds = connection.query_row(&bounds, [], |row| Ok((row.get(0)?, row.get(1)?)));
        let (low, high): (i64, i64) = bounds.ok()?;
        let span = i128::from(high) - i128::from(low) + 1;
        if n_cores < 2 || span < MANY {
            return None;
        }

        // Several ranges a core, as some ids have larger shapes than others.
        let n_ranges = 4 * n_cores;
        let limit = |range: i128| i128::from(low) + span * range / n_ranges;
        let ranges: Vec<(i64, i64)> = (0..n_ranges)
            .map(|range| (limit(range) as i64, (limit(range + 1) - 1) as i64))
            .collect();
        let select = format!("{} WHERE _rowid_ BETWEEN ?1 AND ?2 ORDER BY _rowid_", self.select);
        let read = |&range: &(i64, i64)| {
            let connection = connection::open(self.path).ok()?;
            let mut statement = connection.prepare(&select).ok()?;
            self.features(&mut statement, range).ok()
        };
        let parts: Vec<Vec<Feature>> =
            ranges.par_iter().with_max_len(1).map(read).collect::<Option<_>>()?;

        // In a damaged file a range may miss rows that stand out of order.
        let count = format!("SELECT count(*) FROM {table}");
        let count: i64 = connection.query_row(&count, [], |row| row.get(0)).ok()?;
        let found: usize = parts.iter().map(Vec::len).sum();
        (usize::try_from(count) == Ok(found)).then(|| parts.into_iter().flatten().collect())
    }

    fn features(
        &self,
        statement: &mut Statement,
        parameters: impl Params,
    ) -> Result<Vec<Feature>, Stop> {
        let mut features = Vec::new();
        let mut rows = statement.query(parameters).map_err(Stop::Sql)?;
        while let Some(row) = rows.next().map_err(Stop::Sql)? {
            let value = |place: usize| row.get_ref(place).map_err(Stop::Sql);
            let attributes: Vec<Option<String>> = (0..self.wanted.len())
                .map(
                    |place| {
                        if self.wanted[place] { value(place).map(value_text) } else { Ok(None) }
                    },
                )
                .collect::<Result<_, _>>()?;
            let geometry = match blob::geometry(value(self.wanted.len())?) {
                Ok(geometry) => geometry,
                Err(bad) => {
                    let id = self.id.map(value).transpose()?.and_then(value_text);
                    let row = match id {
                        Some(id) => format!("fid {id}"),
                        None => format!("feature {}", features.len() + 1),
                    };
                    return Err(Stop::Geometry(bad, row));
                }
            };
            features.push(Feature { attributes, geometry });
        }
        Ok(features)
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::super::super::layer_file::{read_layer, read_layer_with};
    use super::super::tests::{SMALL, package, point_blob};

    /// A layer of as many rows, the n-th with id 10 n and a point at (n, n).
    fn points(count: u32) -> Vec<Option<Vec<u8>>> {
        (0..count).map(|at| Some(point_blob(1, 0, f64::from(at)))).collect()
    }

    #[test]
    fn rows_of_all_ranges_come_in_order() {
        let (_folder, path) = package("a.gpkg", SMALL, &points(900));
        let layer = read_layer(&path, None).unwrap();
        assert_eq!(layer.features.len(), 900);
        for (at, feature) in (0_u32..).zip(&layer.features) {
            assert_eq!(feature.attributes[0], Some((10 * at).to_string()));
            let place = geo::point!(x: f64::from(at), y: f64::from(at));
            assert_eq!(feature.geometry, Some(place.into()));
        }
    }

    #[test]
    fn ids_from_the_least_to_the_largest_are_read() {
        let (_folder, path) = package("a.gpkg", SMALL, &points(3));
        let change = "UPDATE \"Bu\"\"urten\" SET fid = 9223372036854775807 WHERE fid = 20;
            UPDATE \"Bu\"\"urten\" SET fid = -9223372036854775808 WHERE fid = 10;";
        Connection::open(&path).unwrap().execute_batch(change).unwrap();
        let layer = read_layer(&path, None).unwrap();
        let ids: Vec<_> = layer.features.iter().map(|row| row.attributes[0].as_deref()).collect();
        let expected = ["-9223372036854775808", "0", "9223372036854775807"];
        assert_eq!(ids, expected.map(Some));
    }

    #[test]
    fn of_several_bad_geometries_the_first_is_named() {
        let mut rows = points(900);
        rows[850] = Some(b"XX".to_vec());
        rows[700] = Some(b"YY".to_vec());
        let (_folder, path) = package("a.gpkg", SMALL, &rows);
        let error = read_layer(&path, None).unwrap_err().to_string();
        assert!(error.contains("fid 7000: the geometry does not begin with `GP`"), "{error}");
    }

    #[test]
    fn a_column_that_is_not_wanted_is_named_and_empty() {
        let (_folder, path) = package("a.gpkg", SMALL, &points(1));
        let layer = read_layer_with(&path, None, &|column| column == "n").unwrap();
        assert_eq!(layer.columns, ["fid", "code", "n", "r", "b"]);
        assert_eq!(layer.features[0].attributes, [None, None, Some("7".into()), None, None]);
    }

    #[test]
    fn a_bad_geometry_is_named_by_its_id_though_that_is_not_wanted() {
        let (_folder, path) = package("a.gpkg", SMALL, &[None, Some(b"XX".to_vec())]);
        let error = read_layer_with(&path, None, &|_| false).unwrap_err().to_string();
        assert!(error.contains("fid 10: the geometry"), "{error}");
    }
}
