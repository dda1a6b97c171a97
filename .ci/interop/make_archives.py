"""Makes small archives that several files make up, a folder each, and prints their names; see
compare_archives.py. The recipe of each has its name, such as Tiles.java.

Values are the same in every run. Numbers are written as they are given: packed ones packed.
"""

import pathlib
import sys

import netCDF4
import numpy as np

PACKED = {"scale_factor": np.float32(0.01), "add_offset": np.float32(273.15), "_FillValue": np.int16(-32767)}
LAT = (("lat",), np.array([-30, 0, 30], "f4"), {"units": "degrees_north", "standard_name": "latitude"})
LON = (("lon",), np.array([0, 90, 180, 270], "f4"), {"units": "degrees_east", "standard_name": "longitude"})
GRID = ("time", "lat", "lon")


def write(folder, name, variables, **attributes):
    """Variables are (dimensions, values, attributes) by name; time is unlimited."""
    folder.mkdir(parents=True, exist_ok=True)
    with netCDF4.Dataset(folder / name, "w") as file:
        file.setncatts({"Conventions": "CF-1.11", "title": folder.name, "history": f"made {name}"} | attributes)
        for variable, (dimensions, values, own) in variables.items():
            values = np.asarray(values)
            for dimension, length in zip(dimensions, values.shape):
                if dimension not in file.dimensions:
                    file.createDimension(dimension, None if dimension == "time" else length)
            own = dict(own)
            kind = str if values.dtype.kind == "O" else values.dtype
            created = file.createVariable(variable, kind, dimensions, fill_value=own.pop("_FillValue", None))
            created.set_auto_maskandscale(False)
            created.setncatts(own)
            created[...] = values


def values(seed, shape, kind="f4", low=-100, high=100, missing=None):
    """Numbers at random; every fifth is missing, if there is a number for that."""
    random = np.random.default_rng(seed)
    if np.dtype(kind).kind in "iu":
        result = random.integers(low, high, shape).astype(kind)
    else:
        result = random.uniform(low, high, shape).astype(kind)
    if missing is not None:
        result.reshape(-1)[2::5] = missing
    return result


def time(units, stamps, kind="f8", **attributes):
    return ("time",), np.array(stamps, kind), {"units": units, "standard_name": "time"} | attributes


def packed(seed, shape, **attributes):
    return values(seed, shape, "i2", -3000, 3000, -32767), PACKED | {"units": "K"} | attributes


def yearly(folder):
    days = np.array([0.125, 58.875, 59.5, 60.25, 364.75])
    for year in range(2001, 2005):
        hours = year == 2002
        stamps, kind = (days * 24, "i4") if hours else (days, "f8")
        units = f"hours since {year}-01-01 00:00:00" if hours else f"days since {year}-01-01"
        bounds = np.stack([stamps - (3 if hours else 0.125), stamps + (3 if hours else 0.125)], 1)
        write(folder, f"air_{year}.nc", {
            "time": time(units, stamps, kind, bounds="time_bnds", axis="T"),
            "time_bnds": (("time", "nv"), bounds.astype(kind), {}), "lat": LAT, "lon": LON,
            "air": (GRID, *packed(year, (5, 3, 4), long_name="air temperature")),
            "rain": (GRID, values(-year % 97, (5, 3, 4), missing=1e20), {"_FillValue": np.float32(1e20), "units": "mm"}),
        }, year=np.int32(year), source="model")


def climatology(folder):
    for start in (1981, 1991, 2001):
        days = [(np.datetime64(f"{start + 5}-{m:02d}-16") - np.datetime64(f"{start}-01-01")).astype(int)
                for m in range(1, 13)]
        bounds = [[(np.datetime64(f"{start}-{m:02d}-01") - np.datetime64(f"{start}-01-01")).astype(int),
                   (np.datetime64(f"{start + 9}-{m:02d}-01") - np.datetime64(f"{start}-01-01")).astype(int) + 28]
                  for m in range(1, 13)]
        write(folder, f"normals_{start}.nc", {
            "time": time(f"days since {start}-01-01", days, climatology="climatology_bounds"),
            "climatology_bounds": (("time", "nv"), np.array(bounds, "f8"), {}),
            "normal": (("time",), values(start, 12, "f8"), {"cell_methods": "time: mean within years time: mean over years"}),
        })


