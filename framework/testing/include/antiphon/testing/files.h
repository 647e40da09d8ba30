#pragma once
#include <filesystem>
#include <optional>
#include <string>

namespace antiphon::testing {

/// An empty folder under the system's temporary folder, removed with all that is in it by the destructor.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const noexcept { return path_; }

  private:
    std::filesystem::path path_;
};

/// The whole file. Throws Error(invalid) that names it when it cannot be read.
std::string read_file(const std::filesystem::path& file);
/// Creates missing folders; replaces the file.
void write_file(const std::filesystem::path& file, std::string_view text);

/// Conformance data that does not belong to the source tree: the folder that ANTIPHON_SHARED names, else `shared`
/// beside the source tree that the current folder lies in. Nothing when there is none: say so and skip.
std::optional<std::filesystem::path> shared_folder();

}  // namespace antiphon::testing
