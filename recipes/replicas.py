"""Makes small synthetic replicas of the archives that the recipes here read, so that they can be baked
without a network:

    python recipes/replicas.py FOLDER [RECIPE...]

Each recipe's replica.py writes the netCDF files of its archive into FOLDER/files/RECIPE, and publishes
them below FOLDER/hosts/HOST as the repositories do; serve_replicas.py serves that. Only the shape of
the archives, the names and the quirks are real: grids are tiny, and all values are made up, the same in
every run. Prints the hosts.
"""

import argparse
import gzip
import hashlib
import importlib
import io
import json
import os
import pathlib
import tarfile
import zipfile

import netCDF4
import numpy as np

RECIPES = ("noaa_oisst", "casm_soil_moisture", "glab_vod", "lcspp_avhrr", "pism_paleo_ensemble", "c_itrace", "woa18",
           "hadisst", "chirps", "enatl60")
NOTE = "synthetic replica: names and shape of the archive, values made up"


def write(path, variables, attributes=None, kind="NETCDF4", unlimited=(), **storage):
    """Writes variables, (dimensions, values, attributes) by name, into a file of this kind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with netCDF4.Dataset(path, "w", format=kind) as file:
        attributes = dict(attributes or {})
        title = attributes.pop("title", path.parent.name)
        file.setncatts({"title": f"{title} ({NOTE})"} | attributes)
        for name, (dimensions, values, own) in variables.items():
            values = np.asarray(values)
            for dimension, length in zip(dimensions, values.shape):
                if dimension not in file.dimensions:
                    file.createDimension(dimension, None if dimension in unlimited else length)
            own = dict(own)
            created = file.createVariable(name, values.dtype, dimensions, fill_value=own.pop("_FillValue", None),
                                          **(storage if dimensions else {}))
            created.set_auto_maskandscale(False)
            created.setncatts(own)
            created[...] = values


def values(seed, shape, low, high, kind="f4", missing=None):
    """Numbers at random; every seventh is missing, if there is a number for that."""
    result = np.random.default_rng(seed).uniform(low, high, shape).astype(kind)
    if missing is not None:
        result.reshape(-1)[3::7] = missing
    return result


def days_since(reference, dates, kind="f8"):
    return np.array([(np.datetime64(date) - np.datetime64(reference)).astype(int) for date in dates], kind)


def publish(folder, host, path, content):
    """Puts a file, or bytes, at a path of a host."""
    target = folder / "hosts" / host / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    if isinstance(content, bytes):
        target.write_bytes(content)
    else:
        os.link(content, target)


def publish_json(folder, host, path, document):
    """The document of a path that other paths may be below."""
    publish(folder, host, f"{path}/index.json", json.dumps(document, indent=1).encode())


def md5(path):
    return hashlib.md5(path.read_bytes()).hexdigest()


def publish_zenodo(folder, record, title, files, native=False):
    """A record of these files, by name; as api/records says it without an Accept header, or in
    InvenioRDM's own form."""
    api = f"https://zenodo.org/api/records/{record}"
    legacy, entries = [], {}
    for name, path in sorted(files.items()):
        publish(folder, "zenodo.org", f"records/{record}/files/{name}", path)
        publish(folder, "zenodo.org", f"api/records/{record}/files/{name}/content", path)
        links = {"self": f"{api}/files/{name}", "content": f"{api}/files/{name}/content"}
        size, checksum = path.stat().st_size, f"md5:{md5(path)}"
        legacy.append({"id": name, "key": name, "size": size, "checksum": checksum,
                       "links": {"self": links["content"]}})
        entries[name] = {"key": name, "size": size, "checksum": checksum, "mimetype": "application/octet-stream",
                         "status": "completed", "links": links}
    concept = str(int(record) - 1)
    doi = f"10.5281/zenodo.{record}"
    links = {"self": api, "self_html": f"https://zenodo.org/records/{record}", "files": f"{api}/files"}
    if native:
        document = {"id": record, "parent": {"id": concept}, "pids": {"doi": {"identifier": doi}},
                    "is_published": True, "status": "published", "versions": {"index": 1, "is_latest": True},
                    "access": {"record": "public", "files": "public"},
                    "metadata": {"title": f"{title} ({NOTE})", "publication_date": "2023-01-01"},
                    "files": {"enabled": True, "count": len(entries), "entries": entries,
                              "total_bytes": sum(entry["size"] for entry in entries.values())},
                    "links": links}
    else:
        document = {"id": int(record), "recid": record, "conceptrecid": concept, "doi": doi,
                    "conceptdoi": f"10.5281/zenodo.{concept}", "title": f"{title} ({NOTE})", "status": "published",
                    "state": "done", "submitted": True, "revision": 1,
                    "metadata": {"title": f"{title} ({NOTE})", "publication_date": "2023-01-01", "access_right": "open",
                                 "license": {"id": "cc-by-4.0"}, "creators": [{"name": "ARCO Forge"}],
                                 "resource_type": {"type": "dataset"}},
                    "files": legacy, "links": links}
    publish_json(folder, "zenodo.org", f"api/records/{record}", document)
    publish_json(folder, "zenodo.org", f"api/records/{record}/files",
                 {"enabled": True, "entries": list(entries.values()), "links": {"self": f"{api}/files"}})


def publish_figshare(folder, files):
    """Files by their ids. A download is sent on to where the file is stored, under its name."""
    for identifier, path in files.items():
        stored = f"s3-eu-west-1.amazonaws.com/pfigshare-u-files/{identifier}/{path.name}"
        publish(folder, *stored.split("/", 1), path)
        for host, link in (("ndownloader.figshare.com", "files"), ("figshare.com", "ndownloader/files"),
                           ("api.figshare.com", "v2/file/download")):
            publish(folder, host, f"{link}/{identifier}.location", f"https://{stored}?X-Amz-Signature=none".encode())


def zipped(files):
    """A zip of files by member name, deflated."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files.items()):
            member = zipfile.ZipInfo(name, (2022, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, path.read_bytes())
    return content.getvalue()


def tar_gz(files):
    """A tar.gz of files by member name, in this order."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name, path in files.items():
            member = tarfile.TarInfo(name)
            member.size = path.stat().st_size
            archive.addfile(member, io.BytesIO(path.read_bytes()))
    return gzip.compress(content.getvalue(), mtime=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("recipes", nargs="*", default=RECIPES)
    arguments = parser.parse_args()
    for name in arguments.recipes:
        importlib.import_module(f"{name}.replica").make(arguments.folder / "files" / name, arguments.folder)
    for host in sorted((arguments.folder / "hosts").iterdir()):
        print(host.name)


if __name__ == "__main__":
    main()
