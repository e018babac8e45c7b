"""Writes an invented city with random borders, homes and placements, for `spread.py` to compare.

    python random_city.py SEED DIR

Its neighbourhoods are Voronoi cells, a few of them islands and a few without homes, and a quarter of them cut in two, so that the
cut ends where the border of a neighbour runs straight on; their true shares differ, and one corner of the city lies
higher. Labels, roofs, owners' associations and rents are unknown here and there, more so in some neighbourhoods and
wholly in a few. What is in the files is without faults: faults are for `check.py`.

`waarheid.csv` and `waarheid_toewijzingen.csv` hold the same homes and placements with their neighbourhood, for
`spread.py` to count.
"""

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import LineString, MultiPoint, box, voronoi_polygons
from shapely.ops import split

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
asbestos_shed_roof = "schuur"
[[placements]]
path = "toewijzingen.csv"
[placements.columns]
dwelling = "id"
date = "datum"
priority = "voorrang"
rent = "huur"
[placements.urgent]
values = ["URG"]
regular = ["REG"]
[[indicator]]
id = "bereikbaar"
of = "placements"
count = "rent <= 700"
out_of = "counted"
label.nl = "Bereikbare toewijzingen"
"""


def borders(rng, n):
    """Voronoi cells in a square, of which some are moved away to be islands; by wijk and stadsdeel from west to east."""
    points = rng.uniform(0, SIDE, (n, 2))
    cells = gpd.GeoSeries(voronoi_polygons(MultiPoint(points), extend_to=box(0, 0, SIDE, SIDE)).geoms)
    cells = cells.intersection(box(0, 0, SIDE, SIDE)).set_precision(0.01)
    cells = halved(rng, cells)
    n = len(cells)
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


def halved(rng, cells):
    """A quarter of the cells in two: the ends of the cut are vertices that the cells next to them do not have."""
    cells = cells.set_precision(0)  # vertices lie on the sides that they cut, and not on a grid
    cut = rng.choice(len(cells), len(cells) // 4, replace=False)
    halves = []
    for at in cut:
        shape = cells.iloc[at]
        middle, angle = np.array(shape.centroid.coords[0]), rng.uniform(0, np.pi)
        by = 2 * SIDE * np.array([np.cos(angle), np.sin(angle)])
        halves.extend(split(shape, LineString([middle - by, middle + by])).geoms)
    return pd.concat([cells.drop(cells.index[cut]), gpd.GeoSeries(halves)], ignore_index=True)


def unknown_part(rng):
    """Which part of something is unknown in a neighbourhood: mostly little, sometimes much, now and then all."""
    return rng.choice([0.05, 0.5, 1.0], p=[0.8, 0.12, 0.08])


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
    n = len(areas)
    homes, lettings = [], []
    overall, strength = rng.uniform(0.05, 0.35), rng.uniform(20, 200)
    high = areas.centroid.x.rank(pct=True) + areas.centroid.y.rank(pct=True) > 1.6
    for at, shape in enumerate(areas.geometry):
        n_homes = 0 if rng.random() < 0.08 else int(rng.gamma(2, 60)) + 1
        places = within(rng, shape, n_homes)
        blocks = np.sort(rng.integers(0, n_homes // 12 + 1, n_homes))
        label_d, roof, vve = (rng.random(n_homes // 12 + 1) < part for part in (0.2, 0.15, 0.3))
        old = rng.random(n_homes) < 0.85
        parts = [unknown_part(rng) for _ in range(4)]
        odd = rng.random((4, n_homes)) < np.array(parts)[:, None]
        homes.append(
            pd.DataFrame(
                {
                    "buurt": areas["buurtcode"].iloc[at],
                    "id": [f"{at}-{home}" for home in range(n_homes)],
                    "x": places[:, 0].round(2),
                    "y": places[:, 1].round(2),
                    "complex": [f"C{at}-{block}" if block % 5 else "" for block in blocks],
                    "label": np.where(odd[0], "", np.where(label_d[blocks] & old, "D", "B")),
                    "dak": np.where(odd[1], "", np.where(roof[blocks] & (label_d[blocks] | old), "verdacht", "nee")),
                    "schuur": np.where(odd[3], "niet zichtbaar", np.where(roof[blocks] & old, "verdacht", "nee")),
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
                    "huur": np.where(
                        rng.random(n_lettings) < unknown_part(rng), "", rng.choice(["650", "750"], n_lettings, p=[0.7, 0.3])
                    ),
                    "buurt": areas["buurtcode"].iloc[at],
                }
            )
        )
    # A home is let once a day at most.
    lettings = pd.concat(lettings).drop_duplicates(["id", "datum"])
    for frame, name, truth in ((pd.concat(homes), "woningen", "waarheid"), (lettings, "toewijzingen", "waarheid_toewijzingen")):
        frame.drop(columns="buurt").to_csv(folder / f"{name}.csv", index=False)
        frame.to_csv(folder / f"{truth}.csv", index=False)
    (folder / "spreiding.toml").write_text(CONFIG)
    print(f"{n} neighbourhoods, {len(lettings)} placements, a share of about {overall:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
