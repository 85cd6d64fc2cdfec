"""One extract and the truth about it: rows are written down together with what is to become of them."""
import csv
import io
import os
import zipfile
from collections import Counter
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo
from xml.sax.saxutils import escape

from projections import SYSTEMS


class Moment:
    """A local date and time."""

    def __init__(self, at):
        self.at = at

    def day(self, zone):
        return self.at.date()


class Day:
    """A day whose time is not recorded."""

    def __init__(self, date):
        self.date = date

    def day(self, zone):
        return self.date


class Month:
    """A month, given by its first day."""

    def __init__(self, first):
        self.first = first

    def day(self, zone):
        return self.first


class Range:
    """From one local moment to another."""

    def __init__(self, start, end):
        self.start, self.end = start, end

    def day(self, zone):
        first, last = (t.replace(tzinfo=zone).timestamp() for t in (self.start, self.end))
        return datetime.fromtimestamp(first + (last - first) // 2, zone).date()

    def shares(self, zone):
        """The share of each hour of the local day, by the seconds of the range that the clock shows in it."""
        first, last = (int(t.replace(tzinfo=zone).timestamp()) for t in (self.start, self.end))
        shares = [0.0] * 24
        if last - first >= 7 * 86_400:
            return [1 / 24] * 24
        now = first
        while now < last:
            local = datetime.fromtimestamp(now, zone)
            # Every zone of the corpus changes its clock at a full hour.
            step = min(last - now, 3600 - local.minute * 60 - local.second)
            shares[local.hour] += step / (last - first)
            now += step
        return shares


class Extract:
    """An extract. `epsg` is the system of its positions; `systems` are those that a reader may rightly name."""

    def __init__(self, name, shape, header, epsg=27700, zone="Europe/London", systems=None, options=(), grain="incident",
                 columns=None):
        self.name, self.shape, self.header, self.epsg = name, shape, header, epsg
        self.zone, self.options, self.grain = zone, list(options), grain
        self.systems = [f"EPSG:{code}" for code in (systems or [epsg])]
        self.columns = columns or {}
        self.rows, self.fates = [], []
        self.cases = []

    def add(self, cells, at=None, when=None, rejected=None, filtered=None, incident=None, age=None):
        """A row: used with a place and a time, or rejected, or filtered.

        `incident` tells the rows of one incident; `age` is the person's as (youngest, oldest), None where not known.
        """
        assert isinstance(cells, str) or rejected or len(cells) == len(self.header), (self.name, cells)
        assert rejected or (at and when), (self.name, cells)
        self.rows.append(cells)
        self.fates.append(dict(at=at, when=when, rejected=rejected, filtered=filtered, age=age,
                               incident=incident if incident is not None else ("row", len(self.rows))))

    def under(self, limit):
        """How many incidents have a person younger than `limit`."""
        found = set()
        for fate in self.fates:
            if fate["rejected"] or fate["age"] is None:
                continue
            youngest, oldest = fate["age"]
            assert oldest < limit or youngest >= limit, (self.name, fate["age"], limit)
            if oldest < limit:
                found.add(fate["incident"])
        return len(found)

    def case(self, options, used, says=""):
        """A second question to the same file: with these options so many incidents are used."""
        self.cases.append(dict(options=options, used=used, says=says))

    def truth(self):
        zone = ZoneInfo(self.zone)
        used = [fate for fate in self.fates if not fate["rejected"] and not fate["filtered"]]
        kinds = Counter(type(fate["when"]).__name__ for fate in used)
        moments, hours = [0] * 24, [0.0] * 24
        for fate in used:
            if isinstance(fate["when"], Moment):
                moments[fate["when"].at.hour] += 1
                hours[fate["when"].at.hour] += 1
            elif isinstance(fate["when"], Range):
                hours = [a + b for a, b in zip(hours, fate["when"].shares(zone))]
        places = [SYSTEMS[self.epsg].inverse(*fate["at"]) for fate in used]
        days = [fate["when"].day(zone) for fate in used]
        rejected = Counter(fate["rejected"] for fate in self.fates if fate["rejected"])
        filtered = Counter(fate["filtered"] for fate in self.fates if fate["filtered"])
        assert len(self.rows) == len(used) + rejected.total() + filtered.total()
        return dict(
            files=[self.name], shape=self.shape, options=self.options, time_zone=self.zone, grain=self.grain,
            read=len(self.rows), used=len(used), filtered=dict(sorted(filtered.items())),
            rejected=dict(sorted(rejected.items())), moments=kinds["Moment"], ranges=kinds["Range"],
            days=kinds["Day"], months=kinds["Month"], moments_by_hour=moments,
            hours=[round(h, 4) for h in hours], crs=self.systems,
            box=[round(f(axis), 5) for f, axis in
                 [(min, [p[0] for p in places]), (min, [p[1] for p in places]),
                  (max, [p[0] for p in places]), (max, [p[1] for p in places])]],
            first_day=min(days).isoformat(), last_day=max(days).isoformat(), columns=self.columns, cases=self.cases)

    def write(self, folder, separator=",", encoding="utf-8", newline="\r\n", quote_all=False, above=(), below=()):
        """Writes text. `above` and `below` are lines around the table; a row that is a text stands as it is, and bytes
        stand beyond the encoding."""
        out = io.StringIO()
        out.write("".join(line + newline for line in above))
        writer = csv.writer(out, delimiter=separator, lineterminator=newline,
                            quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
        writer.writerow(self.header)
        for row in self.rows:
            if isinstance(row, str):
                out.write(row + newline)
            else:
                writer.writerow(row)
        out.write("".join(line + newline for line in below))
        # A row may hold a byte that no text can: it is written as a private character.
        data = out.getvalue().encode(encoding, "surrogateescape")
        if encoding == "utf-16-le":
            data = b"\xff\xfe" + data
        with open(os.path.join(folder, self.name), "wb") as file:
            file.write(data)


# --- Excel ---------------------------------------------------------------------------------------------------------

EPOCH = datetime(1899, 12, 30)


def serial(at):
    """A date and time as Excel counts it: days since the last days of 1899."""
    return (at - EPOCH) / timedelta(days=1)


class Cell:
    """A number with one of the formats of the workbook's styles: 0 general, 1 a date, 2 a time, 3 a date and time."""

    def __init__(self, number, style=0):
        self.number, self.style = number, style


def column_name(index):
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def sheet_xml(rows):
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row):
            place = f"{column_name(column)}{number}"
            if value is None or value == "":
                continue
            if isinstance(value, Cell):
                cells.append(f'<c r="{place}" s="{value.style}"><v>{value.number!r}</v></c>')
            elif isinstance(value, (int, float)):
                cells.append(f'<c r="{place}"><v>{value!r}</v></c>')
            else:
                cells.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + "".join(lines) + "</sheetData></worksheet>")


def write_workbook(path, sheets):
    """Writes sheets as (name, rows). The bytes depend on nothing else."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": head + f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        + "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
                  for n in numbers) + "</Types>",
        "_rels/.rels": head + f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": head + f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>'
        + "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
                  for n, (name, _) in zip(numbers, sheets)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": head + f'<Relationships xmlns="{package}/relationships">'
        + "".join(f'<Relationship Id="rId{n}" Type="{relation}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                  for n in numbers)
        + f'<Relationship Id="rId{len(sheets) + 1}" Type="{relation}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": head + f'<styleSheet xmlns="{main}"><fonts count="1"><font/></fonts><fills count="1"><fill/>'
        '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
        + "".join(f'<xf numFmtId="{code}" applyNumberFormat="1"/>' for code in (0, 14, 20, 22))
        + "</cellXfs></styleSheet>",
    }
    for n, (_, rows) in zip(numbers, sheets):
        parts[f"xl/worksheets/sheet{n}.xml"] = sheet_xml(rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, text)
