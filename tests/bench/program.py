"""A program that does the job, and what one run of it takes."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from environment import HERE

from job import configuration

LAYER = Path("out-intern/lagen-intern/buurten.geojson")


@dataclass(frozen=True)
class Inputs:
    homes: Path
    lettings: Path
    areas: Path


@dataclass(frozen=True)
class Run:
    seconds: float
    peak_mb: int  # with pages of mapped files
    own_mb: int  # without them; 0 where the system does not tell


@dataclass(frozen=True)
class Spreiding:
    binary: Path
    column: str = "spreiding"
    kind: str = "ours"
    name: str = "spreiding"
    timings: bool = False  # whether run.json tells what each stage took

    def prepare(self, inputs, work):
        (work / "spreiding.toml").write_text(configuration(inputs.homes, inputs.lettings, inputs.areas))

    def command(self, inputs, work):
        timings = ["--timings"] if self.timings else []
        return [self.binary, "run", "--internal", "--quiet", *timings, "-c", work / "spreiding.toml"]

    def layer(self, work):
        return work / LAYER


@dataclass(frozen=True)
class Peer:
    name: str
    column: str
    kind: str  # expert or documented
    file: str
    how: str = "expert"
    package: str = ""
    python: Path = Path(sys.executable)

    def prepare(self, inputs, work):
        pass

    def command(self, inputs, work):
        files = [inputs.homes, inputs.lettings, inputs.areas, self.layer(work)]
        return [self.python, HERE / "peers" / self.file, *files, self.how]

    def layer(self, work):
        return work / f"{self.name}.geojson"


PEERS = [
    Peer("sedonadb", "SedonaDB, expert", "expert", "sedona.py", "expert", "sedonadb"),
    Peer("sedonadb-one", "SedonaDB, expert", "expert", "sedona.py", "expert-one", "sedonadb"),
    Peer("duckdb", "DuckDB spatial, expert", "expert", "duckdb_spatial.py", "expert", "duckdb"),
    Peer("duckdb-one", "DuckDB spatial, expert", "expert", "duckdb_spatial.py", "expert-one", "duckdb"),
    Peer("geopandas", "GeoPandas, expert", "expert", "geopandas_expert.py", "expert", "geopandas"),
    Peer("duckdb-doc", "DuckDB spatial, documented", "documented", "duckdb_spatial.py", "documented", "duckdb"),
    Peer("geopandas-doc", "GeoPandas, documented", "documented", "geopandas_documented.py", "documented", "geopandas"),
]


def own_peak(pid, peak, ended):
    """Keeps in `peak` the most memory of a process without pages of mapped files, in kibibytes."""
    while not ended.wait(0.02):
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        parts = [int(line.split()[1]) for line in status.splitlines() if line.startswith(("RssAnon:", "RssShmem:"))]
        peak[0] = max(peak[0], sum(parts))


def measured(program, inputs, work):
    """Runs a program once; `None`, with its last words on standard error, when it fails."""
    program.layer(work).unlink(missing_ok=True)
    with open(work / "messages", "w+b") as messages:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in program.command(inputs, work)], stdout=messages, stderr=messages
        )
        peak, ended = [0], threading.Event()
        watch = threading.Thread(target=own_peak, args=(process.pid, peak, ended))
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watch.join()
        if process.returncode != 0 or not program.layer(work).exists():
            messages.seek(0)
            last = [line[:300] for line in messages.read().decode(errors="replace").strip().splitlines()[-5:]]
            print(f"{program.name} failed with {process.returncode}:", *last, sep="\n    ", file=sys.stderr)
            return None
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, round(used.ru_maxrss * unit / 1e6), round(peak[0] * 1024 / 1e6))
