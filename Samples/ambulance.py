#!/usr/bin/env python3
"""Makes Samples/ambulance.csv of Samples/incidents.csv: made-up calls to an ambulance service, whose truth is known.

Of the police's incidents to the minute after 1 March 2024 with a victim's age about one in eight was attended; half an hour's
delay at the most, places to some 30 m. As many calls again tell of what the police never heard of: at the places of other
incidents, moved by some 300 m, at the hours of others, more often at night. The last line that is printed says how many are which.

    Samples/ambulance.py
"""
import csv
import datetime
import os
import random

folder = os.path.dirname(os.path.abspath(__file__))
draw = random.Random(1)


def moment(row):
    for form in ("%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"):
        try:
            return datetime.datetime.strptime(row["date_from"] + " " + row["time_from"], form)
        except ValueError:
            pass
    return None


def place(row):
    try:
        return float(row["easting"]), float(row["northing"])
    except ValueError:
        return None


def natures(row):
    return "Stab / penetrating trauma" if row["weapon"] else "Assault"


with open(os.path.join(folder, "incidents.csv"), encoding="latin-1", newline="") as file:
    rows = [row for row in csv.DictReader(file)]
known = []
seen = set()
for row in rows:
    when, where = moment(row), place(row)
    if when is None or where is None or row["crime_ref"] in seen or not row["victim_age"].isdigit():
        continue
    if row["date_to"] not in ("", row["date_from"]) or row["time_to"] not in ("", row["time_from"]):
        continue
    if not 420000 < where[0] < 450000 or not 260000 < where[1] < 300000:
        continue
    seen.add(row["crime_ref"])
    if when >= datetime.datetime(2024, 3, 1):
        known.append((when, where, row))

calls = []
shared = 0
for when, (x, y), row in known:
    if draw.random() > 0.125:
        continue
    shared += 1
    later = datetime.timedelta(minutes=int(draw.random() * draw.random() * 30))
    calls.append((when + later, x + draw.gauss(0, 30), y + draw.gauss(0, 30), natures(row), row["victim_age"]))
alone = 0
days = (max(when for when, _, _ in known) - datetime.datetime(2024, 3, 1)).days
while alone < shared:
    (_, (x, y), row), (when, _, _) = draw.choice(known), draw.choice(known)
    if 6 <= when.hour < 20 and draw.random() < 0.5:
        continue
    alone += 1
    day = datetime.date(2024, 3, 1) + datetime.timedelta(days=int(draw.random() * days))
    calls.append(
        (datetime.datetime.combine(day, when.time()), x + draw.gauss(0, 300), y + draw.gauss(0, 300), natures(row),
         row["victim_age"]))
calls.sort()
with open(os.path.join(folder, "ambulance.csv"), "w", newline="") as file:
    write = csv.writer(file, lineterminator="\n")
    write.writerow(["Call Number", "Call DateTime", "Easting", "Northing", "Call Nature", "Patient Age", "synthetic"])
    for number, (when, x, y, nature, age) in enumerate(calls, 1):
        write.writerow([f"A{number:06d}", when.strftime("%Y-%m-%d %H:%M"), round(x), round(y), nature, age, "true"])
print(f"{len(calls)} calls, {shared} of them to incidents that the police know")
