"""A plan of VROOM for an instance that `bench peer` wrote, counted on the incidents that neither plan has seen.

    pip install pyvroom
    python3 Benchmarks/peers/vroom_plan.py FILE

VROOM knows jobs with a priority, a service time and a window, and no risk that moves. So its jobs are places with the risk of the
whole window as a static reward: the best place first, then each time the one with most risk that no job so far covers, so that
no risk is rewarded twice. A job takes the least stay; a team may start anywhere, walks on the same streets in the same minutes and
stays at its last place until the end. Its plan, ours and teams standing still are counted by the same rule: an incident is met
where a team is at a place within reach of it in its minute.
"""
import heapq
import json
import sys
import time

import vroom

FAR = 10_000


def ways(it, source):
    """Minutes to every place and the place before, along the hops."""
    hops = {}
    for a, b, k in it["hops"]:
        hops.setdefault(a, []).append((b, k))
    best, before, queue = {source: 0}, {}, [(0, source)]
    while queue:
        minutes, place = heapq.heappop(queue)
        if minutes > best[place]:
            continue
        for other, k in hops.get(place, []):
            if minutes + k < best.get(other, FAR):
                best[other], before[other] = minutes + k, (place, k)
                heapq.heappush(queue, (minutes + k, other))
    return best, before


def jobs(it):
    """Places and their risk over the window, none of it counted twice."""
    whole = [sum(row[t // it["slot_minutes"]] for t in range(it["minutes"])) for row in it["weights"]]
    covered, chosen = set(), []
    while len(chosen) < it["places"]:
        worth = [sum(whole[item] for item in set(cover) - covered) for cover in it["cover"]]
        place = max(range(it["places"]), key=lambda p: (worth[p], -p))
        if worth[place] <= 0:
            break
        chosen.append((place, worth[place]))
        covered |= set(it["cover"][place])
    return chosen


def walk(way, start, end):
    """The place in each minute of a walk."""
    _, before = way
    legs, place = [], end
    while place != start:
        earlier, k = before[place]
        legs.append([earlier] * (k - k // 2) + [place] * (k // 2))
        place = earlier
    return [place for leg in reversed(legs) for place in leg]


def met(plan, unseen):
    return sum(any(team[minute] in near for team in plan if team) for minute, near in unseen)


def expected(it, plan):
    """What a plan meets by the model of risk."""
    sum_ = 0.0
    for minute in range(it["minutes"]):
        items = {item for team in plan if team for item in it["cover"][team[minute]]}
        sum_ += sum(it["weights"][item][minute // it["slot_minutes"]] for item in items)
    return sum_


def main(path):
    file = json.load(open(path, encoding="utf-8"))
    it = file["instance"]
    begin = time.time()
    chosen = jobs(it)
    found = {place: ways(it, place) for place, _ in chosen}
    problem = vroom.Input()
    # Location 0 is anywhere: no way from it takes time.
    table = [[0] * (len(chosen) + 1)]
    for place, _ in chosen:
        table.append([FAR * 60] + [60 * found[place][0].get(other, FAR) for other, _ in chosen])
    problem.set_durations_matrix(profile="foot", matrix_input=table)
    most = chosen[0][1]
    for index, (place, worth) in enumerate(chosen):
        problem.add_job(
            vroom.Job(
                id=index + 1, location=index + 1, default_service=60 * it["least_stay"],
                priority=max(1, round(100 * worth / most))))
    for team in range(it["teams"]):
        problem.add_vehicle(
            vroom.Vehicle(id=team + 1, start=0, profile="foot", time_window=vroom.TimeWindow(0, 60 * it["minutes"])))
    routes = problem.solve(exploration_level=5, nb_threads=2).routes
    took = time.time() - begin
    plan = []
    for _, steps in routes[routes["type"] == "job"].groupby("vehicle_id"):
        stops = [chosen[int(step) - 1][0] for step in steps.sort_values("arrival")["location_index"]]
        day = [stops[0]] * it["least_stay"]
        for before, place in zip(stops, stops[1:]):
            day += walk(found[before], before, place) + [place] * it["least_stay"]
        day += [stops[-1]] * (it["minutes"] - len(day))
        plan.append(day[: it["minutes"]])
    unseen = [(minute, set(near)) for minute, near in file["unseen"]]
    print(f"{len(unseen)} incidents that no plan has seen lie in the teams' hours within reach of a place")
    print(f"{'plan':<24}{'met':>6}{'share':>9}{'by the model':>14}")
    for name, days in [("Homeward", file["ours"]), ("VROOM, static rewards", plan), ("standing still", file["still"])]:
        count = met(days, unseen)
        print(f"{name:<24}{count:>6}{100 * count / max(1, len(unseen)):>8.1f}%{expected(it, days):>14.2f}")
    print(f"VROOM: {len(chosen)} jobs, {sum(len(set(day)) > 0 for day in plan)} teams, {took:.1f} s")


main(sys.argv[1])
