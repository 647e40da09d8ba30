#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace antiphon::json {

/// How much a reader forgives. A server is strict with params; a client or subscriber is tolerant with what newer
/// programs send: unknown values of open enums and unions are kept.
enum class Reading : unsigned char { strict, tolerant };

/// Where a reader is in a document, as a chain of frames on the stack: nothing is written down until something is
/// wrong. A Path borrows its parent and its key.
class Path {
  public:
    explicit Path(Reading reading = Reading::strict) noexcept
        : strict_(reading == Reading::strict), keeps_unknown_(!strict_) {}
    Path(const Path& parent, std::string_view key) noexcept : Path(parent, key, no_index) {}
    Path(const Path& parent, std::size_t index) noexcept : Path(parent, {}, index) {}

    /// Whether limits are checked here.
    bool strict() const noexcept { return strict_; }
    /// Whether unknown values of open enums and unions are kept here: where it is not strict, and where the IDL says
    /// `x-accept-unknown`.
    bool keeps_unknown() const noexcept { return keeps_unknown_; }
    /// Whether nothing that stands here may be shown.
    bool is_secret() const noexcept { return secret_; }

    /// The same place, keeping what is unknown.
    Path keeping_unknown() const noexcept {
        Path path = *this;
        path.keeps_unknown_ = true;
        return path;
    }
    /// The same place; errors name it, but neither what was found here nor where inside.
    Path secret() const noexcept {
        Path path = *this;
        path.secret_ = true;
        return path;
    }

    /// `items[0].sku`; a key that is no identifier stands as `["a b"]`. Empty at the root.
    std::string text() const;

    /// Throws InvalidData with this path. At a secret place the reason ends before ", found …".
    [[noreturn]] void fail(const std::string& reason) const;

  private:
    static constexpr std::size_t no_index = static_cast<std::size_t>(-1);
    Path(const Path& parent, std::string_view key, std::size_t index) noexcept
        : parent_(&parent),
          key_(key),
          index_(index),
          strict_(parent.strict_),
          keeps_unknown_(parent.keeps_unknown_),
          secret_(parent.secret_) {}

    const Path* parent_ = nullptr;
    std::string_view key_;
    std::size_t index_ = no_index;
    bool strict_, keeps_unknown_, secret_ = false;
};

}  // namespace antiphon::json
