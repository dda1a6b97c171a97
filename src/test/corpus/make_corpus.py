"""Makes the corpus of small files that the readers are tested with, and what they hold.

    python make_corpus.py ../resources/corpus

needs numpy, netCDF4 and h5py. The files are read back through netCDF4-python and h5py, never
through the code under test; expected.json says, for each file and group, the dimensions, the
attributes, and for each variable its type, dimensions, shape, attributes and the SHA-256 of its
values (little-endian, C order), or, for text, the values themselves.
"""

import hashlib
import json
import math
import pathlib
import sys
import warnings

import h5py
import netCDF4
import numpy as np

warnings.simplefilter("ignore")
OUT = pathlib.Path(sys.argv[1])
EXPECTED = {}
RANDOM = np.random.default_rng(20260101)

NUMERIC = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"]


def values(dtype, shape):
    """Values over the whole range of a type, with NaN and infinity where it has them."""
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        data = (RANDOM.standard_normal(shape) * 1e3).astype(dtype)
        if data.size > 4:
            data.reshape(-1)[:4] = [np.nan, np.inf, -np.inf, -0.0]
        return data
    info = np.iinfo(dtype)
    data = RANDOM.integers(info.min, info.max, shape, dtype=dtype.newbyteorder("="), endpoint=True)
    if data.size > 2:
        data.reshape(-1)[:2] = [info.min, info.max]
    return data.astype(dtype)


def smooth(dtype, shape):
    """Values that compress."""
    return np.arange(math.prod(shape)).reshape(shape).astype(dtype)


# ---- what the files hold, as netCDF4-python and h5py tell it


def json_number(x):
    x = x.item() if hasattr(x, "item") else x
    if isinstance(x, float):
        return repr(x)
    return str(x)


def json_attribute(value):
    """{"text": ...}, {"texts": [...]} or {"type": ..., "numbers": [...]}; numbers as text."""
    if isinstance(value, bytes):
        return {"text": value.decode("utf-8", "replace").replace("\0", "")}
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, list):
        return {"texts": value}
    array = np.asarray(value)
    if array.dtype.kind == "O":
        return {"texts": [str(x) for x in array]}
    return {
        "type": array.dtype.newbyteorder("=").name,
        "numbers": [json_number(x) for x in array.reshape(-1)],
    }


def type_name(dtype):
    if dtype is str:
        return "string"
    dtype = np.dtype(dtype)
    return "char" if dtype == np.dtype("S1") else dtype.newbyteorder("=").name


def contents(name, data):
    if name == "string":
        return {"values": [str(x) for x in np.asarray(data, dtype=object).reshape(-1)]}
    data = np.ascontiguousarray(data)
    if name == "char":
        # numpy cuts NULs off; the bytes themselves are compared.
        raw = data.tobytes()
    else:
        raw = data.astype(data.dtype.newbyteorder("<")).tobytes()
    return {"sha256": hashlib.sha256(raw).hexdigest()}


def netcdf_group(group, unreadable=()):
    variables = {}
    for name, variable in group.variables.items():
        if name in unreadable:
            continue
        dtype = variable.dtype
        if isinstance(variable.datatype, netCDF4.EnumType):
            dtype = variable.datatype.dtype
        kind = type_name(dtype)
        variables[name] = {
            "type": kind,
            "dimensions": list(variable.dimensions),
            "shape": list(variable.shape),
            "attributes": {a: json_attribute(variable.getncattr(a)) for a in variable.ncattrs()},
            **contents(kind, variable[...]),
        }
    return {
        "dimensions": {
            k: {"length": len(d), "unlimited": d.isunlimited()} for k, d in group.dimensions.items()
        },
        "attributes": {a: json_attribute(group.getncattr(a)) for a in group.ncattrs()},
        "variables": variables,
        "unreadable": dict(unreadable),
    }


def expect_netcdf(name, unreadable=None):
    """Expects what netCDF4-python reads. unreadable: {group path: {variable: reason}}."""
    unreadable = unreadable or {}
    groups = {}

    def walk(group, path):
        groups[path] = netcdf_group(group, unreadable.get(path, {}))
        for child, g in group.groups.items():
            walk(g, f"{path}/{child}" if path else child)

    with netCDF4.Dataset(OUT / name) as dataset:
        dataset.set_auto_maskandscale(False)
        dataset.set_auto_chartostring(False)
        for v in dataset.variables.values():
            v.set_auto_chartostring(False)
        walk(dataset, "")
    EXPECTED[name] = {"groups": groups}


