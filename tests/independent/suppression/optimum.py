"""The cheapest pattern of suppression of each table beside it, by integer programming; writes optimum.json.

A binary variable says of each cell whether it is hidden. For each end of what must stay possible of each unsafe cell
there is a table that differs from the true one in hidden cells alone, adds up, and has the cell at that end (Fischetti
and Salazar-Gonzalez, 2000). HiGHS finds the cheapest pattern and proves it.

    python optimum.py
"""

import csv
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from disclosure import needs  # noqa: E402

T = 5
TABLES = {"tree": "buurt", "wijk_by_year": "wijk", "one_year": "buurt"}


def read(name, finest):
    """Cells by place (a path from the city) and year, and what adds up to what."""
    levels = ["stadsdeel", "wijk", "buurt"][: ["stadsdeel", "wijk", "buurt"].index(finest) + 1]
    cells = defaultdict(lambda: np.zeros(2, dtype=int))
    with (HERE / f"{name}.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            path = tuple(row[level] for level in levels)
            k, n = int(row["count"]), int(row["count"]) + int(row["others"])
            for depth in range(len(path) + 1):
                for year in {row["year"], ""}:
                    cells[path[:depth], year] += (k, n)
    sums = defaultdict(list)
    for path, year in cells:
        if path:
            sums["areas", path[:-1], year].append((path, year))
        if year:
            sums["years", path, ""].append((path, year))
    return dict(cells), [((path, year), parts) for (_, path, year), parts in sums.items()], len(levels)


def cost(path, k, n_levels):
    return 1 + int(k) + {0: 0, 1: 40}.get(n_levels - len(path), 200)


def optimum(cells, sums, n_levels):
    keys = list(cells)
    at = {key: place for place, key in enumerate(keys)}
    m = len(keys)
    ends = [(at[key], end - k) for key, (k, n) in cells.items() if needs(k, n, T) for end in needs(k, n, T)]
    rows, columns, values, low, high = [], [], [], [], []

    def add(terms, least, most):
        for column, value in terms:
            rows.append(len(low))
            columns.append(column)
            values.append(value)
        low.append(least)
        high.append(most)

    least = np.concatenate([np.zeros(m)] + [[-k for k, _ in cells.values()]] * len(ends)).astype(float)
    most = np.concatenate([np.ones(m)] + [[n - k for k, n in cells.values()]] * len(ends)).astype(float)
    for (path, year), (k, n) in cells.items():
        if needs(k, n, T):
            least[at[path, year]] = 1  # hidden itself
        if not path and not year:
            most[at[path, year]] = 0  # the city never is
    for which, (target, shift) in enumerate(ends):
        first = m * (1 + which)
        least[first + target] = most[first + target] = shift
        for whole, parts in sums:
            add([(first + at[whole], -1.0), *((first + at[part], 1.0) for part in parts)], 0, 0)
        for key, (k, n) in cells.items():
            place = at[key]
            add([(first + place, 1.0), (place, -float(n - k))], -np.inf, 0)
            add([(first + place, 1.0), (place, float(k))], 0, np.inf)
    costs = np.concatenate([[cost(path, cells[path, year][0], n_levels) for path, year in keys], np.zeros(m * len(ends))])
    matrix = coo_array((values, (rows, columns)), shape=(len(low), len(least))).tocsr()
    integrality = np.concatenate([np.ones(m), np.zeros(m * len(ends))])
    start = time.perf_counter()
    solved = milp(costs, integrality=integrality, bounds=Bounds(least, most), constraints=LinearConstraint(matrix, low, high))
    assert solved.status == 0, solved.message
    hidden = [key for key, value in zip(keys, solved.x[:m]) if value > 0.5]
    primary = [key for key in keys if needs(*cells[key], T)]
    print(f"{time.perf_counter() - start:.1f} s", file=sys.stderr)
    return {
        "cells": m,
        "primary": len(primary),
        "secondary": len(hidden) - len(primary),
        "cost": int(round(solved.fun)),
    }


def main():
    found = {}
    for name, finest in TABLES.items():
        found[name] = optimum(*read(name, finest))
        print(name, found[name])
    (HERE / "optimum.json").write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
