"""What the table of projects adds up to, beside the printed totals and per area: for the truth file."""

import csv
from collections import Counter

YEARS = range(2025, 2030)


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def homes(row):
    return int(row["aantal"] or 0)


def in_year(row, year):
    """The homes of a project in a year, of no known year (`onbekend`), or all of them."""
    if year == "onbekend":
        return homes(row) - sum(int(row[f"oplevering_{of}"] or 0) for of in YEARS)
    return int(row[f"oplevering_{year}"] or 0) if year else homes(row)


def production(folder):
    """Sums of the rows, and the social homes per area of the joined projects: firm and soft."""
    projects, totals = rows_of(folder / "productieafspraken.csv"), rows_of(folder / "productietotalen.csv")
    joined = {(r["district"], r["area"]): (r["level"], r["code"]) for r in rows_of(folder / "productiegebieden.csv")}
    printed = []
    for total in totals:
        mine = [r for r in projects if total["certainty"] in ("", r["zekerheid"]) and total["segment"] in ("", r["segment"])]
        if not total["certainty"]:
            mine = [r for r in mine if r["zekerheid"] != "ter informatie"]
        found = sum(in_year(r, total["year"]) for r in mine)
        printed.append(total | {"homes": int(total["homes"]), "rows": found})
    by_area, social = Counter(), [r for r in projects if r["segment"] == "sociaal"]
    for row in social:
        level, code = joined.get((row["stadsdeel"], row["wijk_in_tabel"]), ("", "niet gekoppeld"))
        by_area[level, code, row["zekerheid"]] += homes(row)
    return {
        "projecten": len(projects),
        "niet_gekoppeld": [r["naam"] for r in projects if (r["stadsdeel"], r["wijk_in_tabel"]) not in joined],
        "sociaal": {c: sum(homes(r) for r in social if r["zekerheid"] == c) for c in ("hard", "zacht")},
        "gebieden": [
            {"niveau": level, "code": code, "zekerheid": certainty, "sociaal": n}
            for (level, code, certainty), n in sorted(by_area.items())
        ],
        "totalen": printed,
    }
