"""Serves the replicas of replicas.py on this machine only, each host as a folder:

    python recipes/serve_replicas.py FOLDER/hosts --port FILE --log FILE

Writes the port, which the system picks, into one file, and a line of JSON for each answer into the
other: path, Range and status, and how many bytes of content were sent. Does as the repositories do:
Zenodo takes ranges of its records, but not of its API; Figshare sends downloads on. Stops with SIGTERM.
"""

import argparse
import email.utils
import functools
import hashlib
import http.server
import json
import os
import pathlib
import re
import sys
import threading
import urllib.parse

WITHOUT_RANGES = "/zenodo.org/api/"
TYPES = {".json": "application/json", ".nc": "application/x-netcdf", ".gz": "application/gzip",
         ".zip": "application/zip"}


@functools.cache
def checksum(file):
    return f"md5:{hashlib.md5(file.read_bytes()).hexdigest()}"


def handler(root, log):
    lock = threading.Lock()

    class Replicas(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.answer(True)

        def do_HEAD(self):
            self.answer(False)

        def answer(self, wanted):
            path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
            file = (root / path.lstrip("/")).resolve()
            sent_on = file.with_name(file.name + ".location")
            if file.is_dir():
                file /= "index.json"
            if not file.is_relative_to(root) or not (file.is_file() or sent_on.is_file()):
                self.send(404, b'{"status": 404, "message": "not found"}', {"Content-Type": "application/json"}, wanted)
            elif sent_on.is_file():
                self.send(302, b"", {"Location": sent_on.read_text()}, wanted)
            elif not wanted and path.startswith("/s3-"):
                self.send(403, b"", {}, wanted)
            else:
                self.send_file(path, file, wanted)

        def send_file(self, path, file, wanted):
            size, etag = file.stat().st_size, f'"{checksum(file)}"'
            headers = {"Content-Type": TYPES.get(file.suffix, "application/octet-stream"), "ETag": etag,
                       "Last-Modified": email.utils.formatdate(file.stat().st_mtime, usegmt=True)}
            if path.startswith("/zenodo.org/"):
                headers |= {"X-RateLimit-Limit": "133", "X-RateLimit-Remaining": "132", "Retry-After": "60"}
            given = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
            same = self.headers.get("If-Range", etag) == etag
            if not given or given.groups() == ("", "") or not same or path.startswith(WITHOUT_RANGES):
                self.send(200, file.read_bytes(), headers, wanted)
                return
            first, last = given.groups()
            start = int(first) if first else max(0, size - int(last))
            end = min(int(last), size - 1) if first and last else size - 1
            if start > end:
                self.send(416, b"", {"Content-Range": f"bytes */{size}"}, wanted)
                return
            with open(file, "rb") as opened:
                opened.seek(start)
                content = opened.read(end + 1 - start)
            self.send(206, content, headers | {"Content-Range": f"bytes {start}-{end}/{size}"}, wanted)

        def send(self, status, content, headers, wanted):
            line = {"path": self.path, "range": self.headers.get("Range"), "status": status,
                    "bytes": len(content) if wanted else 0}
            with lock, open(log, "a") as file:
                print(json.dumps(line), file=file)
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(content))}).items():
                self.send_header(name, value)
            self.end_headers()
            if wanted:
                self.wfile.write(content)

        def log_message(self, *arguments):
            pass

    return Replicas


class Server(http.server.ThreadingHTTPServer):
    """Clients may close connections when they like."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--port", required=True, help="file to write the port into")
    parser.add_argument("--log", required=True, help="file to add lines of JSON to")
    arguments = parser.parse_args()
    server = Server(("127.0.0.1", 0), handler(arguments.folder.resolve(), arguments.log))
    with open(arguments.port + ".new", "w") as file:
        print(server.server_port, file=file)
    os.replace(arguments.port + ".new", arguments.port)
    server.serve_forever()


if __name__ == "__main__":
    main()
