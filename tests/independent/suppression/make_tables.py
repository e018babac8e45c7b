"""Draws three tables of about a hundred cells that are hard to protect, and writes them as CSV files beside it.

Each row is a unit of the finest areas: stadsdeel, wijk, buurt, year (empty where the table has none), how many count
and how many others there are. Wijken of one buurt are frequent, as in Almere, and counts are small.

    python make_tables.py
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def tree(rng, n_stadsdelen, n_wijken, n_buurten):
    """Stadsdeel and wijk of each buurt; every wijk has one at least, and most have one or two."""
    stadsdeel_of = np.sort(np.concatenate([np.arange(n_stadsdelen), rng.integers(0, n_stadsdelen, n_wijken - n_stadsdelen)]))
    weight = rng.pareto(1.2, n_wijken) + 0.2
    extra = rng.choice(n_wijken, n_buurten - n_wijken, p=weight / weight.sum())
    wijk_of = np.sort(np.concatenate([np.arange(n_wijken), extra]))
    return [(stadsdeel_of[wijk], wijk) for wijk in wijk_of]


def units(rng, places, years, mean, share):
    """Placements and urgent ones among them of each place and year."""
    for at, (stadsdeel, wijk) in enumerate(places):
        size = mean * rng.gamma(2.0, 0.5)
        urgent = rng.beta(share * 9, (1 - share) * 9)
        for year in years:
            n = rng.poisson(size) + 1
            k = rng.binomial(n, urgent)
            yield f"S{stadsdeel}", f"W{wijk:02}", f"B{at:03}", year, k, n - k


def write(name, rows):
    with (HERE / f"{name}.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["stadsdeel", "wijk", "buurt", "year", "count", "others"])
        writer.writerows(rows)


def main():
    rng = np.random.default_rng(23)
    write("tree", units(rng, tree(rng, 4, 22, 72), [""], 70, 0.28))
    wijken = tree(rng, 4, 18, 18)
    write("wijk_by_year", units(rng, wijken, [2023, 2024, 2025], 45, 0.28))
    write("one_year", units(rng, tree(rng, 4, 22, 72), [""], 22, 0.28))


if __name__ == "__main__":
    main()
