#!/usr/bin/env python3
"""Draws the example city: schematic borders, invented homes, real places and names.

    pip install -r requirements.txt
    python draw_city.py

Writes `example/` (all but `spreiding.toml`, which is written by hand), `example_truth.json` and the part of README.md
between its two marks. The same seed gives the same bytes.
"""

import datetime
import json
import shutil
from collections import Counter
from pathlib import Path

from city_faults import plant
from city_files import write_areas, write_csv, write_geojson, write_parquet, write_sheds, write_workbook
from city_homes import COUNTED, QUOTA, SUSPECT, build_city, read_wijken
from city_places import give_distances, meeting_places
from city_production import production
from city_rents import give_asking_rents, is_affordable
from city_shape import ground_plan, read_gazetteer
from city_stock import all_homes, housing_stock
from city_tables import alliantie, bag, energy_labels, goedestede, home_roofs, meeting_table, placements, sheds, ymere

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE / "example"
REFERENCE = datetime.date(2025, 12, 31)
MARKS = "<!-- drawn by draw_city.py: begin -->", "<!-- drawn by draw_city.py: end -->"
ROOF_KNOWN = (*SUSPECT, "nee", "gesaneerd")


def has_suspect_roof(home):
    return home.home_roof in SUSPECT or home.shed_roof in SUSPECT


HOME_COUNTS = {
    "woningen": lambda h: True,
    "met_label": lambda h: h.label is not None,
    "label_d": lambda h: h.label == "D",
    "label_d_verlopen": lambda h: h.expired_label == "D",
    "label_laatste_dag_bekend": lambda h: h.label_method is not None or h.expired_label is not None,
    "label_d_nen7120": lambda h: h.label == "D" and h.label_method not in (None, "NTA 8800"),
    "label_d_methode_bekend": lambda h: h.label == "D" and h.label_method is not None,
    "label_d_vve": lambda h: h.label == "D" and h.vve,
    "label_efg": lambda h: h.label in ("E", "F", "G"),
    "label_onbekend": lambda h: h.label is None,
    "woningdak_verdacht": lambda h: h.home_roof in SUSPECT,
    "woningdak_bekend": lambda h: h.home_roof in ROOF_KNOWN,
    "schuurdak_verdacht": lambda h: h.shed_roof in SUSPECT,
    "schuurdak_bekend": lambda h: h.shed_roof in ROOF_KNOWN,
    "label_d_asbest": lambda h: h.label == "D" and has_suspect_roof(h),
    "nultreden_ymere": lambda h: h.step_free and h.corporation == "Ymere",
    "ontmoeting": lambda h: h.near_meeting,
}


def of_year(lettings, homes):
    """Counted placements of one year and area: urgent ones by group, and those up to the second bound of the rent."""
    counted = [p for p in lettings if p.priority in COUNTED]
    affordable = [is_affordable(p, homes) for p in counted]
    return {
        "geteld": len(counted),
        "urgent": sum(COUNTED[p.priority] for p in counted),
        "vergunninghouders": sum(p.priority == "STA" for p in counted),
        "uitstroom": sum(p.priority == "UIT" for p in counted),
        "bereikbaar": affordable.count(True),
        "bereikbaar_bekend": len(affordable) - affordable.count(None),
    }


def tally(city, homes, lettings, loose_sheds, stock):
    """The counts of one area, or of the city, as drawn: before the faults."""
    counts = {name: sum(map(test, homes)) for name, test in HOME_COUNTS.items()}
    counts["alle_woningen"] = stock
    counts["sociaal_pct"] = round(100 * len(homes) / stock, 1) if stock else None
    counts["schuurdak_verdacht_zonder_woning"] = loose_sheds
    counts["per_corporatie"] = {c: sum(h.corporation == c for h in homes) for c in QUOTA}
    counts["toewijzingen"] = {
        str(year): of_year([p for p in lettings if p.date.year == year], city.by_key) for year in (2023, 2024, 2025)
    }
    return counts


def lost_of(city, faults):
    """What the faults take from these counts."""
    lettings = [p for p in city.placements if (p.key, p.date.strftime("%d-%m-%Y")) in faults.lost_lettings]
    return {
        "woningen": len(faults.lost),
        "ontmoeting": sum(h.near_meeting for h in faults.lost),
        "toewijzingen": {"2025": of_year(lettings, city.by_key)},
    }


def truth_of(city, loose_sheds, stock, faults):
    by_area = {}
    for i, buurt in enumerate(city.buurten):
        homes, lettings = [h for h in city.homes if h.buurt == i], [p for p in city.placements if p.buurt == i]
        by_area[buurt.code] = tally(city, homes, lettings, loose_sheds[i], stock[i])
    return {
        "note": "schematic borders, invented homes; counts as drawn, before the planted faults",
        "reference_date": REFERENCE.isoformat(),
        "city": tally(city, city.homes, city.placements, sum(loose_sheds), sum(stock)),
        "lost_by_faults": lost_of(city, faults),
        "labels": dict(sorted(Counter(h.label or "onbekend" for h in city.homes).items())),
        "priorities": {str(y): dict(sorted(Counter(p.priority for p in city.placements if p.date.year == y).items()))
                       for y in (2023, 2024, 2025)},  # fmt: skip
        "warm_spot": [city.buurten[i].code for i in city.warm],
        "production": production(HERE),
        "faults": faults.numbered(),
        "buurten": by_area,
    }


