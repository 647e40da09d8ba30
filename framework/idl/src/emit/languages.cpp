// One line per language. The order is that of --help.

#include <algorithm>

#include "antiphon/idl/emit.h"
#include "asyncapi.h"
#include "cpp/cpp.h"
#include "ir.h"
#include "openrpc.h"
#include "python.h"
#include "reference.h"
#include "typescript.h"

namespace antiphon::idl::emit {

namespace {

template <std::vector<OutputFile> (*Emit)(const Program&, const File&)>
std::vector<OutputFile> without_options(const Program& program, const File& file, const Options&) {
    return Emit(program, file);
}

constexpr Language table[] = {
    {"cpp", "C++20: structs, service, client, events", cpp},
    {"typescript", "types that are the wire, clients for calls and events", without_options<typescript>},
    {"python", "dataclasses, clients for calls and events (Python 3.10 and later)", without_options<python>},
    {"openrpc", "OpenRPC 1.3.2 document", openrpc_file},
    {"asyncapi", "AsyncAPI 3.0 document", asyncapi_file},
    {"jsonschema", "JSON Schema of the types, draft-07", without_options<json_schema_file>},
    {"markdown", "reference to read, as Markdown", without_options<markdown>},
    {"html", "reference to read, as one HTML page", without_options<html>},
    {"ir", "the compiled IDL as JSON, for tools and plug-ins", without_options<ir>},
};

}  // namespace

std::span<const Language> languages() noexcept { return table; }

const Language* find(std::string_view name) noexcept {
    const auto at =
        std::find_if(std::begin(table), std::end(table), [&](const Language& one) { return one.name == name; });
    return at == std::end(table) ? nullptr : &*at;
}

}  // namespace antiphon::idl::emit
