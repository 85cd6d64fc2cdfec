# HDBSCAN* by the packages hdbscan and scikit-learn, which must say the same of the same points.
#   pip install hdbscan==0.8.44 scikit-learn==1.9.1 && python hdbscan.py > hdbscan.csv
#
# Both take ways of equal length two by two, in the order of the rows, where the method as published takes them at once: what they
# give to a group at the very length at which the group comes about belongs to none of its parts. `at_once` takes the packages' own
# tree of groups and moves such points and groups to where they belong; labels, strengths, stabilities and outlier scores are then
# those of the packages' formulas on that tree. Where no group had to be moved, the packages' own labels must differ from them in the
# points moved alone; the script stops where they do not.
#
# Lines: case,number,minimum,smallest,selection,merge,finest,length of the tree,moved (1 where a group had to be); then for each of its
# clusters cluster,number,label,stability,persistence; then for each point
# point,number,x,y,core distance,label,strength,outlier score,label by the package itself,moved (1 where the point had to be).
import random
import sys

# The script has the package's name.
sys.path = [folder for folder in sys.path if folder not in ("", sys.path[0])]
import hdbscan
import numpy as np
import sklearn
from importlib.metadata import version
from sklearn.cluster import HDBSCAN

print("# hdbscan", version("hdbscan"), "scikit-learn", sklearn.__version__)


def at_once(tree):
    """The condensed tree with ways of equal length taken at once: each point's (group, lambda), each group's (parent, lambda)."""
    root = tree["parent"].min()
    group = {int(r["child"]): (int(r["parent"]), r["lambda_val"]) for r in tree if r["child"] >= root}
    point = {int(r["child"]): (int(r["parent"]), r["lambda_val"]) for r in tree if r["child"] < root}
    moved, changed = set(), False

    def home(parent, value):
        while parent in group and group[parent][1] == value:
            parent = group[parent][0]
        return parent, value

    for p, (parent, value) in point.items():
        point[p] = home(parent, value)
        if point[p][0] != parent:
            moved.add(p)
    for g in sorted(group):
        parent = group[g][0]
        group[g] = home(*group[g])
        changed |= group[g][0] != parent
    while True:
        holding = {parent for parent, _ in list(point.values()) + list(group.values())}
        empty = [g for g in group if g not in holding]
        if not empty:
            break
        changed = True
        for g in empty:
            del group[g]
    # A group that is the only part of another is that other.
    for g in sorted(group, reverse=True):
        parent = group[g][0]
        if sum(other[0] == parent for other in group.values()) == 1:
            changed = True
            for children in (point, group):
                for child, (of, value) in children.items():
                    if of == g:
                        children[child] = (parent, value)
            del group[g]
    return root, point, group, moved, changed


def answer(tree, selection, merge):
    """Labels, strengths, outlier scores, stabilities and persistences by the packages' formulas."""
    root, point, group, moved, changed = at_once(tree)
    groups = [root] + sorted(group)
    birth = {g: group[g][1] if g in group else 0.0 for g in groups}
    parts = {g: [c for c in group if group[c][0] == g] for g in groups}
    depth = {}

    def size(g):
        return sum(of == g for of, _ in point.values()) + sum(size(c) for c in parts[g])

    stability = {
        g: sum(value - birth[g] for of, value in point.values() if of == g)
        + sum((birth[c] - birth[g]) * size(c) for c in parts[g])
        for g in groups
    }

    def best(g):
        inside = sum((best(c) for c in parts[g]), ())
        if g == root:
            return inside
        worth = sum(stability[c] for c in inside)
        return inside if parts[g] and worth > stability[g] else (g,)

    chosen = set(best(root)) if selection == "eom" else {g for g in group if not parts[g]}
    if merge > 0:
        kept = set()
        for g in chosen:
            if 1 / birth[g] < merge:
                while group[g][0] != root:
                    g = group[g][0]
                    if 1 / birth[g] > merge:
                        break
            kept.add(g)

        def above(g):
            while g in group:
                g = group[g][0]
                yield g

        chosen = {g for g in kept if not kept & set(above(g))}
    direct = {g: max([v for of, v in point.values() if of == g] + [birth[c] for c in parts[g]]) for g in groups}

    def deepest(g):
        return max([direct[g]] + [deepest(c) for c in parts[g]])

    def cluster(g):
        while g not in chosen:
            if g not in group:
                return -1
            g = group[g][0]
        return g

    rows = []
    for p in sorted(point):
        g, value = point[p]
        c = cluster(g)
        rows.append((
            c, 0 if c < 0 else min(value, direct[c]) / direct[c], (deepest(g) - value) / deepest(g),
            0 if c < 0 else stability[c], 0 if c < 0 else stability[c] / (size(c) * deepest(root)), int(p in moved)))
    return rows, changed


