#!/usr/bin/env python3
"""Checks a timetable.ics with a parser that is not ours.

    python3 check_icalendar.py timetable.ics [timetable.csv]

Needs icalendar (PyPI; tried with 7.3.0). Checks CRLF and the 75-octet limit on the bytes, that the parser finds no
error, that every event has a unique UID, a UTC stamp, and a start before its end in the zone that the file itself
defines, and that Europe/London is an hour ahead of UTC in July and not in January. With the CSV: one event for each record.
"""
import csv
import datetime
import pathlib
import sys

import icalendar


def main(path, table=None):
    raw = pathlib.Path(path).read_bytes()
    assert raw.endswith(b"\r\n") and raw.count(b"\n") == raw.count(b"\r\n"), "lines end with CRLF"
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "no line is longer than 75 octets"
    raw.decode("utf-8")
    calendar = icalendar.Calendar.from_ical(raw)
    zones = {str(zone["TZID"]): zone.to_tz() for zone in calendar.walk("VTIMEZONE")}
    for name, zone in zones.items():
        if name == "Europe/London":
            summer = datetime.datetime(2025, 7, 1, 12, tzinfo=zone).utcoffset()
            winter = datetime.datetime(2025, 1, 1, 12, tzinfo=zone).utcoffset()
            assert (summer, winter) == (datetime.timedelta(hours=1), datetime.timedelta(0)), (summer, winter)
    events = calendar.walk("VEVENT")
    uids = [str(event["UID"]) for event in events]
    assert len(set(uids)) == len(uids), "every UID is unique"
    for event in events:
        assert not event.errors, event.errors
        start, end = event["DTSTART"], event["DTEND"]
        assert start.params["TZID"] in zones, "the zone is defined in the file"
        assert start.dt < end.dt, "an event starts before it ends"
        assert event["DTSTAMP"].dt.tzinfo is not None, "the stamp is in UTC"
    if table:
        with open(table, newline="", encoding="utf-8") as file:
            assert len(list(csv.DictReader(file))) == len(events), "one event for each record"
    print(f"{path}: ok, {len(events)} events")


if __name__ == "__main__":
    main(*sys.argv[1:])
