"""Imports every document of ../shared/specs, generates code, compiles it and sends the documents' own examples through it.

With --compile NAME the C++ of that document is compiled (--compile all: of each); Python is always run.
"""
import argparse
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys

import antiphon

BROKEN = {"src_test_testspec1", "src_test_testspec2", "src_test_testspec3", "src_test_testspec4"}
INCLUDES = ["base", "json", "rpc", "events", "runtime", "telemetry", "net", "redis", "auth", "ws"]


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def methods_of(module):
    return {one.name: one for one in vars(module).values() if isinstance(one, antiphon.Method)}


def same(codec, value):
    """Through the types and back: the same JSON, but for members that are null where the type says they may be absent."""
    written = codec.write(codec.read(value))
    if written != value and without_nulls(written) != without_nulls(value):
        raise AssertionError(f"{json.dumps(value)[:500]} became {json.dumps(written)[:500]}")


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value


def named(method, params):
    """Params as an object: examples of positional methods are arrays."""
    return params if isinstance(params, dict) else dict(zip(method.get("positional", []), params))


def round_trips(module, examples):
    """(params and results that went through; those that the codecs refused are mistakes.)"""
    methods, count = methods_of(module), 0
    for wire, params, result in examples:
        method = methods[wire]
        try:
            if method.params is not None:
                same(method.params, params)
                count += 1
            if method.result is not None and result is not ...:
                same(method.result, result)
                count += 1
        except Exception as error:
            sys.exit(f"{module.__name__}: {wire}: {error}")
    return count


def openrpc_examples(idl):
    for name, service in idl.get("services", {}).items():
        for key, method in service.get("methods", {}).items():
            for example in method.get("examples", []):
                yield method.get("wireName", f"{name}.{key}"), named(method, example["params"]), example.get("result", ...)


def stub_examples(source):
    """The types of a stub specification are values."""
    for one in json.loads(source.read_text()):
        wire = one.get("name") or one.get("method") or one.get("notification")
        params = one.get("params", {})
        if isinstance(params, list):
            params = {f"param{number:02}": value for number, value in enumerate(params, 1)}
        yield wire, params, one.get("returns", ...)


def compiles(options, folder, name):
    includes = [f"-I{options.source}/framework/{one}/include" for one in INCLUDES]
    for file in sorted(folder.glob("*.cpp")):
        run(options.cxx, "-std=c++20", "-Wall", "-Wextra", "-Wconversion", "-Werror", "-fsyntax-only", f"-I{folder}", *includes, file)
    return f", C++ compiles" if list(folder.glob("*.cpp")) else ""


def main():
    parser = argparse.ArgumentParser()
    for name in ("antiphon", "cxx", "source", "out"):
        parser.add_argument(f"--{name}", required=True, type=pathlib.Path)
    parser.add_argument("--compile", action="append", default=[])
    options = parser.parse_args()
    shared = pathlib.Path(os.environ.get("ANTIPHON_SHARED", options.source / "../shared"))
    if not (shared / "specs").exists():
        print(f"{shared / 'specs'} is absent")
        sys.exit(77)
    shutil.rmtree(options.out, ignore_errors=True)
    for source in sorted((shared / "specs").glob("openrpc/*")) + sorted((shared / "specs").glob("jsonrpcstub/*")):
        if source.stem in BROKEN:
            continue
        format, name = source.parent.name, source.stem.replace("-", "_")
        folder = options.out / name
        idl = folder / f"{name}.json"
        counts = run(options.antiphon, "import", source, "--from", format, "--out", idl).stderr.splitlines()[-1]
        run(options.antiphon, "check", idl)
        run(options.antiphon, "gen", idl, "--lang", "python", "--lang", "cpp", "--out", folder)
        module = load(folder / f"{name}.py")
        examples = openrpc_examples(json.loads(idl.read_text())) if format == "openrpc" else stub_examples(source)
        went = round_trips(module, examples)
        compiled = compiles(options, folder, name) if name in options.compile or "all" in options.compile else ""
        print(f"{name}: {counts}\n  {went} values went through and came out the same{compiled}")


main()
