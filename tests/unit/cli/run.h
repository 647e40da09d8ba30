#pragma once
// The command, run inside the test; and a folder for its files.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "antiphon/cli/cli.h"

namespace antiphon::cli {

struct Ran {
    int exit_code;
    std::string out, err;
};

inline Ran ran(const std::vector<std::string>& arguments) {
    std::ostringstream out, err;
    const int exit_code =
        run(arguments, {.out = out, .err = err, .environment = [](const std::string&) -> std::optional<std::string> {
                            return std::nullopt;
                        }});
    return {exit_code, out.str(), err.str()};
}

/// Gone when the test is.
class TestFolder {
  public:
    TestFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "antiphon_test_XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~TestFolder() { std::filesystem::remove_all(path_); }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return (path_ / name).string();
    }
    /// A program for /bin/sh.
    std::string script(const std::string& name, const std::string& text) const {
        const std::string file = write(name, "#!/bin/sh\n" + text + "\n");
        std::filesystem::permissions(file, std::filesystem::perms(0700));
        return file;
    }
    std::string read(const std::string& name) const {
        std::ifstream file(path_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    bool empty() const { return std::filesystem::is_empty(path_); }

  private:
    std::filesystem::path path_;
};

}  // namespace antiphon::cli
