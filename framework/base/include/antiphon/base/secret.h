#pragma once
#include <iosfwd>
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
    Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
    Secret& operator=(Secret other) noexcept {
        text_.swap(other.text_);
        return *this;
    }
    const std::string& reveal() const noexcept { return text_; }
    bool empty() const noexcept { return text_.empty(); }

    /// The file's content without a newline at its end, at most max_secret_bytes. Throws Error(invalid) naming the
    /// file; warns when others can read it.
    static Secret from_file(const std::string& path);

    friend std::ostream& operator<<(std::ostream& out, const Secret&);

  private:
    void wipe() noexcept;
    std::string text_;
};

}  // namespace antiphon
