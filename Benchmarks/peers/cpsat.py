"""Solves an instance that `bench peer` wrote with OR-Tools CP-SAT and prints what it finds.

pip install ortools, then: python3 Benchmarks/peers/cpsat.py instance.json 60
Days of all teams are one flow through places and minutes; an item's minute counts where any of the flow covers it.
"""
import json
import sys
import time

import ortools
from ortools.sat.python import cp_model

SCALE = 1_000_000


def main(path, seconds):
    it = json.load(open(path))
    places, minutes, least, teams = it["places"], it["minutes"], it["least_stay"], it["teams"]
    model = cp_model.CpModel()
    flow = lambda name: model.NewIntVar(0, teams, name)
    into = {}
    out = {}
    covering = {}

    def arc(name, source, target, stays):
        """A flow from a state to a state, with the places and minutes at which it counts."""
        var = flow(name)
        out.setdefault(source, []).append(var)
        into.setdefault(target, []).append(var)
        for place, minute in stays:
            for item in it["cover"][place]:
                if it["weights"][item][minute // it["slot_minutes"]] > 0:
                    covering.setdefault((item, minute), []).append(var)

    hops = {}
    for source, target, length in it["hops"]:
        hops.setdefault(source, []).append((target, length))
    for p in range(places):
        for t in range(minutes - least + 1):
            # To settle takes the least stay at once; it starts at the beginning or after a walk.
            if t == 0:
                arc(f"first{p}", "start", ("stand", p, least), [(p, m) for m in range(least)])
            else:
                arc(f"settle{p},{t}", ("walk", p, t), ("stand", p, t + least), [(p, m) for m in range(t, t + least)])
        for t in range(least, minutes):
            arc(f"stay{p},{t}", ("stand", p, t), ("stand", p, t + 1), [(p, t)])
        arc(f"end{p}", ("stand", p, minutes), "end", [])
        for q, k in hops.get(p, []):
            for t in range(least, minutes - k - least + 1):
                way = [(p if m < k - k // 2 else q, t + m) for m in range(k)]
                arc(f"go{p},{q},{t}", ("stand", p, t), ("walk", q, t + k), way)
                arc(f"on{p},{q},{t}", ("walk", p, t), ("walk", q, t + k), way)
    for state in set(into) | set(out):
        if state == "start":
            model.Add(sum(out[state]) <= teams)
        elif state != "end":
            model.Add(sum(into.get(state, [])) == sum(out.get(state, [])))
    worth = []
    for (item, minute), arcs in covering.items():
        met = model.NewBoolVar(f"met{item},{minute}")
        model.Add(met <= sum(arcs))
        worth.append(met * round(SCALE * it["weights"][item][minute // it["slot_minutes"]]))
    model.Maximize(sum(worth))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    start = time.time()
    status = solver.Solve(model)
    found = solver.ObjectiveValue() / SCALE if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else 0
    print(
        f"CP-SAT {ortools.__version__}: {solver.StatusName(status)}, "
        f"worth {found:.4f}, bound {solver.BestObjectiveBound() / SCALE:.4f}, {time.time() - start:.1f} s")


main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 60)