def write_truth(truth):
    """One buurt and one fault a line: readable, and small in a diff."""
    shown = {k: v for k, v in truth.items() if k not in ("faults", "buurten")}
    text = json.dumps(shown, indent=1, ensure_ascii=False)[:-2] + ',\n "faults": [\n'
    text += ",\n".join("  " + json.dumps(f, ensure_ascii=False) for f in truth["faults"]) + '\n ],\n "buurten": {\n'
    text += ",\n".join(f'  "{c}": {json.dumps(t, ensure_ascii=False)}' for c, t in truth["buurten"].items()) + "\n }\n}\n"
    assert json.loads(text) == truth
    (HERE / "example_truth.json").write_text(text, encoding="utf-8")


def shown(value):
    return "" if value is None else f"`{value}`".replace("\u00a0", "<nbsp>")


def report(truth):
    """The totals and the faults in Markdown, for the README and for the terminal."""
    city = truth["city"]
    lines = ["### Totals as drawn (before the faults)", "", "| what | number |", "|---|---:|"]
    lines += [f"| homes of {name} | {count:,} |" for name, count in city["per_corporatie"].items()]
    lines += [f"| {name} | {city[name]:,} |" for name in (*HOME_COUNTS, "schuurdak_verdacht_zonder_woning")]
    lines += [f"| alle_woningen | {city['alle_woningen']:,} |", f"| sociaal_pct | {city['sociaal_pct']} |"]
    lines += [f"| label {label} | {count:,} |" for label, count in truth["labels"].items()]
    lines += ["", "| placements | " + " | ".join(truth["priorities"]["2023"]) + " | counted | urgent | % |", "|---|" + "---:|" * 8]
    for year, kinds in truth["priorities"].items():
        of_year = city["toewijzingen"][year]
        share = 100 * of_year["urgent"] / of_year["geteld"]
        lines.append(f"| {year} | {' | '.join(map(str, kinds.values()))} | {of_year['geteld']} | {of_year['urgent']} | {share:.1f} |")
    lines += ["", "| placements | vergunninghouders | uitstroom | with a rent | up to the second bound | % |", "|---|" + "---:|" * 5]
    for year, of in city["toewijzingen"].items():
        share = 100 * of["bereikbaar"] / of["bereikbaar_bekend"]
        lines.append(f"| {year} | {of['vergunninghouders']} | {of['uitstroom']} | {of['bereikbaar_bekend']} | {of['bereikbaar']} | {share:.1f} |")
    spot = [truth["buurten"][c]["toewijzingen"][y] for c in truth["warm_spot"] for y in ("2023", "2024", "2025")]
    urgent, counted = sum(t["urgent"] for t in spot), sum(t["geteld"] for t in spot)
    lines += ["", f"Warm spot: {urgent} urgent of {counted} ({100 * urgent / counted:.1f}%) in {', '.join(truth['warm_spot'])}."]
    lines += ["", "| agreed projects | certainty | segment | year | printed | rows add up to |", "|---|---|---|---|---:|---:|"]
    lines += [f"| | {t['certainty'] or 'all'} | {t['segment'] or 'all'} | {t['year'] or 'all'} | {t['homes']:,} | {t['rows']:,} |"
              for t in truth["production"]["totalen"]]  # fmt: skip
    lines += ["", "### Planted faults", "", "Row as a spreadsheet shows it; for parquet, shapefile and GeoJSON the n-th record.", ""]
    lines += ["| file | row | kind | column | value | was | buurt | what should happen |", "|---|---:|---|---|---|---|---|---|"]
    lines += [f"| {f['file']} | {f['row']} | {f['kind']} | {f['column'] or ''} | {shown(f['value'])} | {shown(f['original'])} | "
              f"{f['buurt'] or ''} | {f['expect']} |" for f in truth["faults"]]  # fmt: skip
    return "\n".join(lines)


def update_readme(text):
    path = HERE / "README.md"
    before, rest = path.read_text(encoding="utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    path.write_text(f"{before}{MARKS[0]}\n\n{text}\n\n{MARKS[1]}{after}", encoding="utf-8")


def main():
    EXAMPLE.mkdir(exist_ok=True)
    buurten = read_gazetteer(HERE / "gazetteer.csv")
    polygons, water = ground_plan(buurten)
    wijken = read_wijken(HERE / "wijken.csv")
    city = build_city(buurten, polygons, wijken, REFERENCE)
    give_asking_rents(city)
    city.by_key = {h.key: h for h in city.homes}
    places, stock = meeting_places(city), all_homes(city, wijken)
    give_distances(city, places)
    register = energy_labels(city)

    shed_table, loose_sheds = sheds(city)
    tables = [ymere(city), goedestede(city), alliantie(city), placements(city), shed_table, home_roofs(city)]
    faults = plant(city, tables)
    truth = truth_of(city, loose_sheds, stock, faults)

    write_areas(EXAMPLE, city, water)
    write_csv(EXAMPLE, tables[0], encoding="cp1252")
    write_workbook(EXAMPLE, tables[1])
    write_parquet(EXAMPLE, tables[2])
    write_csv(EXAMPLE, tables[3])
    write_sheds(EXAMPLE, tables[4])
    write_geojson(EXAMPLE, tables[5])
    write_geojson(EXAMPLE, meeting_table(places))
    write_csv(EXAMPLE, housing_stock(city, stock), newline="\n")
    write_csv(EXAMPLE, bag(city), newline="\n")
    preamble = "PublicatieDatum;02-01-2026\r\nLaatstVerwerkteMutatievolgnummer;19000001\r\n"
    write_csv(EXAMPLE, register, encoding="utf-8-sig", before=preamble)
    for name in ("productieafspraken", "productiegebieden", "productietotalen"):
        shutil.copyfile(HERE / f"{name}.csv", EXAMPLE / f"{name}.csv")
    write_truth(truth)
    update_readme(report(truth))
    print(report(truth))


if __name__ == "__main__":
    main()
