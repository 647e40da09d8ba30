#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "antiphon/base/limits.h"

namespace antiphon::rpc {

/// The header fields of one HTTP request, in order, each as often as it came. Names compare without regard to case.
/// Borrows everything; valid until the request ends.
class Headers {
  public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };

    /// The first of this name; empty when there is none (or when it is empty).
    std::string_view get(std::string_view name) const noexcept;
    std::size_t count(std::string_view name) const noexcept;

    const Field* begin() const noexcept { return fields_.data(); }
    const Field* end() const noexcept { return fields_.data() + size_; }
    std::size_t size() const noexcept { return size_; }

    /// False when there is no room for more.
    bool add(std::string_view name, std::string_view value) noexcept {
        if (size_ == fields_.size()) return false;
        fields_[size_++] = {name, value};
        return true;
    }
    void clear() noexcept { size_ = 0; }

  private:
    std::array<Field, limits::max_headers> fields_;
    std::size_t size_ = 0;
};

/// ASCII, without regard to case.
bool same_name(std::string_view a, std::string_view b) noexcept;

}  // namespace antiphon::rpc
