"""Reads the documents of a feedstock as leap-data-management-utils does, but for fetching meta.yaml from GitHub.

usage: leap.py FOLDER
"""

import pathlib
import sys

from leap_data_management_utils import catalog as leap
from ruamel.yaml import YAML

folder = pathlib.Path(sys.argv[1])
catalog, meta = (YAML(typ="safe").load(folder / name) for name in ("catalog.yaml", "meta.yaml"))
feedstock = leap.Feedstock.model_validate(catalog | meta)
print(f"{feedstock.title}: {len(feedstock.stores)} store, {feedstock.stores[0].url}")
