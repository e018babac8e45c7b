"""Counts a city from its `spreiding.toml` with pandas and shapely: what the program should find.

Follows the documents and the definitions of the indicators, with pandas and shapely; it is no port of the Rust code.
`expected` gives every number of the long table; the other functions lead up to it.
"""

import re
import tomllib
from functools import lru_cache
from io import StringIO

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

RD, DEGREES = "EPSG:28992", "OGC:CRS84"
LABELS = ["A0", "A+++++", "A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"]
WORST_FIRST = ["suspect", "partly", "not_visible", "removed", "clear"]
STATES = {
    "ja": "suspect",
    "verdacht": "suspect",
    "deels": "partly",
    "deels verdacht": "partly",
    "nee": "clear",
    "niet verdacht": "clear",
    "niet zichtbaar": "not_visible",
    "gesaneerd": "removed",
}
KINDS = {"woning": "home", "schuur": "shed"}
YES_NO = {"j": True, "ja": True, "true": True, "1": True, "n": False, "nee": False, "false": False, "0": False}
BLANK = {"", "-", "n.v.t.", "onbekend", "null", "nan", "none", "<na>", "nat"}
BAG = {
    "bag_id": "identificatie",
    "postcode": "postcode",
    "house_number": "huisnummer",
    "house_letter": "huisletter",
    "addition": "toevoeging",
    "pand_id": "pand_identificatie",
    "x": "x",
    "y": "y",
}
EP_ONLINE = {
    "bag_id": "BAGVerblijfsobjectID",
    "postcode": "Postcode",
    "house_number": "Huisnummer",
    "house_letter": "Huisletter",
    "addition": "Huisnummertoevoeging",
    "energy_label": "Energieklasse",
    "surveyed": "Opnamedatum",
    "registered": "Registratiedatum",
    "valid_until": "GeldigTot",
    "method": "Berekeningstype",
    "building_class": "Gebouwklasse",
    "status": "Status",
}
CODE = {"buurt": ["buurtcode", "bu_code", "statcode"], "wijk": ["wijkcode", "wk_code"], "stadsdeel": ["stadsdeel"]}
NAME = {"buurt": ["buurtnaam", "bu_naam", "statnaam"], "wijk": ["wijknaam", "wk_naam"], "stadsdeel": []}


# --- tables -----------------------------------------------------------------------------------------------------------


def clean(value):
    """Text of a cell, or None; a whole number of a workbook has no decimals."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split())  # also takes hard spaces
    return None if text.lower() in BLANK else text


def rows_under(rows, wanted):
    """The rows below the first one that holds all wanted names: title lines may stand above it."""
    at = next(i for i, row in enumerate(rows[:20]) if set(wanted) <= {str(cell).strip() for cell in row})
    header = [str(cell).strip() for cell in rows[at]]
    return pd.DataFrame([row for row in rows[at + 1 :]], columns=header)


def raw_table(path, wanted, sheet=None):
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if path.suffix == ".xlsx":
        return rows_under(pd.read_excel(path, sheet_name=sheet or 0, header=None, dtype=object).values.tolist(), wanted)
    if path.suffix != ".csv":
        return gpd.read_file(path)
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    lines = text.splitlines()
    at = next(i for i, line in enumerate(lines[:20]) if all(name in line for name in wanted))
    separator = max(";,\t", key=lines[at].count)
    return pd.read_csv(StringIO("\n".join(lines[at:])), sep=separator, dtype=str, keep_default_na=False)


def read_table(path, columns, sheet=None):
    """The mapped columns as text under the program's names; other columns are not looked at."""
    raw = raw_table(path, list(columns.values()), sheet)
    table = pd.DataFrame({name: raw[column].map(clean) for name, column in columns.items()}, dtype=object)
    # Blank rows, and the total below, are no data.
    first = table.iloc[:, 0].fillna("").str.lower()
    table = table[table.notna().any(axis=1) & ~first.isin(["totaal", "eindtotaal", "subtotaal"])]
    return table, raw


ADDRESS, POSITION = ("postcode", "house_number", "house_letter", "addition"), ("x", "y")


