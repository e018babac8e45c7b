"""The invented homes of the example city: complexes, addresses, labels, roofs and placements.

Only the numbers of dwellings per wijk are real (`wijken.csv`). So that no row can be taken for a real home, the
serials of the BAG ids start at nine million, far above the ones in use, and the postcodes begin with numbers that, as
far as we know, no street in Almere has.
"""

import csv
import datetime
import math
import random
import re
from collections import defaultdict
from dataclasses import dataclass, field

import shapely

SEED = "almere-voorbeeldstad-1"
SOCIAL_HOMES = 24_000
OTHER_HOMES = 6_000
QUOTA = {"Ymere": 8_800, "GoedeStede": 8_400, "De Alliantie": 6_800}
# How much each corporation is at home where; the rest is left to chance.
PRESENCE = {
    "Almere Haven": {"Ymere": 1, "GoedeStede": 5, "De Alliantie": 1},
    "Almere Stad": {"Ymere": 4, "GoedeStede": 3, "De Alliantie": 1.5},
    "Almere Buiten": {"Ymere": 2, "GoedeStede": 1, "De Alliantie": 4},
    "Almere Poort": {"Ymere": 4, "GoedeStede": 1, "De Alliantie": 3},
    "Almere Hout": {"Ymere": 3, "GoedeStede": 2, "De Alliantie": 1},
    "Almere Pampus": {"Ymere": 1, "GoedeStede": 1, "De Alliantie": 1},
}
POSTCODE_NUMBERS = {
    "Almere Haven": (1350,), "Almere Stad": (1310, 1320, 1371, 1372), "Almere Buiten": (1330, 1370),
    "Almere Poort": (1360,), "Almere Hout": (1340,), "Almere Pampus": (1369,),
}  # fmt: skip
POSTCODE_LETTERS = [a + b for a in "ABCDEGHJKLMNPRSTVWXZ" for b in "ABCDEGHJKLMNPRSTVWXZ" if a + b not in ("SA", "SD", "SS")]
NOT_RESIDENTIAL = re.compile(r"^bedrijv|park$|park |park/|^park |bos$|^bosgebied|golfbaan|^overig |hoek$|hortus", re.I)
STEMS = """Lumière Molière Curaçao Brontë Café Citroën Frédéric Zoë Ångström Hélène Müller Saône Günther Coöperatie
Wilgen Linden Esdoorn Kastanje Berken Vlier Meidoorn Rozen Tulpen Anjer Lavendel Salie Tijm Dille Venkel Kervel
Merel Vink Reiger Zwaluw Kievit Grutto Ooievaar Bever Otter Vossen Hermelijn Eekhoorn Karper Snoek Zalm Forel
Haven Werf Kade Sluis Brug Dijk Vaart Gracht Plas Polder Riet Kolk Gouw Meent Grift Wierde Mark Terp Akker Weide
Harp Viool Fluit Cello Piano Trompet Hobo Cimbaal Wals Tango Rumba Polka Menuet Sonate Fuga Rondo Opera Ballet
Maan Zon Ster Komeet Saturnus Jupiter Mercurius Lente Zomer Herfst Winter Dageraad Avond Regen Sneeuw Wolken
Molen Maal Wiek Zeil Stelling Bouw Toren Poort Zuilen Gevel Atrium Koepel Robijn Smaragd Topaas Opaal Parel Amber
Java Borneo Lombok Timor Ambon Texel Vlieland Schelling Rottum Marken Wieringen Tholen Urk Schokland Pampus
Homerus Odyssee Ilias Trojaan Sparta Athene Olympia Korinthe Delphi Columbus Tasman Barents Magelhaen Vespucci""".split()
ENDINGS = ("straat", "pad", "hof", "laan", "weg", "plein", "singel")
SUSPECT = ("verdacht", "deels")
COUNTED = {"REG": False, "URG": True, "STA": True, "UIT": True}


