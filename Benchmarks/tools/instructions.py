#!/usr/bin/env python3
"""Counts the instructions of hot kernels under valgrind and holds them against Benchmarks/instructions.json.

    Benchmarks/tools/instructions.py PROGRAM            compares; ends with 1 where a kernel takes over 3 % more
    Benchmarks/tools/instructions.py PROGRAM --bless    writes the file anew

PROGRAM is the release build of `Instructions`, which does one kernel once on a fixed input. Time depends on what else a machine does;
a count of instructions does not, as long as these hold:

- Only instructions in the program itself and in Swift's own library are counted, by the object file in which they stand. The C library,
  the library of mathematics, GEOS and PROJ choose other instructions on other processors and come in other versions.
- Counting starts where the program enters `countedWork`: what makes the input is left out.
- The program has one processor and the hashes of dictionaries have no random seed, so that every run takes the same way.
- Another compiler makes other instructions: the file names the one by which it was made, and by another nothing can be compared.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

KEPT = Path(__file__).resolve().parent.parent / "instructions.json"
LIMIT = 0.03
LIBRARY = "libswiftCore.so"


def own_cost(profile, objects):
    """What the lines of a callgrind profile say was spent in the object files of these names, calls to others left out."""
    names, here, total, is_call = {}, "", 0, False
    for line in profile:
        name = re.match(r"(c?ob)=\((\d+)\)(?: (.*))?", line)
        if name:
            kind, number, path = name.groups()
            if path:
                names[number] = os.path.basename(path.strip())
            if kind == "ob":
                here = names.get(number, "")
        elif line.startswith("calls="):
            # The next line is the cost of the call, which is counted where it is spent.
            is_call = True
        elif line[:1].isdigit() or line[:1] in "+-*":
            if not is_call and here in objects:
                total += int(line.split()[1])
            is_call = False
    return total


def count(program, kernel, folder):
    """The instructions of a kernel."""
    profile = os.path.join(folder, f"{kernel}.callgrind")
    command = [
        "valgrind", "--tool=callgrind", "--zero-before=*countedWork*", f"--callgrind-out-file={profile}",
        "--dump-instr=no", "--dump-line=no", program, kernel, folder,
    ]
    environment = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1", TZ="UTC", LC_ALL="C")
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    finally:
        os.sched_setaffinity(0, allowed)
    if done.returncode != 0:
        sys.exit(f"instructions: {kernel} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    with open(profile, encoding="utf-8", errors="replace") as file:
        found = own_cost(file, {os.path.basename(program), LIBRARY})
    if found == 0:
        sys.exit(f"instructions: callgrind tells nothing of {kernel}; is the program without symbols?")
    return found


def compare(kept, found, limit=LIMIT):
    """What to say of each kernel, line by line, and whether all may pass."""
    lines, passes = [], True
    for kernel in sorted(set(kept) | set(found)):
        if kernel not in found or kernel not in kept:
            lines.append(f"{kernel}: {'is no longer counted' if kernel in kept else 'is not in the file'}")
            passes = False
            continue
        change = (found[kernel] - kept[kernel]) / kept[kernel]
        verdict = ""
        if change > limit:
            verdict = f"  over {limit:.0%} more"
            passes = False
        elif change < -limit:
            verdict = "  fewer: bless them"
        lines.append(f"{kernel:12} {found[kernel]:>15,} {kept[kernel]:>15,} {change:+8.2%}{verdict}")
    return lines, passes


def compiler():
    """The compiler and the processor's kind."""
    words = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"Swift version \S+", words)
    return f"{version.group(0) if version else words.splitlines()[0]} {os.uname().machine}"


def main():
    parser = argparse.ArgumentParser(description="Counts instructions of hot kernels.")
    parser.add_argument("program")
    parser.add_argument("--bless", action="store_true", help="write the file of counts anew")
    parser.add_argument("--file", default=KEPT, type=Path, help="the file of counts")
    chosen = parser.parse_args()
    for tool in ("valgrind", "strip"):
        if not shutil.which(tool):
            sys.exit(f"instructions: {tool} is not here: install valgrind and binutils")
    here = compiler()
    kept = {} if chosen.bless else json.loads(chosen.file.read_text(encoding="utf-8"))
    if kept and kept["compiler"] != here:
        print(f"Counted by {kept['compiler']}, here is {here}: nothing can be compared. make instructions BLESS=1")
        return 0
    kernels = subprocess.run([chosen.program], capture_output=True, text=True, check=True).stdout.split()
    with tempfile.TemporaryDirectory() as folder:
        # valgrind of Debian 12 gives up on what Swift writes for debuggers; the names of functions stay.
        program = os.path.join(folder, os.path.basename(chosen.program))
        subprocess.run(["strip", "--strip-debug", "-o", program, chosen.program], check=True)
        found = {kernel: count(program, kernel, folder) for kernel in kernels}
    if chosen.bless:
        chosen.file.write_text(json.dumps({"compiler": here, "instructions": found}, indent=2) + "\n", encoding="utf-8")
        for kernel, number in found.items():
            print(f"{kernel:12} {number:>15,}")
        return 0
    lines, passes = compare(kept["instructions"], found)
    print(f"{'kernel':12} {'instructions':>15} {'blessed':>15} {'change':>8}")
    print("\n".join(lines))
    if not passes:
        print("Where more is meant: make instructions BLESS=1, and say why in the commit.")
    return 0 if passes else 1


if __name__ == "__main__":
    sys.exit(main())
