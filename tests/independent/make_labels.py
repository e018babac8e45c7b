"""Writes a register of energy labels in the layout and of the size of EP-online's total file (v4).

    python make_labels.py BAG_CSV OUT [--rows 6000000] [--seed 1]

BAG_CSV is `bag.csv` of the example city: its homes get labels among those of the rest of the country, so that the file
can stand in for `energielabels.csv` in the example's configuration. Same arguments, same bytes. Nothing in it is real.
Planted: what the real file is known to hold (labels of utility buildings, permit applications without an address, rows
with an address only, composite house numbers, ids without their zeros) and, rarely, cells and rows that are wrong.
`count_labels.py` counts what the program should find in it.
"""

import argparse
import csv
import random
from pathlib import Path

HEADER = (
    "Registratiedatum;Opnamedatum;GeldigTot;Certificaathouder;SoortOpname;Status;Berekeningstype;"
    "OpBasisVanReferentiegebouw;Gebouwklasse;Gebouwtype;Gebouwsubtype;SBICode;Postcode;Huisnummer;Huisletter;"
    "Huisnummertoevoeging;Detailaanduiding;BAGVerblijfsobjectID;BAGLigplaatsID;BAGStandplaatsID;BAGPandIDs;Projectnaam;"
    "Projectobject;Bouwjaar;GebruiksoppervlakteThermischeZone;Compactheid;EnergieIndex;EnergieIndexEMGForfaitair;"
    "Energieklasse;Energiebehoefte;Warmtebehoefte;PrimaireFossieleEnergie;PrimaireFossieleEnergieEMGForfaitair;"
    "AandeelHernieuwbareEnergie;AandeelHernieuwbareEnergieEMGForfaitair;BerekendeCO2Emissie;BerekendeEnergieverbruik;"
    "Temperatuuroverschrijding;EisEnergiebehoefte;EisPrimaireFossieleEnergie;EisAandeelHernieuwbareEnergie;"
    "EisTemperatuuroverschrijding"
)
LABELS = ["A++++", "A+++", "A++", "A+", "A", "A", "B", "B", "C", "C", "C", "D", "D", "E", "F", "G"]
TYPES = ["Appartement", "Rijwoning tussen", "Rijwoning hoek", "Twee-onder-een-kap / rijwoning hoek", "Vrijstaande woning"]
METHODS = ["NTA 8800:2024 (basisopname woningbouw)", "NTA 8800:2020 (detailopname woningbouw)", "Nader Voorschrift, versie 1.0"]
LETTERS = "ABCDEFGHJKLMNPRTVWXZ"  # no S: SA, SD and SS are no postcodes
HOLDERS = ["Energieadvies België", "Labelbureau Noord", "Opname & Zn.", "Adviesbureau De Linde"]


def day(bits, first, years):
    """A day as EP-online writes it."""
    return f"{first + bits % years}{1 + bits // 64 % 12:02}{1 + bits // 1024 % 28:02}"


