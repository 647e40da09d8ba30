#include "identity.h"

#include <gtest/gtest.h>

#include "antiphon/base/error.h"

namespace antiphon::runtime {
namespace {

auth::Keys keys(char letter = 'k') { return auth::Keys(auth::Key::secret(Secret(std::string(32, letter)))); }

Caller alice() {
    Caller caller;
    caller.user = "alice";
    caller.tenant = "acme";
    caller.scopes = {"orders:read"};
    return caller;
}

std::string token_of(const Caller& caller) {
    auth::Claims claims;
    claims.caller = caller;
    return auth::Signer(*keys().signing()).sign(claims, std::chrono::minutes(1));
}

/// What authenticate() says to one header field.
Caller authenticated(const Identity& identity, std::string_view name, std::string_view value) {
    rpc::Headers headers;
    headers.add(name, value);
    return identity.authenticate(headers);
}

TEST(Identity, BelievesTheSealOfWhoHasTheKey) {
    const Identity identity(keys(), false);
    EXPECT_EQ(authenticated(identity, "antiphon-caller", identity.seal(alice())), alice());
}

TEST(Identity, RefusesASealOfAnotherKey) {
    const Identity identity(keys(), false);
    EXPECT_THROW(authenticated(identity, "Antiphon-Caller", Identity(keys('x'), false).seal(alice())), Error);
    EXPECT_THROW(authenticated(identity, "Antiphon-Caller", "nonsense"), Error);
}

TEST(Identity, TakesUsersTokensInDevelopmentOnly) {
    EXPECT_EQ(authenticated(Identity(keys(), true), "Authorization", "Bearer " + token_of(alice())), alice());
    EXPECT_EQ(authenticated(Identity(keys(), true), "authorization", "bearer " + token_of(alice())), alice());
    EXPECT_FALSE(authenticated(Identity(keys(), false), "Authorization", "Bearer " + token_of(alice())).signed_in());
    EXPECT_THROW(authenticated(Identity(keys(), true), "Authorization", "Bearer nonsense"), Error);
}

TEST(Identity, TakesNoTokenForASealNorASealForAToken) {
    const Identity identity(keys(), true);
    EXPECT_THROW(authenticated(identity, "Antiphon-Caller", token_of(alice())), Error);
    EXPECT_THROW(authenticated(identity, "Authorization", "Bearer " + identity.seal(alice())), Error);
}

TEST(Identity, WithoutCredentialsOrKeysIsNobody) {
    EXPECT_FALSE(Identity(keys(), true).authenticate({}).signed_in());
    const Identity none({}, true);
    EXPECT_FALSE(authenticated(none, "Antiphon-Caller", Identity(keys(), false).seal(alice())).signed_in());
    EXPECT_EQ(none.seal(alice()), "");
}

}  // namespace
}  // namespace antiphon::runtime
