"""What the figures were found on: processor, cores, memory, system and versions; no name of a machine or a person."""
import os
import platform
import re
import subprocess
from pathlib import Path


def output(*command):
    """The first lines of what a command prints, or an empty text where it is not there."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def processor():
    """The processor's model."""
    try:
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found.group(1).strip() if found else output("sysctl", "-n", "machdep.cpu.brand_string") or platform.machine()


def system():
    """The system's name and version."""
    try:
        found = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found.group(1) if found else f"{platform.system()} {platform.release()}"


def description(homeward):
    """All of it, as pairs of a name and words."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    swift = re.search(r"Swift version \S+", output("swift", "--version"))
    load = os.getloadavg()[0]
    return [
        ("Processor", f"{processor()}, {cores} cores"),
        ("Memory", f"{memory:.0f} GiB"),
        ("System", system()),
        ("Homeward", output(homeward, "--version")),
        ("Compiler", swift.group(0) if swift else "not known"),
        ("Load at the start", f"{load:.1f} (1 is one core's worth; over 0.5 others were at work and times by the clock are too long)"),
    ]
