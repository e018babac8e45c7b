"""Writes an invented city with random borders, homes and placements, for `spread.py` to compare.

    python random_city.py SEED DIR

Its neighbourhoods are Voronoi cells, a few of them islands and a few without homes, and a quarter of them cut in two, so that the
cut ends where the border of a neighbour runs straight on; their true shares differ, and one corner of the city lies
higher. Labels, roofs, owners' associations and rents are unknown here and there, more so in some neighbourhoods and
wholly in a few. All homes per neighbourhood, meeting places, agreed projects with what was delivered, and a register of
labels of which some have ended stand in files of their own; rents lie around the bounds of their year, on a bound too.
With an odd seed the definition of urgency changes on a day within the window. What is in the files is without faults:
faults are for `check.py`.

`waarheid.csv` and `waarheid_toewijzingen.csv` hold the same homes and placements with their neighbourhood and with what
follows from the other files, for `spread.py` to count.
"""

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import LineString, MultiPoint, Point, box, voronoi_polygons
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
rent = "huur"
bag_id = "bag"
[energy_labels]
path = "energielabels.csv"
[stock]
path = "woningvoorraad.csv"
columns = { area = "buurtcode", homes = "woningen" }
[targets.sociaal]
start_share = 0.4
from = 2025-01-01
goal_share = 0.45
by = 2030-12-31
direction = "rise"
[targets.label_d]
start = 900
from = 2024-01-01
goal = 100
by = 2029-12-31
[[rent_caps]]
year = 2022
first = 633.25
second = 678.66
kind = "rekenhuur"
source = "deze proef"
[[places]]
id = "plek"
path = "plekken.gpkg"
within_m = 350
[production]
path = "projecten.csv"
areas = "projectgebieden.csv"
[production.columns]
name = "naam"
district = "deel"
area = "plan"
homes = "aantal"
segment = "segment"
certainty = "zekerheid"
[production.planned]
2025 = "p2025"
2026 = "p2026"
2027 = "p2027"
[production.delivered]
2025 = "d2025"
2026 = "d2026"
2027 = "d2027"
[production.segments]
social = ["sociaal"]
other = ["koop"]
unknown = ["n.t.b."]
[production.certainties]
firm = ["hard"]
soft = ["zacht"]
exclude = ["vervallen"]
[[placements]]
path = "toewijzingen.csv"
[placements.columns]
dwelling = "id"
date = "datum"
priority = "voorrang"
rent = "huur"
URGENT
[[indicator]]
id = "vergunninghouders"
of = "placements"
count = "urgent_group = 'vergunninghouders'"
out_of = "counted"
norm = 0.1
label.nl = "Vergunninghouders"
[[indicator]]
id = "passend"
of = "placements"
count = "rent <= 660"
out_of = "counted"
norm = 0.6
norm_kind = "floor"
label.nl = "Toewijzingen tot 660 euro"
[[indicator]]
id = "nabij"
of = "dwellings"
count = "near_plek"
label.nl = "Woningen bij een plek"
[[indicator]]
id = "zeer_nabij"
of = "dwellings"
count = "distance_plek <= 100"
label.nl = "Woningen vlak bij een plek"
"""
URGENT = """[[placements.urgent]]
values = ["URG"]
groups = { vergunninghouders = ["STA"] }
regular = ["REG", "UIT"]
"""
# Leaving an institution makes urgent from this day on.
CHANGE = "2024-07-01"
URGENT_CHANGES = f"""[[placements.urgent]]
until = 2024-06-30
values = ["URG"]
groups = {{ vergunninghouders = ["STA"] }}
regular = ["REG", "UIT"]
[[placements.urgent]]
from = {CHANGE}
values = ["URG"]
groups = {{ vergunninghouders = ["STA"], uitstroom = ["UIT"] }}
regular = ["REG"]
"""
SECOND_BOUND = {2022: 678.66, 2023: 693.60, 2024: 697.07, 2025: 731.93}
METHODS = {
    "NTA 8800": "NTA 8800:2022 (basisopname woningbouw)",
    "NEN 7120": "Nader Voorschrift, versie 1.0, 1 februari 2014 met erratalijst, addendum 1 juli 2018",
    "VEL": "Rekenmethodiek Definitief Energielabel, versie 1.2, 16 september 2014",
    "ISSO 82.3": "ISSO82.3, versie 3.0, oktober 2011",
}
REFERENCE = pd.Timestamp("2025-09-30")


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
                    "huur": np.where(rng.random(n_homes) < 0.2, "", [f"{of:.2f}" for of in rng.normal(660, 50, n_homes)]),
                    "bag": [f"00340100{at:04}{home:04}" for home in range(n_homes)],
                }
            )
        )
        if n_homes == 0:
            continue
        share = min(0.95, rng.beta(overall * strength, (1 - overall) * strength) * (1.8 if high[at] else 1))
        n_lettings = rng.poisson(n_homes * 0.25)
        days = pd.Timestamp("2022-10-01") + pd.to_timedelta(rng.integers(0, 1_096, n_lettings), "D")
        urgent = rng.choice(["URG", "STA", "UIT"], n_lettings, p=[0.5, 0.3, 0.2])
        # The change on a bound is a cent more, or nothing.
        bound = days.year.map(SECOND_BOUND).to_numpy(float)
        rents = np.where(rng.random(n_lettings) < 0.15, bound + rng.choice([0, 0.01], n_lettings), rng.normal(670, 45, n_lettings))
        lettings.append(
            pd.DataFrame(
                {
                    "id": [f"{at}-{home}" for home in rng.integers(0, n_homes, n_lettings)],
                    "datum": days.strftime("%Y-%m-%d"),
                    "voorrang": np.where(rng.random(n_lettings) < share, urgent, "REG"),
                    "huur": np.where(rng.random(n_lettings) < unknown_part(rng), "", [f"{rent:.2f}" for rent in rents]),
                    "buurt": areas["buurtcode"].iloc[at],
                }
            )
        )
    # A home is let once a day at most.
    lettings = pd.concat(lettings).drop_duplicates(["id", "datum"]).reset_index(drop=True)
    homes = pd.concat(homes).reset_index(drop=True)
    changes = seed % 2 == 1
    homes.drop(columns="buurt").to_csv(folder / "woningen.csv", index=False)
    lettings.drop(columns="buurt").to_csv(folder / "toewijzingen.csv", index=False)
    homes = with_register(rng, homes, folder)
    homes = with_places(rng, homes, folder)
    stock(rng, areas, homes).to_csv(folder / "woningvoorraad.csv", index=False)
    projects(rng, areas, folder)
    homes.to_csv(folder / "waarheid.csv", index=False)
    with_definitions(lettings, homes, changes).to_csv(folder / "waarheid_toewijzingen.csv", index=False)
    (folder / "spreiding.toml").write_text(CONFIG.replace("URGENT\n", URGENT_CHANGES if changes else URGENT))
    print(f"{n} neighbourhoods, {len(lettings)} placements, a share of about {overall:.2f}")


def with_register(rng, homes, folder):
    """A part of the homes in the register: some labels have ended, some homes have an older one besides."""
    chosen = np.flatnonzero(rng.random(len(homes)) < 0.45)
    rows, label, method, expired = [], homes["label"].to_numpy(object).copy(), np.full(len(homes), "", object), np.full(len(homes), "", object)
    for home in chosen:
        surveyed = pd.Timestamp("2012-01-01") + pd.Timedelta(days=int(rng.integers(0, 5_000)))
        until = surveyed + pd.DateOffset(years=10)
        letter = label[home] or rng.choice(["D", "B", "A0"], p=[0.5, 0.4, 0.1])
        words = "NTA 8800" if surveyed.year >= 2021 else rng.choice(["NEN 7120", "VEL"]) if surveyed.year >= 2015 else "ISSO 82.3"
        if until >= REFERENCE:
            label[home], method[home] = letter, words
        elif not label[home]:  # where the corporation has a label, that stands
            expired[home] = letter
        rows.append([homes["bag"].iloc[home], surveyed, until, letter, METHODS[words]])
        if rng.random() < 0.2:
            before = surveyed - pd.Timedelta(days=int(rng.integers(30, 900)))
            rows.append([homes["bag"].iloc[home], before, before + pd.DateOffset(years=10), "E", METHODS["ISSO 82.3"]])
    register = pd.DataFrame(rows, columns=["BAGVerblijfsobjectID", "Opnamedatum", "GeldigTot", "Energieklasse", "Berekeningstype"])
    register["Registratiedatum"] = register["Opnamedatum"] + pd.Timedelta(days=4)
    for name in ("Opnamedatum", "GeldigTot", "Registratiedatum"):
        register[name] = register[name].dt.strftime("%Y%m%d")
    for name, value in (("Gebouwklasse", "W"), ("Status", "Bestaand"), ("Postcode", ""), ("Huisnummer", ""), ("Huisletter", ""), ("Huisnummertoevoeging", "")):
        register[name] = value
    register.to_csv(folder / "energielabels.csv", index=False, sep=";")
    return homes.assign(label=label, methode=method, verlopen=expired)


def with_places(rng, homes, folder):
    """Points, buildings and a square in two parts, in RD; the metres of each home to the nearest of them."""
    at = homes[["x", "y"]].to_numpy()
    near = at[rng.choice(len(at), 14)] + rng.normal(0, 120, (14, 2))
    shapes = [Point(xy) if k % 3 else box(*xy - [12, 7], *xy + [12, 7]) for k, xy in enumerate(near)]
    shapes.append(shapely.MultiPolygon([box(*near[0] + d, *near[0] + d + 30) for d in (200, 260)]))
    frame = gpd.GeoDataFrame({"naam": [f"Plek {k}" for k in range(len(shapes))]}, geometry=shapes, crs="EPSG:28992")
    frame.to_file(folder / "plekken.gpkg", layer="plekken")
    away = shapely.distance(np.array(shapes, object)[:, None], shapely.points(at)[None]).min(axis=0)
    return homes.assign(afstand=away)


def stock(rng, areas, homes):
    """All homes of each neighbourhood: in some there are social ones alone, and some have none at all."""
    social = homes.groupby("buurt").size().reindex(areas["buurtcode"], fill_value=0).to_numpy()
    more = np.where(rng.random(len(areas)) < 0.15, 0, rng.gamma(1.5, 90, len(areas)).astype(int))
    return pd.DataFrame({"buurtcode": areas["buurtcode"], "woningen": social + more})


def projects(rng, areas, folder):
    """Agreed projects under names of their own, of which most join an area; a part was delivered, some of it late."""
    names, joins, rows = [], [], []
    for k in range(24):
        area = areas.iloc[int(rng.integers(len(areas)))]
        level = ["buurt", "wijk", "stadsdeel"][k % 3]
        code = area["stadsdeel"] if level == "stadsdeel" else area[f"{level}code"]
        district, name = area["stadsdeel"].replace("Deel", "Noord"), f"Plan {k}"
        names.append(name)
        if k % 8 != 7:  # of some names nobody knows where it is
            joins.append([district, name, level, code])
        planned, left = [0, 0, 0], int(rng.integers(5, 160))
        total = left
        for year in range(3):
            planned[year] = int(rng.integers(0, left + 1)) if year < 2 else 0
            left -= planned[year]
        year_known = rng.random() < 0.7
        planned[2] = left if year_known else 0
        segment = rng.choice(["sociaal", "koop", "n.t.b."], p=[0.6, 0.3, 0.1])
        certainty = rng.choice(["hard", "zacht", "vervallen"], p=[0.55, 0.35, 0.1])
        shown = [of if of else "" for of in planned]
        done = [of if of and rng.random() < 0.5 else "" for of in planned[:1]] + ["", ""]
        rows.append([name, district, name, total, segment, certainty, *shown, *done])
    columns = ["naam", "deel", "plan", "aantal", "segment", "zekerheid", "p2025", "p2026", "p2027", "d2025", "d2026", "d2027"]
    pd.DataFrame(rows, columns=columns).to_csv(folder / "projecten.csv", index=False)
    pd.DataFrame(joins, columns=["district", "area", "level", "code"]).to_csv(folder / "projectgebieden.csv", index=False)


def with_definitions(lettings, homes, changes):
    """What follows from the definitions: counted, urgent, its group, and the rent that counts."""
    new = changes & (lettings["datum"] >= CHANGE)
    urgent = lettings["voorrang"].isin(["URG", "STA"]) | (new & (lettings["voorrang"] == "UIT"))
    group = lettings["voorrang"].map({"URG": "overig", "STA": "vergunninghouders", "UIT": "uitstroom"}).where(urgent, "regulier")
    of_home = lettings["id"].map(homes.set_index("id")["huur"])
    rent = lettings["huur"].where(lettings["huur"] != "", of_home)
    bound = lettings["datum"].str[:4].astype(int).map(SECOND_BOUND)
    return lettings.assign(urgent=urgent, groep=group, huur=rent, grens=bound)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
