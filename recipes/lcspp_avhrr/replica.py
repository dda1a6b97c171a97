"""Five years, two of them in the second record: two dates a month, the last members of a year first."""

import datetime

import numpy as np

from replicas import days_since, publish_zenodo, tar_gz, values, write

RECORDS = {"14568024": (1982, 1983, 2000), "14568491": (2001, 2002)}


def make(files, folder):
    lat = (("lat",), np.linspace(89, -89, 4), {"units": "degrees_north"})
    lon = (("lon",), np.linspace(-179, 179, 6), {"units": "degrees_east"})
    for record, years in RECORDS.items():
        archives = {}
        for year in years:
            members = {}
            for n in range(24):
                date = datetime.date(year, n // 2 + 1, 1 + n % 2 * 15)
                name = f"LCSPP_AVHRR_v3.2_{date:%Y%m%d}.nc"
                write(files / name, {
                    "time": (("time",), days_since("1970-01-01", [date], "i4"), {"units": "days since 1970-01-01"}),
                    "lat": lat, "lon": lon,
                    "lcspp_clear_daily": (("time", "lat", "lon"), values([year, n], (1, 4, 6), 0, 1, "f4", -9999),
                                          {"_FillValue": np.float32(-9999), "units": "mW m-2 nm-1 sr-1"}),
                    "QA": (("time", "lat", "lon"), np.full((1, 4, 6), n % 4, "i1"),
                           {"flag_values": np.arange(4, dtype="i1")}),
                }, {"title": "LCSPP-AVHRR v3.2"})
                members[f"LCSPP_AVHRR_v3.2_{year}/{name}"] = files / name
            archive = files / f"LCSPP_AVHRR_v3.2_{year}.tar.gz"
            archive.write_bytes(tar_gz(dict(reversed(members.items()))))
            archives[archive.name] = archive
        readme = files / f"README_{record}.txt"
        readme.write_text("Only the archives are data.\n")
        publish_zenodo(folder, record, "LCSPP-AVHRR v3.2", archives | {readme.name: readme})
