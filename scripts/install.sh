#!/bin/sh
# Usage: scripts/install.sh PYTHON VENV REQUIREMENTS
# Makes VENV if it is not there and installs REQUIREMENTS into it: by uv, which is several times
# quicker, or by plain pip where uv cannot be had.
set -eu
python=$1
venv=$2
requirements=$3

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Supervision needs Python 3.11 or later. If you have it, name it: make PYTHON=/path/to/python3" >&2
    exit 1
}

if ! [ -x "$venv/bin/python" ]; then
    echo "Making $venv"
    if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
        # Some systems leave ensurepip out of Python; the pip that is there can fill the folder.
        rm -rf "$venv"
        "$python" -m venv --without-pip "$venv"
        "$python" -m pip --python "$venv/bin/python" install --quiet pip
    fi
fi

echo "Installing $requirements"
pip="$venv/bin/python -m pip --quiet --disable-pip-version-check"
if ! [ -x "$venv/bin/uv" ]; then
    $pip install uv >/dev/null 2>&1 || true
fi
if [ -x "$venv/bin/uv" ] &&
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" -r "$requirements"; then
    exit 0
fi
echo "Installing with pip instead, which takes a little longer"
$pip install -r "$requirements"
