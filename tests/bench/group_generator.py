"""B12: the compiler on 200 types and 100 methods, and the C++ compiler on what it makes."""

import json
import pathlib
import shlex
import subprocess
import tempfile
import time


def commands(build, source):
    """How the build compiles generated code, for another source."""
    entries = json.loads((build / "compile_commands.json").read_text())
    entry = next(e for e in entries if e["file"].endswith("/bench_idl.generated/bench.cpp"))
    words = [w for w in shlex.split(entry["command"]) if "ccache" not in w]
    words[words.index("-o") + 1] = "/dev/null"
    return [w for w in words if w != entry["file"]] + [str(source)]


def run(report, build, rounds, _peers):
    program = build / "tests" / "bench" / "bench_generator"
    output = subprocess.run(["taskset", "-c", "0", program, f"--benchmark_repetitions={rounds}", "--benchmark_format=json"],
                            check=True, capture_output=True, text=True).stdout
    times = {}
    for row in json.loads(output)["benchmarks"]:
        if row["run_type"] == "iteration":
            times.setdefault(row["run_name"], []).append(row["cpu_time"])
    report.add("B12", "generator, 200 types and 100 methods to C++", times["compile_and_emit/cpp"], {"the goal": [100.0]}, "ms", {"the goal": 1})
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, folder], check=True)
        times = {}
        for source in sorted(pathlib.Path(folder).glob("*.cpp")):
            for _ in range(min(rounds, 3)):
                start = time.monotonic()
                subprocess.run(["taskset", "-c", "0", *commands(build, source), "-I", folder], check=True)
                times.setdefault(source, []).append((time.monotonic() - start) * 1000)
        samples = max(times.values(), key=sum)
    report.add("B12", f"g++ -O2 on that C++, the slowest of {len(times)} sources", samples, {"the goal": [15000.0]}, "ms", {"the goal": 1})
