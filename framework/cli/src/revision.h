#pragma once
// Files as they were in a git revision. Asks the program git.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace antiphon::cli {

class Revision {
  public:
    /// `folder` is in the repository. Throws WrongUsage that says what is wrong: no git, no repository, no such
    /// revision.
    Revision(std::string name, std::filesystem::path folder);

    const std::string& name() const { return name_; }
    /// `path` as it is today, relative to the current folder. Nothing when the revision has no such file.
    std::optional<std::string> read(const std::string& path) const;
    /// The .json and .jsonc files that stood below the folder, with the folder's name in front.
    std::vector<std::string> files() const;

  private:
    std::string name_;
    std::filesystem::path folder_;
    std::string commit_;
};

}  // namespace antiphon::cli
