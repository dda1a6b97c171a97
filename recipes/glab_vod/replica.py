"""19 years of steps of 18 days, 20 or 21 a year, in float64."""

import numpy as np

from replicas import days_since, publish_zenodo, values, write


def make(files, folder):
    steps = np.arange(np.datetime64("2002-01-01"), np.datetime64("2021-01-01"), 18)
    lat = np.linspace(80, -80, 5)
    lon = np.linspace(-170, 170, 7)
    record = {}
    for year in range(2002, 2021):
        own = steps[steps.astype("M8[Y]") == np.datetime64(str(year))]
        variables = {"time": (("time",), days_since("2002-01-01", own, "i8"),
                              {"units": "days since 2002-01-01", "calendar": "proleptic_gregorian"}),
                     "lat": (("lat",), lat, {"_FillValue": np.nan, "units": "degrees_north"}),
                     "lon": (("lon",), lon, {"_FillValue": np.nan, "units": "degrees_east"})}
        for i, (name, text) in enumerate({"VOD": "vegetation optical depth", "VOD_std": "its deviation"}.items()):
            variables[name] = (("time", "lat", "lon"), values([year, i], (own.size, 5, 7), 0, 1.5, "f8", np.nan),
                               {"_FillValue": np.nan, "long_name": text})
        path = files / f"GLAB_VOD_{year}.nc"
        write(path, variables, {"title": "GLAB-VOD"})
        record[path.name] = path
    publish_zenodo(folder, "10306095", "GLAB-VOD", record, native=True)