def expect_hdf5(name, unreadable=None, dimensions=None):
    """Expects what h5py reads; for what netCDF-C cannot read or does not show.

    dimensions: {variable: names}; those of a variable's shape that none names are phony_dim_N.
    """
    dimensions = dimensions or {}
    variables, dims = {}, {}
    with h5py.File(OUT / name) as file:
        for key, names in dimensions.items():
            for d, dim in enumerate(names):
                unlimited = file[key].maxshape[d] is None
                dims[dim] = {"length": file[key].shape[d], "unlimited": unlimited}
        for key in sorted(file):
            if key in (unreadable or {}):
                lost = file.get(key) if "link" not in unreadable[key] else None
                for length in (lost.shape or ()) if lost is not None else ():
                    if all(d["length"] != length for d in dims.values()):
                        dims[f"phony_dim_{len(dims)}"] = {"length": length, "unlimited": False}
                continue
            dataset = file[key]
            if not isinstance(dataset, h5py.Dataset):
                continue
            named = list(dimensions.get(key, []))
            for d, length in enumerate(dataset.shape):
                unlimited = dataset.maxshape[d] is None
                if len(named) <= d:
                    fit = [
                        k
                        for k, v in dims.items()
                        if v == {"length": length, "unlimited": unlimited} and k not in named
                    ]
                    named.append(fit[0] if fit else f"phony_dim_{len(dims)}")
                dims[named[d]] = {"length": length, "unlimited": unlimited}
            data = dataset[...]
            kind = data.dtype.name
            if h5py.check_string_dtype(dataset.dtype):
                kind = "string" if dataset.dtype != np.dtype("S1") else "char"
                if kind == "string":
                    data = dataset.asstr(errors="replace")[...]
            if data.dtype == bool:
                kind, data = "int8", data.astype("i1")
            hidden = ("CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST", "_Netcdf4Dimid")
            variables[key] = {
                "type": kind,
                "dimensions": named,
                "shape": list(dataset.shape),
                "attributes": {
                    k: json_attribute(v) for k, v in dataset.attrs.items() if k not in hidden
                },
                **contents(kind, data),
            }
    EXPECTED[name] = {
        "groups": {
            "": {
                "dimensions": dims,
                "attributes": {},
                "variables": variables,
                "unreadable": unreadable or {},
            }
        }
    }


# ---- netCDF-3


def netcdf3(name, format):
    with netCDF4.Dataset(OUT / name, "w", format=format) as n:
        n.title = "netCDF-3, Übung °C"
        n.setncattr("empty", "")
        n.setncattr("numbers", np.array([1, -2, 3], "i2"))
        n.setncattr("byte", np.int8(-5))
        n.setncattr("double", 1e300)
        n.createDimension("time", None)
        n.createDimension("lat", 5)
        n.createDimension("lon", 7)
        n.createDimension("text", 6)
        for dtype in ["i1", "i2", "i4", "f4", "f8"]:
            fixed = n.createVariable(f"fixed_{dtype}", dtype, ("lat", "lon"))
            fixed[:] = values(dtype, (5, 7))
            record = n.createVariable(f"record_{dtype}", dtype, ("time", "lon"))
            record[:] = values(dtype, (4, 7))
            record.units = "m s-1"
        odd = n.createVariable("odd", "i1", ("time",))
        odd[:] = np.arange(4)
        odd.setncattr("_Unsigned", "true")
        odd.setncattr("valid_range", np.array([0, -1], "i1"))
        scalar = n.createVariable("scalar", "f8", ())
        scalar[...] = 2.5
        text = n.createVariable("name", "S1", ("time", "text"))
        text[:] = netCDF4.stringtochar(np.array(["abc", "", "sixsix", "xy"], "S6"))
        packed = n.createVariable("packed", "i2", ("time", "lat", "lon"), fill_value=-999)
        packed.set_auto_maskandscale(False)
        packed.scale_factor, packed.add_offset = np.float32(0.01), np.float32(20)
        packed[:] = values("i2", (4, 5, 7))
        n.createVariable("unwritten", "f4", ("time", "lat"))
        strange = n.createVariable("_a name+1.2@é(x)", "i2", ("lat",))
        strange[:] = 4
        strange.setncattr("é name, too", "x")
    expect_netcdf(name)


