#!/usr/bin/env bash
# Installs what the build needs and this machine lacks, and nothing else. Says nothing where nothing is missing.
set -euo pipefail

if ! command -v swift >/dev/null 2>&1; then
    echo "Swift 6.2 or newer is needed and not found on the PATH: install it from swift.org, then try again." >&2
    exit 69
fi

missing=()
if command -v apt-get >/dev/null 2>&1; then
    installed() { dpkg-query -W -f '${Status}\n' "$1" 2>/dev/null | grep -q 'ok installed'; }
    # What Swift's toolchain and the packages' manifests need, then what Homeward stands on.
    for package in git libc6-dev tzdata libgeos-dev libproj-dev libgdal-dev libjs-leaflet; do
        installed "$package" || missing+=("$package")
    done
    # These go by different names from release to release: any one will do.
    for choice in 'libstdc++-*-dev:libstdc++-12-dev' 'libxml2*:libxml2' 'libcurl4*:libcurl4' 'libncurses6*:libncurses6'; do
        installed "${choice%%:*}" || missing+=("${choice##*:}")
    done
    command -v pkg-config >/dev/null 2>&1 || missing+=(pkg-config)
    [ "${#missing[@]}" -eq 0 ] && exit 0
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "These packages are missing: ${missing[*]}. Ask an administrator to install them." >&2
            exit 69
        fi
        as_root=(sudo)
    fi
    echo "Installing ${missing[*]}" >&2
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
elif command -v brew >/dev/null 2>&1; then
    for formula in geos proj gdal pkg-config; do
        brew list --formula "$formula" >/dev/null 2>&1 || missing+=("$formula")
    done
    [ "${#missing[@]}" -eq 0 ] && exit 0
    echo "Installing ${missing[*]}" >&2
    brew install "${missing[@]}"
else
    echo "Neither apt-get nor brew is here: install GEOS, PROJ and GDAL with their headers and pkg-config by hand." >&2
    exit 69
fi
