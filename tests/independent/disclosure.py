"""What a public result shows of persons, worked out a second time.

The rule is applied to the true counts; what the result hides is read from its long table, and then attacked: for
every count that may not be known, HiGHS finds the least and the most that it can be, given everything that is shown.
"""

import csv
from collections import defaultdict

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

LEVELS = ["stad", "stadsdeel", "wijk", "buurt"]


def personal(config):
    """The indicators about persons, in the order of the catalogue."""
    own = config.get("indicator", [])
    ids = [] if "urgent" in config.get("leave_out", []) else ["urgent"]
    return ids + [told["id"] for told in own if told.get("personal", told["of"] == "placements")]


def depth(config, name, default):
    """The number of levels, the city being the first, that have years or corporations."""
    return 1 + LEVELS.index(config.get("disclosure", {}).get(name, default).replace("city", "stad"))


def needs(k, n, t):
    """The least and the most that must stay possible; None of a safe count."""
    others, found = n - k, []
    if n == 0:
        return None
    if 1 <= k < t:
        found.append((1, min(t - 1, n)))
    if others == 0:
        found.append((max(0, n - t + 1), n))
    elif others < t:
        found.append((max(0, n - t + 1), n - 1))
    if not found:
        return None
    least, most = min(a for a, _ in found), max(b for _, b in found)
    return (least, most) if least < most else (max(0, least - 1), max(1, most))


def hidden_keys(path, name):
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"] == name]
    return {
        (row["niveau"], row["code"], row["corporatie"], name, row["jaar"])
        for row in rows
        if row["status"] == "onderdrukt"
    }


