"""Seconds of each part of a peer's work, on standard error; and the names that all peers count by."""

import sys
import time

CORPORATIONS = ["Woonstede", "De Goede Woning", "Rijnhuis & Zn."]
POOR_LABELS = ("D", "E", "F", "G")
COUNTS = ["woningen", "label_d", "asbest", "asbest_d", "corp1", "corp2", "corp3", "plaatsingen", "urgent"]


class Clock:
    def __init__(self):
        self.start = self.last = time.perf_counter()
        self.parts = []

    def __call__(self, part):
        now = time.perf_counter()
        self.parts.append(f"{part}={now - self.last:.3f}")
        self.last = now

    def tell(self):
        print(" ".join(self.parts), f"all={self.last - self.start:.3f}", file=sys.stderr)
