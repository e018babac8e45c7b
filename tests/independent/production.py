"""Counts the agreed projects a second time: planned homes, deliveries, printed totals, and social homes with them.

Called by `spread.py` on an internal result: follows the definitions in the key figures, and is no port of the Rust code.
"""

import csv
import math

import geopandas as gpd
import numpy as np
from segregation.singlegroup import Dissim, Entropy, Gini

STEPS = {"today": (), "firm": ("hard",), "all": ("hard", "zacht")}
STATUSES = ["te laat", "verschoven", "onbekend", "vooruit", "opgeleverd", "nog niet aan de beurt"]
KINDS = {"firm": "hard", "soft": "zacht", "exclude": "telt niet mee"}
SEGMENTS = {"social": "sociaal", "other": "anders", "unknown": "onbekend"}
STANDS = ["on_time", "ahead", "moved", "late", "not_due", "unknown", "beyond_plan"]


def rows_of(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        text = file.read()
    return list(csv.DictReader(text.splitlines(), delimiter=max(";,\t", key=text.splitlines()[0].count)))


def plain(text):
    return " ".join((text or "").split()).lower()


def whole(text):
    return int(text) if text.strip() else None


def by_word(lists, names):
    return {plain(word): names[key] for key, words in lists.items() for word in words}


class Project:
    def __init__(self, number, row, told, joins, folder):
        columns = told["columns"]
        text = lambda name: row.get(columns.get(name, ""), "")  # noqa: E731
        self.row, self.name, self.district, self.area = number, text("name"), text("district"), text("area")
        self.segment = by_word(told["segments"], SEGMENTS)[plain(text("segment"))]
        self.certainty = by_word(told["certainties"], KINDS)[plain(text("certainty"))]
        self.words = plain(text("certainty")), plain(text("segment"))
        self.counts = self.certainty in ("hard", "zacht")
        self.homes = whole(text("homes"))
        self.planned = self.years(row, told.get("planned", {}))
        self.delivered = self.years(row, told.get("delivered", {}))
        self.level, self.code = joins.get((plain(self.district), plain(self.area)), (None, None))
        self.joined = "gebied" if self.code else "niet gekoppeld"
        if not self.code and (plain(self.district), "") in joins:
            (self.level, self.code), self.joined = joins[plain(self.district), ""], "stadsdeel"

    @staticmethod
    def years(row, columns):
        """An empty year is a zero beside a filled one; without any filled one nothing is known."""
        cells = {int(year): whole(row[column]) for year, column in sorted(columns.items())}
        known = any(cell is not None for cell in cells.values())
        return {year: cell if cell is not None else 0 if known else None for year, cell in cells.items()}

    @property
    def called(self):
        return self.name or self.area or self.district or f"row {self.row}"

    @property
    def undated(self):
        return None if self.homes is None else max(0, self.homes - sum(cell or 0 for cell in self.planned.values()))

    def delivered_through(self, year):
        cells = [cell for of, cell in self.delivered.items() if of <= year]
        return None if not self.delivered or None in cells else sum(cells)

    def stands(self, ended, today):
        """Its homes one by one: the first delivered is the first that was planned. Gives (planned year, word) of each."""
        due = [year for year, homes in self.planned.items() for _ in range(homes or 0)]
        undated = [(None, "unknown")] * (self.undated or 0)
        if self.delivered_through(today) is None:
            return [(year, "unknown" if year <= ended else "not_due") for year in due] + undated
        done = [year for year, homes in self.delivered.items() if year <= today for _ in range(homes)]
        words = [
            (plan, "on_time" if year == plan else "ahead" if year < plan else "moved") for plan, year in zip(due, done)
        ]
        words += [(plan, "late" if plan <= ended else "not_due") for plan in due[len(done) :]]
        beyond = max(0, len(done) - len(due) - (self.undated or 0)) if self.homes is not None else 0
        return words + undated + [(None, "beyond_plan")] * beyond

    def status(self, stands):
        has = {word for _, word in stands}
        if "late" in has:
            return "te laat"
        if "moved" in has:
            return "verschoven"
        if "unknown" in has or self.homes is None:
            return "onbekend"
        return "vooruit" if "ahead" in has else "opgeleverd" if "on_time" in has else "nog niet aan de beurt"


def tally_of(stands):
    return {word: sum(found == word for _, found in stands) for word in STANDS}


def homes_of(projects, number):
    """Firm and soft by segment; `number` gives the homes of a project."""
    table = {"firm": dict.fromkeys(("social", "other", "unknown"), 0), "soft": dict.fromkeys(("social", "other", "unknown"), 0)}
    names = {word: key for key, word in SEGMENTS.items()}
    for project in projects:
        if project.counts:
            table["firm" if project.certainty == "hard" else "soft"][names[project.segment]] += number(project) or 0
    return {"all": sum(sum(of.values()) for of in table.values())} | table


def numbers_of(projects, years):
    mine = [project for project in projects if project.counts]
    return {
        "projects": len(mine),
        "projects_without_number": sum(project.homes is None for project in mine),
        "homes": homes_of(mine, lambda of: of.homes),
        "by_year": [{"year": year, "homes": homes_of(mine, lambda of, year=year: of.planned[year])} for year in years],
        "year_unknown": homes_of(mine, lambda of: of.undated),
    }


def holders(layers):
    """Of each level, for its areas, the code of the area above it at each coarser level."""
    buurten = layers["buurt"]
    above = {"buurt": buurten["buurtcode"], "wijk": buurten.get("wijkcode"), "stadsdeel": buurten.get("stadsdeelcode", buurten["stadsdeel"])}
    found = {}
    for fine in layers:
        for coarse in layers:
            found[fine, coarse] = dict(zip(above[fine], above[coarse]))
    return found


def evenness(frame):
    """D, H and Gini by segregation, over the areas with homes."""
    taking = {code: (k, n) for code, (k, n) in frame.items() if n > 0}
    k, n = (np.array([of[at] for of in taking.values()], float) for at in (0, 1))
    if len(taking) < 2 or k.sum() in (0, n.sum()):
        return None
    table = gpd.GeoDataFrame({"k": k, "n": n}, geometry=gpd.points_from_xy(range(len(k)), [0] * len(k)), crs="EPSG:28992")
    shares = sorted((a / b, code) for code, (a, b) in taking.items())
    highest = max(share for share, _ in shares)
    return {
        "areas": len(taking),
        "share": k.sum() / n.sum(),
        "dissimilarity": Dissim(table, "k", "n").statistic,
        "information": Entropy(table, "k", "n").statistic,
        "gini": Gini(table, "k", "n").statistic,
        "lowest": shares[0],
        "highest": next((share, code) for share, code in shares if share == highest),
    }


def change(before, after):
    """Both indices tell or none does."""
    moves = [after[name] - before[name] for name in ("dissimilarity", "information")]
    signs = {0 if abs(move) < 5e-7 else 1 if move > 0 else -1 for move in moves}
    return "mixed" if {1, -1} <= signs else "less even" if 1 in signs else "more even" if -1 in signs else "as even"


class Programme:
    """The projects of a configuration, and where they lie among the areas of `layers`: frames by level with the `code`
    of each area, those of the areas above it, `sociaal` and `sociaal_noemer`."""

    def __init__(self, config, folder, layers, day):
        self.settings, self.layers, self.above = config["production"], layers, holders(layers)
        joins = rows_of(folder / self.settings["areas"]) if "areas" in self.settings else []
        joins = {(plain(r["district"]), plain(r["area"])): (plain(r["level"]), r["code"]) for r in joins}
        rows = rows_of(folder / self.settings["path"])
        self.projects = [Project(at + 2, row, self.settings, joins, folder) for at, row in enumerate(rows)]
        self.years = sorted(int(year) for year in self.settings.get("planned", {}))
        self.today = int(day[:4])
        self.ended = self.today if day.endswith("12-31") else self.today - 1
        self.coming = {of.row: to_come(of, self.settings, self.ended, self.today) for of in self.projects}

    def place(self, project, level):
        """The area of the level in which a project lies, where that can be told."""
        if not project.code:
            return None
        order = list(self.layers)
        return None if order.index(project.level) < order.index(level) else self.above[project.level, level].get(project.code)

    def columns(self):
        """What the layers show, by level and code: null where a project may lie there that is joined to a coarser area, or
        of which something is not known."""
        found = {}
        for level, frame in self.layers.items():
            for area in frame.itertuples():
                here = [of for of in self.projects if of.counts and self.place(of, level) == area.code]
                may = [of for of in self.projects if of.counts and of.code and self.place(of, level) is None]
                may = [of for of in may if self.above[level, of.level].get(area.code) == of.code]
                found[level, area.code] = {}
                for name, certainty in (("bouw_hard", "hard"), ("bouw_zacht", "zacht")):
                    mine, perhaps = ([of for of in some if of.certainty == certainty and of.segment != "anders"] for some in (here, may))
                    unknown = any(of.homes is None or (of.segment == "onbekend" and of.homes) for of in mine)
                    unknown |= any(of.homes != 0 for of in perhaps)
                    found[level, area.code][name] = None if unknown else sum(of.homes for of in mine)
                if "sociaal" not in frame:
                    continue
                for name, step in (("sociaal_hard_pct", "firm"), ("sociaal_alle_pct", "all")):
                    mine, perhaps = ([of for of in some if of.certainty in STEPS[step]] for some in (here, may))
                    unknown = any(self.coming[of.row] != 0 for of in perhaps)
                    unknown |= any(self.coming[of.row] is None or (of.segment == "onbekend" and self.coming[of.row]) for of in mine)
                    social = int(area.sociaal) + sum(self.coming[of.row] or 0 for of in mine if of.segment == "sociaal")
                    homes = int(area.sociaal_noemer) + sum(self.coming[of.row] or 0 for of in mine)
                    found[level, area.code][name] = None if unknown or homes == 0 else (social, homes)
        return found


def check_production(told, config, folder, layers, day, result):
    """Compares the figures of the production with the projects; `result` collects the differences."""
    programme = Programme(config, folder, layers, day)
    settings, projects, place, years = programme.settings, programme.projects, programme.place, programme.years
    ended, today = programme.ended, programme.today
    counting = [project for project in projects if project.counts]
    result.same("projects not joined", told["unjoined"], [of.called for of in projects if not of.code])
    for found, of in zip(told["projects"], projects, strict=True):
        meant = [of.row, of.joined, of.level, of.code, of.segment, of.certainty, of.homes, of.undated]
        keys = ["row", "joined", "level", "code", "segment_kind", "certainty_kind", "homes", "year_unknown"]
        result.same("a project", [found[key] for key in keys], meant)
        for key, cells in (("planned", of.planned), ("delivered", of.delivered)):
            result.same(f"homes {key}", {cell["year"]: cell["homes"] for cell in found.get(key, [])}, cells)
        if of.delivered:
            stands = of.stands(ended, today)
            result.same("status of a project", [found["status"], found["stands"]], [of.status(stands), tally_of(stands)])

    result.same("planned homes", told["planned"]["total"], numbers_of(projects, years))
    for level in told["planned"]["levels"]:
        name = level["level"]
        where = {of.row: place(of, name) for of in projects}
        for area in level["areas"]:
            mine = [of for of in projects if where[of.row] == area["code"]]
            result.same("planned homes of an area", {k: v for k, v in area.items() if k not in ("code", "name")}, numbers_of(mine, years))
        result.same("areas with a project", [a["code"] for a in level["areas"]], [c for c in layers[name]["code"] if any(where[of.row] == c for of in counting)])
        result.same("planned and not placed", level["not_placed"], numbers_of([of for of in projects if not where[of.row]], years))

    if "totals" in settings:
        for found, row in zip(told["totals"], rows_of(folder / settings["totals"]), strict=True):
            certainty, segment, year = (plain(row[key]) for key in ("certainty", "segment", "year"))
            mine = [of for of in projects if (of.words[0] == certainty if certainty else of.counts) and segment in ("", of.words[1])]
            number = lambda of: of.undated if year == "onbekend" else of.planned[int(year)] if year else of.homes  # noqa: E731
            total = sum(number(of) or 0 for of in mine)
            printed = int(row["homes"])
            result.same("printed total", [found["printed"], found["sum_of_rows"], found["difference"]], [printed, total, total - printed])

    if "delivered" in settings:
        stands = {of.row: of.stands(ended, today) for of in projects}
        found = told["deliveries"]
        result.same("homes due through", found["due_through"], ended)
        of_status = [of.status(stands[of.row]) for of in counting]
        result.same("projects per status", {s["status"]: s["projects"] for s in found["projects"]}, {s: of_status.count(s) for s in STATUSES})
        every = [word for of in counting for word in stands[of.row]]
        result.same("how the homes stand", found["homes"], tally_of(every))
        for year in found["years"]:
            at = year["year"]
            result.same("a year of the programme", [year["planned"], year["delivered"], year["stands"]], [
                sum(of.planned.get(at) or 0 for of in counting), sum(of.delivered.get(at) or 0 for of in counting),
                tally_of([word for word in every if word[0] == at]),
            ])  # fmt: skip
    else:
        result.same("no deliveries", list(told["deliveries"]), ["undefined"])
    if "sociaal" in layers["buurt"]:
        check_scenarios(told["sociaal"], programme, result)
    else:
        result.same("no stock", list(told["sociaal"]), ["undefined"])
    for (level, code), columns in programme.columns().items():
        area = layers[level].set_index("code").loc[code]
        for name, meant in columns.items():
            found = None if area[name] is None or math.isnan(area[name]) else area[name]
            meant = (2000 * meant[0] + meant[1]) // (2 * meant[1]) / 10 if isinstance(meant, tuple) else meant
            result.same(f"column {name}", found, meant)


def to_come(project, settings, ended, today):
    """Homes that are not in the stock of today: not delivered, or where nothing says so, planned for later."""
    if project.homes is None:
        return None
    if "delivered" in settings:
        here = project.delivered_through(today) or 0
    else:
        here = sum(cell or 0 for year, cell in project.planned.items() if year <= ended)
    return project.homes - min(project.homes, here)


def check_scenarios(told, programme, result):
    settings, layers, place, coming = programme.settings, programme.layers, programme.place, programme.coming
    counting = [of for of in programme.projects if of.counts]
    there = sum(of.homes - coming[of.row] for of in counting if of.homes is not None)
    how = "delivered" if "delivered" in settings else "as planned"
    result.same("in the stock already", [told["in_stock"]["how"], told["in_stock"]["homes"]], [how, there])
    left_out = [of.called for of in counting if coming[of.row] != 0 and (coming[of.row] is None or of.segment == "onbekend")]
    result.same("left out", told["left_out"], left_out)

    def added(step, mine):
        adds = [of for of in mine if of.certainty in STEPS[step] and coming[of.row] is not None]
        return {key: sum(coming[of.row] for of in adds if of.segment == word) for key, word in (("social", "sociaal"), ("other", "anders"))}

    buurten = layers["buurt"]
    k, n = int(buurten["sociaal"].sum()), int(buurten["sociaal_noemer"].sum())
    for found, step in zip(told["city"], STEPS, strict=True):
        more = added(step, counting)
        social, homes = k + more["social"], n + more["social"] + more["other"]
        unknown = sum(coming[of.row] or 0 for of in counting if of.certainty in STEPS[step] and of.segment == "onbekend")
        result.same("the city in a step", [found[key] for key in ("step", "social", "homes", "added", "unknown_segment")], [step, social, homes, more, unknown])
        result.near("its share", found["share"], social / homes)
        for value, count in zip(found.get("share_between", []), (social, social + unknown)):
            result.near("its range", value, count / (homes + unknown))
    for level in told["levels"]:
        frame = layers[level["level"]]
        before = {code: (int(a), int(b)) for code, a, b in zip(frame["code"], frame["sociaal"], frame["sociaal_noemer"])}
        where = {of.row: place(of, level["level"]) for of in counting}
        first = evenness(before)
        for found, step in zip(level["steps"], STEPS, strict=True):
            placed, not_placed = ([of for of in counting if (where[of.row] is not None) == inside] for inside in (True, False))
            result.same("homes placed", [found["placed"], found["not_placed"]], [added(step, placed), added(step, not_placed)])
            after = {}
            for code, (a, b) in before.items():
                more = added(step, [of for of in placed if where[of.row] == code])
                after[code] = a + more["social"], b + more["social"] + more["other"]
            even = evenness(after)
            if even is None:
                result.same("a sentence for no number", list(found["evenness"]), ["undefined"])
                continue
            for name in ("share", "dissimilarity", "information", "gini"):
                result.near(f"{name} in a step", found["evenness"][name], even[name])
                if step != "today" and first:
                    result.near(f"change of {name}", found["change"][name], even[name] - first[name])
            for name in ("lowest", "highest"):
                result.same("the area at an end", found["evenness"][name]["code"], even[name][1])
                result.near("its share", found["evenness"][name]["share"], even[name][0])
            result.same("areas with homes", found["evenness"]["areas"], even["areas"])
            if step == "today":
                continue
            if first:
                nothing = sum(found["placed"].values()) == 0 and sum(found["not_placed"].values()) > 0
                result.same("more even or not", found["change"]["verdict"], None if nothing else change(first, even))
            result.same("areas that change", sorted(of["code"] for of in found["areas"]), sorted(code for code in before if before[code] != after[code]))
            sizes = [abs(of["share_after"] - of["share_before"]) if of["share_before"] is not None else -1 for of in found["areas"]]
            result.same("the largest change first", all(a >= b - 2e-6 for a, b in zip(sizes, sizes[1:])), True)
            for of in found["areas"]:
                result.same("an area that changes", [of["before"], of["after"]], [list(before[of["code"]]), list(after[of["code"]])])
                shares = [a / b if b else None for a, b in (before[of["code"]], after[of["code"]])]
                result.near("its share before", of["share_before"], shares[0])
                result.near("its share after", of["share_after"], shares[1])
                all_of = [sum(a for a, _ in at.values()) / sum(b for _, b in at.values()) for at in (before, after)]
                toward = None if shares[0] is None else abs(shares[1] - all_of[1]) < abs(shares[0] - all_of[0])
                if shares[0] is None or abs(abs(shares[1] - all_of[1]) - abs(shares[0] - all_of[0])) > 1e-9:
                    result.same("toward the city", of["toward_city"], toward)