def parse_fields(table, extra=(), needs=(), keys=()):
    """Typed columns. A value that cannot be is unknown; a row is left out where it is one that the row needs, or is of a
    key and no other key of the row is whole. Half an address or half a position is none."""
    bad = {}

    def field(name, parse):
        if name in table:
            parsed = table[name].map(
                lambda text: None if text is None or pd.isna(text) else parse(str(text)), na_action=None
            )
            parsed = pd.Series(parsed.tolist(), index=table.index, dtype=object).where(lambda s: s.notna(), None)
            bad[name] = table[name].notna() & parsed.isna()
            table[name] = parsed

    for name in ("bag_id", "pand_id"):
        field(name, lambda text: text.zfill(16) if re.fullmatch(r"\d{14,16}", text) else None)
    field(
        "postcode",
        lambda text: re.sub(r"\s", "", text).upper() if re.fullmatch(r"[1-9]\d{3} ?[A-Za-z]{2}", text) else None,
    )
    split_numbers(table)
    field("house_number", lambda text: str(int(text)) if text.isdigit() and 0 < int(text) < 100_000 else None)
    field("house_letter", str.upper)
    field("addition", str.upper)
    field("energy_label", label_of)
    for name in ("owners_association", *extra):
        field(name, lambda text: YES_NO.get(text.lower()))
    for name in ("asbestos_home_roof", "asbestos_shed_roof", "state"):
        field(name, lambda text: STATES.get(text.lower()))
    field("kind", lambda text: KINDS.get(text.lower()))
    for name in ("date", "surveyed", "registered", "valid_until"):
        field(name, day)
    for name in ("x", "y", "rent"):
        field(name, lambda text: float(text.replace(",", ".")))

    def any_bad(names):
        return sum((bad[name] for name in names if name in bad), pd.Series(0, index=table.index)) > 0

    for parts, whole in ((ADDRESS, ("house_number",)), (POSITION, POSITION)):
        for name in whole:
            if name in table:
                table[name] = table[name].where(~any_bad(parts), None)
    placed = pd.Series(False, index=table.index)
    for key in keys:
        if set(key) <= set(table):
            placed |= table[list(key)].notna().all(axis=1)
    of_keys = {name for key in keys for name in key} | (set(ADDRESS) if ADDRESS[:2] in keys else set())
    return table[~any_bad(needs) & ~(any_bad(of_keys) & ~placed)]


def label_of(text):
    """A letter; A0 is the best, beside A++++ or by itself."""
    text = text.upper()
    return "A0" if text == "A++++/A0" else text if text in LABELS else None


def split_numbers(table):
    """A letter or an addition behind a house number goes to its own column: 12A, 12-2, 12A-2."""
    if "house_number" not in table:
        return
    parts = table["house_number"].astype("string").str.extract(r"^(\d+)[ -]?([A-Za-z]?)[ -]?(\w*)$")
    for at, name in ((2, "addition"), (1, "house_letter"), (0, "house_number")):
        if name not in table:
            table[name] = None
        has = parts[at].fillna("") != ""
        table[name] = table[name].where(~has, parts[at])


@lru_cache(maxsize=None)
def day(text):
    for form in ("%d-%m-%Y", "%Y-%m-%d", "%Y%m%d"):
        try:
            return pd.to_datetime(text, format=form)
        except ValueError:
            continue
    return None


def address(table):
    """Postcode, number, letter and addition as one key; None without a postcode or a number."""
    parts = [
        table[name] if name in table else pd.Series(None, index=table.index, dtype=object)
        for name in ("postcode", "house_number", "house_letter", "addition")
    ]
    key = parts[0].fillna("") + "|" + parts[1].fillna("") + "|" + parts[2].fillna("") + "|" + parts[3].fillna("")
    return key.where(parts[0].notna() & parts[1].notna(), None)


def points(table, x, y):
    """Points of one file in RD, None where there is none; degrees are told by their range."""
    if x not in table:
        return None
    xs, ys = table[x].astype(float), table[y].astype(float)
    made = gpd.GeoSeries(gpd.points_from_xy(xs, ys), index=table.index, crs=RD)
    made[xs.isna() | ys.isna()] = None
    if xs.notna().any() and xs.median() < 180:
        made = made.set_crs(DEGREES, allow_override=True).to_crs(RD)
    return made


# --- areas ------------------------------------------------------------------------------------------------------------


