# Exact Poisson intervals, chi-square tails, the e-test and the scan window, by scipy, by adding up every pair of counts, and by throwing.
#   pip install scipy==1.17.1 && python rates.py > rates.csv
# scipy's e-test compares rounded statistics and so loses pairs that lie exactly as far apart (12 against 6 over equal periods: 0.16296
# for 0.16396); the sums here compare whole numbers.
import math
import numpy as np, scipy
from scipy.stats import chi2, poisson, poisson_means_test

print("# scipy", scipy.__version__)
for k in (0, 1, 2, 7, 40, 333, 5000, 120000):
    for confidence in (0.8, 0.95, 0.999):
        tail = (1 - confidence) / 2
        low = chi2.ppf(tail, 2 * k) / 2 if k else 0.0
        print("rate", k, confidence, repr(float(low)), repr(float(chi2.isf(tail, 2 * k + 2) / 2)), sep=",")
for degrees in (1, 2, 3, 6, 11, 40):
    for x in (0.01, 1, 5.5, 30, 200):
        print("chi", degrees, x, repr(float(chi2.sf(x, degrees))), sep=",")


def etest(k1, n1, k2, n2):
    rate = (k1 + k2) / (n1 + n2)
    tops = [int(rate * n + 40 * math.sqrt(rate * n) + 80) for n in (n1, n2)]
    x, y = np.meshgrid(np.arange(tops[0]), np.arange(tops[1]), indexing="ij")
    difference = x * n2 - y * n1
    scale = x * n2 * n2 + y * n1 * n1
    seen, seen_scale = k1 * n2 - k2 * n1, k1 * n2 * n2 + k2 * n1 * n1
    # d²/s ≥ d0²/s0, in whole numbers.
    as_far = difference**2 * seen_scale >= seen**2 * scale
    as_far[0, 0] = seen == 0
    mass = np.outer(poisson.pmf(np.arange(tops[0]), rate * n1), poisson.pmf(np.arange(tops[1]), rate * n2))
    above = mass[as_far & (difference > 0)].sum()
    below = mass[as_far & (difference < 0)].sum()
    both = 1.0 if seen == 0 else above + below
    farther = difference**2 * seen_scale > seen**2 * scale
    if seen > 0:
        return both, above, 1 - mass[farther & (difference > 0)].sum()
    if seen < 0:
        return both, 1 - mass[farther & (difference < 0)].sum(), below
    return 1.0, 1 - mass[difference < 0].sum(), 1 - mass[difference > 0].sum()


for k1, n1, k2, n2 in ((6, 1, 2, 1), (3, 1, 0, 1), (2, 1, 0, 1), (12, 1, 6, 1), (5, 2, 5, 2), (0, 3, 4, 3), (10, 31, 4, 28), (20, 365, 33, 366), (7, 30, 60, 365), (95, 190, 70, 175), (300, 1, 50, 1), (1, 1, 12, 5), (410, 366, 365, 365)):
    both, greater, less = etest(k1, n1, k2, n2)
    peer = poisson_means_test(k1, n1, k2, n2).pvalue
    print("etest", k1, n1, k2, n2, *(repr(float(v)) for v in (both, greater, less, peer)), sep=",")

rng = np.random.default_rng(1)
for count, mean, windows in ((3, 1.2, 3), (4, 1, 20), (5, 0.8, 50), (6, 0.6, 208)):
    thrown, reached = 100_000, 0
    for n in rng.poisson(mean * windows, thrown):
        if n >= count:
            times = np.sort(rng.random(n) * windows)
            reached += (times[count - 1 :] - times[: n - count + 1]).min() <= 1
    print("scan", count, mean, windows, reached / thrown, math.sqrt(reached / thrown * (1 - reached / thrown) / thrown), sep=",")
