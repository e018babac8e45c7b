"""The planted faults: each one small, each one in a row of its own, and each one written down."""

from collections import Counter

from city_homes import count_by, stream
from city_tables import home_roof, shed


class Faults:
    def __init__(self, city, tables):
        self.city, self.tables, self.found = city, {t.file: t for t in tables}, []
        self.lost, self.lost_lettings = [], []  # homes that cannot be placed; key and date of placements that fall away
        counts, let = count_by(city.homes, len(city.buurten)), {p.key for p in city.placements}
        by_complex = Counter(h.complex for h in city.homes)
        plain = [
            h for h in city.homes
            if h.label in ("A", "B", "C") and h.own_label and h.bag_in_file and h.in_bag and not h.vve
            and h.home_roof == h.shed_roof == "nee" and h.key not in let and counts[h.buurt] > 100 and by_complex[h.complex] > 20
        ]  # fmt: skip
        self.rng = stream("faults")
        self.rng.shuffle(plain)
        # De Alliantie's shed states come from the survey: its plain homes are picked apart
        apart = [h for h in city.homes if h.corporation == "De Alliantie" and h.bag_in_file and h.label in ("A", "B", "C")
                 and h.home_roof == h.shed_roof == "onbekend" and h.key not in let and counts[h.buurt] > 100]  # fmt: skip
        self.plain = {c: iter([h for h in plain if h.corporation == c]) for c in ("Ymere", "GoedeStede")}
        self.plain["De Alliantie"] = iter(self.rng.sample(apart, 5))

    def note(self, kind, file, row, column, value, original, expect, home=None):
        buurt = self.city.buurten[home.buurt].code if home else None
        if expect.startswith("not placed"):
            self.lost.append(home)
        self.found.append({"kind": kind, "file": file, "_row": row, "column": column, "value": value,
                           "original": original, "expect": expect, "buurt": buurt})  # fmt: skip

    def change(self, kind, file, home, column, value, expect):
        """Puts a value in one cell of the home's row."""
        table = self.tables[file]
        row = table.find(int(home.key) if file.endswith("xlsx") else home.key)
        at = table.column(column)
        original, row[at] = row[at], value
        self.note(kind, file, row, column, value, original, expect, home)
        return row

    def numbered(self):
        """The list with row numbers, after everything that moves rows is done."""
        for fault in self.found:
            fault["row"] = self.tables[fault["file"]].number(fault.pop("_row"))
        return sorted(self.found, key=lambda f: (f["file"], f["row"]))


def in_ymere(f):
    file, table = "ymere.csv", f.tables["ymere.csv"]
    home = next(f.plain["Ymere"])
    spaced = f"{home.postcode[:4]} {home.postcode[4:].lower()}"
    f.change("postcode_spaced", file, home, "Postcode", spaced, "repaired")
    home = next(f.plain["Ymere"])
    f.change("bag_id_lost_zeros", file, home, "BAG-id VBO", home.vbo.lstrip("0"), "repaired")
    home = next(f.plain["Ymere"])
    elsewhere = next(h for h in f.city.others if f.city.buurten[h.buurt].stadsdeel == "Almere Buiten" and not h.letter + h.addition
                     and f.city.buurten[home.buurt].stadsdeel != "Almere Buiten" and h.year < 1995)  # fmt: skip
    row = f.change("keys_disagree", file, home, "Postcode", elsewhere.postcode,
                   f"the BAG id says {f.city.buurten[home.buurt].code}, the address {f.city.buurten[elsewhere.buurt].code}")  # fmt: skip
    for column, value in (("Straat", elsewhere.street), ("Huisnr", str(elsewhere.number)), ("Huisletter", ""), ("Toev", "")):
        row[table.column(column)] = value
    home = next(f.plain["Ymere"])
    row = table.find(home.key)
    copy = list(row)
    table.rows.insert(table.rows.index(row) + 1, copy)
    f.note("duplicate_row", file, copy, None, home.key, None, "one of the two rows is set aside", home)


