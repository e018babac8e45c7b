use super::*;
use crate::crs::DeclaredCrs;
use crate::crs::recognise::from_wkt;

/// As Esri writes it, without codes: the `.prj` of CBS and municipal files.
const ESRI_RD: &str = r#"PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Double_Stereographic"],PARAMETER["False_Easting",155000.0],PARAMETER["False_Northing",463000.0],PARAMETER["Central_Meridian",5.38763888888889],PARAMETER["Scale_Factor",0.9999079],PARAMETER["Latitude_Of_Origin",52.1561605555556],UNIT["Meter",1.0]]"#;

/// As GDAL writes it into a GeoPackage, shortened.
const OGC_RD: &str = r#"PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort",DATUM["Amersfoort",SPHEROID["Bessel 1841",6377397.155,299.1528128,AUTHORITY["EPSG","7004"]],AUTHORITY["EPSG","6289"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4289"]],PROJECTION["Oblique_Stereographic"],PARAMETER["latitude_of_origin",52.1561605555556],PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","28992"]]"#;

const WKT2_RD: &str = r#"PROJCRS["unknown",BASEGEOGCRS["Amersfoort",DATUM["Amersfoort",ELLIPSOID["Bessel 1841",6377397.155,299.1528128,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]],CONVERSION["RD New",METHOD["Oblique Stereographic",ID["EPSG",9809]],PARAMETER["Latitude of natural origin",52.1561605555556,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",5.38763888888889,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Scale factor at natural origin",0.9999079,SCALEUNIT["unity",1]],PARAMETER["False easting",155000,LENGTHUNIT["metre",1]],PARAMETER["False northing",463000,LENGTHUNIT["metre",1]]],CS[Cartesian,2],AXIS["easting (X)",east,ORDER[1],LENGTHUNIT["metre",1]],AXIS["northing (Y)",north,ORDER[2],LENGTHUNIT["metre",1]]]"#;

const ESRI_UTM: &str = r#"PROJCS["WGS_1984_UTM_Zone_31N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

#[track_caller]
fn check(wkt: &str, expected: Crs) {
    assert_eq!(from_wkt(wkt), DeclaredCrs::Known(expected));
}

#[track_caller]
fn check_unknown(wkt: &str, name: &str) {
    assert_eq!(from_wkt(wkt), DeclaredCrs::Unknown(name.to_owned()));
}

#[track_caller]
fn check_other(wkt: &str, name: &str) {
    assert_eq!(from_wkt(wkt), DeclaredCrs::Other(name.to_owned()));
}

