#pragma once
// The whole way from texts to a model. No disk access: whoever calls says how to get a file's text.
//
//     Compilation done = compile({"idl/orders.json"}, read_file, {.import_paths = {"shared"}});
//     if (!done.ok()) std::cerr << render(done.diagnostics, done.sources);
//     for (const File* file : done.program.entries) write(emit::find("cpp")->emit(done.program, *file));

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "antiphon/idl/diagnostics.h"
#include "antiphon/idl/model.h"
#include "antiphon/idl/source.h"

namespace antiphon::idl {

/// The text of a file, or nothing when there is none. `path` is as it stands on the command line, or is built from the
/// importing file's folder and the name in `imports`, or from an import path.
using Loader = std::function<std::optional<std::string>(const std::string& path)>;

struct CompileOptions {
    std::vector<std::string> import_paths = {};  ///< tried in order, after the importing file's own folder
};

struct Compilation {
    Sources sources;  ///< every file that was read: what a dependency file lists
    Diagnostics diagnostics;
    Program program;  ///< complete only if ok()

    bool ok() const noexcept { return diagnostics.errors() == 0; }
};

/// Never throws for what the files hold (std::bad_alloc apart), however broken they are. Files may end in .json, or in
/// .jsonc to carry comments.
Compilation compile(const std::vector<std::string>& files, const Loader& load, const CompileOptions& options = {});

}  // namespace antiphon::idl
