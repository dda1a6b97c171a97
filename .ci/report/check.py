"""Compares a report with its store as xarray opens it, and looks at the page."""

import json
from pathlib import Path

import numpy as np
import xarray as xr
from page import Page, pixels


def faults(store, work):
    """Yields what is wrong with report/, light.png, dark.png and narrow.png in the folder ``work``."""
    work = Path(work)
    report = json.loads((work / "report/report.json").read_text())
    text = (work / "report/report.html").read_text()
    dataset = xr.open_dataset(store, engine="zarr", chunks={})
    yield from of_data(report, dataset)
    yield from of_page(Page(text), dataset)
    for scheme, dark in (("light", False), ("dark", True), ("narrow", False)):
        shown = pixels((work / f"{scheme}.png").read_bytes())
        colours = len(np.unique(shown.astype(int) @ [65536, 256, 1]))
        ground = shown[:, :5].mean()
        if colours < 500:
            yield f"{scheme}: {colours} colours, so hardly a picture is shown"
        if (ground < 80) != dark:
            yield f"{scheme}: the ground has lightness {ground:.0f}"


def of_data(report, dataset):
    if report["dataset"] != repr(dataset):
        yield f"the dataset is shown as\n{report['dataset']}\nnot as\n{dataset!r}"
    if report["dimensions"] != dict(dataset.sizes):
        yield f"dimensions {report['dimensions']}, not {dict(dataset.sizes)}"
    arrays = {array["name"]: array for array in report["arrays"]}
    if set(arrays) != set(dataset.variables):
        yield f"arrays {sorted(arrays)}, not {sorted(dataset.variables)}"
        return
    for name, variable in dataset.variables.items():
        array = arrays[name]
        for key, expected in {
            "dimensions": list(variable.dims),
            "shape": list(variable.shape),
            "decodedType": str(variable.dtype),
            "role": "coordinate" if name in dataset.coords else "data",
        }.items():
            if array[key] != expected:
                yield f"{name}: {key} is {array[key]}, not {expected}"
        if variable.dtype.kind == "f":
            yield from of_values(name, array, variable.values)
            for record in array["records"]:
                part = tuple(slice(o, o + n) for o, n in zip(record["origin"], record["shape"]))
                yield from of_values(f"{name}, {record['label']}", record, variable.values[part])
    firsts = [array["records"][0]["label"] for array in report["arrays"] if len(array["records"]) > 1]
    first = str(dataset.TIME.values[0].astype("datetime64[s]")).replace("T", " ")
    if firsts != [f"TIME = {first}"] * len(dataset.data_vars):
        yield f"first records are {firsts}, not TIME = {first}"


def of_values(name, found, values):
    expected = {
        "values": values.size,
        "missing": int(np.isnan(values).sum()),
        "min": float(np.nanmin(values)),
        "max": float(np.nanmax(values)),
        "mean": float(np.nanmean(values, dtype="f8")),
    }
    for key, value in expected.items():
        if not np.isclose(found[key], value, rtol=1e-12 if key == "mean" else 0, atol=1e-12):
            yield f"{name}: {key} is {found[key]}, not {value}"


def of_page(page, dataset):
    if page.addresses or page.scripts:
        yield f"the page loads {page.addresses} and has {page.scripts} scripts"
    if page.unnamed or page.open or page.lang != "en" or page.headings.count("h1") != 1:
        yield f"the page has {page.unnamed} pictures without a text, {page.open} open"
    if len(set(page.ids)) != len(page.ids):
        yield "the page has an id twice"
    names = list(dataset.data_vars)
    if len(page.images) != 2 * len(names):
        yield f"the page has {len(page.images)} maps, not {2 * len(names)}"
        return
    for i, png in enumerate(page.images):
        values = dataset[names[i // 2]].values[-(i % 2)]
        image = pixels(png).astype("f8")
        # Red stands for more, blue for less; north is up.
        redness = image[:, :, 0] - image[:, :, 2]
        alike = np.corrcoef(redness.ravel(), values[::-1].ravel())[0, 1]
        if image.shape[:2] != values.shape or not alike > 0.9:
            yield f"map {i} of {names[i // 2]} is {image.shape}, with correlation {alike:.2f} to the values"

