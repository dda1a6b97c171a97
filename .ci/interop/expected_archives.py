"""What xarray makes of the archives of make_archives.py: an expectation for each."""

import dataclasses
import datetime
import glob
import os

import numpy as np
import pandas as pd
import xarray as xr

PACKING = ("scale_factor", "add_offset")
SHARED = {"data_vars": "minimal", "coords": "minimal", "compat": "override", "join": "exact",
          "combine_attrs": "drop_conflicts"}


@dataclasses.dataclass
class Expectation:
    """The dataset, decoded; by variable, by how much values may differ (a function of the values
    expected), and the type of the stored values where it is not that in the files."""

    dataset: xr.Dataset
    sources: list
    within: dict = dataclasses.field(default_factory=dict)
    stored: dict = dataclasses.field(default_factory=dict)


def one_rounding(expected):
    return np.spacing(np.abs(expected))


def half_step(scale):
    return lambda expected: scale / 2 + 2 * np.spacing(np.abs(expected).astype("f4"))


def sources(folder, names="*.nc"):
    return sorted(glob.glob(os.path.join(folder, names)))


def decoded(dataset):
    """With float32 packing attributes as float64, as a reader of Zarr's JSON sees them."""
    for variable in dataset.variables.values():
        variable.attrs |= {name: float(variable.attrs[name]) for name in PACKING if name in variable.attrs}
    return xr.decode_cf(dataset, decode_timedelta=False)


def opened(paths):
    return [decoded(xr.open_dataset(path, decode_cf=False)) for path in paths]


def joined(paths, dimension="time", preprocess=decoded, **options):
    return xr.open_mfdataset(paths, combine="nested", concat_dim=dimension, decode_cf=preprocess is None,
                             preprocess=preprocess, **(SHARED | options))


def concatenated(parts, dimension="time", **options):
    return xr.concat(parts, dimension, **(SHARED | options))


def converted(dataset, **types):
    return dataset.assign({name: dataset[name].astype(kind, keep_attrs=True) for name, kind in types.items()})


def in_sequence(folder, **options):
    paths = sources(folder)
    return Expectation(joined(paths, **options), paths)


def dated(dataset):
    """Decodes what bounds a climatology, which xarray leaves as numbers."""
    for variable in list(dataset.variables.values()):
        bounds = variable.attrs.get("climatology")
        if bounds in dataset.variables and dataset[bounds].dtype.kind in "if":
            encoded = dataset[bounds].variable
            attributes = {key: variable.encoding[key] for key in ("units", "calendar") if key in variable.encoding}
            dataset = dataset.assign({bounds: xr.coding.times.CFDatetimeCoder().decode(
                xr.Variable(encoded.dims, encoded.values, encoded.attrs | attributes, encoded.encoding))})
    return dataset


def climatology(folder):
    paths = sources(folder)
    parts = [dated(part) for part in opened(paths)]
    return Expectation(concatenated(parts), paths)


def monthly(folder):
    paths = sources(folder)
    return Expectation(joined(paths, data_vars="all"), paths)


def members(folder):
    paths = sources(folder)
    runs = [joined(sources(folder, f"run_{member:03d}_*.nc")) for member in (9, 10, 11)]
    shared = ["crs", "time_bnds"]
    dataset = concatenated([run.drop_vars(shared) for run in runs], pd.Index([9, 10, 11], name="member"), data_vars="all")
    return Expectation(dataset.assign({name: runs[0][name] for name in shared}), paths)


def tiles(folder):
    nested = [[[os.path.join(folder, f"tile_{i}_{j}_{year}.nc") for year in (2000, 2001)] for j in range(2)]
              for i in range(3)]
    return Expectation(joined(nested, ["x", "y", "time"]), sources(folder))


def merged(folder):
    parts = [joined(sources(folder, f"{name}_*.nc")) for name in ("u", "salt", "flux")]
    return Expectation(xr.merge(parts, join="exact", compat="identical", combine_attrs="drop_conflicts"), sources(folder))


def overlap(folder):
    paths = sources(folder)
    return Expectation(joined(paths).drop_duplicates("time", keep="first"), paths)


def unordered(folder):
    paths = [os.path.join(folder, f"part_{name}.nc") for name in "cab"]
    return Expectation(joined(paths).drop_duplicates("time", keep="last").sortby("time"), paths)


