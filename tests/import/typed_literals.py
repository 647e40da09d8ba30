"""The examples of every imported document as literals of generated TypeScript types, by the strictest compiler there is.

For each method the params that a caller writes and the result that a service writes (wire_rules.py); and a value that no JSON is, which
must be refused: a type that takes anything would prove nothing.
"""
import argparse
import json
import pathlib
import re
import shutil
import sys

from documents import ABSENT, documents, run, specs
from wire_rules import Rules, plain

CLASS = re.compile(r"^export class (\w+Client) {(.*?)^}", re.M | re.S)
METHOD = re.compile(r'^  ("?[\w$]+"?)\([^\n]*\n    return this\.#caller\.(?:call|notify)\("([^"]+)"', re.M)


def exposed(idl):
    """Clients in TypeScript have what a gateway lets through; importers leave that to the author."""
    content = json.loads(idl.read_text())
    for service in content["services"].values():
        for method in service["methods"].values():
            method["expose"] = "client"
    idl.write_text(json.dumps(content))


def literals(document, code):
    types = {}
    for client, body in CLASS.findall(code):
        for method, wire in METHOD.findall(body):
            types[wire] = f"made.{client}[{json.dumps(method.strip(chr(34)))}]"
    rules, lines = Rules(document.ir), []

    def literal(type, value):
        lines.append(f"export const _{len(lines)}: {type} = {json.dumps(value)};")
        lines.append(f"// @ts-expect-error\nexport const _{len(lines)}: {type} = Symbol();")

    for wire, params, result in document.examples():
        method = document.methods[wire]
        if method["params"] is not None:
            literal(f"Parameters<{types[wire]}>[0]", plain(rules.written(method["params"], params)))
        if method["result"] is not None and result is not ABSENT:
            literal(f"Awaited<ReturnType<{types[wire]}>>", plain(rules.written(method["result"]["type"], result)))
    header = f'import * as made from "./{document.name}.js";\n' if lines else "export {};\n"
    return header + "\n".join(lines) + "\n", len(lines) // 2


def main():
    parser = argparse.ArgumentParser()
    for name in ("antiphon", "source", "node", "out"):
        parser.add_argument(f"--{name}", required=True, type=pathlib.Path)
    options = parser.parse_args()
    if not specs(options.source).exists():
        print(f"{specs(options.source)} is absent")
        sys.exit(77)
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    count = 0
    for document in documents(specs(options.source)):
        document.imported(options.antiphon, options.out)
        exposed(document.idl)
        run(options.antiphon, "gen", document.idl, "--lang", "typescript", "--out", options.out)
        text, here = literals(document, (options.out / f"{document.name}.ts").read_text())
        (options.out / f"{document.name}.examples.ts").write_text(text)
        count += here
    compiler = json.loads((options.node / "generated.tsconfig.json").read_text())
    compiler["compilerOptions"] |= {"noEmit": True, "rootDir": str(options.out)}
    del compiler["compilerOptions"]["outDir"]
    (options.out / "tsconfig.json").write_text(json.dumps(compiler | {"include": ["*.ts"]}))
    run(options.node / "node_modules/.bin/tsc", "--project", options.out / "tsconfig.json")
    print(f"{count} values are what the generated types take")
    if count < 100:
        sys.exit("that is too few")


main()
