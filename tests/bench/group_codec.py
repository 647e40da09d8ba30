"""B4: the generated codec against jsoncpp, the 400-byte order."""

import json
import subprocess


def run(report, build, rounds, _peers):
    program = build / "tests" / "bench" / "bench_codec"
    output = subprocess.run(["taskset", "-c", "0", program, f"--benchmark_repetitions={rounds}", "--benchmark_enable_random_interleaving=true",
                             "--benchmark_min_time=0.2", "--benchmark_format=json"], check=True, capture_output=True, text=True).stdout
    times = {}
    for row in json.loads(output)["benchmarks"]:
        if row["run_type"] == "iteration":
            times.setdefault(row["run_name"], []).append(row["cpu_time"])
    for what in ("decode_and_encode", "decode", "encode"):
        report.add("B4", what.replace("_", " "), times[f"antiphon_{what}"], {"jsoncpp": times[f"jsoncpp_{what}"]}, "ns",
                   {"jsoncpp": 10} if what == "decode_and_encode" else {})
