#include <string>

#include "antiphon/idl/compiler.h"
#include "antiphon/idl/emit.h"
#include "antiphon/idl/syntax.h"
#include "targets.h"

namespace antiphon::fuzz {

namespace {

/// Every place lies in the text, and containers hold what is in them.
void check(const idl::syntax::Node& node, std::string_view bytes) {
    if (node.span.valid() && (node.span.begin > node.span.end || node.span.end > bytes.size()))
        fail("a node's place lies in the text", bytes);
    for (const idl::syntax::Node& item : node.items) check(item, bytes);
    for (const idl::syntax::Member& member : node.members) check(member.value, bytes);
}

}  // namespace

void idl_reader(std::string_view bytes) {
    for (const auto comments : {idl::syntax::Comments::refused, idl::syntax::Comments::allowed}) {
        idl::Sources sources;
        idl::Diagnostics diagnostics;
        const std::uint32_t file = sources.add("fuzz.json", std::string(bytes));
        check(idl::syntax::read(sources, file, comments, diagnostics), bytes);
        if (idl::render(diagnostics, sources).empty() && diagnostics.errors() > 0)
            fail("what is wrong can be shown", bytes);
        if (bytes.size() > 300) continue;  // hundreds of findings take their time to write down
        idl::render(diagnostics, sources, {.format = idl::Format::json});
        idl::render(diagnostics, sources, {.format = idl::Format::sarif});
    }
}

void idl_compiler(std::string_view bytes) {
    const idl::Compilation done = idl::compile({"fuzz.json"}, [&](const std::string& path) {
        return path == "fuzz.json" ? std::optional<std::string>(bytes) : std::nullopt;
    });
    idl::render(done.diagnostics, done.sources);
    if (!done.ok()) return;
    for (const idl::emit::Language& language : idl::emit::languages())
        for (const idl::File* file : done.program.entries)
            for (const idl::emit::OutputFile& made : language.emit(done.program, *file))
                if (made.path.empty() || made.text.empty()) fail("an emitter gives files", made.path);
}

}  // namespace antiphon::fuzz
