"""Where the peers run: a Python of their own with the packages of requirements.txt, and what machine this is."""

import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements.txt"


def cache():
    """Where data and environments are kept from one run to the next."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "spreiding"


def python():
    """A Python with all packages; made when it is not there yet."""
    key = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    folder = cache() / f"bench-{key}"
    found, complete = folder / "bin" / "python", folder / "complete"
    if not complete.exists():
        print(f"installing {REQUIREMENTS.name} into {folder}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install = [found, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS]
        subprocess.run(install, check=True)
        complete.touch()
    return found


def versions(python, packages):
    """Name and version of each of these packages that the Python has."""
    ask = "import sys, importlib.metadata as m\nfor name in sys.argv[1:]: print(name, m.version(name))"
    answer = subprocess.run([python, "-c", ask, *packages], check=True, capture_output=True, text=True)
    return answer.stdout.splitlines()


def machine():
    """Processor, cores that may be used, memory and system, in a line."""
    processor = platform.processor() or platform.machine()
    memory = ""
    try:
        known = dict(line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line)
        processor = next((value.strip() for name, value in known.items() if name.strip() == "model name"), processor)
        total = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
        memory = f", {int(total.split()[1]) / 1e6:.0f} GB"
    except (OSError, StopIteration):
        pass  # not Linux
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{processor}, {cores} cores{memory}, {platform.system()}"
