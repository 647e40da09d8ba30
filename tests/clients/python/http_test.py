"""Calls over HTTP without asyncio, against a server that does what the test says."""

import http.server
import json
import threading
import unittest

import antiphon
from everything.expected import everything as e


class Server:
    """Answers in order: (status, body)."""

    def __init__(self, *answers):
        self.answers, self.requests = list(answers), []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append((dict(self.headers), json.loads(body)))
                status, answer = outer.answers.pop(0)
                text = json.dumps({"jsonrpc": "2.0", "id": 1, **answer}).encode() if answer is not None else b""
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                if status == 429:
                    self.send_header("Retry-After", "7")
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        self._server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/rpc"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


BUSY = (503, {"error": {"code": -32053, "message": "busy", "data": {"retry_after_ms": 1}}})


class Http(unittest.TestCase):
    def test_params_and_results_are_typed(self):
        with Server((200, {"result": "red"})) as server:
            echo = e.EchoSyncClient(antiphon.Http(server.url, token="t"))
            self.assertIs(echo.list(e.ListParams(limit=3)), e.Color.red)
        headers, body = server.requests[0]
        self.assertEqual((headers["Authorization"], body["method"], body["params"]), ("Bearer t", "echo.list", {"limit": 3}))

    def test_only_what_may_be_repeated_is(self):
        with Server(BUSY, BUSY, (200, {"result": {"shape": {"kind": "circle", "radius": 1}}})) as server:
            echo = e.EchoSyncClient(antiphon.Http(server.url))
            with self.assertRaises(antiphon.RpcError) as refused:
                echo.list()
            self.assertEqual((refused.exception.code, refused.exception.retryable), (-32053, True))
            with self.assertWarns(DeprecationWarning):
                made = echo.make(e.Circle(radius=1.0))
            self.assertEqual(made.shape, e.Circle(radius=1.0))
        keys = [headers.get("Idempotency-Key") for headers, _ in server.requests]
        self.assertEqual((keys[0], keys[1]), (None, keys[2]))

    def test_how_long_to_wait_may_stand_in_the_headers(self):
        with Server((429, {"error": {"code": -32054, "message": "slower", "data": None}})) as server:
            with self.assertRaises(antiphon.RpcError) as refused:
                e.EchoSyncClient(antiphon.Http(server.url, deadline=2.0)).list()
        self.assertEqual(refused.exception.data, {"retry_after_ms": 7000})

    def test_a_notification_needs_no_answer(self):
        with Server((204, None)) as server:
            e.EchoSyncClient(antiphon.Http(server.url)).tell(e.TellParams(text="x"))
        self.assertNotIn("id", server.requests[0][1])

    def test_declared_errors_are_exceptions_of_their_own(self):
        error = {"code": 4001, "message": "m", "data": {"type": "echo.TooMuch", "detail": {"limit": 3}}}
        with Server((200, {"error": error})) as server, self.assertRaises(e.TooMuch) as refused:
            e.EchoSyncClient(antiphon.Http(server.url)).ping()
        self.assertEqual(refused.exception.detail, e.TooMuchData(limit=3))

    def test_nobody_there_is_a_lost_connection(self):
        with Server() as server:
            pass
        with self.assertRaises(antiphon.ConnectionLost):
            e.EchoSyncClient(antiphon.Http(server.url)).ping()


if __name__ == "__main__":
    unittest.main()
