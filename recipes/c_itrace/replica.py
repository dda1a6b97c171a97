"""Ten variables on one ocean grid, which starts at 320 east and runs north to south; no names, only
numbers; one file is netCDF-3."""

import numpy as np

from replicas import publish_figshare, values, write

IDS = {"IAGE": "38534591", "d18O": "38530430", "ABIO_D14Cocn": "38231892", "ABIO_D14Catm": "38231991",
       "CISO_DIC_d13C": "38526806", "ND143": "38232651", "ND144": "38232060", "SALT": "38541851", "TEMP": "38543534",
       "PD": "38543969"}
FLAT = ("ABIO_D14Catm",)


def make(files, folder):
    lat = np.repeat(np.array([72.5, 30, 0, -41, -78.25])[:, None], 6, 1)
    lon = np.repeat(np.array([320.5, 350, 10, 75.25, 181, 260])[None, :], 5, 0)
    # Away from the first column and row the grid is not regular.
    lat[:, 3:] += 0.5
    lon[2:, :] += 0.25
    decades = np.arange(12) * 3650.0
    published = {}
    for i, (name, identifier) in enumerate(IDS.items()):
        variables = {
            "time": (("time",), decades + 1825, {"units": "days since 0001-01-01 00:00:00", "calendar": "noleap",
                                                 "bounds": "time_bound", "long_name": "time"}),
            "time_bound": (("time", "d2"), np.stack([decades, decades + 3650], 1), {"long_name": "bounds of time"}),
            "TLAT": (("nlat", "nlon"), lat, {"units": "degrees_north", "long_name": "array of t-grid latitudes"}),
            "TLONG": (("nlat", "nlon"), lon, {"units": "degrees_east", "long_name": "array of t-grid longitudes"}),
        }
        dimensions, coordinates, levels = ("time", "z_t", "nlat", "nlon"), "TLONG TLAT z_t time", (4,)
        if name in FLAT:
            dimensions, coordinates, levels = ("time", "nlat", "nlon"), "TLONG TLAT time", ()
        else:
            variables["z_t"] = (("z_t",), np.array([500, 1500, 17000, 537500], "f4"),
                                {"units": "centimeters", "positive": "down", "long_name": "depth from surface"})
        variables[name] = (dimensions, values(i, (12, *levels, 5, 6), -10, 40, "f4", np.float32(9.96921e36)),
                           {"_FillValue": np.float32(9.96921e36), "long_name": name, "coordinates": coordinates})
        path = files / f"ctrace.decadal.{name}.nc"
        write(path, variables, {"title": "C-iTRACE", "Conventions": "CF-1.0", "history": f"made for {name}"},
              "NETCDF3_64BIT_OFFSET" if name == "SALT" else "NETCDF4", ("time",))
        published[identifier] = path
    publish_figshare(folder, published)