def netcdf3_lone_record(name):
    """One record variable: its records are not padded to four bytes."""
    with netCDF4.Dataset(OUT / name, "w", format="NETCDF3_CLASSIC") as n:
        n.createDimension("time", None)
        n.createDimension("x", 3)
        n.createVariable("a", "i2", ("time", "x"))[:] = values("i2", (5, 3))
        n.createVariable("x", "i2", ("x",))[:] = [1, 2, 3]
    expect_netcdf(name)


def netcdf3_plain(name):
    with netCDF4.Dataset(OUT / name, "w", format="NETCDF3_CLASSIC") as n:
        n.createDimension("x", 3)
        n.createDimension("never", None)
        n.createVariable("a", "i1", ("x",))[:] = values("i1", (3,))
        n.createVariable("none", "f4", ("never", "x"))
    expect_netcdf(name)


# ---- netCDF-4 by netCDF-C


def netcdf4_types(name):
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("x", 6)
        n.createDimension("y", 5)
        for dtype in NUMERIC:
            for order in "<>":
                big = order == ">"
                if big and dtype in ("i1", "u1"):
                    continue
                suffix = dtype + ("_big" if big else "")
                endian = "big" if big else "little"
                data = values(dtype, (5, 6))
                plain = n.createVariable(f"plain_{suffix}", dtype, ("y", "x"), endian=endian)
                plain[:] = data
                if big and dtype not in ("i2", "f4"):
                    continue
                packed = n.createVariable(
                    f"deflated_{suffix}",
                    dtype,
                    ("y", "x"),
                    endian=endian,
                    zlib=True,
                    complevel=4,
                    shuffle=True,
                    chunksizes=(4, 4),
                )
                packed[:] = data
    expect_netcdf(name)


def netcdf4_filters(name):
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("y", 9)
        n.createDimension("x", 11)
        for dtype in ["i2", "f8"]:
            for label, options in {
                "deflate": dict(zlib=True, shuffle=False),
                "shuffle": dict(zlib=False, shuffle=True),
                "both": dict(zlib=True, shuffle=True, complevel=1),
                "fletcher": dict(fletcher32=True),
                "all": dict(zlib=True, shuffle=True, fletcher32=True),
                "zstd": dict(compression="zstd", shuffle=True),
            }.items():
                if label == "shuffle" and dtype == "i1":
                    continue
                variable = n.createVariable(
                    f"{label}_{dtype}", dtype, ("y", "x"), chunksizes=(5, 6), **options
                )
                variable[:] = smooth(dtype, (9, 11)) if dtype != "f8" else values("f8", (9, 11))
    expect_netcdf(name)


def netcdf4_unlimited(name):
    """Variables of different lengths in an unlimited dimension, and chunks larger than the array."""
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("time", None)
        n.createDimension("member", None)
        n.createDimension("x", 3)
        n.createVariable("time", "f8", ("time",), chunksizes=(4,))[:] = np.arange(5) * 0.5
        n["time"].units, n["time"].calendar = "days since 2000-01-01", "noleap"
        short = n.createVariable("short", "i4", ("time", "x"), fill_value=-7, chunksizes=(1, 3))
        short[:2] = values("i4", (2, 3))
        n.createVariable("both", "f4", ("time", "member"), chunksizes=(2, 2))[:] = values("f4", (5, 2))
        large = n.createVariable("large", "i2", ("time", "x"), chunksizes=(512, 3), zlib=True)
        large[:] = values("i2", (5, 3))
        n.createVariable("single", "u1", ("member",), chunksizes=(1,))[:] = [4, 5]
        n.createVariable("never", "f4", ("time", "x"))
    expect_netcdf(name)


def netcdf4_text(name):
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("x", 4)
        n.createDimension("n", 5)
        n.createDimension("none", 0)
        words = n.createVariable("words", str, ("x",))
        words[:] = np.array(["", "grüße", "😀🌍", "plain"], dtype=object)
        chunked = n.createVariable("chunked", str, ("x",), chunksizes=(3,))
        chunked[:] = np.array(["a", "bb", "ccc", "日本語"], dtype=object)
        n.createVariable("unwritten", str, ("x",))
        n.createVariable("word", str, ())[...] = "on its own"
        chars = n.createVariable("chars", "S1", ("x", "n"))
        chars[:] = netCDF4.stringtochar(np.array(["abc", "", "12345", "z"], "S5"))
        encoded = n.createVariable("encoded", "S1", ("x", "n"), zlib=True)
        encoded.set_auto_chartostring(False)
        coded = np.array([w.encode() for w in ["äö", "", "€", "q"]], "S5")
        encoded[:] = coded.view("S1").reshape(4, 5)
        encoded.setncattr("_Encoding", "utf-8")
        n.createVariable("letter", "S1", ())[...] = b"k"
        n.createVariable("nothing", "f4", ("none", "x"))
        n.createVariable("no_words", str, ("none",))
    expect_netcdf(name)