def noleap(folder):
    days = [57, 58, 59, 60, 364]
    write(folder, "run_2000.nc", {"time": time("days since 2000-01-01", days, "i4", calendar="noleap"),
                                  "t": (("time",), values(1, 5), {})})
    write(folder, "run_2001.nc", {
        "time": time("hours since 2001-01-01", [d * 24 + 6 for d in days], "i4", calendar="365_day"),
        "t": (("time",), values(2, 5), {})})
    write(folder, "run_2004.nc", {
        "time": time("days since 2003-12-31 12:00", [d + 0.5 for d in days], "f8", calendar="noleap"),
        "t": (("time",), values(3, 5), {})})


def days360(folder):
    for i, units in enumerate(("days since 2000-02-30", "days since 2000-12-30 12:00:00", "hours since 2002-01-01")):
        stamps = np.array([0, 1, 29.5, 30, 300]) * (24 if "hours" in units else 1)
        write(folder, f"run_{i}.nc", {"time": time(units, stamps, "f8", calendar="360_day"),
                                      "t": (("time",), values(10 + i, 5), {})})


def ancient(folder):
    first = 17532000
    for i, units in enumerate(("hours since 0001-01-01 00:00:0.0", "hours since 1-1-1 00:00:0.0",
                               "days since 0001-01-01 00:00:00")):
        stamps = first + np.arange(i * 40, i * 40 + 40, 8.0)
        write(folder, f"air_{i}.nc", {
            "time": time(units, stamps / 24 if "days" in units else stamps, long_name="Time"),
            "zero": (("time",), stamps.astype("f8") - first,
                     {"units": "hours since 0000-01-01", "calendar": "proleptic_gregorian"} if i < 2 else
                     {"units": "hours since 0000-01-02", "calendar": "proleptic_gregorian"}),
            "t": (("time",), values(20 + i, 5), {})})


def spellings(folder):
    spelt = (("days since 2000-1-1", 1, {}), ("Days since 2000-01-01T00:00:00Z", 1, {"calendar": "gregorian"}),
             ("day since 2000-01-01 00:00:00 UTC", 1, {"calendar": "Standard"}),
             ("hours since 2000-01-01 00:00:00.0 -06:00", 24, {"calendar": "standard"}),
             ("h since 2000-01-01 00:00:00 +05:30", 24, {"calendar": "proleptic_gregorian"}),
             ("min since 2000-01-01 00:00", 1440, {"calendar": "proleptic_gregorian"}),
             ("secs since 2000-01-01 00:00:00", 86400, {}), ("milliseconds since 2000-01-01", 86400000, {}))
    for i, (units, of_day, attributes) in enumerate(spelt):
        write(folder, f"part_{i}.nc", {
            "time": time(units, (3 * i + np.array([0.5, 1.5, 2.75])) * of_day, **attributes),
            "t": (("time",), values(30 + i, 3), {})})


def fractions(folder):
    for i, units in enumerate(("days since 1900-01-01", "days since 1990-06-01 06:00:00", "hours since 1991-01-01")):
        stamps = (np.arange(7) / 24 if "days" in units else np.arange(7) / 3) + (33000 if i == 0 else 0)
        write(folder, f"part_{i}.nc", {"time": time(units, stamps), "t": (("time",), values(40 + i, 7), {})})


