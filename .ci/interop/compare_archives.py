"""Compares the stores of archives with what xarray makes of the same files: decoded values."""

import argparse
import json
import os
import sys
import warnings

import numpy as np
import xarray as xr

import compare
import expected_archives
import expected_recipes

EXPECTED = expected_archives.EXPECTED | expected_recipes.EXPECTED


def store_of(path):
    return xr.open_dataset(path, engine="zarr", chunks={})


def compare_times(comparison, name, store, source, within):
    """Exactly if nothing else is said, as dates of a calendar."""
    a, b = store.values, source.values
    if a.dtype.kind == "M" and b.dtype.kind == "M":
        same = (np.abs(a - b) <= (within or np.timedelta64(0))) | (np.isnat(a) & np.isnat(b))
    else:
        same = np.array([type(x) is type(y) and (x == y or x != x and y != y) and
                         getattr(x, "calendar", "") == getattr(y, "calendar", "")
                         for x, y in zip(a.ravel().tolist(), b.ravel().tolist())], bool).reshape(a.shape)
    report(comparison, f"{name}: times", a, b, same)


def report(comparison, what, store, source, same):
    if not same.all():
        index = tuple(int(i) for i in np.unravel_index(int(np.argmin(same)), same.shape))
        comparison.fail(f"{what}, {int((~same).sum())} of {same.size}, first at {index}",
                        str(store[index]), str(source[index]))


def compare_near(comparison, name, store, source, within):
    a, b = store.values, source.values
    if not np.array_equal(np.isnan(a), np.isnan(b)):
        report(comparison, f"{name}: missing values", a, b, np.isnan(a) == np.isnan(b))
        return
    wide = b.astype("f8")
    same = np.isnan(b) | (np.abs(a.astype("f8") - wide) <= np.where(np.isnan(b), 0, within(b)))
    report(comparison, f"{name}: values", a, b, same)


def is_dates(variable):
    return variable.dtype.kind == "M" or (variable.dtype.kind == "O" and not compare.is_text_object(variable))


def compare_variable(comparison, name, store, source, within):
    if store.dims != source.dims or store.shape != source.shape:
        comparison.fail(f"{name}: dimensions", (store.dims, store.shape), (source.dims, source.shape))
    elif is_dates(store) and is_dates(source):
        compare_times(comparison, name, store, source, within)
    elif store.dtype != source.dtype and not (compare.is_text(store) and compare.is_text(source)):
        comparison.fail(f"{name}: type", str(store.dtype), str(source.dtype))
    elif within:
        compare_near(comparison, name, store, source, within)
    else:
        compare.compare_values(comparison, name, store.values, source.values)


def compare_attributes(comparison, what, store, source):
    for name in sorted(set(store) | set(source)):
        if name not in store or name not in source or not compare.equal_attribute(
                comparison, store[name], source[name]):
            comparison.fail(f"{what}: attribute {name}", store.get(name), source.get(name))


def stored_type(name, expectation, parts):
    """The type that the stored values are to have; None where it does not matter."""
    if name in expectation.stored:
        return np.dtype(expectation.stored[name])
    held = [part.variables[name] for part in parts if name in part.variables]
    types = {np.dtype(variable.encoding["dtype"]) for variable in held}
    counted = {variable.attrs.get("units") for variable in held}
    anew = is_dates(expectation.dataset.variables[name]) and (counted == {None} or len(counted) > 1)
    if len(types) != 1 or anew or compare.is_text(expectation.dataset.variables[name]):
        return None
    return types.pop()


def compare_stored(comparison, name, store, wanted):
    got = np.dtype(store.encoding["dtype"])
    if wanted is not None and got.newbyteorder("=") != wanted.newbyteorder("="):
        comparison.fail(f"{name}: type of stored values", str(got), str(wanted))


def compare_archive(store, expectation):
    comparison = compare.Comparison()
    source = expectation.dataset
    parts = [xr.open_dataset(path, decode_times=False) for path in expectation.sources]
    store = expected_archives.dated(store)
    for kind in ("variables", "coords"):
        names = [sorted(getattr(dataset, kind)) for dataset in (store, source)]
        if names[0] != names[1]:
            comparison.fail(kind, *names)
    if dict(store.sizes) != dict(source.sizes):
        comparison.fail("sizes", dict(store.sizes), dict(source.sizes))
    for name in sorted(set(store.variables) & set(source.variables)):
        a, b = store.variables[name], source.variables[name]
        compare_variable(comparison, name, a.load(), b.load(), expectation.within.get(name))
        compare_attributes(comparison, name, a.attrs, b.attrs)
        compare_stored(comparison, name, a, stored_type(name, expectation, parts))
        comparison.variables += 1
        comparison.values += b.size
    compare_attributes(comparison, "global", compare.of_sources(store.attrs), source.attrs)
    return comparison


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archives", help="folder with a folder for each archive")
    parser.add_argument("stores", nargs="+", help="named as the archive, such as tiles-3.zarr")
    parser.add_argument("--totals", help="file to which a line of JSON with the counts is added for each store")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    failed = False
    for path in arguments.stores:
        name = os.path.basename(path).split(".")[0].rsplit("-", 1)[0]
        result = compare_archive(store_of(path), EXPECTED[name](os.path.join(arguments.archives, name)))
        for problem in result.problems:
            print(f"{name}: {problem}", file=sys.stderr)
        verdict = f"{len(result.problems)} differences" if result.problems else "equal"
        print(f"{os.path.basename(path)}: {result.variables} variables, {result.values} values {verdict}")
        failed |= bool(result.problems)
        if arguments.totals:
            with open(arguments.totals, "a") as totals:
                print(json.dumps({"variables": result.variables, "values": result.values}), file=totals)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
