"""What xarray makes of the replicas of recipes/replicas.py: an expectation for each recipe."""

import cftime
import numpy as np
import pandas as pd
import xarray as xr

from expected_archives import Expectation, concatenated, converted, decoded, in_sequence, opened, sources


def casm_soil_moisture(folder):
    paths = sources(folder)
    return Expectation(concatenated([part.rename(date="time") for part in opened(paths)]), paths)


def casm_soil_moisture_again(folder):
    return casm_soil_moisture(folder.removesuffix("_again"))


def glab_vod(folder):
    paths = sources(folder)
    return Expectation(converted(concatenated(opened(paths)), VOD="f4", VOD_std="f4"), paths,
                       stored={"VOD": "f4", "VOD_std": "f4"})


def pism_paleo_ensemble(folder, members=256):
    paths = sources(folder)[:members]
    members = pd.Index(range(6000, 6000 + members), name="id")
    return Expectation(concatenated(opened(paths), members, data_vars="all"), paths)


def pism_paleo_ensemble_pruned(folder):
    return pism_paleo_ensemble(folder.removesuffix("_pruned"), members=2)


def regular(dataset):
    lat, lon = dataset.TLAT[:, 0].variable, dataset.TLONG[0].variable
    dataset = dataset.drop_vars(["TLAT", "TLONG"]).rename(nlat="lat", nlon="lon")
    dataset.coords["lat"] = "lat", lat.values, lat.attrs
    dataset.coords["lon"] = "lon", (lon.values + 180) % 360 - 180, lon.attrs
    return dataset.sortby(["lat", "lon"])


def merged(parts):
    return xr.merge(parts, join="exact", compat="identical", combine_attrs="drop_conflicts")


def c_itrace(folder):
    paths = sources(folder)
    return Expectation(merged([regular(part) for part in opened(paths)]), paths)


def counted_in_months(variable):
    """Months of 30 days since 1955, as dates."""
    first = cftime.Datetime360Day(1955, 1, 1)
    days = [first + pd.Timedelta(days=30 * float(months)) for months in variable.values.ravel()]
    attributes = {name: value for name, value in variable.attrs.items() if name != "units"}
    return variable.dims, np.array(days, object).reshape(variable.shape), attributes


def woa18(folder):
    paths = sources(folder)
    fields = []
    for stem in ("decav_t", "decav_s", "decav_I", "all_o", "all_A"):
        parts = [xr.open_dataset(path, decode_times=False) for path in sources(folder, f"woa18_{stem}*.nc")]
        for part in parts:
            part["time"] = counted_in_months(part["time"])
            part["climatology_bounds"] = counted_in_months(part["climatology_bounds"])
        fields.append(concatenated(parts))
    coordinates = ["crs", "lat_bnds", "lon_bnds", "depth_bnds", "climatology_bounds"]
    return Expectation(merged(fields).set_coords(coordinates), paths, stored={"time": "i8", "climatology_bounds": "i8"})


def enatl60(folder):
    def level(dataset):
        dataset = decoded(dataset).rename(time_counter="time").set_coords(["nav_lat", "nav_lon"])
        dataset.attrs["deptht"] = dataset.deptht.values[0]
        return dataset[["vosaline", "votemper", "vovecrtz"]]

    paths = sources(folder)
    return Expectation(concatenated([level(xr.open_dataset(path, decode_cf=False)) for path in paths]), paths)


EXPECTED = dict.fromkeys(("noaa_oisst", "lcspp_avhrr", "hadisst", "chirps"), in_sequence)
EXPECTED |= {function.__name__: function for function in (
    casm_soil_moisture, casm_soil_moisture_again, glab_vod, pism_paleo_ensemble, pism_paleo_ensemble_pruned, c_itrace,
    woa18, enatl60)}
