# Knox's table of one band, Baker's modified Knox statistic and Mantel's test, by pointpats; Poisson tails, by scipy.
#   pip install pointpats==2.5.5 scipy==1.17.1 numpy==2.4.6 && python knox.py > knox.csv
# Lines: case,METRES,DAYS,OBSERVED,EXPECTED,POISSON_P,NEAR,TIMELY,DEALT,DEVIATION,P,MODIFIED,MODIFIED_P,MANTEL,MANTEL_P
#                                          DEALT and DEVIATION: mean and standard deviation of the permutations' counts
#        event,X,Y,DAY                     an event of the case above
#        poisson,COUNT,MEAN,TAIL           the probability of at least COUNT
import random, warnings

warnings.filterwarnings("ignore")
import numpy, pointpats, scipy
from pointpats.spacetime import Knox, mantel, modified_knox
from scipy.stats import poisson

print("# pointpats", pointpats.__version__, "scipy", scipy.__version__, "numpy", numpy.__version__)
random.seed(31)
numpy.random.seed(31)
permutations = 9999
for events, metres, days, planted in ((60, 150, 10, 0), (90, 100, 7, 25), (120, 200, 0, 40), (40, 0, 30, 10), (150, 150, 20, 18)):
    # Whole metres, so that some pairs lie exactly as far apart as is asked for.
    rows = []
    while len(rows) < events:
        if rows and random.random() < planted / events:
            x, y, t = random.choice(rows)
            rows.append((x + random.randrange(-60, 61), y + random.randrange(-60, 61), t + random.randrange(8)))
        elif rows and random.random() < 0.2:
            x, y, _ = random.choice(rows)
            rows.append((x, y, random.randrange(300)))
        else:
            rows.append((random.randrange(1500), random.randrange(1500), random.randrange(300)))
    s = numpy.array([row[:2] for row in rows], float)
    t = numpy.array([row[2:] for row in rows], float)
    knox = Knox(s, t, delta=metres, tau=days, permutations=permutations, keep=True)
    baker = modified_knox(s, t.copy(), metres, days, permutations=permutations)
    whole = mantel(s, t.copy(), permutations=999)
    print(
        "case", metres, days, knox.statistic_, repr(float(knox.expected[0, 0])), repr(float(knox.p_poisson)),
        int(knox.observed[0].sum()), int(knox.observed[:, 0].sum()), repr(float(knox.sim.mean())), repr(float(knox.sim.std())),
        repr(float(knox.p_sim)), repr(float(baker["stat"])), repr(float(baker["pvalue"])), repr(float(whole["stat"])),
        repr(float(whole["pvalue"])), sep=",")
    for row in rows:
        print("event", *row, sep=",")
for mean in (0.003, 0.7, 4.0, 31.5, 900.0, 120000.0):
    for count in sorted({1, 2, 5, round(mean / 2) + 1, round(mean), round(mean + mean**0.5), round(mean + 9 * mean**0.5) + 3}):
        if count > 0:
            print("poisson", count, repr(mean), repr(float(poisson.sf(count - 1, mean))), sep=",")