#[test]
fn rd_new_by_code_or_by_parameters() {
    check(ESRI_RD, Crs::RdNew);
    check(&ESRI_RD.replace("RD_New", "Rijksdriehoekstelsel"), Crs::RdNew);
    check(&ESRI_RD.replace("Double_Stereographic", "Stereographic"), Crs::RdNew);
    check(OGC_RD, Crs::RdNew);
    check(&OGC_RD.replace(r#",AUTHORITY["EPSG","28992"]"#, ""), Crs::RdNew);
    check(WKT2_RD, Crs::RdNew);
    check(r#"PROJCRS["x",ID["EPSG",28992]]"#, Crs::RdNew);
    check(r#"PROJCS["Amersfoort / RD New",UNIT["metre",1]]"#, Crs::RdNew);
}

#[test]
fn rd_new_with_a_height_is_rd_new() {
    let nap = r#"VERT_CS["NAP height",AUTHORITY["EPSG","5709"]]"#;
    let own = format!(r#"COMPD_CS["RD + NAP",{ESRI_RD},{nap},AUTHORITY["EPSG","7415"]]"#);
    check(&own, Crs::RdNew);
    check(&format!(r#"COMPD_CS["RD + NAP",{ESRI_RD},{nap}]"#), Crs::RdNew);
    check(&format!(r#"BOUNDCRS[SOURCECRS[{WKT2_RD}],TARGETCRS[GEOGCRS["WGS 84"]]]"#), Crs::RdNew);
    check_unknown(&format!(r#"COMPD_CS["UTM + NAP",{ESRI_UTM},{nap}]"#), "UTM + NAP");
}

#[test]
fn degrees_by_code_name_or_datum() {
    let esri = |name: &str, datum: &str| {
        format!(
            r#"GEOGCS["{name}",DATUM["{datum}",SPHEROID["x",6378137.0,298.25]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#
        )
    };
    check(&esri("GCS_WGS_1984", "D_WGS_1984"), Crs::Wgs84);
    check(&esri("unnamed", "D_WGS_1984"), Crs::Wgs84);
    check(&esri("WGS 84", "WGS_1984"), Crs::Wgs84);
    check(&esri("GCS_ETRS_1989", "D_ETRS_1989"), Crs::Etrs89);
    check(&esri("x", "European_Terrestrial_Reference_System_1989"), Crs::Etrs89);
    check(r#"GEOGCS["x",AUTHORITY["EPSG","4258"]]"#, Crs::Etrs89);
    check(r#"GEOGCRS["x",ENSEMBLE["World Geodetic System 1984 ensemble"]]"#, Crs::Wgs84);
    // A hundred metres from WGS84, and the numbers do not tell.
    check_other(&esri("GCS_Amersfoort", "D_Amersfoort"), "GCS_Amersfoort");
}

#[test]
fn a_code_or_name_of_a_part_does_not_count() {
    check_unknown(ESRI_UTM, "WGS_1984_UTM_Zone_31N");
    let coded_part = r#"PROJCS["own grid",GEOGCS["WGS 84",AUTHORITY["EPSG","4326"]]]"#;
    check_other(coded_part, "own grid");
    check_unknown(&OGC_RD.replace("28992", "28991"), "Amersfoort / RD New");
}

#[test]
fn parameters_that_are_not_those_of_rd_new_outweigh_its_name() {
    for (from, to) in [
        ("155000.0", "0.0"),
        ("5.38763888888889", "5.5"),
        ("0.9999079", "1.0"),
        (r#"PARAMETER["Scale_Factor",0.9999079],"#, ""),
    ] {
        check_other(&ESRI_RD.replace(from, to), "RD_New");
    }
}

#[test]
fn what_is_roughly_rd_new_is_left_to_the_numbers() {
    for (from, to) in [
        ("5.38763888888889", "5.3876"),
        ("52.1561605555556", "52.156"),
        ("6377397.155", "6378137.0"),
        (r#"UNIT["Meter",1.0]"#, r#"UNIT["Foot",0.3048]"#),
    ] {
        check_unknown(&ESRI_RD.replace(from, to), "RD_New");
    }
    let old = ESRI_RD.replace("155000.0", "0.0").replace("463000.0", "0.0");
    check_unknown(&old.replace("RD_New", "RD_Old"), "RD_Old");
}

#[test]
fn the_scale_of_the_old_definition_is_that_of_rd_new() {
    check(&ESRI_RD.replace("0.9999079", "0.999908").replace("RD_New", "unnamed"), Crs::RdNew);
}

#[test]
fn a_text_that_says_no_system_is_left_to_the_numbers() {
    check_unknown(r#"LOCAL_CS["Undefined SRS",UNIT["metre",1]]"#, "Undefined SRS");
    check_unknown(r#"ENGCRS["Undefined Cartesian SRS",EDATUM["x"]]"#, "Undefined Cartesian SRS");
    check_unknown(r#"PROJCS["unknown"]"#, "unknown");
    check_unknown(r#"PROJCS["RD_New (kaart)"]"#, "RD_New (kaart)");
    check_unknown(r#"PROJCS["Rijksdriehoeksstelsel"]"#, "Rijksdriehoeksstelsel");
}

#[test]
fn systems_in_the_notations_of_proj() {
    let sterea = "+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 \
                  +x_0=155000 +y_0=463000 +ellps=bessel +units=m +no_defs";
    check(sterea, Crs::RdNew);
    check(&sterea.replace("0.9999079", "0.999908"), Crs::RdNew);
    check("+init=epsg:28992", Crs::RdNew);
    check("+proj=longlat +datum=WGS84 +no_defs", Crs::Wgs84);
    check("+proj=longlat +ellps=GRS80 +no_defs", Crs::Etrs89);
    let utm = "+proj=utm +zone=31 +datum=WGS84 +units=m";
    check_unknown(utm, utm);
    check_other("+proj=longlat +ellps=bessel", "+proj=longlat +ellps=bessel");
    check(
        r#"{"type":"ProjectedCRS","name":"x","id":{"authority":"EPSG","code":28992}}"#,
        Crs::RdNew,
    );
    let parameters = r#"{"type":"ProjectedCRS","name":"Amersfoort / RD New","base_crs":{"name":"Amersfoort","datum":{"type":"GeodeticReferenceFrame","name":"Amersfoort","ellipsoid":{"name":"Bessel 1841","semi_major_axis":6377397.155}}},"conversion":{"name":"RD New","method":{"name":"Oblique Stereographic"},"parameters":[{"name":"Latitude of natural origin","value":52.1561605555556,"unit":"degree"},{"name":"Longitude of natural origin","value":5.38763888888889},{"name":"Scale factor at natural origin","value":0.9999079},{"name":"False easting","value":155000},{"name":"False northing","value":463000}]}}"#;
    check(parameters, Crs::RdNew);
    check_other(&parameters.replace("463000", "0"), "Amersfoort / RD New");
    check(r#"{"type":"GeographicCRS","name":"WGS 84"}"#, Crs::Wgs84);
}

#[test]
fn geographic_but_not_in_degrees_is_unknown() {
    check_other(r#"GEOGCS["WGS 84",UNIT["grad",0.015707963267949]]"#, "WGS 84");
    check_other(r#"GEODCRS["WGS 84",CS[Cartesian,3]]"#, "WGS 84");
}
