#pragma once
#include <string>
#include <utility>

namespace antiphon {

/// Text that must not be seen: prints as `***`, wiped when destroyed. `reveal()` is the one way to it, so it can be
/// grepped.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}
    ~Secret() { wipe(); }
    Secret(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    Secret& operator=(const Secret&) = default;
    Secret& operator=(Secret&&) noexcept = default;
    const std::string& reveal() const noexcept { return text_; }
    bool empty() const noexcept { return text_.empty(); }

    /// The file's content without a newline at its end. Throws Error(invalid) naming the file; warns when others can
    /// read it.
    static Secret from_file(const std::string& path);

  private:
    void wipe() noexcept;
    std::string text_;
};

}  // namespace antiphon
