#!/usr/bin/env python3
"""Times Homeward beside other software and writes Benchmarks/RESULTS.md and the plot of the documentation.

    Benchmarks/tools/collect.py --homeward PROGRAM --bench PROGRAM [--sizes 10000,100000,1000000] [--large] [--runs 5]
                                [--only processes|kernels|growth] [--names read,dbscan] [--data FOLDER] [--again]

PROGRAMs are release builds. --large adds ten million rows to the whole commands and five million to the growth. --only and --names
measure a part anew and keep the rest of what was measured before, which stands in results.json in the data folder; --again writes
the page and the plot from that file and measures nothing. Peers that are not installed are named with the reason and left out.
"""
import argparse
import datetime
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import machine
import measure
import plot
import report

ROOT = Path(__file__).resolve().parent.parent.parent
BENCHMARKS = ROOT / "Benchmarks"
PLOT = ROOT / "Documentation/Homeward.docc/Resources/growth.svg"
PYTHON = BENCHMARKS / ".venv/bin/python"
# How long a peer may take for one run, seconds.
PATIENCE = 300


class Peers:
    """The software beside which Homeward is timed, as far as it is here."""

    def __init__(self):
        self.offers = []
        python = str(PYTHON) if PYTHON.exists() else sys.executable
        for runner in ([python, str(BENCHMARKS / "peers/turns.py")], ["Rscript", str(BENCHMARKS / "peers/turns.R")]):
            if not shutil.which(runner[0]):
                print(f"{runner[0]} is not here: its peers are skipped")
                continue
            listed = subprocess.run([*runner, "--list"], capture_output=True, text=True)
            if listed.returncode != 0:
                print(f"{runner[1]} cannot start: {listed.stderr.strip()[-200:]}")
                continue
            for offer in json.loads(listed.stdout):
                if offer["version"] is None:
                    print(f"{offer['peer']} is not installed: skipped")
                    continue
                self.offers.append({**offer, "runner": runner})

    def of(self, kernel, rows):
        """Those that do a kernel's work for so many rows, and those for which it is too much."""
        mine = [offer for offer in self.offers if offer["kernel"] == kernel]
        return [offer for offer in mine if offer["most"] >= rows], [offer for offer in mine if offer["most"] < rows]

    def versions(self):
        """Names and versions, each once."""
        return sorted({(offer["peer"], offer["version"]) for offer in self.offers})


def entry(name, title, rows, who, runs, fault=None, **more):
    """What is kept of one actor."""
    found = {"name": name, "title": title, "rows": rows, "who": who, **more}
    if runs:
        found.update(measure.summary(runs))
        if "answer" in runs[-1]:
            found["answer"] = runs[-1]["answer"]
    else:
        found["fault"] = fault or "no run"
    line = found.get("fault") or f"{found['wall']:9.4f} s wall {found['processor']:9.4f} s processor"
    print(f"  {title[:46]:46} {rows:>9,} {who:24} {line}", flush=True)
    return found


def too_much(name, title, rows, offers):
    """The entries of peers that are not asked for so much."""
    return [
        entry(name, title, rows, offer["peer"], [], f"not asked for more than {offer['most']:,} rows", difference=offer["difference"])
        for offer in offers
    ]


def kernel(bench, data, peers, name, title, rows, runs):
    """One kernel on one size, Homeward and its peers in turns."""
    able, unable = peers.of(name, rows)
    commands = [[bench, "turns", name, str(rows), "--data", str(data)]]
    commands += [[*offer["runner"], offer["peer"], name, str(data), str(rows)] for offer in able]
    workers = [measure.Worker(command, PATIENCE) for command in commands]
    counted = measure.in_turns([worker.turn for worker in workers], runs)
    for worker in workers:
        worker.finish()
    found = []
    for worker, own, offer in zip(workers, counted, [None, *able]):
        more = {"difference": offer["difference"]} if offer else {}
        if own and not worker.fault:
            more["peak"] = worker.peak
        found.append(entry(name, title, rows, offer["peer"] if offer else "Homeward", [] if worker.fault else own, worker.fault, **more))
    return found + too_much(name, title, rows, unable)


def sample_plan(data, rows):
    """The sample's plan with a file of so many incidents in place of its own."""
    text = (ROOT / "Samples/coventry.yml").read_text(encoding="utf-8")
    text = text.replace("../GeoData/", f"{ROOT}/GeoData/").replace("file: incidents.csv", f"file: {data}/town-{rows}.csv")
    # All ages, so that the rows are those of the file.
    text = text.replace("    age_under: 25\n", "")
    path = data / f"plan-{rows}.yml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def commands(homeward, data, out, sizes, large):
    """The whole commands: name, title, rows, arguments, and the kernel whose peers do the same as a process."""
    found = [
        ("version", "homeward --version", 0, [homeward, "--version"], None),
        ("sample", "homeward plan, the sample", 0, [homeward, "plan", f"{ROOT}/Samples/coventry.yml", "--out", f"{out}/sample", "--quiet"], None),
    ]
    for rows in sizes + large:
        found.append(("check", "homeward check", rows, [homeward, "check", f"{data}/town-{rows}.csv", "--quiet"], "read"))
    for rows in sizes:
        found.append((
            "dbscan", "homeward clusters --method dbscan", rows,
            [homeward, "clusters", f"{data}/town-{rows}.csv", "--method", "dbscan", "--radius", "100", "--minimum", "20",
             "--out", f"{out}/clusters.geojson", "--quiet"], "dbscan",
        ))
    for rows in sizes:
        found.append((
            "place-hour", "homeward clusters --method place-hour", rows,
            [homeward, "clusters", f"{data}/town-{rows}.csv", "--calendar", f"{ROOT}/GeoData/calendar.yml",
             "--out", f"{out}/clusters.geojson", "--quiet"], None,
        ))
    for rows in sizes + large:
        found.append(("plan", "homeward plan", rows, [homeward, "plan", sample_plan(data, rows), "--out", f"{out}/plan", "--quiet"], None))
    return found


