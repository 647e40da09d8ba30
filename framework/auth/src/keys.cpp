#include "antiphon/auth/keys.h"

#include <algorithm>
#include <optional>

#include "antiphon/base/log.h"
#include "antiphon/json/parser.h"
#include "material.h"

namespace antiphon::auth {
namespace {

constexpr std::size_t least_secret_bytes = 32;
constexpr std::size_t least_rsa_bits = 2048;
constexpr std::size_t max_id_bytes = 64;
constexpr std::size_t max_keys = 64;

std::optional<Algorithm> parse_algorithm(std::string_view text) {
    for (const Algorithm algorithm : {Algorithm::hs256, Algorithm::rs256, Algorithm::ps256, Algorithm::es256})
        if (text == name(algorithm)) return algorithm;
    return std::nullopt;
}

cjose_jwk_kty_t kind_for(Algorithm algorithm) {
    if (algorithm == Algorithm::hs256) return CJOSE_JWK_KTY_OCT;
    return algorithm == Algorithm::es256 ? CJOSE_JWK_KTY_EC : CJOSE_JWK_KTY_RSA;
}

Algorithm fitting(cjose_jwk_kty_t kind) {
    if (kind == CJOSE_JWK_KTY_OCT) return Algorithm::hs256;
    return kind == CJOSE_JWK_KTY_EC ? Algorithm::es256 : Algorithm::rs256;
}

void check_strength(const cjose_jwk_t* jwk, Algorithm algorithm) {
    const cjose_jwk_kty_t kind = cjose_jwk_get_kty(jwk, nullptr);
    if (kind != kind_for(algorithm))
        bad_key(std::string(name(algorithm)) + " does not fit a key of kind " + cjose_jwk_name_for_kty(kind, nullptr));
    const std::size_t bits = cjose_jwk_get_keysize(jwk, nullptr);
    if (kind == CJOSE_JWK_KTY_OCT && bits < least_secret_bytes * 8)
        bad_key("the secret has " + std::to_string(bits / 8) + " bytes, at least 32 are needed");
    if (kind == CJOSE_JWK_KTY_RSA && bits < least_rsa_bits)
        bad_key("the RSA key has " + std::to_string(bits) + " bits, at least 2048 are needed");
    if (kind == CJOSE_JWK_KTY_EC && cjose_jwk_EC_get_curve(jwk, nullptr) != CJOSE_JWK_EC_P_256)
        bad_key("the curve is not P-256");
}

void check_id(const std::string& id) {
    if (!id.empty() && !is_key_id(id)) bad_key("its id must be 1 to 64 of A-Z a-z 0-9 _ -");
}

std::string_view text_of(json::Value object, std::string_view key) {
    const auto member = object.find(key);
    return member && member->is_string() ? member->string() : std::string_view();
}

/// Whether a key of a set is one that Antiphon could use; what is not is left out rather than refused.
bool is_usable(json::Value jwk) {
    if (!jwk.is_object()) return false;
    const std::string_view kind = text_of(jwk, "kty"), use = text_of(jwk, "use"), algorithm = text_of(jwk, "alg");
    if (kind != "oct" && kind != "RSA" && !(kind == "EC" && text_of(jwk, "crv") == "P-256")) return false;
    return (use.empty() || use == "sig") && (algorithm.empty() || parse_algorithm(algorithm));
}

json::Value parse(json::Parser& parser, const Secret& text) {
    try {
        const json::Value value = parser.parse(text.reveal());
        if (value.is_object()) return value;
    } catch (const Error&) {
        // the parser's message may quote the text, which is secret
    }
    bad_key("expected a JSON object");
}

}  // namespace

std::string_view name(Algorithm algorithm) noexcept {
    switch (algorithm) {
        case Algorithm::hs256:
            return "HS256";
        case Algorithm::rs256:
            return "RS256";
        case Algorithm::ps256:
            return "PS256";
        case Algorithm::es256:
            return "ES256";
    }
    return "";
}

bool is_key_id(std::string_view text) noexcept {
    return !text.empty() && text.size() <= max_id_bytes && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

Key Key::secret(const Secret& bytes, const std::string& id) {
    check_id(id);
    const std::string& text = bytes.reveal();
    if (text.size() < least_secret_bytes)
        bad_key("the secret has " + std::to_string(text.size()) + " bytes, at least 32 are needed");
    Jwk jwk(cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), nullptr));
    if (!jwk) bad_key("the secret cannot be used");
    Key key;
    key.material_ = std::make_shared<const Material>(Material{std::move(jwk)});
    key.id_ = id;
    key.can_sign_ = true;
    return key;
}

