"""What the table of projects adds up to, beside the printed totals and per area: for the truth file."""

import csv
from collections import Counter

YEARS = range(2025, 2030)


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def production(folder):
    """Sums of the rows, and the social homes per area of the joined projects: firm and soft."""
    projects, totals = rows_of(folder / "productieafspraken.csv"), rows_of(folder / "productietotalen.csv")
    joined = {(r["district"], r["area"]): (r["level"], r["code"]) for r in rows_of(folder / "productiegebieden.csv")}
    homes = lambda r: int(r["aantal"] or 0)  # noqa: E731
    printed = []
    for total in totals:
        mine = [r for r in projects if total["certainty"] in ("", r["zekerheid"]) and total["segment"] in ("", r["segment"])]
        if not total["certainty"]:
            mine = [r for r in mine if r["zekerheid"] != "ter informatie"]
        found = sum(int(r[f"oplevering_{total['year']}"] or 0) if total["year"] else homes(r) for r in mine)
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
