"""Compares every statistic of spread that `spreiding` wrote with another program's.

    python spread.py OUT_DIR

OUT_DIR is an internal result. Counts and shapes are taken from its layers, statistics from `kerncijfers-intern.json`.
Where it is that of a `random_city.py`, whose `waarheid.csv` stands next to it, the counts of the known units are made
here from that, layers and coincidences are compared with them, and shapes come from its own layer of neighbourhoods.
What esda, libpysal, segregation, SciPy and statsmodels compute rightly is compared with them; where they do not (see
`WRONG`), with the formula written out. Numbers that come of random draws are compared within five standard errors.
Prints per statistic how many numbers were compared; exit 1 on any difference.
"""

import json
import math
import sys
import tomllib
import warnings
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy import integrate, optimize, special, stats
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")
import esda  # noqa: E402
import libpysal  # noqa: E402
from production import check_production  # noqa: E402
from segregation.singlegroup import Dissim, Entropy, Gini, Isolation  # noqa: E402

WRONG = """
segregation: ModifiedDissim draws one simulation 500 times over (numpy.random.seed within the loop), so the expectation
    under chance is computed here from the hypergeometric distribution.
esda: Empirical_Bayes and assuncao_rate keep a variance below zero; all are computed for Poisson events, which the urgent
    share is not. The index is written out here. Moran's two-sided p-value is a percentile fold: here twice the smaller tail.
esda.fdr compares with `<`: statsmodels' step-up is taken.
"""
DRAWS, LOCAL = 9_999, 99_999
RD = "EPSG:28992"


class Comparison:
    def __init__(self):
        self.compared, self.differences = Counter(), []

    def near(self, what, found, meant, within=2e-6):
        self.compared[what] += 1
        if found is None or meant is None:
            same = found is None and meant is None
        else:
            same = abs(found - meant) <= within * max(1.0, abs(meant))
        if not same:
            self.differences.append(f"{what}: found {found}, meant {meant}")

    def same(self, what, found, meant):
        self.compared[what] += 1
        if found != meant:
            self.differences.append(f"{what}: found {found}, meant {meant}")

    def drawn(self, what, found, meant, n_found, n_meant):
        """Two estimates of one p-value."""
        p = min(max(meant, 1 / n_meant), 1 - 1 / n_meant)
        self.near(what, found, meant, 5 * math.sqrt(p * (1 - p) * (1 / n_found + 1 / n_meant)) + 2 / min(n_found, n_meant))


def n_ln_n(n):
    n = np.asarray(n, float)
    return np.where(n > 0, n * np.log(np.where(n > 0, n, 1)), 0)


def information(x, t):
    mixed = lambda x, t: n_ln_n(t) - n_ln_n(x) - n_ln_n(t - x)  # noqa: E731
    return 1 - mixed(x, t).sum() / mixed(x.sum(), t.sum())


def dissimilarity(x, t):
    p = x.sum() / t.sum()
    return (t * abs(x / t - p)).sum() / (2 * t.sum() * p * (1 - p))


def expected_dissimilarity(x, t):
    events, units = int(x.sum()), int(t.sum())
    total = 0
    for n in t.astype(int):
        k = np.arange(max(0, n + events - units), min(n, events) + 1)
        total += (stats.hypergeom.pmf(k, units, events, n) * abs(k - n * events / units)).sum()
    return total * units / (2 * events * (units - events))


def fitted(x, t):
    """Mean and strength of the beta distribution of the true shares, and the likelihood over the binomial's."""
    binomial = stats.binom.logpmf(x, t, x.sum() / t.sum()).sum()

    def loss(at):
        mean, strength = special.expit(at[0]), math.exp(at[1])
        return -stats.betabinom.logpmf(x, t, mean * strength, (1 - mean) * strength).sum()

    start = special.logit(x.sum() / t.sum())
    tries = [optimize.minimize(loss, [start, s], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-11, "maxiter": 4000})
             for s in (2.0, 4.0, 6.0)]  # fmt: skip
    best = min(tries, key=lambda of: of.fun)
    return special.expit(best.x[0]), math.exp(best.x[1]), -best.fun - binomial


def profile(x, t, strength):
    """The mean that fits best with a strength, and the likelihood there."""
    loss = lambda mean: -stats.betabinom.logpmf(x, t, mean * strength, (1 - mean) * strength).sum()  # noqa: E731
    best = optimize.minimize_scalar(loss, bounds=(1e-6, 1 - 1e-6), method="bounded", options={"xatol": 1e-10})
    return best.x, -best.fun


def strength_of(x, t, dissimilarity):
    """The strength at which the profile has this structural dissimilarity, which falls as the strength rises."""
    return optimize.brentq(
        lambda ln: closed_form(profile(x, t, math.exp(ln))[0], math.exp(ln)) - dissimilarity, -3, 16, xtol=1e-9
    )


def closed_form(mean, strength):
    a, b = mean * strength, (1 - mean) * strength
    ln = a * math.log(mean) + b * math.log(1 - mean) - special.betaln(a, b) - math.log(mean * (1 - mean))
    return math.exp(ln) / strength


def structural(mean, strength):
    """The dissimilarity of true shares, by numerical integration on both sides of the mean."""
    spread = stats.beta(mean * strength, (1 - mean) * strength)
    sides = [integrate.quad(lambda share: abs(share - mean) * spread.pdf(share), *side)[0] for side in ((0, mean), (mean, 1))]
    return sum(sides) / (2 * mean * (1 - mean))


