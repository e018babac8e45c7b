"""GeoPandas as its documentation shows it: read, points_from_xy, sjoin, groupby, to_crs, to_file.

    python geopandas_documented.py HOMES LETTINGS AREAS OUT
"""

import sys
from pathlib import Path

from clock import CORPORATIONS, COUNTS, POOR_LABELS, Clock

clock = Clock()
import geopandas as gpd
import pandas as pd

HOMES, LETTINGS, AREAS, OUT = sys.argv[1:5]
clock("import")


def table(path, columns):
    if path.endswith("parquet"):
        return pd.read_parquet(path, columns=columns)
    return pd.read_csv(path, usecols=columns, engine="pyarrow", dtype_backend="pyarrow")


homes = table(HOMES, ["vhe_id", "x", "y", "corporatie", "energielabel", "asbest_woning", "asbest_schuur"])
lettings = table(LETTINGS, ["vhe_id", "urgent"])
clock("tables")
areas = gpd.read_file(AREAS, use_arrow=True)[["buurtcode", "buurtnaam", "geometry"]]
clock("areas")
points = gpd.points_from_xy(homes.x.to_numpy("f8"), homes.y.to_numpy("f8"))
points = gpd.GeoDataFrame({"home": homes.index}, geometry=points, crs=areas.crs)
clock("points")
found = gpd.sjoin(points, areas[["geometry"]], predicate="within", how="inner")["index_right"]
homes["area"] = found[~found.index.duplicated()].reindex(homes.index).astype("Int32")
clock("join")
placed = homes.dropna(subset=["area"]).astype({"area": "int32"})
poor = placed.energielabel.isin(POOR_LABELS)
roof = placed.asbest_woning.astype(bool) | placed.asbest_schuur.astype(bool)
by_owner = {f"corp{i}": placed.corporatie == name for i, name in enumerate(CORPORATIONS, 1)}
flags = {"label_d": poor, "asbest": roof, "asbest_d": poor & roof, **by_owner}
flags = {name: flag.astype("int32") for name, flag in flags.items()}
counts = pd.DataFrame({"area": placed.area, "woningen": 1, **flags}).groupby("area").sum()
let = lettings.merge(placed[["vhe_id", "area"]], on="vhe_id", how="inner")
let = pd.DataFrame({"area": let.area, "plaatsingen": 1, "urgent": let.urgent.astype("int32")}).groupby("area").sum()
result = areas.join(counts).join(let)
result[COUNTS] = result[COUNTS].fillna(0).astype("int64")
result["urgent_aandeel"] = (result.urgent / result.plaatsingen.where(result.plaatsingen > 0)).astype("float64")
clock("counts")
result = result.to_crs(4326)
clock("degrees")
Path(OUT).unlink(missing_ok=True)
result.to_file(OUT, driver="GeoJSON", engine="pyogrio", use_arrow=True, COORDINATE_PRECISION="7")
clock("writing")
clock.tell()
