"""Makes the invented country: areas, homes and lettings, of any size. Same arguments, same bytes of data.

    python data.py areas FOLDER N_AREAS
    python data.py homes FOLDER NAME N_HOMES
    python data.py shuffle FOLDER NAME

The areas are cells of a Voronoi tiling that is denser in 350 invented cities, with wiggling borders that neighbours
share, enclaves and areas in two parts: 14,380 of them have 2.7 million vertices, as the buurten of the Netherlands.
They go to buurten_N.gpkg and .shp. Homes lie in clusters and are grouped by corporation and complex, as a corporation's
file is; half a percent is scattered, some of it outside every area. They go to dwellings_NAME and placements_NAME,
.csv and .parquet. `shuffle` writes the homes again in random order, as dwellings_NAME_shuffled.
"""

import sys
from pathlib import Path

import numpy as np

X0, X1, Y0, Y1 = 10_000.0, 280_000.0, 305_000.0, 620_000.0  # RD New, metres
SEED = 28992
CHUNK = 1_000_000  # homes made at a time
ROW_GROUP = 250_000
LABELS = np.array(["A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G", None], dtype=object)
LABEL_SHARES = np.array([0.01, 0.02, 0.04, 0.05, 0.22, 0.15, 0.2, 0.1, 0.06, 0.04, 0.03, 0.08])
CORPORATIONS = np.array(["Woonstede", "De Goede Woning", "Rijnhuis & Zn."], dtype=object)
URGENT_KINDS = ["medisch", "sociaal", "stadsvernieuwing", "statushouder"]
POSTCODE_ENDS = np.array([a + b for a in "ABCDEFGH" for b in "XYZKLMNP"])


def cities(rng):
    """Centre, weight and spread of 350 cities, a few of them large."""
    n = 350
    x, y = rng.uniform(X0 + 8e3, X1 - 8e3, n), rng.uniform(Y0 + 8e3, Y1 - 8e3, n)
    weight = np.minimum(rng.pareto(1.1, n) + 0.15, 25)
    weight /= weight.sum()
    return x, y, weight, 700 + 9000 * np.sqrt(weight / weight.max())


def points_in_cities(rng, of, n):
    x, y, weight, spread = of
    points = np.empty((0, 2))
    while len(points) < n:
        city = rng.choice(len(weight), size=n, p=weight)
        drawn = np.column_stack([x[city], y[city]]) + rng.normal(size=(n, 2)) * spread[city][:, None]
        inside = (drawn > [X0 + 50, Y0 + 50]).all(axis=1) & (drawn < [X1 - 50, Y1 - 50]).all(axis=1)
        points = np.vstack([points, drawn[inside]])
    return points[:n]


def tiling(seeds):
    """The Voronoi tiling of the rectangle: mirrored seeds make its sides borders of cells."""
    from scipy.spatial import Voronoi

    x, y = seeds.T
    mirrored = [(2 * X0 - x, y), (2 * X1 - x, y), (x, 2 * Y0 - y), (x, 2 * Y1 - y)]
    return Voronoi(np.vstack([seeds, *[np.column_stack(pair) for pair in mirrored]]))


def cell_seeds(rng, n):
    """Seeds of `n` cells, 60% of them in cities, moved towards the middle of their cells twice."""
    in_cities = int(n * 0.6)
    town = points_in_cities(rng, cities(rng), in_cities)
    rural = np.column_stack([rng.uniform(X0, X1, n - in_cities), rng.uniform(Y0, Y1, n - in_cities)])
    seeds = np.vstack([town, rural])
    for _ in range(2):
        cells = tiling(seeds)
        middle = np.array([cells.vertices[cells.regions[cells.point_region[i]]].mean(axis=0) for i in range(n)])
        seeds = 0.5 * seeds + 0.5 * middle
    return seeds


def wiggle(rng, a, b, seeds):
    """A border from `a` to `b` that stays within the two cells that share it (`seeds`); straight at the edge of the land."""
    length = np.hypot(*(b - a))
    if length < 2.0:
        return np.vstack([a, b])
    n = int(np.clip(9 + 0.55 * np.sqrt(length) * rng.lognormal(0, 0.35), 4, 160))
    if len(seeds) < 2:
        line = np.round(a + np.linspace(0, 1, n + 2)[:, None] * (b - a), 3)
        line[0], line[-1] = a, b
        return line
    along = (b - a) / length
    across = np.array([-along[1], along[0]])
    height, reach = np.inf, 1.0
    for seed in seeds:
        to_seed = seed - a
        part = to_seed.dot(along) / length
        height, reach = min(height, abs(to_seed.dot(across))), max(reach, part, 1 - part)
    t = (np.arange(1, n + 1) + rng.uniform(-0.3, 0.3, n)) / (n + 1)
    bound = 0.9 * np.minimum(height, 0.5 * length) * np.minimum(t, 1 - t) / reach
    noise = np.zeros(n)  # five octaves, in [-1, 1]
    for octave in range(5):
        k = 2**octave + 1
        noise += 0.55**octave * np.interp(t, np.linspace(0, 1, k + 1), rng.uniform(-1, 1, k + 1))
    noise = np.clip(noise / 1.6, -1, 1)
    points = a + (t * length)[:, None] * along + (bound * noise)[:, None] * across
    return np.vstack([a, np.round(points, 3), b])