def same(a, b):
    """Whether two lists of labels make the same parts."""
    return len(set(zip(a, b))) == len(set(a)) == len(set(b)) and all((x < 0) == (y < 0) for x, y in zip(a, b))


def town(n, seed, whole=False, places=0):
    random.seed(seed)
    points = []
    for i in range(n):
        if i % 4 == 0:
            points.append((random.uniform(0, 1500), random.uniform(0, 1500)))
        else:
            cx, cy, spread = ((200, 300, 15), (290, 330, 25), (700, 650, 60), (1200, 220, 120), (1250, 300, 10))[
                random.randrange(5)]
            points.append((random.gauss(cx, spread), random.gauss(cy, spread)))
    if places:
        points = [points[random.randrange(places)] for _ in points]
    return [(round(x), round(y)) if whole else (round(x, 3), round(y, 3)) for x, y in points]


CASES = [
    (town(150, 1), 5, 8, "eom", 0, 0.001),
    (town(300, 2), 6, 15, "eom", 0, 0.001),
    (town(300, 2), 6, 15, "leaf", 0, 0.001),
    (town(300, 2), 6, 8, "eom", 60, 0.001),
    (town(300, 3), 2, 10, "eom", 0, 0.001),
    (town(300, 4), 25, 12, "leaf", 25, 0.001),
    (town(300, 5, whole=True), 5, 10, "eom", 0, 1),
    (town(300, 6, whole=True, places=90), 6, 10, "eom", 0, 1),
    (town(300, 7, whole=True, places=40), 12, 5, "leaf", 0, 1),
    (town(300, 8, whole=True, places=60), 4, 12, "eom", 40, 20),
    ([(x * 10, y * 10) for x in range(12) for y in range(12) if x not in (5, 6)], 5, 6, "eom", 0, 1),
]
clear = 0
for case, (points, minimum, smallest, selection, merge, finest) in enumerate(CASES):
    array = np.array(points, dtype=float)
    distance = np.sqrt(((array[:, None, :] - array[None, :, :]) ** 2).sum(axis=2))
    # Shorter distances count as the finest that is told apart; that of a point to itself too, which is what its core distance counts.
    distance = np.maximum(distance, finest)
    core = np.sort(distance, axis=1)[:, minimum - 1]
    np.fill_diagonal(distance, 0)
    fit = hdbscan.HDBSCAN(
        min_cluster_size=smallest, min_samples=minimum - 1, metric="precomputed", cluster_selection_method=selection,
        cluster_selection_epsilon=float(merge)).fit(distance)
    # scikit-learn 1.9.1 stops with an error at any cluster_selection_epsilon where it has numpy 2.4.
    others = [] if merge else [HDBSCAN(
        min_cluster_size=smallest, min_samples=minimum, metric="precomputed", cluster_selection_method=selection,
        copy=True).fit(distance)]
    rows, changed = answer(fit.condensed_tree_._raw_tree, selection, merge)
    if not changed:
        clear += 1
        still = [i for i, row in enumerate(rows) if not row[5]]
        for labels in [fit.labels_] + [other.labels_ for other in others]:
            assert same([rows[i][0] for i in still], [labels[i] for i in still]), case
        for i in still:
            assert abs(rows[i][1] - fit.probabilities_[i]) < 1e-12 and abs(rows[i][2] - fit.outlier_scores_[i]) < 1e-12
    length = float(fit._single_linkage_tree[:, 2].sum())
    print("case", case, minimum, smallest, selection, merge, finest, f"{length:.9g}", int(changed), sep=",")
    for label, stability, persistence in sorted({(row[0], row[3], row[4]) for row in rows if row[0] >= 0}):
        print("cluster", case, label, f"{stability:.9g}", f"{persistence:.9g}", sep=",")
    for (x, y), c, row, own in zip(points, core, rows, fit.labels_):
        print("point", case, x, y, f"{c:.9g}", row[0], f"{row[1]:.9g}", f"{row[2]:.9g}", own, row[5], sep=",")
assert clear >= 6, clear
print("cases without a moved group:", clear, "of", len(CASES), file=sys.stderr)
