# Exact binomial tails, Clopper-Pearson intervals and Benjamini-Hochberg rates, by scipy; ratios stand in peaks.py.
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
for size in (1, 5, 60):
    p = [random.random() ** random.choice((1, 4)) for _ in range(size)]
    p += p[: size // 3]
    for x, q in zip(p, false_discovery_control(p)):
        print("bh", size, repr(x), repr(float(q)), sep=",")
