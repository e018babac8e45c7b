"""Writes an invented city with random borders, homes and placements, for `spread.py` to compare.

    python random_city.py SEED DIR

Its neighbourhoods are Voronoi cells, a few of them islands and a few without homes; their true shares differ, and one
corner of the city lies higher. What is in the files is without faults: faults are for `check.py`.
"""

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import MultiPoint, box, voronoi_polygons

SIDE, ORIGIN = 8_000, np.array([140_000, 480_000])
CONFIG = """
name = "Willekeurige stad"
note = "Verzonnen."
reference_date = 2025-09-30
[areas]
year = 2025
levels = ["stadsdeel", "wijk", "buurt"]
[areas.buurt]
path = "buurten.gpkg"
[areas.wijk]
code = "wijkcode"
[areas.stadsdeel]
code = "stadsdeel"
[[dwellings]]
path = "woningen.csv"
corporation = "Ons Huis"
[dwellings.columns]
id = "id"
x = "x"
y = "y"
complex = "complex"
energy_label = "label"
owners_association = "vve"
asbestos_home_roof = "dak"
[[placements]]
path = "toewijzingen.csv"
[placements.columns]
dwelling = "id"
date = "datum"
priority = "voorrang"
[placements.urgent]
values = ["URG"]
regular = ["REG"]
"""


def borders(rng, n):
    """Voronoi cells in a square, of which some are moved away to be islands; by wijk and stadsdeel from west to east."""
    points = rng.uniform(0, SIDE, (n, 2))
    cells = gpd.GeoSeries(voronoi_polygons(MultiPoint(points), extend_to=box(0, 0, SIDE, SIDE)).geoms)
    cells = cells.intersection(box(0, 0, SIDE, SIDE)).set_precision(0.01)
    cells = cells.iloc[np.lexsort((cells.centroid.y, cells.centroid.x))].reset_index(drop=True)
    islands = rng.choice(n, max(1, n // 40), replace=False)
    for at, island in enumerate(islands):
        cells.iloc[island] = cells.translate(xoff=SIDE + 900, yoff=2_000 * at).iloc[island]
    wijk = np.arange(n) * max(2, n // 8) // n
    frame = gpd.GeoDataFrame(
        {
            "buurtcode": [f"BU0034{of:02}{at:02}" for at, of in zip(pd.Series(wijk).groupby(wijk).cumcount(), wijk)],
            "buurtnaam": [f"Buurt {at}" for at in range(n)],
            "wijkcode": [f"WK0034{of:02}" for of in wijk],
            "wijknaam": [f"Wijk {of}" for of in wijk],
            "stadsdeel": [f"Deel {of // 3}" for of in wijk],
            "water": "NEE",
        },
        geometry=cells.translate(*ORIGIN),
        crs="EPSG:28992",
    )
    return frame


def within(rng, shape, n):
    """Points within a cell: a convex cell holds the mean of points within it, so corners are mixed."""
    corners = np.array(shape.exterior.coords)[:-1]
    return rng.dirichlet(np.ones(len(corners)), n) @ corners


def main(seed, folder):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(40, 120))
    areas = borders(rng, n)
    folder.mkdir(parents=True, exist_ok=True)
    areas.to_file(folder / "buurten.gpkg", layer="buurten")
    homes, lettings = [], []
    overall, strength = rng.uniform(0.05, 0.35), rng.uniform(20, 200)
    high = areas.centroid.x.rank(pct=True) + areas.centroid.y.rank(pct=True) > 1.6
    for at, shape in enumerate(areas.geometry):
        n_homes = 0 if rng.random() < 0.08 else int(rng.gamma(2, 60)) + 1
        places = within(rng, shape, n_homes)
        blocks = np.sort(rng.integers(0, n_homes // 12 + 1, n_homes))
        label_d, roof, vve = (rng.random(n_homes // 12 + 1) < part for part in (0.2, 0.15, 0.3))
        old = rng.random(n_homes) < 0.85
        odd = rng.random((3, n_homes)) < 0.05
        homes.append(
            pd.DataFrame(
                {
                    "id": [f"{at}-{home}" for home in range(n_homes)],
                    "x": places[:, 0].round(2),
                    "y": places[:, 1].round(2),
                    "complex": [f"C{at}-{block}" if block % 5 else "" for block in blocks],
                    "label": np.where(odd[0], "", np.where(label_d[blocks] & old, "D", "B")),
                    "dak": np.where(odd[1], "", np.where(roof[blocks] & (label_d[blocks] | old), "verdacht", "nee")),
                    "vve": np.where(odd[2], "", np.where(vve[blocks], "J", "N")),
                }
            )
        )
        if n_homes == 0:
            continue
        share = min(0.95, rng.beta(overall * strength, (1 - overall) * strength) * (1.8 if high[at] else 1))
        n_lettings = rng.poisson(n_homes * 0.25)
        days = pd.Timestamp("2022-10-01") + pd.to_timedelta(rng.integers(0, 1_096, n_lettings), "D")
        lettings.append(
            pd.DataFrame(
                {
                    "id": [f"{at}-{home}" for home in rng.integers(0, n_homes, n_lettings)],
                    "datum": days.strftime("%Y-%m-%d"),
                    "voorrang": np.where(rng.random(n_lettings) < share, "URG", "REG"),
                }
            )
        )
    # A home is let once a day at most.
    lettings = pd.concat(lettings).drop_duplicates(["id", "datum"])
    pd.concat(homes).to_csv(folder / "woningen.csv", index=False)
    lettings.to_csv(folder / "toewijzingen.csv", index=False)
    (folder / "spreiding.toml").write_text(CONFIG)
    print(f"{n} neighbourhoods, {len(lettings)} placements, a share of about {overall:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
