"""Runs `spreiding` on the real borders of Almere in four files, with invented homes, and checks every number.

    python almere.py SPREIDING_BINARY ALMERE_FOLDER WORK_FOLDER

The homes are drawn with a seed. Two sets of them:

* away from borders: every point at least 2 m from any border, so that the 0.25 m by which reprojections of the WGS84
  file differ cannot move a home. All four files must give the same counts;
* on borders: vertices, exact midpoints of edges, and points a millimetre within and beyond 25 m outside the city. Only
  for the three files in RD metres: after reprojection a border point is no longer on the border.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

import check
from city import DEGREES, RD

FORMATS = {  # file, layer, extra settings; the tables of parents fill in what the layer does not have
    "gpkg": ("almere_cbs2025_rd.gpkg", "buurten", '[areas.stadsdeel]\ncode = "stadsdeel"\n'),
    "shp": (
        "buurt_2025_almere.shp",
        None,
        '[areas.wijk]\nparents = "wijken.csv"\n[areas.stadsdeel]\nparents = "stadsdelen.csv"\n',
    ),
    "wgs84": ("almere_buurten_cbs2025_wgs84.geojson", None, ""),
    "nocrs": ("buurten_rd_without_crs.geojson", None, '[areas.stadsdeel]\nparents = "stadsdelen_van_wijken.csv"\n'),
}
LETTERS, LABELS = np.array(["", "", "", "A", "B"]), np.array(["A+", "A", "B", "C", "D", "E", "F", "G"])
ROOF = np.array(["nee", "nee", "nee", "ja", "deels", "gesaneerd", "niet zichtbaar", "onbekend", ""])
SURVEYED = np.array(["verdacht", "deels verdacht", "niet verdacht", "niet zichtbaar", "gesaneerd"])


# --- points -----------------------------------------------------------------------------------------------------------


def inside(buurten, rng, number):
    """Points in buurten drawn unevenly, all at least 2 m from every border."""
    weights = rng.gamma(0.7, size=len(buurten))
    borders = shapely.union_all(buurten.boundary.values)
    shapely.prepare(borders)
    each = pd.Series(rng.multinomial(int(number * 1.1), weights / weights.sum()), index=buurten.index)
    drawn = buurten.sample_points(each[each > 0].reindex(buurten.index, fill_value=0).values, rng=rng).explode(
        index_parts=False
    )
    drawn = shapely.points(np.round(shapely.get_coordinates(drawn), 2))
    drawn = drawn[~shapely.dwithin(borders, drawn, 2.0)]
    return rng.permutation(drawn)[:number]


def outside(city, rng, number, low, high):
    """Points `low` to `high` metres outside the city, of which one buurt is clearly the nearest."""
    box = np.array(city.total_bounds) + np.array([-high, -high, high, high])
    made, buurten, whole = [], city.geometry.values, shapely.union_all(city.geometry.values)
    shapely.prepare(whole)
    while len(made) < number:
        for x, y in np.round(rng.uniform(box[:2], box[2:], size=(4000, 2)), 2):
            point = shapely.Point(x, y)
            if shapely.dwithin(whole, point, high) and not shapely.dwithin(whole, point, low):
                first, second = np.sort(shapely.distance(buurten, point))[:2]
                if second - first > 1:
                    made.append(point)
    return np.array(made[:number])


def on_borders(city):
    """Vertices, midpoints of edges (whole metres, so exact), and points at 25 m but for a millimetre."""
    corners, middles = set(), set()
    for part in city.geometry.explode().values:
        for ring in (part.exterior, *part.interiors):
            ends = list(ring.coords)
            corners |= set(ends)
            middles |= {((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(ends, ends[1:])}
    chosen = sorted(corners) + sorted(middles)
    whole, almost = shapely.union_all(city.geometry.values), []
    for distance in (24.999, 25.001):
        for x, y in shapely.get_coordinates(whole.convex_hull.exterior)[:-1]:
            # Straight out from a corner of the hull the corner itself is the nearest point of the city.
            away = np.array([x, y]) - np.array(whole.convex_hull.centroid.coords[0])
            out = np.array([x, y]) + away / np.hypot(*away) * distance
            if abs(whole.distance(shapely.Point(out)) - distance) < 1e-6:
                almost.append(tuple(out))
    return shapely.points(np.array(chosen + almost))


# --- files ------------------------------------------------------------------------------------------------------------


def draw_homes(city, rng):
    """20,000 homes of three corporations, with keys; `found_by` says which of them its file gives."""
    at = np.concatenate([inside(city, rng, 19_700), outside(city, rng, 150, 2, 22), outside(city, rng, 150, 28, 200)])
    at = rng.permutation(at)
    n = len(at)
    homes = pd.DataFrame({"x": shapely.get_x(at), "y": shapely.get_y(at)})
    homes["corporation"] = rng.choice(["Noord", "Midden", "Zuid"], n, p=[0.45, 0.35, 0.2])
    homes["id"] = (homes.groupby("corporation").cumcount() + 1).astype(str)  # the same ids in each corporation
    homes["bag_id"] = [f"00340100091{number:05}" for number in range(n)]
    homes["pand_id"] = [f"00341000091{number // 3:05}" for number in range(n)]  # three homes a building
    homes["postcode"] = [f"{1300 + number // 2000}{'ABCDEFGH'[number // 250 % 8]}A" for number in range(n)]
    homes["house_number"], homes["letter"] = (np.arange(n) % 250 // 2 + 1).astype(str), LETTERS[rng.integers(0, 5, n)]
    homes["addition"] = np.where(np.arange(n) % 2 == 0, "", "2")  # two homes a number, told apart by this
    homes["label"] = np.where(rng.random(n) < 0.9, LABELS[rng.integers(0, 8, n)], "")
    homes["vve"] = rng.choice(["J", "N", ""], n, p=[0.3, 0.6, 0.1])
    for name in ("dak", "berging"):
        homes[name] = ROOF[rng.integers(0, len(ROOF), n)]
    return homes


def write_noord(noord, path):
    """With both keys; some ids have lost their zeros or are missing, and some addresses are of another home."""
    keys = ["postcode", "house_number", "letter", "addition"]
    table = noord[["id", "bag_id", *keys, "label", "vve", "dak", "berging"]].reset_index(drop=True)
    table.loc[:99, "bag_id"] = ""
    table.loc[100:199, "bag_id"] = table.loc[100:199, "bag_id"].str[2:]
    table.loc[200:299, keys] = table.loc[1200:1299, keys].values
    pd.concat([table, table.tail(5)]).to_csv(path, sep=";", index=False)  # five rows twice: they count once


def write_midden(midden, path):
    """Without BAG ids; some numbers have their letter or addition behind them, and three ids tell two stories."""
    table = midden[
        ["id", "postcode", "house_number", "letter", "addition", "label", "vve", "dak", "berging"]
    ].reset_index(drop=True)
    letter = (table.index < 600) & (table["letter"] != "")
    addition = (table.index < 600) & (table["letter"] == "") & (table["addition"] != "")
    table["house_number"] += np.where(letter, table["letter"], "") + np.where(addition, "-" + table["addition"], "")
    table.loc[letter, "letter"], table.loc[addition, "addition"] = "", ""
    clash = table.tail(3).assign(label="G", vve="", dak="")
    pd.concat([table, clash]).to_excel(path, index=False, sheet_name="Bezit")


def write_homes(homes, city, rng, folder):
    comma = homes.assign(
        x=homes["x"].map("{:.2f}".format).str.replace(".", ","), y=homes["y"].map("{:.2f}".format).str.replace(".", ",")
    )
    noord, midden, zuid = (comma[comma["corporation"] == name] for name in ("Noord", "Midden", "Zuid"))
    write_noord(noord, folder / "noord.csv")
    write_midden(midden, folder / "midden.xlsx")
    # Zuid gives degrees; some of its BAG ids are in no table, and some homes name their buurt and nothing else.
    degrees = gpd.GeoSeries(gpd.points_from_xy(homes["x"], homes["y"]), crs=RD).to_crs(DEGREES)[zuid.index]
    table = zuid[["id", "bag_id", "pand_id"]].assign(lon=degrees.x, lat=degrees.y, vve=zuid["vve"] == "J", buurt=None)
    named = table.sample(300, random_state=1).index
    table.loc[named, "buurt"] = rng.choice(city["buurt"], 300)
    table.loc[table.index.difference(named)[:50], "buurt"] = "BU00349876"  # no such buurt: the next key decides
    table.loc[named, ["lon", "lat"]] = None
    table.to_parquet(folder / "zuid.parquet", index=False)
    in_bag = comma[(comma["corporation"] != "Zuid") | (comma.index % 2 == 0)]
    in_bag = in_bag.drop(index=named, errors="ignore")
    others = pd.DataFrame(
        {"bag_id": [f"00340100092{n:05}" for n in range(400)], "postcode": "1399ZZ", "house_number": range(1, 401)}
    )
    spots = inside(city, rng, 400)
    others["x"], others["y"] = (
        [f"{value:.2f}".replace(".", ",") for value in get(spots)] for get in (shapely.get_x, shapely.get_y)
    )
    bag = (
        pd.concat([in_bag, others])
        .fillna("")
        .rename(
            columns={
                "bag_id": "identificatie",
                "house_number": "huisnummer",
                "letter": "huisletter",
                "addition": "toevoeging",
                "pand_id": "pand_identificatie",
            }
        )
    )
    bag[["identificatie", "postcode", "huisnummer", "huisletter", "toevoeging", "pand_identificatie", "x", "y"]].to_csv(
        folder / "bag.csv", sep=";", index=False
    )
    edge = on_borders(city)
    rand = pd.DataFrame(
        {"id": [f"R{n}" for n in range(len(edge))], "x": shapely.get_x(edge), "y": shapely.get_y(edge), "label": "D"}
    )
    rand.map(lambda value: repr(value) if isinstance(value, float) else value).to_csv(
        folder / "rand.csv", sep=";", index=False
    )
    return others.assign(at=spots)


def write_placements(homes, rng, folder):
    """Four thousand lettings, the first and last days of the window among them, and some of homes that are not there."""
    chosen = homes.iloc[rng.integers(0, len(homes), 4000)]
    days = pd.to_datetime("2022-06-01") + pd.to_timedelta(rng.integers(0, 1400, 4000), unit="D")
    table = pd.DataFrame(
        {
            "woning": chosen["id"].values,
            "corporatie": chosen["corporation"].values,
            "datum": days.strftime("%d-%m-%Y"),
            "voorrang": rng.choice(["REG", "URG", "STA", "RUIL"], 4000, p=[0.6, 0.2, 0.1, 0.1]),
        }
    )
    for at, text in enumerate(["31-12-2022", "01-01-2023", "31-12-2025", "01-01-2026"] * 5):
        table.loc[at, "datum"] = text
    table.loc[100:119, "woning"] = "onbestaand"
    table.loc[200:299, "voorrang"] = " " + table.loc[200:299, "voorrang"].str.lower()
    # Rents from a stream of their own, on the bound of 2024 and a cent above it too.
    own = np.random.default_rng(8)
    rent = np.where(own.random(4000) < 0.1, own.choice([697.07, 697.08], 4000), own.normal(690, 50, 4000))
    table["huur"] = np.where(own.random(4000) < 0.05, "", [f"{value:.2f}".replace(".", ",") for value in rent])
    table.to_csv(folder / "toewijzingen.csv", sep=";", index=False)


def write_stock(city, folder):
    """All homes of each buurt, more than are drawn in any, with a total below."""
    number = np.random.default_rng(9).integers(3_000, 9_000, len(city))
    table = pd.DataFrame({"buurt": city["buurt"], "woningen": number})
    table.loc[len(table)] = ["Totaal", number.sum()]
    table.to_csv(folder / "voorraad.csv", sep=";", index=False)


def write_places(homes, folder):
    """Points and buildings near homes, so placed that no home is within a metre of the bound of 400 m."""
    rng, at = np.random.default_rng(10), homes[["x", "y"]].to_numpy()
    tree, shapes = shapely.STRtree(shapely.points(at)), []
    while len(shapes) < 60:
        xy = at[rng.integers(len(at))] + rng.normal(0, 60, 2)
        shape = shapely.box(*xy - [15, 8], *xy + [15, 8]) if len(shapes) % 3 else shapely.Point(xy)
        if len(tree.query(shape, predicate="dwithin", distance=401)) == len(tree.query(shape, predicate="dwithin", distance=399)):
            shapes.append(shape)
    places = gpd.GeoDataFrame({"naam": [f"Plek {at}" for at in range(60)]}, geometry=shapes, crs=RD)
    places.to_crs(DEGREES).to_file(folder / "plekken.geojson", driver="GeoJSON")


def write_labels(homes, rng, folder):
    """The register: twice or thrice a home, expired ones, permits, offices, some by address, two on one day."""
    chosen = homes.iloc[rng.integers(0, len(homes), 15_000)]
    days = pd.to_datetime("2011-01-01") + pd.to_timedelta(rng.integers(0, 5600, 15_000), unit="D")
    days = days.where(rng.random(15_000) < 0.9, pd.to_datetime("2020-02-02"))
    by_address = rng.random(15_000) < 0.15
    table = pd.DataFrame(
        {
            "Opnamedatum": days.strftime("%Y%m%d"),
            "Registratiedatum": (days + pd.to_timedelta(rng.integers(0, 20, 15_000), unit="D")).strftime("%Y%m%d"),
            "GeldigTot": (days + pd.DateOffset(years=10)).strftime("%Y%m%d"),
            "Berekeningstype": np.where(days.year < 2021, "Nader Voorschrift, versie 1.0", "NTA 8800:2022 (basisopname woningbouw)"),
            "Status": rng.choice(["Bestaand", "Vergunningsaanvraag"], 15_000, p=[0.95, 0.05]),
            "Gebouwklasse": rng.choice(["W", "U"], 15_000, p=[0.95, 0.05]),
            "Postcode": chosen["postcode"].values,
            "Huisnummer": chosen["house_number"].values,
            "Huisletter": chosen["letter"].values,
            "Huisnummertoevoeging": chosen["addition"].values,
            "BAGVerblijfsobjectID": np.where(by_address, "", chosen["bag_id"].values),
            "Energieklasse": LABELS[rng.integers(0, 8, 15_000)],
        }
    )
    # Exactly on the last day, and the day before.
    table.loc[:9, ["Opnamedatum", "GeldigTot"]] = ["20151231", "20251231"]
    table.loc[10:19, ["Opnamedatum", "GeldigTot"]] = ["20151230", "20251230"]
    table.loc[20:29, ["Opnamedatum", "GeldigTot"]] = ["20251231", "20351231"]
    table.loc[30:39, ["Opnamedatum", "GeldigTot"]] = ["20260101", "20360101"]
    text = "PublicatieDatum;01-01-2026\nLaatstVerwerkteMutatievolgnummer;1\n" + table.to_csv(sep=";", index=False)
    (folder / "labels.csv").write_text(text, encoding="utf-8-sig")


def write_surveys(homes, others, city, rng, folder):
    """Outlines of home roofs, half of them with a pand; sheds with an address of a home, of another, or with none."""
    # With replacement: a home may have several roofs, of which the worst counts.
    zuid = homes[homes["corporation"] == "Zuid"].sample(600, replace=True, random_state=2)
    zuid = zuid.reset_index(drop=True)
    boxes = gpd.GeoSeries(gpd.points_from_xy(zuid["x"], zuid["y"], crs=RD)).buffer(5, cap_style="square")
    everyone = shapely.STRtree(shapely.points(homes["x"], homes["y"]))
    clear = [len(everyone.query(box.boundary, predicate="dwithin", distance=1)) == 0 for box in boxes]
    pand = zuid["pand_id"].where(np.arange(600) % 2 == 0, None)
    pand[:30] = "0034100000000001"  # of no home: then the outline decides
    roofs = gpd.GeoDataFrame(
        {"soort": "woning", "status": SURVEYED[rng.integers(0, 5, 600)], "pand_id": pand}, geometry=boxes
    )[clear]
    roofs.to_crs(DEGREES).to_file(folder / "daken.geojson", driver="GeoJSON")
    known = homes[homes["corporation"] == "Midden"].sample(500, replace=True, random_state=3)
    loose = inside(city, rng, 500)
    places = others["at"].to_numpy().copy()
    places[:50] = places[50:100]  # a shed stands where its point is, not where its address is
    sheds = gpd.GeoDataFrame(
        {
            "soort": "schuur",
            "status": SURVEYED[rng.integers(0, 5, 1400)],
            "postcode": [*known["postcode"], *others["postcode"], *[None] * 500],
            "huisnr": [*known["house_number"], *others["house_number"].astype(str), *[None] * 500],
            "letter": [*known["letter"], *[None] * 900],
            "toev": [*known["addition"], *[None] * 900],
        },
        geometry=[*shapely.points(known["x"], known["y"]), *places, *loose],
        crs=RD,
    )
    sheds.to_file(folder / "schuren.shp")


def write_parents(almere, folder):
    table = pd.read_csv(almere / "almere_buurten.csv", dtype=str)
    for name, child, parent, text in (
        ("wijken", "buurtcode", "wijkcode", "wijknaam"),
        ("stadsdelen", "buurtcode", "stadsdeel", "stadsdeel"),
        ("stadsdelen_van_wijken", "wijkcode", "stadsdeel", "stadsdeel"),
    ):
        rows = pd.DataFrame({"kind": table[child], "ouder": table[parent], "oudernaam": table[text]}).drop_duplicates()
        rows.to_csv(folder / f"{name}.csv", index=False)


# --- runs -------------------------------------------------------------------------------------------------------------

CONFIG = """name = "Almere ({kind})"
reference_date = 2025-12-31
[areas]
year = 2025
levels = ["stadsdeel", "wijk", "buurt"]
[areas.buurt]
path = "{path}"
{layer}
{extra}
[[dwellings]]
path = "noord.csv"
corporation = "Noord"
columns = {{ id = "id", bag_id = "bag_id", postcode = "postcode", house_number = "house_number", house_letter = "letter", addition = "addition", energy_label = "label", owners_association = "vve", asbestos_home_roof = "dak", asbestos_shed_roof = "berging" }}
[[dwellings]]
path = "midden.xlsx"
corporation = "Midden"
columns = {{ id = "id", postcode = "postcode", house_number = "house_number", house_letter = "letter", addition = "addition", energy_label = "label", owners_association = "vve", asbestos_home_roof = "dak", asbestos_shed_roof = "berging" }}
[[dwellings]]
path = "zuid.parquet"
corporation = "Zuid"
area_year = 2025
columns = {{ id = "id", bag_id = "bag_id", pand_id = "pand_id", x = "lon", y = "lat", owners_association = "vve", area = "buurt" }}
{borders}
[[placements]]
path = "toewijzingen.csv"
columns = {{ dwelling = "woning", corporation = "corporatie", date = "datum", priority = "voorrang", rent = "huur" }}
urgent = {{ values = ["URG"], groups = {{ vergunninghouders = ["STA"] }}, regular = ["REG"], exclude = ["RUIL"] }}
[stock]
path = "voorraad.csv"
columns = {{ area = "buurt", homes = "woningen" }}
[[places]]
id = "plek"
path = "plekken.geojson"
within_m = 400
[[indicator]]
id = "nabij"
of = "dwellings"
count = "near_plek"
label.nl = "Woningen bij een plek"
[energy_labels]
path = "labels.csv"
[addresses]
path = "bag.csv"
[[roofs]]
path = "daken.geojson"
columns = {{ kind = "soort", state = "status", pand_id = "pand_id" }}
[[roofs]]
path = "schuren.shp"
columns = {{ kind = "soort", state = "status", postcode = "postcode", house_number = "huisnr", house_letter = "letter", addition = "toev" }}
[locate]
snap_distance_m = 25
[spread]
window_years = 3
"""
BORDERS = '[[dwellings]]\npath = "rand.csv"\ncorporation = "Rand"\ncolumns = { id = "id", x = "x", y = "y", energy_label = "label" }\n'


def run(binary, folder, kind, borders):
    """Runs one file, public and internal, and checks both; gives whether all was equal, and the layers."""
    path, layer, extra = FORMATS[kind]
    name = f"{kind}{'_borders' if borders else ''}"
    config = folder / f"{name}.toml"
    config.write_text(
        CONFIG.format(
            kind=kind,
            path=path,
            layer=f'layer = "{layer}"' if layer else "",
            extra=extra,
            borders=BORDERS if borders else "",
        )
    )
    equal = True
    for internal in (False, True):
        out = folder / f"out_{name}{'_intern' if internal else ''}"
        command = [binary, "-q", "run", "-c", config, "-o", out] + (["--internal"] if internal else [])
        done = subprocess.run(command, capture_output=True, text=True)
        print(f"\n== {name}{' --internal' if internal else ''}: exit {done.returncode}")
        if done.returncode:
            print(done.stderr)
            return False, {}
        equal &= check.main(config, out, internal)
    return equal, {
        level: gpd.read_file(out / "lagen-intern" / f"{stem}.geojson") for level, stem in check.FOLDERS.items()
    }


def same_counts(name, first, second):
    """Every column but the geometry, by code; and how many cells that were."""
    cells, differ = 0, 0
    for level in check.FOLDERS:
        key = "stadsdeel" if level == "stadsdeel" else f"{level}code"
        a, b = (
            layers[level].drop(columns=["geometry", "wijknaam"], errors="ignore").set_index(key).sort_index()
            for layers in (first, second)
        )
        same = a.astype(object).fillna("-") == b.astype(object).fillna("-")
        cells, differ = cells + same.size, differ + int((~same).values.sum())
    print(f"{name}: {cells} cells, {'EQUAL' if differ == 0 else f'{differ} DIFFERENCES'}")
    return differ == 0


def same_as_dissolved(almere, layers):
    """The program's wijken and stadsdelen against those of the GeoPackage: relative area that differs."""
    equal = True
    for level, layer, key in (("wijk", "wijken", "wijkcode"), ("stadsdeel", "stadsdelen", "stadsdeel")):
        meant = gpd.read_file(almere / "almere_cbs2025_rd.gpkg", layer=layer).set_index(key).geometry
        found = layers[level].set_index(key).geometry.to_crs(RD)
        gap = found.boundary.hausdorff_distance(meant.boundary, align=True)
        good = len(found) == len(meant) and gap.notna().all() and gap.max() <= check.PROJ_METRES
        print(
            f"{layer} of the GeoPackage: {len(meant)} compared, largest distance {gap.max():.3g} m, {'EQUAL' if good else 'DIFFERENT'}"
        )
        equal &= good
    return equal


