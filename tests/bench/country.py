"""The whole country: `spreiding` and its peers on one job, on data that this makes.

    python3 country.py [--sizes 100k,1m,10m] [--formats csv,parquet] [--areas gpkg,shp] [--orders grouped,shuffled]
                       [--peers sedonadb,duckdb,...] [--repeats 3] [--data FOLDER] [--spreiding PROGRAM] [--python PYTHON]
    python3 country.py --growth [--sizes 100k,1m,10m] ...
    python3 country.py --agree-only

The job: homes and lettings as tables and areas as polygons in; per area the homes, those with label D to G, with
suspect asbestos, with both, those of each of three corporations, the lettings and the urgent ones; all areas out as
GeoJSON in degrees. `spreiding` does it with all of its checks, accounts and reports.

All programs run in turns, `--repeats` times; each table cell is the median of the wall seconds, and the most memory of
any run. The counts of all are compared cell by cell: exit 1 when any differ, or when `spreiding` fails. `--growth` runs `spreiding`
alone on more homes and on more areas. `--agree-only` compares the counts on little data with those of GeoPandas, with
the Python that runs this, and times nothing.

Python 3.11 or later. The peers are installed from PyPI into an environment of their own, unless `--python` has them.
"""

import argparse
import os
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

import environment
from program import PEERS, Inputs, Spreiding, measured

HOMES = {"small": 20_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
COUNTRY = 14_380  # areas, as many as the Netherlands has buurten
GROWTH = [1_000, COUNTRY, 100_000]
ROOT = environment.HERE.parent.parent


def arguments():
    def listed(text):
        return text.split(",")

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=listed, default=["100k"], help="of: " + ", ".join(HOMES))
    parser.add_argument("--formats", type=listed, default=["csv", "parquet"])
    parser.add_argument("--areas", type=listed, default=["gpkg"], help="of: gpkg, shp")
    parser.add_argument("--orders", type=listed, default=["grouped", "shuffled"])
    parser.add_argument("--peers", type=listed, default=[peer.name for peer in PEERS])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--data", type=Path, default=environment.cache() / "bench-data", help="where the data are kept")
    parser.add_argument("--spreiding", type=Path, default=ROOT / "target/release/spreiding")
    parser.add_argument("--python", type=Path, help="a Python that has the packages of requirements.txt")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--agree-only", action="store_true")
    asked = parser.parse_args()
    asked.spreiding = asked.spreiding.resolve()
    if not asked.spreiding.exists():
        sys.exit(f"{asked.spreiding} is not there: cargo build --release, or say --spreiding")
    known = {"sizes": HOMES, "formats": ["csv", "parquet"], "areas": ["gpkg", "shp"], "orders": ["grouped", "shuffled"]}
    known["peers"] = [peer.name for peer in PEERS]
    for option, choices in known.items():
        for value in getattr(asked, option):
            if value not in choices:
                parser.error(f"--{option}: {value} is not one of {', '.join(choices)}")
    return asked


def inputs(python, folder, size, table, order, n_areas, ending):
    """The files of one case; those that are not there are made."""

    def made(path, *how):
        if not path.exists():
            print(f"making {path.name}", file=sys.stderr)
            subprocess.run([python, environment.HERE / "data.py", how[0], folder, *how[1:]], check=True, stdout=sys.stderr)
        return path

    areas = made(folder / f"buurten_{n_areas}.{ending}", "areas", str(n_areas))
    homes = made(folder / f"dwellings_{size}.{table}", "homes", size, str(HOMES[size]))
    if order == "shuffled":
        homes = made(folder / f"dwellings_{size}_shuffled.{table}", "shuffle", size)
    return Inputs(homes, folder / f"placements_{size}.{table}", areas)


def warm(files):
    """Reads the files once, and has the disk take what the run before left to be written, so that no program
    waits for the disk on behalf of another; done before every run, as a system may forget the files."""
    os.sync()
    for path in (files.homes, files.lettings, files.areas):
        with open(path, "rb") as file:
            while file.read(1 << 24):
                pass


def compared(programs, files, repeats):
    """The runs of each program on one case, in turns; and whether all agree."""
    runs = {program.name: [] for program in programs}
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        for turn in range(repeats):
            for program in programs:
                if turn == 0:
                    program.prepare(files, work)
                print(f"  {turn + 1}/{repeats} {program.name}", file=sys.stderr, flush=True)
                warm(files)
                runs[program.name].append(measured(program, files, work))
        ours, *peers = programs
        if None in runs[ours.name]:
            return runs, False
        layers = [peer.layer(work) for peer in peers if None not in runs[peer.name]]
        # In a process of its own: what a process starts is told to have had its own peak of memory at least.
        compare = [sys.executable, environment.HERE / "job.py", ours.layer(work), *layers]
        agree = subprocess.run(compare, stdout=sys.stderr).returncode == 0
    return runs, agree


def row(name, programs, runs):
    """A line of the table: per column the fastest way of its program, and the ratios to ours."""
    ways = {}
    for program in programs:
        here = runs[program.name]
        if None not in here:
            way = (median(run.seconds for run in here), max(run.peak_mb for run in here))
            ways[program.column] = min(ways.get(program.column, way), way)
    columns = list(dict.fromkeys(program.column for program in programs))
    kinds = {program.column: program.kind for program in programs}
    ours = ways["spreiding"][0]
    best = [
        min((ways[column][0] for column in columns if kinds[column] == kind and column in ways), default=None)
        for kind in ("expert", "documented")
    ]
    cells = [f"{ways[column][0]:.2f} s, {ways[column][1]} MB" if column in ways else "failed" for column in columns]
    ratios = [f"{seconds / ours:.1f}" if seconds else "" for seconds in best]
    return "| " + " | ".join([name, *cells, *ratios]) + " |"


