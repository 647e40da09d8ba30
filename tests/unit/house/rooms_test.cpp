// Third-party headers stay in their rooms (docs/architecture.md): one line of this table per library.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Library {
    std::string_view include;             // how an include of it begins
    std::vector<std::string_view> rooms;  // modules of framework/ whose sources may have it
};

const std::vector<Library> libraries = {
    {"microhttpd", {"rpc"}},
    {"jsonrpccpp/", {"rpc"}},
    {"json/", {"json", "rpc"}},  // rpc: methods registered without IDL take Json::Value
    {"simdjson", {"json"}},
    {"hiredis/", {"redis"}},
    {"boost/", {"net", "ws", "gateway"}},
    {"openssl/", {"net", "ws", "auth"}},
    {"spdlog/", {"base"}},
    {"prometheus/", {"telemetry"}},
    {"cjose/", {"auth"}},
    {"jansson", {"auth"}},  // cjose's JSON
    {"CLI/", {"cli", "runtime", "gateway"}},
    {"gtest/", {"testing"}},
    {"gmock/", {"testing"}},
    {"benchmark/", {}},
};

const Library* library_of(std::string_view line) {
    if (!line.starts_with("#include <")) return nullptr;
    line.remove_prefix(10);
    const auto found = std::find_if(libraries.begin(), libraries.end(),
                                    [&](const Library& library) { return line.starts_with(library.include); });
    return found == libraries.end() ? nullptr : &*found;
}

std::vector<fs::path> sources_under(const fs::path& folder) {
    std::vector<fs::path> found;
    if (!fs::exists(folder)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string extension = entry.path().extension();
        if (entry.is_regular_file() && (extension == ".h" || extension == ".cpp")) found.push_back(entry.path());
    }
    return found;
}

/// `may(library)` decides for the files of one folder; returns "file: #include <…>" for what is out of its room.
template <class May>
std::vector<std::string> out_of_room(const fs::path& folder, May may) {
    std::vector<std::string> found;
    for (const fs::path& file : sources_under(folder)) {
        std::ifstream text(file);
        for (std::string line; std::getline(text, line);)
            if (const Library* library = library_of(line); library != nullptr && !may(*library))
                found.push_back(file.string() + ": " + line);
    }
    return found;
}

const fs::path source = ANTIPHON_SOURCE_DIR;

std::vector<fs::path> modules() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(source / "framework"))
        if (fs::exists(entry.path() / "include")) found.push_back(entry.path());
    return found;
}

}  // namespace

TEST(House, ThirdPartyHeadersStayInTheirRooms) {
    ASSERT_FALSE(modules().empty());
    for (const fs::path& module : modules()) {
        const std::string room = module.filename();
        const auto may = [&](const Library& library) {
            return std::find(library.rooms.begin(), library.rooms.end(), room) != library.rooms.end();
        };
        EXPECT_EQ(out_of_room(module / "src", may), std::vector<std::string>());
    }
    EXPECT_EQ(out_of_room(source / "services", [](const Library&) { return false; }), std::vector<std::string>());
    EXPECT_EQ(out_of_room(source / "examples", [](const Library& library) { return library.include == "json/"; }),
              std::vector<std::string>());
}

TEST(House, PublicHeadersIncludeNoThirdPartyHeader) {
    for (const fs::path& module : modules())
        EXPECT_EQ(out_of_room(module / "include", [](const Library&) { return false; }), std::vector<std::string>());
}

TEST(House, PublicHeadersDefineNoMacro) {
    for (const fs::path& module : modules())
        for (const fs::path& file : sources_under(module / "include")) {
            std::ifstream text(file);
            for (std::string line; std::getline(text, line);) EXPECT_FALSE(line.starts_with("#define")) << file << line;
        }
}

TEST(House, ModulesIncludeOnlyWhatStandsBelowThem) {
    // CMake hides headers of modules that are not linked; this catches a path written by hand.
    for (const fs::path& module : modules())
        for (const fs::path& file : sources_under(module)) {
            std::ifstream text(file);
            for (std::string line; std::getline(text, line);)
                EXPECT_FALSE(line.starts_with("#include \"../") && line.find("/src/") != std::string::npos)
                    << file << ": " << line;
        }
}
