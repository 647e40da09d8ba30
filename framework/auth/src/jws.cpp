#include "jws.h"

#include <cjose/jws.h>

#include <array>

#include "antiphon/base/limits.h"
#include "antiphon/json/parser.h"
#include "base64url.h"
#include "material.h"

namespace antiphon::auth {
namespace {

struct Release {
    void operator()(cjose_jws_t* jws) const noexcept { cjose_jws_release(jws); }
    void operator()(cjose_header_t* header) const noexcept { cjose_header_release(header); }
};
using Jws = std::unique_ptr<cjose_jws_t, Release>;
using Header = std::unique_ptr<cjose_header_t, Release>;

/// Exactly three parts. A token of five is encrypted, one of two is not signed.
std::optional<std::array<std::string_view, 3>> split(std::string_view text) {
    const auto first = text.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = text.find('.', first + 1);
    if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos) return std::nullopt;
    return std::array{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

/// A member that must be text where it is there: absent reads as empty, another kind as nothing.
std::optional<std::string_view> text_of(json::Value object, std::string_view key) {
    const auto member = object.find(key);
    if (!member) return std::string_view();
    if (!member->is_string() || member->string().empty()) return std::nullopt;
    return member->string();
}

/// The key that the header leads to, if all in it is as it must be. `jwk`, `jku`, `x5u` and the like are not read.
const Key* key_for(const Keys& keys, const std::string& header, bool (*is_type)(std::string_view)) {
    json::Parser parser;
    const json::Value value = parser.parse(header, {.max_bytes = limits::max_token_bytes, .max_depth = 8});
    // No extension is understood here (RFC 7515 section 4.1.11), "b64" (RFC 7797) least of all.
    if (!value.is_object() || value.find("crit") || value.find("b64")) return nullptr;
    const auto type = text_of(value, "typ"), id = text_of(value, "kid"), algorithm = text_of(value, "alg");
    if (!type || !is_type(*type) || !id || (!id->empty() && !is_key_id(*id)) || !algorithm) return nullptr;
    const Key* key = keys.find(*id);
    return key != nullptr && *algorithm == name(key->algorithm()) ? key : nullptr;
}

std::optional<std::string> verified(const Key& key, std::string_view text) {
    const Jws jws(cjose_jws_import(text.data(), text.size(), nullptr));
    if (!jws || !cjose_jws_verify(jws.get(), key.material().jwk.get(), nullptr)) return std::nullopt;
    std::uint8_t* bytes = nullptr;
    std::size_t length = 0;
    if (!cjose_jws_get_plaintext(jws.get(), &bytes, &length, nullptr)) return std::nullopt;
    return std::string(reinterpret_cast<const char*>(bytes), length);
}

bool signature_fits(Algorithm algorithm, std::size_t bytes) {
    if (algorithm == Algorithm::hs256) return bytes == 32;
    if (algorithm == Algorithm::es256) return bytes == 64;
    return bytes >= 256 && bytes <= 1024;
}

}  // namespace

std::string sign_jws(const Key& key, std::string_view type, const std::string& payload) {
    const Header header(cjose_header_new(nullptr));
    const std::string algorithm(name(key.algorithm()));
    bool made = header && cjose_header_set(header.get(), "alg", algorithm.c_str(), nullptr) &&
                cjose_header_set(header.get(), "typ", std::string(type).c_str(), nullptr);
    if (!key.id().empty()) made = made && cjose_header_set(header.get(), "kid", key.id().c_str(), nullptr);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(payload.data());
    const Jws jws(made ? cjose_jws_sign(key.material().jwk.get(), header.get(), bytes, payload.size(), nullptr)
                       : nullptr);
    const char* text = nullptr;
    if (!jws || !cjose_jws_export(jws.get(), &text, nullptr))
        throw Error(ErrorKind::internal, Code::internal_error, "a token could not be signed");
    return text;
}

std::optional<std::string> open_jws(const Keys& keys, std::string_view text, bool (*is_type)(std::string_view)) {
    if (text.size() > limits::max_token_bytes) return std::nullopt;
    const auto parts = split(text);
    if (!parts) return std::nullopt;
    const auto header = decode_base64url((*parts)[0]), payload = decode_base64url((*parts)[1]),
               signature = decode_base64url((*parts)[2]);
    if (!header || !payload || !signature) return std::nullopt;
    try {
        const Key* key = key_for(keys, *header, is_type);
        if (key == nullptr || !signature_fits(key->algorithm(), signature->size())) return std::nullopt;
        return verified(*key, text);
    } catch (const Error&) {
        return std::nullopt;  // the header is no JSON
    }
}

}  // namespace antiphon::auth
