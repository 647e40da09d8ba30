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

constexpr Language table[] = {
    {"cpp", "C++20: structs, service, client, events", cpp},
    {"typescript", "types that are the wire, clients for calls and events", typescript},
    {"python", "dataclasses, clients for calls and events (Python 3.10 and later)", python},
    {"openrpc", "OpenRPC 1.3.2 document", openrpc_file},
    {"asyncapi", "AsyncAPI 3.0 document", asyncapi_file},
    {"jsonschema", "JSON Schema of the types, draft-07", json_schema_file},
    {"markdown", "reference to read, as Markdown", markdown},
    {"html", "reference to read, as one HTML page", html},
    {"ir", "the compiled IDL as JSON, for tools and plug-ins", ir},
};

}  // namespace

std::span<const Language> languages() noexcept { return table; }

const Language* find(std::string_view name) noexcept {
    const auto at =
        std::find_if(std::begin(table), std::end(table), [&](const Language& one) { return one.name == name; });
    return at == std::end(table) ? nullptr : &*at;
}

}  // namespace antiphon::idl::emit
