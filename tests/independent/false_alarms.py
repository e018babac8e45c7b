"""How often the rule on the norm calls a city threatened that is not: a simulation, apart from the program's own.

    python false_alarms.py

Cities have one true share over a window of three years to a day of the year. The rule is written out here from its
definition in `src/spread/outlook.rs`, with SciPy's distributions. Exit 1 when with a true share of at most the norm of 30%
more than 5% of the cities of any size, on any of the days, are called `dreigt structureel`.
"""

import sys

import numpy as np
from scipy import stats

NORM, CITIES = 0.30, 4_000
SIZES, DAYS = (30, 100, 300, 1_150), {"3 January": 3, "31 March": 90, "30 June": 181, "31 December": 365}
PREDICTED, POOLED, FEWEST, RISING, WEIGHT = 0.8, 0.05, 100, 1.645, 200


def alarms(share, size, day, rng):
    """The part of the cities that is called structural, and what it was by the rule without the pooled test."""
    part = lambda days: round(size * days / 365)  # noqa: E731
    t = np.array([size] * 3 if day == 365 else [part(365 - day), size, size, part(day)])
    whole = np.array([True] * 3 if day == 365 else [False, True, True, False])
    x = rng.binomial(t, share, size=(CITIES, len(t)))
    all_x, all_t = x.sum(axis=1), t.sum()

    to_go = 0 if day == 365 else round(size * (1 - day / 365))
    earlier = x[:, :-1].sum(axis=1) / t[:-1].sum()
    weight = min(WEIGHT, t[:-1].sum())
    a, b = 0.5 + earlier * weight + x[:, -1], 0.5 + (1 - earlier) * weight + t[-1] - x[:, -1]
    most = (30 * (t[-1] + to_go)) // 100
    need = most - x[:, -1]  # above the norm with more than so many to come
    predicted = stats.betabinom.sf(need, to_go, a, b) if to_go else (need < 0).astype(float)
    predicted = np.where(need < 0, 1.0, predicted)

    scores, p = np.arange(len(t)), all_x / all_t
    spread = (t * scores**2).sum() - (t * scores).sum() ** 2 / all_t
    with np.errstate(invalid="ignore", divide="ignore"):
        z = ((x - t * p[:, None]) * scores).sum(axis=1) / np.sqrt(p * (1 - p) * spread)
    often = (100 * x[:, whole] > 30 * t[whole]).sum(axis=1) >= 2
    before = (predicted >= PREDICTED) & (often | (z >= RISING))
    proved = (stats.binom.sf(all_x - 1, all_t, NORM) <= POOLED) & (all_t >= FEWEST)
    return (before & proved).mean(), before.mean()


def main():
    rng = np.random.default_rng(2)
    too_many = 0
    print(f"parts of {CITIES} cities called `dreigt structureel` at a norm of 30%; in brackets without the test of all years")
    for share in (0.27, 0.29, 0.30, 0.33, 0.36):
        for size in SIZES:
            found = {day: alarms(share, size, number, rng) for day, number in DAYS.items()}
            told = ", ".join(f"{day} {part:.1%} ({before:.1%})" for day, (part, before) in found.items())
            print(f"true share {share:.0%}, {size} a year: {told}")
            too_many += share <= NORM and max(part for part, _ in found.values()) > 0.05
    print("AT MOST 5%" if not too_many else f"{too_many} ABOVE 5%")
    return bool(too_many)


if __name__ == "__main__":
    sys.exit(main())