def areas(config, folder):
    """The buurten with their wijk and stadsdeel, in RD, water left out; `given` is the geometry as it stands."""
    layer = config["areas"]["buurt"]
    read = gpd.read_file(folder / layer["path"], layer=layer.get("layer"))
    lower = {name.lower(): name for name in read.columns}
    if (read.total_bounds > 180).any() and not (read.crs and read.crs.is_projected):
        read = read.set_crs(RD, allow_override=True)  # metres that say no CRS come out as degrees

    def column(level, key, names):
        told = config["areas"].get(level, {}).get(key)
        found = [lower[name.lower()] for name in ([told] if told else names) if name.lower() in lower]
        return read[found[0]] if found else None

    water = column("buurt", "water", ["water", "h2o"])
    table = gpd.GeoDataFrame(
        {"buurt": column("buurt", "code", CODE["buurt"]), "buurtnaam": column("buurt", "name", NAME["buurt"])},
        geometry=read.geometry,
    )
    # CBS numbers a buurt within its wijk.
    by_code = "WK" + table["buurt"].str[2:8]
    for level in ("wijk", "stadsdeel"):
        code, name = column(level, "code", CODE[level]), column(level, "name", NAME[level])
        if "parents" in config["areas"].get(level, {}):
            code, name = parents(folder / config["areas"][level]["parents"], table)
        table[level] = by_code if code is None else code
        table[level + "naam"] = table[level] if name is None else name
    if water is not None:
        table = table[water != "JA"]
    table["given"] = table.geometry
    return table.set_geometry(table.geometry.to_crs(RD)).sort_values("buurt").reset_index(drop=True)


def parents(path, table):
    """Code and name of the parent, from a table of child, parent and name; the child may be a wijk."""
    rows = pd.read_csv(path, sep=None, engine="python", dtype=str).set_index("kind")
    child = table["buurt"].where(table["buurt"].isin(rows.index), table.get("wijk"))
    return child.map(rows["ouder"]), child.map(rows["oudernaam"])


def holding(places, city):
    """Code of the area that holds each point; on a shared border the smallest code."""
    found = gpd.sjoin(gpd.GeoDataFrame(geometry=places.dropna()), city[["buurt", "geometry"]], predicate="intersects")
    return found.groupby(level=0)["buurt"].min().reindex(places.index)


def nearest(places, city, distance):
    known = gpd.GeoDataFrame(geometry=places.dropna())
    found = gpd.sjoin_nearest(known, city[["buurt", "geometry"]], max_distance=distance)
    return found.groupby(level=0)["buurt"].min().reindex(places.index)


def locate(table, tried, city, distance):
    """Area and step of each row: its code, then each of the `tried` points in a polygon, then the nearest area."""
    area = (
        table["area"].where(table["area"].isin(city["buurt"]))
        if "area" in table
        else pd.Series(None, index=table.index, dtype=object)
    )
    step = pd.Series(np.where(area.notna(), "area", None), index=table.index, dtype=object)
    rounds = [(name, lambda at, left: holding(at[left], city), at) for name, at in tried.items()]
    rounds += [("nearest", lambda at, left: nearest(at[left], city, distance), at) for at in tried.values()]
    for name, find, at in rounds:
        found = find(at, area.isna()).dropna()
        area[found.index], step[found.index] = found, name
    return area, step


# --- homes ------------------------------------------------------------------------------------------------------------


def read_bag(config, folder):
    bag = parse_fields(
        read_table(folder / config["addresses"]["path"], BAG)[0], needs=POSITION, keys=(("bag_id",), ADDRESS[:2])
    )
    bag["address"] = address(bag)
    bag["at"] = points(bag, "x", "y")
    for key in ("bag_id", "address"):
        twice = bag[bag[key].notna() & bag.duplicated(key, keep=False)]
        assert (twice.groupby(key)["at"].nunique() <= 1).all(), f"the documents do not say which {key} is meant"
    return bag


def look_up(keys, bag, by, value):
    known = bag[bag[by].notna()].drop_duplicates(by).set_index(by)[value]
    return keys.map(known)


def read_homes(config, folder):
    frames = []
    for at, file in enumerate(config["dwellings"]):
        columns = dict(file["columns"])
        extra = columns.pop("extra", {})
        columns |= {name: told["column"] for name, told in extra.items()}
        table, _ = read_table(folder / file["path"], columns, file.get("sheet"))
        # The same row again is set aside; one id with two stories is rejected, both rows.
        table = table.drop_duplicates()
        clash = table.duplicated("id", keep=False)
        keys = (("area",), ("bag_id",), ADDRESS[:2], POSITION)
        table = parse_fields(table[~clash].copy(), extra, needs=("id", "corporation"), keys=keys)
        table["file"], table["own"] = file["path"], points(table, "x", "y")
        if "corporation" in file:
            table["corporation"] = file["corporation"]
        frames.append(table)
    homes = pd.concat(frames, ignore_index=True)
    for name in (*BAG, "energy_label", "owners_association", "asbestos_home_roof", "asbestos_shed_roof", "area", "complex", "rent"):
        if name not in homes:
            homes[name] = None
    return homes.astype(object).where(homes.notna(), None)


