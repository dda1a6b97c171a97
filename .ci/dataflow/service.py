"""Plays Dataflow: takes a job, fetches what was staged for it, and has another runner do it for real.

Workers are processes of a JVM that has the staged files on its class path, and nothing else but what Dataflow's
container has for Beam itself. The state and the
counters that the service tells are those of that run.
"""

import gzip
import http.server
import json
import pathlib
import re
import subprocess
import threading
import urllib.parse
import urllib.request

JOBS = re.compile(r"/v1b3/projects/([^/]+)/locations/([^/]+)/jobs(?:/([^/]+)(?:/(\w+))?)?$")
OPENED = ("java.util", "java.lang", "java.nio", "java.lang.invoke", "java.io", "java.net", "java.text", "java.time")


class Job:
    """A job, with the folder of what was staged for it."""

    def __init__(self, number, request, service):
        self.id, self.request, self.service = f"2026-11-28_00_00_00-{number}", request, service
        self.folder = service.work / f"job-{number}"
        self.wanted = self.runner = None
        self.messages = []

    def start(self):
        """Fetches what was staged, and starts the run."""
        staged = self.folder / "staged"
        staged.mkdir(parents=True)
        for package in self.request["environment"]["workerPools"][0]["packages"]:
            (staged / package["name"]).write_bytes(self.service.object(package["location"]))
        options = self.request["environment"]["sdkPipelineOptions"]["options"]
        (self.folder / "pipeline.pb").write_bytes(self.service.object(options["pipelineUrl"]))
        (self.folder / "worker").write_text(WORKER.format(staged=staged, folder=self.folder, container=self.service.container, opens=" ".join(
            f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED)))
        (self.folder / "worker").chmod(0o755)
        with open(self.folder / "runner.log", "wb") as log:
            self.runner = subprocess.Popen(
                ["java", "-cp", f"{staged}/*:{self.service.classes}", "RunStaged", str(self.folder / "pipeline.pb"),
                 self.service.prism, str(self.folder / "worker"), str(self.folder / "progress")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)

    def progress(self):
        """The state of the run, and its counters by step and name."""
        path = self.folder / "progress"
        lines = path.read_text().splitlines() if path.exists() else ["state STARTING"]
        counters = [line.rsplit(" ", 2) for line in lines[1:]]
        return lines[0].split()[1], counters

    def state(self):
        if self.wanted:
            self.stop()
            return self.wanted
        state, _ = self.progress()
        if state not in ("DONE", "FAILED", "CANCELLED"):
            if self.runner and self.runner.poll() is not None:
                return "JOB_STATE_FAILED"
            return "JOB_STATE_RUNNING"
        if state == "FAILED" and not self.messages:
            self.messages.append(self.failure())
        return f"JOB_STATE_{state}"

    def failure(self):
        """What the workers say went wrong, as Dataflow shows it: with its trace."""
        text = (self.service.work / "prism.log").read_text(errors="replace")
        causes = re.findall(r"(?:Caused by: )?[\w.$]+Exception: [^\n\\]+", text.replace("\\n", "\n"))
        return "\n".join(causes[-3:]) or "Workflow failed."

    def metrics(self):
        _, counters = self.progress()
        return [{"name": {"origin": "user", "name": name, "context": {"namespace": "arcoforge", "step": step}},
                 "scalar": int(count)} for step, name, count in counters]

    def stop(self):
        if self.runner and self.runner.poll() is None:
            self.runner.terminate()
            self.runner.wait()


WORKER = """#!/bin/sh
# What a container of Dataflow would start, with what was staged as its whole class path.
for argument; do
  case $argument in
    --id=*) HARNESS_ID=$(printf %s "${{argument#--id=}}" | tr -d "'") ;;
    --provision_endpoint=*) runner=${{argument#--provision_endpoint=}} ;;
  esac
done
export HARNESS_ID
export CONTROL_API_SERVICE_DESCRIPTOR="url: \\"$runner\\""
export LOGGING_API_SERVICE_DESCRIPTOR="url: \\"$runner\\""
export PIPELINE_OPTIONS='{{}}'
cd "{folder}"
exec java {opens} -cp "{staged}/*:{container}/*" org.apache.beam.fn.harness.FnHarness >>worker.log 2>&1
"""


class Service:
    """What the played service has: jobs, and where things are."""

    def __init__(self, work, gcs, prism, classes, container):
        self.work, self.gcs, self.prism = pathlib.Path(work), gcs, prism
        self.classes, self.container = classes, container
        self.jobs, self.lock = {}, threading.Lock()
        self.holds = False

    def object(self, location):
        """The bytes of an object of the bucket."""
        bucket, name = re.sub(r"^(gs://|storage\.googleapis\.com/)", "", location).split("/", 1)
        url = f"{self.gcs}/storage/v1/b/{bucket}/o/{urllib.parse.quote(name, safe='')}?alt=media"
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read()

    def take(self, request, project, region):
        with self.lock:
            job = Job(len(self.jobs) + 1, request, self)
            self.jobs[job.id] = job
        if not self.holds:
            job.start()
        return {"id": job.id, "projectId": project, "location": region, "name": request["name"],
                "currentState": "JOB_STATE_PENDING"}

    def stop(self):
        for job in self.jobs.values():
            job.stop()


def handler(service):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self, status, document):
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def serve(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Transfer-Encoding") == "chunked":
                body = self.chunks()
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            path = JOBS.match(urllib.parse.urlsplit(self.path).path)
            if path and not path[3] and self.command == "POST":
                self.answer(200, service.take(json.loads(body), path[1], path[2]))
                return
            job = service.jobs.get(path[3]) if path else None
            if job is None:
                self.answer(404, {"error": {"code": 404, "message": "Information about the job could not be found."}})
            elif path[4] == "messages":
                self.answer(200, {"jobMessages": [
                    {"id": f"m{i}", "time": f"2026-11-28T00:00:{i:02}Z", "messageText": text,
                     "messageImportance": "JOB_MESSAGE_ERROR"} for i, text in enumerate(job.messages)]})
            elif path[4] == "metrics":
                self.answer(200, {"metrics": job.metrics()})
            else:
                if self.command == "PUT":
                    job.wanted = json.loads(body)["requestedState"]
                self.answer(200, {"id": job.id, "name": job.request["name"], "currentState": job.state()})

        def chunks(self):
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body

        do_GET = do_POST = do_PUT = serve

        def log_message(self, *arguments):
            """Nobody reads it."""

    return Handler


def start(service):
    """Starts the service on a free port; returns the server, whose shutdown ends it."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(service))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server
