"""Runs arcoforge, keeps all that it says, and counts checks."""

import collections
import itertools
import os
import pathlib
import re
import subprocess
import threading
import time

Run = collections.namedtuple("Run", "code out err seconds")

TRACE = re.compile(r"^\s+at [\w.$/]+\(|Exception in thread|Internal error", re.MULTILINE)


class Checks:
    """Counts checks; a failed one is printed and the rest still runs."""

    def __init__(self):
        self.lock = threading.Lock()
        self.count = self.values = self.variables = 0
        self.failures = []

    def that(self, what, holds, detail=""):
        with self.lock:
            self.count += 1
            if not holds:
                self.failures.append(what)
                print(f"FAILED: {what}\n{detail}", flush=True)
        return holds

    def compared(self, variables, values):
        with self.lock:
            self.variables += variables
            self.values += values


class Forge:
    """The launcher in a surrounding of its own: no credentials but those given."""

    def __init__(self, root, work, checks):
        self.root, self.checks = pathlib.Path(root), checks
        self.said = pathlib.Path(work, "said")
        self.said.mkdir()
        self.numbers = itertools.count(1)
        self.running = set()
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("AWS_", "GOOGLE_", "CLOUDSDK_"))}
        home = str(pathlib.Path(work, "home"))
        self.environment = kept | {
            "HOME": home, "XDG_CACHE_HOME": home + "/cache", "CLOUDSDK_CONFIG": home + "/gcloud",
            "AWS_EC2_METADATA_DISABLED": "true", "NO_GCE_CHECK": "true",
            # Stores say when they were made; those of one recipe are to be the same bytes.
            "SOURCE_DATE_EPOCH": "1700000000"}

    def run(self, *arguments, environment=None):
        """Runs a command for three minutes at most."""
        start = time.monotonic()
        command = [str(self.root / "arcoforge"), *map(str, arguments)]
        with subprocess.Popen(command, cwd=self.root, env=self.environment | (environment or {}), text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            self.running.add(process)
            try:
                out, err = process.communicate(timeout=180)
            except subprocess.TimeoutExpired:
                process.kill()
                out, err = process.communicate()
                err += "\nstopped after 180 s"
            self.running.discard(process)
        name = self.said / f"{next(self.numbers):03}-{arguments[0]}"
        name.with_suffix(".txt").write_text(f"{' '.join(command)}\n\n{out}\n\n{err}")
        return Run(process.returncode, out, err, time.monotonic() - start)

    def stop(self):
        """Ends what still runs."""
        for process in list(self.running):
            process.kill()

    def done(self, *arguments, environment=None):
        """Runs a command that must succeed."""
        run = self.run(*arguments, environment=environment)
        self.checks.that(f"done: {' '.join(map(str, arguments))}", run.code == 0 and not TRACE.search(run.err),
                         run.out + run.err)
        return run

    def fails(self, message, *arguments, environment=None):
        """Runs a command that must fail with a message that matches, without a stack trace."""
        run = self.run(*arguments, environment=environment)
        what = f"fails: {' '.join(map(str, arguments))}"
        self.checks.that(f"{what}: exit code 1, not {run.code}", run.code == 1, run.out + run.err)
        self.checks.that(f"{what}: says {message}", re.search(message, run.err), run.out + run.err)
        self.checks.that(f"{what}: no stack trace", not TRACE.search(run.err), run.err)
        return run


def files(folder):
    """The files below a folder: their bytes by their names."""
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def difference(a, b):
    """The names of files that are not the same in both folders."""
    first, second = files(a), files(b)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
