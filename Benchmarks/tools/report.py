"""Writes RESULTS.md from what was measured."""
# `Growth.limit` of the kernels.
LIMIT = 1.15


def seconds(value):
    """Three figures that count, in the unit that suits."""
    if value < 0.001:
        return f"{value * 1e6:.0f} µs"
    if value < 0.0995:
        return f"{value * 1000:.3g} ms"
    return f"{value:.3g} s" if value < 99.5 else f"{value:.0f} s"


def memory(value):
    """Bytes as MiB or GiB."""
    if value is None:
        return ""
    return f"{value / 2**20:.0f} MiB" if value < 2**30 else f"{value / 2**30:.1f} GiB"


def ratio(ours, peer):
    """How many times as long we take; under 1 is quicker."""
    return f"{ours / peer:.2f}" if peer > 0 else ""


def table(head, rows, right=()):
    """A table in Markdown; the columns of these numbers stand to the right."""
    marks = ["---:" if column in right else "---" for column in range(len(head))]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in [head, marks, *rows])


def homeward(entries, name, rows):
    """Our own entry of a kernel or process."""
    return next((entry for entry in entries if entry["name"] == name and entry["rows"] == rows and entry["who"] == "Homeward"), None)


def comparison(entries):
    """The table of a list of entries: each of ours, and below it the peers with the ratio to it."""
    lines = []
    for entry in entries:
        ours = homeward(entries, entry["name"], entry["rows"])
        what = entry["title"] if entry["who"] == "Homeward" else ""
        rows = f"{entry['rows']:,}" if entry["rows"] and what else ""
        if entry.get("fault"):
            lines.append([what, rows, entry["who"], entry["fault"], "", "", "", "", "", ""])
            continue
        compared = entry is not ours and ours and not ours.get("fault")
        same = ""
        if compared and "answer" in entry and "answer" in ours:
            same = "same" if entry["answer"] == ours["answer"] else f"{entry['answer']:,} for {ours['answer']:,}"
        lines.append([
            what, rows, entry["who"] + (" †" if entry.get("difference") else ""), seconds(entry["wall"]), seconds(entry["processor"]),
            memory(entry.get("peak")), entry["runs"], ratio(ours["wall"], entry["wall"]) if compared else "",
            ratio(ours["processor"], entry["processor"]) if compared else "", same,
        ])
    head = ["what", "rows", "who", "wall", "processor", "peak memory", "runs", "ratio of wall", "ratio of processor", "answer"]
    return table(head, lines, right=(1, 3, 4, 5, 6, 7, 8))


def verdict(target, results):
    """A target in words, what was found, and whether it is met."""
    kind = "process" if "process" in target else "kernel"
    entries = [entry for entry in results["processes" if kind == "process" else "kernels"] if entry["name"] == target[kind]]
    rows = target.get("rows") or max((entry["rows"] for entry in entries), default=0)
    ours = homeward(entries, target[kind], rows)
    title = f"{ours['title'] if ours else target[kind]}{f', {rows:,} rows' if rows else ''}"
    if not ours or ours.get("fault"):
        return [title, "", ours["fault"] if ours else "not measured", ""]
    if "seconds" in target:
        return [title, f"at most {target['seconds']:g} s", seconds(ours["wall"]), "yes" if ours["wall"] <= target["seconds"] else "**no**"]
    if "megabytes" in target:
        if not ours.get("peak"):
            return [title, f"at most {target['megabytes']} MB of memory", "not measured", ""]
        found = ours["peak"] / 1e6
        return [title, f"at most {target['megabytes']} MB of memory", f"{found:.0f} MB", "yes" if found <= target["megabytes"] else "**no**"]
    named = target.get("peer")
    wanted = f"at most {target['ratio']:g} of {named or 'the fastest peer'}"
    peers = [
        entry for entry in entries
        if entry["rows"] == rows and entry is not ours and not entry.get("fault") and named in (None, entry["who"])
        and "no equal work" not in entry.get("difference", "")
    ]
    if not peers:
        return [title, wanted, "no peer measured", ""]
    best = min(peers, key=lambda entry: entry["wall"])
    found = ours["wall"] / best["wall"]
    return [title, wanted, f"{found:.2f} of {best['who']}", "yes" if found <= target["ratio"] else "**no**"]


def growth(timings):
    """The table of growth: processor time by size, and the slopes."""
    names = list(dict.fromkeys(timing["kernel"] for timing in timings))
    sizes = sorted({timing["rows"] for timing in timings})
    lines, words = [], []
    for name in names:
        own = {timing["rows"]: timing for timing in timings if timing["kernel"] == name}
        last = own[max(own)]
        exponent = last.get("exponent")
        steep = exponent is not None and exponent > LIMIT
        mark = "" if not steep else " (reason below)" if last.get("reason") else " **steep**"
        lines.append(
            [last["title"]] + [seconds(own[size]["median"]["processor"]) if size in own else "" for size in sizes]
            + [f"{exponent:.2f}{mark}" if exponent is not None else ""]
        )
        if steep and last.get("reason"):
            words.append(f"{last['title']}: {last['reason']}.")
    text = table(["kernel"] + [f"{size:,}" for size in sizes] + ["exponent"], lines, right=range(1, len(sizes) + 2))
    return "\n\n".join([text] + words)


def differences(results):
    """A line for each peer whose work is not ours to the last."""
    found = dict.fromkeys(
        (entry["who"], entry["difference"]) for entry in results["processes"] + results["kernels"] if entry.get("difference")
    )
    return "\n".join(f"- {who} {words}." for who, words in found)


def results(found, targets):
    """The whole page."""
    parts = [
        "# Results",
        "`make times` wrote this page; what is changed by hand is lost.",
        "Times are medians of the runs after a first that does not count: five, or eleven where one takes under 0.2 s. Where one takes over 10 s "
        "there are three and the first counts, where over 30 s one. "
        "Homeward and its peers take turns on the same files. The ratio is Homeward's time over the peer's: under 1 Homeward is quicker. "
        "Processor time is that of all threads; where it is more than the time by the clock, both cores worked.",
        f"## Machine and versions\n\nMeasured on {found['date']}.\n\n" + table(["what", "which"], found["machine"]),
        table(["peer", "version"], found["peers"]),
        "## Targets\n\n" + table(["what", "target", "found", "met"], [verdict(target, found) for target in targets]),
        "## Whole commands\n\nEach run is a process of its own, from its start to its end. Peak memory is the largest of the runs.\n\n"
        + comparison(found["processes"]),
        "## Kernels\n\nIn processes that have their input ready. Peak memory is that of the whole process, with the making ready. "
        "The answer says whether both found the same: the number stands in `Benchmarks/Sources/Kernels/Kernel.swift`.\n\n"
        + comparison(found["kernels"]),
        "## Where the work is not the same\n\n† stands at a peer that does less, more or something else:\n\n" + differences(found),
        "## Growth\n\nProcessor time of the kernels by the number of incidents of one town, whose ground stays the same. The exponent is the slope "
        f"between the last two sizes on logarithmic axes: 1 is a straight line. Over {LIMIT} it needs a reason.\n\n" + growth(found["growth"]),
    ]
    return "\n\n".join(parts) + "\n"
