"""What each party would send: the homes of the city as rows of their own files, still without faults."""

import datetime
import math
from dataclasses import dataclass

from shapely.geometry import Polygon

from city_homes import SUSPECT, stream

ASBESTOS_OF_CORPORATION = {"verdacht": "ja"}
SURVEY_STATE = {"verdacht": "verdacht", "deels": "deels verdacht", "nee": "niet verdacht"}
EP_HEADER = """Registratiedatum;Opnamedatum;GeldigTot;Certificaathouder;SoortOpname;Status;Berekeningstype;\
OpBasisVanReferentiegebouw;Gebouwklasse;Gebouwtype;Gebouwsubtype;SBICode;Postcode;Huisnummer;Huisletter;\
Huisnummertoevoeging;Detailaanduiding;BAGVerblijfsobjectID;BAGLigplaatsID;BAGStandplaatsID;BAGPandIDs;Projectnaam;\
Projectobject;Bouwjaar;GebruiksoppervlakteThermischeZone;Compactheid;EnergieIndex;EnergieIndexEMGForfaitair;\
Energieklasse;Energiebehoefte;Warmtebehoefte;PrimaireFossieleEnergie;PrimaireFossieleEnergieEMGForfaitair;\
AandeelHernieuwbareEnergie;AandeelHernieuwbareEnergieEMGForfaitair;BerekendeCO2Emissie;BerekendeEnergieverbruik;\
Temperatuuroverschrijding;EisEnergiebehoefte;EisPrimaireFossieleEnergie;EisAandeelHernieuwbareEnergie;\
EisTemperatuuroverschrijding""".split(";")


@dataclass
class Table:
    file: str
    header: list
    rows: list  # of lists, in the order of the header
    first_row: int = 2  # the number of the first data row, as a spreadsheet shows it

    def column(self, name):
        return self.header.index(name)

    def find(self, value, name=None):
        """The row with this value in a column (the first one: the key)."""
        at = self.column(name) if name else 0
        return next(r for r in self.rows if r[at] == value)

    def number(self, row):
        return self.first_row + next(i for i, r in enumerate(self.rows) if r is row)


def comma(number):
    return "" if number is None else f"{number:.2f}".replace(".", ",")


def of_corporation(city, name):
    return [h for h in city.homes if h.corporation == name]


def own_word(state):
    return ASBESTOS_OF_CORPORATION.get(state, state)


def ymere(city):
    header = ["Verhuureenheid", "BAG-id VBO", "Straat", "Huisnr", "Huisletter", "Toev", "Postcode", "Complex", "Bouwjaar",
              "Energielabel", "VvE", "Asbest dak", "Asbest berging", "Nultreden", "Netto huur"]  # fmt: skip
    rows = [
        [h.key, h.vbo if h.bag_in_file else "", h.street, str(h.number), h.letter, h.addition, h.postcode,
         str(2000 + h.complex), str(h.year), h.label or "" if h.own_label else "", "J" if h.vve else "N",
         own_word(h.home_roof), own_word(h.shed_roof), "J" if h.step_free else "N", comma(h.rent)]
        for h in of_corporation(city, "Ymere")
    ]  # fmt: skip
    return Table("ymere.csv", header, rows)


def goedestede(city):
    """Numbers are number cells here, the key and a numeric addition too."""
    header = ["VHE-nummer", "Postcode", "Huisnr", "Letter", "Toevoeging", "Complexnummer", "Label", "VvE",
              "Asbest dak", "Asbest berging", "Netto huur", "Bouwjaar"]  # fmt: skip
    rows = [
        [int(h.key), h.postcode, h.number, h.letter or None, int(h.addition) if h.addition.isdigit() else h.addition or None,
         300 + h.complex, h.label if h.own_label else None, "ja" if h.vve else "nee",
         own_word(h.home_roof), own_word(h.shed_roof), h.rent, h.year]
        for h in of_corporation(city, "GoedeStede")
    ]  # fmt: skip
    return Table("goedestede.xlsx", header, rows, first_row=5)