def known_homes(homes, t, unknown, of_homes):
    """The homes that events may be compared with: those of which it is known, or the same part of them as of the units."""
    if of_homes:
        return np.maximum(0, homes - unknown)
    return homes * np.where(t + unknown > 0, t / np.where(t + unknown > 0, t + unknown, 1), 1)


class Limit:
    """A norm as the decimal that it is written as: 0.29 of 100 is 29. Of a floor, what does not count has a ceiling."""

    def __init__(self, norm, kind):
        self.norm, self.floor = norm, kind == "floor"
        self.ceiling = 1 - Fraction(str(norm)) if self.floor else Fraction(str(norm))

    def against(self, k, n):
        return n - k if self.floor else k

    def beyond(self, share):
        """Of a distribution of true shares, the part beyond the norm."""
        return share.cdf(self.norm) if self.floor else share.sf(self.norm)


def check_level(told, part, t, unknown, homes, counts, codes, flow, norm, result):
    all_codes, all_t = codes, t
    x, t, codes = counts[part], t[part], codes[part]
    even = told["evenness"]
    result.same(
        "what takes no part",
        [told["units_unknown"], told["areas_unknown"], told["areas_without_units"]],
        [int(unknown.sum()), int(((all_t == 0) & (unknown > 0)).sum()), int(((all_t == 0) & (unknown == 0)).sum())],
    )
    if x.sum() in (0, t.sum()):
        result.same("a sentence for no number", list(even), ["undefined"])
        return
    p = x.sum() / t.sum()
    result.near("dissimilarity", even["dissimilarity"], dissimilarity(x, t))
    result.near("its expectation by chance", even["dissimilarity_by_chance"], expected_dissimilarity(x, t))
    result.near("information index", even["information"], information(x, t))
    shares = x / t
    gini = (np.outer(t, t) * abs(np.subtract.outer(shares, shares))).sum() / (2 * t.sum() ** 2 * p * (1 - p))
    result.near("Gini", even["gini"], gini)
    result.near("isolation", even["isolation"], (x / x.sum() * shares).sum())
    frame = gpd.GeoDataFrame({"x": x, "t": t}, geometry=gpd.points_from_xy(range(len(x)), [0] * len(x)), crs=RD)
    for name, index in (("dissimilarity", Dissim), ("gini", Gini), ("isolation", Isolation), ("information", Entropy)):
        result.near(f"{name} by segregation", even[name], index(frame, "x", "t").statistic)
    stock = known_homes(homes, all_t, unknown, not flow)
    result.near("Hoover", even["hoover_against_homes"], abs(counts / counts.sum() - stock / stock.sum()).sum() / 2)
    held = np.cumsum(np.sort(x)[::-1])
    for key, most in (("areas_with_half", 0.5), ("areas_with_four_fifths", 0.8)):
        result.same("concentration", even[key], int((held < most * x.sum() - 1e-9).sum()) + 1)
    result.near("effective areas", even["effective_areas"], x.sum() ** 2 / (x**2).sum())
    loads = {area["code"]: area.get("per_100_homes") for area in told["areas"] if area["out_of"] == 0}
    others = zip(all_codes, homes, part, unknown)
    empty = {code: None if u else 0.0 for code, h, n, u in others if h > 0 and not n} if flow else {}
    result.same("areas with homes alone", loads, empty)
    told = told | {"areas": [area for area in told["areas"] if area["out_of"] > 0]}
    result.same("areas told", [area["code"] for area in told["areas"]], list(codes))
    for area, k, n in zip(told["areas"], x, t):
        # Of units of which none is known there is no count, and none in the layer.
        result.same("count and denominator", [area["count"] or 0, area["out_of"]], [k, n])
    if not flow:
        for area, k in zip(told["areas"], x):
            result.near("part of the total", area["part_of_total"], k / x.sum())
        return

    rng = np.random.default_rng(7)
    drawn = rng.multivariate_hypergeometric(t.astype(int), int(x.sum()), size=DRAWS)
    far = abs(drawn / t - p) @ t / (2 * t.sum() * p * (1 - p)) >= dissimilarity(x, t) - 1e-12
    result.drawn("p of dissimilarity", even["dissimilarity_p"], (far.sum() + 1) / (DRAWS + 1), DRAWS, DRAWS)
    mixed = (n_ln_n(t) - n_ln_n(drawn) - n_ln_n(t - drawn)).sum(axis=1)
    far = mixed <= (n_ln_n(t) - n_ln_n(x) - n_ln_n(t - x)).sum() + 1e-9
    result.drawn("p of information", even["information_p"], (far.sum() + 1) / (DRAWS + 1), DRAWS, DRAWS)

    mean, strength, gained = fitted(x, t)
    fit = even["structural"]
    differ = fit["strength"] is not None
    # Half a tail of χ² with one degree of freedom: the likelihood gained is half the square of z.
    result.near("likelihood gained", stats.norm.isf(fit["p"]) ** 2 / 2 if differ else 0.0, max(gained, 0.0) if differ else 0.0, 1e-3)
    if differ:
        result.near("mean of true shares", fit["mean"], mean, 1e-4)
        result.near("structural dissimilarity", fit["dissimilarity"], structural(mean, strength), 2e-4)
        # Where the likelihood of the profile is half a chi-square (95%) below its top; a low end of 0 is the binomial.
        top = profile(x, t, strength)[1]
        for end in fit["interval_95"]:
            if 1e-3 < end < 0.95:
                lost = top - profile(x, t, math.exp(strength_of(x, t, end)))[1]
                result.near("ends of the profile interval", lost, stats.chi2.isf(0.05, 1) / 2, 1e-2)
            elif end <= 0:
                lost = top - stats.binom.logpmf(x, t, p).sum()
                result.same("an interval that begins at chance", lost <= stats.chi2.isf(0.05, 1) / 2 + 1e-6, True)
        mean, strength = fit["mean"], fit["strength"]
        result.near("structural dissimilarity", fit["dissimilarity"], structural(mean, strength), 1e-5)

    # Fisher's exact test of the area against all others, of an area of any size, on both sides.
    tables = [[[int(k), int(n - k)], [int(x.sum() - k), int(t.sum() - n - x.sum() + k)]] for k, n in zip(x, t)]
    above = np.array([stats.fisher_exact(table, alternative="greater").pvalue for table in tables])
    below = np.array([stats.fisher_exact(table, alternative="less").pvalue for table in tables])
    tests = {"p_above": above, "p_below": below, "p": np.minimum(1, 2 * np.minimum(above, below))}
    if norm is not None:
        side = "less" if norm.floor else "greater"
        tests["norm_p"] = np.array([stats.binomtest(int(k), int(n), norm.norm, alternative=side).pvalue for k, n in zip(x, t)])
    for area, k, n in zip(told["areas"], x, t):
        others = t.sum() - n
        result.near("share compared with", area["compared_with"], (x.sum() - k) / others if others else None)
    for key, exact in tests.items():
        for area, value in zip(told["areas"], exact):
            result.near(f"exact test ({key})", area[key], value)
            result.same("no p-value of 0", area[key] > 0, True)
            if 1e-200 < value < 1e-3:
                result.near(f"small chances ({key})", area[key] / value, 1.0, 1e-4)
        if key in ("p", "norm_p"):
            for area, value in zip(told["areas"], multipletests(exact, method="fdr_bh")[1]):
                result.near(f"q-value of {key}", area["q" if key == "p" else "norm_q"], value)
    for area, two, up, down, q, n in zip(told["areas"], tests["p"], above, below, multipletests(tests["p"], method="fdr_bh")[1], t):
        result.same("judgement", area["judgement"], judgement(n, two, q, "boven" if up <= down else "onder"))
        result.same("funnel", area["funnel"], funnel(up, down))
        # Funnel and judgement say the same of an area.
        result.same("funnel and p-value", area["funnel"] == "within", two > 0.05)
    for area, k, n, h in zip(told["areas"], x, t, homes[part]):
        if norm is not None:
            result.same("headroom", area["headroom"], math.floor(norm.ceiling * int(n)) - int(norm.against(k, n)))
        result.near("load", area["per_100_homes"], 100 * k / h if h else None)
        if differ:
            after = stats.beta(mean * strength + k, (1 - mean) * strength + n - k)
            result.near("shrunk share", area["shrunk_share"], after.mean(), 1e-5)
            if norm is not None:
                result.near("chance beyond the norm", area["beyond_norm"], norm.beyond(after), 1e-5)
        for key, tail in (("funnel_95", 0.025), ("funnel_998", 0.001)):
            for found, a in zip(area[key], (tail, 1 - tail)):
                result.near("limits of the funnel", found, limit(n, x.sum(), t.sum(), a))


