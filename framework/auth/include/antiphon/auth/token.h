#pragma once
// Tokens to claims and back: JWT (RFC 7519) as a compact JWS (RFC 7515), read with the same strict parser as all JSON.

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "antiphon/auth/keys.h"
#include "antiphon/base/clock.h"
#include "antiphon/base/context.h"
#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"

namespace antiphon::auth {

/// What a verified token says.
struct Claims {
    Caller caller;        ///< `sub`, `tenant`, `scope`, `roles`
    Timestamp expires{};  ///< `exp`
    Timestamp issued{};   ///< `iat`; the epoch when the token has none
    std::string id;       ///< `jti`; may be empty
    std::string info;     ///< `info` as JSON text, shown in presence; empty: none
};

using WallClock = std::function<Timestamp()>;

struct VerifierOptions {
    std::string issuer;    ///< `iss` must equal it
    std::string audience;  ///< `aud` must equal or contain it
    /// Off: issuer and audience must be set, and every token must carry both. On: an empty one is not checked.
    bool development = false;
    std::chrono::seconds leeway{30};           ///< for clocks that differ: on exp, nbf and iat
    std::chrono::seconds max_life{24 * 3600};  ///< exp further away than this is refused
    WallClock clock = now;
};

/// Verifies tokens of users. Any thread; makes no request to anywhere.
class Verifier {
  public:
    /// Throws Error(invalid) when `keys` is empty, or issuer or audience is missing outside of development.
    Verifier(Keys keys, VerifierOptions options);

    /// Throws Error(denied, unauthenticated) with one and the same text whatever is wrong, or Error(denied,
    /// token_expired) for a token that is good but for its `exp`.
    Claims verify(std::string_view token) const;

  private:
    // set at construction, never changes
    Keys keys_;
    VerifierOptions options_;
};

struct SignerOptions {
    std::string issuer;
    std::string audience;
    WallClock clock = now;
};

/// Makes tokens: for development, for tests and for programs that sign in on behalf of a login page.
class Signer {
  public:
    /// Throws Error(invalid) unless the key can sign.
    explicit Signer(Key key, SignerOptions options = {});

    /// `claims.expires` and `claims.issued` are not read: the token is issued now and expires in `life`.
    std::string sign(const Claims& claims, std::chrono::seconds life) const;

  private:
    Key key_;
    SignerOptions options_;
};

/// The header `Antiphon-Caller`, by which the gateway tells services who calls: a compact JWS over the claims, valid
/// for 60 s. Its type differs from a user's token, so neither passes for the other even where both are made with one
/// key.
class CallerSeal {
  public:
    static constexpr std::chrono::seconds life{60};
    static constexpr std::string_view header = "Antiphon-Caller";

    explicit CallerSeal(Keys keys, WallClock clock = now);

    /// A caller who is not signed in is sealed too: it says that the gateway let the call pass. Throws Error(invalid)
    /// when no key can sign.
    std::string seal(const Claims& claims) const;
    /// Throws Error(denied, unauthenticated), one text.
    Claims open(std::string_view text) const;

  private:
    Keys keys_;
    WallClock clock_;
};

/// Whether `granted` opens a door that asks for all of `scopes` and, where roles are named, any of `roles`.
template <class Names>
bool permits(const Caller& granted, const Names& scopes, const Names& roles) {
    for (const auto& scope : scopes)
        if (!granted.has_scope(scope)) return false;
    bool any = roles.empty();
    for (const auto& role : roles) any = any || granted.has_role(role);
    return any;
}

}  // namespace antiphon::auth