def monthly(folder):
    for i, month in enumerate(("2003-12", "2004-01", "2004-02", "2004-03")):
        start = np.datetime64(month)
        length = ((start + 1).astype("M8[D]") - start.astype("M8[D]")).astype(int)
        variables = {"time": time(f"days since {month}-01", np.arange(length), "i2"),
                     "t": (("time",), values(50 + i, length), {"units": "K"})}
        if i != 2:
            variables["snow"] = (("time",), values(60 + i, length, missing=-999), {"_FillValue": np.float32(-999)})
        if i > 0:
            variables["ice"] = (("time",), *packed(70 + i, length))
        if i in (1, 3):
            variables["plain"] = (("time",), values(80 + i, length, "f8"), {"units": "m"})
        write(folder, f"day_{month.replace('-', '')}.nc", variables)


def members(folder):
    for member in (9, 10, 11):
        for year in (2000, 2001):
            days = np.arange(3.0 + year - 2000) - member
            write(folder, f"run_{member:03d}_{year}.nc", {
                "time": time(f"days since {year}-01-{member:02d}", days, bounds="time_bnds"),
                "time_bnds": (("time", "nv"), np.stack([days - 0.5, days + 0.5], 1), {}), "lat": LAT, "lon": LON,
                "crs": ((), np.int32(0), {"grid_mapping_name": "latitude_longitude"}),
                "t": (GRID, *packed(100 * member + year, (3 + year - 2000, 3, 4), grid_mapping="crs")),
                "total": (("time",), values(member, 3 + year - 2000, "i4"), {"units": "1"})})


def tiles(folder):
    x0 = 0
    for i, nx in enumerate((3, 2, 4)):
        x = np.arange(x0, x0 + nx) * 10.0
        x0 += nx
        y0 = 0
        for j, ny in enumerate((2, 3)):
            y = 50.0 - np.arange(y0, y0 + ny)
            y0 += ny
            for k, nt in enumerate((3, 1)):
                write(folder, f"tile_{i}_{j}_{2000 + k}.nc", {
                    "time": time(f"days since {2000 + k}-01-01", np.arange(nt)),
                    "x": (("x",), x, {"units": "m", "bounds": "x_bnds"}), "y": (("y",), y, {"units": "m"}),
                    "x_bnds": (("x", "nv"), np.stack([x - 5, x + 5], 1), {}),
                    "lat": (("y", "x"), y[:, None] + x / 1000, {"units": "degrees_north"}),
                    "land": (("x", "y"), values(i * 10 + j, (nx, ny), "i1", 0, 2), {"flag_meanings": "sea land"}),
                    "crs": ((), np.int32(7), {"grid_mapping_name": "stereographic", "false_easting": 0.5}),
                    "speed": (("time", "y", "x"), values(i * 100 + j * 10 + k, (nt, ny, nx), missing=-1),
                              {"_FillValue": np.float32(-1), "grid_mapping": "crs", "coordinates": "lat"})})


def merged(folder):
    for i, year in enumerate((2000, 2001)):
        n = 3 + i
        stamps = time(f"days since {year}-01-01", np.arange(n))
        write(folder, f"u_{year}.nc", {
            "time": stamps, "lat": LAT, "height": ((), np.float64(10), {"units": "m"}),
            "u": (("time", "lat"), values(i, (n, 3)), {"units": "m s-1", "coordinates": "height"})})
        write(folder, f"salt_{year}.nc", {
            "time": stamps, "lat": LAT, "depth": (("depth",), np.array([5, 15], "f4"), {"units": "m", "positive": "down"}),
            "salt": (("time", "depth", "lat"), *packed(i, (n, 2, 3), units="1"))})
        write(folder, f"flux_{year}.nc", {
            "time": stamps, "lon": LON, "name": (("lon",), np.array(["a", "", "\u00e4\u00f6", "dd"], object), {}),
            "flux": (("lon", "time"), values(i + 10, (4, n), "f8"), {"coordinates": "name"})})