def judgement(n, two_sided, q, side):
    if n < 10:
        return "te weinig toewijzingen"
    return f"aantoonbaar {side}" if q <= 0.05 else f"mogelijk {side}" if two_sided <= 0.05 else "niet te onderscheiden"


def funnel(up, down):
    for tail, far in ((0.001, "far "), (0.025, "")):
        if up <= tail:
            return far + "above"
        if down <= tail:
            return far + "below"
    return "within"


def limit(n, events, units, a):
    """Spiegelhalter (2005): between whole numbers; of a draw of n from all units of the city."""
    draw = stats.hypergeom(int(units), int(events), int(n))
    numbers = np.arange(int(n) + 1)
    r = int(numbers[draw.cdf(numbers) >= a - 1e-13][0])
    at, before = draw.cdf(r), draw.cdf(r - 1)
    return min(max((r - (at - a) / (at - before)) / n, 0), 1)


def index_of(x, t):
    """The empirical-Bayes index: binomial, or Poisson where events are rare."""
    p, n, units = x.sum() / t.sum(), len(x), t.sum()
    spread = (t * (x / t - p) ** 2).sum()
    if p < 0.1:
        return (x / t - p) / np.sqrt(max(0, spread / units - p / (units / n)) + p / t)
    variance = max(0, (spread - (n - 1) * p * (1 - p)) / (units - (t**2).sum() / units - (n - 1)))
    return (x / t - p) / np.sqrt(variance + p * (1 - p) / t)


