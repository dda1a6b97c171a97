"""What works: bake, push, verify, inspect, copy and access, in buckets and from a web server."""

import pathlib
import threading
import warnings

import numpy as np
import xarray as xr

import places
import servers
from forge import difference

WINDS = "recipes/fnoc_winds"
DATA = pathlib.Path(WINDS, "data")

# The libraries that read netCDF files crash when two threads are in them.
READING = threading.Lock()


def sources():
    return sorted(map(str, DATA.glob("fnoc_winds_*.nc")))


def local_stores(forge, work):
    """Stores to compare with, by Zarr format: of fnoc_winds, and of the same in many chunks."""
    stores = {}
    for format in (3, 2):
        stores["winds", format] = f"{work}/local-{format}.zarr"
        forge.done("bake", WINDS, "--target", stores["winds", format], "--zarr", format)
        stores["chunks", format] = f"{work}/chunks-{format}.zarr"
        forge.done("bake", forge.chunks, "--target", stores["chunks", format], "--zarr", format,
                   environment={"WINDS": str(DATA.absolute())})
    return stores


def compared(checks, compare, name, store):
    """Checks a store against the sources, with the program that checks those on disk."""
    with READING:
        result = compare.compare(store, sources(), None, "TIME", [])
    checks.that(f"{name} equals its sources", not result.problems, "\n".join(result.problems))
    checks.that(f"{name} has values", result.values > 500_000, str(result.values))
    checks.compared(result.variables, result.values)


def bucket(forge, checks, compare, place, access, stores):
    """All that one bucket is for."""
    for format in (3, 2):
        name = f"baked-{format}.zarr"
        uri = places.uri(place, name)
        forge.done("bake", WINDS, "--target", uri, "--zarr", format, *access)
        forge.done("verify", uri, "--recipe", WINDS, *access)
        compared(checks, compare, uri, places.zarr_store(place, name))
        opened = xr.open_dataset(uri, engine="zarr", chunks={}, storage_options=place.options).load()
        here = xr.open_dataset(stores["winds", format], engine="zarr", chunks={}).load()
        checks.that(f"{uri} opens as what was baked here", opened.identical(here))
    seen = forge.done("inspect", uri, *access)
    checks.that(f"inspect {uri} names a variable", "UWND" in seen.out, seen.out)
    plan = forge.done("plan", WINDS, "--json", *access)
    checks.that("the plan is JSON", plan.out.startswith("{"), plan.out[:200])
    forge.fails("(?i)--overwrite", "bake", WINDS, "--target", uri, *access)

    pushed = places.uri(place, "pushed.zarr")
    report = forge.done("push", *sources(), "--concat", "TIME", "--target", pushed, "--json", *access)
    checks.that("push reports as JSON", report.out.startswith("{"), report.out[:200])
    compared(checks, compare, pushed, places.zarr_store(place, "pushed.zarr"))

    may = forge.done("access", places.uri(place, "folder"), *access)
    for step in ("write", "list", "read", "delete"):
        checks.that(f"access to {place.scheme}: {step}", f"\n{step:8} ok" in may.out, may.out)
    checks.that(f"access to {place.scheme} leaves nothing", not place.names("folder"), str(place.names("folder")))

    for source in sources():
        place.write("sources/" + pathlib.Path(source).name, pathlib.Path(source).read_bytes())
    target = f"{pathlib.Path(stores['chunks', 3]).parent}/of-{place.scheme}.zarr"
    forge.done("bake", forge.chunks, "--target", target, *access,
               environment={"WINDS": places.uri(place, "sources")})
    compared(checks, compare, target, target)


def copies(forge, checks, gs, s3, access, stores):
    """From one server to the other, and from there to a folder: nothing may change."""
    for format in (3, 2):
        there, local = places.uri(s3, f"copied-{format}.zarr"), f"{stores['winds', 3]}-copied-{format}.zarr"
        forge.done("copy", places.uri(gs, f"baked-{format}.zarr"), there, *access)
        forge.done("copy", there, local, *access)
        different = difference(local, stores["winds", format])
        checks.that(f"copied twice, format {format}, it is what was baked here", not different, str(different))
    again = forge.done("copy", places.uri(gs, "baked-2.zarr"), there, *access)
    checks.that("a second copy copies nothing", "Nothing to copy" in again.out, again.out)


def web(forge, checks, compare, stores):
    """From a plain web server, as anybody opens what it has."""
    with servers.web(pathlib.Path(stores["winds", 3]).parent) as url:
        for format in (3, 2):
            address = f"{url}/local-{format}.zarr"
            with READING:
                opened_from_web(checks, address)
            forge.done("verify", address, "--recipe", WINDS)
            seen = forge.done("inspect", address)
            checks.that(f"inspect {address} names a variable", "UWND" in seen.out, seen.out)
            local = f"{stores['winds', format]}-from-web.zarr"
            forge.done("copy", address, local)
            different = difference(local, stores["winds", format])
            checks.that(f"copied from the web, format {format}", not different, str(different))
        forge.fails("Cannot ", "bake", WINDS, "--target", f"{url}/new.zarr")


def opened_from_web(checks, address):
    source = xr.open_mfdataset(sources(), combine="nested", concat_dim="TIME", data_vars="minimal")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        store = xr.open_dataset(address, engine="zarr", chunks={})
    values = 0
    for name, variable in source.variables.items():
        same = np.array_equal(store[name].values, variable.values, equal_nan=variable.dtype.kind in "fM")
        checks.that(f"{address}: {name}", same)
        values += variable.size
    checks.that(f"{address} has the same variables", set(store.variables) == set(source.variables))
    checks.compared(len(source.variables), values)
    source.close()
