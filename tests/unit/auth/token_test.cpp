#include "antiphon/auth/token.h"

#include <gtest/gtest.h>

#include "forge.h"
#include "test_keys.h"

using namespace antiphon;
using namespace antiphon::auth;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp fixed_now{std::chrono::seconds(1'800'000'000)};
Timestamp at_fixed_now() { return fixed_now; }

Claims someone() {
    Claims claims;
    claims.caller = {"u-1", "t-1", {"orders:read", "orders:write"}, {"admin"}};
    claims.id = "j-1";
    claims.info = R"({"name":"Ada"})";
    return claims;
}

VerifierOptions production() {
    VerifierOptions options;
    options.issuer = "https://issuer.example";
    options.audience = "shop";
    options.clock = at_fixed_now;
    return options;
}

void round_trip(const Key& signing, const Key& verifying) {
    const Signer signer(signing, {"https://issuer.example", "shop", at_fixed_now});
    const Claims read = Verifier(Keys(verifying), production()).verify(signer.sign(someone(), 600s));
    EXPECT_EQ(read.caller, someone().caller);
    EXPECT_EQ(read.id, "j-1");
    EXPECT_EQ(read.info, R"({"name":"Ada"})");
    EXPECT_EQ(read.expires, fixed_now + 600s);
    EXPECT_EQ(read.issued, fixed_now);
}

int code_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::denied);
        return error.code();
    }
    return 0;
}

}  // namespace

TEST(Token, ComesBackAsItWasSignedWithEachAlgorithm) {
    const Key secret = Key::secret(Secret(keys::secret), "k1");
    round_trip(secret, secret);
    round_trip(Key::from_pem(Secret(keys::rsa_private)), Key::from_pem(Secret(keys::rsa_public)));
    round_trip(Key::from_pem(Secret(keys::rsa_private), Algorithm::ps256),
               Key::from_pem(Secret(keys::rsa_public), Algorithm::ps256));
    round_trip(Key::from_pem(Secret(keys::p256_private)), Key::from_pem(Secret(keys::p256_public)));
}

TEST(Token, MadeBySomebodyElseWithTheRightKeyIsTaken) {
    const std::string payload =
        R"({"sub":"u","exp":1800000060.5,"iss":"https://issuer.example","aud":["other","shop"]})";
    const Verifier by_secret(Keys(Key::secret(Secret(keys::secret))), production());
    EXPECT_EQ(by_secret.verify(forge::token(R"({"alg":"HS256"})", payload, keys::secret)).caller.user, "u");
    const Verifier by_rsa(Keys(Key::from_pem(Secret(keys::rsa_public))), production());
    const std::string odd = R"({"typ":"at+jwt","jku":"http://127.0.0.1:1/","x5u":"http://127.0.0.1:1/","alg":"RS256"})";
    EXPECT_EQ(by_rsa.verify(forge::rsa_token(odd, payload, keys::rsa_private)).caller.user, "u");
}

TEST(Token, IsToldApartAsExpiredOnlyWhenAllElseIsGood) {
    Timestamp clock = fixed_now;
    VerifierOptions options = production();
    options.clock = [&clock] { return clock; };
    const Key key = Key::secret(Secret(keys::secret));
    const Verifier verifier(Keys(key), options);
    const std::string token = Signer(key, {options.issuer, options.audience, at_fixed_now}).sign(someone(), 60s);
    clock = fixed_now + 89s;
    EXPECT_EQ(verifier.verify(token).caller.user, "u-1");
    clock = fixed_now + 90s;
    EXPECT_EQ(code_of([&] { verifier.verify(token); }), static_cast<int>(Code::token_expired));
    EXPECT_EQ(code_of([&] { verifier.verify(token.substr(0, token.size() - 4) + "AAAA"); }),
              static_cast<int>(Code::unauthenticated));
}

TEST(Verifier, WantsIssuerAndAudienceOutsideOfDevelopment) {
    const Keys keys(Key::secret(Secret(keys::secret)));
    EXPECT_THROW(Verifier(keys, {}), Error);
    EXPECT_THROW(Verifier(Keys(), production()), Error);
    VerifierOptions development;
    development.development = true;
    development.clock = at_fixed_now;
    const Verifier verifier(keys, development);
    const Signer signer(Key::secret(Secret(keys::secret)), {"", "", at_fixed_now});
    EXPECT_EQ(verifier.verify(signer.sign(someone(), 60s)).caller.user, "u-1");
    development.issuer = "https://issuer.example";
    EXPECT_THROW(Verifier(keys, development).verify(signer.sign(someone(), 60s)), Error);
}

TEST(Signer, RefusesAPublicKey) {
    EXPECT_THROW(Signer(Key::from_pem(Secret(keys::rsa_public))), Error);
    EXPECT_THROW(CallerSeal(Keys(Key::from_pem(Secret(keys::rsa_public)))).seal(someone()), Error);
}

TEST(CallerSeal, CarriesTheCallerAndEvenNobody) {
    const CallerSeal seal(Keys(Key::secret(Secret(keys::secret))), at_fixed_now);
    EXPECT_EQ(seal.open(seal.seal(someone())).caller, someone().caller);
    EXPECT_FALSE(seal.open(seal.seal(Claims{})).caller.signed_in());
}

TEST(CallerSeal, EndsAfterItsLifeAndLeeway) {
    const Keys keys(Key::secret(Secret(keys::secret)));
    const std::string sealed = CallerSeal(keys, at_fixed_now).seal(someone());
    EXPECT_NO_THROW(CallerSeal(keys, [] { return fixed_now + 89s; }).open(sealed));
    EXPECT_EQ(code_of([&] { CallerSeal(keys, [] { return fixed_now + 90s; }).open(sealed); }),
              static_cast<int>(Code::unauthenticated));
}

TEST(CallerSeal, IsNoTokenAndATokenIsNoSealThoughOneKeyMadeBoth) {
    const Key key = Key::secret(Secret(keys::secret));
    const CallerSeal seal(Keys(key), at_fixed_now);
    VerifierOptions options;
    options.development = true;
    options.clock = at_fixed_now;
    EXPECT_EQ(code_of([&] { Verifier(Keys(key), options).verify(seal.seal(someone())); }),
              static_cast<int>(Code::unauthenticated));
    const std::string token = Signer(key, {"antiphon-gateway", "", at_fixed_now}).sign(someone(), 60s);
    EXPECT_EQ(code_of([&] { seal.open(token); }), static_cast<int>(Code::unauthenticated));
}

TEST(CallerSeal, MadeWithAnotherKeyIsRefused) {
    const std::string sealed = CallerSeal(Keys(Key::secret(Secret(keys::other_secret))), at_fixed_now).seal(someone());
    EXPECT_EQ(code_of([&] { CallerSeal(Keys(Key::secret(Secret(keys::secret))), at_fixed_now).open(sealed); }),
              static_cast<int>(Code::unauthenticated));
}