def bordering(shapes):
    """Neighbours by shared vertices and sides (libpysal), and those that touch within a millimetre (GEOS)."""
    exact = {
        "queen": libpysal.weights.Queen.from_dataframe(shapes, use_index=False),
        "rook": libpysal.weights.Rook.from_dataframe(shapes, use_index=False),
    }
    near = {name: {at: set(of) for at, of in w.neighbors.items()} for name, w in exact.items()}
    around = shapes.geometry.buffer(0.001)
    for one, other in zip(*shapes.sindex.query(around, predicate="intersects")):
        if one != other:
            near["queen"][one].add(other)
            if around.iloc[one].intersection(shapes.geometry.iloc[other].boundary).length > 0.1:
                near["rook"][one].add(other)
    touching = {
        name: libpysal.weights.W({at: sorted(of) for at, of in lists.items()}, silence_warnings=True) for name, lists in near.items()
    }
    return exact, touching


def check_borders(told, exact, touching, result):
    links = lambda w: sum(map(len, w.neighbors.values()))  # noqa: E731
    meant = [{"neighbours": name, "links": links(w), "by_t_junction": links(w) - links(exact[name])} for name, w in touching.items()]
    result.same("links", told, meant)


def check_space(told, frame, shapes, touching, x, t, taking_part, flow, result):
    among = np.flatnonzero(taking_part)
    # The nearest of those that take part; of fewer than seven all others.
    k = min(6, len(among) - 1)
    nearest = libpysal.weights.KNN.from_dataframe(shapes.iloc[among].reset_index(drop=True), k=k) if k > 0 else None
    lists = {} if nearest is None else {among[at]: [among[other] for other in of] for at, of in nearest.neighbors.items()}
    knn = libpysal.weights.W({at: lists.get(at, []) for at in range(len(shapes))}, silence_warnings=True)
    senses = touching | {"knn:6": knn}
    codes = frame["code"].to_numpy()
    result.same("senses of being neighbours", [found["neighbours"] for found in told["moran"]], list(senses))
    for found in told["moran"]:
        w = libpysal.weights.w_subset(senses[found["neighbours"]], list(np.flatnonzero(taking_part)), silence_warnings=True)
        keep = list(np.flatnonzero(taking_part))
        while w.islands:  # of the nearest, one that drops out may have been another's only neighbour
            keep = [at for at in keep if at not in w.islands]
            w = libpysal.weights.w_subset(w, keep, silence_warnings=True)
        alone = set(np.flatnonzero(taking_part)) - set(keep)
        result.same("isolates", found["isolates"], [codes[at] for at in sorted(alone)])
        if "undefined" in found:
            result.same("a sentence for no number", len(keep) < 3 or len(set(x / t)) == 1, True)
            continue
        result.same("links of those that take part", found["links"], sum(map(len, w.neighbors.values())))
        if found["neighbours"] == "knn:6":
            result.same("as many nearest neighbours for each", {len(of) for of in w.neighbors.values()}, {k})
        w.transform = "r"
        z = index_of(x, t)[[at not in alone for at in np.flatnonzero(taking_part)]]
        np.random.seed(3)
        meant = esda.Moran(z, w, permutations=DRAWS)
        result.near("Moran's I", found["i"], meant.I)
        result.near("its expectation", found["expected"], meant.EI)
        if not flow:
            result.same("no p-value of a stock", "p" in found, False)
            continue
        higher = ((meant.sim >= meant.I).sum() + 1) / (DRAWS + 1)
        lower = ((meant.sim <= meant.I).sum() + 1) / (DRAWS + 1)
        result.drawn("p of Moran's I", found["p"] / 2, min(higher, lower, 0.5), DRAWS, DRAWS)
        if found["neighbours"] == "queen":
            local = esda.Moran_Local(z, w, permutations=DRAWS, seed=3, keep_simulations=True)
            result.same("local areas", [of["code"] for of in told["local"]], [codes[at] for at in keep])
            for of, i, draws in zip(told["local"], local.Is, local.rlisas if hasattr(local, "rlisas") else local.sim.T):
                result.near("local Moran's I", of["i"], i)
                # A draw of the same values in another order is the same sum but for the rounding.
                ties = 1e-12 * max(1.0, abs(i))
                tails = ((draws >= i - ties).sum() + 1) / (DRAWS + 1), ((draws <= i + ties).sum() + 1) / (DRAWS + 1)
                result.drawn("p of local Moran's I", of["p"] / 2, min(*tails, 0.5), LOCAL, DRAWS)
            q = multipletests([of["p"] for of in told["local"]], method="fdr_bh")[1]
            for of, value in zip(told["local"], q):
                result.near("q of local Moran's I", of["q"], value, 1e-5)
    if flow:
        check_scan(told["clusters"], shapes.geometry[taking_part], codes[taking_part], x, t, result)


