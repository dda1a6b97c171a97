"""Plants one damage after another in good stores of archives, and in the plans of archives that are
refused, and expects compare_archives.py and refused_archives.py to find each."""

import copy
import pathlib
import shutil
import tempfile
import warnings

import numpy as np
import xarray as xr

import compare
import compare_archives
import expected_archives
import make_archives
import refused_archives


def set_value(name, index, change):
    def damage(dataset):
        values = dataset[name].values.copy()
        values[index] = change(values[index])
        return dataset.assign({name: dataset[name].copy(data=values)})
    return damage


def set_attribute(name, attribute, value):
    def damage(dataset):
        attributes = {key: old for key, old in dataset[name].attrs.items() if key != attribute}
        return dataset.assign({name: dataset[name].copy()}).assign(
            {name: lambda d: d[name].drop_attrs().assign_attrs(attributes | ({} if value is None else {attribute: value}))})
    return damage


def set_encoding(name, **encoding):
    def damage(dataset):
        dataset = dataset.copy()
        dataset[name].encoding = encoding
        return dataset
    return damage


SECOND = np.timedelta64(1, "s")
DAMAGES = {
    "yearly": {
        "a value off by a step": set_value("air", (7, 1, 2), lambda x: x + 0.01),
        "a value off by one bit": set_value("rain", (19, 2, 3), lambda x: np.nextafter(x, np.float32(0))),
        "a lost NaN": set_value("rain", (0, 0, 2), lambda x: np.float32(0)),
        "a value lost": set_value("air", (0, 0, 0), lambda x: np.nan),
        "a time off by a second": set_value("time", 11, lambda x: x + SECOND),
        "a bound off by a second": set_value("time_bnds", (3, 1), lambda x: x - SECOND),
        "years in another order": lambda d: d.isel(time=np.r_[5:10, 0:5, 10:20]),
        "values of another year": lambda d: d.assign(air=d.air.copy(data=np.roll(d.air.values, 5, 0))),
        "a time that is missing": lambda d: d.isel(time=np.r_[0:12, 13:20]),
        "a time that is there twice": lambda d: d.isel(time=np.r_[0:12, 11:20]),
        "a coordinate off": set_value("lat", 1, lambda x: x + np.float32(1e-6)),
        "a lost variable": lambda d: d.drop_vars("rain"),
        "an added variable": lambda d: d.assign(more=d.air),
        "data that became a coordinate": lambda d: d.set_coords("rain"),
        "swapped dimensions": lambda d: d.transpose("lat", "time", "lon", ...),
        "a renamed dimension": lambda d: d.rename(lon="longitude"),
        "a lost attribute": set_attribute("rain", "units", None),
        "another attribute": set_attribute("rain", "units", "m"),
        "an added attribute": set_attribute("air", "comment", "good"),
        "an attribute on which the files disagree": lambda d: d.assign_attrs(history="made air_2001.nc"),
        "a lost global attribute": lambda d: d.drop_attrs(deep=False),
        "a wider type": lambda d: d.assign(rain=d.rain.astype("f8")),
        "values stored unpacked": set_encoding("air", dtype="f8"),
    },
    "noleap": {
        "a date off by a second": set_value("time", 4, lambda x: x + SECOND.item()),
        "another calendar": lambda d: d.convert_calendar("standard", use_cftime=True),
    },
    "climatology": {"a bound of a climatology off by a second": set_value(
        "climatology_bounds", (30, 1), lambda x: x + SECOND)},
    "packing": {
        "two roundings": set_value("single", (5, 1), lambda x: x + 2 * np.spacing(x)),
        "a lost NaN among rounded values": set_value("double", (0, 2), lambda x: 0.0),
        "a NaN among rounded values": set_value("wide", (0, 0), lambda x: np.nan),
    },
    "stations": {"a changed text": set_value("name", 2, lambda x: "Kobenhavn"),
                 "a changed key": set_value("station", 4, lambda x: "12")},
    "members": {"members in another order": lambda d: d.isel(member=[0, 2, 1]),
                "members that changed places": lambda d: d.assign(t=d.t.copy(data=d.t.values[[1, 0, 2]]))},
}


