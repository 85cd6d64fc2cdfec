# Rate ratios against a least ratio, ratios of two ratios (Fisher's noncentral hypergeometric distribution), their exact
# intervals, and the probabilities of their tails, by scipy.
#   pip install scipy==1.17.1 && python peaks.py > peaks.csv
import scipy, numpy as np
from scipy.optimize import brentq
from scipy.stats import binom, binomtest, nchypergeom_fisher
from scipy.stats.contingency import odds_ratio

print("# scipy", scipy.__version__)
for a, t, b, s in ((0, 5, 4, 2), (6, 10, 2, 10), (57, 1140, 31, 1062), (120, 1140, 260, 7980), (3, 0.5, 0, 7), (2100, 900, 1800, 1000), (290, 570, 229, 525)):
    for least, confidence in ((1, 0.95), (1.25, 0.95), (1.25, 0.99), (3, 0.8)):
        share = least * t / (least * t + s)
        ci = binomtest(a, a + b, share).proportion_ci(confidence, "exact")
        lower = ci.low / (1 - ci.low) * s / t
        upper = ci.high / (1 - ci.high) * s / t if b else float("inf")
        p = min(1.0, 2 * float(binom.sf(a - 1, a + b, share)))
        print("ratio", a, t, b, s, least, confidence, repr(float(lower)), repr(float(upper)), repr(p), sep=",")
for a, b, c, d in ((3, 1, 1, 3), (12, 5, 40, 60), (146, 12, 900, 700), (30, 0, 50, 40), (0, 7, 30, 20), (9, 4, 0, 6), (820, 610, 12000, 11800), (40, 90, 300, 200)):
    ci = odds_ratio([[a, b], [c, d]], kind="conditional").confidence_interval(0.95)
    for least in (1, 1.25, 2):
        # The mass function sums in logarithms; its own tail loses figures where it is small.
        x = np.arange(max(0, a - d), min(a + b, a + c) + 1)
        mass = nchypergeom_fisher(a + b + c + d, a + b, a + c, least).pmf(x)
        p = min(1.0, 2 * float(mass[x >= a].sum() / mass.sum()))
        print("town", a, b, c, d, least, 0.95, repr(float(ci.low)), repr(float(ci.high)), repr(p), sep=",")
# Mid-p: half of the probability of the count itself belongs to either tail.
def tails(a, b, c, d, odds):
    x = np.arange(max(0, a - d), min(a + b, a + c) + 1)
    mass = nchypergeom_fisher(a + b + c + d, a + b, a + c, odds).pmf(x)
    mass /= mass.sum()
    own = mass[x == a].sum() / 2
    return float(mass[x < a].sum() + own), float(mass[x > a].sum() + own)
for a, b, c, d in ((3, 1, 1, 3), (12, 5, 40, 60), (30, 0, 50, 40), (0, 7, 30, 20), (2, 9, 21, 24), (9, 14, 60, 55), (0, 1, 1, 1)):
    low = 0.0 if a <= max(0, a - d) else float(brentq(lambda v: tails(a, b, c, d, np.exp(v))[1] - 0.025, -20, 20, xtol=1e-13))
    high = float("inf") if a >= min(a + b, a + c) else float(brentq(lambda v: tails(a, b, c, d, np.exp(v))[0] - 0.025, -20, 20, xtol=1e-13))
    print("mid", a, b, c, d, 1, 0.95, repr(float(np.exp(low)) if low else 0.0), repr(float(np.exp(high))), repr(min(1.0, 2 * min(tails(a, b, c, d, 1)))), sep=",")
