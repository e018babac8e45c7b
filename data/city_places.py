"""The invented meeting places: points and some outlines of buildings, many in the old wijken and few in the new ones.

None of them has a home between 499 and 501 m away, so that a few decimetres between two ways of computing RD
coordinates do not move any home across the 500 m.
"""

import math

import numpy as np
import shapely
from shapely.geometry import Point, Polygon

from city_homes import by_complex, stream

NUMBER, WITHIN = 46, 500.0
MARGIN = 1.0  # metres
KINDS = ("Buurthuis", "Wijkcentrum", "Ontmoetingsruimte", "Buurtkamer", "Huis van de wijk", "Inloophuis")
NAMES = """De Wilgenroos De Schakel Het Baken De Boeg 't Trefpunt De Windroos De Kajuit Het Anker De Wissel De Zonnewijzer
De Vlonder Het Kompas De Klaproos De Steiger Het Palet De Draaischijf De Spil Het Vliegwiel De Parel De Loods De Tuinkamer
Het Middelpunt De Vuurtoren De Kade Het Atelier De Pergola De Koepel De Brug Het Kwartier De Linde De Meander Het Lichtpunt
De Oase De Serre Het Kruispunt De Waterlelie De Zeilmaker Het Veerhuis De Grutto De Eik De Buitenplaats Het Podium De Kern
De Stolp De Tol De Wending""".replace("\n", " ")
# The newer a stadsdeel, the fewer: homes per place weigh so much.
DENSITY = {"Almere Haven": 1.6, "Almere Stad": 1.0, "Almere Buiten": 0.75, "Almere Poort": 0.35, "Almere Hout": 0.5, "Almere Pampus": 0}


def names():
    """Each begins with an article."""
    words, found = NAMES.split(), []
    for word in words:
        if word in ("De", "Het", "'t"):
            found.append([word])
        else:
            found[-1].append(word)
    return [" ".join(parts) for parts in found]


def meeting_places(city):
    """Kind, name, and a point or an outline of each, in RD."""
    rng, complexes = stream("places"), list(by_complex(city.homes).values())
    weights = [DENSITY[city.buurten[c[0].buurt].stadsdeel] * math.sqrt(len(c)) * (c[0].year < 2005 or 0.4) for c in complexes]
    points = np.array([(h.x, h.y) for h in city.homes], float)
    places, middles, called = [], [], names()
    assert len(called) == len(set(called)) == NUMBER
    while len(places) < NUMBER:
        home = rng.choice(rng.choices(complexes, weights)[0])
        away, turn = rng.uniform(12, 60), rng.uniform(0, 2 * math.pi)
        x, y = round(home.x + away * math.cos(turn), 1), round(home.y + away * math.sin(turn), 1)
        outline = len(places) % 3 == 0
        shape = building(x, y, home.turn, rng.uniform(9, 22), rng.uniform(6, 11)) if outline else Point(x, y)
        if not city.polygons[home.buurt].contains(shape) or any(math.dist((x, y), m) < 350 for m in middles):
            continue
        if any(abs(d - WITHIN) < MARGIN for d in distances(shape, points)):
            continue
        middles.append((x, y))
        places.append([f"{rng.choice(KINDS)} {called[len(places)]}", "gebouw" if outline else "punt", shape])
    return places


def building(x, y, turn, along, across):
    c, s = math.cos(turn), math.sin(turn)
    corners = [(-along, -across), (along, -across), (along, across), (-along, across)]
    return Polygon([(x + u * c - v * s, y + u * s + v * c) for u, v in corners])


def distances(shape, points):
    """Metres from each point to a place, to the outline of a building; 0 inside."""
    return shapely.distance(shape, shapely.points(points))


def give_distances(city, places):
    """Each home with a meeting place within 500 m is marked."""
    points = np.array([(h.x, h.y) for h in city.homes], float)
    nearest = np.min([distances(shape, points) for _, _, shape in places], axis=0)
    for home, distance in zip(city.homes, nearest):
        home.near_meeting = bool(distance <= WITHIN)
