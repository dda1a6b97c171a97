"""Looks for secrets in all that arcoforge has said and written."""

import base64
import json
import pathlib
import tempfile
import urllib.parse


def forms(secret):
    """How a secret may look in a text."""
    raw = secret.encode()
    return {raw, urllib.parse.quote(secret, safe="").encode(), json.dumps(secret)[1:-1].encode(),
            secret.replace("/", "\\/").encode(), raw.hex().encode(), base64.b64encode(raw).rstrip(b"="), raw[:24]}


def leaks(contents, secrets):
    """The names of those contents that hold a secret."""
    wanted = [form for secret in secrets for form in forms(secret)]
    return [name for name, content in contents if any(form in content for form in wanted)]


def folders(*paths):
    for path in paths:
        for file in pathlib.Path(path).rglob("*"):
            if file.is_file():
                yield str(file), file.read_bytes()


def documents(place):
    """The stored objects that are text."""
    for name in place.names(""):
        if name.split("/")[-1] in ("zarr.json", ".zgroup", ".zmetadata", ".zarray", ".zattrs") or "arcoforge" in name:
            yield f"{place.scheme}://{place.bucket}/{name}", place.read(name)


def check(checks, work, said, places, secrets):
    """Checks what was said, the stores and the caches of this machine, and the buckets."""
    with tempfile.TemporaryDirectory() as planted:
        for number, secret in enumerate(secrets):
            for form in forms(secret):
                pathlib.Path(planted, "log").write_bytes(b"before " + form + b" after")
                checks.that(f"the scan finds planted secret {number}", leaks(folders(planted), secrets))
    contents = [*folders(said, *work.glob("*.zarr"), work / "home")]
    for place in places:
        contents += documents(place)
    checks.that("there is much to scan", len(contents) > 100, str(len(contents)))
    found = leaks(contents, secrets)
    checks.that("no secret in what was said and written", not found, "\n".join(found))
    print(f"{len(contents)} outputs and documents hold none of {len(secrets)} secrets" if not found else "secrets!")