def race(asked, python):
    """The table of ratios; whether all agree."""
    peers = [replace(peer, python=python) for peer in PEERS if peer.name in asked.peers]
    programs = [Spreiding(asked.spreiding), *peers]
    columns = list(dict.fromkeys(program.column for program in programs))
    lines, all_agree = [], True
    for size in asked.sizes:
        for table in asked.formats:
            for order in asked.orders:
                for ending in asked.areas:
                    n_areas = 1_000 if size == "small" else COUNTRY
                    files = inputs(python, asked.data, size, table, order, n_areas, ending)
                    name = f"{size} {table}, {order}, {ending}"
                    print(name, file=sys.stderr)
                    runs, agree = compared(programs, files, asked.repeats)
                    all_agree &= agree
                    if None in runs["spreiding"]:
                        continue
                    lines.append(row(name, programs, runs))
                    own = max(run.own_mb for run in runs["spreiding"])
                    print(lines[-1], f"spreiding without mapped files: {own} MB", file=sys.stderr)
    header = ["homes", *columns, "fastest expert / spreiding", "fastest documented / spreiding"]
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    print("\n".join(lines))
    packages = sorted({peer.package for peer in peers})
    told = subprocess.run([asked.spreiding, "--version"], capture_output=True, text=True, check=True).stdout.split()
    versions = [" ".join(told), *environment.versions(python, packages)]
    print(f"\n{', '.join(versions)}; {environment.machine()}; median of {asked.repeats}.")
    print("All agree, cell by cell." if all_agree else "NOT ALL AGREE: see above.")
    return all_agree


def stages(work):
    """Seconds and rows of each stage of the last run of `spreiding`."""
    record = json.loads((work / "out/run.json").read_text())
    return {stage["stage"]: (stage["seconds"], stage["rows"]) for stage in record["timings"]["stages"]}


def growth(asked, python):
    """What more homes and more areas cost `spreiding`."""
    ours = Spreiding(asked.spreiding, timings=True)

    def case(size, table, order, n_areas):
        files = inputs(python, asked.data, size, table, order, n_areas, asked.areas[0])
        with tempfile.TemporaryDirectory() as work:
            work = Path(work)
            ours.prepare(files, work)
            runs = []
            for _ in range(asked.repeats):
                warm(files)
                run = measured(ours, files, work)
                if run is None:
                    sys.exit("no growth without a result")
                runs.append((run.seconds, run.peak_mb, stages(work)))
        return sorted(runs, key=lambda run: run[0])[len(runs) // 2]

    sizes = sorted(asked.sizes, key=HOMES.get)
    print("| homes | seconds | MB | ns for each home more |\n|---|---|---|---|")
    for table in asked.formats:
        for order in asked.orders:
            before = None
            for size in sizes:
                seconds, peak, _ = case(size, table, order, COUNTRY)
                more = f"{(seconds - before[0]) / (HOMES[size] - before[1]) * 1e9:.0f}" if before else ""
                print(f"| {size} {table}, {order} | {seconds:.2f} | {peak} | {more} |", flush=True)
                before = seconds, HOMES[size]

    size, table = sizes[-1], asked.formats[-1]
    for order in asked.orders:
        by_areas = [case(size, table, order, n)[2] for n in GROWTH]
        print(f"\n| seconds a stage, {size} {table}, {order} | {' | '.join(f'{n} areas' for n in GROWTH)} |")
        print("|" + "---|" * (len(GROWTH) + 1))
        for stage in by_areas[0]:
            print(f"| {stage} | {' | '.join(f'{taken[stage][0]:.3f}' for taken in by_areas)} |")
        if all("locate" in taken for taken in by_areas):
            each = [seconds / rows * 1e9 for seconds, rows in (taken["locate"] for taken in by_areas)]
            print(f"| locate, ns a row | {' | '.join(f'{ns:.0f}' for ns in each)} |", flush=True)


def agree_only(asked):
    """Whether the counts on little data are those of GeoPandas."""
    python = Path(sys.executable)
    peer = next(replace(peer, python=python) for peer in PEERS if peer.name == "geopandas-doc")
    all_agree = True
    with tempfile.TemporaryDirectory() as folder:
        for table, order, ending in [("csv", "grouped", "gpkg"), ("parquet", "shuffled", "shp")]:
            files = inputs(python, Path(folder), "small", table, order, 1_000, ending)
            runs, agree = compared([Spreiding(asked.spreiding), peer], files, repeats=1)
            agree &= None not in runs[peer.name]
            all_agree &= agree
            print(f"{HOMES['small']} homes as {table}, {order}, areas as {ending}: {'EQUAL' if agree else 'DIFFERENT'}")
    return all_agree


def main():
    asked = arguments()
    if asked.agree_only:
        return agree_only(asked)
    asked.data.mkdir(parents=True, exist_ok=True)
    python = asked.python or environment.python()
    if asked.growth:
        growth(asked, python)
        return True
    return race(asked, python)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
