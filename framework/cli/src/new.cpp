#include <filesystem>
#include <fstream>

#include "antiphon/base/error.h"
#include "command.h"
#include "scaffold.h"
#include "session.h"

namespace antiphon::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::string& why) {
    throw Error(ErrorKind::unavailable, Code::unavailable, "'" + path.string() + "' cannot be made" + why);
}

int run_new(const Arguments& arguments, Session& session) {
    const std::string& name = arguments.required("NAME");
    if (const std::string why = refuse_service_name(name); !why.empty())
        throw WrongUsage("'" + name + "' is no name for a service: " + why);
    const fs::path folder = fs::path(arguments.get("out").value_or(".")) / name;
    if (fs::exists(folder)) throw WrongUsage("'" + folder.string() + "' is there already; nothing was written");
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) fail(folder, ": " + failed.message());
    for (const auto& [file, text] : scaffold(name)) {
        std::ofstream out(folder / file, std::ios::binary);
        out << text << std::flush;
        if (!out) fail(folder / file, "");
        session.out() << (folder / file).lexically_normal().string() << "\n";
    }
    return 0;
}

}  // namespace

Command new_command() {
    return {"new",
            "makes a service that builds, runs and is tested",
            "Makes the folder NAME with\n"
            "  NAME.json          the interface, with one method\n"
            "  NAME_service.h     the class that has the methods, and its .cpp\n"
            "  main.cpp           the program\n"
            "  NAME_test.cpp      calls the service without a port and without Redis\n"
            "  CMakeLists.txt     find_package(Antiphon), the program and the test\n"
            "  README.md          how to build, run and call it\n"
            "A folder that is there already is left alone.",
            {{"NAME", "of the service: lower case, such as greeter"}},
            {{"out", "DIR", "make the folder in this one [default .]"}},
            {"antiphon new greeter"},
            run_new};
}

}  // namespace antiphon::cli
