"""Bring govuk-frontend's stylesheet into supervision/static/vendor, in our own clothes.

Run it with the wanted version: ``python scripts/vendor_govuk.py 6.6.0``. It needs npm. What goes:
the font faces and the GDS Transport family, which only GOV.UK services may use, and every picture.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "supervision" / "static" / "vendor"
SHEET = "package/dist/govuk/govuk-frontend.min.css"

LICENCE = """\
govuk-frontend {version}, changed: without font faces, font family, crest and other pictures.

The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


def fetched(version: str) -> str:
    """The published stylesheet of this version, as text."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"govuk-frontend@{version}"], cwd=folder, check=True
        )
        with tarfile.open(Path(folder, f"govuk-frontend-{version}.tgz")) as package:
            sheet = package.extractfile(SHEET)
            assert sheet is not None
            return sheet.read().decode()


def stripped(sheet: str) -> str:
    """The stylesheet without fonts, pictures and the pointer to a source map."""
    sheet = re.sub(r"@font-face\{[^}]*\}", "", sheet)
    sheet = re.sub(r"font-family:GDS Transport,[^;}]*", "font-family:var(--app-font)", sheet)
    sheet = re.sub(r"[a-z-]+:url\([^)]*\);?", "", sheet)
    return re.sub(r"/\*# sourceMappingURL=.*?\*/\s*", "", sheet)


def main(version: str) -> None:
    sheet = stripped(fetched(version))
    left = re.findall(r"url\(|GDS Transport|font-face", sheet)
    if left:
        sys.exit(f"Left behind in the stylesheet: {', '.join(sorted(set(left)))}")
    VENDOR.mkdir(parents=True, exist_ok=True)
    banner = f"/* govuk-frontend {version}, MIT licence: see LICENSE.txt. Changed. */\n"
    charset = '@charset "UTF-8";'
    sheet = charset + banner + sheet.removeprefix(charset)
    (VENDOR / "govuk-frontend.css").write_text(sheet, encoding="utf-8")
    (VENDOR / "LICENSE.txt").write_text(LICENCE.format(version=version), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the version: python scripts/vendor_govuk.py 6.6.0")
    main(sys.argv[1])
