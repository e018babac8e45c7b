"""SedonaDB (Rust, DataFusion).

    python sedona.py HOMES LETTINGS AREAS OUT [expert | expert-one]

expert: tables are read into memory first; GeoJSON is made by ST_AsGeoJSON and written as text, without GDAL.
expert-one: the same with the files read inside the join.
"""

import json
import sys

from clock import CORPORATIONS, POOR_LABELS, Clock

clock = Clock()
import sedonadb

HOMES, LETTINGS, AREAS, OUT = sys.argv[1:5]
how = sys.argv[5] if len(sys.argv) > 5 else "expert"
sedona = sedonadb.connect()
clock("import")


def view(name, path, columns):
    if path.endswith("parquet"):
        sedona.read_parquet(path).to_view(f"{name}_file")
    else:
        sedona.sql(
            f"CREATE EXTERNAL TABLE {name}_file STORED AS CSV LOCATION '{path}' OPTIONS ('format.has_header' 'true')"
        ).execute()
    table = sedona.sql(f"SELECT {columns} FROM {name}_file")
    (table.to_memtable() if how == "expert" else table).to_view(name)


areas = sedona.read_pyogrio(AREAS)
if AREAS.endswith(".shp"):
    areas = areas.to_memtable()  # reading some of its columns fails: the optimizer finds another schema
(shape,) = [name for name in areas.columns if name in ("geometry", "geom", "wkb_geometry")]
areas.to_view("b_file")
sedona.sql(f"SELECT buurtcode, buurtnaam, {shape} AS geom FROM b_file").to_memtable().to_view("b")
clock("areas")
columns = "vhe_id, corporatie, energielabel, asbest_woning, asbest_schuur"
view("d", HOMES, f"{columns}, x, y")
view("p", LETTINGS, "vhe_id, urgent")
clock("tables")
sedona.sql(f"""
    SELECT {columns}, b.buurtcode
    FROM d JOIN b ON ST_Contains(b.geom, ST_SetSRID(ST_Point(d.x, d.y), 28992))""").to_memtable().to_view("j")
clock("join")
poor, roof = f"energielabel IN {POOR_LABELS}", "(asbest_woning OR asbest_schuur)"


def number(condition, name):
    return f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END) {name}"


by_owner = ", ".join(number(f"corporatie = '{name}'", f"corp{i}") for i, name in enumerate(CORPORATIONS, 1))
sedona.sql(f"""
    WITH a AS (SELECT buurtcode, count(*) woningen, {number(poor, "label_d")}, {number(roof, "asbest")},
                      {number(f"{roof} AND {poor}", "asbest_d")}, {by_owner}
               FROM j GROUP BY buurtcode),
         q AS (SELECT j.buurtcode, count(*) plaatsingen, {number("urgent", "urgent")}
               FROM p JOIN j ON p.vhe_id = j.vhe_id GROUP BY j.buurtcode)
    SELECT b.buurtcode, b.buurtnaam, coalesce(woningen, 0) woningen, coalesce(label_d, 0) label_d,
           coalesce(asbest, 0) asbest, coalesce(asbest_d, 0) asbest_d, coalesce(corp1, 0) corp1,
           coalesce(corp2, 0) corp2, coalesce(corp3, 0) corp3, coalesce(plaatsingen, 0) plaatsingen,
           coalesce(urgent, 0) urgent, CAST(urgent AS DOUBLE) / plaatsingen urgent_aandeel, geom
    FROM b LEFT JOIN a ON a.buurtcode = b.buurtcode
           LEFT JOIN q ON q.buurtcode = b.buurtcode""").to_memtable().to_view("r")
clock("counts")
table = sedona.sql("""
    SELECT buurtcode, buurtnaam, woningen, label_d, asbest, asbest_d, corp1, corp2, corp3, plaatsingen, urgent,
           urgent_aandeel, ST_AsGeoJSON(ST_Transform(geom, 'EPSG:4326')) AS shape
    FROM r""").to_arrow_table()
shapes = table["shape"].to_pylist()
properties = table.drop_columns(["shape"]).to_pylist()
features = (
    f'{{"type":"Feature","properties":{json.dumps(row, ensure_ascii=False)},"geometry":{shape}}}'
    for row, shape in zip(properties, shapes)
)
with open(OUT, "w") as out:
    out.write('{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n")
clock("degrees and writing")
clock.tell()