def in_goedestede(f):
    file, table = "goedestede.xlsx", f.tables["goedestede.xlsx"]
    f.change("label_unknown_word", file, next(f.plain["GoedeStede"]), "Label", "H", "the label is unknown")
    home = next(f.plain["GoedeStede"])
    f.change("postcode_nbsp", file, home, "Postcode", f"{home.postcode[:4]}\u00a0{home.postcode[4:]}", "repaired")
    home = next(f.plain["GoedeStede"])
    row = f.change("no_key_at_all", file, home, "Postcode", None, "not placed: no address, no BAG id, no x and y")
    for column in ("Huisnr", "Letter", "Toevoeging"):
        row[table.column(column)] = None
    f.change("address_not_in_bag", file, next(f.plain["GoedeStede"]), "Huisnr", 9999, "not placed: the BAG has no such address")
    for home in f.city.homes:
        if not home.in_bag:
            f.note("new_home_not_in_bag", file, table.find(int(home.key)), "Postcode", home.postcode, None,
                   "not placed: bag.csv does not have this home yet", home)  # fmt: skip
    rent = table.column("Netto huur")
    total = ["Totaal"] + [None] * (len(table.header) - 1)
    total[rent] = round(sum(r[rent] for r in table.rows), 2)
    table.rows.append(total)
    f.note("total_row", file, total, "VHE-nummer", "Totaal", None, "set aside: its rent is the sum of the column")


def in_alliantie(f):
    file, table = "dealliantie.parquet", f.tables["dealliantie.parquet"]
    home = next(f.plain["De Alliantie"])
    row = f.change("no_key_at_all", file, home, "bag_vbo", None, "not placed: no address, no BAG id, no x and y")
    for column in ("bag_pand", "x", "y"):
        row[table.column(column)] = None
    home = next(f.plain["De Alliantie"])
    row = f.change("outside_the_city", file, home, "x", 160512.0, "not placed: x and y lie in Lelystad")
    for column, value in (("y", 500240.0), ("bag_vbo", None), ("bag_pand", None)):
        row[table.column(column)] = value


def in_placements(f):
    file, table = "toewijzingen.csv", f.tables["toewijzingen.csv"]
    homes = {h.key: h for h in f.city.homes}
    march = [r for r in table.rows if r[2].endswith("-03-2025") and r[3] == "REG"]
    first, second = f.rng.sample(march, 2)
    f.lost_lettings = [(row[0], row[2]) for row in (first, second)]
    f.note("impossible_date", file, first, "Datum", "31-02-2025", first[2], "the row is rejected", homes[first[0]])
    first[2] = "31-02-2025"
    f.note("unknown_home", file, second, "VHE-nummer", "9999999", second[0], "not counted: no file has this home", homes[second[0]])
    second[0] = "9999999"


def in_survey(f):
    """Three homes of which Ymere says one thing and the survey another."""
    old_rows = (h for h in f.plain["Ymere"] if not h.flat and h.year <= 1992)
    for _ in range(2):
        home, table = next(old_rows), f.tables["asbest_schuren.shp"]
        row = shed(home, "verdacht", True, f.rng)
        table.rows.insert(f.rng.randrange(len(table.rows)), row)
        f.note("survey_contradicts", table.file, row, "status", "verdacht", None, f"ymere.csv says nee for {home.key}", home)
    home, table = next(old_rows), f.tables["asbest_woningdaken.geojson"]
    row = home_roof(home, "verdacht")
    table.rows.insert(f.rng.randrange(len(table.rows)), row)
    f.note("survey_contradicts", table.file, row, "status", "verdacht", None, f"ymere.csv says nee for {home.key}", home)


def plant(city, tables):
    faults = Faults(city, tables)
    for place in (in_ymere, in_goedestede, in_alliantie, in_placements, in_survey):
        place(faults)
    return faults


