# DBSCAN labels by scikit-learn: points as x,y with the label (-1 noise) and whether the point is a core point.
#   pip install scikit-learn==1.9.1 && python dbscan.py > dbscan.csv
import random, sklearn
from sklearn.cluster import DBSCAN

print("# scikit-learn", sklearn.__version__)
random.seed(20)
for case, (n, radius, minimum) in enumerate(((60, 40, 4), (400, 35, 6), (400, 12, 2), (300, 90, 12))):
    points = []
    for i in range(n):
        if i % 3 == 0:
            points.append((random.uniform(0, 1000), random.uniform(0, 1000)))
        else:
            cx, cy = ((200, 300), (260, 310), (700, 650), (500, 120))[random.randrange(4)]
            points.append((random.gauss(cx, 30), random.gauss(cy, 30)))
    points = [(round(x), round(y)) for x, y in points]  # whole metres: points fall together and on the radius
    fit = DBSCAN(eps=radius, min_samples=minimum).fit(points)
    core = set(fit.core_sample_indices_.tolist())
    for i, (x, y) in enumerate(points):
        print(case, radius, minimum, x, y, int(fit.labels_[i]), int(i in core), sep=",")
