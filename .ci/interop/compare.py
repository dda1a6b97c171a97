"""Compares a store, opened by xarray and zarr-python, with its source files, opened by xarray.

Raw values must have the same bits, decoded values must be equal, and so must types, dimensions,
attributes and coordinates. What differs on purpose is named in the output and counted: see KNOWN.
"""

import argparse
import collections
import json
import math
import sys
import warnings

import numpy as np
import xarray as xr
import zarr

RAW = {"mask_and_scale": False, "decode_times": False, "decode_timedelta": False,
       "decode_coords": False, "concat_characters": False}
DECODED = {"decode_timedelta": False}
PACKING = ("scale_factor", "add_offset")
ENCODED = ("units", "calendar", "_FillValue", "missing_value", "scale_factor", "add_offset")
KNOWN = {
    "time": "times encoded anew: compared when decoded",
    "packing": "float32 packing attributes, which Zarr's JSON widens to float64",
    "non-finite": "non-finite attributes, which JSON holds as text",
    "float32": "float32 attributes written as their shortest decimal",
    "text": "char arrays stored as text",
    "char": "_FillValue of chars, with which xarray cannot open a version 3 store",
    "boolean": "HDF5 booleans, which are enums of int8",
    "phony": "dimensions without a name, numbered by each reader",
    "dropped": "attributes dropped because the files disagree",
}


class Comparison:
    def __init__(self):
        self.problems = []
        self.known = collections.Counter()
        self.variables = 0
        self.values = 0

    def fail(self, what, store, source):
        self.problems.append(f"{what}: store has {store!r}, source has {source!r}")


def open_source(path, group, **options):
    """With netCDF-C; plain HDF5 with h5netcdf, because netCDF-C crashes on some of its types."""
    if path.endswith(".h5"):
        options |= {"engine": "h5netcdf", "phony_dims": "access"}
    else:
        options |= {"engine": "netcdf4"}
    return xr.open_dataset(path, group=group, **options).load()


def open_sources(paths, group, concat, **options):
    datasets = [open_source(path, group, **options) for path in paths]
    if len(datasets) == 1:
        return datasets[0], datasets
    joined = xr.combine_nested(datasets, concat_dim=concat, data_vars="minimal", coords="minimal",
                               compat="override", join="exact", combine_attrs="override")
    return joined, datasets


def is_time(attributes):
    units = attributes.get("units")
    return isinstance(units, str) and " since " in units


def is_text(array):
    return array.dtype.kind in "SUOT"


def as_text(array, rank):
    """The texts of an array, with the char dimension joined if that leaves the rank wanted."""
    if array.dtype == "S1" and array.ndim == rank + 1:
        rows = np.ascontiguousarray(array).reshape(-1, array.shape[-1])
        texts = [row.tobytes() for row in rows]
    else:
        texts = array.ravel().tolist()
    texts = [text.encode() if isinstance(text, str) else bytes(text or b"") for text in texts]
    return [text.rstrip(b"\0") for text in texts]


def same_bits(store, source):
    """Whether all elements have the same bits; any NaN equals any other."""
    little = source.dtype.newbyteorder("<")
    a = np.ascontiguousarray(store.astype(little, copy=False)).reshape(-1)
    b = np.ascontiguousarray(source.astype(little, copy=False)).reshape(-1)
    same = a.view(f"V{little.itemsize}") == b.view(f"V{little.itemsize}")
    if little.kind == "f":
        same |= np.isnan(a) & np.isnan(b)
    return same


def compare_values(comparison, what, store, source):
    if source.dtype == bool and store.dtype == np.int8:
        comparison.known["boolean"] += 1
        source = source.astype(np.int8)
    if is_text(store) and is_text(source):
        if store.shape not in (source.shape, source.shape[:-1] if source.dtype == "S1" else None):
            comparison.fail(f"{what}: shape", store.shape, source.shape)
            return
        a, b = as_text(store, store.ndim), as_text(source, store.ndim)
        if a != b:
            comparison.fail(f"{what}: texts", a[:5], b[:5])
        return
    if is_text(store) or is_text(source) or store.dtype.newbyteorder("=") != source.dtype.newbyteorder("="):
        comparison.fail(f"{what}: type", str(store.dtype), str(source.dtype))
        return
    if store.shape != source.shape:
        comparison.fail(f"{what}: shape", store.shape, source.shape)
        return
    same = same_bits(store, source)
    if not same.all():
        first = int(np.argmin(same))
        index = tuple(int(i) for i in np.unravel_index(first, source.shape))
        comparison.fail(f"{what}: {int((~same).sum())} of {same.size} values, first at {index}",
                        store[index].item(), source[index].item())