def netcdf4_attributes(name):
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("x", 2)
        v = n.createVariable("température", "f4", ("x",))
        v[:] = [1, 2]
        for dtype in NUMERIC:
            v.setncattr(f"one_{dtype}", values(dtype, (3,))[1])
            v.setncattr(f"many_{dtype}", values(dtype, (6,)))
        v.setncattr("text", "plain")
        v.setncattr("ünïcode", "°C 日本 😀")
        v.setncattr("empty", "")
        v.setncattr("nothing", np.array([], "f4"))
        v.setncattr("nul", "a\0b\0")
        v.setncattr("spaces", "  kept  ")
        v.setncattr("lines", "one\ntwo\ttab")
        v.setncattr_string("string", "wörd")
        v.setncattr_string("empty_string", "")
        v.setncattr("strings", ["a", "", "ö", "😀"])
        n.setncattr("long", "x" * 3000)
        n.setncattr("Conventions", "CF-1.11")
        for i in range(20):
            n.setncattr(f"a{19 - i:02d}", f"value {i}")
        few = n.createVariable("b", "i2", ("x",))
        few.setncattr("z_first", 1)
        few.setncattr("a_second", 2)
        few.setncattr("m_third", np.int16(3))
    expect_netcdf(name)


def netcdf4_huge_attribute(name):
    """An attribute of more than 64 KiB lies outside of its heap."""
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("x", 1)
        n.createVariable("a", "i1", ("x",))[:] = 1
        for i in range(12):
            n.setncattr(f"before_{i}", i)
        n.setncattr("history", "log " * 9000)
        n.setncattr("after", 1.5)
    expect_netcdf(name)


def netcdf4_many(name):
    """More variables than a header holds: their links lie in a heap and a tree."""
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("x", 2)
        for i in range(40):
            v = n.createVariable(f"v{(i * 7) % 40:02d}_{'name' * (i % 5)}", "i1", ("x",))
            v[:] = [i, -i]
    expect_netcdf(name)


def netcdf4_groups(name):
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.title = "root"
        n.createDimension("time", None)
        n.createDimension("x", 3)
        n.createVariable("x", "f4", ("x",))[:] = [1, 2, 3]
        inner = n.createGroup("science")
        inner.setncattr("note", "inner")
        inner.createDimension("y", 2)
        inner.createVariable("v", "i4", ("time", "y", "x"))[:] = values("i4", (4, 2, 3))
        inner.createVariable("y", "i2", ("y",))[:] = [5, 6]
        deep = inner.createGroup("grid")
        deep.createDimension("x", 4)
        deep.createVariable("own_x", "u1", ("x", "y"))[:] = values("u1", (4, 2))
        n.createGroup("empty")
    expect_netcdf(name)
    groups = EXPECTED[name]["groups"]
    root = groups[""]["dimensions"]
    groups["science"]["dimensions"].update(time=root["time"], x=root["x"])
    groups["science/grid"]["dimensions"].update(y=groups["science"]["dimensions"]["y"])


def netcdf4_fill(name):
    """Values that were never written, with every kind of fill value."""
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("y", 4)
        n.createDimension("x", 5)
        for dtype in NUMERIC:
            n.createVariable(f"default_{dtype}", dtype, ("y", "x"))
            v = n.createVariable(f"some_{dtype}", dtype, ("y", "x"), fill_value=3, chunksizes=(3, 2))
            v.set_auto_maskandscale(False)
            v[0, 0] = 1
        n.createVariable("nan", "f4", ("y", "x"), fill_value=np.nan)
        n.createVariable("infinite", "f8", ("y", "x"), fill_value=-np.inf, chunksizes=(2, 2))
        n.createVariable("none", "i4", ("y", "x"), fill_value=False, chunksizes=(2, 2))[:] = 6
        n.createVariable("scalar", "i2", (), fill_value=11)
        n.createVariable("big", "f4", ("x",), fill_value=1.5, endian="big")
        n.createVariable("letters", "S1", ("x",), fill_value="q")
    expect_netcdf(name)


