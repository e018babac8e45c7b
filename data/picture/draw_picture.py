"""Draws the picture of the README from the result of `spreiding demo`.

    python draw_picture.py OUT_DIR PICTURE.png

OUT_DIR is the result folder (`spreiding-demo/out`); only `lagen/buurten.geojson` and
`lagen/stadsdelen.geojson` are read. The same layers and the versions in `requirements.txt` give the
same bytes.
"""

import io
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import geopandas
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib import font_manager, patheffects
from matplotlib.patches import Patch
from PIL import Image
from shapely import unary_union
from shapely.affinity import scale
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import polylabel

SIZE_INCH, DPI = (14.0, 9.0), 100
YLGNBU_5 = ["#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"]
INK, SOFT_INK, BORDER, STADSDEEL_BORDER = "#1a1a1a", "#595959", "#8c8c8c", "#1a1a1a"
NO_HOMES, NO_HOMES_BORDER, UNKNOWN, UNKNOWN_HATCH = "#e4e4e4", "#f7f7f7", "#ffffff", "#7a7a7a"
FOOTER = "Schematische grenzen, verzonnen woningen"
SOURCE = "Codes en namen van gebieden: CBS en Kadaster, CC BY 4.0 · Getekend uit de lagen van spreiding"


@dataclass(frozen=True)
class Theme:
    """One panel: which field it shows, and its fixed classes from low to high."""

    title: str
    subtitle: str
    indicator: str
    field: str
    lower_bounds: list[float]  # of the classes after the first, which is exactly zero
    labels: list[str]
    unknown: str


THEMES = [
    Theme(
        title="Aandeel woningen met energielabel D",
        subtitle="{count} van {out_of} sociale huurwoningen met een label: {share}",
        indicator="label_d",
        field="label_d_pct",
        lower_bounds=[0, 2, 5, 10],
        labels=["0 %", "boven 0, tot 2 %", "2 tot 5 %", "5 tot 10 %", "10 % of meer"],
        unknown="onbekend: geen enkel label",
    ),
    Theme(
        title="Aantal asbestverdachte schuurdaken",
        subtitle="{count} van {out_of} woningen en losse schuren met een bekend schuurdak: {share}",
        indicator="asbest_schuur",
        field="asbest_schuur",
        lower_bounds=[1, 10, 25, 50],
        labels=["0", "1 tot en met 9", "10 tot en met 24", "25 tot en met 49", "50 of meer"],
        unknown="onbekend: geen schuurdak bekend",
    ),
]


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    layers, picture = Path(sys.argv[1]) / "lagen", Path(sys.argv[2])
    buurten_file = layers / "buurten.geojson"
    if not buurten_file.is_file():
        sys.exit(f"{buurten_file} is not there: OUT_DIR is the folder `out` of a public result")

    # RD New, so that a kilometre is as long to the north as to the east
    buurten = geopandas.read_file(buurten_file).to_crs(28992)
    stadsdelen = geopandas.read_file(layers / "stadsdelen.geojson").to_crs(28992)

    plain_style()
    figure = plt.figure(figsize=SIZE_INCH, dpi=DPI, facecolor="white")
    figure.text(0.02, 0.955, "Voorbeeldstad Almere: label D en verdachte schuurdaken per buurt",
                size=19, weight="bold", color=INK, va="center")
    figure.text(0.02, 0.918, f"Sociale huurwoningen, peildatum {reference_date(buurten_file)}",
                size=12, color=SOFT_INK, va="center")
    for column, theme in enumerate(THEMES):
        panel(figure, 0.02 + 0.49 * column, theme, buurten, stadsdelen)
    figure.text(0.02, 0.022, FOOTER, size=11, weight="bold", color=INK, va="center")
    figure.text(0.98, 0.022, SOURCE, size=9, color=SOFT_INK, va="center", ha="right")
    save(figure, picture)


def save(figure, picture) -> None:
    """A PNG of at most 256 colours, with no name, version or time in it."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png")
    image = Image.open(drawn).convert("RGB")
    palette = image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.save(picture, format="PNG", optimize=True)


def plain_style() -> None:
    """Matplotlib's own settings and fonts, whatever this machine has."""
    matplotlib.rcdefaults()
    own = str(Path(matplotlib.get_data_path()))
    fonts = font_manager.fontManager
    fonts.ttflist = [font for font in fonts.ttflist if font.fname.startswith(own)]
    matplotlib.rcParams["hatch.linewidth"] = 0.8


def reference_date(layer: Path) -> str:
    """The reference date that the layer tells in its description, in Dutch."""
    months = ("januari februari maart april mei juni juli augustus september oktober november "
              "december").split()
    description = json.loads(layer.read_text(encoding="utf-8"))["description"]
    year, month, day = re.search(r"peildatum (\d{4})-(\d\d)-(\d\d)", description).groups()
    return f"{int(day)} {months[int(month) - 1]} {year}"


def panel(figure, left, theme, buurten, stadsdelen) -> None:
    figure.text(left, 0.872, theme.title, size=14, weight="bold", color=INK, va="center")
    figure.text(left, 0.842, subtitle(theme, buurten), size=11, color=SOFT_INK, va="center")
    axes = figure.add_axes((left, 0.205, 0.47, 0.625))
    axes.set_axis_off()
    entries = fill_areas(axes, theme, buurten)
    outer_borders = stadsdelen.geometry.map(without_holes).boundary
    outer_borders.plot(ax=axes, color="white", linewidth=4.0, zorder=4)
    outer_borders.plot(ax=axes, color=STADSDEEL_BORDER, linewidth=1.8, zorder=5)
    names(axes, buurten, stadsdelen)
    scale_bar(axes, buurten.total_bounds)
    axes.set_aspect("equal")
    axes.margins(0.01)
    legend(figure, left, entries)


