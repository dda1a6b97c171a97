"""The checks must find what they look for."""

import http.client
import pathlib
import socketserver
import tempfile
import threading
import unittest

import forge
import places
import secrets_scan
import servers
from proxy import Proxy


class Memory:
    """A bucket in memory."""

    scheme = bucket = "memory"

    def __init__(self, objects):
        self.objects = objects

    def names(self, prefix):
        return [name for name in self.objects if name.startswith(prefix)]

    def read(self, name):
        return self.objects[name]


class Upstream(socketserver.BaseRequestHandler):
    """Keeps what it receives; answers complete requests."""

    received = []

    def handle(self):
        content = b""
        while piece := self.request.recv(1 << 16):
            content += piece
            head, _, body = content.partition(b"\r\n\r\n")
            if b"Content-Length: 1000" not in head or len(body) == 1000:
                self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                break
        self.received.append(content)


class WatchTest(unittest.TestCase):
    expected = {"zarr.json": b"{}", "a/zarr.json": b"{}", "a/c/0": b"0000", "a/c/1": b"1111"}

    def wrong(self, objects):
        watch = places.Watch(Memory({f"x.zarr/{name}": content for name, content in objects.items()}), "x.zarr",
                             self.expected)
        watch.look(set())
        return watch.wrong

    def test_takes_what_is_right(self):
        self.assertEqual(self.wrong(self.expected), [])
        self.assertEqual(self.wrong({"a/c/1": b"1111", "a/zarr.json": b"{}"}), [])

    def test_finds_a_torn_object(self):
        self.assertEqual(self.wrong({"a/c/1": b"11"}), ["a/c/1 is not what it must be"])

    def test_finds_an_object_that_does_not_belong_there(self):
        self.assertEqual(self.wrong({"a/c/2": b""}), ["a/c/2 is not what it must be"])

    def test_finds_a_store_that_lacks_a_chunk(self):
        self.assertIn("without 1 of its chunks", self.wrong({"zarr.json": b"{}", "a/c/0": b"0000"})[0])

    def test_says_that_it_cannot_look(self):
        with places.Watch(None, "x.zarr", {}) as watch:
            watch.thread.join(10)
        self.assertIn("cannot look", watch.wrong[0])


class ProxyTest(unittest.TestCase):
    def setUp(self):
        Upstream.received = []
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Upstream)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.proxy = Proxy(self.server.server_address[1])

    def tearDown(self):
        self.proxy.close()
        self.server.shutdown()
        self.server.server_close()

    def put(self, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.proxy.server.server_port, timeout=10)
        try:
            connection.request("PUT", "/b/o", b"x" * 1000, headers)
            return connection.getresponse().status
        except (http.client.HTTPException, ConnectionError):
            return 0
        finally:
            connection.close()

    def test_passes_host_and_body_on(self):
        self.assertEqual(self.put(Host="bucket.example:1"), 200)
        self.assertIn(b"Host: bucket.example:1\r\n", Upstream.received[0])
        self.assertTrue(Upstream.received[0].endswith(b"x" * 1000))
        self.assertEqual(self.proxy.requests, [("PUT", "/b/o", 200)])

    def test_cuts_an_upload_in_its_middle(self):
        self.proxy.cut_every = 2
        self.assertEqual([self.put(), self.put(), self.put()], [200, 0, 200])
        bodies = sorted(len(content.partition(b"\r\n\r\n")[2]) for content in Upstream.received)
        self.assertIn(500, bodies)

    def test_wants_the_token(self):
        self.proxy.token = "right"
        self.assertEqual(self.put(Authorization="Bearer wrong"), 401)
        self.assertEqual(self.put(), 401)
        self.assertEqual(self.put(Authorization="Bearer right"), 200)

    def test_changes_in_the_middle_of_a_run(self):
        self.proxy.at(2, lambda: setattr(self.proxy, "refused", 1.0))
        self.assertEqual([self.put(), self.put(), self.put()], [200, 503, 503])

    def test_refuses_a_share(self):
        self.proxy.refused = 0.5
        refused = [self.put() for _ in range(60)].count(503)
        self.assertTrue(15 < refused < 45, refused)


class ScanTest(unittest.TestCase):
    def test_finds_secrets_however_they_are_written(self):
        for content in (b'"a/b+c=secret"', b"a%2Fb%2Bc%3Dsecret", b"YS9iK2M9c2VjcmV0", b"a\\/b+c=secret"):
            self.assertEqual(secrets_scan.leaks([("log", content), ("other", b"a/b+c")], ["a/b+c=secret"]), ["log"])


class ForgeTest(unittest.TestCase):
    def test_finds_stack_traces_and_internal_errors(self):
        self.assertTrue(forge.TRACE.search("x\n\tat org.arcoforge.cli.Main.run(Main.java:3)\n"))
        self.assertTrue(forge.TRACE.search("arcoforge: Internal error: x."))
        self.assertFalse(forge.TRACE.search("arcoforge: Cannot look at a.b(c).\n"))

    def test_counts_failures(self):
        checks = forge.Checks()
        checks.that("right", True)
        self.assertEqual(checks.failures, [])

    def test_finds_files_that_differ(self):
        with tempfile.TemporaryDirectory() as work:
            for folder, content in (("a", b"1"), ("b", b"2")):
                pathlib.Path(work, folder).mkdir()
                pathlib.Path(work, folder, "same").write_bytes(b"")
                pathlib.Path(work, folder, "changed").write_bytes(content)
            pathlib.Path(work, "a", "more").write_bytes(b"")
            self.assertEqual(forge.difference(f"{work}/a", f"{work}/b"), ["changed", "more"])


class WebTest(unittest.TestCase):
    def test_lists_nothing(self):
        with tempfile.TemporaryDirectory() as work, servers.web(work) as url:
            pathlib.Path(work, "file").write_bytes(b"content")
            connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
            for path, status in (("/", 403), ("/file", 200), ("/none", 404)):
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                self.assertEqual(answer.status, status)


if __name__ == "__main__":
    unittest.main()