def elsewhere(bits, at):
    """Keys of a home of another municipality: postcode, number, letter, addition, id, pand ids."""
    municipality = 35 + bits % 1900
    number = 1 + bits // 8 % 400
    postcode = f"{1000 + bits // 512 % 8999}{LETTERS[bits % 20]}{LETTERS[bits // 32 % 20]}"
    letter = LETTERS[bits // 128 % 20] if bits % 16 == 0 else ""
    addition = str(1 + bits // 256 % 9) if bits % 32 == 1 else ""
    serial = 1 + at
    return postcode, str(number), letter, addition, f"{municipality:04}01{serial:010}", f"{municipality:04}10{serial:010}"


def own(home):
    return (
        home["postcode"],
        home["huisnummer"],
        home["huisletter"],
        home["toevoeging"],
        home["identificatie"],
        home["pand_identificatie"],
    )


def row(rng, at, home, line_end):
    """One registration, as the text of its record."""
    bits, odd = rng.getrandbits(62), rng.getrandbits(40)
    postcode, number, letter, addition, vbo, pand = own(home) if home else elsewhere(bits, at)
    surveyed = day(bits // 4096, 2014, 12)
    registered, until = surveyed[:6] + "28", f"{int(surveyed[:4]) + 10}{surveyed[4:]}"
    label, kind, status, name = LABELS[bits // 7 % 16], "W", "Bestaand", ""
    holder = HOLDERS[bits // 11 % 4]
    # One fault or speciality a row at most, each as often as the comment says.
    match odd % 10_000:
        case n if n < 300:  # 3%: another building
            kind = "U"
        case n if n < 500:  # 2%: a permit application, which has no address yet
            status, postcode, number, letter, addition, vbo, pand = "Vergunningsaanvraag", "", "", "", "", "", ""
            name = f"Nieuwbouw fase {at % 90}"
        case n if n < 700:  # 2%: an address and no id
            vbo = ""
        case n if n < 850:  # 1.5%: letter and addition behind the number
            number, letter, addition = f"{number}{letter}{'-' if addition else ''}{addition}", "", ""
        case n if n < 950:  # 1%: zeros of the id are lost
            vbo = vbo.lstrip("0")
        case n if n < 1000:  # 0.5%: several buildings
            pand = f"{pand},{pand[:-1]}{(int(pand[-1]) + 1) % 10}"
        case n if n < 1040:  # 0.4%: a project with a delimiter, quotes and a line break in its name
            name = '"Project ""De Hof""; fase 2\nblok C"'
        case n if n < 1060:  # 0.2%: the label has yet to come
            label = ""
        case n if n < 1080:  # 0.2%: of a day after every reference date here
            surveyed = registered = "20270101"
        case n if n < 1110:  # 0.3%: surveyed and registered again on one day
            surveyed, registered, until = "20240115", f"202402{10 + bits % 18}", "20340115"
        case 1110:  # 1 in 10,000: no label
            label = "H"
        case 1111:  # 1 in 10,000: no day
            surveyed = "20230231"
        case 1112:  # 1 in 10,000: the id is a number of Excel
            vbo = "3,40E+13"
        case 1113:  # 1 in 10,000: id and postcode cannot be read
            vbo, postcode = "3,40E+13", "0000 AA"
        case 1114 if bits % 4 == 0:  # 1 in 40,000: a cell too many
            name = "fase 2; blok C"
        case 1115:  # 1 in 10,000: neither id nor address
            postcode = number = vbo = ""
    use, area = 40 + bits // 13 % 400, 35 + bits // 17 % 160
    return (
        f"{registered};{surveyed};{until};{holder};Basisopname;{status};{METHODS[bits // 19 % 3]};0;{kind};"
        f"{TYPES[bits // 23 % 5]};;;{postcode};{number};{letter};{addition};;{vbo};;;{pand};{name};;"
        f"{1900 + bits // 29 % 125};{area},{bits // 31 % 100:02};{1 + bits // 37 % 2},{bits // 41 % 100:02};;;{label};"
        f"{use},{bits // 43 % 100:02};{use - 9},{bits // 47 % 100:02};{use + 31},{bits // 53 % 100:02};;"
        f"{bits // 59 % 80},{bits // 61 % 100:02};;{use * 12},{bits // 67 % 100:02};{use * area},00;;;;;{line_end}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bag", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=6_000_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    rng = random.Random(told.seed)
    with told.bag.open(newline="", encoding="utf-8-sig") as file:
        homes = list(csv.DictReader(file, delimiter=";"))
    # Three labels for two homes, in no order, evenly over the file.
    labelled = homes + homes[::2]
    rng.shuffle(labelled)
    labelled = labelled[: told.rows]
    with told.out.open("w", newline="", encoding="utf-8") as file:
        file.write("\ufeffPublicatieDatum;01-04-2026\r\nLaatstVerwerkteMutatievolgnummer;19345219\r\n" + HEADER + "\r\n")
        given, lines = 0, []
        for at in range(told.rows):
            due = (at + 1) * len(labelled) // told.rows > given
            lines.append(row(rng, at, labelled[given] if due else None, "\r\n"))
            given += due
            if len(lines) == 10_000:
                file.write("".join(lines))
                lines.clear()
        file.write("".join(lines))


if __name__ == "__main__":
    main()