def stream(topic):
    """A random stream of its own per topic, so that a change in one leaves the others as they were."""
    return random.Random(f"{SEED}/{topic}")


@dataclass
class Home:
    corporation: str  # empty: not a social home
    buurt: int  # position in the list of buurten
    complex: int
    flat: bool
    year: int
    vve: bool
    pand: str
    x: int
    y: int
    middle: tuple  # of its pand, before rounding to metres
    turn: float  # direction of its row, in radians
    street: str = ""
    number: int = 0
    letter: str = ""
    addition: str = ""
    postcode: str = ""
    vbo: str = ""
    key: str = ""
    label: str | None = None
    own_label: bool = True  # false: only the label register knows it
    expired: bool = False  # the register holds only a label that has expired
    expired_label: str | None = None  # and which
    label_method: str | None = None  # of a valid label in the register: NTA 8800, NEN 7120, VEL, ISSO 82.3
    bag_in_file: bool = True  # false: the corporation's file lacks the BAG id
    in_bag: bool = True  # false: too new for bag.csv
    home_roof: str = "onbekend"  # verdacht, deels, nee, gesaneerd, niet zichtbaar, onbekend
    shed_roof: str = "onbekend"
    shed_surveyed: bool = False
    step_free: bool = False
    rent: float | None = 0.0
    near_meeting: bool = False  # a meeting place within 500 m


@dataclass
class Placement:
    key: str
    corporation: str
    buurt: int
    date: datetime.date
    priority: str
    rent: float | None


@dataclass
class City:
    buurten: list
    polygons: list
    homes: list = field(default_factory=list)
    others: list = field(default_factory=list)
    placements: list = field(default_factory=list)
    warm: list = field(default_factory=list)
    by_key: dict = field(default_factory=dict)  # homes by the corporation's key


