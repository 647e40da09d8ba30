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
    explicit Path(Reading reading = Reading::strict) noexcept : reading_(reading) {}
    Path(const Path& parent, std::string_view key) noexcept : parent_(&parent), key_(key), reading_(parent.reading_) {}
    Path(const Path& parent, std::size_t index) noexcept : parent_(&parent), index_(index), reading_(parent.reading_) {}

    bool strict() const noexcept { return reading_ == Reading::strict; }
    /// The same place, read tolerantly.
    Path tolerant() const noexcept {
        Path path = *this;
        path.reading_ = Reading::tolerant;
        return path;
    }

    /// `items[0].sku`; a key that is no identifier stands as `["a b"]`. Empty at the root.
    std::string text() const;

    /// Throws InvalidData with this path.
    [[noreturn]] void fail(const std::string& reason) const;

  private:
    static constexpr std::size_t no_index = static_cast<std::size_t>(-1);
    const Path* parent_ = nullptr;
    std::string_view key_;
    std::size_t index_ = no_index;
    Reading reading_;
};

}  // namespace antiphon::json
