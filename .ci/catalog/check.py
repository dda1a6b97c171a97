"""Holds `arcoforge catalog` to LEAP's own validator, leap-data-management-utils.

usage: check.py WORK [STORE...], where the stores were baked by recipes/fnoc_winds
"""

import functools
import http.server
import io
import json
import pathlib
import subprocess
import sys
import threading

import pydantic
import xarray as xr
from leap_data_management_utils import catalog as leap
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

ROOT = pathlib.Path(__file__).parents[2]

META = """\
title: "Winds, 1982-1985"
description: >
  Monthly winds.
recipes:
  - id: "winds"
    object: "winds.Winds"
provenance:
  providers:
    - name: "PMEL"
      description: "Distributes them"
      roles: [producer, host]
      url: "https://pmel.noaa.gov/winds"
  license: "CC-BY-4.0"
  license_link:
    title: "Attribution"
    url: "https://creativecommons.org/licenses/by/4.0/"
maintainers:
  - name: "A. Wind"
    github: "a-wind"
"""
CATALOG = """\
"ncviewjs:meta_yaml_url": "https://github.com/leap-stc/winds_feedstock/blob/main/feedstock/meta.yaml"
thumbnail: "https://pmel.noaa.gov/winds.png"
tags: [zarr, wind]
links:
  - label: "Zenodo"
    url: "https://doi.org/10.5281/zenodo.1"
stores:
  - id: "winds"
    name: "Winds"
    url: "https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline/winds/winds.zarr"
    xarray_open_kwargs:
      engine: zarr
    public: true
    geospatial: false
    last_updated: "2024-11-19T21:19:44Z"
"""
TITLE = 'title: "Winds, 1982-1985"'
STAMP = 'last_updated: "2024-11-19T21:19:44Z"'