def alliantie(city):
    header = ["eenheid_id", "bag_vbo", "bag_pand", "x", "y", "complex", "bouwjaar", "vve", "netto_huur"]
    rows = [
        [h.key, h.vbo if h.bag_in_file else None, h.pand, float(h.x), float(h.y), f"C{h.complex:04}", h.year, h.vve, h.rent]
        for h in of_corporation(city, "De Alliantie")
    ]
    return Table("dealliantie.parquet", header, rows, first_row=1)


def bag(city):
    header = ["identificatie", "postcode", "huisnummer", "huisletter", "toevoeging", "openbare_ruimte_naam", "woonplaats_naam",
              "pand_identificatie", "gebruiksdoel", "status", "x", "y"]  # fmt: skip
    rng, rows = stream("bag"), []
    for h in city.homes + city.others:
        if not h.in_bag:
            continue
        status = "Verblijfsobject in gebruik"
        if not h.corporation and rng.random() < 0.01:
            status = rng.choice(("Verblijfsobject gevormd", "Verblijfsobject ingetrokken"))
        # an object that is only being formed may not have an address yet
        address = [h.postcode, str(h.number), h.letter, h.addition] if not status.endswith("gevormd") else [""] * 4
        rows.append([h.vbo, *address, h.street, "Almere", h.pand, "woonfunctie", status, str(h.x), str(h.y)])
    return Table("bag.csv", header, sorted(rows))


def day(date):
    return date.strftime("%Y%m%d")


# Each letter begins above its bound, up to that of the next, in kWh/m2 a year (Omgevingsregeling, annex IX).
EP2_ABOVE = {"A0": -30, "A++++": -20, "A+++": 0, "A++": 50, "A+": 75, "A": 105, "B": 160, "C": 190, "D": 250, "E": 290, "F": 335,
             "G": 380}  # fmt: skip
INDEX_ABOVE = {"A+++": 0.2, "A++": 0.4, "A+": 0.6, "A": 0.8, "B": 1.2, "C": 1.4, "D": 1.8, "E": 2.1, "F": 2.4, "G": 2.7}


def calculation(home, registered, label):
    """Method, energy index, EP2 and EP2 with default values for the heat network, as the register has them.

    Before 2021 there is an index and no EP2, from then on the reverse. Where there is a heat network, the letter rests on
    the number with default values.
    """
    rng = stream(f"calculation/{home.vbo}/{registered}")
    if registered.year >= 2021:
        version = 2020 if registered.year < 2023 else 2022 if registered.year < 2025 else 2023
        above = EP2_ABOVE[label]
        bounds = sorted(EP2_ABOVE.values())
        upto = 0 if above < 0 else 460 if label == "G" else bounds[bounds.index(above) + 1]
        ep2 = upto if above >= 0 and rng.random() < 0.02 else rng.uniform(above + 0.01, upto)  # on the bound is within it
        own = 0.7 * ep2 if ep2 > 0 and home.complex % 4 == 0 else None
        return f"NTA 8800:{version} (basisopname woningbouw)", "", *((comma(ep2), "") if own is None else (comma(own), comma(ep2)))
    if registered.year < 2015:
        method = "ISSO82.3, versie 3.0, oktober 2011"
    elif rng.random() < 0.3:
        method = "Rekenmethodiek Definitief Energielabel, versie 1.2, 16 september 2014"
    else:
        method = "Nader Voorschrift, versie 1.0, 1 februari 2014 met erratalijst, addendum 1 juli 2018"
    above = INDEX_ABOVE.get(label, 0.1)
    return method, comma(rng.uniform(above + 0.01, above + 0.2)) if not method.startswith("Reken") else "", "", ""


