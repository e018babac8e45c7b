"""The ground plan of the example city: 238 schematic buurten and the water around them.

No border of the CBS map is used. The plan is made from the gazetteer alone (a point, rounded to 100 m, and
the hectares of each buurt): the land is cut into small hexagons, each hexagon goes to the buurt that is nearest
*in proportion to its size*, and the outcome is simplified as one coverage. Three hexagons meet at every corner,
so no two areas ever touch in a single point, and neighbours share their border vertex for vertex.
"""

import csv
import math
import random
from collections import deque
from dataclasses import dataclass

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry import Point, Polygon

PITCH = 40.0  # metres between the middles of two hexagons
SIMPLIFY = 75.0  # metres; a corner goes when its triangle is smaller than this squared
WATER = -2  # the label of a hexagon in open water
NOWHERE = -1  # outside the municipality

# Lakes, drawn by hand about where they are: middle, half axes, turn in degrees.
LAKES = {
    "Weerwater": (143250, 485720, 640, 420, 25),
    "Noorderplassen": (141900, 489650, 900, 380, 20),
}
SHORE = ((146600, 494500), (151900, 479800))  # east of this line lies land: Lelystad and Zeewolde
# A second point of a buurt that reaches far: here Hout comes to the shore and parts Haven in two.
SECOND_POINTS = {"BU00348502": (147800, 481500)}


@dataclass(frozen=True)
class Buurt:
    code: str
    name: str
    wijk: str
    wijk_name: str
    stadsdeel: str
    x: float
    y: float
    ha: float


