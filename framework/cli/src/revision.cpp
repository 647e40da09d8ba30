#include "revision.h"

#include "antiphon/idl/syntax.h"
#include "command.h"
#include "program.h"

namespace antiphon::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = idl::syntax::max_bytes + 1;  // one more than the compiler reads
constexpr std::chrono::seconds deadline{30};

std::optional<Finished> git(const fs::path& folder, std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-C", folder.string()});
    return run_program({.words = std::move(words),
                        .name = "git",
                        .max_output_bytes = most_bytes,
                        .max_message_bytes = most_bytes,
                        .deadline = deadline});
}

/// "fatal: not a git repository (or any of the parent directories): .git"
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

fs::path plain(const fs::path& path) { return fs::absolute(path).lexically_normal(); }

}  // namespace

Revision::Revision(std::string name, fs::path folder)
    : name_(std::move(name)), folder_(folder.empty() ? "." : std::move(folder)) {
    const std::string flag = "--against git:" + name_ + ": ";
    const auto inside = git(folder_, {"rev-parse", "--git-dir"});
    if (!inside) throw WrongUsage(flag + "the program git is not installed");
    if (inside->exit_code != 0)
        throw WrongUsage(flag + "'" + folder_.string() + "' is in no git repository (" + first_line(inside->err) + ")");
    const auto commit = git(folder_, {"rev-parse", "--verify", "--quiet", "--end-of-options", name_ + "^{commit}"});
    if (!commit || commit->exit_code != 0) throw WrongUsage(flag + "the repository has no revision '" + name_ + "'");
    commit_ = first_line(commit->out);
}

std::optional<std::string> Revision::read(const std::string& path) const {
    const std::string relative = plain(path).lexically_relative(plain(folder_)).generic_string();
    const auto shown =
        git(folder_, {"cat-file", "blob", commit_ + ":" + (relative.starts_with("..") ? "" : "./") + relative});
    if (!shown || shown->exit_code != 0) return std::nullopt;
    return shown->out;
}

std::vector<std::string> Revision::files() const {
    std::vector<std::string> out;
    const auto list = git(folder_, {"ls-tree", "-r", "-z", "--name-only", commit_, "./"});
    if (!list || list->exit_code != 0) return out;
    for (std::size_t at = 0; at < list->out.size();) {
        const std::size_t end = std::min(list->out.find('\0', at), list->out.size());
        const std::string name = list->out.substr(at, end - at);
        if (name.ends_with(".json") || name.ends_with(".jsonc")) out.push_back((folder_ / name).generic_string());
        at = end + 1;
    }
    return out;
}

}  // namespace antiphon::cli
