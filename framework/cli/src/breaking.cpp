#include <algorithm>
#include <filesystem>

#include "antiphon/idl/evolve.h"
#include "antiphon/idl/ir.h"
#include "command.h"
#include "compile.h"
#include "revision.h"
#include "session.h"

namespace antiphon::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view git_prefix = "git:";

bool is_interface(const std::optional<std::string>& text) {
    return text && text->find("\"idl\"") != std::string::npos && text->find("\"namespace\"") != std::string::npos;
}

/// One version of the interface: files of the IDL, or representations that were kept.
struct Side {
    std::vector<std::string> files;
    idl::Loader load;
    std::string prefix = {};  ///< of names in messages
};

Side of_path(const std::string& path) {
    Side side{{}, read_text};
    if (!fs::is_directory(path)) {
        side.files.push_back(path);
        return side;
    }
    for (auto at = fs::recursive_directory_iterator(path); at != fs::recursive_directory_iterator(); ++at) {
        const std::string name = at->path().filename().string();
        if (name.starts_with('.') && at->is_directory()) at.disable_recursion_pending();
        if (!at->is_regular_file() || !(name.ends_with(".json") || name.ends_with(".jsonc"))) continue;
        const auto text = read_text(at->path().string());
        if (is_interface(text) || (text && idl::looks_like_ir(*text))) side.files.push_back(at->path().string());
    }
    std::sort(side.files.begin(), side.files.end());
    if (side.files.empty()) throw WrongUsage("there is no IDL file in '" + path + "'");
    return side;
}

Side of_revision(const std::string& name, const std::string& path) {
    const bool folder = fs::is_directory(path);
    const auto revision = std::make_shared<Revision>(name, folder ? fs::path(path) : fs::path(path).parent_path());
    Side side{{}, [revision](const std::string& file) { return revision->read(file); }, "git:" + name + ":"};
    if (!folder) {
        if (revision->read(path)) side.files.push_back(path);
        return side;
    }
    for (const auto& file : revision->files())
        if (is_interface(revision->read(file))) side.files.push_back(file);
    return side;
}

idl::Compilation compiled(const Side& side, const std::vector<std::string>& imports) {
    const bool kept = std::any_of(side.files.begin(), side.files.end(), [&](const std::string& file) {
        const auto text = side.load(file);
        return text && idl::looks_like_ir(*text);
    });
    if (!kept) return idl::compile(side.files, side.load, {.import_paths = imports});
    idl::Compilation all;
    for (const std::string& file : side.files)
        if (const auto text = side.load(file); text && idl::looks_like_ir(*text))
            all = idl::read_ir(file, *text, std::move(all));
    return all;
}

idl::evolve::Options options_of(const Arguments& arguments, const Side& baseline) {
    idl::evolve::Options options{{}, baseline.prefix};
    const std::string name = arguments.get("category").value_or("all");
    if (name == "wire") options.only = idl::evolve::Category::wire;
    if (name == "source") options.only = idl::evolve::Category::source;
    if (name == "security") options.only = idl::evolve::Category::security;
    return options;
}

int run_breaking(const Arguments& arguments, Session& session) {
    const std::string path = arguments.required("FILE|DIR");
    const auto against = arguments.get("against");
    if (!against) throw WrongUsage("--against is required: with what is " + path + " to be compared?");
    if (!fs::exists(path)) throw WrongUsage("there is no file or folder '" + path + "'");
    const bool revision = against->starts_with(git_prefix);
    if (!revision && !fs::exists(*against))
        throw WrongUsage("--against: there is no file or folder '" + *against + "'");
    const Side before = revision ? of_revision(against->substr(git_prefix.size()), path) : of_path(*against);
    const auto imports = arguments.all("import");
    const idl::Compilation now = compiled(of_path(path), imports), baseline = compiled(before, imports);
    const idl::Format format = format_of(arguments);
    for (const auto* side : {&now, &baseline})
        if (!side->ok()) {
            auto& where = format == idl::Format::gcc ? session.err() : session.out();
            where << idl::render(side->diagnostics, side->sources, {.format = format});
            return 1;
        }
    const auto done = idl::evolve::compare(now, baseline, options_of(arguments, before));
    const bool clean = done.diagnostics.all().empty();
    auto& where = format == idl::Format::gcc ? session.err() : session.out();
    if (!clean || format != idl::Format::gcc) where << idl::render(done.diagnostics, done.sources, {.format = format});
    if (clean && format == idl::Format::gcc)
        session.out() << path
                      << (before.files.empty() ? " is new since " + *against : " breaks nothing that is in " + *against)
                      << "\n";
    return done.diagnostics.errors() == 0 ? 0 : 1;
}

}  // namespace

Command breaking_command() {
    return {
        "breaking",
        "says what in an interface breaks those who use an older one",
        "The baseline is an IDL file, the representation that 'antiphon gen --lang ir' wrote, a folder of either, or\n"
        "git:REV: the same file or folder in a git revision.\n\n"
        "What breaks is judged on the assumption that readers are deployed before writers: servers before clients,\n"
        "consumers before producers. 'antiphon explain FIELD_REMOVED' says what to do instead, with an example.\n\n"
        "Exits with 1 when something breaks; source and security findings are warnings unless their category is asked\n"
        "for by name.",
        {{"FILE|DIR", "the interface as it is now"}},
        {{"against", "BASE", "compare with FILE, DIR or git:REV"},
         {"category",
          "NAME",
          "only wire (running programs), source (code to be compiled) or security [default all]",
          false,
          {"wire", "source", "security", "all"}},
         {"import", "DIR", "look for imported files here too; may be repeated", true, {}, 'I'},
         {"format", "FORMAT", "of the findings: gcc, json or sarif [default gcc]", false, {"gcc", "json", "sarif"}},
         {"json", "", "the same as --format json"}},
        {"antiphon breaking idl --against git:v1.4.0",
         "antiphon breaking orders.json --against released/orders.ir.json"},
        run_breaking};
}

}  // namespace antiphon::cli
