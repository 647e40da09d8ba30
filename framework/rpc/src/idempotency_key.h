#pragma once
#include <string>

#include "antiphon/rpc/idempotency.h"

namespace antiphon::rpc {

/// One text per tenant, user, method and key. Each part is preceded by its length, so no two keys can run together.
inline std::string key_name(const KeyedCall& call) {
    std::string name;
    for (const std::string_view part : {call.tenant, call.user, call.method, call.key}) {
        name += std::to_string(part.size());
        name += ':';
        name += part;
    }
    return name;
}

}  // namespace antiphon::rpc