def netcdf4_cf(name):
    """Time, packing and flags, as CF has them."""
    with netCDF4.Dataset(OUT / name, "w", format="NETCDF4_CLASSIC") as n:
        n.createDimension("time", None)
        n.createDimension("x", 4)
        for calendar in ["standard", "proleptic_gregorian", "noleap", "360_day", "julian"]:
            t = n.createVariable(f"time_{calendar}", "f8", ("time",), chunksizes=(2,))
            t[:] = [0, 0.5, 59, 60.25]
            t.units, t.calendar = "days since 1850-01-01 00:00:00", calendar
        whole = n.createVariable("time", "i4", ("time",), chunksizes=(8,))
        whole[:] = [0, 6, 12, 18]
        whole.units = "hours since 2001-02-03T04:05:06"
        for kind in [np.float32, np.float64]:
            p = n.createVariable(f"packed_{kind.__name__}", "i2", ("time", "x"), fill_value=-32768)
            p.set_auto_maskandscale(False)
            p.scale_factor, p.add_offset = kind(0.1), kind(273.15)
            p[:] = values("i2", (4, 4))
        u = n.createVariable("unsigned", "i1", ("x",), fill_value=np.int8(-1))
        u.set_auto_maskandscale(False)
        u.setncattr("_Unsigned", "true")
        u[:] = [-128, -1, 0, 127]
        flags = n.createVariable("flags", "i1", ("x",))
        flags.flag_values, flags.flag_meanings = np.array([0, 1], "i1"), "clear cloudy"
        flags[:] = [0, 1, 1, 0]
    expect_netcdf(name)


def netcdf4_enums(name):
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("x", 4)
        for dtype in ["i1", "u1", "i2", "i4"]:
            low = 0 if dtype == "u1" else -2
            enum = n.createEnumType(dtype, f"enum_{dtype}", {"low": low, "one": 1, "top": 120})
            v = n.createVariable(f"v_{dtype}", enum, ("x",), fill_value=low)
            v[:] = [low, 1, 120, 1]
        n.createVariable("unwritten", n.enumtypes["enum_i1"], ("x",), fill_value=1)
    expect_netcdf(name)


def netcdf4_coordinates(name):
    """Coordinates of two dimensions, and a variable named as a dimension that it has not."""
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("y", 2)
        n.createDimension("x", 3)
        n.createDimension("time", 4)
        n.createDimension("lone", 5)
        n.createVariable("x", "f4", ("x", "y"))[:] = values("f4", (3, 2))
        n.createVariable("y", "f8", ("x",))[:] = [1, 2, 3]
        n.createVariable("data", "i4", ("time", "y", "x"))[:] = values("i4", (4, 2, 3))
        n.createVariable("time", "i4", ("time",))[:] = [1, 2, 3, 4]
    expect_netcdf(name)


def netcdf4_unsupported(name):
    with netCDF4.Dataset(OUT / name, "w") as n:
        n.createDimension("x", 3)
        n.createVariable("fine", "i4", ("x",))[:] = [1, 2, 3]
        record = n.createCompoundType(np.dtype([("a", "i4"), ("b", "f8")]), "record")
        n.createVariable("compound", record, ("x",))
        ragged = n.createVLType("i4", "list")
        n.createVariable("ragged", ragged, ("x",))
        n.createDimension("w", 64)
        szip = dict(compression="szip", szip_coding="nn", szip_pixels_per_block=8)
        n.createVariable("szip", "i4", ("w",), chunksizes=(64,), **szip)[:] = 5
        n.createVariable("bzip2", "i4", ("w",), compression="bzip2", chunksizes=(64,))[:] = 5
        n.createVariable("blosc", "i4", ("w",), compression="blosc_lz", chunksizes=(64,))[:] = 5
    expect_netcdf(
        name,
        {
            "": {
                "compound": "compound type",
                "ragged": "variable-length lists",
                "szip": "compressed with szip",
                "bzip2": "compressed with bzip2",
                "blosc": "compressed with blosc",
            }
        },
    )


# ---- HDF5 by h5py


def attach(dataset, *scales):
    for d, scale in enumerate(scales):
        dataset.dims[d].attach_scale(scale)


