#include "identity.h"

namespace antiphon::runtime {
namespace {

constexpr std::string_view bearer = "Bearer ";

}  // namespace

Identity::Identity(auth::Keys keys, bool development) {
    if (keys.empty()) return;
    if (development) users_.emplace(keys, auth::VerifierOptions{.issuer = {}, .audience = {}, .development = true});
    seal_.emplace(std::move(keys));
}

Caller Identity::authenticate(const rpc::Headers& headers) const {
    const std::string_view sealed = headers.get(auth::CallerSeal::header);
    if (!sealed.empty() && seal_) return seal_->open(sealed).caller;
    const std::string_view authorization = headers.get("Authorization");
    if (users_ && rpc::same_name(authorization.substr(0, bearer.size()), bearer))
        return users_->verify(authorization.substr(bearer.size())).caller;
    return {};
}

std::string Identity::seal(const Caller& caller) const {
    if (!seal_) return "";
    auth::Claims claims;
    claims.caller = caller;
    return seal_->seal(claims);
}

}  // namespace antiphon::runtime
