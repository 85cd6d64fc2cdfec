#!/usr/bin/env python3
"""Distances between 200 and 200 nodes by pandana and scipy, on the network that `bench paths` wrote; compared with Homeward's.

    pip install pandana scipy
"""
import sys
import time
import warnings

import numpy
import scipy.sparse
import scipy.sparse.csgraph


def best(tries, body):
    """The shortest time by the clock and by the processor, as text, and the result."""
    wall, processor = [], []
    for _ in range(tries):
        start, used = time.perf_counter(), time.process_time()
        result = body()
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    return f"{min(wall):.3f} s (processor {min(processor):.3f} s)", result


def main():
    # pandana lists every pair that no way joins.
    warnings.simplefilter("ignore")
    with open(sys.argv[1], encoding="utf-8") as file:
        nodes, edges, rows, columns = map(int, file.readline().split())
        places = numpy.array([file.readline().split() for _ in range(nodes)], dtype=float)
        joins = numpy.array([file.readline().split() for _ in range(edges)], dtype=float)
        start = numpy.array(file.readline().split(), dtype=int)
        end = numpy.array(file.readline().split(), dtype=int)
        ours = numpy.array([file.readline().split() for _ in range(rows)], dtype=float)
    ours[ours < 0] = numpy.inf
    first, second, length = joins[:, 0].astype(int), joins[:, 1].astype(int), joins[:, 2]

    matrix = scipy.sparse.csr_matrix(
        scipy.sparse.coo_matrix((length, (first, second)), shape=(nodes, nodes))
    )
    took, found = best(
        3, lambda: scipy.sparse.csgraph.dijkstra(matrix, directed=False, indices=start)[:, end]
    )
    both = numpy.isfinite(ours) & numpy.isfinite(found)
    apart = int((numpy.isfinite(ours) != numpy.isfinite(found)).sum())
    worst = float(numpy.abs(ours[both] - found[both]).max()) if both.any() else 0
    print(f"  scipy         200 × 200 {took}  pairs reached by one alone: {apart}, largest difference {worst:.2g} m")

    try:
        import pandas
        import pandana
    except ImportError:
        print("  pandana       is not here")
        return
    sys.stdout.flush()
    build, network = best(
        1,
        lambda: pandana.Network(
            pandas.Series(places[:, 0]), pandas.Series(places[:, 1]), pandas.Series(first), pandas.Series(second),
            pandas.DataFrame({"metres": length}), twoway=True,
        ),
    )
    pairs = (numpy.repeat(start, columns), numpy.tile(end, rows))
    took, found = best(3, lambda: network.shortest_path_lengths(*pairs, imp_name="metres"))
    found = numpy.array(found).reshape(rows, columns)
    worst = float(numpy.abs(ours[both] - found[both]).max()) if both.any() else 0
    print(f"  pandana       build {build}  200 × 200 {took}  largest difference {worst:.2g} m")


if __name__ == "__main__":
    main()