# What replaces what, and who takes it: both, LEAP only, or none.
BOTH, LEAP, NONE = "both", "LEAP only", "none"
CASES = [
    (TITLE, TITLE, BOTH),
    (TITLE, "title: Winds # of four years", BOTH),
    (TITLE, "title: '1982'", BOTH),
    (TITLE, "title: 1982", NONE),
    (TITLE, "title: 1_982.5", NONE),
    (TITLE, "title: 1982-01-01", NONE),
    (TITLE, "title: 1e3", NONE),
    (TITLE, "title: '1e3'", BOTH),
    (TITLE, "title: 0o17", NONE),
    (TITLE, "title: 089", NONE),
    (TITLE, "title: -.5", NONE),
    (TITLE, "title: true", NONE),
    (TITLE, "title: yes", LEAP),
    (TITLE, "title: 12:30", LEAP),
    (TITLE, "title: null", NONE),
    (TITLE, "title: ~", NONE),
    (TITLE, "title:", NONE),
    (TITLE, "title: ''", LEAP),
    (TITLE, "title: [a]", NONE),
    (TITLE, "title: {a: b}", NONE),
    (TITLE, "title: !mine a", NONE),
    (TITLE, "title: a\ntitle: b", NONE),
    (TITLE, "titel: a", NONE),
    (TITLE, "version: '1'\n" + TITLE, BOTH),
    (TITLE, "version: !mine '1'\n" + TITLE, NONE),
    ("description: >\n  Monthly winds.\n", "", NONE),
    ("      url: \"https://pmel.noaa.gov/winds\"\n", "", BOTH),
    ("      url: \"https://pmel.noaa.gov/winds\"", "      url: null", BOTH),
    ("      url: \"https://pmel.noaa.gov/winds\"", "      url: 5", NONE),
    ('  license: "CC-BY-4.0"', '  license: "CC BY"', LEAP),
    ('  license: "CC-BY-4.0"', "  license: 4.0", NONE),
    ('  license: "CC-BY-4.0"\n', "", NONE),
    ('    title: "Attribution"\n', "", NONE),
    ("roles: [producer, host]", "roles: null", BOTH),
    ("roles: [producer, host]", "roles: producer", NONE),
    ("roles: [producer, host]", "roles: [producer, 5]", NONE),
    ("roles: [producer, host]", "roles: [null]", NONE),
    ('  - name: "A. Wind"\n    github: "a-wind"\n', "  []\n", LEAP),
    ('  - name: "A. Wind"\n    github: "a-wind"\n', "  - A. Wind\n", NONE),
    ('  - name: "A. Wind"\n    github: "a-wind"\n', "  name: A. Wind\n", NONE),
    ('github: "a-wind"', "github: null", BOTH),
    ('github: "a-wind"', "github: 5", NONE),
    ('github: "a-wind"', 'github: "a-wind"\n    orcid: "0000-0001-8571-865X"', BOTH),
    ("https://pmel.noaa.gov/winds.png", "pmel.noaa.gov/winds.png", NONE),
    ("https://pmel.noaa.gov/winds.png", "ftp://pmel.noaa.gov/winds.png", NONE),
    ("https://pmel.noaa.gov/winds.png", "https://", NONE),
    ("https://pmel.noaa.gov/winds.png", "https://a:99999/w.png", NONE),
    ("https://pmel.noaa.gov/winds.png", "https://a b.org/w.png", NONE),
    ("https://pmel.noaa.gov/winds.png", "https://1.2.3.999/w.png", NONE),
    ("https://pmel.noaa.gov/winds.png", "https://a.org/" + "x" * 2100, NONE),
    ("https://pmel.noaa.gov/winds.png", "https://a.org/my winds.png", LEAP),
    ('thumbnail: "https://pmel.noaa.gov/winds.png"', "thumbnail: null", BOTH),
    ("tags: [zarr, wind]", "tags: null", BOTH),
    ("tags: [zarr, wind]", "tags: [2020]", NONE),
    ("tags: [zarr, wind]", "tags: zarr", NONE),
    ('    url: "https://doi.org/10.5281/zenodo.1"\n', "", NONE),
    ('  - label: "Zenodo"\n    url: "https://doi.org/10.5281/zenodo.1"\n', "  null\n", BOTH),
    ('"ncviewjs:meta_yaml_url":', "meta_yaml_url:", BOTH),
    ('"ncviewjs:meta_yaml_url":', "other:", NONE),
    ("https://github.com/leap-stc/winds_feedstock/blob/main/feedstock/meta.yaml", "meta.yaml", NONE),
    ('  - id: "winds"\n    name: "Winds"', '  - name: "Winds"', NONE),
    ('name: "Winds"', "name: null", NONE),
    ('    name: "Winds"\n', "", BOTH),
    ('name: "Winds"', "name: 2020", NONE),
    ("https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline/winds/winds.zarr", "out/winds.zarr", LEAP),
    ("https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline", "s3://leap-pangeo-pipeline", LEAP),
    ("https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline", "gs://leap-scratch", LEAP),
    ("https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline", "https://example.org", LEAP),
    ("engine: zarr", "engine: kerchunk", BOTH),
    ("engine: zarr", "engine: netcdf4", NONE),
    ("engine: zarr", "chunks: {}", NONE),
    ("    xarray_open_kwargs:\n      engine: zarr\n", "    xarray_open_kwargs: null\n", BOTH),
    ("    xarray_open_kwargs:\n      engine: zarr\n", "    xarray_open_kwargs: zarr\n", NONE),
    ("public: true", "public: null", BOTH),
    ("public: true", "public: yes", BOTH),
    ("public: true", "public: 'off'", BOTH),
    ("public: true", "public: 1", BOTH),
    ("public: true", "public: 2", NONE),
    ("public: true", "public: maybe", NONE),
    ("public: true", "public: []", NONE),
    (STAMP, "last_updated: 2024-11-19", NONE),
    (STAMP, "last_updated: 2024-11-19T21:19:44Z", NONE),
    (STAMP, "last_updated: null", BOTH),
    (STAMP, "rechunking: [{path: 'gs://b/a.zarr', use_case: multiscales}]", BOTH),
    (STAMP, "rechunking: [{path: 'gs://b/a.zarr'}]", NONE),
    (STAMP, "rechunking: {path: 'gs://b/a.zarr'}", NONE),
    (STAMP, "'ncviewjs:rechunking': 5", BOTH),
    (CATALOG[CATALOG.index("stores:"):], "stores: null\n", BOTH),
    (CATALOG[CATALOG.index("stores:"):], "stores: {}\n", NONE),
    (META, "- a\n", NONE),
    (META, "", NONE),
    (META, "title: [\n", NONE),
]

# Attributes of y and x, as the tests of Geospatial in Java have them.
GEOSPATIAL = [
    ("lat", {}, "lon", {}),
    ("nav_LAT", {}, "Longitude", {}),
    ("lat", {}, "lonx", {}),
    ("latitudes", {}, "longitude", {}),
    ("y", {}, "x", {}),
    ("y", {"axis": "Y"}, "x", {"axis": "X"}),
    ("y", {"axis": "Y"}, "x", {}),
    ("y", {"axis": "y"}, "x", {"axis": "x"}),
    (
        "y",
        {"standard_name": "projection_y_coordinate"},
        "x",
        {"long_name": "cell index along first dimension"},
    ),
    ("y", {"standard_name": "latitude"}, "x", {"units": "degrees_east"}),
    ("y", {"_CoordinateAxisType": "GeoY"}, "x", {"grads_dim": "x"}),
    ("y", {"cartesian_axis": "Y"}, "x", {"long_name": "grid_longitude"}),
]

faults = []


def expect(what, found, wanted):
    if found != wanted:
        faults.append(f"{what}: {found!r}, not {wanted!r}")