def read_wijken(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {r["wijkcode"]: {k: int(v) for k, v in r.items() if not k.startswith("wijk")} for r in csv.DictReader(file)}


def share_out(total, weights):
    """Whole numbers in proportion to the weights that add up to the total (largest remainders)."""
    exact = [total * w / sum(weights) for w in weights]
    counts = [int(e) for e in exact]
    order = sorted(range(len(exact)), key=lambda i: (counts[i] - exact[i], i))
    for i in order[: total - sum(counts)]:
        counts[i] += 1
    return counts


def homes_weights(buurten, wijken, social, rng=None):
    """Homes go by the dwellings of the wijk, and unevenly over its residential buurten."""
    rng, weights = rng or stream(f"share-{social}"), []
    for wijk in dict.fromkeys(b.wijk for b in buurten):
        inside = [b for b in buurten if b.wijk == wijk]
        lived_in = [0.0 if NOT_RESIDENTIAL.search(b.name) else min(b.ha, 60) ** 0.6 * rng.uniform(0.15, 1.9) for b in inside]
        if not any(lived_in):
            lived_in = [1.0] * len(inside)
        facts = wijken[wijk]
        part = facts["sociaal_pct"] if social else 100 - facts["sociaal_pct"]
        weights += [w / sum(lived_in) * facts["woningen_2022"] * part for w in lived_in]
    return weights


def homes_per_buurt(buurten, wijken, social):
    """The homes to draw in each buurt."""
    rng = stream(f"share-{social}")
    weights = homes_weights(buurten, wijken, social, rng)
    counts = share_out(SOCIAL_HOMES if social else OTHER_HOMES, weights)
    if social:  # a caretaker's house in a park, two homes above a shop: numbers too small to publish
        for i, b in enumerate(buurten):
            if counts[i] == 0 and wijken[b.wijk]["sociaal_pct"] and rng.random() < 0.3:
                counts[i] = rng.randint(1, 6)
                counts[counts.index(max(counts))] -= counts[i]
    return counts


def slots(polygon, rng, wanted):
    """Places for a row or a flat in a buurt: a turned lattice, denser when there is much to place."""
    turn, middle = rng.uniform(0, math.pi), polygon.centroid
    reach = math.dist(polygon.bounds[:2], polygon.bounds[2:]) / 2 + 50
    for along, across, edge in ((66, 34, 34), (60, 22, 32), (60, 16, 30), (58, 14, 12), (30, 14, 4)):
        room = polygon.buffer(-edge)
        shapely.prepare(room)
        found = []
        for j in range(-int(reach / across), int(reach / across) + 1):
            for i in range(-int(reach / along), int(reach / along) + 1):
                u, v = i * along, j * across
                x = middle.x + u * math.cos(turn) - v * math.sin(turn)
                y = middle.y + u * math.sin(turn) + v * math.cos(turn)
                if room.contains(shapely.Point(x, y)):
                    found.append((x, y))
        if len(found) >= wanted:
            break
    assert len(found) >= wanted, "no room for the homes of a buurt"
    return turn, [found[int(k * len(found) / wanted)] for k in range(wanted)]


def blocks_of(homes, flat, rng):
    """The sizes of a complex's blocks: rows of up to nine houses, or flats of up to some forty homes."""
    blocks = []
    while homes > 0:
        size = min(homes, rng.randint(18, 42) if flat else rng.randint(5, 9))
        blocks.append(size)
        homes -= size
    return blocks


class Builder:
    """Builds complexes one after the other and hands out streets, postcodes and BAG serials."""

    def __init__(self, city):
        self.city = city
        self.rng = stream("building")
        self.left = dict(QUOTA)
        self.complexes = 0
        self.panden = 9_000_000
        self.wijken_in = defaultdict(list)
        for b in city.buurten:
            if b.wijk not in self.wijken_in[b.stadsdeel]:
                self.wijken_in[b.stadsdeel].append(b.wijk)
        self.next_letters = defaultdict(int)
        names = [stem + ending for ending in ENDINGS for stem in STEMS]
        self.streets = iter(self.rng.sample(names, len(names)))

    def pand(self):
        self.panden += self.rng.randint(1, 3)
        return f"003410{self.panden:010}"

    def postcode(self, buurt):
        choice = POSTCODE_NUMBERS[buurt.stadsdeel]
        number = choice[self.wijken_in[buurt.stadsdeel].index(buurt.wijk) % len(choice)]
        letters = POSTCODE_LETTERS[self.next_letters[number]]
        self.next_letters[number] += 1
        return f"{number}{letters}"

    def corporation(self, buurt, homes):
        weights = [PRESENCE[buurt.stadsdeel][c] * max(self.left[c], 0) for c in QUOTA]
        chosen = self.rng.choices(list(QUOTA), weights)[0]
        self.left[chosen] -= homes
        return chosen

    def buurt(self, index, social, other, years):
        """All homes of one buurt: complexes of the corporations, then homes of others."""
        rng, buurt = self.rng, self.city.buurten[index]
        plans = []
        for count, mine in ((social, True), (other, False)):
            while count > 0:
                size = min(count, rng.randint(24, 110))
                size = count if count - size < 8 else size
                corporation = self.corporation(buurt, size) if mine else ""
                # De Alliantie has more flats among its older homes
                flat = size > 14 and rng.random() < (0.78 if corporation == "De Alliantie" else 0.42)
                plans.append((corporation, flat, blocks_of(size, flat, rng)))
                count -= size
        turn, places = slots(self.city.polygons[index], rng, sum(len(p[2]) for p in plans))
        places = iter(places)
        for corporation, flat, blocks in plans:
            self.complexes += 1
            year = rng.randint(*years)
            vve = bool(corporation) and rng.random() < (0.3 if flat else 0.06)
            homes = []
            for size in blocks:
                homes += self.block(index, corporation, flat, vve, size, year, next(places), turn)
            self.address(homes, buurt)
            for home in homes:
                (self.city.homes if home.corporation else self.city.others).append(home)

    def block(self, index, corporation, flat, vve, size, year, place, turn):
        pand = self.pand() if flat else None
        homes = []
        for k in range(size):
            step = 0.0 if flat else (k - (size - 1) / 2) * 6.0
            middle = place[0] + step * math.cos(turn), place[1] + step * math.sin(turn)
            homes.append(Home(corporation, index, self.complexes, flat, year, vve, pand or self.pand(),
                              round(middle[0]), round(middle[1]), middle, turn))  # fmt: skip
        return homes

    def address(self, homes, buurt):
        """Rows are numbered by twos; some flats share a number and differ by letter, by addition, or by both."""
        rng, street = self.rng, next(self.streets)
        manner = rng.choices(("numbers", "letters", "additions", "both"), (84, 12, 3, 1))[0] if homes[0].flat else "numbers"
        number, step, left, postcode = rng.choice((1, 2)), 2, 0, ""
        per_number = {"numbers": 1, "letters": 5, "additions": 6, "both": 8}[manner]
        for k, home in enumerate(homes):
            squeezed_in = k and manner == "numbers" and not homes[k - 1].letter and rng.random() < 0.01
            if k and k % per_number == 0 and not squeezed_in:
                number += step
            if left == 0 and k % per_number == 0 and not squeezed_in:
                postcode, left = self.postcode(buurt), 28
            left = max(left - 1, 0)
            place = k % per_number
            if squeezed_in:  # a house of later date between 12 and 14: 12A
                home.letter = "A"
            elif manner == "letters" and place:
                home.letter = "ABCD"[place - 1]
            elif manner == "additions":
                home.addition = str(place + 1)
            elif manner == "both":
                home.letter, home.addition = "AB"[place // 4], ("I", "II", "III", "IV")[place % 4]
            home.street, home.number, home.postcode = street, number, postcode


def give_ids(city):
    """BAG ids of the homes in a shuffled order; keys of the corporations in order of complex."""
    rng, everyone = stream("ids"), city.homes + city.others
    for home, serial in zip(everyone, rng.sample(range(9_000_000, 9_000_000 + 3 * len(everyone)), len(everyone))):
        home.vbo = f"003401{serial:010}"
    starts = {"Ymere": 4_010_000, "GoedeStede": 200_000, "De Alliantie": 61_000}
    for home in city.homes:
        starts[home.corporation] += rng.randint(1, 3)
        number = starts[home.corporation]
        home.key = f"DA-{number:06}" if home.corporation == "De Alliantie" else str(number)


def by_complex(homes):
    groups = defaultdict(list)
    for home in homes:
        groups[home.complex].append(home)
    return groups


def give_labels(city):
    """New homes have good labels; some old complexes were never improved and hold the D, E, F and G."""
    rng = stream("labels")
    for home in city.homes:
        if home.year >= 2015:
            home.label = rng.choices(("A++++", "A+++", "A++", "A+", "A"), (1, 3, 4, 4, 2))[0]
        elif home.year >= 2000:
            home.label = rng.choices(("A+", "A", "B"), (1, 6, 2))[0]
        elif home.year >= 1990:
            home.label = rng.choices(("A", "B", "C"), (4, 4, 2))[0]
        else:
            home.label = rng.choices(("A+", "A", "B", "C"), (1, 4, 4, 4))[0]
    old = [c for c in by_complex(city.homes).values() if c[0].year <= 1990]
    rng.shuffle(old)
    wanted = {True: 122, False: 381}
    worse = 46
    for homes in old:
        vve = homes[0].vve
        if wanted[vve] <= 0:
            continue
        poor = rng.sample(homes, min(int(len(homes) * rng.uniform(0.06, 0.28)), wanted[vve]))
        for home in poor:
            home.label = "D"
        wanted[vve] -= len(poor)
        rest = [h for h in homes if h.label != "D"]
        for home in rng.sample(rest, min(worse, rng.randint(0, 3), len(rest))):
            home.label = rng.choices("EFG", (6, 3, 1))[0]
            worse -= 1
    good = [h for h in city.homes if h.label in ("A", "B", "C")]
    for home in rng.sample(good, 340):
        home.label = None
    alliantie = [h for h in good if h.corporation == "De Alliantie" and h.label]
    lost = rng.sample(alliantie, 72)
    for home in lost[:60]:  # no BAG id and no address in its file: nothing leads to its label
        home.bag_in_file, home.label = False, None
    for home in lost[60:]:
        home.expired, home.label = True, None
    own = [h for h in good if h.corporation != "De Alliantie" and h.label]
    for home in rng.sample(own, 60):  # the corporation does not know it, the register does
        home.own_label = False


def give_newest_labels(city):
    """A few of the best homes have the label beside A++++: A0. (In earnest it exists from 29 May 2026 on.)"""
    rng = stream("A0")
    for corporation, wanted in (("De Alliantie", 5), ("Ymere", 3), ("GoedeStede", 1)):
        for home in rng.sample([h for h in city.homes if h.corporation == corporation and h.label == "A++++"], wanted):
            home.label = "A0"


def let_labels_expire(city):
    """Of some old homes without a label the register still holds an old one: mostly a D."""
    rng = stream("expired")
    unlabelled = [h for h in city.homes if h.label is None and h.year <= 1990 and h.bag_in_file and not h.expired]
    for k, home in enumerate(rng.sample(unlabelled, 32)):
        home.expired_label = "D" if k < 26 else "CE"[k % 2]


def suspect(homes, wanted, rng, roof):
    """Marks clusters: most houses of a row complex, complex after complex, until there are enough."""
    groups = list(by_complex(homes).values())
    rng.shuffle(groups)
    for group in groups:
        chosen = rng.sample(group, min(wanted, math.ceil(len(group) * rng.uniform(0.3, 0.8))))
        for home in chosen:
            setattr(home, roof, "verdacht" if rng.random() < 0.93 else "deels")
        wanted -= len(chosen)
        if wanted == 0:
            return
    raise AssertionError("too few old rows for the roofs")


def give_roofs(city):
    """The state of the roofs as the files will tell it. De Alliantie knows only what the survey saw: homes up to 1993."""
    rng = stream("roofs")
    other = ("nee", "niet zichtbaar", "gesaneerd", "onbekend")
    for home in city.homes:
        surveyed, old = home.corporation == "De Alliantie", home.year <= 1993
        if old and (not surveyed or not home.flat):
            home.home_roof = rng.choices(other[:3] if surveyed else other, (90, 4, 4) if surveyed else (90, 4, 4, 2))[0]
        elif not surveyed or old:
            home.home_roof = "nee"
        if not surveyed:
            home.shed_roof = rng.choices(other, (85, 6, 6, 3))[0] if old and not home.flat else "nee"
    rows = [h for h in city.homes if not h.flat and h.year <= 1992 and h.bag_in_file]
    both = rng.sample([h for h in rows if h.label == "D"], 25)
    for home in both[:10]:
        home.home_roof = "verdacht"
    for home in both[8:]:
        home.shed_roof = "verdacht"
    for corporation, homes_wanted, sheds_wanted in (("Ymere", 45, 430), ("GoedeStede", 30, 220), ("De Alliantie", 28, 80)):
        mine = [h for h in rows if h.corporation == corporation]
        for roof, wanted in (("home_roof", homes_wanted), ("shed_roof", sheds_wanted)):
            have = sum(getattr(h, roof) in SUSPECT for h in mine)
            suspect([h for h in mine if h.label != "D"], wanted - have, rng, roof)
    mine = [h for h in rows if h.corporation == "De Alliantie"]
    for home in rng.sample([h for h in mine if h.shed_roof == "onbekend" and h.label != "D"], 70):
        home.shed_roof = rng.choices(other[:3], (6, 2, 2))[0]
    for home in mine:
        home.shed_surveyed = home.shed_roof != "onbekend"


def give_the_rest(city):
    """Rents, step-free homes, missing BAG ids and homes that the BAG does not have yet."""
    rng = stream("rest")
    for homes in by_complex(city.homes).values():
        base, lift = rng.gauss(640, 45) + max(homes[0].year - 1995, 0) * 2, rng.random() < 0.7
        for home in homes:
            home.rent = round(min(max(rng.gauss(base, 25), 452), 898), 2)
            home.step_free = lift if home.flat else rng.random() < 0.03
    ymere = [h for h in city.homes if h.corporation == "Ymere"]
    for home in rng.sample(ymere, 110):
        home.bag_in_file = False
    new = [h for h in city.homes if h.corporation == "GoedeStede" and h.year >= 2008 and h.own_label]
    for home in rng.sample(new, 8):
        home.in_bag = False


def warm_spot(city, start, size):
    """Adjacent buurten with many homes, from one outwards."""
    many = {i for i, n in enumerate(count_by(city.homes, len(city.buurten))) if n >= 80}
    spot = [next(i for i, b in enumerate(city.buurten) if b.name == start)]
    for here in spot:
        for there in sorted(many - set(spot)):
            if len(spot) < size and city.polygons[here].intersection(city.polygons[there]).length > 1:
                spot.append(there)
    return sorted(spot)


def count_by(items, length):
    counts = [0] * length
    for item in items:
        counts[item.buurt] += 1
    return counts


def working_day(year, rng):
    while True:
        day = datetime.date(year, 1, 1) + datetime.timedelta(days=rng.randrange(365))
        if day.weekday() < 5:
            return day


def give_placements(city, reference):
    """Three years of lettings: 28% urgent, slowly rising, mildly uneven, and warmer in one corner of the city."""
    rng = stream("placements")
    city.warm = warm_spot(city, "Kruidenwijk Midden-oost", 11)
    known = [h for h in city.homes if h.in_bag]
    mild = [rng.gauss(0, 0.15) for _ in city.buurten]
    rate = {2023: 0.262, 2024: 0.272, 2025: 0.284}
    for year in sorted(rate):
        homes = rng.sample(known, 1_200 + rng.randint(-15, 15) + 36)
        warm = [h for h in homes if h.buurt in city.warm]
        cool = [h for h in homes if h.buurt not in city.warm]
        for group, share in ((warm, 0.37 + rate[year] - rate[2024]), (cool, rate[year])):
            order = sorted(group, key=lambda h: rng.random() * math.exp(-mild[h.buurt]))
            swaps = round(len(order) * 36 / len(homes))
            urgent = round((len(order) - swaps) * share)
            for k, home in enumerate(order):
                if k < urgent:
                    priority = rng.choices(("URG", "STA", "UIT"), (45, 35, 20))[0]
                else:
                    priority = "WONINGRUIL" if k >= len(order) - swaps else "REG"
                rent = round(home.rent * rng.uniform(0.97, 1.02), 2)
                day = working_day(year, rng)
                assert day <= reference
                city.placements.append(Placement(home.key, home.corporation, home.buurt, day, priority, rent))
    city.placements.sort(key=lambda p: (p.date, p.key))


def build_city(buurten, polygons, wijken, reference):
    city = City(buurten, polygons)
    social, other = homes_per_buurt(buurten, wijken, True), homes_per_buurt(buurten, wijken, False)
    builder = Builder(city)
    for index, buurt in enumerate(buurten):
        facts = wijken[buurt.wijk]
        builder.buurt(index, social[index], other[index], (facts["bouwjaar_van"], facts["bouwjaar_tot"]))
    give_ids(city)
    give_labels(city)
    give_roofs(city)
    give_the_rest(city)
    give_placements(city, reference)
    give_newest_labels(city)
    let_labels_expire(city)
    return city