def place_homes(config, folder, city):
    """Every home with its area, and what the BAG adds: position, pand, and the key that its file lacks."""
    homes, bag = read_homes(config, folder), read_bag(config, folder)
    homes["address"] = address(homes)
    tried = {
        "bag_id": gpd.GeoSeries(look_up(homes["bag_id"], bag, "bag_id", "at"), crs=RD),
        "address": gpd.GeoSeries(look_up(homes["address"], bag, "address", "at"), crs=RD),
        "point": gpd.GeoSeries(homes["own"], crs=RD),
    }
    homes["buurt"], homes["step"] = locate(homes, tried, city, config["locate"]["snap_distance_m"])
    homes["at"] = tried["point"].fillna(tried["bag_id"]).fillna(tried["address"])
    for name, key in (("bag_id", "address"), ("address", "bag_id"), ("pand_id", "bag_id"), ("pand_id", "address")):
        homes[name] = homes[name].fillna(look_up(homes[key], bag, key, name))
    return homes


def register_labels(config, folder, homes, today):
    """Of each home in the register: label and method of the valid registration surveyed last, of one day the one
    registered last, and of those the worst; and the label of the latest of all where its day has passed."""
    labels, _ = read_table(folder / config["energy_labels"]["path"], EP_ONLINE)
    told = labels["energy_label"].notna()
    labels = parse_fields(labels, keys=(("bag_id",), ADDRESS[:2]))
    assert (labels["energy_label"].notna() == told[labels.index]).all(), "a label that cannot be read is unknown"
    labels = labels[(labels["building_class"] == "W") & (labels["status"] != "Vergunningsaanvraag")]
    labels = labels[pd.to_datetime(labels["surveyed"]) <= today]
    labels["ended"] = pd.to_datetime(labels["valid_until"]) < today
    labels["address"], keyed = address(labels), homes[["bag_id", "address"]].rename_axis("home").reset_index()
    by_id = labels[labels["bag_id"].notna()].merge(keyed[keyed["bag_id"].notna()], on="bag_id")
    by_address = labels[labels["address"].notna()].merge(
        keyed[keyed["address"].notna()], on="address", suffixes=("", "_home")
    )
    by_address = by_address[by_address["bag_id"].isna() | by_address["bag_id_home"].isna()]
    found = pd.concat([by_id, by_address])
    found["rank"] = found["energy_label"].map(LABELS.index)
    found = found.sort_values(["surveyed", "registered", "rank"])
    valid, latest = found[~found["ended"]].groupby("home").tail(1).set_index("home"), found.groupby("home").tail(1).set_index("home")
    return pd.DataFrame(
        {
            "energy_label": valid["energy_label"].reindex(homes.index),
            "label_method": valid["method"].map(method_of).reindex(homes.index),
            "expired_label": latest.loc[latest["ended"], "energy_label"].reindex(homes.index),
        }
    )


def method_of(text):
    """The method in force since 2021, the energy index of NEN 7120, the simplified label, and what was before these."""
    words = {"NTA 8800": "NTA 8800", "Nader Voorschrift": "NEN 7120", "NEN 7120": "NEN 7120", "ISSO": "ISSO 82.3",
             "Definitief Energielabel": "VEL"}  # fmt: skip
    return next((method for word, method in words.items() if word.lower() in (text or "").lower()), None)


# --- places and stock -------------------------------------------------------------------------------------------------


def add_places(config, folder, homes):
    """Metres from each home to the nearest place of each file, and whether that is within its bound."""
    at = gpd.GeoSeries(homes["at"], crs=RD)
    known = at.notna() & ~at.is_empty
    for told in config.get("places", []):
        shapes = gpd.read_file(folder / told["path"]).to_crs(RD).geometry
        away = pd.Series(np.nan, index=homes.index)
        tree = shapely.STRtree(shapes.dropna().values)
        away[known] = tree.query_nearest(at[known].values, all_matches=False, return_distance=True)[1]
        homes[f"distance_{told['id']}"] = away
        homes[f"near_{told['id']}"] = (away <= told["within_m"]).astype("boolean").where(away.notna(), pd.NA)