def arcoforge(*arguments):
    run = subprocess.run(
        [ROOT / "arcoforge", *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if run.returncode not in (0, 1) or not run.stdout:
        sys.exit(f"arcoforge {' '.join(map(str, arguments))}: {run.returncode}\n{run.stderr}")
    return run.stdout


def feedstock(catalog, meta):
    """Does what Feedstock.from_yaml does, but for fetching meta.yaml from GitHub."""
    yaml = YAML(typ="safe")
    content = yaml.load(catalog)
    key = next((k for k in ("meta_yaml_url", "ncviewjs:meta_yaml_url") if k in content), None)
    if key:
        leap.convert_to_raw_github_url(content[key])
        content = content | yaml.load(meta)
    return leap.Feedstock.model_validate(content)


def leap_takes(catalog, meta):
    try:
        feedstock(catalog, meta)
    except (pydantic.ValidationError, YAMLError, TypeError, AttributeError, ValueError):
        return False
    return True


def check_cases(work):
    folders = []
    for i, (old, new, _) in enumerate(CASES):
        if (META + "\n" + CATALOG).count(old) != 1:
            sys.exit(f"case {i}: {old!r} is there {(META + CATALOG).count(old)} times")
        folder = work / f"case-{i:02}"
        folder.mkdir(parents=True)
        (folder / "meta.yaml").write_text(META.replace(old, new))
        (folder / "catalog.yaml").write_text(CATALOG.replace(old, new))
        folders.append(folder)
    found = json.loads(arcoforge("catalog", "validate", "--offline", "--json", *folders))
    for (old, new, wanted), folder, ours in zip(CASES, folders, found["feedstocks"], strict=True):
        theirs = leap_takes((folder / "catalog.yaml").read_text(), (folder / "meta.yaml").read_text())
        taken = {(True, True): BOTH, (True, False): LEAP, (False, False): NONE}.get(
            (theirs, not ours["faults"]), "ours only"
        )
        expect(f"who takes {new[:60]!r} for {old[:40]!r}", taken, wanted)


def check_entry(url, meta):
    entry = arcoforge("catalog", "entry", url, "--id", "fnoc-winds")
    catalog = '"ncviewjs:meta_yaml_url": "https://github.com/o/n/blob/main/meta.yaml"\n' + entry
    stored = feedstock(catalog, meta).stores[0]
    expect(f"{url}: id", stored.id, "fnoc-winds")
    expect(f"{url}: url", stored.url, url)
    expect(f"{url}: public", stored.public, True)
    expect(f"{url}: geospatial", stored.geospatial, leap.is_geospatial(leap.load_store(url, "zarr"), False))
    names = {}
    exec(arcoforge("catalog", "snippet", url), names)  # noqa: S102
    expect(f"{url}: lines of Python", dict(names["ds"].sizes), {"TIME": 48, "FNOCY": 73, "FNOCX": 144})


def check_geospatial(work, i, case):
    y, of_y, x, of_x = case
    store = work / f"geospatial-{i}.zarr"
    xr.Dataset(
        {"v": ((y, x), [[1.0, 2.0]])},
        {y: (y, [1.0], of_y), x: (x, [1.0, 2.0], of_x)},
        {"pangeo_forge_build_timestamp": "2024-11-19T21:19:44+00:00"},
    ).to_zarr(store, consolidated=True, zarr_format=2 + i % 2)
    entry = arcoforge("catalog", "entry", store, "--offline", "--url", f"https://h.org/{i}.zarr")
    stored = YAML(typ="safe").load(io.StringIO(entry))["stores"][0]
    opened = xr.open_dataset(store, engine="zarr", chunks={}, decode_cf=False)
    expect(f"geospatial of {case}", stored["geospatial"], leap.is_geospatial(opened, False))
    expect(f"last_updated of {case}", stored["last_updated"], "2024-11-19T21:19:44+00:00")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, and lists no folders."""

    def list_directory(self, path):
        self.send_error(404)

    def log_message(self, *arguments):
        pass


def main():
    work = pathlib.Path(sys.argv[1])
    stores = [pathlib.Path(store).resolve() for store in sys.argv[2:]]
    check_cases(work)
    meta = (ROOT / "recipes/fnoc_winds/meta.yaml").read_text()
    for store in stores:
        handler = functools.partial(Handler, directory=str(store.parent))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            check_entry(f"http://127.0.0.1:{server.server_port}/{store.name}", meta)
            server.shutdown()
    for i, case in enumerate(GEOSPATIAL):
        check_geospatial(work, i, case)
    for fault in faults:
        print(fault)
    print(
        f"catalog: {len(CASES)} feedstocks judged as by LEAP's validator or stricter, {len(stores)} entries"
        f" and {len(GEOSPATIAL)} coordinate systems as by its generator; {len(faults)} differ"
    )
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
