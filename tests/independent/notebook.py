"""Runs a notebook's cells in order, as Jupyter would, on a result, and looks whether it is stored without outputs.

    python notebook.py NOTEBOOK OUT_DIR [PICTURE_DIR]

Pictures go to PICTURE_DIR. Exit 1 when a cell fails or an output is stored.
"""

import json
import os
import sys
import traceback
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402


def main(notebook, out, pictures=None):
    cells = json.loads(Path(notebook).read_text())["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    stored = [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"] is not None]
    if stored:
        print(f"{notebook}: outputs are stored in {', '.join(stored)}")
        return 1
    os.environ["SPREIDING_UIT"] = str(Path(out).resolve())
    names = {"__name__": "__main__"}
    for cell in code:
        try:
            exec(compile("".join(cell["source"]), f"{notebook} {cell['id']}", "exec"), names)
        except Exception:
            traceback.print_exc()
            return 1
        for number in plt.get_fignums():
            if pictures:
                Path(pictures).mkdir(parents=True, exist_ok=True)
                plt.figure(number).savefig(Path(pictures) / f"{cell['id']}.png", dpi=80, bbox_inches="tight")
        plt.close("all")
    print(f"{notebook}: {len(code)} cells ran")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