def overlap(folder):
    for i, (start, n) in enumerate(((0, 6), (4, 5), (8, 4))):
        write(folder, f"part_{i}.nc", {
            "time": time(f"days since 2000-01-{1 + i:02d}", np.arange(start - i, start - i + n), "i4"),
            "lat": LAT, "t": (("lat", "time"), *packed(120 + i, (3, n)))})


def unordered(folder):
    for i, stamps in enumerate(([20, 21, 22], [3, 2, 1, 0], [9, 5, 22, 7])):
        write(folder, f"part_{'cab'[i]}.nc", {
            "time": time("days since 2000-01-01", stamps), "lat": LAT, "code": (("time",), np.arange(len(stamps)) + 10 * i, {}),
            "t": (("time", "lat"), values(130 + i, (len(stamps), 3)), {})})


def packing(folder):
    widths = (("i2", np.float32(0.01), np.float32(273.15)), ("i2", np.float32(0.02), np.float32(250)),
              ("u1", np.float32(0.5), np.float32(200)))
    for i, (kind, scale, offset) in enumerate(widths):
        low, high = (0, 200) if kind == "u1" else (-9000, 9000)
        of_kind = np.dtype(kind).type
        write(folder, f"part_{i}.nc", {
            "time": time("days since 2000-01-01", np.arange(4) + 4 * i), "lat": LAT,
            "single": (("time", "lat"), values(140 + i, (4, 3), "i2", -9000, 9000, -9999),
                       {"scale_factor": scale, "add_offset": offset, "_FillValue": np.int16(-9999), "units": "K"}),
            "double": (("time", "lat"), values(150 + i, (4, 3), "i2", -9000, 9000, -9999),
                       {"scale_factor": float(scale), "add_offset": float(offset), "_FillValue": np.int16(-9999)}),
            "wide": (("time", "lat"), values(160 + i, (4, 3), "i4", -90000000, 90000000),
                     {"scale_factor": 0.001 * (i + 1), "add_offset": 1.0}),
            "types": (("time", "lat"), values(170 + i, (4, 3), kind, low, high),
                      {"scale_factor": scale, "add_offset": offset}),
            "some": (("time", "lat"), *((values(180, (4, 3)), {"units": "m"}) if i == 0 else
                     (values(180 + i, (4, 3), "i2", -9, 9), {"units": "m", "scale_factor": np.float32(0.1 * i)}))),
        })


def fills(folder):
    for i, fill in enumerate((-999, 1e20, None)):
        of_floats = {} if fill is None else {"_FillValue": np.float32(fill)}
        short = np.int16((-1, -32768, -9)[i])
        write(folder, f"part_{i}.nc", {
            "time": time("days since 2000-01-01", np.arange(6) + 6 * i),
            "float": (("time",), values(190 + i, 6, missing=np.nan if fill is None else fill), of_floats),
            "short": (("time",), values(200 + i, 6, "i2", 0, 100, short), {"_FillValue": short, "scale_factor": 0.1}),
            "both": (("time",), np.array([1, -97 - i, -98 if i else -97, 4, -99, 6 + i], "f4"),
                     {"_FillValue": np.float32(-97 - i), "missing_value": np.float32([-98, -99]) if i != 1 else np.float32([-97, -99])}),
            "several": (("time",), np.array([1, -98, 3, -99, i, -97], "f8"), {"missing_value": np.array([-98.0, -99.0])}),
            "late": (("time",), values(210 + i, 6, "f8", missing=-5 if i else None), {"missing_value": -5.0} if i else {}),
        })


