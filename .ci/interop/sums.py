"""Writes the SHA-256 of every array of a store, as zarr-python reads it, for read_with_zarrita.mjs."""

import hashlib
import json
import sys

import numpy as np
import zarr


def content(array):
    values = np.asarray(array[...])
    if array.dtype.kind in "OT":
        return json.dumps([str(value) for value in np.ravel(values).tolist()], ensure_ascii=False,
                          separators=(",", ":")).encode()
    return np.ascontiguousarray(values.astype(values.dtype.newbyteorder("<"))).tobytes()


store, output = sys.argv[1:]
group = zarr.open_group(store, mode="r")
sums = {name: {"type": str(array.dtype), "shape": list(array.shape),
               "sha256": hashlib.sha256(content(array)).hexdigest()}
        for name, array in group.arrays()}
with open(output, "w") as file:
    json.dump(sums, file)
