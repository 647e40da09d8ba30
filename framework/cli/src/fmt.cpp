#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "antiphon/base/error.h"
#include "antiphon/idl/format.h"
#include "command.h"
#include "compile.h"
#include "session.h"

namespace antiphon::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path) {
    throw Error(ErrorKind::unavailable, Code::unavailable,
                "file '" + path.string() + "' cannot be written: " + std::strerror(errno));
}

/// The old text or the new one stands in the file, never a part: written beside it, then renamed.
void replace_file(const fs::path& name, const std::string& text) {
    const fs::path path = fs::canonical(name);  // what a link points at, not the link
    std::string beside = path.string() + ".XXXXXX";
    const int file = mkstemp(beside.data());
    if (file < 0) fail(path);
    const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
    const bool closed = close(file) == 0;
    std::error_code failed;
    fs::permissions(beside, fs::status(path).permissions(), failed);
    if (written && closed && !failed && rename(beside.c_str(), path.c_str()) == 0) return;
    unlink(beside.c_str());
    fail(path);
}

int run_fmt(const Arguments& arguments, Session& session) {
    const bool check = arguments.has("check");
    bool wrong = false, differs = false;
    for (const std::string& path : arguments.all("FILE")) {
        auto text = read_text(path);
        if (!text) throw WrongUsage("cannot read '" + path + "'");
        idl::Sources sources;
        idl::Diagnostics diagnostics;
        const auto file = sources.add(path, std::move(*text));
        const auto comments =
            path.ends_with(".jsonc") ? idl::syntax::Comments::allowed : idl::syntax::Comments::refused;
        const auto formatted = idl::format(sources, file, comments, diagnostics);
        if (!formatted) {
            session.err() << idl::render(diagnostics, sources);
            wrong = true;
        } else if (*formatted != sources.text(file)) {
            if (!check) replace_file(path, *formatted);
            session.out() << path << "\n";
            differs = true;
        }
    }
    return wrong || (check && differs) ? 1 : 0;
}

}  // namespace

Command fmt_command() {
    return {
        "fmt",
        "lays out IDL files in one way",
        "Names the files that it changed. Order, numbers, escapes and comments stay as they are, and so does what the\n"
        "file means. A file with syntax errors is left alone.",
        {{"FILE", "an IDL file, .json or .jsonc", true, true}},
        {{"check", "", "change nothing; exit with 1 when a file would be changed"}},
        {"antiphon fmt idl/*.json", "antiphon fmt --check idl/*.json"},
        run_fmt};
}

}  // namespace antiphon::cli
