#include "antiphon/json/object.h"

#include <algorithm>

#include "diagnose.h"

namespace antiphon::json {

namespace {

bool contains(std::initializer_list<std::string_view> names, std::string_view name) noexcept {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Value ObjectReader::search(std::string_view key) noexcept {
    for (Members::Iterator at = next_; at != end_; ++at) {
        const Member member = *at;
        if (member.key != key) continue;
        skipped_ = skipped_ || at != next_;
        next_ = ++at;
        return member.value;
    }
    if (!skipped_) return {};
    for (Members::Iterator at = members_.begin(); at != next_; ++at)
        if (const Member member = *at; member.key == key) return member.value;
    return {};
}

void ObjectReader::missing(std::string_view key) const { Path(path_, key).fail("is required and missing"); }

void ObjectReader::reject_unknown(std::initializer_list<std::string_view> known) const {
    for (const Member member : members_)
        if (!contains(known, member.key))
            path_.fail(path_.is_secret() ? "has a member too many" : "has no member " + shown(member.key));
}

void ObjectReader::keep_unknown(std::initializer_list<std::string_view> known,
                                std::map<std::string, JsonText>& extra) const {
    extra.clear();
    for (const Member member : members_)
        if (!contains(known, member.key)) extra[std::string(member.key)] = {std::string(member.value.text())};
}

}  // namespace antiphon::json
