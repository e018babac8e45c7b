"""Compares every number and shape that `spreiding` wrote with a count of its own.

    python check.py CONFIG OUT_DIR [--internal]

Prints per file how many cells were compared, and EQUAL or each difference. Exit 1 on any difference.
"""

import csv
import hashlib
import json
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from scipy.stats import false_discovery_control, hypergeom
from shapely.geometry import shape

import disclosure
from city import DEGREES, RD, UNPLACED, expected

FOLDERS = {"stadsdeel": "stadsdelen", "wijk": "wijken", "buurt": "buurten"}
OF_PLACEMENTS = ["urgent", "bereikbaar"]
BUILT_IN = [
    "sociaal",
    "urgent",
    "bereikbaar",
    "label_d",
    "label_d_verlopen",
    "label_d_nen7120",
    "label_d_vve",
    "label_efg",
    "label_onbekend",
    "asbest_woning",
    "asbest_schuur",
    "asbest_onbekend",
    "label_d_asbest",
]
PROJ_METRES = 0.3  # pyproj without the correction grid is up to 0.25 m off


class Comparison:
    """The cells of one file."""

    def __init__(self, name):
        self.name, self.cells, self.differences = name, 0, []

    def same(self, what, found, meant):
        self.cells += 1
        if found != meant or type(found) is not type(meant):
            self.differences.append(f"{what}: found {found!r}, meant {meant!r}")

    def holds(self, what, true):
        self.same(what, bool(true), True)

    def report(self):
        print(
            f"{self.name}: {self.cells} cells, {'EQUAL' if not self.differences else f'{len(self.differences)} DIFFERENCES'}"
        )
        for line in self.differences[:20]:
            print("   ", line[:300])
        if len(self.differences) > 20:
            print(f"    and {len(self.differences) - 20} more")
        return not self.differences


