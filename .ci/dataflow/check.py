"""Bakes on a played Dataflow whose workers are real: check.py ROOT SERVERS WORK."""

import json
import pathlib
import subprocess
import sys
import time
import urllib.request
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "buckets"))

import forge as forges  # noqa: E402
import secrets_scan  # noqa: E402
import servers as started  # noqa: E402
import service as played  # noqa: E402

RECIPE = """package served_winds;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** FNOC winds from a web server. */
public final class ServedWinds implements Recipe {{
  @Override
  public FilePattern files() {{
    return FilePattern.of("{url}/fnoc_winds_{{TIME:yyyy}}.nc").concat("TIME", Keys.yearly({first}, 1985));
  }}

  @Override
  public Target target() {{
    return Target.named("served-winds").chunk("TIME", {chunk});
  }}
}}
"""
SECRET = "ya29.a-token-that-nobody-may-see"


def recipe(work, name, url, first=1982, chunk=24):
    folder = work / name / "served_winds"
    folder.mkdir(parents=True)
    (folder / "ServedWinds.java").write_text(RECIPE.format(url=url, first=first, chunk=chunk))
    return folder


def prism(servers, work):
    """Beam's portable runner, until the process ends."""
    port = started.free_port()
    log = open(work / "prism.log", "wb")
    process = subprocess.Popen([f"{servers}/prism", "--job_port", str(port), "--serve_http=false"],
                               stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    return process, f"127.0.0.1:{port}"


def has_recipe(staged):
    """Whether a jar has the class of the recipe."""
    return any("served_winds/ServedWinds.class" in zipfile.ZipFile(jar).namelist() for jar in staged.glob("*.jar"))


def bake(forge, folder, target, options, *more):
    return ["bake", folder, "--target", target, "--runner", "dataflow", *options, *more]


def checks_of(forge, checks, service, work, web, options):
    winds = recipe(work, "good", web)
    done = forge.done(*bake(forge, winds, "gs://forge/winds.zarr", options, "--job-name", "served-winds-1"))
    checks.that("the link of the job is shown", "https://console.cloud.google.com/dataflow/jobs/us-central1/" in done.err)
    checks.that("units are counted", "7 chunks" in done.out, done.out + done.err)
    job = list(service.jobs.values())[0]
    request = json.dumps(job.request)
    checks.that("the job has its name", job.request["name"] == "served-winds-1", job.request["name"])
    checks.that("the job is small", len(request) < 300_000, f"{len(request)} bytes")
    names = {package["name"] for package in job.request["environment"]["workerPools"][0]["packages"]}
    checks.that("the libraries are staged", len(names) > 100, str(len(names)))
    checks.that("the recipe is staged", has_recipe(job.folder / "staged"))
    leaks = secrets_scan.leaks([("job", request.encode()), *secrets_scan.folders(job.folder, forge.said)], [SECRET])
    checks.that("no secret in the job, in what was staged or said", not leaks, str(leaks))

    store = ["--gcs-endpoint", service.gcs]
    forge.done("verify", "gs://forge/winds.zarr", "--recipe", winds, *store)
    forge.done("copy", "gs://forge/winds.zarr", work / "winds.zarr", *store)
    forge.done("bake", winds, "--target", work / "here.zarr")
    different = forges.difference(work / "winds.zarr", work / "here.zarr")
    checks.that("the store is that which is baked here", not different, str(different))
    again = forge.fails("a Zarr store is there already", *bake(forge, winds, "gs://forge/winds.zarr", options))
    checks.that("nothing was staged for it", "staging" not in again.err, again.err)

    # A file that is not there fails the job, which says so; what it wrote stays.
    missing = recipe(work, "missing", web, first=1981)
    forge.fails(r"Cannot bake gs://forge/missing.zarr: job .* failed.*fnoc_winds_1981.nc",
                *bake(forge, missing, "gs://forge/missing.zarr", options))

    service.holds = True
    submitted = forge.done(*bake(forge, winds, "gs://forge/held.zarr", options, "--no-wait"))
    number = submitted.out.strip()
    where = ["--project", "my-project", "--dataflow-endpoint", options[options.index("--dataflow-endpoint") + 1],
             *store]
    shown = forge.done("job", number, *where, "--json")
    checks.that("the job is running", json.loads(shown.out)["state"] == "RUNNING", shown.out)
    cancelled = forge.done("job", number, *where, "--cancel", "--wait")
    checks.that("the job is cancelled", "is cancelled" in cancelled.out, cancelled.out)
    ended = forge.run("job", number, *where)
    checks.that("a job that was cancelled is a failure", ended.code == 1, ended.out + ended.err)
    forge.fails("Cannot find job nothing in us-central1 of project my-project", "job", "nothing", *where)


def main(root, servers, work):
    work = pathlib.Path(work)
    checks = forges.Checks()
    classes = work / "classes"
    classes.mkdir()
    libraries = pathlib.Path(root, "src/target/lib")
    subprocess.run(["javac", "-nowarn", "-d", str(classes), "-cp", f"{libraries}/*",
                    str(pathlib.Path(__file__).with_name("RunStaged.java"))], check=True)
    (work / "token").write_text(SECRET + "\n")
    runner, address = prism(servers, work)
    try:
        with started.fake_gcs(servers, work) as gcs_port, started.web(pathlib.Path(root, "recipes/fnoc_winds/data")) as web:
            gcs = f"http://127.0.0.1:{gcs_port}"
            urllib.request.urlopen(urllib.request.Request(
                f"{gcs}/storage/v1/b?project=p", json.dumps({"name": "forge"}).encode(),
                {"Content-Type": "application/json"})).close()
            service = played.Service(work, gcs, address, classes, pathlib.Path(servers, "container").resolve())
            server = played.start(service)
            try:
                options = ["--project", "my-project", "--work", "gs://forge/work", "--gcs-endpoint", gcs,
                           "--dataflow-endpoint", f"http://127.0.0.1:{server.server_port}/",
                           "--gcs-token-file", work / "token", "--machine-type", "n1-standard-1"]
                start = time.monotonic()
                checks_of(forges.Forge(root, work, checks), checks, service, work, web, options)
                print(f"dataflow: {checks.count} checks, {len(checks.failures)} failed, "
                      f"{time.monotonic() - start:.0f} s")
            finally:
                server.shutdown()
                service.stop()
    finally:
        runner.terminate()
        runner.wait()
    return 1 if checks.failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
