#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "antiphon/auth/token.h"

namespace antiphon::auth {

/// What the payload must satisfy; all times are checked against `at`.
struct ClaimRules {
    std::string issuer;    ///< empty: not checked
    std::string audience;  ///< empty: not checked
    std::chrono::seconds leeway{30};
    std::chrono::seconds max_life{24 * 3600};
    Timestamp at{};
    bool needs_user = true;
};

enum class Verdict : unsigned char { good, expired, bad };

/// `out` is filled in where the verdict is good. Never throws.
Verdict read_claims(const std::string& payload, const ClaimRules& rules, Claims& out);

/// Empty members are left out.
std::string write_claims(const Claims& claims, const std::string& issuer, const std::string& audience, Timestamp issued,
                         std::chrono::seconds life);

}  // namespace antiphon::auth
