"""DuckDB spatial.

    python duckdb_spatial.py HOMES LETTINGS AREAS OUT [expert | expert-one | documented]

documented: a join on ST_Contains, and COPY with the GDAL driver, as the manual of the extension shows them.
expert: the join on ST_DWithin of 0, which takes a faster path (duckdb-spatial, issue 826); tables are made first; and
GeoJSON written as text by the CSV writer, without GDAL. expert-one: the same with the files read inside the join.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

from clock import CORPORATIONS, POOR_LABELS, Clock

clock = Clock()
import duckdb

HOMES, LETTINGS, AREAS, OUT = sys.argv[1:5]
how = sys.argv[5] if len(sys.argv) > 5 else "expert"
fast = how.startswith("expert")

connection = duckdb.connect()
package = Path(find_spec("duckdb_extension_spatial").origin).parent
(extension,) = package.glob("extensions/*/spatial.duckdb_extension")
connection.execute(f"LOAD '{extension}'")
connection.execute("SET preserve_insertion_order = false")
clock("import")


def table(path, types):
    if path.endswith("parquet"):
        return f"read_parquet('{path}')"
    types = ", ".join(f"'{name}': '{type}'" for name, type in types.items())
    return f"read_csv('{path}', header = true, delim = ',', quote = '\"', types = {{{types}}})"


text = dict.fromkeys(["vhe_id", "bag_vbo_id", "energielabel", "corporatie"], "VARCHAR")
homes = table(HOMES, text | {"x": "DOUBLE", "y": "DOUBLE", "asbest_woning": "BOOLEAN", "asbest_schuur": "BOOLEAN"})
lettings = table(LETTINGS, {"vhe_id": "VARCHAR", "urgent": "BOOLEAN"})
inside = "ST_DWithin(ST_Point(d.x, d.y), b.geom, 0)" if fast else "ST_Contains(b.geom, ST_Point(d.x, d.y))"
poor, roof = f"energielabel IN {POOR_LABELS}", "(asbest_woning OR asbest_schuur)"
by_owner = ", ".join(f"count(*) FILTER (corporatie = '{name}') corp{i}" for i, name in enumerate(CORPORATIONS, 1))
columns = "corporatie, energielabel, asbest_woning, asbest_schuur"

connection.execute(f"""
    CREATE TABLE b AS SELECT (row_number() OVER ())::INTEGER AS bi, buurtcode, buurtnaam, geom FROM ST_Read('{AREAS}')""")
clock("areas")
if how == "expert":
    connection.execute(f"CREATE TABLE d AS SELECT vhe_id, x, y, {columns} FROM {homes}")
    connection.execute(f"CREATE TABLE p AS SELECT vhe_id, urgent FROM {lettings}")
    clock("tables")
else:
    connection.execute(f"CREATE VIEW d AS SELECT vhe_id, x, y, {columns} FROM {homes}")
    connection.execute(f"CREATE VIEW p AS SELECT vhe_id, urgent FROM {lettings}")
connection.execute(f"CREATE TABLE j AS SELECT d.vhe_id, {columns}, b.bi FROM d JOIN b ON {inside}")
clock("join")
connection.execute(f"""
    CREATE TABLE r AS
    WITH a AS (SELECT bi, count(*) woningen, count(*) FILTER ({poor}) label_d, count(*) FILTER ({roof}) asbest,
                      count(*) FILTER ({roof} AND {poor}) asbest_d, {by_owner}
               FROM j GROUP BY bi),
         q AS (SELECT bi, count(*) plaatsingen, count(*) FILTER (urgent) urgent FROM p JOIN j USING (vhe_id) GROUP BY bi)
    SELECT b.buurtcode, b.buurtnaam, coalesce(woningen, 0) woningen, coalesce(label_d, 0) label_d,
           coalesce(asbest, 0) asbest, coalesce(asbest_d, 0) asbest_d, coalesce(corp1, 0) corp1,
           coalesce(corp2, 0) corp2, coalesce(corp3, 0) corp3, coalesce(plaatsingen, 0) plaatsingen,
           coalesce(urgent, 0) urgent, urgent / plaatsingen AS urgent_aandeel, geom
    FROM b LEFT JOIN a USING (bi) LEFT JOIN q USING (bi)""")
clock("counts")

Path(OUT).unlink(missing_ok=True)
connection.execute("SET preserve_insertion_order = true")
to_degrees = "ST_Transform(geom, 'EPSG:28992', 'EPSG:4326', always_xy := true)"
if fast:
    names = [column[0] for column in connection.execute("SELECT * EXCLUDE geom FROM r LIMIT 0").description]
    properties = ", ".join(f"'{name}', {name}" for name in names)
    connection.execute(f"""
        COPY (SELECT CASE WHEN row_number() OVER () = 1 THEN '{{"type":"FeatureCollection","features":[' ELSE ',' END
                     || '{{"type":"Feature","properties":' || json_object({properties})::VARCHAR
                     || ',"geometry":' || ST_AsGeoJSON({to_degrees}) || '}}' FROM r
              UNION ALL SELECT ']}}')
        TO '{OUT}' (FORMAT CSV, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')""")
else:
    connection.execute(f"""
        COPY (SELECT * EXCLUDE geom, {to_degrees} AS geom FROM r)
        TO '{OUT}' (FORMAT GDAL, DRIVER 'GeoJSON', LAYER_CREATION_OPTIONS 'COORDINATE_PRECISION=7')""")
clock("degrees and writing")
clock.tell()
