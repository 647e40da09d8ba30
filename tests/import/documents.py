"""The documents of ../shared/specs: importing them, and the examples that they carry."""
import json
import os
import pathlib
import subprocess
import sys

# jsonrpcstub's own tests expect these to fail.
BROKEN = {"src_test_testspec1", "src_test_testspec2", "src_test_testspec3", "src_test_testspec4"}
ABSENT = ...  # an example that says nothing of a result


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done


class Document:
    def __init__(self, source):
        self.source, self.format = source, source.parent.name
        self.name = source.stem.replace("-", "_")

    def imported(self, antiphon, folder):
        """Writes NAME.json and the intermediate representation of it; returns the importer's report."""
        self.idl = folder / f"{self.name}.json"
        report = run(antiphon, "import", self.source, "--from", self.format, "--out", self.idl, "--json").stdout
        run(antiphon, "check", self.idl)
        run(antiphon, "gen", self.idl, "--lang", "ir", "--out", folder)
        self.ir = json.loads((folder / f"{self.name}.ir.json").read_text())
        self.methods = {method["wire"]: method for service in self.ir["services"].values() for method in service["methods"].values()}
        return json.loads(report)

    def carried(self):
        """How many examples the document itself has."""
        text = json.loads(self.source.read_text())
        return len(text) if self.format == "jsonrpcstub" else sum(len(one.get("examples", [])) for one in text["methods"])

    def examples(self):
        """(method, params by name, result): of a stub specification the types themselves, which are values there."""
        if self.format == "jsonrpcstub":
            yield from self.values_of_stubs()
            return
        for wire, method in self.methods.items():
            for example in method.get("examples", []):
                yield wire, example["params"], example.get("result", ABSENT)

    def values_of_stubs(self):
        for one in json.loads(self.source.read_text()):
            params = one.get("params", {})
            if isinstance(params, list):
                params = {f"param{number:02}": value for number, value in enumerate(params, 1)}
            yield one.get("name") or one.get("method") or one.get("notification"), params, one.get("returns", ABSENT)


def specs(source):
    return pathlib.Path(os.environ.get("ANTIPHON_SHARED", source / "../shared")) / "specs"


def documents(folder):
    sources = sorted((folder / "openrpc").glob("*")) + sorted((folder / "jsonrpcstub").glob("*"))
    return [Document(one) for one in sources if one.stem not in BROKEN]
