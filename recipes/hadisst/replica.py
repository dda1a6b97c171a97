"""21 years of months in one netCDF-3 file in gzip; sea ice is -1000, land missing."""

import gzip

import numpy as np

from replicas import days_since, publish, values, write


def make(files, folder):
    months = np.arange(np.datetime64("1870-01"), np.datetime64("1891-01"))
    edges = np.stack([days_since("1870-01-01", months.astype("M8[D]")),
                      days_since("1870-01-01", (months + 1).astype("M8[D]"))], 1)
    sst = values(0, (months.size, 6, 8), -1.8, 32, "f4", np.float32(-1e30))
    sst[:, 0, :3] = -1000
    path = files / "HadISST_sst.nc"
    write(path, {
        "time": (("time",), edges.mean(1).astype("f4"),
                 {"long_name": "Time", "standard_name": "time", "units": "days since 1870-1-1 0:0:0",
                  "calendar": "gregorian", "bounds": "time_bnds"}),
        "time_bnds": (("time", "nv"), edges.astype("f4"), {}),
        "latitude": (("latitude",), np.linspace(75, -75, 6, dtype="f4"),
                     {"units": "degrees_north", "standard_name": "latitude", "long_name": "Latitude"}),
        "longitude": (("longitude",), np.linspace(-157.5, 157.5, 8, dtype="f4"),
                      {"units": "degrees_east", "standard_name": "longitude", "long_name": "Longitude"}),
        "sst": (("time", "latitude", "longitude"), sst,
                {"_FillValue": np.float32(-1e30), "missing_value": np.float32(-1e30), "units": "C",
                 "standard_name": "sea_surface_temperature", "long_name": "sst", "cell_methods":
                     "time: lat: lon: mean"}),
    }, {"title": "Monthly version of HadISST sea surface temperature component", "Conventions": "CF-1.0",
        "institution": "Met Office Hadley Centre"}, "NETCDF3_CLASSIC", ("time",))
    publish(folder, "www.metoffice.gov.uk", "hadobs/hadisst/data/HadISST_sst.nc.gz",
            gzip.compress(path.read_bytes(), mtime=0))
