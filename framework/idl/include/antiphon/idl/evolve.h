#pragma once
// What changed between two versions of an interface, and for whom that is a break. The rules stand in
// docs/evolution.md: a type is judged by how it is used (a server reads params that old clients write; old clients read
// results and events; stored messages outlive deployments), on the assumption that readers are deployed before writers.
//
//     const auto done = evolve::compare(compile({"orders.json"}, load), read_ir("orders.ir.json", text));
//     std::cerr << render(done.diagnostics, done.sources);

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "antiphon/idl/compiler.h"

namespace antiphon::idl::evolve {

enum class Category : std::uint8_t {
    wire,      ///< programs that are running would misunderstand each other
    source,    ///< the wire is the same, but programs must be changed before they compile
    security,  ///< nothing breaks; somebody may see or do more than before
};

enum class Rating : std::uint8_t { fine, warning, error };

/// One row of the table. Several have the same code and differ in `when`.
struct Check {
    std::string_view code;  ///< "FIELD_REMOVED", stable for ever
    std::string_view when;  ///< "required"; may be empty
    std::string_view what;  ///< one sentence
    Category category;
    Rating in, out, stored;
};
std::span<const Check> checks() noexcept;

struct Options {
    std::optional<Category> only;  ///< nothing: all. Asked for by name, source and security findings are errors
    std::string baseline = {};     ///< put before the names of the baseline's files: "git:v1.4.0:"
};

struct Comparison {
    Sources sources;  ///< the texts of both, the newer ones first
    Diagnostics diagnostics;
};

/// Both must be ok(). Files are paired by namespace, then by name, and if there is one on each side anyway. Places are
/// those of `now`; notes point into the baseline. Throws nothing but std::bad_alloc.
Comparison compare(const Compilation& now, const Compilation& baseline, const Options& options = {});

}  // namespace antiphon::idl::evolve