def hdf5_filters(name):
    """Filters in h5py's order, and filters left out of single chunks."""
    shape = (9, 11)
    with h5py.File(OUT / name, "w", track_order=False) as h:
        for dtype in ["i2", ">f4", "f8"]:
            for label, options in {
                "fletcher": dict(fletcher32=True),
                "all": dict(compression="gzip", shuffle=True, fletcher32=True),
                "lzf": dict(compression="lzf", shuffle=True),
            }.items():
                kind = label + "_" + dtype.replace(">", "big_")
                h.create_dataset(kind, data=values(dtype, shape), chunks=(4, 5), **options)
        ones = np.full(4096, -1, "i2")
        h.create_dataset("fletcher_ones", data=ones, chunks=(2048,), fletcher32=True)
        odd = values("u1", (7,))
        h.create_dataset("fletcher_odd", data=odd, chunks=(7,), fletcher32=True, compression="gzip")
        mixed = h.create_dataset("mixed", (4, 6), "i4", chunks=(2, 3), compression="gzip", shuffle=True)
        data = values("i4", (4, 6))
        mixed[...] = data
        # filter 0 is shuffle, filter 1 deflate
        mixed.id.write_direct_chunk((0, 0), np.ascontiguousarray(data[:2, :3]).tobytes(), 0b11)
        import zlib

        raw = np.ascontiguousarray(data[2:, 3:]).tobytes()
        mixed.id.write_direct_chunk((2, 3), zlib.compress(raw), 0b01)
        shuffled = np.frombuffer(
            np.ascontiguousarray(data[:2, 3:]).tobytes(), "u1"
        ).reshape(-1, 4).T.tobytes()
        mixed.id.write_direct_chunk((0, 3), shuffled, 0b10)
    expect_hdf5(name)


def hdf5_types(name):
    with h5py.File(OUT / name, "w") as h:
        h["half"] = values("f2", (6,))
        h["half_big"] = values(">f2", (6,))
        h.create_dataset("half_chunked", data=values("f2", (6, 3)), chunks=(4, 2), compression="gzip")
        h["bool"] = np.array([True, False, True])
        h["fixed"] = np.array([b"abc", b"", b"defgh"], "S5")
        utf8 = h5py.string_dtype("utf-8", 6)
        h.create_dataset("fixed_utf8", data=np.array(["äö".encode(), b"x"], utf8))
        h["letters"] = np.array([b"a", b"b"], "S1")
        h.create_dataset("words", data=np.array(["eins", "zwei €", ""], object), dtype=h5py.string_dtype())
        h["scalar"] = 4.25
        h["scalar_word"] = "alone"
        h["empty"] = np.zeros((0, 3), "f4")
        h.create_dataset("never", (5,), "f8", fillvalue=1.25)
        h.create_dataset("never_chunked", (5, 4), "i2", fillvalue=-3, chunks=(2, 2))
        h.create_dataset("deep", data=values("i2", (2, 3, 2, 2, 3)), chunks=(1, 2, 2, 1, 2))
        compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        compact.set_layout(h5py.h5d.COMPACT)
        data = values(">i4", (3, 4))
        space = h5py.h5s.create_simple(data.shape)
        h5py.h5d.create(h.id, b"compact", h5py.h5t.STD_I32BE, space, compact).write(
            h5py.h5s.ALL, h5py.h5s.ALL, data.astype("i4")
        )
    expect_hdf5(name)


