#!/bin/sh
# Prints where Chromium is, for the browser journeys. Installs Debian's when it is missing and this
# is root. Without one: says what to do, and fails where nothing may be skipped (CI=true).
set -eu

find_chromium() {
    for candidate in "${CHROMIUM:-}" /usr/bin/chromium chromium chromium-browser \
        google-chrome google-chrome-stable; do
        if [ -n "$candidate" ] && found=$(command -v "$candidate" 2>/dev/null); then
            echo "$found"
            return 0
        fi
    done
    return 1
}

find_chromium && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser journeys" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2 || true
    apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null || true
    find_chromium && exit 0
fi

echo "No Chromium was found. Install it (on Debian: apt-get install chromium)," >&2
echo "or say where it is: make test CHROMIUM=/path/to/chromium" >&2
if [ "${CI:-}" = true ]; then
    exit 1
fi
echo "The browser journeys are left out of this run." >&2
