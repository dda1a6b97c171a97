"""A server between a client and a real one that fails as told, and notes what it is asked.

Host is passed on as it came: signatures cover it. What is to happen is set by attributes, at any
time; without any, all passes.
"""

import collections
import http.client
import http.server
import random
import socket
import threading

HOP = {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "trailer", "upgrade", "expect"}
PIECE = 1 << 16

Request = collections.namedtuple("Request", "method path status")


class Proxy:
    """Listens on a port of its own from the start until closed."""

    def __init__(self, port):
        self.upstream = port
        self.lock = threading.Lock()
        self.server = Listener(("127.0.0.1", 0), Handler)
        self.server.proxy = self
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        self.reset()

    def reset(self):
        """Lets all pass again, and forgets what was asked."""
        with self.lock:
            self.requests = []
            self.refused = 0.0
            self.random = random.Random(20261124)
            self.cut_every = 0
            self.token = None
            self.token_to_write = None
            self.events = []
            self.bodies = 0
            self.cuts = 0

    def at(self, bodies, do):
        """Runs `do` before so many more requests with a body have been passed on."""
        with self.lock:
            self.events.append((self.bodies + bodies, do))

    def verdict(self, method, authorization, has_body):
        """What happens to a request: a status to answer, "cut" or None."""
        with self.lock:
            self.bodies += has_body
            due = [do for count, do in self.events if count <= self.bodies]
            self.events = [event for event in self.events if event[0] > self.bodies]
            for do in due:
                do()
            token = self.token or (self.token_to_write if method not in ("GET", "HEAD") else None)
            if token is not None and authorization != f"Bearer {token}":
                return 401
            if self.random.random() < self.refused:
                return 503
            if has_body and self.cut_every and self.bodies % self.cut_every == 0:
                self.cuts += 1
                return "cut"
        return None

    def note(self, method, path, status):
        with self.lock:
            self.requests.append(Request(method, path, status))

    def count(self, methods, part="", statuses=range(200, 300)):
        """How many requests there were whose path contains `part`."""
        with self.lock:
            return sum(r.method in methods and part in r.path and r.status in statuses for r in self.requests)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Listener(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    proxy = None

    def handle_error(self, request, client_address):
        """Clients that went away, and connections that were cut here."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    upstream = None

    def finish(self):
        if self.upstream is not None:
            self.upstream.close()
        super().finish()

    def log_message(self, *arguments):
        """Requests are noted by the proxy."""

    def pass_on(self):
        proxy = self.server.proxy
        chunked = "chunked" in self.headers.get("Transfer-Encoding", "").lower()
        length = int(self.headers.get("Content-Length") or 0)
        has_body = chunked or length > 0
        verdict = proxy.verdict(self.command, self.headers.get("Authorization"), has_body)
        if verdict == "cut":
            self.cut(length)
            proxy.note(self.command, self.path, 0)
        elif verdict is not None:
            self.drop_body(chunked, length)
            proxy.note(self.command, self.path, verdict)
            self.refuse(verdict)
        else:
            self.forward(chunked, length)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do_PATCH = do_OPTIONS = pass_on

    def body(self, chunked, length):
        """The pieces of the request's body; those of a chunked one with their frames."""
        if not chunked:
            while length > 0:
                piece = self.rfile.read(min(PIECE, length))
                if not piece:
                    raise ConnectionError
                length -= len(piece)
                yield piece
            return
        while True:
            line = self.rfile.readline()
            size = int(line.split(b";")[0], 16)
            yield line + self.rfile.read(size + 2)
            if size == 0:
                return

    def drop_body(self, chunked, length):
        for _ in self.body(chunked, length):
            pass

    def connect(self, length=None):
        """Sends the head of the request to the server."""
        if self.upstream is None:
            self.upstream = http.client.HTTPConnection("127.0.0.1", self.server.proxy.upstream, timeout=60)
            self.upstream.connect()
            self.upstream.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.upstream.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in HOP:
                self.upstream.putheader(name, value)
        if length is None:
            self.upstream.putheader("Transfer-Encoding", "chunked")
        self.upstream.endheaders()

    def cut(self, length):
        """Lets the server have half of the body, then closes both connections."""
        self.connect(length)
        half = length // 2
        self.upstream.send(self.rfile.read(half))
        self.upstream.close()
        self.upstream = None
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def refuse(self, status):
        text = b'{"error": {"code": %d, "message": "refused by the proxy"}}' % status
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def forward(self, chunked, length):
        self.connect(None if chunked else length)
        for piece in self.body(chunked, length):
            self.upstream.send(piece)
        answer = self.upstream.getresponse()
        self.server.proxy.note(self.command, self.path, answer.status)
        self.send_response_only(answer.status, answer.reason)
        bare = self.command == "HEAD" or answer.status in (204, 304)
        frames = answer.chunked or (answer.length is None and not bare)
        for name, value in answer.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value)
        if frames and not bare:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not bare and (piece := answer.read1(PIECE)):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if frames else piece)
        if frames and not bare:
            self.wfile.write(b"0\r\n\r\n")
        answer.read()
        if answer.will_close:
            self.upstream.close()
            self.upstream = None