def subtitle(theme, buurten) -> str:
    count = buurten[theme.indicator].sum()
    out_of = buurten[f"{theme.indicator}_noemer"].sum()
    return theme.subtitle.format(count=dutch(count), out_of=dutch(out_of),
                                 share=f"{100 * count / out_of:.1f} %".replace(".", ","))


def dutch(number) -> str:
    return f"{int(number):,}".replace(",", ".")


def fill_areas(axes, theme, buurten) -> list[tuple[Patch, str, int]]:
    """Draws the areas class by class; returns patch, label and number of areas for the legend."""
    status = buurten[f"{theme.indicator}_status"]
    strange = set(status) - {"ok", "geen_noemer", "onbekend"}
    if strange:
        sys.exit(f"{theme.indicator}: this picture has no pattern for {sorted(strange)}")
    of_class = buurten[theme.field].map(lambda value: class_of(value, theme.lower_bounds))
    # a count above zero never falls in the class of zero, however small its rounded share
    of_class = of_class.clip(lower=1).where(buurten[theme.indicator].gt(0), 0)

    border = {"edgecolor": BORDER, "linewidth": 0.5}
    kinds = [
        (status.eq("ok") & of_class.eq(at), label, {"facecolor": colour, **border})
        for at, (label, colour) in enumerate(zip(theme.labels, YLGNBU_5, strict=True))
    ]
    kinds.append((status.eq("geen_noemer"), "geen sociale huur",
                  {"facecolor": NO_HOMES, "edgecolor": NO_HOMES_BORDER, "linewidth": 0.5}))
    kinds.append((status.eq("onbekend"), theme.unknown,
                  {"facecolor": UNKNOWN, "hatch": "////", "hatchcolor": UNKNOWN_HATCH, **border}))

    assert sum(chosen.sum() for chosen, _, _ in kinds) == len(buurten), "an area has no class"
    for chosen, _, style in kinds:
        if chosen.any():
            buurten[chosen].plot(ax=axes, aspect=None, **style)
    return [(Patch(**style), label, int(chosen.sum())) for chosen, label, style in kinds]


def class_of(value, lower_bounds) -> int:
    return sum(value >= bound for bound in lower_bounds)


def without_holes(shape) -> MultiPolygon:
    """A hole in a stadsdeel is water, not a border with another."""
    return MultiPolygon([Polygon(part.exterior) for part in shape.geoms])


def names(axes, buurten, stadsdelen) -> None:
    """Each name stands in the largest part of its stadsdeel, where it covers no colour or pattern.

    It may cover areas with nothing to count or with zero in both panels. A name is about twice as
    wide as it is high, so the room for it is measured on a map squeezed to half its width.
    """
    halo = [patheffects.withStroke(linewidth=3.0, foreground="white")]
    quiet = buurten["buurtcode"].notna()
    for theme in THEMES:
        nothing = buurten[f"{theme.indicator}_status"].eq("geen_noemer")
        quiet &= nothing | buurten[theme.indicator].eq(0)
    land = unary_union(buurten[quiet].geometry.buffer(0.5))
    for name, shape in zip(stadsdelen["stadsdeel"], stadsdelen.geometry):
        largest = max(shape.geoms, key=lambda part: part.area)
        room = scale(largest.intersection(land), xfact=0.5, origin=(0, 0))
        parts = [part for part in getattr(room, "geoms", [room]) if part.area > 0]
        spot = max((polylabel(part, tolerance=20) for part in parts),
                   key=lambda point: room.boundary.distance(point))
        axes.annotate(name.replace(" ", "\n"), (2 * spot.x, spot.y), ha="center", va="center",
                      size=10.5, weight="bold", linespacing=1.05, color=INK, zorder=6,
                      path_effects=halo)


def scale_bar(axes, bounds, kilometres=3) -> None:
    left, bottom = bounds[0], bounds[1] + 500
    right = left + 1000 * kilometres
    axes.plot([left, right], [bottom, bottom], color=INK, linewidth=2, solid_capstyle="butt")
    axes.annotate(f"{kilometres} km", ((left + right) / 2, bottom), xytext=(0, 4), ha="center",
                  textcoords="offset points", size=9.5, color=INK)


def legend(figure, left, entries) -> None:
    """Left the classes, right the three kinds of no colour."""
    classes, others = entries[:len(YLGNBU_5)], entries[len(YLGNBU_5):]
    water = (Patch(facecolor="white", edgecolor=BORDER, linewidth=0.5), "water: geen buurt", None)
    for at, part in ((left, classes), (left + 0.17, [*others, water])):
        box = figure.legend(
            handles=[patch for patch, _, _ in part],
            labels=[label if areas is None else f"{label}  ({areas})" for _, label, areas in part],
            loc="upper left", bbox_to_anchor=(at, 0.178), frameon=False, borderpad=0,
            borderaxespad=0, fontsize=11, labelcolor=INK, handlelength=2.2, handleheight=1.2,
        )
        for patch, text, (_, _, areas) in zip(box.get_patches(), box.get_texts(), part):
            patch.set_edgecolor(BORDER)
            if areas == 0:
                text.set_color(SOFT_INK)
    figure.text(left, 0.192, "Tussen haakjes: het aantal buurten", size=10, color=SOFT_INK)


if __name__ == "__main__":
    main()
