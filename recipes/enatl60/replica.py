"""365 days in twelve records."""

import datetime

import numpy as np

from replicas import publish_zenodo, values, write

RECORDS = {1: "10261988", 2: "10260907", 3: "10260980", 4: "10261078", 5: "10261126", 6: "10261192", 7: "10261274",
           8: "10261349", 9: "10261461", 10: "10261540", 11: "10262356", 12: "10261643"}
VARIABLES = {"vosaline": ("0.001", 30, 38), "votemper": ("degree_C", -1, 28), "vovecrtz": ("m/s", -1e-3, 1e-3)}


def make(files, folder):
    y, x = np.meshgrid(np.arange(4), np.arange(5), indexing="ij")
    grid = ("time_counter", "y", "x")
    records = {record: {} for record in RECORDS.values()}
    for n in range(365):
        date = datetime.datetime(2009, 7, 1, 12) + datetime.timedelta(n)
        seconds = np.array([(date - datetime.datetime(1900, 1, 1)).total_seconds()])
        variables = {
            "nav_lat": (("y", "x"), (30 + y + x / 8).astype("f4"), {"units": "degrees_north"}),
            "nav_lon": (("y", "x"), (-60 + x - y / 8).astype("f4"), {"units": "degrees_east"}),
            "deptht": (("deptht",), np.array([60.31], "f4"), {"units": "m", "positive": "down"}),
            "time_counter": (("time_counter",), seconds, {"units": "seconds since 1900-01-01 00:00:00", "axis": "T",
                                                          "calendar": "gregorian", "standard_name": "time"}),
            "sometimes": (("time_counter",), np.array([n], "i4"), {}),
        }
        for i, (name, (units, low, high)) in enumerate(VARIABLES.items()):
            variables[name] = (grid, values([n, i], (1, 4, 5), low, high, "f4", 0),
                               {"_FillValue": np.float32(0), "units": units, "coordinates": "nav_lat nav_lon"})
        path = files / f"eNATL60-BLBT02_y{date:%Y}m{date:%m}d{date:%d}.1d_TSW_60m.nc"
        write(path, variables, {"title": "eNATL60-BLBT02", "timeStamp": f"{date:%Y-%m-%d}"},
              unlimited=("time_counter",))
        records[RECORDS[date.month]][path.name] = path
    for record, paths in records.items():
        publish_zenodo(folder, record, "eNATL60-BLBT02", paths)
