#!/usr/bin/env python3
"""Knox's test of one band by pointpats, on the places and days that `bench repeats` wrote.

    Benchmarks/peers/repeats.py FILE METRES DAYS PERMUTATIONS
    pip install pointpats
"""
import sys
import time


def main(file, metres, days, permutations):
    try:
        import numpy
        import pointpats
        from pointpats.spacetime import Knox
    except ImportError:
        print("            pointpats is not here")
        return
    table = numpy.loadtxt(file, delimiter=",")
    wall, processor = time.perf_counter(), time.process_time()
    found = Knox(table[:, :2], table[:, 2:], delta=float(metres), tau=float(days), permutations=int(permutations))
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(
        f"  pointpats {pointpats.__version__}, that band alone, {permutations} permutations, once: {found.statistic_} pairs "
        f"{wall:9.3f}s {processor:9.3f}s processor"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
