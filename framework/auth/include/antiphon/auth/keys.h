#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/base/secret.h"

namespace antiphon::auth {

/// How a token is signed. Bound to a key when it is loaded; what a token's header says is only ever compared with it.
enum class Algorithm : std::uint8_t { hs256, rs256, ps256, es256 };

std::string_view name(Algorithm algorithm) noexcept;  ///< "RS256"

/// One key with the one algorithm it is used for. Copies share the key. Any thread.
///
/// All makers throw Error(invalid) that says what is wrong with the key and never shows it: a secret shorter than 32
/// bytes, an RSA key below 2,048 bits, a curve that is not P-256, an algorithm that does not fit the key.
class Key {
  public:
    /// HS256. The bytes are the secret as they are, nothing is decoded.
    static Key secret(const Secret& bytes, const std::string& id = {});
    /// RSA or P-256, public or private, in PEM. `rs256` stands for "what fits": ES256 for P-256.
    static Key from_pem(const Secret& pem, Algorithm algorithm = Algorithm::rs256, const std::string& id = {});
    /// JWK (RFC 7517). Without a member `alg`: HS256, RS256 or ES256 by `kty`.
    static Key from_jwk(const Secret& json);

    const std::string& id() const noexcept { return id_; }  ///< `kid`; may be empty
    Algorithm algorithm() const noexcept { return algorithm_; }
    bool can_sign() const noexcept { return can_sign_; }

    struct Material;
    const Material& material() const noexcept { return *material_; }  ///< for this module's sources

  private:
    Key() = default;
    std::shared_ptr<const Material> material_;
    std::string id_;
    Algorithm algorithm_ = Algorithm::hs256;
    bool can_sign_ = false;
};

/// The keys that tokens of one issuer may be signed with. A value; filled before it is shared between threads.
class Keys {
  public:
    Keys() = default;
    explicit Keys(Key key) { add(std::move(key)); }

    /// A JWK Set (RFC 7517 section 5). Keys that are not for signatures, or of kinds that are not known here, are left
    /// out, as the RFC asks. Throws Error(invalid) when the text is no key set, a known key is broken, or none is left.
    static Keys from_jwks(const Secret& json);

    /// By what the file holds: PEM, a JWK, a JWK Set, or else the bytes of an HS256 secret. Throws Error(invalid) that
    /// names the file.
    static Keys from_file(const std::string& path);

    /// Throws Error(invalid) when another key has the same id.
    void add(Key key);

    /// The key that a token with this `kid` (empty: it has none) must be signed with. A token without `kid` is taken
    /// only where there is one key; a key without id is taken for any `kid` only when it is alone. Null: no such key.
    const Key* find(std::string_view id) const noexcept;

    /// The first key that can sign, or null.
    const Key* signing() const noexcept;
    bool empty() const noexcept { return keys_.empty(); }
    std::size_t size() const noexcept { return keys_.size(); }

  private:
    std::vector<Key> keys_;
};

}  // namespace antiphon::auth
