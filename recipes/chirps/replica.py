"""The first four years, of which 1984 is a leap year: more latitudes than one chunk has."""

import numpy as np

from replicas import days_since, publish, values, write


def make(files, folder):
    latitude = np.linspace(-10.475, -0.025, 210, dtype="f4")
    longitude = np.array([-60.025, 20.475, 120.025], "f4")
    for year in range(1981, 1985):
        days = np.arange(np.datetime64(f"{year}-01-01"), np.datetime64(f"{year + 1}-01-01"))
        rain = values(year, (days.size, 210, 3), -30, 40).clip(0)
        rain[:, :, 2] = -9999
        path = files / f"chirps-v2.0.{year}.days_p05.nc"
        write(path, {
            "latitude": (("latitude",), latitude, {"units": "degrees_north", "standard_name": "latitude", "axis": "Y"}),
            "longitude": (("longitude",), longitude, {"units": "degrees_east", "standard_name": "longitude",
                                                      "axis": "X"}),
            "precip": (("time", "latitude", "longitude"), rain,
                       {"_FillValue": np.float32(-9999), "missing_value": np.float32(-9999), "units": "mm/day",
                        "standard_name": "convective precipitation rate",
                        "long_name": "Climate Hazards group InfraRed Precipitation with Stations"}),
            "time": (("time",), days_since("1980-01-01", days, "f4"),
                     {"units": "days since 1980-1-1 0:0:0", "standard_name": "time", "calendar": "gregorian",
                      "axis": "T"}),
        }, {"title": "CHIRPS Version 2.0", "Conventions": "CF-1.6", "version": "Version 2.0",
            "date_created": f"{year + 34}-11-20"}, unlimited=("time",), zlib=True)
        publish(folder, "data.chc.ucsb.edu", f"products/CHIRPS-2.0/global_daily/netcdf/p05/{path.name}", path)
