"""Runs what every store must do, as Maven compiled it, against the servers."""

import os
import subprocess
import xml.etree.ElementTree

REPORTS = "src/target/surefire-reports"


def run(checks, root, settings, environment, server):
    """Runs classes of tests, each with the prefix of its properties, a URL and a bucket."""
    classes = [name for name, *_ in settings]
    reports = [root / REPORTS / f"TEST-org.arcoforge.store.{name}.xml" for name in classes]
    for report in reports:
        report.unlink(missing_ok=True)
    given = [f"-D{prefix}={url}" for _, prefix, url, _ in settings]
    given += [f"-D{prefix}.bucket={bucket}" for _, prefix, _, bucket in settings]
    command = ["mvn", "-B", "-q", "-o", "surefire:test", "-pl", "cdm-core,src", f"-Dtest={','.join(classes)}",
               "-Dsurefire.failIfNoSpecifiedTests=false", *given]
    run = subprocess.run(command, cwd=root, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=180)
    checks.that(f"the contract holds on {server}", run.returncode == 0, run.stdout[-20000:])
    for name, report in zip(classes, reports):
        if not checks.that(f"{name} ran on {server}", report.exists(), run.stdout[-5000:]):
            continue
        counts = xml.etree.ElementTree.parse(report).getroot().attrib
        tests, skipped = int(counts["tests"]), int(counts["skipped"])
        checks.that(f"{name} ran all tests on {server}", tests > 10 and skipped == 0, str(counts))
        print(f"{name} on {server}: {tests} tests, {skipped} skipped")