def check_scan(told, shapes, codes, x, t, result):
    centres = np.column_stack([shapes.centroid.x, shapes.centroid.y])
    away = ((centres[:, None] - centres[None]) ** 2).sum(axis=2)
    order = np.argsort(away, axis=1, kind="stable")
    events, units = x.sum(), t.sum()
    held = t[order].cumsum(axis=1)
    within = 2 * held <= units

    def ratios(x):
        c = np.where(within, x[order].cumsum(axis=1), 0)
        n = np.where(within, held, 1)
        part = lambda c, n: n_ln_n(c) + n_ln_n(n - c) - n_ln_n(n)  # noqa: E731
        ratio = part(c, n) + part(events - c, units - n) - part(events, units)
        return np.where(within & (c * (units - n) > (events - c) * n), ratio, 0)

    seen = ratios(x)
    result.near("ratio of the first cluster", told[0]["llr"], seen.max())
    centre, last = np.unravel_index(seen.argmax(), seen.shape)
    members = {codes[at] for at in order[centre, : last + 1]}
    result.same("members of the first cluster", set(told[0]["members"]), members)
    result.same("inside", told[0]["inside"], [int(x[order[centre, : last + 1]].sum()), int(held[centre, last])])
    draws = 999
    rng = np.random.default_rng(5)
    drawn = rng.multivariate_hypergeometric(t.astype(int), int(events), size=draws)
    strongest = np.array([ratios(of).max() for of in drawn])
    place = {code: at for at, code in enumerate(codes)}
    taken, free = set(), seen.copy()
    for cluster in told:
        # The strongest circle without an area of those before.
        result.near("ratio of a cluster", cluster["llr"], free.max())
        around = [place[code] for code in cluster["members"]]
        result.same("clusters apart", taken & set(around), set())
        taken |= set(around)
        c, n = x[around].sum(), t[around].sum()
        result.same("inside and outside", [cluster["inside"], cluster["outside"]], [[c, n], [events - c, units - n]])
        result.same("radius", cluster["radius_m"], float(round(math.sqrt(away[around[0], around[-1]]))))
        p = ((strongest >= cluster["llr"] - 1e-6).sum() + 1) / (draws + 1)
        result.drawn("p of a cluster", cluster["p"], p, DRAWS, draws)
        overlapping = np.isin(order, list(taken)).cumsum(axis=1) > 0
        free = np.where(overlapping, 0, free)


def check_outlook(told, result):
    years, norm = told["years"], Limit(told["norm"], told["norm_kind"])
    t = np.array([year["out_of"] for year in years])
    x = norm.against(np.array([year["count"] for year in years]), t)
    result.near("pooled test", told["pooled_p"], stats.binomtest(int(x.sum()), int(t.sum()), float(norm.ceiling), alternative="greater").pvalue)
    if told["trend_z"] is not None:
        # A year without units keeps its place in time, and adds nothing; statsmodels would add a half to every cell.
        table = Table(np.column_stack([t - x, x])[t > 0], shift_zeros=False)
        test = table.test_ordinal_association(np.arange(len(x))[t > 0], np.array([0, 1]))
        # statsmodels takes T − 1 where Armitage takes T.
        z = test.zscore * math.sqrt(t.sum() / (t.sum() - 1))
        result.near("trend", told["trend_z"], -z if norm.floor else z)
        result.near("p of the trend", told["trend_p"], stats.norm.sf(z))
    to_go = told["expected_to_go"]
    least = math.floor(norm.ceiling * int(t[-1] + to_go)) + 1 - int(x[-1])
    above = stats.betabinom.sf(least - 1, to_go, 0.5 + x[-1], 0.5 + t[-1] - x[-1]) if to_go else float(least <= 0)
    result.near("year-end prediction", told["year_end_beyond"], above)
    if told["year_end_beyond_informed"] is not None:
        # Jeffreys' prior with the earlier years, which weigh no more than so many units.
        share, weight = x[:-1].sum() / t[:-1].sum(), min(told["rule"]["earlier_years_weigh"], t[:-1].sum())
        prior = 0.5 + share * weight + x[-1], 0.5 + (1 - share) * weight + t[-1] - x[-1]
        above = stats.betabinom.sf(least - 1, to_go, *prior) if to_go else float(least <= 0)
        result.near("the same with the years before", told["year_end_beyond_informed"], above)


def check_verdict(told, window, result):
    """The rule on the norm, with the parameters that are told."""
    rule, years = told["rule"], told["years"]
    norm = Limit(told["norm"], told["norm_kind"])
    rises = told["trend_z"] is not None and (-1 if norm.floor else 1) * told["trend_z"] >= rule["trend_z_from"]
    is_above = lambda year: norm.against(year["count"], year["out_of"]) > norm.ceiling * year["out_of"]  # noqa: E731
    for year in years:
        first = max(window["from"], told.get("since", window["from"]))  # on from the last change of what counts
        lies_within = first <= f"{year['year']}-01-01" and f"{year['year']}-12-31" <= window["to"]
        result.same("whole years", year["whole"], lies_within)
    # Where what counts changed within the window, all of this looks at what came since.
    window = window | ({"from": told["since"]} if "since" in told else {})
    first, last = (date.fromisoformat(window[end]) for end in ("from", "to"))
    length = ((last - first).days + 1) / 365.25 if "since" in told else round((last - first).days / 365.25)
    left = 1 - last.timetuple().tm_yday / (date(last.year, 12, 31).timetuple().tm_yday)
    whole = [year["out_of"] for year in years[:-1] if year["whole"]]
    a_year = sum(whole) / len(whole) if whole else sum(year["out_of"] for year in years) / length
    result.same("expected to go", told["expected_to_go"], math.floor(left * a_year + 0.5))
    chance = told["year_end_beyond_informed"] if told["year_end_beyond_informed"] is not None else told["year_end_beyond"]
    result.same("chance of the rule", told["year_end_beyond_of_rule"], chance)
    often = sum(is_above(year) for year in [year for year in years if year["whole"]][-3:]) >= 2
    units = sum(year["out_of"] for year in years)
    proved = told["pooled_p"] <= rule["structural_pooled_p_up_to"] and units >= rule["structural_fewest_units"]
    structural = chance >= rule["structural_from"] and (often or rises) and proved
    attention = chance >= rule["attention_from"] or rises
    meant = "dreigt structureel" if structural else "aandacht" if attention else "geen signaal"
    meant = "te weinig toewijzingen" if units < rule["attention_fewest_units"] else meant
    now = is_above(years[-1]) if years[-1]["out_of"] else None
    result.same("verdict on the norm", [told["verdict"], told["over_now"]], [meant, now])
    result.same("a year without placements yet", "remark" in told, years[-1]["out_of"] == 0)


