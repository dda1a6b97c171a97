"""The first three days: packed variables on one level, and attributes that say which day it is."""

import numpy as np

from replicas import days_since, publish, values, write

VARIABLES = {"sst": ("Daily sea surface temperature", "Celsius", -300, 4500),
             "anom": ("Daily sea surface temperature anomalies", "Celsius", -1200, 1200),
             "err": ("Estimated error standard deviation of analysed_sst", "Celsius", 0, 1000),
             "ice": ("Sea ice concentration", "%", 0, 100)}


def make(files, folder):
    for day in np.arange(np.datetime64("1981-09-01"), np.datetime64("1981-09-04")):
        stamp = str(day).replace("-", "")
        path = files / f"oisst-avhrr-v02r01.{stamp}.nc"
        variables = {
            "time": (("time",), days_since("1978-01-01", [day], "f4"),
                     {"long_name": "Center time of the day", "units": "days since 1978-01-01 12:00:00"}),
            "zlev": (("zlev",), np.zeros(1, "f4"), {"long_name": "Sea surface height", "units": "meters",
                                                    "positive": "down", "actual_range": "0, 0"}),
            "lat": (("lat",), np.linspace(-75, 75, 6, dtype="f4"), {"long_name": "Latitude", "units": "degrees_north"}),
            "lon": (("lon",), np.linspace(22.5, 337.5, 8, dtype="f4"),
                    {"long_name": "Longitude", "units": "degrees_east"}),
        }
        for i, (name, (text, units, low, high)) in enumerate(VARIABLES.items()):
            variables[name] = (("time", "zlev", "lat", "lon"),
                               values([int(stamp), i], (1, 1, 6, 8), low, high, "i2", -999),
                               {"_FillValue": np.int16(-999), "long_name": text, "units": units,
                                "add_offset": np.float32(0), "scale_factor": np.float32(0.01),
                                "valid_min": np.int16(low), "valid_max": np.int16(high)})
        write(path, variables, {"title": "NOAA/NCEI 1/4 Degree Daily Optimum Interpolation Sea Surface Temperature"
                                         " (OISST) Analysis, Version 2.1 - Final", "id": path.name,
                                "Conventions": "CF-1.6, ACDD-1.3", "time_coverage_start": f"{day}T00:00:00Z"},
              unlimited=("time",))
        publish(folder, "www.ncei.noaa.gov", "data/sea-surface-temperature-optimum-interpolation/v2.1/access/avhrr"
                                             f"/{stamp[:6]}/{path.name}", path)
