#!/usr/bin/env python3
"""Holds a run's tables, its GeoPackage and its data dictionary against each other, with Python's own readers.

    python3 check_dictionary.py FOLDER
    python3 check_dictionary.py --select FOLDER LAYER

For each CSV file: the byte order mark, CRLF at the end of every record, as many fields in each as in its header, no field that a
spreadsheet would run, and in no file of the folder the character for what could not be read. For each layer of homeward.gpkg: every column
in dictionary.csv and in gpkg_data_columns with its name and meaning, and what a reader must know as JSON and as XML in gpkg_metadata. With
--select it prints a query that gives the layer's columns their short names. Exits 0 where all holds, 1 otherwise.
"""
import csv
import io
import json
import pathlib
import re
import sqlite3
import sys
import xml.etree.ElementTree


def dictionary(folder):
    with open(folder / "dictionary.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def package(folder):
    return sqlite3.connect(f"file:{folder / 'homeward.gpkg'}?mode=ro", uri=True)


def layers(database):
    query = "SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles' AND data_type IN ('features', 'attributes')"
    return [name for (name,) in database.execute(query) if not name.startswith("qgis_")]


def columns(database, layer):
    names = [row[1] for row in database.execute(f'PRAGMA table_info("{layer}")')]
    return [name for name in names if name not in ("fid", "geom")]


def select(folder, layer):
    short = {row["column"]: row["short_name"] for row in dictionary(folder)
             if (row["file"], row["layer"]) == ("homeward.gpkg", layer)}
    database = package(folder)
    parts = [f'"{name}" AS "{short[name]}"' for name in columns(database, layer)]
    print(f'SELECT geom, {", ".join(parts)} FROM "{layer}"')


def table_faults(path):
    data = path.read_bytes()
    if not data.startswith(b"\xef\xbb\xbf"):
        yield "it has no byte order mark"
    text = data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not text.endswith("\r\n") or re.search(r'(?<!\r)\n', re.sub(r'"[^"]*"', "", text)):
        yield "a record does not end with CRLF"
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            yield f"record {number} has {len(row)} fields, the header {len(rows[0])}"
        for field in row:
            if field[:1] in "=+-@\t\r" and field and not re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", field):
                yield f"record {number}: a spreadsheet would run {field[:40]!r}"


def package_faults(folder):
    database = package(folder)
    told = {(row["layer"], row["column"]): row for row in dictionary(folder) if row["file"] == "homeward.gpkg"}
    notes = {(layer, column): (name, title, words) for layer, column, name, title, words in database.execute(
        "SELECT table_name, column_name, name, title, description FROM gpkg_data_columns")}
    for layer in layers(database):
        for column in columns(database, layer):
            row = told.pop((layer, column), None)
            if row is None:
                yield f"{layer}.{column} is not in the dictionary"
            elif notes.get((layer, column)) != (row["title"], row["title"], row["meaning"]):
                yield f"{layer}.{column}: the package says {notes.get((layer, column))}"
        found = dict(database.execute(
            "SELECT m.mime_type, m.metadata FROM gpkg_metadata m JOIN gpkg_metadata_reference r ON r.md_file_id = m.id"
            " WHERE r.reference_scope = 'table' AND r.table_name = ?", [layer]))
        statement = json.loads(found["application/json"])["metadata"]["statement"]
        if statement not in xml.etree.ElementTree.fromstring(found["text/xml"]).findtext("rights"):
            yield f"{layer}: its two kinds of metadata do not say the same"
    yield from (f"{layer}.{column} is not in the package" for layer, column in told)


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "--select":
        return select(pathlib.Path(arguments[1]), arguments[2])
    if len(arguments) != 1:
        sys.exit(__doc__)
    folder = pathlib.Path(arguments[0])
    faults = [f"homeward.gpkg: {fault}" for fault in package_faults(folder)]
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".csv":
            faults += [f"{path.name}: {fault}" for fault in table_faults(path)]
        if path.is_file() and path.suffix in (".csv", ".geojson", ".gpx", ".html", ".ics", ".json", ".txt") \
                and "\ufffd" in path.read_text(encoding="utf-8"):
            faults.append(f"{path.name}: a character could not be read")
    files = {row["file"] for row in dictionary(folder)}
    wanted = {path.name for path in folder.iterdir() if path.suffix in (".csv", ".geojson", ".gpkg", ".tif")}
    if files != wanted:
        faults.append(f"dictionary.csv: {sorted(files ^ wanted)} are in the folder or in it alone")
    for fault in faults[:20]:
        print(fault)
    print(f"{folder}: tables, package and dictionary are {'in order' if not faults else 'not in order'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
