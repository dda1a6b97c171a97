"""Plants one damage after another in a good store and expects compare.py to find each."""

import pathlib
import shutil
import tempfile

import numpy as np
import xarray as xr
import zarr

import compare


def source(path):
    time = np.arange(6, dtype="i4")
    xr.Dataset(
        {"t": (("time", "x"), np.arange(24, dtype="i2").reshape(6, 4),
               {"units": "K", "scale_factor": np.float32(0.1), "add_offset": np.float32(273.15), "_FillValue": np.int16(-9)}),
         "f": (("time",), np.array([1, np.nan, 3, np.inf, -0.0, 6], "f4"), {"limit": np.float32(0.3)}),
         "word": (("x",), np.array(["a", "", "\u00e4", "b"], object)),
         "lat": (("x",), np.arange(4.0), {"units": "degrees_north"})},
        {"time": (("time",), time, {"units": "days since 2000-01-01", "calendar": "noleap"})},
        {"title": "source", "worst": np.nan},
    ).to_netcdf(path, engine="netcdf4", encoding={n: {"_FillValue": None} for n in ("f", "lat")})


def good(path, origin, zarr_format):
    dataset = xr.open_dataset(origin, **compare.RAW)
    dataset.attrs["worst"] = "NaN"
    for variable in dataset.variables.values():
        variable.encoding = {} if "_FillValue" in variable.attrs else {"_FillValue": None}
    dataset["word"] = dataset["word"].astype(np.dtypes.StringDType())
    dataset.to_zarr(path, zarr_format=zarr_format, mode="w", consolidated=True)


def set_attribute(name, value):
    def damage(path):
        array = zarr.open_group(path, mode="r+")["t"]
        attributes = dict(array.attrs)
        attributes.pop(name)
        array.attrs.put(attributes | ({} if value is None else {name: value}))
        zarr.consolidate_metadata(path)
    return damage


def set_value(name, index, value):
    def damage(path):
        zarr.open_group(path, mode="r+", use_consolidated=False)[name][index] = value
    return damage


def rewrite(change):
    def damage(path):
        zarr_format = zarr.open_group(path).metadata.zarr_format
        dataset = change(xr.open_zarr(path, chunks=None, **compare.RAW).load())
        for variable in dataset.variables.values():
            variable.encoding = {} if "_FillValue" in variable.attrs else {"_FillValue": None}
        dataset.to_zarr(path, zarr_format=zarr_format, mode="w", consolidated=True)
    return damage


def stale_consolidated(path):
    group = zarr.open_group(path, mode="r+", use_consolidated=False)
    group["lat"].attrs["units"] = "degrees_south"


DAMAGES = {
    "a changed integer": set_value("t", (3, 2), 99),
    "a changed float": set_value("f", 2, np.nextafter(np.float32(3), np.float32(4))),
    "a lost sign of zero": set_value("f", 4, 0.0),
    "a lost NaN": set_value("f", 1, 0.0),
    "a shifted time": set_value("time", 5, 6),
    "a dropped attribute": set_attribute("units", None),
    "a changed attribute": set_attribute("units", "degC"),
    "a changed scale": set_attribute("scale_factor", 0.1000001),
    "a changed text": set_value("word", 2, "a"),
    "a wrong type": rewrite(lambda d: d.assign(lat=d.lat.astype("f4"))),
    "a missing variable": rewrite(lambda d: d.drop_vars("lat")),
    "an added variable": rewrite(lambda d: d.assign(more=d.lat)),
    "a renamed dimension": rewrite(lambda d: d.rename_dims(x="y")),
    "swapped dimensions": rewrite(lambda d: d.transpose()),
    "a missing title": rewrite(lambda d: d.drop_attrs(deep=False).assign_attrs(worst="NaN")),
    "stale consolidated metadata": stale_consolidated,
}


def main():
    with tempfile.TemporaryDirectory() as folder:
        origin = str(pathlib.Path(folder, "source.nc"))
        source(origin)
        for zarr_format in (2, 3):
            store = str(pathlib.Path(folder, f"good{zarr_format}.zarr"))
            good(store, origin, zarr_format)
            problems = compare.compare(store, [origin], None, None, []).problems
            assert not problems, problems
            for name, damage in DAMAGES.items():
                bad = str(pathlib.Path(folder, "bad.zarr"))
                shutil.rmtree(bad, ignore_errors=True)
                shutil.copytree(store, bad)
                damage(bad)
                problems = compare.compare(bad, [origin], None, None, []).problems
                assert problems, f"compare.py does not find {name} (format {zarr_format})"
    print(f"compare.py: {2 * len(DAMAGES)} planted damages, all found")


if __name__ == "__main__":
    compare.warnings.simplefilter("ignore")
    main()