def write(dataset, expectation, store, zarr_format):
    """Writes a dataset in the types that are expected, with times in seconds."""
    texts = [name for name, variable in dataset.variables.items()
             if compare.is_text(variable) and not compare_archives.is_dates(variable)]
    dataset = dataset.assign({name: dataset[name].astype(np.dtypes.StringDType()) for name in texts})
    parts = [xr.open_dataset(path, decode_times=False) for path in expectation.sources]
    for name, variable in dataset.variables.items():
        kept = ("dtype", *expected_archives.PACKING, "_FillValue")
        if compare_archives.is_dates(variable):
            wanted = compare_archives.stored_type(name, expectation, parts)
            variable.encoding = {"units": "seconds since 1900-01-01", "dtype": wanted or np.dtype("i8")}
        elif name in expectation.stored or name in texts:
            variable.encoding = {}
        else:
            variable.encoding = {key: value for key, value in variable.encoding.items() if key in kept}
        if variable.dtype.kind in "iuf":
            variable.encoding.setdefault("_FillValue", None)
    dataset.to_zarr(store, zarr_format=zarr_format, mode="w", consolidated=True)


def plan(wanted):
    """What plan --json says if all is well."""
    return {"conflicts": [
        {"severity": "error", "aspect": aspect, "variable": variable, "remedy": "Correct it.",
         "values": [{"value": saying, "sources": [f"part_{i}.nc"], "files": 1} for i, saying in enumerate(sayings)]}
        for aspect, variable, *sayings in sorted(wanted)]}


def drop(document):
    del document["conflicts"][0]


def add(document):
    document["conflicts"].append(document["conflicts"][0] | {"variable": "more"})


def put(key, value):
    return lambda document: document["conflicts"][0].update({key: value})


PLAN_DAMAGES = {
    "a conflict that is not named": drop, "a conflict too many": add, "one value only":
    lambda document: document["conflicts"][0]["values"].pop(), "no file":
    lambda document: document["conflicts"][0]["values"][1].update(sources=[]), "another aspect": put("aspect", "values of"),
    "another variable": put("variable", "u"), "no remedy": put("remedy", ""), "a mere note": put("severity", "note"),
}


def damage_stores(folder):
    for make in make_archives.ARCHIVES:
        if make.__name__ in DAMAGES:
            make(folder / make.__name__)
    for turn, (archive, damages) in enumerate(DAMAGES.items()):
        expectation = expected_archives.EXPECTED[archive](str(folder / archive))
        store = str(folder / "store.zarr")
        damages = {"": lambda dataset: dataset} | damages
        for name, damage in damages.items():
            shutil.rmtree(store, ignore_errors=True)
            write(damage(expectation.dataset.load()), expectation, store, 3 - turn % 2)
            problems = compare_archives.compare_archive(compare_archives.store_of(store), expectation).problems
            assert bool(problems) == bool(name), f"{archive}: {name or problems}"


def main():
    with tempfile.TemporaryDirectory() as folder:
        damage_stores(pathlib.Path(folder))
    for make, wanted in refused_archives.REFUSED.items():
        assert not refused_archives.problems(wanted, 1, plan(wanted)), make.__name__
        assert refused_archives.problems(wanted, 0, plan(wanted)), "exit code"
        for name, damage in PLAN_DAMAGES.items():
            document = copy.deepcopy(plan(wanted))
            damage(document)
            assert refused_archives.problems(wanted, 1, document), f"refused_archives.py does not find {name}"
        document = plan(wanted)
        document["conflicts"][0]["values"][1]["value"] = "?"
        assert refused_archives.problems(wanted, 1, document) or not min(wanted)[3], "another value"
    stores = sum(len(damages) for damages in DAMAGES.values())
    print(f"compare_archives.py: {stores} planted damages, all found; "
          f"refused_archives.py: {len(PLAN_DAMAGES) + 2}, all found")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
