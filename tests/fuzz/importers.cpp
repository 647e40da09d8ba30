// The first byte chooses the importer (s: jsonrpcstub, else OpenRPC), the second its options; the rest is the document.
// What stands behind a line of four dashes is a second one, "other.json", that $ref may name.

#include <string>

#include "antiphon/idl/compiler.h"
#include "antiphon/idl/emit.h"
#include "antiphon/idl/format.h"
#include "antiphon/idl/import.h"
#include "targets.h"

namespace antiphon::fuzz {

namespace {

using idl::importer::Imported;

idl::importer::Options options(char byte) {
    const unsigned bits = static_cast<unsigned char>(byte - 'A');
    using Integers = idl::importer::Integers;
    static constexpr Integers forms[] = {Integers::int53, Integers::int64_string, Integers::int64_number,
                                         Integers::int53};
    return {.strict = (bits & 1) != 0,
            .infer_shapes = (bits & 2) != 0,
            .events = (bits & 4) != 0,
            .integers = forms[bits >> 3 & 3]};
}

Imported imported(char which, const std::string& path, const idl::Loader& load, const idl::importer::Options& options) {
    return which == 's' ? idl::importer::from_jsonrpcstub(path, load, options)
                        : idl::importer::from_openrpc(path, load, options);
}

/// A name that none of the documents takes for its own.
idl::Compilation compiled(const std::string& text) {
    return idl::compile({"imported.json"}, [&](const std::string& path) {
        return path == "imported.json" ? std::optional(text) : std::nullopt;
    });
}

void formatted(const idl::Sources& sources, const std::string& text) {
    idl::Diagnostics ignored;
    if (idl::format(sources, 0, idl::syntax::Comments::refused, ignored) != text)
        fail("what is imported is laid out as by fmt", text);
}

/// What came out, through the compiler and as OpenRPC, which can be imported again.
void check(const Imported& made, bool again) {
    idl::importer::report_json(made);
    const std::string report = idl::importer::report(made);
    for (const idl::importer::Finding& one : made.findings)
        if (one.code == "import/result") fail("an importer makes what the compiler takes", report);
    if (!made.ok()) return;
    const std::string text = made.text();
    const idl::Compilation done = compiled(text);
    if (!done.ok()) fail("the compiler takes what is written", idl::render(done.diagnostics, done.sources) + text);
    formatted(done.sources, text);
    for (const idl::emit::OutputFile& file :
         idl::emit::find("openrpc")->emit(done.program, *done.program.entries.at(0))) {
        if (!again) continue;
        const Imported back =
            imported('o', "again.json", [&](const std::string&) { return std::optional(file.text); }, {});
        if (!back.ok()) fail("what is exported can be imported", idl::importer::report(back) + file.text);
        check(back, false);
    }
}

}  // namespace

void importers(std::string_view bytes) {
    if (bytes.size() < 2) return;
    static constexpr std::string_view between = "\n----\n";
    const std::string_view text = bytes.substr(2);
    const std::size_t end = text.find(between);
    const idl::Loader load = [&](const std::string& path) -> std::optional<std::string> {
        if (path == "fuzz.json") return std::string(text.substr(0, end));
        if (path == "other.json" && end != text.npos) return std::string(text.substr(end + between.size()));
        return std::nullopt;
    };
    check(imported(bytes[0], "fuzz.json", load, options(bytes[1])), true);
}

}  // namespace antiphon::fuzz
