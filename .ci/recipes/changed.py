"""Prints as a JSON list what a pull request is to bake: the folders of recipes/ that differ between the commit
where it left BASE and the working tree's commit, and feedstock-template.

    python .ci/recipes/changed.py BASE [REPOSITORY]

A folder is a recipe's if it has a Java class other than tests in the newer commit.
"""

import json
import pathlib
import subprocess
import sys

TEMPLATE = "feedstock-template"


def git(repository, *arguments):
    return subprocess.run(["git", "-C", repository, *arguments], check=True, capture_output=True, text=True).stdout


def paths(text):
    return [pathlib.PurePosixPath(path) for path in text.split("\0") if path]


def recipes(repository):
    files = paths(git(repository, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", "recipes"))
    return {path.parts[1] for path in files
            if len(path.parts) == 3 and path.suffix == ".java"
            and path.name != "package-info.java" and not path.name.endswith("Test.java")}


def changed(base, repository="."):
    # Without renames, a moved file counts for both its folders.
    diff = paths(git(repository, "diff", "-z", "--name-only", "--no-renames", f"{base}...HEAD"))
    touched = {path.parts[1] for path in diff if path.parts[0] == "recipes" and len(path.parts) > 2}
    found = sorted(touched & recipes(repository))
    return found + [TEMPLATE] * any(path.parts[0] == TEMPLATE for path in diff)


if __name__ == "__main__":
    print(json.dumps(changed(*sys.argv[1:])))
