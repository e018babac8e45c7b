"""The job that all do, as `spreiding` is asked to do it: an ordinary configuration, layers only.

    python job.py LAYER LAYER_OF_A_PEER...

Prints each cell in which the counts of a peer differ; exit 1 when there is one.
"""

import json
import sys
from pathlib import Path

# Names of the counts that peers write, and how an indicator of one's own says the same.
ROOF = "(asbestos_home_roof = 'suspect' OR asbestos_shed_roof = 'suspect')"
POOR = "energy_label IN ('D', 'E', 'F', 'G')"
INDICATORS = {
    "label_d": ("tel_label", POOR),
    "asbest": ("tel_asbest", ROOF),
    "asbest_d": ("tel_asbest_label", f"{ROOF} AND {POOR}"),
    "corp1": ("tel_woonstede", "corporation = 'Woonstede'"),
    "corp2": ("tel_goede_woning", "corporation = 'De Goede Woning'"),
    "corp3": ("tel_rijnhuis", "corporation = 'Rijnhuis & Zn.'"),
}
URGENT = "tel_urgent"
BUILT_IN = [
    "urgent", "bereikbaar", "label_d", "label_d_verlopen", "label_d_nen7120", "label_d_vve", "label_efg",
    "label_onbekend", "asbest_woning", "asbest_schuur", "asbest_onbekend", "label_d_asbest",
]  # fmt: skip
COUNTS = ["woningen", *INDICATORS, "plaatsingen", "urgent"]


def configuration(homes, lettings, areas):
    """The text of `spreiding.toml`. No home is moved to an area nearby, as no peer does that."""
    own = [
        f'[[indicator]]\nid = "{name}"\nof = "dwellings"\ncount = "{count}"\nlabel.nl = "{name}"\n'
        for name, count in INDICATORS.values()
    ]
    return f"""
name = "Land"
reference_date = 2024-12-31
leave_out = {json.dumps(BUILT_IN)}
[areas]
year = 2025
levels = ["buurt"]
[areas.buurt]
path = {json.dumps(str(areas))}
water = ""
[[dwellings]]
path = {json.dumps(str(homes))}
[dwellings.columns]
id = "vhe_id"
corporation = "corporatie"
energy_label = "energielabel"
asbestos_home_roof = "asbest_woning"
asbestos_shed_roof = "asbest_schuur"
x = "x"
y = "y"
[[placements]]
path = {json.dumps(str(lettings))}
[placements.columns]
dwelling = "vhe_id"
date = "datum"
priority = "urgent"
[placements.urgent]
values = ["true"]
regular = ["false"]
[locate]
snap_distance_m = 0
[spread]
enabled = false
[output]
write = ["geojson"]
{"".join(own)}[[indicator]]
id = "{URGENT}"
of = "placements"
count = "urgent"
out_of = "counted"
label.nl = "urgent"
"""


def counts(layer):
    """Per area the counts of a layer in GeoJSON, of `spreiding` or of a peer; nothing to count is 0."""
    ours = {"woningen": "woningen", "plaatsingen": f"{URGENT}_noemer", "urgent": URGENT}
    ours |= {count: name for count, (name, _) in INDICATORS.items()}
    by_area = {}
    for feature in json.loads(layer.read_bytes())["features"]:
        row = feature["properties"]
        names = [ours[count] for count in COUNTS] if URGENT in row else COUNTS
        assert row["buurtcode"] not in by_area, f"{row['buurtcode']} twice"
        by_area[row["buurtcode"]] = tuple(int(row[name] or 0) for name in names)
    return by_area


def differences(found, meant):
    """In words each cell in which two counts differ."""
    told = [f"{code}: in one of the two only" for code in sorted(found.keys() ^ meant.keys())]
    for code in sorted(found.keys() & meant.keys()):
        cells = zip(COUNTS, found[code], meant[code])
        told += [f"{code} {name}: {ours}, and {theirs} by the peer" for name, ours, theirs in cells if ours != theirs]
    return told


def main(ours, *peers):
    counted = counts(Path(ours))
    told = [f"{Path(peer).stem}: {line}" for peer in peers for line in differences(counted, counts(Path(peer)))]
    print(*told[:20], sep="\n", end="\n" if told else "")
    return not told


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
