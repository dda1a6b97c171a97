"""Writes ../../resources/zarr/*.json: small stores and Blosc buffers that other software made.

Each store is one JSON object of keys: documents as text, chunks as "base64:…". Made with
zarr 3.1.6, xarray 2026.9.0, numcodecs 0.16.6 and numpy 2.4.6:

    pip install zarr==3.1.6 xarray==2026.9.0 numcodecs==0.16.6
    python make_zarr.py

Element i (in C order) of every numeric array is i * 37 % 101.
"""

import base64
import json
import pathlib

import numcodecs.blosc
import numpy as np
import xarray as xr
import zarr
from zarr.codecs import BloscCodec, BytesCodec, Crc32cCodec, GzipCodec, ZstdCodec

OUT = pathlib.Path(__file__).parent / "../../resources/zarr"


def numbers(dtype, *shape):
    return (np.arange(int(np.prod(shape))) * 37 % 101).astype(dtype).reshape(shape)


def save(name, store):
    objects = {}
    for key, buffer in sorted(store._store_dict.items()):
        data = buffer.to_bytes()
        text = key.rsplit("/", 1)[-1] in ("zarr.json", ".zarray", ".zattrs", ".zgroup", ".zmetadata")
        objects[key] = data.decode() if text else "base64:" + base64.b64encode(data).decode()
    (OUT / f"{name}.json").write_text(json.dumps(objects, indent=1) + "\n")


def dataset():
    sst = xr.Variable(("time", "lat"), numbers("i2", 5, 7))
    sst.attrs = {"scale_factor": 0.01, "_FillValue": np.int16(-999), "valid": [1, 2]}
    return xr.Dataset(
        {
            "sst": sst,
            "wind": (("time", "lat"), numbers("f4", 5, 7), {"_FillValue": np.float32(np.nan)}),
            "scalar": ((), np.float64(37)),
            "letters": (("lat",), np.array([b"a", b"b", b"", b"d", b"e", b"f", b"g"], "S1")),
            "name": (("time",), np.array(["a", "", "\u00fc", "\U0001f30a", "e"], object)),
        },
        {"time": ("time", numbers("i8", 5), {"units": "days since 2000-01-01"})},
        {"title": "by xarray", "nan": float("nan"), "empty": np.zeros(0)},
    ).chunk({"time": 2, "lat": 4})


def by_xarray(zarr_format, consolidated):
    store = zarr.storage.MemoryStore()
    dataset().to_zarr(store, zarr_format=zarr_format, consolidated=consolidated)
    return store


def by_zarr_v2():
    store = zarr.storage.MemoryStore()
    group = zarr.open_group(store, mode="w", zarr_format=2)
    for name, dtype, compressor, separator in (
        ("big", ">f8", numcodecs.Zlib(3), "/"),
        ("gzip", ">u2", numcodecs.GZip(2), "."),
        ("zstd", "<i4", numcodecs.Zstd(5), "."),
        ("plain", "|i1", None, "."),
        ("blosc_zlib", "<u4", numcodecs.Blosc("zlib", 5, numcodecs.Blosc.SHUFFLE), "."),
    ):
        array = group.create_array(
            name,
            shape=(5, 7),
            chunks=(2, 7),
            dtype=dtype,
            compressors=compressor,
            chunk_key_encoding={"name": "v2", "separator": separator},
            fill_value=9,
        )
        array[:4] = numbers(dtype, 5, 7)[:4]
    return store


def by_zarr_v3():
    store = zarr.storage.MemoryStore()
    group = zarr.open_group(store, mode="w", zarr_format=3, attributes={"title": "by zarr"})
    for name, dtype, endian, codecs, keys in (
        ("big", "float64", "big", [GzipCodec(level=3)], ("default", "/")),
        ("dots", "int32", "little", [ZstdCodec(level=0, checksum=True)], ("default", ".")),
        ("old", "uint64", "big", [Crc32cCodec()], ("v2", "/")),
        ("lz4", "float32", "little", [BloscCodec(cname="lz4", shuffle="shuffle")], ("v2", ".")),
        ("half", "float16", "little", [ZstdCodec(level=-3), Crc32cCodec()], ("default", "/")),
    ):
        array = group.create_array(
            name,
            shape=(5, 7),
            chunks=(2, 7),
            dtype=dtype,
            serializer=BytesCodec(endian=endian),
            compressors=codecs,
            chunk_key_encoding={"name": keys[0], "separator": keys[1]},
            fill_value=9,
        )
        array[:4] = numbers(dtype, 5, 7)[:4]
    return store


def buffers():
    """Item i of a buffer is i * i % 251."""
    cases = []
    shuffle = numcodecs.Blosc.SHUFFLE
    for cname, mode, typesize, items, block in (
        ("lz4", shuffle, 4, 2500, 1024),
        ("lz4", shuffle, 2, 3001, 4096),
        ("lz4", numcodecs.Blosc.NOSHUFFLE, 1, 5000, 0),
        ("lz4hc", shuffle, 8, 1300, 2048),
        ("zlib", shuffle, 4, 2500, 1024),
        ("zstd", shuffle, 8, 1300, 4096),
        ("zstd", numcodecs.Blosc.NOSHUFFLE, 4, 1500, 0),
        ("zstd", shuffle, 4, 3, 0),
        ("blosclz", shuffle, 4, 2500, 0),
        ("lz4", numcodecs.Blosc.BITSHUFFLE, 4, 2500, 0),
    ):
        data = (np.arange(items, dtype="u8") ** 2 % 251).astype(f"<u{typesize}")
        encoded = numcodecs.Blosc(cname, 5, mode, block).encode(data)
        name = f"{cname} {('noshuffle', 'shuffle', 'bitshuffle')[mode]} {typesize}"
        text = base64.b64encode(encoded).decode()
        cases.append({"name": name, "itemSize": typesize, "items": items, "bytes": text})
    (OUT / "blosc.json").write_text(json.dumps(cases, indent=1) + "\n")


OUT.mkdir(parents=True, exist_ok=True)
save("xarray-v2", by_xarray(2, True))
save("xarray-v2-plain", by_xarray(2, False))
save("xarray-v3", by_xarray(3, True))
save("xarray-v3-plain", by_xarray(3, False))
save("zarr-v2", by_zarr_v2())
save("zarr-v3", by_zarr_v3())
buffers()
