# ST-DBSCAN labels by st_dbscan: incidents as x,y,seconds with the label (-1 noise), and whether the incident is a core by a look at all
# pairs.
#   pip install scikit-learn==1.9.1 st-dbscan==0.2.3 && python stdbscan.py > stdbscan.csv
# (st-dbscan's setup wants a setuptools that still has pkg_resources: pip install "setuptools<81" wheel, then --no-build-isolation.)
import random
from importlib.metadata import version

import numpy as np
from st_dbscan import ST_DBSCAN

print("# st-dbscan", version("st-dbscan"), "scikit-learn", version("scikit-learn"))
random.seed(27)
for case, (n, radius, hours, minimum) in enumerate(((80, 60, 24, 3), (400, 45, 48, 4), (400, 25, 6, 2), (300, 120, 100, 8))):
    rows = []
    for i in range(n):
        if i % 3 == 0:
            rows.append((random.uniform(0, 800), random.uniform(0, 800), random.uniform(0, 30)))
        else:
            # Spells: two of them at one place, weeks apart, and one that wanders.
            cx, cy, day = ((200, 300, 4), (200, 300, 19), (260, 330, 5), (500 + 4 * (i % 40), 120, (i % 40) / 2))[i // 3 % 4]
            rows.append((random.gauss(cx, 25), random.gauss(cy, 25), random.gauss(day, 1)))
    # Whole metres and whole hours: incidents fall together, and on the limits of both.
    rows = [(round(x), round(y), 3600 * round(24 * day)) for x, y, day in rows]
    array = np.array(rows, dtype=float)
    labels = ST_DBSCAN(eps1=radius, eps2=3600 * hours, min_samples=minimum).fit(array[:, [2, 0, 1]]).labels
    near = (((array[:, None, :2] - array[None, :, :2]) ** 2).sum(axis=2) <= radius * radius) & (
        abs(array[:, None, 2] - array[None, :, 2]) <= 3600 * hours)
    for (x, y, second), label, count in zip(rows, labels, near.sum(axis=1)):
        print(case, radius, hours, minimum, x, y, second, int(label), int(count >= minimum), sep=",")