def areas(folder, n):
    """Writes `n` areas, of which a 144th are enclaves and a 120th have two parts."""
    import geopandas as gpd
    import shapely
    from scipy.spatial import cKDTree

    n_enclaves, n_double = max(1, round(n / 144)), max(1, round(n / 120))
    n_cells = n + n_double - n_enclaves
    rng = np.random.default_rng(SEED)
    seeds = cell_seeds(rng, n_cells)
    cells = tiling(seeds)
    corners = np.round(cells.vertices, 3)

    borders, neighbours = {}, {}
    for (p, q), (a, b) in zip(cells.ridge_points.tolist(), cells.ridge_vertices):
        neighbours.setdefault(p, set()).add(q)
        neighbours.setdefault(q, set()).add(p)
        inner = [seeds[cell] for cell in (p, q) if cell < n_cells]
        if inner and a >= 0 and b >= 0:
            a, b = min(a, b), max(a, b)
            borders[(a, b)] = wiggle(rng, corners[a], corners[b], inner)

    rings, room = [], np.full(n_cells, np.inf)  # room: from the seed to the nearest side
    for i in range(n_cells):
        round_trip = cells.regions[cells.point_region[i]]
        x, y = corners[round_trip].T
        if np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) < 0:
            round_trip = round_trip[::-1]
        parts = []
        for a, b in zip(round_trip, round_trip[1:] + round_trip[:1]):
            border = borders[(min(a, b), max(a, b))]
            parts.append((border if a < b else border[::-1])[:-1])
            side, to_seed = corners[b] - corners[a], seeds[i] - corners[a]
            length = np.hypot(*side)
            if length > 0:
                room[i] = min(room[i], abs(side[0] * to_seed[1] - side[1] * to_seed[0]) / length)
        ring = np.vstack(parts)
        ring = ring[np.any(ring != np.roll(ring, 1, axis=0), axis=1)]
        rings.append(np.vstack([ring, ring[:1]]))

    hosts = rng.choice(n_cells, n_enclaves, replace=False)
    holes = {}
    for i in hosts:
        angle = np.sort(rng.uniform(0, 2 * np.pi, 90))
        radius = room[i] * (0.12 + 0.12 * rng.uniform(size=90))
        hole = np.round(seeds[i] + np.column_stack([np.cos(angle) * radius, np.sin(angle) * radius]), 3)
        holes[i] = np.vstack([hole, hole[:1]])
    shapes = [shapely.Polygon(rings[i], [holes[i][::-1]] if i in holes else None) for i in range(n_cells)]
    enclaves = [shapely.Polygon(holes[i]) for i in hosts]

    # The second part of an area is a cell nearby that does not touch the first.
    nearby, taken, joined = cKDTree(seeds), {int(host) for host in hosts}, set()
    for a in rng.permutation(n_cells).tolist():
        if len(joined) == n_double:
            break
        if a in taken:
            continue
        for b in nearby.query(seeds[a], k=25)[1][1:].tolist():
            if b not in taken and b != a and b not in neighbours[a]:
                shapes[a] = shapely.MultiPolygon([shapes[a], shapes[b]])
                joined.add(b)
                taken.update((a, b))
                break
    shapes = [shape for i, shape in enumerate(shapes) if i not in joined] + enclaves
    shapes = [shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape]) for shape in shapes]
    shapes = [shapes[i] for i in rng.permutation(len(shapes))]
    print(f"{len(shapes)} areas, {shapely.get_num_coordinates(shapes).sum()} vertices", flush=True)

    number = range(len(shapes))
    columns = {
        "buurtcode": [f"BU{i:08d}" for i in number],
        "buurtnaam": [f"Buurt {i} 's-Gravenwijk" for i in number],
        "gemeentenaam": [f"Gemeente {i % 342}" for i in number],
        "water": ["JA" if i % 37 == 0 else "NEE" for i in number],
        "aantal_inwoners": rng.integers(0, 9000, len(shapes)),
    }
    layer = gpd.GeoDataFrame(columns, geometry=shapes, crs=28992)
    layer.to_file(folder / f"buurten_{n}.gpkg", layer="buurten", driver="GPKG")
    # GDAL cuts names of columns to ten characters in a shapefile: `aantal_inwoners` is not needed there.
    layer.drop(columns="aantal_inwoners").rename(columns={"gemeentenaam": "gemeente"}).to_file(folder / f"buurten_{n}.shp")


