"""The rents at which homes were let: by the year's bounds, in a stream of their own.

The rent in a corporation's file is that of the sitting tenant. At a new letting it is set anew: often on one of the two
bounds of the housing benefit (*aftoppingsgrenzen*), in dearer and newer homes above the second, more so every year. Of
a few lettings the list has no rent, so that the home's counts, and of a very few homes nobody has one.
"""

from city_homes import COUNTED, stream

# First and second aftoppingsgrens and the bound of the social sector, in euros a month.
BOUNDS = {2023: (647.19, 693.60, 808.06), 2024: (650.43, 697.07, 879.66), 2025: (682.96, 731.93, 900.07)}
WITHIN = {2023: 0.784, 2024: 0.758, 2025: 0.714}  # the part up to the second bound
FROM_HOME, WITHOUT = 30, 6


def give_asking_rents(city):
    rng = stream("asking rents")
    homes = {h.key: h for h in city.homes}
    for year, bounds in BOUNDS.items():
        let = [p for p in city.placements if p.date.year == year and p.priority in COUNTED]
        score = {id(p): homes[p.key].rent + 4 * max(homes[p.key].year - 1998, 0) + rng.gauss(0, 45) for p in let}
        let.sort(key=lambda p: (score[id(p)], p.key))
        affordable = round(WITHIN[year] * len(let))
        for k, placement in enumerate(let):
            placement.rent = asking_rent(placement.rent, bounds, k < affordable, rng)
    counted = [p for p in city.placements if p.priority in COUNTED]
    chosen = rng.sample(counted, FROM_HOME)
    for placement in chosen:
        placement.rent = None
    # GoedeStede's list ends with the sum of all rents: its homes keep theirs.
    others = [p for p in chosen if p.corporation != "GoedeStede"]
    for placement in others[:WITHOUT]:
        homes[placement.key].rent = None


def asking_rent(rent, bounds, affordable, rng):
    first, second, social = bounds
    if not affordable:
        return round(second + 1.5 + (social - second - 1.5) * rng.random() ** 1.6, 2)
    kind = rng.random()
    if kind < 0.10:
        return second  # on the bound is within it
    if kind < 0.25:
        return first
    return rent if rent <= second else round(rng.uniform(first, second), 2)


def is_affordable(placement, homes):
    """Up to the second bound of its year by its own rent, else by that of the home; None where neither is there."""
    rent = placement.rent if placement.rent is not None else homes[placement.key].rent
    return None if rent is None else rent <= BOUNDS[placement.date.year][1]
