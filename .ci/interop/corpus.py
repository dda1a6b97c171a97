"""Lists what of the corpus can be baked: a line "FILE GROUP" each, the root group as "/".

With --refused, lists what holds variables that cannot be read, whose bake must fail.
"""

import json
import sys

expected, *options = sys.argv[1:]
with open(expected) as file:
    files = json.load(file)
for name, content in files.items():
    for group, held in content["groups"].items():
        refused = bool(held.get("unreadable"))
        if refused == ("--refused" in options) and (refused or held["variables"]):
            print(name, group or "/")
