"""Counts a register of labels of any size a row at a time, and compares with what `spreiding` accounted for.

    python count_labels.py CONFIG OUT_DIR

Prints the account of the file, the rows for each reason, and the homes with label D, and EQUAL or each difference. Exit 1
on any difference. The homes and their places come from `city.py`.
"""

import csv
import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pandas as pd

from city import EP_ONLINE, LABELS, areas, clean, day, place_homes

DATES = ("surveyed", "registered", "valid_until")


def bag_id(text):
    found = re.fullmatch(r"(?:NL\.IMBAG\.\w+\.)?(\d{14,16})", text)
    padded = found and found[1].zfill(16)
    return padded if padded and padded[4:6] in ("01", "02", "03") else None


def postcode(text):
    tight = re.sub(r"\s", "", text).upper()
    return tight if re.fullmatch(r"[1-9]\d{3}(?!SA|SD|SS)[A-Z]{2}", tight) else None


def number(text):
    found = re.fullmatch(r"([1-9]\d{0,4}) ?([A-Za-z]?)(?:[-/ ]+([A-Za-z0-9]{1,4})|(\d{1,4}))?", text)
    return found and (found[1], found[2].upper(), (found[3] or found[4] or "").upper())


def read(cells):
    """The row's key and values; the second answer names what cannot be read, in order of the columns."""
    bad, row = [], {}

    def field(name, parse):
        text = cells.get(name)
        row[name] = None if text is None else parse(text)
        if text is not None and row[name] is None:
            bad.append(name)

    field("bag_id", bag_id)
    field("postcode", postcode)
    field("house_number", number)
    field("energy_label", lambda text: text.upper() if text.upper() in LABELS else None)
    for name in DATES:
        field(name, day)
    row["address"] = None
    if row["postcode"] and row["house_number"]:
        digits, letter, addition = row["house_number"]
        letter, addition = (cells.get("house_letter") or letter).upper(), (cells.get("addition") or addition).upper()
        row["address"] = (row["postcode"], digits, letter + addition)
    return row, bad


CODES = {
    "bag_id": "I021",
    "postcode": "I015",
    "energy_label": "I026",
    "surveyed": "I033",
    "registered": "I033",
    "valid_until": "I033",
}


def judge(cells, homes, today):
    """The codes that are told of a row, and the row where it is a label of a home; None where it is left out, with
    whether it is rejected."""
    if (cells["building_class"] or "W").upper() != "W" or (cells["status"] or "").lower().startswith("vergunning"):
        return ["I052"], None, False
    row, bad = read(cells)
    if row["bag_id"] in homes["id"]:
        pass
    elif row["bag_id"] and row["address"] not in homes["lone"]:
        return ["I053"], None, False
    elif not row["bag_id"] and row["address"] and row["address"] not in homes["address"]:
        return ["I053"], None, False
    elif not row["bag_id"] and not row["address"] and not set(bad) & {"bag_id", "postcode", "house_number"}:
        return ["I052"], None, False
    told = [CODES[name] for name in bad]
    if not row["bag_id"] and not row["address"]:
        return told, None, True  # every fault is told, and the row rejected once
    row["unread"], row["undated"] = "energy_label" in bad, "surveyed" in bad
    if not row["energy_label"] and not row["unread"]:
        return [*told, "I052"], None, False
    if row["surveyed"] and row["surveyed"] > today:
        return [*told, "I035"], None, False
    if row["valid_until"] and row["valid_until"] < today:
        return [*told, "I054"], None, False
    return told, row, False


def keys_of(table):
    """Ids and addresses of the homes, and for each which homes they are."""
    homes = {"id": {}, "address": {}, "lone": {}}
    for home, vbo, address in zip(table.index, table["bag_id"], table["address"]):
        if vbo:
            homes["id"].setdefault(vbo, []).append(home)
        if address:
            parts = address.split("|")
            key = (parts[0], parts[1], parts[2] + parts[3])
            homes["address"].setdefault(key, []).append(home)
            if not vbo:
                homes["lone"].setdefault(key, []).append(home)
    return homes


def rows(path):
    """The cells of each record under the program's names; `None` for one of another width than the header."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file, delimiter=";")
        header = next(record for record in reader if {"Postcode", "Huisnummer"} <= set(record))
        places = {name: header.index(column) for name, column in EP_ONLINE.items()}
        for record in reader:
            whole = len(record) == len(header)
            yield {name: clean(record[at]) for name, at in places.items()} if whole else None


def count(config_path):
    config, folder = tomllib.loads(config_path.read_text()), config_path.parent
    today = pd.Timestamp(config["reference_date"])
    table = place_homes(config, folder, areas(config, folder))
    homes = keys_of(table.where(table.notna(), None))
    told, found, ranks, undated = Counter(), {}, {}, set()
    for at, cells in enumerate(rows(folder / config["energy_labels"]["path"])):
        told["read"] += 1
        codes, row, rejected = (["I044"], None, True) if cells is None else judge(cells, homes, today)
        told.update(codes)
        told["rejected"] += rejected
        if row is None:
            continue
        here = set(homes["id"].get(row["bag_id"], []))
        here |= set(homes["address" if not row["bag_id"] else "lone"].get(row["address"], []))
        told["kept"] += 1
        nothing = pd.Timestamp(0)
        # A label that cannot be read comes behind the worst one of its day.
        rank = len(LABELS) if row["unread"] else LABELS.index(row["energy_label"])
        order = (row["surveyed"] or nothing, row["registered"] or nothing, rank, at)
        for home in here:
            found[home] = max(found.get(home, order), order)
            ranks.setdefault(home, set()).add(rank)
            undated |= {home} if row["undated"] else set()
    told["used"] = len({order[3] for order in found.values()})
    told["I055"] = told.pop("kept") - told["used"]
    # Which of several labels is the last cannot be told where the day of one of them cannot be read.
    known = {
        home: LABELS[order[2]]
        for home, order in found.items()
        if order[2] < len(LABELS) and not (home in undated and len(ranks[home]) > 1)
    }
    labels = pd.Series(known, dtype=object)
    labels = labels.reindex(table.index).fillna(table["energy_label"])
    told["homes with label D"] = int((labels[table["buurt"].notna()] == "D").sum())
    return config, told


def main(config_path, out):
    config, meant = count(config_path)
    name = config["energy_labels"]["path"]
    control = json.loads((out.with_name(out.name + "-controle") / "controle.json").read_text())
    account = next(entry["rows"] for entry in control["accounts"] if entry["file"] == name)
    found = Counter({key: account[key] for key in ("read", "used")})
    counted = ("I015", "I021", "I026", "I033", "I035", "I044", "I052", "I053", "I054", "I055")
    for finding in control["findings"]:
        if finding["file"] == name and finding["code"] in counted:
            found[finding["code"]] += finding["count"]
    figures = json.loads((out / "kerncijfers.json").read_text())["indicators"]
    found["homes with label D"] = next(told["total"]["count"] for told in figures if told["id"] == "label_d")
    rejected = meant.pop("rejected", 0)
    equal = True
    for key in sorted(found.keys() | meant.keys()):
        same = found[key] == meant[key]
        equal &= same
        print(f"{key}: {found[key]}{'' if same else f', meant {meant[key]}'}")
    print(f"rejected: {account['rejected']}{'' if account['rejected'] == rejected else f', meant {rejected}'}")
    print("EQUAL" if equal and account["rejected"] == rejected else "DIFFERENT")
    return equal and account["rejected"] == rejected


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(0 if main(Path(sys.argv[1]), Path(sys.argv[2])) else 1)