def label_row(home, opname, label, *, status="Bestaand", use="W", bag_id=True):
    """One registration; it is valid for ten years from the inspection. (The pand ids of a part only: a smaller file.)"""
    if label == "A0":
        opname = opname.replace(year=2025)
    registered = opname + datetime.timedelta(days=3 + home.number % 25)
    method, index, ep2, ep2_default = calculation(home, registered, label)
    if label == "A0" and home.number % 2:
        label = "A++++/A0"  # how the register will write it is not known yet
    cells = {
        "Registratiedatum": day(registered), "Opnamedatum": day(opname), "GeldigTot": day(opname.replace(year=opname.year + 10)),
        "SoortOpname": "Basisopname", "Status": status, "Berekeningstype": method,
        "Gebouwklasse": use, "Gebouwtype": "Appartement" if home.flat else "Rijwoning", "Postcode": home.postcode,
        "Huisnummer": str(home.number), "Huisletter": home.letter, "Huisnummertoevoeging": home.addition,
        "BAGVerblijfsobjectID": home.vbo if bag_id else "", "BAGPandIDs": home.pand if bag_id and home.number % 4 == 0 else "",
        "Bouwjaar": str(home.year), "GebruiksoppervlakteThermischeZone": comma(58 + home.number % 60 + 0.5), "EnergieIndex": index,
        "Energieklasse": label, "PrimaireFossieleEnergie": ep2, "PrimaireFossieleEnergieEMGForfaitair": ep2_default,
    }  # fmt: skip
    return [cells.get(name, "") for name in EP_HEADER]


def method_of(row):
    words = {"NTA": "NTA 8800", "Nader": "NEN 7120", "Reken": "VEL", "ISSO": "ISSO 82.3"}
    return next(method for word, method in words.items() if row[EP_HEADER.index("Berekeningstype")].startswith(word))


def energy_labels(city):
    """The register: all labels of De Alliantie, some of the others', and the kinds of rows that must not count."""
    rng, rows = stream("register"), []

    def date(first, last):
        return datetime.date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))

    mine = of_corporation(city, "De Alliantie")
    labelled = [h for h in mine if h.label]
    replaced = {h.key for h in rng.sample([h for h in labelled if h.label in ("A", "B")], 420)}
    worsened = {h.key for h in rng.sample([h for h in labelled if h.label in ("C", "D")], 15)}
    plain = [h for h in labelled if h.label in ("A", "B", "C") and h.key not in replaced | worsened]
    by_address = {h.key for h in rng.sample(plain, 40)}
    for home in labelled:
        earlier = home.key in replaced or home.key in worsened
        if earlier:
            rows.append(label_row(home, date(2012, 2019), rng.choice("CDDE") if home.key in replaced else "B"))
        opname = date(2021, 2025) if earlier else date(2017, 2025)
        rows.append(label_row(home, opname, home.label, bag_id=home.key not in by_address))
        home.label_method = method_of(rows[-1])
    for home in mine:
        if home.expired:
            opname, home.expired_label = date(2012, 2014), rng.choice("CDD")
            rows.append(label_row(home, opname, home.expired_label))
    for home in rng.sample(plain, 15):  # a permit for a renovation is not a label
        rows.append(label_row(home, datetime.date(2025, 11, rng.randint(1, 28)), "A+++", status="Vergunningsaanvraag"))
    for home in rng.sample(plain, 4):  # the shop below, registered on the home above it
        rows.append(label_row(home, datetime.date(2025, 10, rng.randint(1, 28)), "G", use="U"))
    theirs = [h for h in city.homes if h.corporation != "De Alliantie" and h.label]
    only_here = [h for h in theirs if not h.own_label]
    for k, home in enumerate(only_here + rng.sample([h for h in theirs if h.own_label], 360)):
        rows.append(label_row(home, date(2017, 2025), home.label, bag_id=k % 12 != 0))
        home.label_method = method_of(rows[-1])
    for home in rng.sample(city.others, 150):
        use = "U" if rng.random() < 0.05 else "W"
        rows.append(label_row(home, date(2017, 2025), rng.choice("AABBCCCDE"), use=use))
    rng = stream("expired registrations")
    for home in city.homes:
        if home.expired_label and not home.expired:  # once a better or a worse label, then one that has ended since
            if rng.random() < 0.2:
                rows.append(label_row(home, date(2009, 2011), rng.choice("DE")))
            rows.append(label_row(home, date(2012, 2015), home.expired_label))
    still_told = [h for h in city.homes if h.corporation == "Ymere" and h.own_label and h.label == "D" and not h.label_method]
    for home in rng.sample(still_told, 6):  # the corporation's list still has it
        rows.append(label_row(home, date(2012, 2014), "D"))
    return Table("energielabels.csv", EP_HEADER, sorted(rows), first_row=4)


