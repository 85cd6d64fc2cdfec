# Gini's coefficient as half the mean absolute difference by the mean, all pairs one by one, and the adjusted one of Bernasco and Steenbeek
# (2017) as what lies between the Lorenz curve and the most even curve that can be, each place by itself: no formula in common with Homeward.
#   python concentration.py > concentration.csv
from fractions import Fraction
import random

random.seed(3)
print("# exact fractions")


def area_under(counts):
    """The area under the Lorenz curve, places from the fewest to the most."""
    total, places = sum(counts), len(counts)
    area, before = Fraction(0), Fraction(0)
    for count in sorted(counts):
        after = before + Fraction(count, total)
        area += (before + after) / 2 / places
        before = after
    return area


def plain(counts):
    places, total = len(counts), sum(counts)
    return Fraction(sum(abs(a - b) for a in counts for b in counts), 2 * places * total)


def adjusted(counts):
    """The area between the most even curve and the Lorenz curve, by that below the most even one, or half where places are fewer."""
    places, total = len(counts), sum(counts)
    if total >= places:
        return plain(counts)
    even = area_under([1] * total + [0] * (places - total))
    return (even - area_under(counts)) / even


def fewest(counts, percent):
    held, wanted = 0, Fraction(percent * sum(counts), 100)
    for index, count in enumerate(sorted(counts, reverse=True)):
        held += count
        if held >= wanted:
            return index + 1


cases = {
    "many": [random.randrange(0, 40) for _ in range(25)],
    "few": [1, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0],
    "one_each": [1] * 7 + [0] * 33,
    "one_place": [0] * 9 + [12],
    "equal": [4] * 6,
    "single": [5],
    "uneven": [0, 0, 0, 0, 1, 1, 2, 3, 50],
}
for name, counts in cases.items():
    print(name, " ".join(map(str, counts)), float(plain(counts)), float(adjusted(counts)), *(fewest(counts, p) for p in (25, 50, 80)), sep=",")
