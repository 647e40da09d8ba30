"""Build step: imports every document of ../shared/specs, generates C++ and, for each service, a mirror (mirror.h).

What the generated header declares is what a mirror overrides: a handler is the call of the generated client. The code of all documents
is compiled in two pieces, the largest document being one of them: headers are read twice instead of once for each document.
"""
import argparse
import pathlib
import re

from documents import documents, run

METHOD = re.compile(r"    virtual ([^;]*?)\b(\w+)\(([^;]*)\) = 0;")
SERVICE = re.compile(r"^class (\w*)Service : public antiphon::rpc::Service {(.*?)^};", re.M | re.S)


def mirror(name, body):
    lines = [f"class {name}Mirror final : public {name}Service {{", "  public:",
             f"    explicit {name}Mirror(std::shared_ptr<antiphon::rpc::Channel> channel) : client_(std::move(channel)) {{}}"]
    for result, method, params in METHOD.findall(body):
        given = "params" if "params" in params else ""
        params = re.sub(r"antiphon::Context& \w+", "antiphon::Context&", params)
        lines.append(f"    {result}{method}({params}) override {{ return client_.{method}({given}); }}")
    return "\n".join([*lines, "", "  private:", f"    {name}Client client_;", "};", ""])


def piece(number, documents):
    lines, made = ['#include "mirror.h"'], []
    for one in documents:
        header = (one.folder / f"{one.name}.h").read_text()
        namespace = re.search(r"^namespace ([\w:]+) {", header, re.M)[1]
        lines += [f'#include "{one.name}.cpp"', f"namespace {namespace} {{"]
        for name, body in SERVICE.findall(header):
            lines.append(mirror(name, body))
            made.append(f'    out.push_back({{"{one.name}", std::make_unique<{namespace}::{name}Mirror>(answers)}});')
        lines.append(f"}}  // namespace {namespace}")
    lines += ["namespace antiphon::mirror {", f"void add_mirrors_{number}(std::vector<Mirror>& out, const std::shared_ptr<Answers>& answers);",
              f"void add_mirrors_{number}(std::vector<Mirror>& out, const std::shared_ptr<Answers>& answers) {{", *made, "}"]
    if number == 2:
        lines += ["void add_mirrors_1(std::vector<Mirror>& out, const std::shared_ptr<Answers>& answers);",
                  "std::vector<Mirror> mirrors(const std::shared_ptr<Answers>& answers) {", "    std::vector<Mirror> out;",
                  "    add_mirrors_1(out, answers);", "    add_mirrors_2(out, answers);", "    return out;", "}"]
    return "\n".join([*lines, "}  // namespace antiphon::mirror", ""])


def main():
    parser = argparse.ArgumentParser()
    for name in ("antiphon", "specs", "out"):
        parser.add_argument(f"--{name}", required=True, type=pathlib.Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    every = documents(options.specs)
    for one in every:
        one.folder = options.out
        idl = options.out / f"{one.name}.json"
        run(options.antiphon, "import", one.source, "--from", one.format, "--out", idl)
        run(options.antiphon, "gen", idl, "--lang", "cpp", "--cpp-sources", "1", "--out", options.out)
    every.sort(key=lambda one: (options.out / f"{one.name}.cpp").stat().st_size)
    for number, part in ((1, every[-1:]), (2, every[:-1])):
        (options.out / f"mirrors_{number}.cpp").write_text(piece(number, part))


main()
