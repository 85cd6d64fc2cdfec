# Incidents spread over the 168 hours of the local week, minute by minute with Python's own time zones.
#   TZDATA from pip install tzdata==2025.2; python aoristic.py > aoristic.csv
# Lines: range,ZONE,START,END     seconds since 1970-01-01 UTC, on whole minutes
#        weights,ZONE,W0,...,W167   Monday 00:00 first, of all ranges of the zone
import random, sys, zoneinfo
from datetime import datetime

zoneinfo.reset_tzpath([])  # the package's data and not the machine's
print("# Python", sys.version.split()[0], "tzdata", __import__("tzdata").__version__)
random.seed(5)
for name in ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"):
    zone = zoneinfo.ZoneInfo(name)
    weights = [0.0] * 168
    # Sundays in March and October 2024 on which the clocks change in London, New York and Lord Howe, and any other time.
    changes = (1711846800, 1729990800, 1710054000, 1730613600, 1712415600, 1728142200)
    for step in range(48):
        around = changes[step % 6] if step < 24 else 1704067200 + random.randrange(31_000_000)
        start = around // 60 * 60 - 60 * random.randrange(600)
        minutes = (0, random.randrange(1, 90), random.randrange(1, 1500), random.randrange(1, 10079))[step % 4]
        if step == 47:
            minutes = 7 * 1440 + 90  # a week and more says nothing
        print("range", name, start, start + 60 * minutes, sep=",")
        if minutes >= 7 * 1440:
            weights = [w + 1 / 168 for w in weights]
            continue
        for minute in range(max(1, minutes)):
            wall = datetime.fromtimestamp(start + 60 * minute, zone)
            weights[wall.weekday() * 24 + wall.hour] += 1 / max(1, minutes)
    print("weights", name, *(repr(w) for w in weights), sep=",")
