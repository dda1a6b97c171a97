"""Archives that must be refused unless the recipe says what to do: makes them, and checks what
`arcoforge plan --json` says of them.

    refused_archives.py make ARCHIVES         writes them; prints the name and the recipe of each
    refused_archives.py check NAME CODE JSON  CODE is the exit code, JSON the file of standard output
"""

import json
import pathlib
import sys

import numpy as np

from make_archives import time, values, write

LAT = np.array([-30.0, 0, 30])


def part(i, stamps, variables=None, **attributes):
    return {"time": time("days since 2000-01-01", stamps, **attributes),
            "t": (("time",), values(i, len(stamps)), {})} | (variables or {})


def disagreeing(folder):
    """Everything at once, so that the plan has to name everything."""
    packed = values(1, (3, 3), "i2")
    for i in range(2):
        write(folder, f"part_{i}.nc", part(i, [3 * i, 3 * i + 1, 3 * i + 2], {
            "scaled": (("time", "lat"), packed, {"scale_factor": (0.01, 0.02)[i]}),
            "moved": (("time", "lat"), packed, {"scale_factor": 0.5, "add_offset": (0.0, 273.15)[i]}),
            "filled": (("time", "lat"), packed, {"_FillValue": np.int16((-999, -32768)[i])}),
            "absent": (("time", "lat"), packed, {"missing_value": np.int16((-999, -1)[i])}),
            "warm": (("time", "lat"), values(2, (3, 3)), {"units": ("K", "degC")[i]}),
            "wide": (("time", "lat"), values(3, (3, 3), ("f4", "f8")[i]), {}),
            "turned": ((("time", "lat"), ("lat", "time"))[i], values(4, (3, 3)), {}),
            "lat": (("lat",), LAT + 1e-6 * i, {"units": "degrees_north"}),
            "height": (("lat",), LAT + 7 * i, {"units": "m"}),
            "version": ((), np.int32(4 + i), {}),
        } | ({"lost": (("time",), values(5, 3), {})} if i == 0 else {})))


def duplicated(folder):
    write(folder, "part_0.nc", part(0, [0, 1, 2]))
    write(folder, "part_1.nc", part(1, [3, 4, 4, 5]))


def overlapping(folder):
    write(folder, "part_0.nc", part(0, [0, 1, 2]))
    write(folder, "part_1.nc", part(1, [2, 3, 4]))


def unsorted(folder):
    write(folder, "part_0.nc", part(0, [3, 4, 5]))
    write(folder, "part_1.nc", part(1, [0, 1, 2]))


def calendars(folder):
    write(folder, "part_0.nc", part(0, [0, 1, 2], calendar="noleap"))
    write(folder, "part_1.nc", part(1, [3, 4, 5], calendar="360_day"))


def shifted(folder):
    """Members whose times have the same numbers, and count from other days or in other units."""
    for i in range(3):
        units = ("days since 2000-01-01", "days since 2000-01-02", "hours since 2000-01-01")[i]
        write(folder, f"part_{i}.nc", part(0, [0, 1, 2]) | {"time": time(units, [0, 1, 2])})


def references(folder):
    """One number in each file, the same, which counts from another day in each."""
    for i in range(2):
        write(folder, f"part_{i}.nc", part(i, [2 * i, 2 * i + 1], {
            "reference": ((), np.float64(0), {"units": f"hours since 2000-0{1 + i}-01"})}))


def constant(folder):
    """What files are to share: the same numbers, which mean something else in each."""
    square = np.arange(4.0).reshape(2, 2)
    for i in range(2):
        write(folder, f"part_{i}.nc", part(i, [2 * i, 2 * i + 1], {
            "packed": (("y", "x"), square.astype("i2"), {"scale_factor": 0.25 + i}),
            "far": (("y", "x"), square, {"units": ("m", "km")[i]}),
            "level": (("level",), square[1], {"units": ("m", "km")[i]}),
            "holes": (("y", "x"), square.astype("f4"), {"_FillValue": np.float32(2 + i)}),
            "turned": ((("y", "x"), ("x", "y"))[i], square, {})}))


RECIPES = {shifted: "RefusedMembers", constant: "RefusedConverted"}

# The texts of a conflict: the aspect, the variable, and what files say, which a value of the plan
# must contain.
REFUSED = {
    disagreeing: {
        ("attribute scale_factor", "scaled", "0.01", "0.02"), ("attribute add_offset", "moved", "0.0", "273.15"),
        ("attribute _FillValue", "filled", "-999", "-32768"), ("attribute missing_value", "absent", "-999", "-1"),
        ("attribute units", "warm", "K", "degC"), ("data type", "wide", "float32", "float64"),
        ("dimensions", "turned", "[time, lat]", "[lat, time]"), ("values", "lat", "-30.0", "-29.999999"),
        ("values", "height", "-30.0", "-23.0"), ("values", "version", "4", "5"), ("presence", "lost", "present", "missing")},
    duplicated: {("duplicate values", "time", "2000-01-05", "2000-01-05")},
    overlapping: {("duplicate values", "time", "2000-01-03", "2000-01-03")},
    unsorted: {("order of values", "time", "2000-01-06", "2000-01-01")},
    calendars: {("calendar", "time", "noleap", "360_day")},
    shifted: {("values", "time", "", "", "")},
    references: {("values", "reference", "", "")},
    constant: {("values", name, "", "") for name in ("packed", "far", "level", "holes", "turned")},
}


def are_files(sources):
    return bool(sources) and all(source.endswith(".nc") for source in sources)


def problems(wanted, code, document):
    """Says how the plan differs from what is wanted; empty if it does not."""
    found = [f"exit code {code} instead of 1"] if code != 1 else []
    conflicts = {(c["aspect"], c["variable"]): c for c in document["conflicts"] if c["severity"] == "error"}
    for aspect, variable, *sayings in sorted(wanted):
        conflict = conflicts.pop((aspect, variable), None)
        if conflict is None:
            found.append(f"no conflict over {aspect} of {variable}")
            continue
        said = [value["value"] for value in conflict["values"]]
        if len(said) != len(sayings) or not all(a in b for a, b in zip(sayings, said)):
            found.append(f"{aspect} of {variable}: {said} instead of {sayings}")
        if not all(value["files"] > 0 and are_files(value["sources"]) for value in conflict["values"]):
            found.append(f"{aspect} of {variable}: not all values have a file")
        if not conflict["remedy"]:
            found.append(f"{aspect} of {variable}: no remedy")
    return found + [f"a conflict over {aspect} of {variable or 'the file'}" for aspect, variable in conflicts]


def main():
    command, where, *rest = sys.argv[1:]
    if command == "make":
        for make in REFUSED:
            make(pathlib.Path(where, make.__name__))
            print(make.__name__, RECIPES.get(make, "Refused"))
        return
    wanted = next(wanted for make, wanted in REFUSED.items() if make.__name__ == where)
    code, file = rest
    found = problems(wanted, int(code), json.loads(pathlib.Path(file).read_text() or '{"conflicts": []}'))
    for problem in found:
        print(f"{where}: {problem}", file=sys.stderr)
    print(f"{where}: {len(wanted)} conflicts {'not as wanted' if found else 'refused'}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