def process(peers, data, name, title, rows, own, like, runs):
    """One whole command, in turns with peers as processes that do the like."""
    able, unable = peers.of(like, rows) if like else ([], [])
    actors = [("Homeward", own, None)]
    actors += [(offer["peer"], [*offer["runner"], offer["peer"], like, str(data), str(rows), "--once"], offer) for offer in able]
    faults = {}

    def actor(who, command, limit):
        def act():
            try:
                return measure.process(command, limit)
            except RuntimeError as fault:
                faults[who] = str(fault)
                return None
        return act

    counted = measure.in_turns(
        [actor(who, command, PATIENCE if offer else 10 * PATIENCE) for who, command, offer in actors], runs
    )
    found = []
    for (who, _, offer), own_runs in zip(actors, counted):
        more = {}
        if offer:
            # A command also writes layers and says what it read; a peer's process ends with its number.
            more["difference"] = offer["difference"] or "ends with labels in memory, where the command draws and writes the clusters"
        found.append(entry(name, title, rows, who, [] if who in faults else own_runs, faults.get(who), **more))
    return found + too_much(name, title, rows, unable)


def merged(before, after):
    """Earlier entries with those that were measured anew in their places."""
    fresh = {(one["name"], one["rows"]) for one in after}
    kept = [one for one in before if (one["name"], one["rows"]) not in fresh]
    order = list(dict.fromkeys(one["name"] for one in before + after))
    return sorted(kept + after, key=lambda one: (order.index(one["name"]), one["rows"]))


def write(found):
    """The page and the plot."""
    targets = json.loads((BENCHMARKS / "targets.json").read_text(encoding="utf-8"))
    (BENCHMARKS / "RESULTS.md").write_text(report.results(found, targets), encoding="utf-8")
    lines = {}
    for timing in found["growth"]:
        lines.setdefault(timing["title"], []).append((timing["rows"], timing["median"]["processor"]))
    PLOT.parent.mkdir(exist_ok=True)
    PLOT.write_text(plot.svg(list(lines.items())), encoding="utf-8")
    print("Benchmarks/RESULTS.md and the plot in the documentation are written.")


def main():
    parser = argparse.ArgumentParser(description="Times Homeward beside other software.")
    parser.add_argument("--homeward", required=True)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--large", action="store_true", help="ten million rows for whole commands, five for the growth")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=["processes", "kernels", "growth"])
    parser.add_argument("--names", help="these kernels or commands alone")
    parser.add_argument("--data", type=Path, default=BENCHMARKS / ".data")
    parser.add_argument("--again", action="store_true", help="write the page from what was measured before")
    chosen = parser.parse_args()
    data = chosen.data.resolve()
    data.mkdir(parents=True, exist_ok=True)
    store = data / "results.json"
    found = json.loads(store.read_text(encoding="utf-8")) if store.exists() else {}
    if chosen.again:
        return write(found)
    sizes = sorted(int(size) for size in chosen.sizes.split(","))
    large = [10_000_000] if chosen.large else []
    names = chosen.names.split(",") if chosen.names else None
    homeward, bench = str(Path(chosen.homeward).resolve()), str(Path(chosen.bench).resolve())
    if names is None and chosen.only is None:
        found = {}
    peers = Peers()
    found.setdefault("processes", [])
    found.setdefault("kernels", [])
    found.setdefault("growth", [])
    found["date"] = datetime.date.today().isoformat()
    found["machine"] = machine.description(homeward)
    found["peers"] = peers.versions()
    subprocess.run([bench, "files", *map(str, sizes + large), "--data", str(data)], check=True, stdout=subprocess.DEVNULL)

    listed = subprocess.run([bench, "names"], check=True, capture_output=True, text=True).stdout.splitlines()
    titles = dict(line.split("\t") for line in listed)
    kernels = [name for name in titles if names is None or name in names]

    def keep():
        store.write_text(json.dumps(found, indent=1), encoding="utf-8")

    if kernels and chosen.only in (None, "growth"):
        file = data / "growth.json"
        words = [bench, "kernels", *map(str, sizes), *kernels, "--data", str(data), "--json", str(file)]
        subprocess.run(words + (["--large"] if chosen.large else []), check=True)
        fresh = json.loads(file.read_text(encoding="utf-8"))
        timed = {timing["kernel"] for timing in fresh}
        found["growth"] = [timing for timing in found["growth"] if timing["kernel"] not in timed] + fresh
        keep()
    if chosen.only in (None, "kernels"):
        for name in kernels:
            for rows in sizes:
                fresh = kernel(bench, data, peers, name, titles[name], rows, chosen.runs)
                found["kernels"] = merged(found["kernels"], fresh)
                keep()
    if chosen.only in (None, "processes"):
        with tempfile.TemporaryDirectory() as out:
            for name, title, rows, own, like in commands(homeward, data, out, sizes, large):
                if names and name not in names:
                    continue
                fresh = process(peers, data, name, title, rows, own, like, chosen.runs)
                found["processes"] = merged(found["processes"], fresh)
                keep()
    write(found)


if __name__ == "__main__":
    main()