def check_target(told, counts, out_of, unknown, lost, whole, codes, today, result):
    """`unknown` units with a place; `lost` is the figure of those without. Of a `whole` stock the denominators are all
    that the city has, and whether what has no place lies within it is not known."""
    days = lambda one, other: (date.fromisoformat(other) - date.fromisoformat(one)).days  # noqa: E731
    falls, is_share = told["direction"] == "fall", told.get("goal_share") is not None
    now, open_ = int(counts.sum()), int(unknown) + lost["unknown"]
    least = now + (lost["count"] or 0)
    total = int(out_of.sum()) + (0 if whole else lost["out_of"] + open_)
    ends = [now if whole and is_share else least, least + open_]
    if is_share:
        ends = [min(end, total) for end in ends]
        result.same("what a share is out of", told["out_of"], total)
        for found, end in zip(told["share_between"], ends):
            result.near("share between", found, end / total)
    exact = lambda value: Fraction(str(value))  # noqa: E731
    if is_share:
        goal = exact(told["goal_share"])
        units = math.floor(goal * total) if falls else math.ceil(goal * total)
        start, values = told["start_share"] if "start_share" in told else None, [Fraction(end, total) for end in ends]
    else:
        goal, units, start, values = Fraction(told["goal"]), told["goal"], told["start"], [Fraction(end) for end in ends]
    to_go = [max(0, end - units if falls else units - end) for end in ends]
    best, worst = (0, 1) if falls else (1, 0)
    result.same("target", [told["now"], told["between"], told["to_go"], told["to_go_at_most"]], [now, ends, to_go[best], to_go[worst]])
    reached = False if to_go[best] else None if to_go[worst] else True
    result.same("target reached", told["reached"], reached)
    sign = 1 if falls else -1
    for end, needed_key, shown_key in ((best, "pace_needed_per_year", "pace_shown_per_year"), (worst, "pace_needed_at_most_per_year", "pace_shown_at_least_per_year")):
        needed = shown = None
        if told["by"]:
            left = days(today, told["by"]) / 365.25
            needed = 0.0 if to_go[end] == 0 else float(sign * (values[end] - goal)) / left if left > 0 else None
            gone = days(told["from"], today) / 365.25 if told["from"] else 0
            shown = sign * (start - float(values[end])) / gone if start is not None and gone > 0 else None
        result.near("pace needed", told[needed_key], needed)
        result.near("pace shown", told[shown_key], shown)
    path = in_time = None
    if told["by"] and told["from"] and start is not None:
        every = days(told["from"], told["by"])
        gone = min(max(days(told["from"], today), 0), every)
        line = exact(start) + (goal - exact(start)) * Fraction(gone, every)
        path = float(line)
        if gone:
            on = [value <= line if falls else value >= line for value in values]
            in_time = True if reached else on[0] if on[0] == on[1] else None
    result.near("path", told["path_today"], path)
    result.same("in time", told["in_time"], in_time)
    order = sorted((at for at in range(len(counts)) if counts[at] > 0), key=lambda at: (-counts[at], at)) if falls else []
    held = np.cumsum(counts[order]) if order else np.zeros(0)
    enough = int((held < to_go[best]).sum()) + (to_go[best] > 0)
    result.same("fewest areas", told["fewest_areas"], enough if falls and to_go[best] <= now else None)
    found = told.get("contribution", [])
    result.same("contribution", [[of["code"], of["count"]] for of in found], [[codes[at], int(counts[at])] for at in order])
    for of, part in zip(found, held / now if now else []):
        result.near("contribution curve", of["cumulative_part"], part)


def check_coincidences(told, result):
    """What must hold of all of them."""
    units = {"homes": told["homes"], "complexes": told.get("complexes", {}).get("coincidences", [])}
    for found in (one for of in units.values() for one in of):
        result.same("coincidences within their margins", (found["count"] or 0) <= min(found["each"]) <= found["units"], True)


def answers(truth):
    """Of each home whether it has a property, and whether all is known that this depends on."""
    home, shed = (truth[name].isin(["verdacht"]).where(truth[name].isin(["verdacht", "nee"])).astype("boolean") for name in ("dak", "schuur"))
    label, vve = truth["label"], truth["vve"].map({"J": True, "N": False}).astype("boolean")
    has = pd.DataFrame({"label_d": (label == "D").astype("boolean").where(label.notna()), "asbest": home | shed, "vve": vve})
    known = has.notna().assign(asbest=home.notna() & shed.notna())
    return has, known, home, shed


