//! Toytown as a layer of each of the three formats, in whatever system and with whatever is wrong.

use rusqlite::Connection;
use shapefile::dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
use shapefile::{Point, Polygon, PolygonRing};

use crate::toytown::{AREAS, DWELLINGS, Toytown, buurten, ring};

/// The formats of layers.
pub const FORMATS: [&str; 3] = ["geojson", "gpkg", "shp"];

pub const ESRI_RD: &str = r#"PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Double_Stereographic"],PARAMETER["False_Easting",155000.0],PARAMETER["False_Northing",463000.0],PARAMETER["Central_Meridian",5.38763888888889],PARAMETER["Scale_Factor",0.9999079],PARAMETER["Latitude_Of_Origin",52.1561605555556],UNIT["Meter",1.0]]"#;
pub const ESRI_WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

/// A system as a layer says it: the name that GeoJSON gives it, its number, and its well-known text.
#[derive(Clone, Copy)]
pub struct Said {
    pub name: &'static str,
    pub number: i32,
    pub wkt: &'static str,
}

pub const RD: Said = Said { name: "urn:ogc:def:crs:EPSG::28992", number: 28992, wkt: ESRI_RD };
pub const WGS84: Said =
    Said { name: "urn:ogc:def:crs:OGC:1.3:CRS84", number: 4326, wkt: ESRI_WGS84 };
/// What stands where a code was misspelt or a program knew none.
pub const MISSPELT: Said =
    Said { name: "EPSG:2892", number: 99999, wkt: r#"LOCAL_CS["Undefined SRS",UNIT["metre",1]]"# };

/// The columns of a buurt, by their names in a `.dbf`, and its corners.
pub struct Row {
    pub columns: Vec<(&'static str, String)>,
    pub corners: Vec<[f64; 2]>,
}

/// The buurten, with each corner as `write` makes of the number of its buurt and of its place in RD.
pub fn rows(write: impl Fn(usize, [f64; 2]) -> [f64; 2]) -> Vec<Row> {
    let row = |(at, buurt): (usize, crate::toytown::Buurt)| Row {
        corners: ring(&buurt).into_iter().map(|corner| write(at, corner)).collect(),
        columns: vec![
            ("BU_NAAM", format!("Buurt {}", &buurt.code[6..])),
            ("WK_CODE", buurt.wijk.clone()),
            ("WK_NAAM", format!("Wijk {}", &buurt.wijk[6..])),
            ("STADSDEEL", buurt.stadsdeel.to_owned()),
            ("BU_CODE", buurt.code),
        ],
    };
    buurten().into_iter().enumerate().map(row).collect()
}

/// A town whose buurten are these, in a file of this format.
pub fn town(homes: &[(&str, f64, f64, &str)], format: &str, said: Said, rows: &[Row]) -> Toytown {
    let config = format!("{AREAS}{DWELLINGS}")
        .replace("buurten.geojson", &format!("kaart.{format}"))
        .replace("[areas.wijk]\ncode = \"wijkcode\"\n", "");
    let town = Toytown::with_dwellings(homes).config(&config);
    std::fs::remove_file(town.path("buurten.geojson")).unwrap();
    match format {
        "geojson" => town.file("kaart.geojson", geojson(said, rows)),
        "gpkg" => geopackage(town, said, rows),
        _ => shape_file(town, said, rows),
    }
}

pub fn geojson(said: Said, rows: &[Row]) -> String {
    let number = |number: f64| {
        if number.is_finite() { serde_json::json!(number).to_string() } else { "null".to_owned() }
    };
    let feature = |row: &Row| {
        let columns: Vec<String> =
            row.columns.iter().map(|(name, value)| format!(r#""{name}":"{value}""#)).collect();
        let corners: Vec<String> =
            row.corners.iter().map(|[x, y]| format!("[{},{}]", number(*x), number(*y))).collect();
        format!(
            r#"{{"type":"Feature","properties":{{{}}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            columns.join(","),
            corners.join(",")
        )
    };
    let features: Vec<String> = rows.iter().map(feature).collect();
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{}"}}}},"features":[{}]}}"#,
        said.name,
        features.join(",\n")
    )
}

fn geopackage(town: Toytown, said: Said, rows: &[Row]) -> Toytown {
    let db = Connection::open(town.path("kaart.gpkg")).unwrap();
    let columns: Vec<&str> = rows[0].columns.iter().map(|(name, _)| *name).collect();
    let authority = if said.number == 99999 { "NONE" } else { "EPSG" };
    db.execute_batch(&format!(
        "PRAGMA application_id = 0x47504B47;
         CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
         INSERT INTO gpkg_spatial_ref_sys VALUES ('x', {number}, '{authority}', {number}, '{}');
         CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT);
         INSERT INTO gpkg_contents VALUES ('kaart', 'features');
         CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);
         INSERT INTO gpkg_geometry_columns VALUES ('kaart', 'geom', 'POLYGON', {number});
         CREATE TABLE kaart (fid INTEGER PRIMARY KEY, geom BLOB, {} TEXT);",
        said.wkt,
        columns.join(" TEXT, "),
        number = said.number,
    ))
    .unwrap();
    for row in rows {
        let mut blob = b"GP\x00\x01".to_vec(); // version 0, little endian, no envelope
        blob.extend(said.number.to_le_bytes());
        blob.push(1);
        for count in [3, 1, row.corners.len() as u32] {
            blob.extend(count.to_le_bytes());
        }
        blob.extend(row.corners.iter().flatten().flat_map(|number| number.to_le_bytes()));
        let values: Vec<String> =
            row.columns.iter().map(|(_, value)| format!("'{value}'")).collect();
        let insert = format!(
            "INSERT INTO kaart (geom, {}) VALUES (?1, {})",
            columns.join(", "),
            values.join(", ")
        );
        db.execute(&insert, [blob]).unwrap();
    }
    drop(db);
    town
}

fn shape_file(town: Toytown, said: Said, rows: &[Row]) -> Toytown {
    let mut table = TableWriterBuilder::new();
    for (name, _) in &rows[0].columns {
        table = table.add_character_field(FieldName::try_from(*name).unwrap(), 40);
    }
    let mut writer = shapefile::Writer::from_path(town.path("kaart.shp"), table).unwrap();
    for row in rows {
        let mut points: Vec<Point> =
            row.corners.iter().map(|at| Point::new(at[0], at[1])).collect();
        points.reverse(); // exteriors of a shapefile run clockwise
        let mut record = Record::default();
        for (name, value) in &row.columns {
            record.insert((*name).to_owned(), FieldValue::Character(Some(value.clone())));
        }
        let polygon = Polygon::new(PolygonRing::Outer(points));
        writer.write_shape_and_record(&polygon, &record).unwrap();
    }
    drop(writer);
    town.file("kaart.prj", said.wkt)
}
