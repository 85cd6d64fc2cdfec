#!/usr/bin/env python3
"""Checks GeoJSON files against RFC 7946 and the house's own rules.

    python3 check_geojson.py FILE...

Needs jsonschema (PyPI; tried with 4.26.0; Debian: python3-jsonschema). For each file: the schema beside this script, no
crs member, ids that are there and unique, closed rings, the right-hand rule (exterior rings counter-clockwise, holes
clockwise), longitude and latitude in range, at most seven decimals. Exits 0 where all hold, 1 otherwise.
"""
import json
import pathlib
import sys
from decimal import Decimal

import jsonschema


def rings(geometry):
    kind = geometry["type"]
    if kind == "Polygon":
        yield geometry["coordinates"]
    elif kind == "MultiPolygon":
        yield from geometry["coordinates"]
    elif kind == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from rings(part)


def numbers(value):
    if isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, dict):
        for key in ("coordinates", "geometries"):
            if key in value:
                yield from numbers(value[key])
    elif isinstance(value, (int, Decimal)):
        yield Decimal(value)


def turns(ring):
    """Twice the signed area: positive where the ring runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))


def faults(path, validator):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    plain = json.loads(text, parse_constant=lambda word: sys.exit(f"{path}: {word} is no JSON number"))
    for error in list(validator.iter_errors(plain))[:5]:
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
    exact = json.loads(text, parse_float=Decimal)
    seen = set()
    for index, feature in enumerate(exact.get("features", [])):
        key = feature.get("id", index)
        if key in seen:
            yield f"feature {key}: the id stands twice"
        seen.add(key)
        geometry = feature.get("geometry")
        if geometry is None:
            continue
        for number in numbers(geometry):
            if -number.as_tuple().exponent > 7:
                yield f"feature {key}: {number} has more than seven decimals"
                break
        for polygon in rings(geometry):
            for position, ring in enumerate(polygon):
                if ring[0] != ring[-1]:
                    yield f"feature {key}: ring {position} is not closed"
                area = turns(ring)
                if position == 0 and area <= 0 or position > 0 and area >= 0:
                    yield f"feature {key}: ring {position} runs against the right-hand rule"


def main(paths):
    if not paths:
        sys.exit(__doc__)
    schema = json.loads((pathlib.Path(__file__).parent / "rfc7946.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failed = False
    for path in paths:
        found = list(faults(path, validator))
        failed = failed or bool(found)
        print(f"{path}: {'ok' if not found else str(len(found)) + ' faults'}")
        for fault in found[:10]:
            print(f"  {fault}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
