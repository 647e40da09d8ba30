#pragma once
#include <cjose/jwk.h>

#include <memory>

#include "antiphon/auth/keys.h"
#include "antiphon/base/error.h"

namespace antiphon::auth {

struct ReleaseJwk {
    void operator()(cjose_jwk_t* jwk) const noexcept { cjose_jwk_release(jwk); }
};
using Jwk = std::unique_ptr<cjose_jwk_t, ReleaseJwk>;

/// What a Key holds: never changed once made, so threads share it (cjose's reference count, which is not atomic, is
/// never touched).
struct Key::Material {
    Jwk jwk;
};

[[noreturn]] inline void bad_key(const std::string& reason) {
    throw Error(ErrorKind::invalid, Code::invalid_params, "key: " + reason);
}

bool is_key_id(std::string_view text) noexcept;  ///< `[A-Za-z0-9_-]{1,64}`

/// PEM to JWK. Throws Error(invalid).
struct PemKey {
    Jwk jwk;
    bool is_private = false;
};
PemKey read_pem(const Secret& pem);

}  // namespace antiphon::auth
