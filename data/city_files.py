"""Writes the files. Every writer is told the date, so that two runs give the same bytes."""

import io
import json
import re
import zipfile

import geopandas
import numpy as np
import openpyxl
import pandas
import pyarrow as pa
import pyarrow.parquet
import pyogrio
import pyproj
import shapely

STAMP = "2025-12-31"
# RD by its seven parameters: no grid file, so every machine computes the same (within 30 cm of the official one).
RD = ("+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel "
      "+towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.8774,4.0725 +units=m +no_defs")  # fmt: skip
# As Esri's software writes it: named RD_New, and without an EPSG number.
ESRI_RD = ('PROJCS["RD_New",GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],'
           'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Double_Stereographic"],'
           'PARAMETER["False_Easting",155000.0],PARAMETER["False_Northing",463000.0],'
           'PARAMETER["Central_Meridian",5.38763888888889],PARAMETER["Scale_Factor",0.9999079],'
           'PARAMETER["Latitude_Of_Origin",52.1561605555556],UNIT["Meter",1.0]]')  # fmt: skip

pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{STAMP}T00:00:00.000Z"})  # gpkg_contents.last_change


def write_csv(folder, table, *, encoding="utf-8", before="", newline="\r\n"):
    """Semicolons, as Dutch Excel writes them; no cell here needs quotes."""
    lines = [table.header, *table.rows]
    assert not any(";" in cell or '"' in cell for line in lines for cell in line)
    text = before + "".join(";".join(line) + newline for line in lines)
    (folder / table.file).write_bytes(text.encode(encoding))


def write_workbook(folder, table):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Bezit"
    for line in (["GoedeStede: bezitslijst (voorbeeld)"], ["Peildatum 31-12-2025"], ["Verzonnen woningen, geen echte adressen"]):
        sheet.append(line)
    sheet.append(table.header)
    for row in table.rows:
        sheet.append(row)
    notes = book.create_sheet("Toelichting")
    notes.append(["Kolom", "Uitleg"])
    notes.append(["Label", "Energielabel volgens de laatste opname; leeg is niet bekend"])
    notes.append(["Asbest dak, Asbest berging", "ja, deels, nee, gesaneerd, niet zichtbaar, onbekend"])
    stream = io.BytesIO()
    book.save(stream)
    repack(stream, folder / table.file)


def repack(stream, path):
    """openpyxl writes the clock in the zip and in docProps: both get the fixed date."""
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", f"{STAMP}T00:00:00Z".encode(), content)
            entry = zipfile.ZipInfo(item.filename, (2025, 12, 31, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3  # 3: the same on Windows
            new.writestr(entry, content)


def write_parquet(folder, table):
    text, number, whole = pa.string(), pa.float64(), pa.int32()
    types = [text, text, text, number, number, text, whole, pa.bool_(), number]
    columns = [pa.array([r[i] for r in table.rows], t) for i, t in enumerate(types)]
    pa.parquet.write_table(pa.table(columns, names=table.header), folder / table.file, compression="snappy", store_schema=False)


def fresh(folder, name):
    """GDAL adds to an existing file: the old one goes first."""
    for old in folder.glob(f"{name.rsplit('.', 1)[0]}.*"):
        old.unlink()
    return folder / name


def write_areas(folder, city, water):
    rows = [
        {"buurtcode": b.code, "buurtnaam": b.name, "wijkcode": b.wijk, "wijknaam": b.wijk_name, "stadsdeel": b.stadsdeel,
         "gemeentecode": "GM0034", "gemeentenaam": "Almere", "water": "NEE", "jaar": 2025}
        for b in city.buurten
    ]  # fmt: skip
    lake = {"buurtcode": "BU00349997", "buurtnaam": "Groot binnenwater", "wijkcode": "WK003499", "wijknaam": "Groot binnenwater",
            "stadsdeel": None, "gemeentecode": "GM0034", "gemeentenaam": "Almere", "water": "JA", "jaar": 2025}  # fmt: skip
    shapes = [shapely.MultiPolygon(shapely.get_parts(p).tolist()) for p in [*city.polygons, water]]
    frame = geopandas.GeoDataFrame([*rows, lake], geometry=shapes, crs="EPSG:28992")
    pyogrio.write_dataframe(frame, fresh(folder, "buurten.gpkg"), layer="buurten", driver="GPKG", geometry_type="MultiPolygon")


def write_geojson(folder, table):
    """RFC 7946: WGS84, counter-clockwise, no crs member; one feature a line."""
    to_wgs84 = pyproj.Transformer.from_crs(RD, "+proj=longlat +datum=WGS84 +no_defs", always_xy=True)
    lines = []
    for *cells, shape in table.rows:
        is_point = shape.geom_type == "Point"
        lon, lat = to_wgs84.transform(*np.array((shape if is_point else shape.exterior).coords).T)
        pairs = [[round(float(a), 6), round(float(b), 6)] for a, b in zip(lon, lat)]
        geometry = {"type": shape.geom_type, "coordinates": pairs[0] if is_point else [pairs]}
        feature = {"type": "Feature", "properties": dict(zip(table.header, cells)), "geometry": geometry}
        lines.append(json.dumps(feature, separators=(",", ":"), ensure_ascii=False))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (folder / table.file).write_bytes(text.encode())


def write_sheds(folder, table):
    frame = pandas.DataFrame([r[:7] for r in table.rows], columns=table.header[:7])
    frame["huisnummer"] = frame["huisnummer"].astype("Int32")
    points = shapely.points([r[7] for r in table.rows], [r[8] for r in table.rows])
    path = fresh(folder, table.file)
    pyogrio.write_dataframe(geopandas.GeoDataFrame(frame, geometry=points, crs="EPSG:28992"), path, driver="ESRI Shapefile",
                            encoding="UTF-8", layer_options={"DBF_DATE_LAST_UPDATE": STAMP, "RESIZE": "YES"})  # fmt: skip
    path.with_suffix(".prj").write_bytes(ESRI_RD.encode())
