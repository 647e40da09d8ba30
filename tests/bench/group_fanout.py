"""B8: events of Redis to WebSockets, our gateway against `ws` + ioredis. 1,000 sockets on one channel, and on one each."""

import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

SOCKETS = 1000
MESSAGE = json.dumps({"specversion": "1.0", "id": "01890000-0000-7000-8000-000000000000", "source": "bench/1", "type": "bench.tick",
                      "time": "2026-11-21T00:00:00Z", "data": {"n": 1}}, separators=(",", ":"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def program(core, *command, ready=None, cwd=None):
    """Runs beside the measurement, pinned; `ready` is a URL that answers 200, or a line that it prints."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(["taskset", "-c", str(core), *map(str, command)], stdout=subprocess.PIPE, stderr=log, text=True, cwd=cwd)
        try:
            deadline = time.monotonic() + 15
            if ready and ready.startswith("http"):
                while True:
                    try:
                        urllib.request.urlopen(ready, timeout=1).close()
                        break
                    except (urllib.error.URLError, OSError):
                        if time.monotonic() > deadline or process.poll() is not None:
                            log.seek(0)
                            raise SystemExit(f"bench: {command[0]} did not get ready: {log.read()[-500:]}")
                        time.sleep(0.05)
            elif ready:
                for line in process.stdout:
                    if ready in line:
                        break
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()


def measure(build, port, path, redis_port, window, subscribe, channel, subprotocol=""):
    output = subprocess.run(["taskset", "-c", "1", build / "tests" / "bench" / "fanout_load", str(port), path, str(redis_port), str(SOCKETS), "3",
                             str(window), subscribe, channel, MESSAGE, subprotocol], check=True, capture_output=True, text=True).stdout
    return json.loads(output)["frames_per_second"]


def run(report, build, rounds, peers_installed):
    peers = peers_installed()
    with tempfile.TemporaryDirectory() as folder:
        redis_port, service_admin, gateway_port, gateway_admin, peer_port = (free_port() for _ in range(5))
        key = pathlib.Path(folder) / "key"
        key.write_text(os.urandom(24).hex())
        key.chmod(0o600)
        common = ["--redis", f"redis://127.0.0.1:{redis_port}", "--key-file", key, "--development"]
        with (program(1, "redis-server", "--port", redis_port, "--bind", "127.0.0.1", "--save", "", "--dir", folder, ready="Ready to accept"),
              program(1, build / "tests/bench/bench_service", "--port", free_port(), "--admin-port", service_admin, *common,
                      ready=f"http://127.0.0.1:{service_admin}/readyz"),
              program(0, build / "services/gateway/gateway", "--port", gateway_port, "--admin-port", gateway_admin, "--loops", "1", "--anonymous", "yes",
                      "--max-connections-per-address", SOCKETS + 10, *common, ready=f"http://127.0.0.1:{gateway_admin}/readyz"),
              program(0, "node", "fanout_ws.js", peer_port, redis_port, ready="ready", cwd=peers)):
            ask = '{"jsonrpc":"2.0","id":1,"method":"rpc.subscribe","params":{"channel":"bench.%s"%s}}'
            cases = [("fan-out, 1,000 sockets, one channel", ask % ("board", ""), "antiphon:ch:{bench.board}", '{"subscribe":"peer"}', "peer", 64, 3),
                     ("fan-out, 1,000 sockets, a channel each", ask % ("own", ',"params":{"n":{i}}'), "antiphon:ch:{bench.own:{i}}",
                      '{"subscribe":"peer:{i}"}', "peer:{i}", 16, 4)]
            for what, our_words, our_channel, their_words, their_channel, our_window, their_window in cases:
                ours, theirs = [], []
                for _ in range(rounds):
                    ours.append(measure(build, gateway_port, "/ws", redis_port, our_window, our_words, our_channel, "antiphon.v1.json"))
                    theirs.append(measure(build, peer_port, "/", redis_port, their_window, their_words, their_channel))
                report.add("B8", what, ours, {"ws + ioredis": theirs}, "frames/s", {"ws + ioredis": 15})