def unwrapped(value):
    """An attribute as a list of Python values."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    elif isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bytes):
        value = value.decode()
    return list(value) if isinstance(value, (list, tuple)) else [value]


def equal_item(comparison, store, source, single):
    if isinstance(source, str) or isinstance(store, str):
        if isinstance(source, float) and not math.isfinite(source):
            comparison.known["non-finite"] += 1
            return store == {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}[str(source)]
        return store == source
    if isinstance(source, float) and isinstance(store, (int, float)):
        if store == source or (math.isnan(store) and math.isnan(source)):
            return True
        if single and np.float32(store) == np.float32(source):
            comparison.known["float32"] += 1
            return True
        return False
    return type(store) is type(source) and store == source


def equal_attribute(comparison, store, source):
    single = getattr(source, "dtype", None) == np.float32
    a, b = unwrapped(store), unwrapped(source)
    return len(a) == len(b) and all(equal_item(comparison, x, y, single) for x, y in zip(a, b))


def of_sources(attributes):
    """Without what a store says of the run that made it."""
    return {name: value for name, value in attributes.items()
            if not name.startswith(("arcoforge_", "pangeo_forge_"))}


def compare_attributes(comparison, what, store, sources, ignored):
    names = {name for source in sources for name in source}
    for name in sorted(names - set(ignored)):
        present = [source[name] for source in sources if name in source]
        first = present[0]
        agree = all(equal_attribute(Comparison(), other, first) for other in present[1:])
        if not agree:
            comparison.known["dropped"] += 1
            if name in store:
                comparison.fail(f"{what}: attribute {name}, on which the files disagree", store[name], present)
        elif name not in store:
            if len(present) == len(sources):
                comparison.fail(f"{what}: attribute {name}", None, first)
        elif not equal_attribute(comparison, store[name], first):
            comparison.fail(f"{what}: attribute {name}", store[name], first)
    for name in sorted(set(store) - names - set(ignored)):
        comparison.fail(f"{what}: attribute {name}", store[name], None)


def compare_dimensions(comparison, what, store, source):
    a, b = store.dims, source.dims
    if is_text(store) and source.dtype == "S1" and len(b) == len(a) + 1:
        comparison.known["text"] += 1
        b = b[:-1]
    if a != b and len(a) == len(b) and all(
            x == y or (y.startswith("phony_dim_") and "phony" in x) for x, y in zip(a, b)):
        comparison.known["phony"] += 1
        b = a
    if a != b:
        comparison.fail(f"{what}: dimensions", a, b)


def compare_raw(comparison, store, source, parts, allowed):
    for name in sorted(set(store.variables) ^ set(source.variables)):
        comparison.fail(f"variable {name}", name in store.variables, name in source.variables)
    for name in sorted(set(store.variables) & set(source.variables)):
        a, b = store.variables[name], source.variables[name]
        compare_dimensions(comparison, name, a, b)
        anew = is_time(b.attrs) and (a.dtype != b.dtype or a.attrs.get("units") != b.attrs["units"]
                                     or any(part.variables[name].attrs != b.attrs
                                            for part in parts if name in part.variables))
        if anew:
            comparison.known["time"] += 1
        else:
            compare_values(comparison, name, a.values, b.values)
        ignored = ("units", "calendar", "_FillValue", "missing_value") if anew else ()
        compare_attributes(comparison, name, a.attrs,
                           [part.variables[name].attrs for part in parts if name in part.variables], ignored)
        comparison.variables += 1
        comparison.values += b.size
    compare_attributes(comparison, "global", of_sources(store.attrs), [part.attrs for part in parts], allowed)


def widened(comparison, dataset):
    """The dataset with float32 packing attributes as float64, as a reader of JSON sees them."""
    dataset = dataset.copy()
    for variable in dataset.variables.values():
        for name in PACKING:
            if getattr(variable.attrs.get(name), "dtype", None) == np.float32:
                variable.attrs[name] = float(variable.attrs[name])
                comparison.known["packing"] += 1
    return dataset


def compare_decoded(comparison, store, source):
    if set(store.coords) != set(source.coords):
        comparison.fail("coordinates", sorted(store.coords), sorted(source.coords))
    for name in sorted(set(store.variables) & set(source.variables)):
        a, b = store.variables[name], source.variables[name]
        what = f"{name} decoded"
        if a.dtype.kind == "O" and not is_text_object(a) or b.dtype.kind == "O" and not is_text_object(b):
            if a.values.tolist() != b.values.tolist():
                comparison.fail(what, a.values.ravel()[:3].tolist(), b.values.ravel()[:3].tolist())
        else:
            compare_values(comparison, what, a.values, b.values)
        for key in ENCODED:
            if (key in a.encoding) != (key in b.encoding) and not (
                    a.dtype.kind in "mM" and key in ("_FillValue", "missing_value", "calendar")):
                comparison.fail(f"{what}: encoding {key}", a.encoding.get(key), b.encoding.get(key))
        calendars = [v.encoding.get("calendar") for v in (a, b)]
        if None not in calendars and canonical(calendars[0]) != canonical(calendars[1]):
            comparison.fail(f"{what}: calendar", *calendars)


def drop_char_fill(comparison, dataset):
    for variable in dataset.variables.values():
        if variable.dtype.kind == "S" and variable.attrs.pop("_FillValue", None) is not None:
            comparison.known["char"] += 1


def canonical(calendar):
    return {"gregorian": "standard", "365_day": "noleap", "366_day": "all_leap"}.get(calendar.lower(), calendar.lower())


def is_text_object(variable):
    return all(isinstance(value, (str, bytes)) for value in variable.values.ravel()[:1].tolist())


def compare(store, sources, group, concat, allowed):
    comparison = Comparison()
    raw, parts = open_sources(sources, group, concat, **RAW)
    if zarr.open_group(store, mode="r").metadata.zarr_format == 3:
        for dataset in {id(dataset): dataset for dataset in [raw, *parts]}.values():
            drop_char_fill(comparison, dataset)
    # Each file is decoded by its own units before they are joined.
    decoded_parts = [xr.decode_cf(widened(comparison if i == 0 else Comparison(), part), **DECODED)
                     for i, part in enumerate(parts)]
    decoded = decoded_parts[0] if len(parts) == 1 else xr.combine_nested(
        decoded_parts, concat_dim=concat, data_vars="minimal", coords="minimal", compat="override",
        join="exact", combine_attrs="override")
    consolidated = xr.open_zarr(store, consolidated=True, chunks=None, **RAW).load()
    listed = xr.open_zarr(store, consolidated=False, chunks=None, **RAW).load()
    if not consolidated.identical(listed):
        comparison.problems.append("the consolidated metadata differ from the arrays' own")
    compare_raw(comparison, consolidated, raw, parts, allowed)
    compare_decoded(comparison, xr.open_zarr(store, consolidated=True, chunks=None, **DECODED).load(), decoded)
    return comparison


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--group", help="of the sources")
    parser.add_argument("--concat", help="dimension along which several sources follow one another")
    parser.add_argument("--allow-attribute", action="append", default=[],
                        help="global attribute that the recipe sets")
    parser.add_argument("--totals", help="file to which a line of JSON with the counts is added")
    arguments = parser.parse_args()
    if len(arguments.sources) > 1 and not arguments.concat:
        parser.error("several sources need --concat")
    warnings.simplefilter("ignore")
    result = compare(arguments.store, arguments.sources, arguments.group, arguments.concat,
                     arguments.allow_attribute)
    for problem in result.problems:
        print(f"{arguments.store}: {problem}", file=sys.stderr)
    known = "".join(f"; {count} x {KNOWN[name]}" for name, count in sorted(result.known.items()))
    verdict = f"{len(result.problems)} differences" if result.problems else "equal"
    print(f"{arguments.store}: {result.variables} variables, {result.values} values {verdict}{known}")
    if arguments.totals:
        with open(arguments.totals, "a") as totals:
            json.dump({"variables": result.variables, "values": result.values}, totals)
            totals.write("\n")
    sys.exit(1 if result.problems else 0)


if __name__ == "__main__":
    main()