def basins(folder):
    """With dates and, from north to south, latitudes of their own."""
    dates = {"north": [3, 4, 5, 9], "south": [0, 4, 8], "east": [1, 9, 10, 11, 12]}
    lats = {"north": [60, 40, 20], "south": [-20, -40], "east": [40, 0, -20, -40]}
    for i, (basin, days) in enumerate(dates.items()):
        lat = np.array(lats[basin], "f8")
        write(folder, f"basin_{basin}.nc", {
            "time": time(f"days since 2000-01-{1 + i:02d}", np.array(days) - i, "i4"),
            "lat": (("lat",), lat, {"units": "degrees_north"}), "area": (("lat",), lat * (i + 1), {"units": "m2"}),
            "level": (("time",), values(220 + i, len(days), missing=-1), {"_FillValue": np.float32(-1), "units": "m"}),
            "heat": (("time", "lat"), *packed(230 + i, (len(days), len(lat)))),
        })


def transposed(folder):
    orders = (GRID, ("lat", "time", "lon"), ("lon", "lat", "time"))
    for i, order in enumerate(orders):
        t = values(240 + i, (4, 3, 4), "f8")
        short, own = packed(250 + i, (4, 3, 4))
        turn = [GRID.index(dimension) for dimension in order]
        write(folder, f"part_{i}.nc", {
            "time": time(f"days since 200{i}-01-01", np.arange(4)), "lat": LAT, "lon": LON,
            "t": (order, t.transpose(turn), {}), "packed": (order, short.transpose(turn), own)})


def units(folder):
    for i, (degrees, pressure, length, metre) in enumerate((("K", "Pa", "m", 1), ("degC", "hPa", "km", 1000), ("degF", "bar", "mm", 0.001))):
        level = np.arange(8.0) + 8 * i
        write(folder, f"part_{i}.nc", {
            "level": (("level",), level / metre, {"units": length, "bounds": "level_bnds"}),
            "level_bnds": (("level", "nv"), np.stack([level - 0.5, level + 0.5], 1) / metre, {}),
            "t": (("level",), values(260 + i, 8, missing=-999), {"units": degrees, "_FillValue": np.float32(-999)}),
            "p": (("level",), values(270 + i, 8, "f8", missing=np.nan), {"units": pressure}),
            "z": (("level",), values(280 + i, 8, "i2", -99, 99, -999),
                  {"units": length, "_FillValue": np.int16(-999), "scale_factor": 0.5})})


def repacked(folder):
    for i in range(2):
        write(folder, f"part_{i}.nc", {
            "time": time("days since 2000-01-01", np.arange(30) + 30 * i),
            "t": (("time",), values(290 + i, 30, missing=np.nan), {"units": "K"}),
            "q": (("time",), values(300 + i, 30, "f8", missing=-1e34), {"_FillValue": -1e34, "units": "1"}),
            "again": (("time",), *packed(310 + i, 30)),
            "narrow": (("time",), values(320 + i, 30, "i4", missing=-999999), {"_FillValue": np.int32(-999999)}),
            "rounded": (("time",), values(330 + i, 30, "f8"), {})})


def parts(folder):
    for i, year in enumerate((1999, 2000)):
        days = np.array([101, 228, 301, 1231])
        write(folder, f"part_{year}.nc", {
            "date": (("time",), (year * 10000 + days).astype("i4"), {"long_name": "yyyymmdd"}),
            "datesec": (("time",), np.array([0, 5400, 86399, 43200], "i4"), {"long_name": "seconds of the day"}),
            "u": (("time",), *packed(340 + i, 4)), "v": (("time",), values(350 + i, 4, missing=-9), {"_FillValue": np.float32(-9)}),
            "w": (("time",), values(360 + i, 4, "f8", missing=-9), {"missing_value": -9.0})})


def months(folder):
    for i, (units, stamps) in enumerate((("months since 1990-01-15", [0, 1, 1, 13, 24]), ("months since 1992-02-01", [1, 2, 2, 5]))):
        write(folder, f"part_{i}.nc", {"time": time(units, stamps, "f4"), "code": (("time",), np.arange(len(stamps)) + 10 * i, {}),
                                       "t": (("time",), values(370 + i, len(stamps)), {})})


