"""GeoPandas as an expert writes it: Arrow tables, shapely on two threads, no frame of points, no GDAL writer.

    python geopandas_expert.py HOMES LETTINGS AREAS OUT
"""

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from clock import CORPORATIONS, POOR_LABELS, Clock

clock = Clock()
import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
import pyproj
import shapely

HOMES, LETTINGS, AREAS, OUT = sys.argv[1:5]
THREADS = 2
clock("import")


def table(path, columns, coded=()):
    if path.endswith("parquet"):
        return pa.parquet.read_table(path, columns=columns, read_dictionary=list(coded))
    types = dict.fromkeys(coded, pa.dictionary(pa.int32(), pa.string()))
    convert = pa.csv.ConvertOptions(include_columns=columns, strings_can_be_null=True, column_types=types)
    return pa.csv.read_csv(path, convert_options=convert, read_options=pa.csv.ReadOptions(block_size=1 << 22))


columns = ["vhe_id", "x", "y", "corporatie", "energielabel", "asbest_woning", "asbest_schuur"]
homes = table(HOMES, columns, ["corporatie", "energielabel"])
lettings = table(LETTINGS, ["vhe_id", "urgent"])
clock("tables")
areas = gpd.read_file(AREAS, use_arrow=True, columns=["buurtcode", "buurtnaam"])
shapes = np.asarray(areas.geometry)
clock("areas")

x, y = homes["x"].to_numpy(), homes["y"].to_numpy()
n, n_areas = len(homes), len(areas)
area = np.full(n, -1, dtype=np.int32)
own = threading.local()


def join(start, end):
    if not hasattr(own, "shapes"):  # prepared geometry is not shared between threads
        own.shapes = shapely.from_wkb(shapely.to_wkb(shapes))
    tree = shapely.STRtree(shapely.points(x[start:end], y[start:end]))
    of, home = tree.query(own.shapes, predicate="contains")
    area[start:end][home] = of


n_parts = max(2, 2 * -(-n // 2_000_000))
cuts = np.linspace(0, n, n_parts + 1).astype(int)
with ThreadPoolExecutor(THREADS) as threads:
    list(threads.map(join, cuts[:-1], cuts[1:]))
clock("join")

placed = area >= 0


def coded(column):
    """Codes of a column, -1 for none, and what they stand for."""
    values = homes[column]
    values = values.unify_dictionaries() if pa.types.is_dictionary(values.type) else values.dictionary_encode()
    values = values.combine_chunks()
    values = values.chunk(0) if isinstance(values, pa.ChunkedArray) else values
    return values.indices.fill_null(-1).to_numpy(), values.dictionary.to_pylist()


def number(flag):
    return np.bincount(area[flag & placed], minlength=n_areas)


label, labels = coded("energielabel")
poor = np.array([name in POOR_LABELS for name in labels] + [False])[label]
roof = pc.or_kleene(homes["asbest_woning"], homes["asbest_schuur"]).to_numpy().astype(bool)
owner, owners = coded("corporatie")
result = areas.drop(columns="geometry")
result["woningen"] = np.bincount(area[placed], minlength=n_areas)
result["label_d"], result["asbest"], result["asbest_d"] = number(poor), number(roof), number(poor & roof)
for i, name in enumerate(CORPORATIONS, 1):
    result[f"corp{i}"] = number(owner == (owners.index(name) if name in owners else -2))
home = pc.index_in(lettings["vhe_id"], value_set=homes["vhe_id"].combine_chunks()).fill_null(-1).to_numpy()
let = np.where(home >= 0, area[home], -1)
urgent = lettings["urgent"].to_numpy().astype(bool)
result["plaatsingen"] = np.bincount(let[let >= 0], minlength=n_areas)
result["urgent"] = np.bincount(let[(let >= 0) & urgent], minlength=n_areas)
with np.errstate(all="ignore"):
    result["urgent_aandeel"] = result.urgent / result.plaatsingen
clock("counts")


def geojson(start, end):
    to_degrees = pyproj.Transformer.from_crs(28992, 4326, always_xy=True)
    part = shapely.from_wkb(shapely.to_wkb(shapes[start:end]))
    degrees = to_degrees.transform(*shapely.get_coordinates(part).T)
    shapely.set_coordinates(part, np.round(np.column_stack(degrees), 7))
    return shapely.to_geojson(part)


cuts = np.linspace(0, n_areas, 9).astype(int)
with ThreadPoolExecutor(THREADS) as threads:
    texts = [text for part in threads.map(geojson, cuts[:-1], cuts[1:]) for text in part]
clock("degrees")
rows = pd.DataFrame(result).astype(object).where(lambda cell: cell.notna(), None).to_dict("records")
features = (
    f'{{"type":"Feature","properties":{json.dumps(row, ensure_ascii=False)},"geometry":{text}}}'
    for row, text in zip(rows, texts)
)
with open(OUT, "w") as out:
    out.write('{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n")
clock("writing")
clock.tell()
