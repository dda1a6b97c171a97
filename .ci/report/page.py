"""What is in a page, and in the pictures of a page."""

import base64
import functools
import struct
import zlib
from html.parser import HTMLParser

import numpy as np

VOID = {"meta", "br", "hr", "img", "link", "input"}
LOADS = {"src", "href", "xlink:href", "data", "action", "poster", "srcset", "background"}


class Page(HTMLParser):
    """Counts what a check needs: addresses, scripts, pictures, headings, what is left open."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.scripts, self.unnamed = [], 0, 0
        self.images, self.headings, self.ids, self.open = [], [], [], []
        self.lang = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "html":
            self.lang = found.get("lang")
        self.scripts += tag == "script" or any(name.startswith("on") for name in found)
        self.unnamed += tag == "svg" and not (found.get("role") == "img" and found.get("aria-label"))
        if tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        for name in LOADS & set(found):
            value = found[name]
            if value.startswith("data:image/png;base64,"):
                self.images.append(base64.b64decode(value.split(",", 1)[1]))
            elif not value.startswith("#"):
                self.addresses.append(value)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing")


@functools.lru_cache
def pixels(png):
    """Returns the pixels of a PNG of 8 bits a sample as rows × columns × RGB."""
    at, data, palette = 8, b"", None
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
        elif kind == b"PLTE":
            palette = np.frombuffer(body, "u1").reshape(-1, 3)
        elif kind == b"IDAT":
            data += body
        at += 12 + length
    if depth != 8 or interlaced:
        raise ValueError("not a plain PNG")
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    rows = np.frombuffer(zlib.decompress(data), "u1").reshape(height, 1 + width * samples)
    before = np.zeros(width * samples, "u1")
    decoded = np.empty((height, width * samples), "u1")
    for y, row in enumerate(rows):
        before = decoded[y] = unfiltered(row[0], row[1:], before, samples)
    image = decoded.reshape(height, width, samples)
    if palette is not None:
        return palette[image[:, :, 0]]
    return image[:, :, :3]


def unfiltered(kind, row, above, step):
    if kind == 0:
        return row
    if kind == 2:
        return row + above
    if kind == 1:
        return np.cumsum(row.reshape(-1, step), axis=0, dtype="u1").reshape(-1)
    out, up = [0] * len(row), [int(v) for v in above]
    for i, value in enumerate(row.tolist()):
        left, corner = (out[i - step], up[i - step]) if i >= step else (0, 0)
        above_left, above_it = up[i] - corner, left - corner
        if kind == 3:
            guess = (left + up[i]) // 2
        elif abs(above_left) <= abs(above_it) and abs(above_left) <= abs(above_left + above_it):
            guess = left
        else:
            guess = up[i] if abs(above_it) <= abs(above_left + above_it) else corner
        out[i] = (value + guess) & 255
    return np.array(out, "u1")