def widened(folder):
    kinds = (("f4", "i2", "u1", "i4"), ("f8", "i4", "i2", "f4"), ("f4", "i2", "i1", "f8"))
    for i, (real, whole, small, mixed) in enumerate(kinds):
        write(folder, f"part_{i}.nc", {
            "time": time("days since 2000-01-01", np.arange(5) + 5 * i, ("f8", "i4", "f4")[i]),
            "real": (("time",), values(380 + i, 5, real, missing=-9), {"_FillValue": np.dtype(real).type(-9)}),
            "whole": (("time",), values(390 + i, 5, whole), {"valid_min": np.dtype(whole).type(-100)}),
            "small": (("time",), values(400 + i, 5, small, 0, 100), {}),
            "mixed": (("time",), values(410 + i, 5, mixed, 2**30, 2**31 - 1) if i == 0 else values(410 + i, 5, mixed), {})})


def stations(folder):
    names = (["Oslo", "", "K\u00f8benhavn"], ["Aberystwyth", "b"])
    for i, texts in enumerate(names):
        n = len(texts)
        chars = np.array([list(text.encode().ljust(12, b"\0")) for text in texts], "u1").view("S1")
        write(folder, f"part_{i}.nc", {
            "station": (("station",), np.array([f"{i}{k}" for k in range(n)], object), {}),
            "name": (("station", "strlen"), chars, {"long_name": "name", "_Encoding": "utf-8"}),
            "remark": (("station",), np.array(texts, object), {}),
            "lat": (("station",), values(420 + i, n, "f8"), {"units": "degrees_north"}),
            "level": (("station",), values(430 + i, n, "u2", 0, 60000, 65535), {"_FillValue": np.uint16(65535)})})


def rounded(folder):
    for i in range(3):
        write(folder, f"part_{i}.nc", {
            "time": time("days since 2000-01-01", np.arange(2) + 2 * i),
            "lat": (("lat",), np.array([-30.0, 0, 30]) + 1e-6 * i, {"units": "degrees_north"}),
            "height": (("lat",), np.array([1.0, 2, 3 + i]), {"units": "m"}), "version": ((), np.int32(i), {}),
            "mode": (("time",), values(440 + i, 2), {"units": ("m", "1")[i % 2], "valid_max": np.float32(100 + i), "comment": f"of {i}"}),
            "t": (("time", "lat"), values(450 + i, (2, 3)), {"valid_range": np.float32([-100, 100 + i])})},
            source=f"model {i}")


def constant(folder):
    """What files share, once it is read by its own packing, units, missing value, type and order."""
    for i in range(2):
        height = np.array([[250.0, 500, -4], [750, 1000, 1250]])
        write(folder, f"part_{i}.nc", {
            "time": time(f"days since 2000-01-{1 + i:02d}", np.arange(3) + 3 * i),
            "reference": ((), np.float64(24 - 24 * i), {"units": f"hours since 2000-01-{1 + i:02d}"}),
            "packed": (("y", "x"), (height / (i + 1)).astype("i2"), {"scale_factor": 0.25 * (i + 1)}),
            "far": (("y", "x"), height / (1, 1000)[i], {"units": ("m", "km")[i]}),
            "holes": (("y", "x"), np.where(height < 0, -9 - i, height).astype("f4"), {"_FillValue": np.float32(-9 - i)}),
            "turned": ((("y", "x"), ("x", "y"))[i], (height, height.T)[i], {}),
            "typed": (("y", "x"), height.astype(("f4", "f8")[i]), {}),
            "t": (("time",), values(460 + i, 3), {})})


ARCHIVES = [yearly, climatology, noleap, days360, ancient, spellings, fractions, monthly, members, tiles, merged,
            overlap, unordered, packing, fills, basins, transposed, units, repacked, parts, months, widened, stations, rounded, constant]


def main():
    for make in ARCHIVES:
        make(pathlib.Path(sys.argv[1], make.__name__))
        print(make.__name__)


if __name__ == "__main__":
    main()
