#!/usr/bin/env bash
# Makes GeoData/streets.gpkg and the incidents of Samples anew. The same seed gives the same bytes, so that `git diff` stays empty
# unless the simulation or the areas, schools, stops or calendar in GeoData have changed.
#
#     Scripts/make-samples.sh [path of the homeward command]
set -euo pipefail
cd "$(dirname "$0")/.."
homeward=${1:-$(swift build -c release --show-bin-path)/homeward}

"$homeward" simulate streets \
    --areas GeoData/areas.geojson --study-area Coventry \
    --schools GeoData/schools.geojson --stops GeoData/stops.geojson \
    --seed 1 --out GeoData/streets.gpkg

"$homeward" simulate incidents \
    --areas GeoData/areas.geojson --study-area Coventry \
    --schools GeoData/schools.geojson --stops GeoData/stops.geojson \
    --streets GeoData/streets.gpkg --calendar GeoData/calendar.yml \
    --from 2023-09-01 --to 2025-08-31 --rows 12000 --seed 1 \
    --out Samples/incidents.csv --truth Samples/incidents.truth.json
