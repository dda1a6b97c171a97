"""256 members in one zip, six states each, and a table beside them."""

import numpy as np

from replicas import publish, values, write, zipped

URL = "download.pangaea.de", "dataset/940149/files/paleo_ensemble_geo_2022.zip"
GRID = ("time", "y", "x")
VARIABLES = {"thk": ("m", "land_ice_thickness", 0, 4000), "topg": ("m", "bedrock_altitude", -2000, 2500),
             "usurf": ("m", "surface_altitude", 0, 4500)}


def make(files, folder):
    n = 22
    metres = (np.arange(n) - n // 2) * 16000.0
    lat = np.repeat(np.linspace(-90, -55, n)[:, None], n, 1)
    lon = np.repeat(np.linspace(-180, 163, n)[None, :], n, 0)
    members = {}
    for member in range(6000, 6256):
        variables = {
            "time": (("time",), np.arange(-5, 1) * 1000 * 365 * 86400.0,
                     {"units": "seconds since 1-1-1", "calendar": "365_day", "axis": "T", "long_name": "time"}),
            "x": (("x",), metres, {"units": "m", "axis": "X", "standard_name": "projection_x_coordinate"}),
            "y": (("y",), metres, {"units": "m", "axis": "Y", "standard_name": "projection_y_coordinate"}),
            "lat": (("y", "x"), lat, {"units": "degrees_north", "standard_name": "latitude"}),
            "lon": (("y", "x"), lon, {"units": "degrees_east", "standard_name": "longitude"}),
        }
        for i, (name, (units, standard, low, high)) in enumerate(VARIABLES.items()):
            variables[name] = (GRID, values([member, i], (6, n, n), low, high),
                               {"units": units, "standard_name": standard, "coordinates": "lat lon",
                                "pism_intent": "model_state"})
        variables["mask"] = (GRID, values([member, 9], (6, n, n), 0, 5, "i1"),
                             {"flag_values": np.array([0, 2, 3, 4], "i1"), "coordinates": "lat lon",
                              "flag_meanings": "ice_free_bedrock grounded_ice floating_ice ice_free_ocean"})
        path = files / f"{member}.nc"
        write(path, variables, {"title": "PISM paleo ensemble", "Conventions": "CF-1.6"}, unlimited=("time",))
        members[f"geo_data/pism1.0_paleo06_{member}/geometry_paleo_1ka.nc"] = path
    table = files / "pism1.0_paleo06_6000.csv"
    table.write_text("ens_member sia_e ppq prec visc\n")
    members[f"geo_data/aggregated_data/{table.name}"] = table
    publish(folder, *URL, zipped(members))
