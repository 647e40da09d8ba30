#include "plugin.h"

#include <algorithm>
#include <set>

#include "antiphon/base/error.h"
#include "program.h"

namespace antiphon::cli {
namespace {

std::string why_not(const std::string& name) {
    if (name.empty() || name.size() > max_plugin_name_bytes)
        return "must have 1 to " + std::to_string(max_plugin_name_bytes) + " bytes";
    if (name.front() == '/') return "is an absolute path; files go into the folder of --out";
    for (const char c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == 0x7F)
            return "has a character that names of files cannot have";
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        const std::string part = name.substr(at, end - at);
        if (part == "..") return "leads upwards; files go into the folder of --out";
        if (part.empty() || part == ".") return "has an empty part";
        at = end + 1;
    }
    return "";
}

}  // namespace

std::string run_plugin(const std::string& program, std::string_view ir, std::chrono::milliseconds timeout,
                       std::ostream& messages) {
    const std::string name = "plug-in " + program;
    const auto fail = [&](const std::string& what) {
        throw Error(ErrorKind::unavailable, Code::unavailable, name + ' ' + what);
    };
    const auto finished = run_program({.words = {program},
                                       .name = name,
                                       .input = ir,
                                       .messages = &messages,
                                       .max_output_bytes = max_plugin_output_bytes,
                                       .max_message_bytes = max_plugin_message_bytes,
                                       .deadline = timeout,
                                       .longer = "--plugin-timeout gives it more time"});
    if (!finished) fail("cannot be started: No such file or directory");
    if (finished->signal != 0) fail("was ended by signal " + std::to_string(finished->signal));
    if (finished->exit_code != 0) fail("ended with " + std::to_string(finished->exit_code));
    return finished->out;
}

std::vector<idl::emit::OutputFile> plugin_files(const std::string& program, const std::string& output) {
    using idl::syntax::Kind;
    idl::Sources sources;
    idl::Diagnostics diagnostics;
    const std::uint32_t file = sources.add("what plug-in " + program + " wrote", output);
    const idl::syntax::Node root = idl::syntax::read(sources, file, idl::syntax::Comments::refused, diagnostics);
    const auto wrong = [&](const idl::syntax::Node& where, const std::string& what) {
        diagnostics.error("plugin-output", {file, where.span.begin, where.span.begin + 1}, what);
    };
    std::vector<idl::emit::OutputFile> out;
    const idl::syntax::Member* files = root.is(Kind::object) ? root.find("files") : nullptr;
    if (diagnostics.errors() == 0 && (files == nullptr || !files->value.is(Kind::array)))
        wrong(root, R"(expected { "files": [{ "name": …, "content": … }] })");
    if (diagnostics.errors() == 0 && files->value.items.size() > max_plugin_files)
        wrong(files->value, "more than " + std::to_string(max_plugin_files) + " files");
    std::set<std::string> names;
    if (diagnostics.errors() == 0)
        for (const auto& one : files->value.items) {
            const auto* name = one.is(Kind::object) ? one.find("name") : nullptr;
            const auto* content = one.is(Kind::object) ? one.find("content") : nullptr;
            if (name == nullptr || content == nullptr || !name->value.is(Kind::string) ||
                !content->value.is(Kind::string)) {
                wrong(one, R"(a file is { "name": …, "content": … }, both strings)");
                continue;
            }
            if (const std::string why = why_not(name->value.text); !why.empty())
                wrong(name->value, "the name " + idl::quoted(name->value.text) + ' ' + why);
            else if (!names.insert(name->value.text).second)
                wrong(name->value, "the name " + idl::quoted(name->value.text) + " stands twice");
            else
                out.push_back({name->value.text, content->value.text});
        }
    if (diagnostics.errors() != 0)
        throw Error(ErrorKind::invalid, Code::invalid_request,
                    "plug-in " + program + " wrote something else than files:\n" + idl::render(diagnostics, sources));
    return out;
}

}  // namespace antiphon::cli
