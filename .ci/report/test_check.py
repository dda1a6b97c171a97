"""Checks a report, then damages it in one way after another, which the check must find.

Arguments: the store, and a folder with the report and the pictures of its page.
"""

import base64
import json
import re
import shutil
import struct
import sys
import tempfile
import zlib
from pathlib import Path

from check import faults


def blank(width, height):
    """A PNG of one colour."""
    rows = b"".join(b"\0" + b"\x80\x80\x80" * width for _ in range(height))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def data(change):
    def damage(work):
        path = work / "report/report.json"
        report = json.loads(path.read_text())
        change(report)
        path.write_text(json.dumps(report))

    return damage


def page(old, new):
    def damage(work):
        path = work / "report/report.html"
        text, count = re.subn(old, new, path.read_text(), count=1)
        assert count, old
        path.write_text(text)

    return damage


def array(report, name):
    return next(a for a in report["arrays"] if a["name"] == name)


NO_MAP = "data:image/png;base64," + base64.b64encode(blank(144, 73)).decode()
DAMAGE = {
    "another extreme": data(lambda r: array(r, "UWND")["records"][0].update(max=99)),
    "another mean": data(lambda r: array(r, "VWND").update(mean=0)),
    "another type": data(lambda r: array(r, "UWND").update(decodedType="float64")),
    "another role": data(lambda r: array(r, "TIME").update(role="data")),
    "another length": data(lambda r: r["dimensions"].update(TIME=47)),
    "another text of the dataset": data(lambda r: r.update(dataset="<xarray.Dataset>")),
    "an array too few": data(lambda r: r["arrays"].pop()),
    "another record": data(lambda r: array(r, "UWND")["records"][0].update(label="TIME = 1999")),
    "an address": page("</header>", '<a href="https://example.org/">x</a></header>'),
    "a script": page("</header>", "<script></script></header>"),
    "a map that is blank": page('data:image/png[^"]*', NO_MAP),
    "a map that is not there": page("<image .*?</image>", ""),
    "a picture without a text": page('aria-label="Map', 'title="Map'),
    "a page that shows nothing": lambda work: (work / "light.png").write_bytes(blank(1200, 1800)),
    "dark where light was asked for": lambda work: shutil.copy(work / "dark.png", work / "light.png"),
}

store, work = sys.argv[1:]
found = list(faults(store, work))
print("\n".join(found) or "report: agrees with xarray; the page shows its maps in both colour schemes")
unseen = []
for name, damage in DAMAGE.items():
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(Path(work) / "report", copy / "report")
        for scheme in ("light", "dark", "narrow"):
            shutil.copy(Path(work) / f"{scheme}.png", copy)
        damage(copy)
        if not list(faults(store, copy)):
            unseen.append(name)
print("report: not found: " + ", ".join(unseen) if unseen else f"report: {len(DAMAGE)} kinds of damage found")
sys.exit(1 if found or unseen else 0)
