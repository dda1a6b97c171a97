"""Runs what every store must do, as Maven compiled it, against the servers."""

import os
import pathlib
import subprocess
import tempfile
import xml.etree.ElementTree

REPORT = "TEST-junit-jupiter.xml"


def run(checks, root, settings, environment, server, *more):
    """Runs classes of tests, each with the prefix of its properties, a URL and a bucket."""
    target = root / "src/target"
    class_path = f"{target}/test-classes:{target}/classes:{(target / 'test.classpath').read_text().strip()}"
    for name, prefix, url, bucket in settings:
        with tempfile.TemporaryDirectory() as reports:
            command = ["java", *more, f"-D{prefix}={url}", f"-D{prefix}.bucket={bucket}", "-cp", class_path,
                       "org.junit.platform.console.ConsoleLauncher", "execute", "--disable-banner",
                       f"--select-class=org.arcoforge.store.{name}", f"--reports-dir={reports}"]
            run = subprocess.run(command, cwd=root / "src", env={**os.environ, **environment},
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                 text=True, timeout=180)
            report = pathlib.Path(reports, REPORT)
            checks.that(f"{name} holds on {server}", run.returncode == 0, run.stdout[-20000:])
            if not checks.that(f"{name} ran on {server}", report.exists(), run.stdout[-5000:]):
                continue
            counts = xml.etree.ElementTree.parse(report).getroot().attrib
            tests, skipped = int(counts["tests"]), int(counts["skipped"])
            checks.that(f"{name} ran all tests on {server}", tests > 10 and skipped == 0, str(counts))
            print(f"{name} on {server}: {tests} tests, {skipped} skipped")