def hdf5_latest(name, options):
    """Superblock 3 and all chunk indexes of HDF5 1.10, dense and sparse."""
    with h5py.File(OUT / name, "w", libver="latest") as h:
        h["x"] = np.arange(7.0)
        h["x"].make_scale("x")
        h["y"] = np.arange(6)
        h["y"].make_scale("y")

        def make(name, shape, dtype, data=None, **more):
            return h.create_dataset(name, shape, dtype, data=data, **more, **options)

        single = make("single", (6, 7), "i4", smooth("i4", (6, 7)), chunks=(6, 7))
        attach(single, h["y"], h["x"])
        data = values("i2", (6, 7))
        make("fixed", (6, 7), "i2", data, chunks=(2, 3))
        make("growing_limited", (6, 7), "i2", data, chunks=(2, 3), maxshape=(10, 20))
        data = values("i2", (300, 2))
        make("extensible", (300, 2), "i2", data, chunks=(6, 2), maxshape=(None, 2))
        data = values("i2", (5, 40))
        make("extensible_last", (5, 40), "i2", data, chunks=(2, 3), maxshape=(9, None))
        sparse = make("extensible_sparse", (900,), "i4", chunks=(2,), maxshape=(None,), fillvalue=-9)
        for i in [3, 8, 70, 71, 444, 897]:
            sparse[i] = i
        data = values("i2", (12, 20))
        make("tree", (12, 20), "i2", data, chunks=(1, 4), maxshape=(None, None))
        paged = make("fixed_paged", (1100,), "i1", chunks=(1,), fillvalue=5)
        for i in [0, 1023, 1024, 1099]:
            paged[i] = i % 100
        if not options:
            h["words"] = np.array(["eins", "zwei €", ""], object)
            h["words"].attrs["fixed"] = np.bytes_(b"abc")
            h["words"].attrs["list"] = ["a", "ö"]
            h["bool"] = np.array([True, False, True])
            h["text"] = np.array([b"abc", b"", b"defgh"], "S5")
            h["half"] = values("f2", (6,))
            early = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            early.set_chunk((2, 3))
            early.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
            data = values("i2", (6, 7))
            space = h5py.h5s.create_simple(data.shape, (8, 12))
            h5py.h5d.create(h.id, b"implicit", h5py.h5t.STD_I16LE, space, early).write(
                h5py.h5s.ALL, h5py.h5s.ALL, data
            )
    expect_hdf5(name, dimensions={"x": ["x"], "y": ["y"], "single": ["y", "x"]})


def hdf5_paged(name):
    """An extensible array so long that its data blocks have pages."""
    with h5py.File(OUT / name, "w", libver="latest") as h:
        d = h.create_dataset("a", (60000,), "i1", chunks=(1,), maxshape=(None,), fillvalue=1)
        for i in [0, 5, 500, 20000, 20001, 41000, 59999]:
            d[i] = 2 + i % 90
    expect_hdf5(name)


def hdf5_tree(name):
    """Trees of chunks with inner nodes."""
    for suffix, libver in {"old": "earliest", "new": "latest"}.items():
        target = name.replace(".h5", f"_{suffix}.h5")
        with h5py.File(OUT / target, "w", libver=libver) as h:
            h.create_dataset("a", data=smooth("i1", (400, 1)), chunks=(1, 1), maxshape=(None, None))
        expect_hdf5(target)


def hdf5_user_block(name):
    with h5py.File(OUT / name, "w", userblock_size=1024) as h:
        h.create_dataset("chunked", data=values("f4", (4, 5)), chunks=(2, 2), compression="gzip")
        h["plain"] = values("f4", (4, 5))
    expect_hdf5(name)


def hdf5_unsupported(name):
    with h5py.File(OUT / name, "w") as h:
        h["fine"] = np.arange(3, dtype="i4")
        h["compound"] = np.zeros(3, [("a", "i4"), ("b", "f8")])
        h["complex"] = np.zeros(3, "c8")
        h.create_dataset("ragged", (3,), h5py.vlen_dtype("i4"))
        h["opaque"] = np.zeros(3, "V7")
        h.create_dataset("reference", (3,), h5py.ref_dtype)
        h.create_dataset("region", (3,), h5py.regionref_dtype)
        h.create_dataset("scaleoffset", data=np.arange(6), chunks=(3,), scaleoffset=0)
        h["null"] = h5py.Empty("f4")
        h["broken"] = h5py.SoftLink("/nowhere")
        h["elsewhere"] = h5py.ExternalLink("other.h5", "/x")
        h["soft"] = h5py.SoftLink("/fine")
        h.create_dataset("external", (3,), "i4", external=[("nothing.bin", 0, 12)])
        layout = h5py.VirtualLayout((3,), "i4")
        layout[:] = h5py.VirtualSource(".", "fine", (3,))
        h.create_virtual_dataset("virtual", layout)
        h5py.h5d.create(h.id, b"bits", h5py.h5t.STD_B8LE, h5py.h5s.create_simple((3,)))
        h5py.h5d.create(h.id, b"time", h5py.h5t.UNIX_D32LE, h5py.h5s.create_simple((3,)))
        short = h5py.h5t.STD_I32LE.copy()
        short.set_precision(20)
        h5py.h5d.create(h.id, b"bits20", short, h5py.h5s.create_simple((3,)))
        h["array"] = np.zeros(3, [("a", "i4")])
        wide = h5py.h5t.array_create(h5py.h5t.STD_I32LE, (2,))
        h5py.h5d.create(h.id, b"array_type", wide, h5py.h5s.create_simple((3,)))
    expect_hdf5(
        name,
        {
            "compound": "compound type",
            "array": "compound type",
            "array_type": "array type",
            "complex": "compound type",
            "ragged": "variable-length lists",
            "opaque": "opaque type",
            "reference": "references",
            "region": "references",
            "scaleoffset": "compressed with scaleoffset",
            "null": "null dataspace: it has no values",
            "broken": "broken link to '/nowhere'",
            "elsewhere": "external link to 'other.h5:/x'",
            "external": "values in other files",
            "virtual": "virtual dataset, made of others",
            "bits": "bit fields",
            "time": "HDF5 time type",
            "bits20": "20-bit integers in 4 bytes",
        },
    )


