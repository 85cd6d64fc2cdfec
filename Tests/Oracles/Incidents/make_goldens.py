"""Goldens for the local clock and the CSV scanner, made by Python's own zoneinfo and csv.

Run: python3 make_goldens.py     (Python 3.11.7, tzdata of Debian 12; nothing else is needed)
Writes clock.csv and tables.json beside itself; both are committed.
"""
import csv
import io
import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent


def clock():
    """Local times around and between all changes of 1971 to 2037, with both folds."""
    rng = random.Random(20)
    rows = []
    for name in ["Europe/London", "America/Chicago", "Australia/Lord_Howe"]:
        zone = ZoneInfo(name)
        moments = [datetime(1971, 1, 1) + timedelta(minutes=rng.randrange(67 * 365 * 1440)) for _ in range(120)]
        previous = None
        for hour in range(0, 67 * 365 * 24, 24):
            at = datetime(1971, 1, 1, tzinfo=timezone.utc) + timedelta(hours=hour)
            offset = at.astimezone(zone).utcoffset()
            if previous is not None and offset != previous and rng.random() < 0.08:
                start = at.astimezone(zone).replace(tzinfo=None) - timedelta(hours=26)
                moments += [start + timedelta(minutes=15 * step) for step in range(0, 112, 3)]
            previous = offset
        for local in moments:
            first = int(local.replace(tzinfo=zone, fold=0).timestamp())
            later = int(local.replace(tzinfo=zone, fold=1).timestamp())
            there = datetime.fromtimestamp(first, zone).replace(tzinfo=None)
            if there != local:
                kind, epoch = "nonexistent", first
            elif first != later:
                kind, epoch = "repeated", min(first, later)
            else:
                kind, epoch = "ordinary", first
            rows.append([name, local.strftime("%Y-%m-%d"), local.hour * 3600 + local.minute * 60, kind, epoch, max(first, later)])
    with open(HERE / "clock.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["zone", "day", "second", "kind", "epoch", "later"])
        writer.writerows(rows)


def tables():
    """Random tables that csv wrote, with every kind of quoting and line end, as text and as fields."""
    rng = random.Random(21)
    alphabet = ["a", "é", " ", ",", ";", "\t", '"', '""', "\n", "\r\n", "1", "x y", "€"]
    cases = []
    for number in range(60):
        separator = rng.choice([",", ";", "\t", "|"])
        terminator = rng.choice(["\n", "\r\n", "\r"])
        columns = rng.randrange(2, 6)
        rows = [["".join(rng.choice(alphabet) for _ in range(rng.randrange(4))) for _ in range(columns)] for _ in range(6)]
        for row in rows:
            row[0] = row[0] or "k"
        text = io.StringIO(newline="")
        # Python leaves a line end unquoted that is not its own.
        quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]) if terminator == "\r\n" else csv.QUOTE_ALL
        csv.writer(text, delimiter=separator, lineterminator=terminator, quoting=quoting).writerows(rows)
        back = list(csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=separator))
        assert back == rows, (back, rows)
        cases.append({"separator": separator, "text": text.getvalue(), "rows": rows})
    (HERE / "tables.json").write_text(json.dumps(cases, ensure_ascii=True, indent=0) + "\n")


if __name__ == "__main__":
    clock()
    tables()
