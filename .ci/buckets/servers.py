"""Starts the servers on free ports of this machine, waits for them, and stops them."""

import contextlib
import functools
import http.server
import os
import pathlib
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(port):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


@contextlib.contextmanager
def running(name, command, log, environment=None, seconds=30):
    """A server until the end of the block; `command` makes its arguments from a port, which this yields."""
    port = free_port()
    with open(log, "wb") as output:
        process = subprocess.Popen(command(port), stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})})
        try:
            end = time.monotonic() + seconds
            while not answers(port):
                if process.poll() is not None or time.monotonic() > end:
                    raise SystemExit(f"{name} does not answer at port {port}:\n{pathlib.Path(log).read_text()}")
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def fake_gcs(servers, work):
    return running("fake-gcs-server", lambda port: [
        f"{servers}/fake-gcs-server", "-scheme", "http", "-backend", "memory", "-host", "127.0.0.1",
        "-port", str(port), "-public-host", f"127.0.0.1:{port}", "-log-level", "warn"], f"{work}/fake-gcs.log")


def versity(servers, work, key, secret):
    """Keeps objects in folders of `work`; attributes beside them, for not all disks take these."""
    root, attributes = (pathlib.Path(work, name) for name in ("versity", "attributes"))
    root.mkdir()
    attributes.mkdir()
    return running("versitygw", lambda port: [
        f"{servers}/versitygw", "--quiet", "--keep-alive", "--port", f"127.0.0.1:{port}",
        "posix", "--sidecar", str(attributes), str(root)], f"{work}/versity.log",
        {"ROOT_ACCESS_KEY_ID": key, "ROOT_SECRET_ACCESS_KEY": secret})


def moto(python, work):
    return running("moto", lambda port: [
        str(pathlib.Path(python).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)], f"{work}/moto.log")


class Files(http.server.SimpleHTTPRequestHandler):
    """Files, and nothing that lists them."""

    protocol_version = "HTTP/1.1"

    def list_directory(self, path):
        self.send_error(403)

    def log_message(self, *arguments):
        """Nobody reads it."""


@contextlib.contextmanager
def web(folder):
    """A plain web server, which lists nothing; yields its URL."""
    handler = functools.partial(Files, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
