"""B6 and B7: events through Redis, against hiredis by hand. Redis has core 0, the program core 1."""

import shutil
import socket
import subprocess
import tempfile
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_open(port):
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise SystemExit("bench: redis-server did not start")


def measure(program, kind, whose, count):
    """Events per second on a fresh server."""
    port, folder = free_port(), tempfile.mkdtemp(prefix="antiphon-bench-")
    server = subprocess.Popen(["taskset", "-c", "0", "redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
                               "--dir", folder], stdout=subprocess.DEVNULL)
    try:
        wait_until_open(port)
        done = subprocess.run(["taskset", "-c", "1", program, kind, whose, str(port), str(count)], check=True, capture_output=True, text=True)
        return float(done.stdout)
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def run(report, build, rounds, _peers):
    program = build / "tests" / "bench" / "bench_events"
    for goal, kind, what, count in (("B6", "live", "live event, publish to handler", 300_000), ("B7", "durable", "durable event, publish, consume, ack", 150_000)):
        samples = {"ours": [], "hand": []}
        for _ in range(rounds):
            for whose in samples:
                samples[whose].append(measure(program, kind, whose, count))
        report.add(goal, what, samples["ours"], {"hiredis by hand": samples["hand"]}, "/s", {"hiredis by hand": 0.7})
