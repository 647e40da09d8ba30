#include "command.h"
#include "compile.h"
#include "session.h"

namespace antiphon::cli {

idl::Format format_of(const Arguments& arguments) {
    if (arguments.has("json")) return idl::Format::json;
    const std::string name = arguments.get("format").value_or("gcc");
    if (name == "json") return idl::Format::json;
    return name == "sarif" ? idl::Format::sarif : idl::Format::gcc;
}

namespace {

int run_check(const Arguments& arguments, Session& session) {
    const auto files = arguments.all("FILE");
    const auto done = compile_files(files, arguments.all("import"));
    const idl::Format format = format_of(arguments);
    const bool clean = done.diagnostics.all().empty();
    // Findings are what was asked for, so programs read them from standard output, people see them with other mistakes.
    auto& where = format == idl::Format::gcc ? session.err() : session.out();
    if (!clean || format != idl::Format::gcc) where << idl::render(done.diagnostics, done.sources, {.format = format});
    if (clean && format == idl::Format::gcc)
        session.out() << (files.size() == 1 ? files.front() + " is" : std::to_string(files.size()) + " files are")
                      << " in order\n";
    return done.ok() ? 0 : 1;
}

}  // namespace

Command check_command() {
    return {"check",
            "checks IDL files",
            "Exits with 1 when there are errors; warnings alone do not count.",
            {{"FILE", "an IDL file, .json or .jsonc", true, true}},
            {{"import", "DIR", "look for imported files here too; may be repeated", true, {}, 'I'},
             {"format", "FORMAT", "of the findings: gcc, json or sarif [default gcc]", false, {"gcc", "json", "sarif"}},
             {"json", "", "the same as --format json"}},
            {"antiphon check idl/orders.json idl/payment.json"},
            run_check};
}

}  // namespace antiphon::cli