def homes(folder, name, n):
    """Writes `n` homes, and lettings of 8% of them."""
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    towns = cities(np.random.default_rng(SEED))
    rng = np.random.default_rng([SEED, n])
    n_complexes = max(500, n // 180)
    centre = points_in_cities(rng, towns, n_complexes)
    spread = rng.lognormal(4.2, 0.8, n_complexes)  # metres; the median is 66
    size = rng.lognormal(0, 0.9, n_complexes)
    size = rng.multinomial(n, size / size.sum())
    owner = rng.choice(3, n_complexes, p=[0.5, 0.3, 0.2])
    order = np.argsort(owner, kind="stable")
    complexes = np.repeat(order, size[order])

    def of_list(values, index, unknown=None):
        coded = pa.array(index.astype(np.int32), mask=unknown)
        return pa.DictionaryArray.from_arrays(coded, pa.array(values)).cast(pa.string())

    tables, lettings, csv = None, [], None
    for start in range(0, n, CHUNK):
        at = complexes[start : start + CHUNK]
        m = len(at)
        rng = np.random.default_rng([SEED, n, start])
        x = np.round(np.clip(centre[at, 0] + rng.normal(size=m) * spread[at], X0 + 1, X1 - 1), 3)
        y = np.round(np.clip(centre[at, 1] + rng.normal(size=m) * spread[at], Y0 + 1, Y1 - 1), 3)
        far = rng.random(m) < 0.005
        x[far] = np.round(rng.uniform(X0 - 3e3, X1 + 3e3, far.sum()), 3)
        y[far] = np.round(rng.uniform(Y0 - 3e3, Y1 + 3e3, far.sum()), 3)
        number = np.arange(start, start + m)
        label = rng.choice(len(LABELS), m, p=LABEL_SHARES)
        unlabelled = label == len(LABELS) - 1
        ends = POSTCODE_ENDS[number % len(POSTCODE_ENDS)]
        table = pa.table({
            "vhe_id": pa.array(np.char.add("VHE", np.char.zfill(number.astype("U9"), 9))),
            "bag_vbo_id": pa.array(np.char.add("0", (363010000000000 + number * 7).astype("U15"))),
            "corporatie": of_list(CORPORATIONS, owner[at]),
            "complex": pa.array(np.char.add("C", np.char.zfill(at.astype("U6"), 6))),
            "postcode": pa.array(np.char.add((1000 + at % 8999).astype("U4"), ends)),
            "huisnummer": pa.array((number % 399 + 1).astype(np.int32)),
            "x": pa.array(x),
            "y": pa.array(y),
            "energielabel": of_list(LABELS[:-1], np.where(unlabelled, 0, label), unlabelled),
            "bouwjaar": pa.array(rng.integers(1890, 2025, m).astype(np.int32)),
            "vve": pa.array(rng.random(m) < 0.17),
            "asbest_woning": pa.array(rng.random(m) < 0.06),
            "asbest_schuur": pa.array(rng.random(m) < 0.09),
            "huur": pa.array(np.round(rng.uniform(350, 1250, m), 2)),
        })
        if tables is None:
            tables = pq.ParquetWriter(folder / f"dwellings_{name}.parquet", table.schema, compression="zstd")
            csv = pc.CSVWriter(folder / f"dwellings_{name}.csv", table.schema, write_options=plain(pc))
        tables.write_table(table, row_group_size=ROW_GROUP)
        csv.write_table(table)

        let = np.sort(rng.choice(m, int(m * 0.08), replace=False))
        urgent = rng.random(len(let)) < 0.3
        kind = rng.integers(0, len(URGENT_KINDS), len(let))
        lettings.append(pa.table({
            "vhe_id": table["vhe_id"].take(pa.array(let)),
            "datum": pa.array(np.datetime64("2024-01-01") + rng.integers(0, 366, len(let))),
            "urgent": pa.array(urgent),
            "urgentie_type": of_list(URGENT_KINDS, kind, ~urgent),
        }))
        print(f"{start + m} homes", flush=True)
    tables.close()
    csv.close()
    lettings = pa.concat_tables(lettings)
    lettings = lettings.take(pa.array(np.random.default_rng([SEED, n, 1]).permutation(len(lettings))))
    pq.write_table(lettings, folder / f"placements_{name}.parquet", compression="zstd")
    pc.write_csv(lettings, folder / f"placements_{name}.csv", write_options=plain(pc))


def shuffle(folder, name):
    """Writes homes again in random order."""
    import pyarrow as pa
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    table = pq.read_table(folder / f"dwellings_{name}.parquet").combine_chunks()
    order = np.random.default_rng([SEED, len(table), 2]).permutation(len(table))
    out = folder / f"dwellings_{name}_shuffled.parquet"
    with (
        pq.ParquetWriter(out, table.schema, compression="zstd") as tables,
        pc.CSVWriter(out.with_suffix(".csv"), table.schema, write_options=plain(pc)) as csv,
    ):
        for start in range(0, len(table), CHUNK):
            part = table.take(pa.array(order[start : start + CHUNK]))
            tables.write_table(part, row_group_size=ROW_GROUP)
            csv.write_table(part)


def plain(pc):
    return pc.WriteOptions(quoting_style="none")


def main(what, folder, *arguments):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if what == "areas":
        areas(folder, int(arguments[0]))
    elif what == "homes":
        homes(folder, arguments[0], int(arguments[1]))
    elif what == "shuffle":
        shuffle(folder, arguments[0])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) > 3 else sys.exit(__doc__)
