// One line per language. The order is that of --help.

#include <algorithm>

#include "antiphon/idl/emit.h"
#include "cpp.h"
#include "ir.h"
#include "openrpc.h"

namespace antiphon::idl::emit {

namespace {

constexpr Language table[] = {
    {"cpp", "C++20: structs, service, client, events", cpp},
    {"openrpc", "OpenRPC 1.3.2 document", openrpc_file},
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
