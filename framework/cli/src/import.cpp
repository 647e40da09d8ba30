#include "antiphon/idl/import.h"

#include <filesystem>

#include "command.h"
#include "compile.h"
#include "session.h"

namespace antiphon::cli {
namespace {

idl::importer::Options options_of(const Arguments& arguments) {
    idl::importer::Options options;
    const std::filesystem::path out = arguments.get("out").value_or("");
    options.name = (out.empty() ? std::filesystem::path(arguments.required("FILE")) : out).stem().string();
    options.strict = arguments.has("strict");
    options.infer_shapes = arguments.has("infer-shapes");
    options.events = arguments.has("events");
    options.ref_root = arguments.get("ref-root").value_or("");
    if (const auto form = arguments.get("int64"))
        options.integers =
            *form == "string" ? idl::importer::Integers::int64_string : idl::importer::Integers::int64_number;
    return options;
}

void refuse_options_of_the_other(const Arguments& arguments, bool stub) {
    const std::initializer_list<const char*> stub_only = {"infer-shapes"},
                                             openrpc_only = {"events", "ref-root", "int64"};
    for (const char* name : stub ? openrpc_only : stub_only)
        if (arguments.has(name))
            throw WrongUsage("--" + std::string(name) + " is for --from " + (stub ? "openrpc" : "jsonrpcstub"));
}

int run_import(const Arguments& arguments, Session& session) {
    const auto from = arguments.get("from");
    if (!from) throw WrongUsage("--from is missing: jsonrpcstub or openrpc");
    const auto out = arguments.get("out");
    if (!out) throw WrongUsage("--out is missing: the IDL file to write");
    const bool stub = *from == "jsonrpcstub";
    refuse_options_of_the_other(arguments, stub);
    const std::string& file = arguments.required("FILE");
    const auto options = options_of(arguments);
    const auto made = stub ? idl::importer::from_jsonrpcstub(file, read_text, options)
                           : idl::importer::from_openrpc(file, read_text, options);
    if (made.ok()) write_text(*out, made.text());
    if (session.json())
        session.out() << idl::importer::report_json(made);
    else
        session.err() << idl::importer::report(made);
    return made.ok() ? 0 : 1;
}

}  // namespace

Command import_command() {
    return {"import",
            "makes IDL from an interface that others described",
            "What cannot be carried over exactly is reported, with the place in the source; antiphon explain CODE has\n"
            "more. With errors nothing is written, and the exit code is 1. docs/import.md has the mappings.",
            {{"FILE", "the description to read"}},
            {{"from", "FORMAT", "its format: jsonrpcstub or openrpc", false, {"jsonrpcstub", "openrpc"}},
             {"out", "FILE", "the IDL file to write; a service without a title is named after it"},
             {"strict", "", "take warnings for errors"},
             {"infer-shapes", "", "jsonrpcstub: guess structs and elements from example values"},
             {"ref-root", "DIR", "openrpc: look for files that $ref names in this folder, too"},
             {"int64",
              "FORM",
              "openrpc: integers without limits are int64, as string or number",
              false,
              {"string", "number"}},
             {"events", "", "openrpc: methods without result are events"},
             {"json", "", "print the report as JSON"}},
            {"antiphon import spec.json --from jsonrpcstub --out idl/calculator.json",
             "antiphon import petstore.json --from openrpc --out idl/petstore.json --strict"},
            run_import};
}

}  // namespace antiphon::cli
