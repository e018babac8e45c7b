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
from city_files import write_areas, write_csv, write_home_roofs, write_parquet, write_sheds, write_workbook
from city_homes import COUNTED, QUOTA, SUSPECT, build_city, read_wijken
from city_shape import ground_plan, read_gazetteer
from city_tables import alliantie, bag, energy_labels, goedestede, home_roofs, placements, sheds, ymere

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
    "label_d_vve": lambda h: h.label == "D" and h.vve,
    "label_efg": lambda h: h.label in ("E", "F", "G"),
    "label_onbekend": lambda h: h.label is None,
    "woningdak_verdacht": lambda h: h.home_roof in SUSPECT,
    "woningdak_bekend": lambda h: h.home_roof in ROOF_KNOWN,
    "schuurdak_verdacht": lambda h: h.shed_roof in SUSPECT,
    "schuurdak_bekend": lambda h: h.shed_roof in ROOF_KNOWN,
    "label_d_asbest": lambda h: h.label == "D" and has_suspect_roof(h),
    "nultreden_ymere": lambda h: h.step_free and h.corporation == "Ymere",
}


def tally(homes, lettings, loose_sheds):
    """The counts of one area, or of the city, as drawn: before the faults."""
    counts = {name: sum(map(test, homes)) for name, test in HOME_COUNTS.items()}
    counts["schuurdak_verdacht_zonder_woning"] = loose_sheds
    counts["per_corporatie"] = {c: sum(h.corporation == c for h in homes) for c in QUOTA}
    counts["toewijzingen"] = {
        str(year): {
            "geteld": sum(p.priority in COUNTED for p in lettings if p.date.year == year),
            "urgent": sum(COUNTED.get(p.priority, False) for p in lettings if p.date.year == year),
        }
        for year in (2023, 2024, 2025)
    }
    return counts


def truth_of(city, loose_sheds, faults):
    by_area = {}
    for i, buurt in enumerate(city.buurten):
        homes, lettings = [h for h in city.homes if h.buurt == i], [p for p in city.placements if p.buurt == i]
        by_area[buurt.code] = tally(homes, lettings, loose_sheds[i])
    return {
        "note": "schematic borders, invented homes; counts as drawn, before the planted faults",
        "reference_date": REFERENCE.isoformat(),
        "city": tally(city.homes, city.placements, sum(loose_sheds)),
        "labels": dict(sorted(Counter(h.label or "onbekend" for h in city.homes).items())),
        "priorities": {str(y): dict(sorted(Counter(p.priority for p in city.placements if p.date.year == y).items()))
                       for y in (2023, 2024, 2025)},  # fmt: skip
        "warm_spot": [city.buurten[i].code for i in city.warm],
        "faults": faults,
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
    lines += [f"| label {label} | {count:,} |" for label, count in truth["labels"].items()]
    lines += ["", "| placements | " + " | ".join(truth["priorities"]["2023"]) + " | counted | urgent | % |", "|---|" + "---:|" * 8]
    for year, kinds in truth["priorities"].items():
        of_year = city["toewijzingen"][year]
        share = 100 * of_year["urgent"] / of_year["geteld"]
        lines.append(f"| {year} | {' | '.join(map(str, kinds.values()))} | {of_year['geteld']} | {of_year['urgent']} | {share:.1f} |")
    spot = [truth["buurten"][c]["toewijzingen"][y] for c in truth["warm_spot"] for y in ("2023", "2024", "2025")]
    urgent, counted = sum(t["urgent"] for t in spot), sum(t["geteld"] for t in spot)
    lines += ["", f"Warm spot: {urgent} urgent of {counted} ({100 * urgent / counted:.1f}%) in {', '.join(truth['warm_spot'])}."]
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
    city = build_city(buurten, polygons, read_wijken(HERE / "wijken.csv"), REFERENCE)

    shed_table, loose_sheds = sheds(city)
    tables = [ymere(city), goedestede(city), alliantie(city), placements(city), shed_table, home_roofs(city)]
    faults = plant(city, tables)
    truth = truth_of(city, loose_sheds, faults)

    write_areas(EXAMPLE, city, water)
    write_csv(EXAMPLE, tables[0], encoding="cp1252")
    write_workbook(EXAMPLE, tables[1])
    write_parquet(EXAMPLE, tables[2])
    write_csv(EXAMPLE, tables[3])
    write_sheds(EXAMPLE, tables[4])
    write_home_roofs(EXAMPLE, tables[5])
    write_csv(EXAMPLE, bag(city), newline="\n")
    preamble = "PublicatieDatum;02-01-2026\r\nLaatstVerwerkteMutatievolgnummer;19000001\r\n"
    write_csv(EXAMPLE, energy_labels(city), encoding="utf-8-sig", before=preamble)
    shutil.copyfile(HERE / "productieafspraken.csv", EXAMPLE / "productieafspraken.csv")
    write_truth(truth)
    update_readme(report(truth))
    print(report(truth))


if __name__ == "__main__":
    main()
