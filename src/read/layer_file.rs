//! Reads a map layer of any of the three formats, told apart by content.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::diagnostics::{Entry, Finding};

use super::cells::Cells;
use super::layer::{Layer, LayerError, Wants, same_name, stem};
use super::raw_table::Wanted;
use super::{geojson, geopackage, shapefile};

/// The features of a layer that a run needs, and an account of the others.
pub struct LayerRows {
    /// The features that were kept.
    pub layer: Layer,
    /// Their numbers in the file, from 1.
    pub numbers: Vec<u32>,
    /// How many features were passed over for each reason, and the first of them. Their `file` is
    /// empty.
    pub passed: Vec<Finding>,
}

/// Reads the features of one layer that are needed. For each feature of a GeoPackage, `passes` gives
/// the reason for which it is certainly not needed, or `None` to keep it; it need not be sure. Of the
/// kept ones only the wanted attributes are read. Features of other formats are all kept.
///
/// # Errors
/// As for [`read_layer`].
pub fn read_layer_where(
    path: &Path,
    layer: Option<&str>,
    wanted: &[Wanted],
    passes: &dyn Fn(&Cells<'_>) -> Option<&'static Entry>,
) -> Result<LayerRows, LayerError> {
    if !matches!(format(path)?, Format::GeoPackage) {
        let layer = read_layer(path, layer)?;
        let numbers = (1..=layer.features.len() as u32).collect();
        return Ok(LayerRows { layer, numbers, passed: Vec::new() });
    }
    let read = geopackage::read_where(path, layer, wanted, passes)?;
    if read.numbers.is_empty() && read.passed.is_empty() {
        return Err(LayerError::Empty { path: path.to_owned(), layer: read.layer.name });
    }
    Ok(read)
}

/// Reads one layer of `path`.
///
/// The content tells the format; the extension only does where the content
/// says nothing, so that a damaged `.geojson` is called damaged. `layer` is
/// needed for a GeoPackage with several layers, and must fit if it is given.
pub fn read_layer(path: &Path, layer: Option<&str>) -> Result<Layer, LayerError> {
    read_layer_with(path, layer, &|_| true)
}

/// Reads one layer of `path` as [`read_layer`] does, with the values of only those columns that
/// `wants` answers for; the others are named, and every feature has `None` there.
pub fn read_layer_with(
    path: &Path,
    layer: Option<&str>,
    wants: Wants,
) -> Result<Layer, LayerError> {
    let read = match format(path)? {
        Format::Shapefile => shapefile::read(path, wants)?,
        Format::GeoJson => geojson::read(path, wants)?,
        Format::GeoPackage => geopackage::read(path, layer, wants)?,
    };

    let stem = stem(path);
    if let Some(layer) = layer
        && ![&read.name, &stem].iter().any(|name| same_name(name, layer))
    {
        return Err(LayerError::NoSuchLayer {
            path: path.to_owned(),
            layer: layer.to_owned(),
            found: vec![read.name],
        });
    }
    if read.features.is_empty() {
        return Err(LayerError::Empty { path: path.to_owned(), layer: read.name });
    }
    Ok(read)
}

enum Format {
    Shapefile,
    GeoJson,
    GeoPackage,
}

fn format(path: &Path) -> Result<Format, LayerError> {
    if path.is_dir() {
        let is_geodatabase = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gdb"));
        let found = if is_geodatabase {
            "a folder of Esri, a file geodatabase (.gdb), of which the layer is to be saved as a GeoPackage first"
        } else {
            "a folder"
        };
        return Err(LayerError::NotALayer { path: path.to_owned(), found: found.to_owned() });
    }
    let mut head = Vec::new();
    File::open(path)
        .and_then(|file| file.take(512).read_to_end(&mut head))
        .map_err(|source| LayerError::Open { path: path.to_owned(), source })?;

    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start();
    let not_a_layer =
        |found: &str| Err(LayerError::NotALayer { path: path.to_owned(), found: found.to_owned() });

    match () {
        _ if head.starts_with(b"SQLite format 3\0") => Ok(Format::GeoPackage),
        // Of these the index begins with the same bytes as the shapes.
        _ if matches!(extension.as_str(), "shx" | "dbf" | "prj" | "cpg") => {
            not_a_layer("a part of a shapefile, of which the .shp is to be named")
        }
        _ if head.starts_with(&[0, 0, 0x27, 0x0A]) => Ok(Format::Shapefile),
        _ if head.starts_with(b"PK\x03\x04") => not_a_layer("a ZIP archive, to be unpacked first"),
        // A text sequence has the sign 1E before every feature.
        _ if text.starts_with(b"{") || text.starts_with(b"\x1E{") => Ok(Format::GeoJson),
        _ if head.is_empty() => not_a_layer("an empty file"),
        _ if matches!(extension.as_str(), "geojson" | "json") => Ok(Format::GeoJson),
        _ if text.starts_with(b"<") => not_a_layer("XML or HTML"),
        _ if matches!(extension.as_str(), "shp" | "gpkg") => Err(LayerError::Broken {
            path: path.to_owned(),
            detail: format!("it does not begin as a .{extension} file does"),
        }),
        _ => not_a_layer("a file of another kind"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINT: &str = r#"{"type":"Feature","properties":{"a":1},
        "geometry":{"type":"Point","coordinates":[5.2,52.4]}}"#;

    #[track_caller]
    fn check(name: &str, content: &[u8], layer: Option<&str>, expected: Result<usize, &str>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let found = read_layer(&path, layer)
            .map(|layer| layer.features.len())
            .map_err(|error| error.to_string().replace(&path.display().to_string(), name));
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn content_goes_before_extension() {
        check("a.geojson", POINT.as_bytes(), None, Ok(1));
        check("a.txt", POINT.as_bytes(), None, Ok(1));
        check("a.shp", format!("\u{feff}\r\n {POINT}").as_bytes(), None, Ok(1));
    }

    #[test]
    fn a_layer_name_must_fit() {
        check("wijken.json", POINT.as_bytes(), Some("Wijken"), Ok(1));
        check(
            "wijken.json",
            POINT.as_bytes(),
            Some("buurten"),
            Err("wijken.json has no layer `buurten`; set `layer` in the config to one of: wijken"),
        );
    }

    #[test]
    fn another_kind_of_file_is_named() {
        let expected = "not a map layer; expected a shapefile (.shp), GeoJSON (.geojson) or GeoPackage (.gpkg)";
        let cases: [(&str, &[u8], &str); 5] = [
            ("a.zip", b"PK\x03\x04...", "a ZIP archive, to be unpacked first"),
            ("a.gml", b"<?xml version='1.0'?>", "XML or HTML"),
            ("a.geojson", b"", "an empty file"),
            (
                "a.shx",
                &[0, 0, 0x27, 0x0A],
                "a part of a shapefile, of which the .shp is to be named",
            ),
            ("a.csv", b"id;naam", "a file of another kind"),
        ];
        for (name, content, found) in cases {
            check(name, content, None, Err(&format!("{name} is {found}, {expected}")));
        }
        check(
            "a.gpkg",
            b"id;naam",
            None,
            Err(
                "a.gpkg is damaged: it does not begin as a .gpkg file does; export or download it again",
            ),
        );
    }

    #[test]
    fn a_layer_without_features_is_an_error() {
        check(
            "a.json",
            br#"{"type":"FeatureCollection","name":"leeg","features":[]}"#,
            None,
            Err("a.json, layer `leeg` has no features; check the filter it was exported with"),
        );
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = read_layer(Path::new("nergens.gpkg"), None).unwrap_err();
        assert!(error.to_string().starts_with("cannot open nergens.gpkg: "), "{error}");
    }
}