def hdf5_phony(name):
    """Without scales: netCDF-C's names."""
    with h5py.File(OUT / name, "w") as h:
        h["a"] = values("f4", (3, 3))
        h["b"] = values("f4", (4, 3))
        h.create_dataset("c", data=values("f4", (3,)), maxshape=(None,), chunks=(2,))
        h["group/d"] = values("f4", (4, 5))
        h["group/deeper/e"] = values("f4", (5,))
        h["x"] = np.arange(5.0)
        h["x"].make_scale("x")
        h["y"] = values("f4", (5,))
        h["z"] = values("i2", (3, 3, 3))
    expect_netcdf(name)


def hdf5_attributes(name):
    """Attributes that netCDF cannot express; the test itself says what becomes of them."""
    with h5py.File(OUT / name, "w") as h:
        v = h.create_dataset("v", data=np.zeros(2, "f4"))
        v.attrs["bool"] = True
        v.attrs["half"] = np.float16(1.5)
        v.attrs["big"] = np.array([1, -2], ">i4")
        v.attrs["square"] = np.array([[1, 2], [3, 4]], "i2")
        v.attrs["null"] = h5py.Empty("f4")
        v.attrs["null_text"] = h5py.Empty("S1")
        v.attrs["fixed"] = np.bytes_(b"fixed")
        v.attrs["fixed_many"] = np.array([b"ab", b"c"])
        v.attrs["vlen_none"] = np.array([], dtype=h5py.string_dtype())
        v.attrs["latin1"] = np.bytes_("20 °C".encode("latin-1"))
        v.attrs["compound"] = np.array((7, 2.5), [("a", "i4"), ("b", "f8")])
        v.attrs["opaque"] = np.void(b"\x01\xff")
        v.attrs["reference"] = v.ref
        ragged = np.empty(2, object)
        ragged[0], ragged[1] = np.array([1, 2], "i4"), np.array([], "i4")
        v.attrs.create("ragged", ragged, dtype=h5py.vlen_dtype("i4"))
        v.attrs["region"] = v.regionref[0:1]


def other_files():
    with netCDF4.Dataset(OUT / "cdf5.nc", "w", format="NETCDF3_64BIT_DATA") as n:
        n.createDimension("x", 2)
        n.createVariable("a", "u4", ("x",))[:] = [1, 2]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    netcdf3("classic.nc", "NETCDF3_CLASSIC")
    netcdf3("offset64.nc", "NETCDF3_64BIT_OFFSET")
    netcdf3_lone_record("lone_record.nc")
    netcdf3_plain("plain.nc")
    netcdf4_types("types.nc")
    netcdf4_filters("filters.nc")
    netcdf4_unlimited("unlimited.nc")
    netcdf4_text("text.nc")
    netcdf4_attributes("attributes.nc")
    netcdf4_huge_attribute("huge_attribute.nc")
    netcdf4_many("many.nc")
    netcdf4_groups("groups.nc")
    netcdf4_fill("fill.nc")
    netcdf4_cf("cf.nc")
    netcdf4_enums("enums.nc")
    netcdf4_coordinates("coordinates.nc")
    netcdf4_unsupported("unsupported.nc")
    hdf5_filters("filters.h5")
    hdf5_types("types.h5")
    hdf5_latest("latest.h5", {})
    hdf5_latest("latest_deflated.h5", dict(compression="gzip", shuffle=True))
    hdf5_paged("paged.h5")
    hdf5_tree("tree.h5")
    hdf5_user_block("user_block.h5")
    hdf5_unsupported("unsupported.h5")
    hdf5_phony("phony.h5")
    hdf5_attributes("attributes.h5")
    other_files()
    text = json.dumps(EXPECTED, indent=1, sort_keys=False, ensure_ascii=True)
    (OUT / "expected.json").write_text(text + "\n")


main()