def main(binary, almere, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for source in [*almere.glob("*.gpkg"), *almere.glob("*buurten*.geojson"), *almere.glob("shapefile/*")]:
        shutil.copyfile(source, folder / source.name)
    rng = np.random.default_rng(2025)
    city = gpd.read_file(almere / "almere_cbs2025_rd.gpkg", layer="buurten").rename(columns={"buurtcode": "buurt"})
    homes = draw_homes(city, rng)
    others = write_homes(homes, city, rng, folder)
    write_placements(homes, rng, folder)
    write_stock(city, folder)
    write_places(homes, folder)
    write_labels(homes, rng, folder)
    write_surveys(homes, others, city, rng, folder)
    write_parents(almere, folder)
    equal, layers = True, {}
    for kind, borders in [(kind, False) for kind in FORMATS] + [(kind, True) for kind in FORMATS if kind != "wgs84"]:
        good, layers[kind, borders] = run(binary, folder, kind, borders)
        equal &= good
    print("\nPoints on borders are in the three files in RD metres only: reprojected, they are on no border any more.")
    for (kind, borders), found in layers.items():
        if kind != "gpkg" and found and layers["gpkg", borders]:
            equal &= same_counts(
                f"{kind} and gpkg{', points on borders' if borders else ''}", found, layers["gpkg", borders]
            )
    if layers["gpkg", False]:
        equal &= same_as_dissolved(almere, layers["gpkg", False])
    print("ALL EQUAL" if equal else "DIFFERENCES")
    return equal


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(0 if main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]), Path(sys.argv[3])) else 1)