def check_known_units(truth, lettings, stock, layers, figures, result):
    """Count, denominator and unknown of the layers, from the units of which the answer is known."""
    has, _, home, shed = answers(truth)
    of, of_letting = truth["buurt"], lettings["buurt"]
    belongs, all_homes = has["label_d"], pd.Series(True, index=truth.index, dtype="boolean")
    labelled, counted = all_homes.where(truth["label"].notna()), pd.Series(True, index=lettings.index, dtype="boolean")
    up_to = lambda most: (lettings["huur"] <= most).astype("boolean").where(lettings["huur"].notna())  # noqa: E731
    units = {
        "label_d": (of, has["label_d"], labelled),
        # Of the labels in the register the last day and the method are known.
        "label_d_verlopen": (
            of,
            (truth["verlopen"] == "D").astype("boolean").where(truth["methode"].notna() | truth["verlopen"].notna()),
            all_homes.where(truth["label"].notna() | truth["verlopen"].notna()),
        ),
        "label_d_nen7120": (of, (truth["methode"] != "NTA 8800").astype("boolean").where(truth["methode"].notna()), belongs),
        "label_d_vve": (of, has["vve"], belongs),
        "label_efg": (of, truth["label"].isin(["E", "F", "G"]).astype("boolean"), labelled),
        "label_onbekend": (of, truth["label"].isna().astype("boolean"), all_homes),
        "asbest_woning": (of, home, all_homes),
        "asbest_schuur": (of, shed, all_homes),
        "asbest_onbekend": (of, (home.isna() | shed.isna()).astype("boolean"), all_homes),
        "label_d_asbest": (of, has["asbest"], belongs),
        "nabij": (of, (truth["afstand"] <= 350).astype("boolean"), all_homes),
        "zeer_nabij": (of, (truth["afstand"] <= 100).astype("boolean"), all_homes),
        "urgent": (of_letting, lettings["urgent"].astype("boolean"), counted),
        "bereikbaar": (of_letting, up_to(lettings["grens"]), counted),
        "passend": (of_letting, up_to(660), counted),
        "vergunninghouders": (of_letting, (lettings["groep"] == "vergunninghouders").astype("boolean"), counted),
    }
    # Social homes out of all homes: as many units as there are homes, of which the first so many are social.
    every = stock.loc[stock.index.repeat(stock["woningen"]), "buurtcode"].reset_index(drop=True)
    first = every.groupby(every).cumcount() < every.map(of.value_counts()).fillna(0)
    units["sociaal"] = every, first.astype("boolean"), pd.Series(True, index=every.index, dtype="boolean")
    check_years({name: of for name, of in units.items() if of[0] is of_letting}, lettings["datum"], figures, result)
    for name, (buurt, counts, belong) in units.items():
        known = (belong.fillna(False) & counts.notna()).astype(bool)
        unknown = (belong.isna() | (belong.fillna(False) & counts.isna())).astype(bool)
        yes = known & counts.fillna(False).astype(bool)
        for level, frame in layers.items():
            # A buurt has the digits of its wijk; a stadsdeel is three of these.
            within = {"buurt": buurt, "wijk": "WK" + buurt.str[2:8], "stadsdeel": "Deel " + (buurt.str[6:8].astype(int) // 3).astype(str)}[level]
            k, n, u = (which.groupby(within).sum().reindex(frame["code"], fill_value=0).tolist() for which in (yes, known, unknown))
            shown = [None if not of and left else count for count, of, left in zip(k, n, u)]
            result.same(f"known units of {name}", [None if math.isnan(value) else int(value) for value in frame[name]], shown)
            result.same(f"denominators of {name}", frame[f"{name}_noemer"].tolist(), n)
            result.same(f"unknown units of {name}", frame[f"{name}_nb"].tolist(), u)
            pct = [None if not of else (2000 * count + of) // (2 * of) / 10 for count, of in zip(k, n)]
            result.same(f"percentages of {name}", [None if math.isnan(value) else value for value in frame[f"{name}_pct"]], pct)


def check_years(units, days, figures, result):
    """Placements by year, a year with a change of what counts in two; and the outlook on those since the change."""
    changes = figures["urgency"][0]["definitions"][1:]
    by_id = {told["id"]: told for told in figures["indicators"]}
    for name, (_, counts, belong) in units.items():
        told, reads_it = by_id[name], name in ("urgent", "vergunninghouders")
        result.same("definitions", len(told.get("definitions", [])), len(changes) + 1 if changes and reads_it else 0)
        known = (belong.fillna(False) & counts.notna()).astype(bool)
        pairs = lambda here: [int((known & counts.fillna(False) & here).sum()), int((known & here).sum())]  # noqa: E731
        seen = pd.Series(False, index=days.index)
        for entry in told["by_year"]:
            here = days.str.startswith(str(entry["year"])) & (days >= entry.get("from", "")) & (days <= entry.get("until", "9999"))
            result.same("placements of a year", [entry["count"] or 0, entry["out_of"]], pairs(here))
            result.same("no placement twice", bool((seen & here).any()), False)
            seen |= here
        outlook = told["spread"].get("outlook")
        if outlook:
            since = changes[-1]["from"] if changes and reads_it else None
            result.same("since when", outlook.get("since"), since)
            for year in outlook["years"]:
                here = days.str.startswith(str(year["year"])) & (days >= (since or ""))
                result.same("a year of the outlook", [year["count"], year["out_of"]], pairs(here))


def check_coinciding(truth, told, result):
    """Homes and complexes as units, each in its area: the distribution over all deals, by SciPy, area by area."""
    has, known, _, _ = answers(truth)
    most = truth.groupby("complex")["buurt"].agg(lambda of: of.mode().min())
    for kind, found in [("homes", one) for one in told["homes"]] + [("complexes", one) for one in told["complexes"]["coincidences"]]:
        all_known = known[found["of"]].all(axis=1)
        each, area, n_all = has.loc[all_known, found["of"]].astype(int), truth.loc[all_known, "buurt"], len(truth)
        if kind == "complexes":
            each = each.groupby(truth.loc[all_known, "complex"]).max()
            area, n_all = most.reindex(each.index), len(most)
        result.same(f"{kind} of which not all is known", found["unknown"], n_all - len(each))
        result.same(f"{kind} of which all is known", found["units"], len(each))
        values, area = each.to_numpy().T, area.to_numpy()
        result.same(f"{kind} with each", found["each"], values.sum(axis=1).tolist())
        result.same(f"{kind} with all", found["count"], int(values.all(axis=0).sum()))
        expected, city = 0.0, np.ones(1)
        for code in sorted(set(area)):
            here = values[:, area == code]
            n, each = here.shape[1], here.sum(axis=1)
            expected += n * np.prod(each / n)
            chances = np.zeros(n + 1)
            chances[each[0]] = 1
            for more in each[1:]:
                drawn = stats.hypergeom.pmf(np.arange(n + 1)[:, None], n, np.arange(n + 1)[None], more)
                chances = np.nan_to_num(drawn) @ chances
            city = np.convolve(city, chances)
        result.near("expected coincidences", found["expected_by_chance"], expected)
        # A quantile at which the sum of chances is the part itself may be either number.
        for part, number in zip((0.025, 0.975), found["range_95_by_chance"]):
            below, upto = city[:number].sum(), city[: number + 1].sum()
            result.same("range of coincidences", below <= part + 1e-9 and upto >= part - 1e-9, True)


def main(out):
    figures = json.loads((out / "kerncijfers-intern.json").read_text())
    folders = {"stadsdeel": "stadsdelen", "wijk": "wijken", "buurt": "buurten"}
    result = Comparison()
    layers, given = {}, out.parent / "waarheid.csv"
    for level, folder in folders.items():
        frame = gpd.read_file(out / f"lagen-intern/{folder}.geojson")
        frame["code"] = frame[f"{level}code" if f"{level}code" in frame else level]
        layers[level] = frame
    shapes = gpd.GeoDataFrame(geometry=layers["buurt"].geometry.to_crs(RD).values)
    if given.exists():
        of_layer = gpd.read_file(out.parent / "buurten.gpkg").set_index("buurtcode").loc[layers["buurt"]["code"]]
        shapes = gpd.GeoDataFrame(geometry=of_layer.geometry.values, crs=RD)
    exact, touching = bordering(shapes)
    if given.exists():
        check_borders(figures["borders"], exact, touching, result)
    for told in figures["indicators"]:
        name, spread = told["id"], told["spread"]
        by_level = {}
        for level in spread["levels"]:
            frame = layers[level["level"]]
            t = frame[f"{name}_noemer"].to_numpy(float)
            counts = frame[name].fillna(0).to_numpy(float)
            part = t > 0
            unknown = frame[f"{name}_nb"].to_numpy(float)
            # Social homes are compared with all homes, not with themselves.
            homes = t if name == "sociaal" else frame["woningen"].to_numpy(float)
            check_level(
                level, part, t, unknown, homes, counts, frame["code"],
                told["nature"] == "flow", Limit(told["norm"], told["norm_kind"]) if told.get("norm") else None, result,
            )  # fmt: skip
            by_level[level["level"]] = (counts[part], t[part])
        x, t = by_level["buurt"]
        if 0 < x.sum() < t.sum():
            parts = np.diff([0, *(information(*by_level[level]) for level in folders)])
            for found, meant in zip(spread["information_parts"], parts):
                result.near("parts of the information index", found["part"], meant)
        if "moran" in spread["in_space"]:
            frame = layers["buurt"]
            check_space(spread["in_space"], frame, shapes, touching, x, t, frame[f"{name}_noemer"].to_numpy() > 0, told["nature"] == "flow", result)
        if "outlook" in spread:
            check_outlook(spread["outlook"], result)
            check_verdict(spread["outlook"], figures["window"], result)
        if "now" in spread.get("target", {}):
            frame = layers["buurt"]
            counts = frame[name].fillna(0).to_numpy(int)
            out_of, unknown = frame[f"{name}_noemer"].to_numpy(int), frame[f"{name}_nb"].sum()
            check_target(
                spread["target"], counts, out_of, unknown, told["unplaced"], name == "sociaal", frame["code"].to_numpy(),
                figures["reference_date"], result,
            )  # fmt: skip
    check_coincidences(figures["coincidences"], result)
    if "production" in figures:
        config = tomllib.loads((out.parent / "spreiding.toml").read_text())
        check_production(figures["production"], config, out.parent, layers, figures["reference_date"], result)
    if given.exists():
        truth, lettings = pd.read_csv(given), pd.read_csv(out.parent / "waarheid_toewijzingen.csv")
        check_known_units(truth, lettings, pd.read_csv(out.parent / "woningvoorraad.csv"), layers, figures, result)
        check_coinciding(truth, figures["coincidences"], result)
    for what, n in result.compared.items():
        print(f"{what}: {n}")
    for line in result.differences[:30]:
        print("   ", line)
    print("EQUAL" if not result.differences else f"{len(result.differences)} DIFFERENCES")
    return bool(result.differences)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
