"""Solves an instance that `bench peer` wrote with OR-Tools CP-SAT and prints what it finds.

    pip install ortools
    python3 Benchmarks/peers/cpsat.py FILE 60

Teams are alike, so their days are one flow of whole teams through places and minutes: no order among teams is left to search. A team
that stands long enough may leave or stand on; one on its walk walks on or settles for the least stay. How many teams are at a place in
a minute is a variable of its own, and an item's minute counts where any of its places has a team. The search starts from teams
standing still at the best places, taken one after the other; every variable has its value in that start.
"""
import json
import sys
import time

import ortools
from ortools.sat.python import cp_model

SCALE = 1_000_000


def standing(it):
    """The places of teams that stand still the whole time, each the best beside those before, and what they meet."""
    whole = [sum(row[t // it["slot_minutes"]] for t in range(it["minutes"])) for row in it["weights"]]
    places, covered = [], set()
    for _ in range(it["teams"]):
        worth = [sum(whole[item] for item in set(cover) - covered) for cover in it["cover"]]
        places.append(max(range(it["places"]), key=lambda place: (worth[place], -place)))
        covered |= set(it["cover"][places[-1]])
    return places, sum(whole[item] for item in covered)


def main(path, seconds):
    it = json.load(open(path, encoding="utf-8"))["instance"]
    places, minutes, least, teams = it["places"], it["minutes"], it["least_stay"], it["teams"]
    begin = time.time()
    still, worth_still = standing(it)
    model = cp_model.CpModel()
    into, out, there = {}, {}, {}

    def arc(source, target, stays, hint=0, name=""):
        """A flow from a state to a state, with the places and minutes at which it counts."""
        var = model.new_int_var(0, teams, name)
        model.add_hint(var, hint)
        out.setdefault(source, []).append(var)
        into.setdefault(target, []).append(var)
        for stay in stays:
            there.setdefault(stay, []).append(var)

    hops = {}
    for source, target, length in it["hops"]:
        hops.setdefault(source, []).append((target, length))
    # No walk is under way before the first stay ends, nor so late that no stay fits after it.
    for p in range(places):
        here = still.count(p)
        arc("start", ("stand", p, least), [(p, m) for m in range(least)], here)
        for t in range(least, minutes):
            arc(("stand", p, t), ("stand", p, t + 1), [(p, t)], here)
        arc(("stand", p, minutes), "end", [], here)
        for t in range(least, minutes - least):
            arc(("stand", p, t), ("walk", p, t), [])
        for t in range(least + 1, minutes - least + 1):
            arc(("walk", p, t), ("stand", p, t + least), [(p, m) for m in range(t, t + least)])
        for q, k in hops.get(p, []):
            for t in range(least, minutes - k - least + 1):
                arc(("walk", p, t), ("walk", q, t + k), [(p if m < k - k // 2 else q, t + m) for m in range(k)])
    for state in set(into) | set(out):
        if state == "start":
            model.add(sum(out[state]) <= teams)
        elif state != "end":
            model.add(sum(into.get(state, [])) == sum(out.get(state, [])))
    at = {}
    for (p, t), arcs in there.items():
        at[p, t] = model.new_int_var(0, teams, "")
        model.add(at[p, t] == sum(arcs))
        model.add_hint(at[p, t], still.count(p))
    covered_from = {}
    for p, cover in enumerate(it["cover"]):
        for item in cover:
            covered_from.setdefault(item, []).append(p)
    worth = []
    for item, sources in covered_from.items():
        hint = int(any(p in sources for p in still))
        for t in range(minutes):
            weight = round(SCALE * it["weights"][item][t // it["slot_minutes"]])
            near = [at[p, t] for p in sources if (p, t) in at]
            if weight > 0 and near:
                met = model.new_bool_var("")
                model.add(met <= sum(near))
                model.add_hint(met, hint)
                worth.append(met * weight)
    model.maximize(sum(worth))
    solver = cp_model.CpSolver()
    built = time.time() - begin
    # The time for a model in Python is no part of the solver's.
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 8
    # More rounds of presolve take most of the minute and leave the model about as large.
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    begin = time.time()
    status = solver.solve(model)
    found = solver.objective_value / SCALE if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else 0
    print(f"standing still at the places it starts from: {worth_still:.4f}")
    print(
        f"CP-SAT {ortools.__version__}: {solver.status_name(status)}, worth {found:.4f}, "
        f"bound {solver.best_objective_bound / SCALE:.4f}, {time.time() - begin:.1f} s after {built:.1f} s for the model, "
        f"{len(model.proto.variables)} variables")


main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 60)
