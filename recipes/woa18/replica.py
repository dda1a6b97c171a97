"""Twelve months of five fields: times in months and halves, climatological bounds, a grid mapping."""

import numpy as np

from replicas import publish, values, write

HOST = "www.ncei.noaa.gov"
FIELDS = {"t": ("temperature/decav/1.00/woa18_decav_t", "sea_water_temperature", "degrees_celsius", -2, 30),
          "s": ("salinity/decav/1.00/woa18_decav_s", "sea_water_salinity", "1", 30, 38),
          "I": ("density/decav/1.00/woa18_decav_I", "sea_water_density", "kilograms_per_cubic_meter", 20, 28),
          "o": ("oxygen/all/1.00/woa18_all_o", "volume_fraction_of_oxygen_in_sea_water", "micromoles_per_kilogram", 0,
                400),
          "A": ("AOU/all/1.00/woa18_all_A", "apparent_oxygen_utilization", "micromoles_per_kilogram", -50, 300)}
FILL = np.float32(9.96921e36)


def centres(first, step, count):
    return (first + step * np.arange(count)).astype("f4")


def bounds(middle, half):
    return np.stack([middle - half, middle + half], 1).astype("f4")


def make(files, folder):
    lat, lon, depth = centres(-67.5, 45, 4), centres(-150, 60, 6), np.array([0, 10, 100, 1500], "f4")
    edges = np.array([[0, 5], [5, 55], [55, 800], [800, 1500]], "f4")
    for number, (letter, (stem, standard, units, low, high)) in enumerate(FIELDS.items()):
        for month in range(12):
            grid = ("time", "depth", "lat", "lon")
            shape = (1, 4, 4, 6)
            common = {"coordinates": "time lat lon depth", "grid_mapping": "crs", "standard_name": standard}
            variables = {
                "crs": ((), np.int32(-2147483647), {"grid_mapping_name": "latitude_longitude", "epsg_code": "EPSG:4326",
                                                    "longitude_of_prime_meridian": np.float32(0)}),
                "lat": (("lat",), lat, {"standard_name": "latitude", "units": "degrees_north", "axis": "Y",
                                        "bounds": "lat_bnds"}),
                "lat_bnds": (("lat", "nbounds"), bounds(lat, 22.5), {"comment": "latitude bounds"}),
                "lon": (("lon",), lon, {"standard_name": "longitude", "units": "degrees_east", "axis": "X",
                                        "bounds": "lon_bnds"}),
                "lon_bnds": (("lon", "nbounds"), bounds(lon, 30), {"comment": "longitude bounds"}),
                "depth": (("depth",), depth, {"standard_name": "depth", "units": "meters", "axis": "Z",
                                              "positive": "down", "bounds": "depth_bnds"}),
                "depth_bnds": (("depth", "nbounds"), edges, {"comment": "depth bounds"}),
                "time": (("time",), np.array([372.5 + month], "f4"),
                         {"standard_name": "time", "units": "months since 1955-01-01 00:00:00", "axis": "T",
                          "climatology": "climatology_bounds"}),
                "climatology_bounds": (("time", "nbounds"), np.array([[month, 745 + month]], "f4"),
                                       {"comment": "This variable defines the bounds of the climatological time period"
                                                   " for each time"}),
                f"{letter}_an": (grid, values([number, month, 0], shape, low, high, "f4", FILL),
                                 common | {"_FillValue": FILL, "units": units, "cell_methods": "area: mean"}),
                f"{letter}_dd": (grid, values([number, month, 1], shape, 0, 50, "i4", -32767),
                                 common | {"_FillValue": np.int32(-32767), "units": "1"}),
            }
            path = files / f"{stem.rsplit('/')[-1]}{month + 1:02d}_01.nc"
            write(path, variables, {"title": "World Ocean Atlas 2018", "Conventions": "CF-1.6, ACDD-1.3",
                                    "summary": f"climatological mean {standard}"})
            publish(folder, HOST, f"thredds-ocean/fileServer/ncei/woa/{stem}{month + 1:02d}_01.nc", path)
