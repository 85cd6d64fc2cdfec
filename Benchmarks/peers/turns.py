#!/usr/bin/env python3
"""Does the work of a Homeward kernel with other software, once for each line of standard input, as `bench turns` does.

    Benchmarks/.venv/bin/python Benchmarks/peers/turns.py PEER KERNEL FOLDER ROWS [--once]
    Benchmarks/.venv/bin/python Benchmarks/peers/turns.py --list

The folder holds the files that `bench files` makes. With --once it does the work once and ends, as a command would. --list prints what
there is as JSON: peer, kernel, the most rows that it is asked for, version, and how its work differs from Homeward's.
"""
import importlib
import json
import os
import sys
import time

# Two threads, like the machines that the figures are for; to be said before the libraries are loaded.
for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS"):
    os.environ.setdefault(name, "2")
os.environ.setdefault("PARLAY_NUM_THREADS", "2")

MODULES = ["tables", "clusters", "surfaces", "shapes"]


def offers():
    """All peers by kernel and name; each module's list has (kernel, peer, distributions, most rows, difference, prepare)."""
    found = {}
    for module in MODULES:
        for kernel, peer, distributions, most, difference, prepare in importlib.import_module(module).OFFERS:
            found[kernel, peer] = (distributions, most, difference, prepare)
    return found


def version(distributions):
    """Names and versions of what a peer is made of, or None where a part is missing."""
    from importlib import metadata
    try:
        return ", ".join(f"{name} {metadata.version(name)}" for name in distributions)
    except metadata.PackageNotFoundError:
        return None


def main(words):
    if words == ["--list"]:
        print(json.dumps([
            {"peer": peer, "kernel": kernel, "most": most, "version": version(distributions), "difference": difference}
            for (kernel, peer), (distributions, most, difference, _) in offers().items()
        ]))
        return
    peer, kernel, folder, rows = words[:4]
    prepare = offers()[kernel, peer][3]
    work = prepare(folder, int(rows))
    if "--once" in words:
        print(json.dumps({"answer": int(work())}))
        return
    print(json.dumps({"ready": True}), flush=True)
    for _ in sys.stdin:
        wall, processor = time.perf_counter(), time.process_time()
        answer = work()
        spent = {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor}
        print(json.dumps({**spent, "answer": int(answer)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