def reach_of(told, homes, city):
    """Homes within reach and with a known distance: of the city, without a place, and per area; and the distances."""
    near, away = homes[f"near_{told['id']}"], homes[f"distance_{told['id']}"]
    rows = homes[["buurt"]].join(city.set_index("buurt")[["wijk", "stadsdeel"]], on="buurt")
    rows = rows.assign(within=near.fillna(False).astype(int), measured=away.notna().astype(int), unknown=away.isna().astype(int))
    sums = ["within", "measured", "unknown"]
    placed = rows[rows["buurt"].notna()]
    return {
        "city": tuple(placed[sums].sum()),
        "unplaced": tuple(rows.loc[rows["buurt"].isna(), sums].sum()),
        "levels": {level: {code: tuple(of) for code, *of in placed.groupby(level)[sums].sum().itertuples()} for level in ("stadsdeel", "wijk", "buurt")},
        "metres": away[homes["buurt"].notna()].dropna().sort_values().to_numpy(),
    }  # fmt: skip


def all_homes(config, folder, city):
    """All homes per buurt, by the table of the configuration; None without one."""
    told = config.get("stock")
    if not told:
        return None
    columns = told.get("columns", {})
    area, homes = columns.get("area", "buurtcode"), columns.get("homes", "woningen")
    table, _ = read_table(folder / told["path"], {"area": area, "homes": homes})
    table = table.set_index("area")["homes"].astype(int)
    assert set(city["buurt"]) == set(table.index), "a buurt without a number of homes"
    return table


# --- roofs ------------------------------------------------------------------------------------------------------------


def read_roofs(config, folder):
    frames = []
    for file in config.get("roofs", []):
        table, raw = read_table(folder / file["path"], file["columns"])
        table["shape"] = raw.geometry.to_crs(RD)
        frames.append(parse_fields(table, needs=("kind",)))
    if not frames:
        return pd.DataFrame(columns=["kind", "state", "shape", "pand_id", "bag_id", "address"])
    roofs = pd.concat(frames, ignore_index=True).astype(object)
    for name in ("pand_id", "bag_id"):
        if name not in roofs:
            roofs[name] = None
    roofs["address"] = address(roofs)
    return roofs


def roofs_to_homes(roofs, homes):
    """Pairs of roof and home: the first of pand, BAG id, address and geometry that finds any."""
    left, pairs = roofs.rename_axis("roof").reset_index(), []
    keyed = homes[["pand_id", "bag_id", "address"]].rename_axis("home").reset_index()
    for key in ("pand_id", "bag_id", "address"):
        found = left[left[key].notna()][["roof", key]].merge(keyed[keyed[key].notna()], on=key)[["roof", "home"]]
        pairs.append(found)
        left = left[~left["roof"].isin(found["roof"])]
    outlines = gpd.GeoDataFrame(left[["roof", "kind"]], geometry=gpd.GeoSeries(left["shape"], crs=RD))
    outlines = outlines[(outlines["kind"] == "home") & (outlines.geom_type != "Point")]
    inside = gpd.sjoin(
        gpd.GeoDataFrame(geometry=gpd.GeoSeries(homes["at"].dropna(), crs=RD)), outlines, predicate="intersects"
    )
    pairs.append(pd.DataFrame({"roof": inside["roof"], "home": inside.index}))
    return pd.concat(pairs, ignore_index=True)


def add_survey(homes, roofs, pairs):
    """A corporation's own answer stands where it has one; else the worst that the survey saw."""
    seen = pairs.merge(roofs[["kind", "state"]], left_on="roof", right_index=True).dropna(subset=["state"])
    seen["rank"] = seen["state"].map(WORST_FIRST.index)
    for kind, name in (("home", "asbestos_home_roof"), ("shed", "asbestos_shed_roof")):
        worst = seen[seen["kind"] == kind].groupby("home")["rank"].min().map(lambda rank: WORST_FIRST[rank])
        known = homes[name].isin(["suspect", "partly", "clear", "removed"])
        homes[name] = homes[name].where(known, worst.reindex(homes.index).fillna(homes[name]))


# --- counting ---------------------------------------------------------------------------------------------------------


def answers(frame, count, out_of):
    """1 or 0 in k (counts), n (belongs, and it is known whether it counts) and u (unknown) of each row.

    Unknown is a row of which it is not known whether it belongs, or one that belongs and may or may not count; it is
    in no denominator.
    """
    count, out_of = count.astype("boolean"), out_of.astype("boolean")
    belongs = out_of.fillna(False)
    return pd.DataFrame(
        {
            "buurt": frame["buurt"],
            "corporation": frame.get("corporation"),
            "year": frame.get("year"),
            "k": (belongs & count.fillna(False)).astype(int),
            "n": (belongs & count.notna()).astype(int),
            "u": (out_of.isna() | (belongs & count.isna())).astype(int),
        }
    )


