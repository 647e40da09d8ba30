"""B1, B3, B5: small calls over HTTP, our server against bare libmicrohttpd and libjson-rpc-cpp, our client against its client.

All servers run at once, pinned to core 0; the load, pinned to core 1, goes to one after the other, round by round, so that a machine
that slows down slows all of them. Also writes build/bench/rpc.json: every sample."""

import contextlib
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile

SECONDS = 2
SCRIPT = """wrk.method = "POST"
wrk.body = '{"jsonrpc":"2.0","method":"%s","params":{"a":20,"b":22},"id":1}'
wrk.headers["Content-Type"] = "application/json"
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def server(program):
    """Its port. The program prints a line once it listens."""
    port = free_port()
    process = subprocess.Popen(["taskset", "-c", "0", program, str(port)], stdout=subprocess.PIPE)
    try:
        if not process.stdout.readline():
            raise SystemExit(f"bench: {program} did not start")
        yield port
    finally:
        process.kill()
        process.wait()


def wrk_command(folder, port, method, seconds, connections):
    script = pathlib.Path(folder) / f"{method}.lua"
    script.write_text(SCRIPT % method)
    return ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script, f"http://127.0.0.1:{port}/rpc"]


def load(folder, port, method, connections=32):
    """(calls per second, 99th percentile in µs)"""
    text = subprocess.run(wrk_command(folder, port, method, SECONDS, connections), capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text:
        raise SystemExit(f"bench: wrong answers to {method}:\n{text}")
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)), float(value) * {"us": 1, "ms": 1e3, "s": 1e6}[unit]


def client(program, port, *more):
    return float(subprocess.run(["taskset", "-c", "1", program, f"http://127.0.0.1:{port}/rpc", str(SECONDS), *more],
                                capture_output=True, text=True, check=True).stdout)


def run(report, build, rounds, peers_installed):
    if not shutil.which("wrk"):
        sys.exit("bench: wrk is missing: apt-get install wrk")
    programs = build / "tests" / "bench" / "rpc"
    rates, p99s, calls = {}, {}, {}
    with (tempfile.TemporaryDirectory() as folder, server(programs / "bench_rpc_server") as ours,
          server(programs / "bench_bare_microhttpd") as bare, server(programs / "bench_jsonrpccpp_server") as other):
        contestants = {"bare libmicrohttpd": (bare, "bench.add"), "inline": (ours, "bench.add"), "pool": (ours, "bench.add_pooled"),
                       "libjson-rpc-cpp": (other, "bench.add")}
        for _ in range(rounds):
            for name, (port, method) in contestants.items():
                rates.setdefault(name, []).append(load(folder, port, method)[0])
            p99s.setdefault("alone", []).append(load(folder, ours, "bench.add_pooled", 4)[1])
            sleepers = subprocess.Popen(wrk_command(folder, ours, "bench.sleep", SECONDS + 1, 16), stdout=subprocess.DEVNULL)
            p99s.setdefault("beside sleepers", []).append(load(folder, ours, "bench.add_pooled", 4)[1])
            sleepers.wait()
            calls.setdefault("synchronous", []).append(client(programs / "bench_rpc_client", ours))
            calls.setdefault("64 in flight", []).append(client(programs / "bench_rpc_client", ours, "64"))
            calls.setdefault("libjson-rpc-cpp's client", []).append(client(programs / "bench_jsonrpccpp_client", ours))
    peers = {name: rates[name] for name in ("bare libmicrohttpd", "libjson-rpc-cpp")}
    report.add("B1", "small call, inline", rates["inline"], peers, "calls/s", {"bare libmicrohttpd": 0.75, "libjson-rpc-cpp": 2})
    report.add("B3", "small call on the worker pool", rates["pool"], {"libjson-rpc-cpp": peers["libjson-rpc-cpp"]}, "calls/s", {"libjson-rpc-cpp": 1})
    report.add("B3", "99th percentile beside 16 sleeping handlers", p99s["beside sleepers"], {"the same alone": p99s["alone"]}, "µs",
               {"the same alone": 0.5})
    theirs = {"libjson-rpc-cpp's client": calls["libjson-rpc-cpp's client"]}
    report.add("B5", "client, synchronous", calls["synchronous"], theirs, "calls/s", {"libjson-rpc-cpp's client": 2})
    report.add("B5", "client, 64 in flight", calls["64 in flight"], theirs, "calls/s", {"libjson-rpc-cpp's client": 3})
    out = build.parent / "bench" / "rpc.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"calls_per_second": rates, "p99_us": p99s, "client_calls_per_second": calls}, indent=1) + "\n")
