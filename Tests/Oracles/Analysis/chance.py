# Exact binomial tails, Clopper-Pearson intervals, rate ratios and Benjamini-Hochberg rates, by scipy.
#   pip install scipy==1.17.1 && python chance.py > chance.csv
import scipy, random
from scipy.stats import binom, binomtest, false_discovery_control

print("# scipy", scipy.__version__)
random.seed(7)
for n in (1, 2, 7, 40, 333, 5000, 120000):
    for k in sorted({0, 1, n // 9, n // 3, n // 2, n - 1, n} & set(range(n + 1))):
        for p in (0.003, 1 / 9, 0.47, 0.97):
            ci = binomtest(k, n, p).proportion_ci(0.95, "exact")
            print("binomial", k, n, repr(p), repr(float(binom.sf(k - 1, n, p))), repr(float(ci.low)), repr(float(ci.high)), sep=",")
for a, t, b, s in ((0, 5, 4, 2), (6, 10, 2, 10), (57, 1140, 31, 1062), (120, 1140, 260, 7980), (3, 0.5, 0, 7), (2100, 900, 1800, 1000)):
    ci = binomtest(a, a + b, t / (t + s)).proportion_ci(0.95, "exact")
    lower = ci.low / (1 - ci.low) * s / t
    upper = ci.high / (1 - ci.high) * s / t if b else float("inf")
    print("ratio", a, t, b, s, repr(float(lower)), repr(float(upper)), repr(float(binom.sf(a - 1, a + b, t / (t + s)))), sep=",")
for size in (1, 5, 60):
    p = [random.random() ** random.choice((1, 4)) for _ in range(size)]
    p += p[: size // 3]
    for x, q in zip(p, false_discovery_control(p)):
        print("bh", size, repr(x), repr(float(q)), sep=",")