Key Key::from_pem(const Secret& pem, Algorithm algorithm, const std::string& id) {
    check_id(id);
    PemKey read = read_pem(pem);
    if (algorithm == Algorithm::rs256) algorithm = fitting(cjose_jwk_get_kty(read.jwk.get(), nullptr));
    check_strength(read.jwk.get(), algorithm);
    Key key;
    key.material_ = std::make_shared<const Material>(Material{std::move(read.jwk)});
    key.id_ = id;
    key.algorithm_ = algorithm;
    key.can_sign_ = read.is_private;
    return key;
}

Key Key::from_jwk(const Secret& text) {
    json::Parser parser;
    const json::Value value = parse(parser, text);
    Jwk jwk(cjose_jwk_import(text.reveal().data(), text.reveal().size(), nullptr));
    if (!jwk) bad_key("the JWK is not complete or of a kind that is not known");
    Key key;
    const std::string_view algorithm = text_of(value, "alg");
    key.algorithm_ = fitting(cjose_jwk_get_kty(jwk.get(), nullptr));
    if (!algorithm.empty()) {
        const auto known = parse_algorithm(algorithm);
        if (!known) bad_key("its algorithm is none of HS256, RS256, PS256, ES256");
        key.algorithm_ = *known;
    }
    check_strength(jwk.get(), key.algorithm_);
    key.id_ = text_of(value, "kid");
    check_id(key.id_);
    key.can_sign_ = key.algorithm_ == Algorithm::hs256 || value.find("d").has_value();
    key.material_ = std::make_shared<const Material>(Material{std::move(jwk)});
    return key;
}

Keys Keys::from_jwks(const Secret& text) {
    json::Parser parser;
    const auto set = parse(parser, text).find("keys");
    if (!set || !set->is_array()) bad_key("a key set needs the member \"keys\", an array");
    Keys keys;
    for (const json::Value jwk : set->elements())
        if (is_usable(jwk)) keys.add(Key::from_jwk(Secret(std::string(jwk.text()))));
    if (keys.empty()) bad_key("the key set holds no key for HS256, RS256, PS256 or ES256 signatures");
    return keys;
}

Keys Keys::from_file(const std::string& path) {
    const Secret content = Secret::from_file(path);
    const std::string& text = content.reveal();
    try {
        const auto first = text.find_first_not_of(" \t\r\n");
        if (text.find("-----BEGIN ") != std::string::npos) return Keys(Key::from_pem(content));
        if (first == std::string::npos || text[first] != '{') return Keys(Key::secret(content));
        json::Parser parser;
        return parse(parser, content).find("keys") ? from_jwks(content) : Keys(Key::from_jwk(content));
    } catch (const Error& error) {
        throw Error(ErrorKind::invalid, Code::invalid_params, path + ": " + error.what());
    }
}

void Keys::add(Key key) {
    if (keys_.size() >= max_keys) bad_key("a set holds at most 64 keys");
    for (const Key& other : keys_)
        if (other.id() == key.id()) bad_key("two keys have the id '" + key.id() + "'");
    keys_.push_back(std::move(key));
}

const Key* Keys::find(std::string_view id) const noexcept {
    if (keys_.size() == 1 && (id.empty() || keys_.front().id().empty())) return &keys_.front();
    if (id.empty()) return nullptr;
    for (const Key& key : keys_)
        if (key.id() == id) return &key;
    return nullptr;
}

const Key* Keys::signing() const noexcept {
    for (const Key& key : keys_)
        if (key.can_sign()) return &key;
    return nullptr;
}

}  // namespace antiphon::auth
