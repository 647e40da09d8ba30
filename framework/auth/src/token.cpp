#include "antiphon/auth/token.h"

#include "antiphon/base/error.h"
#include "claims.h"
#include "jws.h"

namespace antiphon::auth {
namespace {

constexpr std::string_view user_type = "JWT";
constexpr std::string_view seal_type = "antiphon-caller+jwt";
constexpr std::string_view seal_issuer = "antiphon-gateway";

bool is_user_type(std::string_view type) { return type.empty() || type == user_type || type == "at+jwt"; }
bool is_seal_type(std::string_view type) { return type == seal_type; }

[[noreturn]] void refuse(std::string_view what) {
    throw Error(ErrorKind::denied, Code::unauthenticated, std::string(what) + " is not valid");
}

void check(bool fine, const std::string& message) {
    if (!fine) throw Error(ErrorKind::invalid, Code::invalid_params, message);
}

}  // namespace

Verifier::Verifier(Keys keys, VerifierOptions options) : keys_(std::move(keys)), options_(std::move(options)) {
    check(!keys_.empty(), "tokens cannot be verified: no key is given");
    const bool named = !options_.issuer.empty() && !options_.audience.empty();
    check(options_.development || named, "tokens cannot be verified: issuer and audience are required");
}

Claims Verifier::verify(std::string_view token) const {
    const auto payload = open_jws(keys_, token, is_user_type);
    if (!payload) refuse("the token");
    const ClaimRules rules{options_.issuer,   options_.audience, options_.leeway,
                           options_.max_life, options_.clock(),  true};
    Claims claims;
    const Verdict verdict = read_claims(*payload, rules, claims);
    if (verdict == Verdict::expired) throw Error(ErrorKind::denied, Code::token_expired, "the token has expired");
    if (verdict == Verdict::bad) refuse("the token");
    return claims;
}

Signer::Signer(Key key, SignerOptions options) : key_(std::move(key)), options_(std::move(options)) {
    check(key_.can_sign(), "tokens cannot be signed: the key is a public one");
}

std::string Signer::sign(const Claims& claims, std::chrono::seconds life) const {
    return sign_jws(key_, user_type, write_claims(claims, options_.issuer, options_.audience, options_.clock(), life));
}

CallerSeal::CallerSeal(Keys keys, WallClock clock) : keys_(std::move(keys)), clock_(std::move(clock)) {
    check(!keys_.empty(), "callers cannot be sealed: no key is given");
}

std::string CallerSeal::seal(const Claims& claims) const {
    const Key* key = keys_.signing();
    check(key != nullptr, "callers cannot be sealed: no key can sign");
    return sign_jws(*key, seal_type, write_claims(claims, std::string(seal_issuer), {}, clock_(), life));
}

Claims CallerSeal::open(std::string_view text) const {
    const auto payload = open_jws(keys_, text, is_seal_type);
    if (!payload) refuse("the caller's seal");
    ClaimRules rules;
    rules.issuer = seal_issuer;
    rules.max_life = life;
    rules.at = clock_();
    rules.needs_user = false;
    Claims claims;
    if (read_claims(*payload, rules, claims) != Verdict::good) refuse("the caller's seal");
    return claims;
}

}  // namespace antiphon::auth
