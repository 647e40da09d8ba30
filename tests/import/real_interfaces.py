"""Every document of ../shared/specs is imported, and its own examples go through generated Python and C++: what comes out is what
docs/wire.md makes of them (wire_rules.py), no more and no less.
"""
import argparse
import importlib.util
import json
import pathlib
import shutil
import sys

import antiphon
from documents import ABSENT, documents, run, specs
from wire_rules import Rules, equal


def check(rules, type, given, got, where):
    expected = rules.written(type, given)
    if not equal(expected, got):
        sys.exit(f"{where}: {json.dumps(given)[:500]} became {json.dumps(got)[:500]}")
    return 1


def through_python(document, folder, rules):
    run(folder.antiphon, "gen", document.idl, "--lang", "python", "--out", folder.out)
    module = load(folder.out / f"{document.name}.py")
    methods = {one.name: one for one in vars(module).values() if isinstance(one, antiphon.Method)}
    went = 0
    for wire, params, result in document.examples():
        described, codecs, where = document.methods[wire], methods[wire], f"{document.name}: Python: {wire}"
        if described["params"] is not None:
            went += check(rules, described["params"], params, codecs.params.write(codecs.params.read(params)), where)
        if described["result"] is not None and result is not ABSENT:
            went += check(rules, described["result"]["type"], result, codecs.result.write(codecs.result.read(result)), where)
    return went


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def forms(method, params):
    """The ways in which a caller may write these params: an object, an array, or both one after another."""
    if method["params"] is None or method["paramStructure"] != "by-position":
        yield params
    if method["params"] is not None and method["paramStructure"] != "by-name":
        row = [params.get(name) for name in method["positional"]]
        while row and row[-1] is None:
            row.pop()
        yield row


def by_name(method, params):
    return dict(zip(method["positional"], params)) if isinstance(params, list) else params


def through_cpp(document, mirror, rules):
    calls = []
    for wire, params, result in document.examples():
        for form in forms(document.methods[wire], params):
            call = {"document": document.name, "method": wire, "params": form}
            calls.append((call if result is ABSENT else call | {"result": result}, params))
    done = run(mirror, input="".join(json.dumps(call) + "\n" for call, _ in calls))
    lines, went = done.stdout.splitlines(), 0
    if len(lines) != len(calls):
        sys.exit(f"{document.name}: C++: {len(calls)} calls, {len(lines)} answers")
    for (call, params), line in zip(calls, lines):
        got, method, where = json.loads(line), document.methods[call["method"]], f"{document.name}: C++: {call['method']}"
        without_result = method["result"] is None or "result" not in call
        if "error" in got and not (method["result"] is not None and without_result):
            sys.exit(f"{where}: {got['error']}: {json.dumps(call)[:500]}")
        if method["params"] is not None:
            went += check(rules, method["params"], params, by_name(method, got["params"]), where)
        if not without_result:
            went += check(rules, method["result"]["type"], call["result"], got["result"], where)
    return went


def all_examples_are_told_of(document, report):
    dropped = sum(one["code"] == "import/example" for one in report["findings"])
    kept = len(list(document.examples()))
    if document.carried() != kept + dropped:
        sys.exit(f"{document.name}: {document.carried()} examples, {kept} imported and {dropped} reported")
    return f"{kept} examples" + (f" ({dropped} do not fit the document's own types)" if dropped else "")


def main():
    parser = argparse.ArgumentParser()
    for name in ("antiphon", "source", "out"):
        parser.add_argument(f"--{name}", required=True, type=pathlib.Path)
    parser.add_argument("--mirror", type=pathlib.Path)
    options = parser.parse_args()
    if not specs(options.source).exists():
        print(f"{specs(options.source)} is absent")
        sys.exit(77)
    if options.mirror is None:
        sys.exit("../shared/specs came after the build was configured: configure again")
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    went = 0
    for document in documents(specs(options.source)):
        report = document.imported(options.antiphon, options.out)
        rules, examples = Rules(document.ir), all_examples_are_told_of(document, report)
        python, cpp = through_python(document, options, rules), through_cpp(document, options.mirror, rules)
        went += cpp
        print(f"{document.name}: {examples}; {python} values went through Python, {cpp} through C++")
    if went < 100:
        sys.exit(f"only {went} values")


main()