class Table:
    """The cells of the indicator that goes by area: what is shown, what is hidden, and what adds up to what."""

    def __init__(self, config, city, numbers, name, path):
        self.t = config.get("disclosure", {}).get("threshold", 5)
        self.hidden = hidden_keys(path, name)
        self.cells = {key: value for key, value in numbers.items() if key[3] == name and key[0] in LEVELS}
        years, owners = depth(config, "years_to", "wijk"), depth(config, "corporations_to", "city")
        published = lambda key: LEVELS.index(key[0]) < (years if key[4] else owners if key[2] else 4)
        self.published = {key for key in self.cells if published(key)}
        self.parent = {("buurt", row.buurt): ("wijk", row.wijk) for row in city.itertuples()}
        self.parent |= {("wijk", row.wijk): ("stadsdeel", row.stadsdeel) for row in city.itertuples()}
        self.parent |= {("stadsdeel", row.stadsdeel): ("stad", "") for row in city.itertuples()}

    def sums(self):
        """Pairs of a whole and its parts: areas, years, corporations (with a part of none, where there is one)."""
        areas, years, owners = defaultdict(list), defaultdict(list), defaultdict(list)
        for key in self.cells:
            level, code, owner, name, year = key
            if (level, code) in self.parent:
                areas[(*self.parent[level, code], owner, name, year)].append(key)
            if year:
                years[level, code, owner, name, ""].append(key)
            if owner:
                owners[level, code, "", name, year].append(key)
        for whole, parts in list(owners.items()):
            rest = tuple(self.cells[whole][at] - sum(self.cells[part][at] for part in parts) for at in (0, 1))
            if rest[1] > 0:
                key = (*whole[:2], "(none)", *whole[3:])
                self.cells[key] = (*rest, 0)
                parts.append(key)
        return [pair for found in (areas, years, owners) for pair in found.items()]

    def narrow(self):
        """The counts of which fewer stay possible than the rule promises, with what an attacker finds."""
        sums = self.sums()
        keys = [key for key, (_, n, _) in self.cells.items() if n > 0]
        at = {key: place for place, key in enumerate(keys)}
        shown = [key in self.published and key not in self.hidden for key in keys]
        counts = [self.cells[key][:2] for key in keys]
        bounds = [(k, k) if is_shown else (0, n) for (k, n), is_shown in zip(counts, shown)]
        entries = [
            (row, at[key], sign)
            for row, (whole, parts) in enumerate(sums)
            for key, sign in [(whole, -1.0), *((part, 1.0) for part in parts)]
            if key in at
        ]
        rows, columns, signs = zip(*entries)
        equal = coo_array((signs, (rows, columns)), shape=(len(sums), len(keys))).tocsr()
        found = []
        for place, (k, n) in enumerate(counts):
            promised = needs(k, n, self.t)
            if promised is None:
                continue
            ends = []
            for sign in (1.0, -1.0):
                cost = np.zeros(len(keys))
                cost[place] = sign
                solved = linprog(cost, A_eq=equal, b_eq=np.zeros(len(sums)), bounds=bounds, method="highs")
                assert solved.status == 0, solved.message
                ends.append(sign * solved.fun)
            if ends[0] > promised[0] + 1e-6 or ends[1] < promised[1] - 1e-6:
                found.append((keys[place], ends, promised))
        return found

    def stand_in(self):
        """By level and code the count over the window that stands in for what is hidden: what is shown, and a rest
        dealt among hidden areas by what each can hold, by the largest remainder."""
        window = {key[:2]: key for key in self.cells if not key[2] and not key[4]}
        value = lambda place: self.cells[window[place]] if place in window else (0, 0, 0)
        is_shown = lambda place: place not in window or window[place] not in self.hidden
        children = defaultdict(list)
        for child, holder in sorted(self.parent.items()):
            children[holder].append(child)
        ends = {}
        for level in reversed(LEVELS):
            for place in [("stad", "")] if level == "stad" else [p for p in self.parent if p[0] == level]:
                k, n, _ = value(place)
                within = [ends[child] for child in children[place]]
                if is_shown(place):
                    ends[place] = (k, k)
                elif within:
                    ends[place] = tuple(min(n, sum(end[at] for end in within)) for at in (0, 1))
                else:
                    ends[place] = (0, n)
        found = {("stad", ""): value(("stad", ""))[0]}
        for level in LEVELS[:-1]:
            for place in [place for place in list(found) if place[0] == level]:
                least, room = ([ends[child][0] for child in children[place]], [ends[child][1] - ends[child][0] for child in children[place]])
                rest, whole = found[place] - sum(least), sum(room)
                parts = [rest * of // whole if whole else 0 for of in room]
                order = sorted(range(len(room)), key=lambda at: -(rest * room[at] % whole) if whole else 0)
                for extra in order[: rest - sum(parts)]:
                    parts[extra] += 1
                found |= {child: a + b for child, a, b in zip(children[place], least, parts)}
        return found


def public(config, city, numbers, path):
    """The numbers that a public result shows (a hidden count is None), the ids with areas and those without, and the
    table of the one that goes by area."""
    t = config.get("disclosure", {}).get("threshold", 5)
    ids = personal(config)
    first = config.get("disclosure", {}).get("by_area", ids[0] if ids else None)
    total = lambda name: numbers.get(("stad", "", "", name, ""), (0, 0, 0))
    withheld = {name for name in ids if needs(*total(name)[:2], t)}
    table = Table(config, city, numbers, first, path) if first and first not in withheld else None
    shown = {}
    for key, (k, n, u) in numbers.items():
        name = key[3]
        if name not in ids:
            shown[key] = (k, n, u)
        elif name == first and table and key in table.published:
            shown[key] = (None if key in table.hidden else k, n, u)
        elif name not in withheld and key == ("stad", "", "", name, ""):
            shown[key] = (k, n, u)
    return shown, withheld, {name for name in ids if name != first}, table


def check(result, table):
    """Every unsafe count that could be published is hidden, and no count can be computed further than the rule."""
    for key in sorted(table.published):
        k, n, _ = table.cells[key]
        if needs(k, n, table.t):
            result.holds(f"{key} is hidden", key in table.hidden)
    result.holds("the city is shown", all(key[0] != "stad" or key[2] or key[4] for key in table.hidden))
    narrow = table.narrow()
    result.same("counts that an attacker narrows", [str(of) for of in narrow], [])
    print(f"    {len(table.hidden)} of {len(table.published)} hidden")