def where_known(known):
    """True where known, and not false but unknown elsewhere."""
    return known.astype("boolean").where(known, pd.NA)


def suspect(states):
    """Three values: a roof that is unknown or not visible is neither yes nor no."""
    known = states.notna() & (states != "not_visible")
    return states.isin(["suspect", "partly"]).astype("boolean").where(known, pd.NA)


def own_expression(text, rows):
    """The few forms of a user's own indicator that the configurations here use."""
    if text.strip().lower() == "true":
        return pd.Series(True, index=rows.index)
    column, is_known, sign, value = re.fullmatch(r"(\w+)( IS NOT NULL)?(?: (=|<=) (.+))?", text.strip()).groups()
    if is_known:
        return rows[column].notna()
    if not sign:
        return rows[column]
    given = rows[column]
    answer = given == value.strip("'") if sign == "=" else given.astype(float) <= float(value)
    return answer.astype("boolean").where(given.notna(), pd.NA)


def of_homes(homes, loose_sheds, own):
    label = homes["energy_label"].astype("string")
    all_homes, is_d = pd.Series(True, index=homes.index), label == "D"
    method, expired = homes["label_method"].astype("string"), homes["expired_label"].astype("string")
    # Of a label that the register does not have, no last day is known: whether it has ended is unknown.
    ended_d = (expired == "D").fillna(False).astype("boolean").where(homes["dated"] | expired.notna(), pd.NA)
    home_roof, shed_roof = suspect(homes["asbestos_home_roof"]), suspect(homes["asbestos_shed_roof"])
    loose_roof = suspect(loose_sheds["state"])
    units = {
        "woningen": answers(homes, all_homes, all_homes),
        "label_d": answers(homes, is_d, where_known(label.notna())),
        "label_d_verlopen": answers(homes, ended_d, where_known(label.notna() | expired.notna())),
        "label_d_nen7120": answers(homes, method != "NTA 8800", is_d),
        "label_d_vve": answers(homes, homes["owners_association"], is_d),
        "label_efg": answers(homes, label.isin(["E", "F", "G"]), where_known(label.notna())),
        "label_onbekend": answers(homes, label.isna(), all_homes),
        "asbest_woning": answers(homes, home_roof, where_known(home_roof.notna())),
        "asbest_schuur": pd.concat(
            [
                answers(homes, shed_roof, where_known(shed_roof.notna())),
                answers(loose_sheds, loose_roof, where_known(loose_roof.notna())),
            ]
        ),
        "asbest_onbekend": answers(homes, home_roof.isna() | shed_roof.isna(), all_homes),
        # Out of homes with label D: where no roof is suspect and one is unknown, the home is in u and not in n.
        "label_d_asbest": answers(homes, home_roof | shed_roof, is_d),
    }
    return units | of_own(homes, own, "dwellings")


def of_own(rows, own, kind):
    """The user's own indicators over the homes or the placements."""
    return {
        told["id"]: answers(rows, own_expression(told["count"], rows), own_expression(told.get("out_of", "true"), rows))
        for told in own
        if told["of"] == kind
    }


def of_stock(homes, stock, city):
    """Social homes out of all homes of the area; those without a place are told as homes."""
    social = pd.DataFrame({"buurt": homes["buurt"], "corporation": homes["corporation"], "year": None, "k": 1, "u": 0})
    social["n"] = social["buurt"].isna().astype(int)
    every = pd.DataFrame({"buurt": city["buurt"], "corporation": None, "year": None, "k": 0, "n": city["buurt"].map(stock), "u": 0})
    return pd.concat([social, every], ignore_index=True)


# Up to which rent of its year a home is within reach (second aftoppingsgrens), where the configuration says nothing.
SECOND_BOUND = {2023: 693.60, 2024: 697.07, 2025: 731.93, 2026: 764.14}


