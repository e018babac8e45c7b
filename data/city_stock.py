"""All homes per buurt: the social ones as drawn, and the others in proportion to the dwellings of the wijk."""

from city_homes import count_by, homes_weights, share_out, stream
from city_tables import Table

SOCIAL_SHARE = 0.266  # of Almere, by its own figures


def all_homes(city, wijken):
    """Per buurt the number of all homes."""
    rng = stream("stock")
    social, sampled = count_by(city.homes, len(city.buurten)), count_by(city.others, len(city.buurten))
    # Beside a caretaker's house there are a few others, but not everywhere; some parks have a farm or a houseboat.
    beside = [
        rng.randint(0, 8) if 0 < n <= 6 else rng.choice((0, 0, 0, 0, 1, 2, 5)) if n == 0 and not weight else 0
        for n, weight in zip(social, homes_weights(city.buurten, wijken, False))
    ]
    rest = round(len(city.homes) / SOCIAL_SHARE) - len(city.homes) - sum(beside)
    others = share_out(rest, homes_weights(city.buurten, wijken, False))
    totals = [a + b + c for a, b, c in zip(social, others, beside)]
    assert all(t >= a + b for t, a, b in zip(totals, social, sampled)), "fewer homes than were drawn"
    return totals


def housing_stock(city, totals):
    """One row a buurt, and the total below, as such tables come."""
    header = ["buurtcode", "buurtnaam", "woningen"]
    rows = [[b.code, b.name, str(n)] for b, n in zip(city.buurten, totals)]
    return Table("woningvoorraad.csv", header, [*rows, ["Totaal", "", str(sum(totals))]])
