#include "antiphon/json/path.h"

#include <algorithm>

#include "antiphon/base/error.h"

namespace antiphon::json {

namespace {

bool is_identifier(std::string_view key) noexcept {
    if (key.empty() || (key[0] >= '0' && key[0] <= '9')) return false;
    for (const char c : key) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '_') return false;
    }
    return true;
}

}  // namespace

std::string Path::text() const {
    if (parent_ == nullptr) return {};
    std::string text = parent_->text();
    if (parent_->secret_) return text;
    if (index_ != no_index) return text + '[' + std::to_string(index_) + ']';
    if (!is_identifier(key_)) return text + "[\"" + std::string(key_) + "\"]";
    if (!text.empty()) text += '.';
    return text.append(key_);
}

void Path::fail(const std::string& reason) const {
    if (!secret_) throw InvalidData(text(), reason);
    const std::size_t found = std::min(reason.find(", found "), reason.find("; found "));
    throw InvalidData(text(), reason.substr(0, found));
}

}  // namespace antiphon::json