def urgency_of(definitions, priority, date):
    """Of each placement whether it counts, whether it is urgent, and its group, by the definition of its day."""
    counted, urgent = (pd.Series(False, index=priority.index) for _ in range(2))
    group = pd.Series(None, index=priority.index, dtype=object)
    for told in definitions:
        from_, until = (pd.Timestamp(told[key]) if key in told else None for key in ("from", "until"))
        here = pd.Series(True, index=priority.index)
        if from_ is not None:
            here &= date >= from_
        if until is not None:
            here &= date <= until
        groups = {value.upper(): name for name, values in told.get("groups", {}).items() for value in values}
        values = {value.upper() for value in told["values"]} | set(groups)
        is_urgent, is_regular = priority.isin(values), priority.isin([value.upper() for value in told["regular"]])
        urgent |= here & is_urgent
        counted |= here & (is_urgent | is_regular)
        names = priority.map(groups).where(priority.isin(groups), "overig").where(is_urgent, "regulier")
        group = group.where(~(here & (is_urgent | is_regular)), names)
    return counted, urgent, group


def read_placements(config, folder, homes, today):
    """Lettings in the window, each in the area of its home; also how many of each file have no area."""
    frames, unplaced = [], {}
    by_home = homes.set_index(["corporation", "id"])
    bounds = SECOND_BOUND | {told["year"]: told["second"] for told in config.get("rent_caps", [])}
    start = today + pd.Timedelta(days=1) - pd.DateOffset(years=config["spread"]["window_years"])
    for file in config.get("placements", []):
        table = parse_fields(
            read_table(folder / file["path"], file["columns"])[0], needs=("date",), keys=(("dwelling",),)
        )
        if "corporation" not in table:
            table["corporation"] = homes["corporation"].iloc[0]
        keys = pd.MultiIndex.from_frame(table[["corporation", "dwelling"]])
        table["buurt"] = by_home["buurt"].reindex(keys).tolist()
        date = pd.to_datetime(table["date"])
        definitions = file["urgent"] if isinstance(file["urgent"], list) else [file["urgent"]]
        # Case and outer blanks do not matter.
        counted, table["urgent"], table["urgent_group"] = urgency_of(definitions, table["priority"].str.upper(), date)
        table["counted"], table["year"] = counted, date.dt.year.astype(str)
        own = table["rent"] if "rent" in table else pd.Series(None, index=table.index)
        own, of_home = own.astype(float), by_home["rent"].reindex(keys).astype(float)
        table["rent"] = own.fillna(pd.Series(of_home.values, index=table.index))
        table["second_rent_cap"] = date.dt.year.map(bounds)
        table = table[date.between(start, today)]
        unplaced[file["path"]] = int(table["buurt"].isna().sum())
        frames.append(table)
    return pd.concat(frames), unplaced


def of_placements(table, own):
    within = (table["rent"] <= table["second_rent_cap"]).astype("boolean").where(table["rent"].notna(), pd.NA)
    units = {"urgent": answers(table, table["urgent"], table["counted"]), "bereikbaar": answers(table, within, table["counted"])}
    return units | of_own(table, own, "placements")


@lru_cache(maxsize=1)
def expected(config_path):
    """The whole city: its areas, the numbers by (level, code, corporation, indicator, year), and the unplaced."""
    config, folder = tomllib.loads(config_path.read_text()), config_path.parent
    today = pd.Timestamp(config["reference_date"])
    city = areas(config, folder)
    homes = place_homes(config, folder, city)
    register = register_labels(config, folder, homes, today)
    homes["energy_label"] = register["energy_label"].fillna(homes["energy_label"])
    homes["label_method"], homes["dated"] = register["label_method"], register["energy_label"].notna()
    # Where the corporation's own list has a label of which no end is known, that stands.
    homes["expired_label"] = register["expired_label"].where(homes["energy_label"].isna(), None)
    add_places(config, folder, homes)
    roofs = read_roofs(config, folder)
    pairs = roofs_to_homes(roofs, homes)
    add_survey(homes, roofs, pairs)
    sheds = roofs[(roofs["kind"] == "shed") & ~roofs.index.isin(pairs["roof"])].copy()
    own_point = gpd.GeoSeries(sheds["shape"], crs=RD).centroid
    sheds["buurt"], _ = locate(sheds, {"point": own_point}, city, config["locate"]["snap_distance_m"])
    own, stock = config.get("indicator", []), all_homes(config, folder, city)
    units = of_homes(homes, sheds, own)
    lettings, unplaced = read_placements(config, folder, homes, today)
    units |= of_placements(lettings, own)
    if stock is not None:
        units["sociaal"] = of_stock(homes, stock, city)
    steps = homes.assign(step=homes["step"].fillna("unplaced")).groupby(["file", "step"]).size()
    reach = {told["id"]: reach_of(told, homes, city) for told in config.get("places", [])}
    return config, city, roll_up(units, city), steps, unplaced, coincidences(homes), reach


