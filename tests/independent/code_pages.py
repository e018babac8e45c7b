"""Compares the code pages of DOS in src/read/shapefile/dos.rs with Python's own codecs.

    code_pages.py

Exit 0: every character is the same, 1: not so.
"""
import re
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src/read/shapefile/dos.rs"
PAGE = re.compile(r'number: (\d+),\s+upper: "((?:[^"\\]|\\.)*)"', re.S)


def main():
    text = SOURCE.read_text(encoding="utf-8").split("#[cfg(test)]")[0]
    pages = PAGE.findall(text)
    wrong = 0
    for number, upper in pages:
        upper = re.sub(r"\\\n\s*", "", upper)
        upper = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), upper)
        expected = bytes(range(128, 256)).decode(f"cp{number}")
        if upper != expected:
            wrong += 1
            print(f"code page {number} differs from that of Python")
    print(f"{len(pages)} code pages compared, {wrong} differ")
    return 1 if wrong or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