def packing(folder):
    expected = in_sequence(folder, preprocess=None)
    expected.within = dict.fromkeys(("single", "double", "wide", "types", "some"), one_rounding)
    expected.stored = {"single": "f4", "double": "f8", "wide": "f8", "types": "f4", "some": "f4"}
    return expected


def basins(folder):
    names = ("north", "south", "east")
    paths = [os.path.join(folder, f"basin_{name}.nc") for name in names]
    dataset = concatenated(opened(paths), pd.Index(names, name="basin", dtype=object), data_vars="all", join="outer")
    return Expectation(dataset, paths)


def units(folder):
    paths = sources(folder)
    parts = [converted(part, t="f8", z="f8") for part in opened(paths)]
    parts[1]["t"] = parts[1].t + 273.15
    parts[2]["t"] = (parts[2].t - 32) * 5 / 9 + 273.15
    parts[1]["p"], parts[2]["p"] = parts[1].p * 1e2, parts[2].p * 1e5
    parts[1]["z"], parts[2]["z"] = parts[1].z * 1e3, parts[2].z / 1e3
    for part, metre in zip(parts[1:], (1e3, 1e-3)):
        for name in ("level_bnds", "level"):
            part[name] = part[name].copy(data=part[name].values * metre)
    for part in parts:
        for name, of_first in {"t": "K", "p": "Pa", "z": "m", "level": "m"}.items():
            part[name].attrs["units"] = of_first
    dataset = converted(concatenated(parts, "level"), t="f4")
    return Expectation(dataset, paths, dict.fromkeys(("t", "p", "z", "level", "level_bnds"), one_rounding), {"z": "f8"})


def repacked(folder):
    expected = in_sequence(folder)
    expected.within = {"t": half_step(0.01), "q": half_step(1), "again": half_step(0.05)}
    expected.stored = {"t": "i2", "q": "u1", "again": "i2", "narrow": "i2", "rounded": "f4"}
    expected.dataset = converted(expected.dataset, t="f8", narrow="f4", rounded="f4")
    return expected


def parts(folder):
    paths = sources(folder)
    given = opened(paths)
    for part in given:
        stamps = [datetime.datetime.strptime(str(date), "%Y%m%d") + datetime.timedelta(seconds=seconds)
                  for date, seconds in zip(part.date.values.tolist(), part.datesec.values.tolist())]
        part.coords["time"] = ("time", np.array(stamps, "M8[ns]"), {"standard_name": "time"})
        u, v, w = (part[name].values.astype("f8") for name in "uvw")
        part["sum"] = "time", (u + v).astype("f4")
        part["speed"] = "time", np.sqrt(v * v + w * w)
    return Expectation(concatenated(given), paths,
                       {"sum": one_rounding})


def months(folder):
    paths = sources(folder)
    given = [xr.open_dataset(path, decode_times=False).drop_duplicates("time") for path in paths]
    for part, first in zip(given, (datetime.datetime(1990, 1, 15), datetime.datetime(1992, 2, 1))):
        counted = [first.month - 1 + int(month) for month in part.time.values]
        part["time"] = part.time.copy(data=np.array(
            [first.replace(year=first.year + n // 12, month=n % 12 + 1) for n in counted], "M8[ns]"))
        del part.time.attrs["units"]
    return Expectation(concatenated(given), paths)


def widened(folder):
    expected = in_sequence(folder)
    expected.stored = {"real": "f8", "whole": "i4", "small": "i2", "mixed": "f8"}
    return expected


def stations(folder):
    paths = sources(folder)
    return Expectation(joined(paths, "station"), paths)


def rounded(folder):
    paths = sources(folder)
    dataset = joined(paths, join="override", combine_attrs="override").drop_vars("version")
    del dataset["mode"].attrs["valid_max"]
    return Expectation(dataset, paths)


def constant(folder):
    """What the files share is that of the first."""
    paths = sources(folder)
    dataset = joined(paths, preprocess=None)
    return Expectation(converted(dataset, typed="f8"), paths, stored={"packed": "f8", "typed": "f8"})


def ancient(folder):
    """Days since the year 1 in float64 are 10 microseconds apart."""
    expected = in_sequence(folder)
    expected.within = {"time": np.timedelta64(5, "us")}
    return expected


EXPECTED = {name: in_sequence for name in
            ("yearly", "noleap", "days360", "spellings", "fractions", "fills", "transposed")}
EXPECTED |= {function.__name__: function for function in (
    climatology, monthly, members, tiles, merged, overlap, unordered, packing, basins, units, repacked, parts, months,
    widened, ancient, stations, rounded, constant)}