def percent(k, n):
    """100 k / n with one decimal, half up, in whole numbers; None with nothing to divide by."""
    return Decimal((2000 * k + n) // (2 * n)).scaleb(-1) if n else None


def wilson(k, n):
    """Wilson's 95% interval of k out of n (Wilson 1927), in [0, 1]."""
    if n == 0 or k is None:
        return None, None
    z = 1.959963984540054
    centre, half = k + z * z / 2, z * (k * (n - k) / n + z * z / 4) ** 0.5
    return (max(0.0, (centre - half) / (n + z * z)), min(1.0, (centre + half) / (n + z * z)))


def one_decimal(share):
    return None if share is None else Decimal(int(share * 1000 + 0.5)).scaleb(-1)


def status(n, u):
    return "ok" if n else "onbekend" if u else "geen_noemer"


def cell(k, n, u):
    """Count, percentage and status as they are written: neither number where there are units and none is known."""
    if k is None:
        return None, None, "onderdrukt"
    word = status(n, u)
    return (None, None, word) if word == "onbekend" else (k, percent(k, n), word)


def indicators(config):
    ids = [name for name in BUILT_IN if name not in config.get("leave_out", []) and (name != "sociaal" or "stock" in config)]
    return [*ids, *(told["id"] for told in config.get("indicator", []))]


def flows(config):
    """The indicators of placements: they have an interval and a judgement."""
    return {*OF_PLACEMENTS, *(told["id"] for told in config.get("indicator", []) if told["of"] == "placements")}


def identity(city, level, code):
    """Codes and names of an area and of those above it, in the order of a layer's fields."""
    row = city[city[level] == code].iloc[0]
    fields = {}
    for name in ("buurt", "wijk"):
        if level == name or (level == "buurt" and name == "wijk"):
            fields |= {f"{name}code": row[name], f"{name}naam": row[f"{name}naam"]}
    if (city["stadsdeel"] != city["stadsdeelnaam"]).any():
        fields["stadsdeelcode"] = row["stadsdeel"]
    return fields | {"stadsdeel": row["stadsdeelnaam"]}


@cache
def of_production(config_path):
    """The columns of the agreed projects, by level and code; none without any."""
    config, city, numbers, *_ = expected(config_path)
    if "production" not in config:
        return {}
    from production import Programme

    layers = {}
    for level in FOLDERS:
        frame = city.drop_duplicates(level).sort_values(level)
        frame = frame.rename(columns={"buurt": "buurtcode", "wijk": "wijkcode"}).assign(code=frame[level])
        if "stock" in config:
            pairs = [numbers[level, code, "", "sociaal", ""] for code in frame["code"]]
            frame = frame.assign(sociaal=[k for k, *_ in pairs], sociaal_noemer=[n for _, n, _ in pairs])
        layers[level] = pd.DataFrame(frame.drop(columns=["geometry", "given"]))
    columns = Programme(config, config_path.parent, layers, str(config["reference_date"])).columns()
    return {
        key: {name: percent(*value) if isinstance(value, tuple) else value for name, value in of.items()}
        for key, of in columns.items()
    }


def meant_properties(city, numbers, level, code, ids, flow, planned, stand_in):
    fields = identity(city, level, code) | {"woningen": numbers[level, code, "", "woningen", ""][0]}
    for name in ids:
        k, n, u = numbers[level, code, "", name, ""]
        count, share, word = cell(k, n, u)
        fields |= {name: count, f"{name}_noemer": n, f"{name}_pct": share, f"{name}_status": word, f"{name}_nb": u}
        if name in flow:
            low, high = wilson(k, n)
            fields |= {f"{name}_laag": one_decimal(low), f"{name}_hoog": one_decimal(high)}
            judged = judgements(numbers, level, name, stand_in).get(code)
            fields[f"{name}_oordeel"] = None if k is None else judged
    return fields | planned.get((level, code), {})


@cache
def judgements_of(pairs):
    """Per code the words on its share: Fisher's exact test against all others, two-sided, with the step-up of Benjamini and Hochberg."""
    pairs = dict(pairs)
    events, units = (sum(pair[at] for pair in pairs.values()) for at in (0, 1))
    p, side = {}, {}
    for code, (k, n) in pairs.items():
        above, below = hypergeom.sf(k - 1, units, events, n), hypergeom.cdf(k, units, events, n)
        p[code], side[code] = min(1, 2 * min(above, below)), "boven" if above <= below else "onder"
    q = dict(zip(p, false_discovery_control(list(p.values())) if p else []))
    return {
        code: "te weinig toewijzingen" if n < 10
        else f"aantoonbaar {side[code]}" if q[code] <= 0.05
        else f"mogelijk {side[code]}" if p[code] <= 0.05
        else "niet te onderscheiden"
        for code, (_, n) in pairs.items()
    }  # fmt: skip


def judgements(numbers, level, name, stand_in):
    """Of a public result hidden counts take part with what stands in for them."""
    wanted = {
        key[1]: (stand_in[level, key[1]] if value[0] is None else value[0], value[1])
        for key, value in numbers.items()
        if key == (level, key[1], "", name, "") and value[1] > 0
    }
    return judgements_of(tuple(sorted(wanted.items())))


def check_layer(path, level, city, numbers, ids, flow, planned, stand_in):
    """Every property and the form of one layer; gives the shapes by code."""
    result = Comparison(f"{path.parent.name}/{path.name}")
    text = path.read_text()
    layer = json.loads(text, parse_float=Decimal)
    features = layer["features"]
    codes = sorted(city[level].unique())
    result.same("number of features", len(features), len(codes))
    for code, feature in zip(codes, features):
        meant = meant_properties(city, numbers, level, code, ids, flow, planned, stand_in)
        result.same(f"{code} keys and their order", list(feature["properties"]), list(meant))
        for name, value in meant.items():
            result.same(f"{code} {name}", feature["properties"].get(name), value)
        check_rings(result, code, feature["geometry"])
    result.same("name", layer["name"], path.stem)
    result.holds("no crs member", "crs" not in layer)
    numbers_of = lambda at: [
        pair[at] for f in features for part in f["geometry"]["coordinates"] for ring in part for pair in ring
    ]
    xs, ys = numbers_of(0), numbers_of(1)
    result.same("bbox", layer["bbox"], [min(xs), min(ys), max(xs), max(ys)])
    check_types(result, path, meant_properties(city, numbers, level, codes[0], ids, flow, planned, stand_in), features)
    return result, gpd.GeoSeries(
        {code: shape(float_geometry(f["geometry"])) for code, f in zip(codes, features)}, crs=DEGREES
    )


def float_geometry(geometry):
    return json.loads(json.dumps(geometry, default=float))


def check_rings(result, code, geometry):
    result.same(f"{code} type", geometry["type"], "MultiPolygon")
    for part in geometry["coordinates"]:
        for at, ring in enumerate(part):
            result.holds(
                f"{code} seven decimals", all(value.as_tuple().exponent == -7 for pair in ring for value in pair)
            )
            result.holds(
                f"{code} right-hand rule",
                shapely.LinearRing([(float(x), float(y)) for x, y in ring]).is_ccw == (at == 0),
            )
    result.holds(f"{code} valid", shape(float_geometry(geometry)).is_valid)


def check_types(result, path, fields, features):
    """Types as GDAL reads them; a column without any value comes out as text."""
    info = pyogrio.read_info(path)
    read = dict(zip(info["fields"], info["ogr_types"]))
    result.same("fields by GDAL", list(read), list(fields))
    for name in fields:
        texts = name.endswith(("code", "naam", "_status")) or name == "stadsdeel"
        meant = "OFTString" if texts or name.endswith("_oordeel") else "OFTReal" if name.endswith(("_pct", "_laag", "_hoog")) else "OFTInteger"
        empty = all(feature["properties"].get(name) is None for feature in features)
        result.same(f"type of {name}", read.get(name), "OFTString" if empty else meant)
    result.same("CRS by GDAL", info["crs"], "EPSG:4326")


def check_shapes(layers, city):
    """Buurten are those of the input; the coarser areas are exactly their buurten together."""
    result = Comparison("geometry")
    buurten, given = layers["buurt"], gpd.GeoSeries(city["given"].values, index=city["buurt"], crs=city["given"].crs)
    projected = given.crs.is_projected
    found = buurten.to_crs(RD) if projected else buurten
    limit = PROJ_METRES if projected else 1.5e-7  # degrees in are degrees out, but for the last digit
    # shapely's function: it does not ask for metres as that of geopandas does.
    gaps = pd.Series(
        shapely.hausdorff_distance(found.boundary.values, given.reindex(found.index).boundary.values), found.index
    )
    for code, gap in gaps.items():
        result.holds(f"{code} is {gap:.2g} from its input", gap <= limit)
    unit = "m" if projected else "degrees"
    print(f"largest distance between a buurt and its input: {gaps.max():.3g} {unit}")
    for level in ("wijk", "stadsdeel"):
        united = buurten.groupby(city.set_index("buurt")[level]).agg(lambda parts: shapely.union_all(parts.values))
        for code, whole in layers[level].items():
            off = whole.symmetric_difference(united[code]).area / united[code].area
            result.holds(f"{level} {code} differs {off:.2g} of its area from its buurten", off <= 1e-6)
    return result


def unplaced_unsaid(config, internal):
    """Indicators of placements in a public result, which says nothing of placements without a place."""
    own = [told["id"] for told in config.get("indicator", []) if told["of"] == "placements"]
    return set() if internal else {*OF_PLACEMENTS, *own}


def check_table(path, city, numbers, ids, city_name, unsaid):
    """Every row of the long table; none missing, none extra."""
    result = Comparison(path.name)
    names = {level: dict(zip(city[level], city[level + "naam"])) for level in FOLDERS} | {
        level: {"": city_name} for level in ("stad", UNPLACED)
    }
    meant = {
        key: value
        for key, value in numbers.items()
        if key[3] in ["woningen", *ids] and not (key[0] == UNPLACED and key[3] in unsaid)
    }
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = (row["niveau"], row["code"], row["corporatie"], row["indicator"], row["jaar"])
            if key not in meant:
                result.same(f"row {key}", "a row", "no row")
                continue
            k, n, u = meant.pop(key)
            count, share, word = cell(k, n, u)
            text = lambda value: "" if value is None else str(value)
            told = {
                "naam": names[key[0]][key[1]],
                "teller": text(count),
                "noemer": str(n),
                "pct": text(share),
                "status": word,
                "onbekend": str(u),
            }
            for name, value in told.items():
                result.same(f"{key} {name}", row[name], value)
    for key in meant:
        result.same(f"row {key}", "no row", "a row")
    return result


def check_key_figures(path, numbers, ids, flow, unsaid):
    result = Comparison(path.name)
    written = json.loads(path.read_text())

    def figure(what, found, key):
        k, n, u = numbers[key]
        told = {"count": cell(k, n, u)[0], "out_of": n, "unknown": u, "status": cell(k, n, u)[2]}
        for name, value in told.items():
            result.same(f"{what} {name}", found[name], value)
        result.holds(f"{what} share", found["share"] is None if told["status"] != "ok" else abs(found["share"] - k / n) < 5.1e-7)
        if key[3] in flow and n and k is not None:
            result.holds(
                f"{what} interval", all(abs(a - b) < 5.1e-7 for a, b in zip(found["interval_95"], wilson(k, n)))
            )

    result.same("indicators", [told["id"] for told in written["indicators"]], ids)
    for told in [written["dwellings"], *written["indicators"]]:
        name = told["id"]
        figure(name, told["total"], ("stad", "", "", name, ""))
        result.same(f"{name} says what has no place", "unplaced" in told, name not in unsaid)
        if "unplaced" in told:
            figure(f"{name} without a place", told["unplaced"], (UNPLACED, "", "", name, ""))
        for part, field, at in (("by_corporation", "corporation", 2), ("by_year", "year", 4)):
            found = {str(entry[field]): entry for entry in told.get(part, [])}
            meant = {key[at]: key for key in numbers if key[0] == "stad" and key[3] == name and key[at]}
            result.same(f"{name} {part}", sorted(found), sorted(meant))
            for value in found.keys() & meant.keys():
                figure(f"{name} {value}", found[value], meant[value])
        for entry in told["levels"]:
            cells = [
                value
                for key, value in numbers.items()
                if key[0] == entry["level"] and key[3] == name and not key[2] and not key[4]
            ]
            result.same(
                f"{name} {entry['level']} with count", entry["areas_with_count"], sum((k or 0) > 0 for k, *_ in cells)
            )
            result.same(
                f"{name} {entry['level']} hidden", entry.get("areas_hidden", 0), sum(k is None for k, *_ in cells)
            )
            result.same(
                f"{name} {entry['level']} with denominator",
                entry["areas_with_denominator"],
                sum(n > 0 for _, n, *_ in cells),
            )
            unknown = sum(k is not None and status(n, u) == "onbekend" for k, n, u in cells)
            result.same(f"{name} {entry['level']} unknown", entry["areas_unknown"], unknown)
    return result


def check_coincidences(out, mark, meant, listed, homes_without):
    """What coincides in homes and complexes; and in an internal result every complex."""
    result = Comparison("coincidences")
    written = json.loads((out / f"kerncijfers{mark}.json").read_text())["coincidences"]
    found = {("homes", tuple(of["of"])): of for of in written["homes"]}
    if not listed:
        result.same("complexes where no home tells of one", "complexes" in written, False)
        meant = {key: value for key, value in meant.items() if key[0] == "homes"}
    else:
        found |= {("complexes", tuple(of["of"])): of for of in written["complexes"]["coincidences"]}
    result.same("which", sorted(found), sorted(meant))
    for key in found.keys() & meant.keys():
        for name, value in meant[key].items():
            told = found[key][name]
            if isinstance(value, float):
                result.holds(f"{key} {name} {told} for {value}", abs(told - value) < 5.1e-7)
            else:
                result.same(f"{key} {name}", told, value)
    if not listed:
        return result
    result.same("complexes", written["complexes"]["number"], len(listed))
    result.same("homes without a complex", written["complexes"]["homes_without_complex"], homes_without)
    path = out / f"lagen{mark}" / "complexen.geojson"
    result.same("a layer of complexes", path.exists(), mark != "")
    if not path.exists():
        return result
    features = json.loads(path.read_text())["features"]
    result.same("complexes of the layer", len(features), len(listed))
    for feature in features:
        told = feature["properties"]
        key = (told["corporatie"], told["complex"])
        for name, value in listed[key].items():
            # No number where of no home it is known.
            base = name.removesuffix("_nb")
            known = name == base and name in ("label_d", "asbest", "vve") and listed[key][f"{base}_nb"] == told["woningen"]
            result.same(f"{key} {name}", told[name], None if known else value)
        if feature["geometry"]:
            result.holds(f"{key} valid", shape(feature["geometry"]).is_valid)
    return result


def check_places(path, config, reach):
    """How near homes lie to places, and which areas have the fewest within reach."""
    result = Comparison("places")
    written = json.loads(path.read_text()).get("places", [])
    result.same("which", [told["id"] for told in written], [told["id"] for told in config.get("places", [])])

    def homes(what, found, meant):
        within, measured, unknown = (int(value) for value in meant)
        known = measured > 0 or unknown == 0
        told = {"within": within if known else None, "out_of_reach": measured - within if known else None}
        for name, value in (told | {"measured": measured, "unknown": unknown}).items():
            result.same(f"{what} {name}", found[name], value)
        result.holds(f"{what} share", found["share"] is None if not measured else abs(found["share"] - within / measured) < 5.1e-7)

    for told, settings in zip(written, config.get("places", [])):
        meant = reach[told["id"]]
        homes("city", told["homes"], meant["city"])
        homes("without a place", told["unplaced"], meant["unplaced"])
        result.same("within", told["within_m"], float(settings["within_m"]))
        metres = meant["metres"]
        for name, tenths in (("median_m", 5), ("nine_tenths_m", 9)):
            # So many homes lie at this distance or less; reprojected places may lie a little aside.
            value = metres[(tenths * len(metres) + 9) // 10 - 1]
            result.holds(f"{name} {told[name]} for {value}", abs(told[name] - value) < PROJ_METRES)
        for level in told["levels"]:
            areas = {code: of for code, of in meant["levels"][level["level"]].items() if of[1] > 0}
            out = {code: of for code, of in areas.items() if of[0] < of[1]}
            result.same("areas measured", level["areas_measured"], len(areas))
            result.same("areas with homes out of reach", level["areas_out_of_reach"], len(out))
            share, missing = lambda code: out[code][0] / out[code][1], lambda code: out[code][1] - out[code][0]
            for name, order in (("lowest_share", lambda c: (share(c), -missing(c), c)), ("most_out_of_reach", lambda c: (-missing(c), share(c), c))):
                first = sorted(out, key=order)[:10]
                result.same(f"{level['level']} {name}", [of["code"] for of in level[name]], first)
                for of in level[name]:
                    homes(f"{name} {of['code']}", of, areas.get(of["code"], (-1, -1, -1)))
    return result


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def data_rows(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, delimiter=";"))


def check_run(out, folder, steps, unplaced):
    """Accounts balance, hashes are true, and the analyst's listings are as long as the accounts say."""
    result = Comparison("run.json and " + out.name + "-controle")
    run, control = json.loads((out / "run.json").read_text()), out.with_name(out.name + "-controle")
    used = {}
    for entry in run["inputs"]:
        rows, path = entry["rows"], folder / entry["name"]
        result.same(f"{entry['name']} rows", rows["read"], rows["used"] + rows["rejected"] + rows["set_aside"])
        result.same(f"{entry['name']} sha256", entry["sha256"], sha256(path))
        result.same(f"{entry['name']} bytes", entry["bytes"], path.stat().st_size)
        rejected = control / f"afgekeurd_{path.stem}.csv"
        listed = [row["gevolg"] for row in data_rows(rejected)] if rejected.exists() else []
        result.same(f"{rejected.name} rows", listed.count("regel"), rows["rejected"])
        unread = sum(column["unread"] for column in entry.get("unread", []))
        # Of a rejected row too, each cell that cannot be read is one of them.
        result.holds(f"{rejected.name} cells", listed.count("cel") <= unread <= len(listed))
        used[entry["name"]] = rows["used"]
    files = {str(path.relative_to(out)): path for path in out.rglob("*") if path.is_file() and path.name != "run.json"}
    result.same("outputs", sorted(entry["name"] for entry in run["outputs"]), sorted(files))
    for entry in run["outputs"]:
        result.same(f"{entry['name']} sha256", entry["sha256"], sha256(files[entry["name"]]))
    listed = [row["bestand"] for row in data_rows(control / "niet_geplaatst.csv")]
    for entry in run["located"]:
        file, kinds = entry["file"], ("home", "area", "bag_id", "address", "point", "nearest", "unplaced")
        result.same(f"{file} located rows", entry["rows"], used[file])
        result.same(f"{file} steps add up", sum(entry[kind] for kind in kinds), entry["rows"])
        result.same(f"{file} in niet_geplaatst.csv", listed.count(file), entry["unplaced"])
        if file in steps:
            for kind in kinds:
                result.same(f"{file} placed by {kind}", entry[kind], int(steps[file].get(kind, 0)))
        if file in unplaced:
            result.same(f"{file} without a place", entry["unplaced"], unplaced[file])
    return result


def main(config_path, out, internal):
    config, city, numbers, steps, unplaced, coinciding, reach = expected(config_path)
    ids, mark = indicators(config), "-intern" if internal else ""
    unsaid = unplaced_unsaid(config, internal)
    table, by_area, stand_in = None, ids, {}
    if not internal:
        long = out / f"indicatoren{mark}.csv"
        numbers, withheld, beside, table = disclosure.public(config, city, numbers, long)
        ids = [name for name in ids if name not in withheld]
        by_area = [name for name in ids if name not in beside]
        stand_in = table.stand_in() if table else {}
    print(f"{config['name']}: {numbers['stad', '', '', 'woningen', ''][0]} homes placed")
    results, layers = [], {}
    for level, stem in FOLDERS.items():
        result, layers[level] = check_layer(out / f"lagen{mark}" / f"{stem}.geojson", level, city, numbers, by_area, flows(config), of_production(config_path), stand_in)
        results.append(result)
    results.append(check_shapes(layers, city))
    results.append(check_table(out / f"indicatoren{mark}.csv", city, numbers, ids, config["name"], unsaid))
    results.append(check_key_figures(out / f"kerncijfers{mark}.json", numbers, ids, flows(config), unsaid))
    results.append(check_coincidences(out, mark, *coinciding))
    results.append(check_places(out / f"kerncijfers{mark}.json", config, reach))
    results.append(check_run(out, config_path.parent, steps, unplaced))
    if table:
        results.append(Comparison("disclosure"))
        disclosure.check(results[-1], table)
    return all([result.report() for result in results])


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--internal"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    sys.exit(0 if main(Path(arguments[0]), Path(arguments[1]), "--internal" in sys.argv) else 1)