def read_gazetteer(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [
            Buurt(r["buurtcode"], r["buurtnaam"], r["wijkcode"], r["wijknaam"], r["stadsdeel"],
                  float(r["x"]), float(r["y"]), float(r["ha"]))
            for r in csv.DictReader(file)
        ]  # fmt: skip


def sites(buurten):
    """The points, moved a little: rounded to 100 m they lie on a grid, which would show."""
    rng = random.Random("sites")
    return np.array([(b.x + rng.uniform(-35, 35), b.y + rng.uniform(-35, 35)) for b in buurten])


def all_points(buurten, where):
    """Every point with the position of its buurt; a few buurten have a second one."""
    points = [(i, x, y) for i, (x, y) in enumerate(where)]
    return points + [(i, *SECOND_POINTS[b.code]) for i, b in enumerate(buurten) if b.code in SECOND_POINTS]


def warp(points):
    """Bends space a little, so that the borders look drawn by hand and not by a compass."""
    x, y = points[:, 0], points[:, 1]
    dx = 55 * np.sin(y / 310 + 0.7) + 35 * np.sin(x / 170 + y / 220)
    dy = 55 * np.sin(x / 290 + 2.1) + 35 * np.sin(x / 240 - y / 160 + 1.3)
    return points + np.column_stack([dx, dy])


def hexagon_middles(bounds):
    """Rows and columns of hexagon middles; odd rows are half a pitch to the right."""
    west, south, east, north = bounds
    rows = int((north - south) / (PITCH * math.sqrt(3) / 2)) + 1
    columns = int((east - west) / PITCH) + 1
    row, column = np.divmod(np.arange(rows * columns), columns)
    x = west + (column + 0.5 * (row % 2)) * PITCH
    y = south + row * PITCH * math.sqrt(3) / 2
    return np.column_stack([x, y]), rows, columns


def hexagon_neighbours(index, rows, columns):
    row, column = divmod(index, columns)
    shift = row % 2
    for r, c in ((row, column - 1), (row, column + 1),
                 (row - 1, column - 1 + shift), (row - 1, column + shift),
                 (row + 1, column - 1 + shift), (row + 1, column + shift)):  # fmt: skip
        if 0 <= r < rows and 0 <= c < columns:
            yield r * columns + c


def lake_polygons():
    polygons = []
    for x, y, a, b, turn in LAKES.values():
        disc = shapely.affinity.scale(Point(0, 0).buffer(1, quad_segs=16), a, b)
        polygons.append(shapely.affinity.translate(shapely.affinity.rotate(disc, turn), x, y))
    return shapely.union_all(polygons)


def outline(buurten, where):
    """The land: a hull around discs of about each buurt's size, so that its dikes run straight."""
    discs = [Point(p).buffer(1.05 * math.sqrt(b.ha * 1e4 / math.pi) + 60) for b, p in zip(buurten, where)]
    hull = shapely.concave_hull(shapely.union_all(discs), ratio=0.12)
    hull = hull.union(shapely.union_all(discs))
    return hull.buffer(300).buffer(-600).buffer(300).difference(lake_polygons())


def nearest(points, places, reach):
    """Per point the buurt whose point is nearest in proportion to its reach."""
    best = np.full(len(points), np.inf)
    owner = np.zeros(len(points), dtype=int)
    for i, x, y in places:
        distance = np.hypot(points[:, 0] - x, points[:, 1] - y) / reach[i]
        closer = distance < best
        best[closer], owner[closer] = distance[closer], i
    return owner


def assign(buurten, points, where):
    """Gives each hexagon of land a buurt; the reaches are tuned until the areas are about the real ones."""
    wanted = np.array([b.ha for b in buurten]) * 1e4
    reach = np.sqrt(wanted)
    places = all_points(buurten, where)
    cell = PITCH * PITCH * math.sqrt(3) / 2
    for _ in range(25):
        have = np.bincount(nearest(points, places, reach), minlength=len(buurten)) * cell
        reach *= np.clip(wanted / np.maximum(have, cell), 0.5, 2.0) ** 0.2
    return nearest(points, places, reach)


def parts(labels, rows, columns):
    """Connected groups of hexagons with the same label, in order of their first hexagon."""
    seen = np.zeros(len(labels), dtype=bool)
    for start in np.flatnonzero(labels != NOWHERE):
        if seen[start]:
            continue
        label, group, queue = labels[start], [], deque([start])
        seen[start] = True
        while queue:
            here = queue.popleft()
            group.append(here)
            for there in hexagon_neighbours(here, rows, columns):
                if not seen[there] and labels[there] == label:
                    seen[there] = True
                    queue.append(there)
        yield label, group


def join_crumbs(labels, rows, columns, least_ha=12.0):
    """A loose crumb goes to the neighbour with which it shares most; only real parts stay apart."""
    cell_ha = PITCH * PITCH * math.sqrt(3) / 2 / 1e4
    groups = list(parts(labels, rows, columns))
    largest = {}
    for label, group in groups:
        largest[label] = max(largest.get(label, 0), len(group))
    for label, group in groups:
        if len(group) == largest[label] or len(group) * cell_ha >= least_ha:
            continue
        around = [labels[n] for g in group for n in hexagon_neighbours(g, rows, columns)]
        around = sorted(n for n in around if n not in (label, NOWHERE))
        if around:
            labels[group] = max(sorted(set(around)), key=around.count)
    return labels


def hexagon(x, y):
    """Corners rounded to millimetres, so that two neighbours compute the same corner."""
    radius = PITCH / math.sqrt(3)
    turns = [math.radians(30 + 60 * k) for k in range(6)]
    return Polygon([(round(x + radius * math.cos(t), 3), round(y + radius * math.sin(t), 3)) for t in turns])


def whole_metres(geometry):
    """Rounds every corner; the same corner rounds the same way in both neighbours."""
    return shapely.normalize(shapely.transform(geometry, np.round))


def ground_plan(buurten):
    """The polygon of each buurt, in the order given, and the polygon of the open water."""
    where = sites(buurten)
    land = outline(buurten, where)
    middles, rows, columns = hexagon_middles(land.buffer(1200).bounds)
    bent = warp(middles)
    shapely.prepare(land)
    on_land = shapely.contains_xy(land, bent)
    (x1, y1), (x2, y2) = SHORE
    west = (x2 - x1) * (middles[:, 1] - y1) - (y2 - y1) * (middles[:, 0] - x1) < 0
    at_sea = ~on_land & west & shapely.contains_xy(land.buffer(800), bent)
    in_lake = ~on_land & shapely.contains_xy(shapely.convex_hull(land), bent) & shapely.contains_xy(lake_polygons(), bent)

    labels = np.full(len(middles), NOWHERE)
    labels[at_sea | in_lake] = WATER
    labels[on_land] = assign(buurten, bent[on_land], where)
    labels = join_crumbs(labels, rows, columns)

    pieces = []
    for label in [*range(len(buurten)), WATER]:
        cells = [hexagon(*middles[i]) for i in np.flatnonzero(labels == label)]
        pieces.append(shapely.coverage_union_all(cells))
    plan = [whole_metres(p) for p in shapely.coverage_simplify(pieces, SIMPLIFY)]
    prove(buurten, plan)
    return plan[:-1], plan[-1]


def prove(buurten, plan):
    """Stops when the plan is not a clean coverage: valid, no gap, no overlap, every corner shared."""
    assert all(p.is_valid and not p.is_empty for p in plan), "an invalid area"
    assert shapely.coverage_is_valid(plan), "neighbours do not share their corners"
    total, whole = sum(p.area for p in plan), shapely.union_all(plan)
    assert abs(whole.area - total) < 1e-3, "areas overlap"
    for buurt, polygon in zip(buurten, plan):
        away = polygon.distance(Point(buurt.x, buurt.y))
        assert away < 150, f"{buurt.code} lies {away:.0f} m from its place"
