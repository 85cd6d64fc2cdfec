"""Measures whole processes, and workers that do their work once whenever they are told to."""
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time

# Once where a run takes longer than the first, at most three times where longer than the second, twice as often as wanted and once
# more where less than the third, seconds. `bench kernels` has the same rule.
LONG, MIDDLING, SHORT = 30, 10, 0.2


def wanted(first, runs):
    """How many runs there shall be after one of so many seconds."""
    return 1 if first > LONG else min(runs, 3) if first > MIDDLING else runs if first > SHORT else 2 * runs + 1


def median(numbers):
    """The middle, of an even count the mean of the two in the middle."""
    ordered = sorted(numbers)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def usage(status):
    """What os.wait4 says: processor seconds of a process and its children, and peak memory in bytes."""
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return status.ru_utime + status.ru_stime, status.ru_maxrss * unit


def process(command, limit):
    """Runs a command to its end: wall and processor seconds, peak memory in bytes.

    Raises RuntimeError with its words where it fails, and where it takes longer than the limit, seconds.
    """
    with open(os.devnull, "r+b") as nothing:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=subprocess.PIPE)
        watch = threading.Timer(limit, child.kill)
        watch.start()
        words = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        watch.cancel()
    # Popen must not wait for what is gone.
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stderr.close()
    if child.returncode < 0 and wall > limit:
        raise RuntimeError(f"took over {limit:g} s")
    if child.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}: {words.decode(errors='replace')[-400:]}")
    processor, peak = usage(used)
    return {"wall": wall, "processor": processor, "peak": peak}


class Worker:
    """A process that makes ready, says so, and then does its work once for each line that it is sent."""

    def __init__(self, command, limit):
        self.limit = limit
        self.runs = []
        self.peak = None
        self.fault = None
        self.child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.answer()

    def answer(self):
        """The next line as JSON, or None where the worker failed or takes too long."""
        if self.fault:
            return None
        with selectors.DefaultSelector() as selector:
            selector.register(self.child.stdout, selectors.EVENT_READ)
            line = self.child.stdout.readline() if selector.select(self.limit) else None
        if line:
            return json.loads(line)
        if line is None:
            self.fault = f"took over {self.limit:g} s"
            self.child.send_signal(signal.SIGKILL)
        else:
            words = self.child.stderr.read().strip().splitlines()
            self.fault = words[-1][:200] if words else "ended without a word"
        return None

    def turn(self):
        """Does the work once."""
        if self.fault:
            return None
        try:
            self.child.stdin.write("\n")
            self.child.stdin.flush()
        except BrokenPipeError:
            pass
        return self.answer()

    def finish(self):
        """Ends the worker and learns its peak memory."""
        try:
            self.child.stdin.close()
        except BrokenPipeError:
            pass
        self.child.stdout.close()
        self.child.stderr.close()
        _, status, used = os.wait4(self.child.pid, 0)
        self.child.returncode = os.waitstatus_to_exitcode(status)
        if not self.fault and self.child.returncode < 0:
            self.fault = f"was ended by signal {-self.child.returncode}"
        self.peak = usage(used)[1]


def in_turns(actors, runs):
    """Lets actors act one after the other, again and again, each until it has its number of runs.

    An actor is a function that returns what one run took, or None where it gave up. A first run is a rehearsal, unless it takes so
    long that there are fewer. Returns the runs that count, actor by actor.
    """
    counted = [[] for _ in actors]
    wants = [1] * len(actors)
    round_ = 0
    while any(len(own) < want for own, want in zip(counted, wants)):
        for index, act in enumerate(actors):
            if len(counted[index]) >= wants[index]:
                continue
            took = act()
            if took is None:
                wants[index] = 0
                continue
            if round_ == 0:
                wants[index] = wanted(took["wall"], runs)
                if took["wall"] <= MIDDLING:
                    continue
            counted[index].append(took)
        round_ += 1
    return counted


def summary(runs):
    """Medians of some runs, and the largest peak."""
    found = {key: median([run[key] for run in runs]) for key in ("wall", "processor")}
    found["runs"] = len(runs)
    if "peak" in runs[0]:
        found["peak"] = max(run["peak"] for run in runs)
    return found