def placements(city):
    header = ["VHE-nummer", "Corporatie", "Datum", "Voorrang", "Netto huur"]
    rows = [[p.key, p.corporation, p.date.strftime("%d-%m-%Y"), p.priority, comma(p.rent)] for p in city.placements]
    return Table("toewijzingen.csv", header, rows)


def turned_box(home, along, across):
    """A roof around the middle of a pand, turned with its row; right-hand rule."""
    c, s = math.cos(home.turn), math.sin(home.turn)
    corners = [(-along, -across), (along, -across), (along, across), (-along, across)]
    return Polygon([(home.middle[0] + u * c - v * s, home.middle[1] + u * s + v * c) for u, v in corners])


def home_roof(home, state):
    along, across = (26, 5) if home.flat else (2.95, 4.5)
    area = round(4 * along * across)
    return [home.pand, "woning", SURVEY_STATE.get(state, state), area, turned_box(home, along, across)]


def home_roofs(city):
    """The survey of home roofs: every pand of De Alliantie of up to 1993; a few outlines without pand id."""
    rng, rows, seen = stream("survey"), [], set()
    for home in of_corporation(city, "De Alliantie"):
        if home.home_roof != "onbekend" and home.pand not in seen:
            seen.add(home.pand)
            row = home_roof(home, home.home_roof)
            if home.home_roof == "nee" and rng.random() < 0.04:
                row[0] = None
            rows.append(row)
    return Table("asbest_woningdaken.geojson", ["pand_id", "soort", "status", "oppervlakte_m2", "geometry"], rows, first_row=1)


def shed(home, state, with_address, rng):
    """A shed stands behind its home, seven metres from the middle."""
    x = home.middle[0] + 7 * math.sin(home.turn) + rng.uniform(-0.5, 0.5)
    y = home.middle[1] - 7 * math.cos(home.turn) + rng.uniform(-0.5, 0.5)
    address = [home.postcode, home.number, home.letter or None, home.addition or None] if with_address else [None] * 4
    return ["schuur", SURVEY_STATE.get(state, state), rng.randint(5, 11), *address, round(x, 2), round(y, 2)]


def sheds(city):
    """The survey of sheds: 150 of De Alliantie by address; the others behind homes that are not social, most without address."""
    rng = stream("sheds")
    rows = [(h.buurt, True, h.shed_roof, shed(h, h.shed_roof, True, rng)) for h in city.homes if h.shed_surveyed]
    private = [h for h in city.others if not h.flat and h.year <= 1993]
    states = ["verdacht"] * 255 + ["deels"] * 15 + ["nee"] * 90 + ["niet zichtbaar"] * 35 + ["gesaneerd"] * 35
    order = sorted(private, key=lambda h: (rng.random() < 0.35, h.complex * 7919 % 101, h.vbo))  # clusters first
    fits = [h for h in order if city.polygons[h.buurt].buffer(-9).contains(Polygon(turned_box(h, 1, 1)))]
    chosen = fits[: len(states)]
    assert len(chosen) == len(states), f"only {len(chosen)} private homes with a shed"
    rng.shuffle(states)
    for k, (home, state) in enumerate(zip(chosen, states)):
        rows.append((home.buurt, False, state, shed(home, state, k % 14 == 0, rng)))
    header = ["soort", "status", "opp_m2", "postcode", "huisnummer", "huisletter", "toevoeging", "x", "y"]
    loose = [0] * len(city.buurten)
    for buurt, is_social, state, _ in rows:
        loose[buurt] += state in SUSPECT and not is_social
    return Table("asbest_schuren.shp", header, [r[3] for r in rows], first_row=1), loose


def meeting_table(places):
    return Table("ontmoetingsplekken.geojson", ["naam", "soort", "geometry"], places, first_row=1)