def coincidences(homes):
    """What coincides in homes and in complexes: (kind, properties) to units, unknown, each, all and what chance gives.

    And per complex, by corporation and name: its homes, and of each property how many have it and of how many that is
    not known.
    """
    placed = homes[homes["buurt"].notna()]
    roofs = [suspect(placed[name]) for name in ("asbestos_home_roof", "asbestos_shed_roof")]
    has = pd.DataFrame(
        {
            "label_d": (placed["energy_label"] == "D").astype("boolean").where(placed["energy_label"].notna(), pd.NA),
            "asbest": roofs[0] | roofs[1],
            "vve": placed["owners_association"].astype("boolean"),
        }
    )
    # One suspect roof gives a yes and a no takes both: homes are compared of which both are known.
    known = has.notna().assign(asbest=roofs[0].notna() & roofs[1].notna())
    named = placed["complex"].notna() & (placed["complex"] != "")
    groups = [placed["corporation"], placed["complex"].where(named)]
    listed, most = {}, None
    if named.any():
        by_complex = has[named].groupby(groups)
        sums, unknown, sizes = by_complex.sum(), by_complex.agg(lambda of: of.isna().sum()), by_complex.size()
        most = placed[named].groupby(groups)["buurt"].agg(lambda of: of.mode().min())
        listed = {
            key: {"woningen": int(sizes[key])}
            | {name: int(sums.loc[key, name]) for name in has}
            | {f"{name}_nb": int(unknown.loc[key, name]) for name in has}
            | {"buurtcode": most[key]}
            for key in sizes.index
        }
    found = {}
    for kind, of, each, area, others in coinciding(has, known, placed["buurt"], groups if named.any() else None, most):
        here = each.groupby(area)
        n, margins = here.size(), here.sum()
        found[kind, of] = {
            "units": len(each),
            "unknown": others,
            "each": each.sum().tolist(),
            "count": int(each.all(axis=1).sum()) if len(each) else None,
            "expected_by_chance": float((n * margins.div(n, axis=0).prod(axis=1)).sum()) if len(each) else None,
        }
    return found, listed, int((~named).sum())


def coinciding(has, known, area, groups, most):
    """For homes, then complexes, and each choice of properties: what each unit has, its area, and how many units are
    left out because not all is known.

    A complex has a property when a home of it has it, of the homes of which all these properties are known.
    """
    for of in (["label_d", "asbest"], ["label_d", "vve"], ["asbest", "vve"], ["label_d", "asbest", "vve"]):
        all_known = known[of].all(axis=1)
        each = has.loc[all_known, of].astype(int)
        yield "homes", tuple(of), each, area[all_known], int((~all_known).sum())
        if groups is not None:
            of_complex = each.groupby([group[all_known] for group in groups]).max()
            yield "complexes", tuple(of), of_complex, most.reindex(of_complex.index), len(most) - len(of_complex)


# In place of a level: what has no place.
UNPLACED = "niet geplaatst"


def roll_up(units, city):
    """Sums at every level: all together for each area, a corporation or year only where it has any unit.

    What has no place is summed as a level of its own, and is in no other.
    """
    parent = city.set_index("buurt")[["wijk", "stadsdeel"]].assign(stad="")
    numbers = {}
    for indicator, rows in units.items():
        lost = rows[rows["buurt"].isna()].assign(**{UNPLACED: ""})
        rows = rows[rows["buurt"].notna()].join(parent, on="buurt")
        for level in (UNPLACED, "stad", "stadsdeel", "wijk", "buurt"):
            for code in [""] if level in (UNPLACED, "stad") else city[level].unique():
                numbers[level, code, "", indicator, ""] = (0, 0, 0)
            for split in ([], ["corporation"], ["year"]):
                sums = (lost if level == UNPLACED else rows).dropna(subset=split).groupby([level, *split])[["k", "n", "u"]].sum()
                for key, k, n, u in sums.itertuples():
                    code, part = key if split else (key, "")
                    corporation, year = (part, "") if split == ["corporation"] else ("", part)
                    if indicator == "sociaal" and corporation and level != UNPLACED:  # its homes out of all homes of the area
                        n = numbers[level, code, "", indicator, ""][1]
                    if n + u > 0 or not split:
                        numbers[level, code, corporation, indicator, year] = (k, n, u)
    return numbers
