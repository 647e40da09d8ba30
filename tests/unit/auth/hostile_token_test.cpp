// Tokens that must be refused, each for one thing that is wrong with it, all with the same words.
#include <gtest/gtest.h>

#include "antiphon/auth/token.h"
#include "forge.h"
#include "test_keys.h"

using namespace antiphon;
using namespace antiphon::auth;

namespace {

constexpr std::int64_t fixed_now = 1'800'000'000;
const std::string hs = R"({"alg":"HS256","typ":"JWT"})";
const std::string rs = R"({"alg":"RS256","typ":"JWT"})";
const std::string good = R"({"sub":"u","exp":1800000060,"iss":"me","aud":"shop"})";

Verifier verifier(Key key) {
    VerifierOptions options;
    options.issuer = "me";
    options.audience = "shop";
    options.clock = [] { return Timestamp(std::chrono::seconds(fixed_now)); };
    return Verifier(Keys(std::move(key)), options);
}
const Verifier& by_secret() {
    static const Verifier made = verifier(Key::secret(Secret(keys::secret), "k1"));
    return made;
}
const Verifier& by_rsa() {
    static const Verifier made = verifier(Key::from_pem(Secret(keys::rsa_public)));
    return made;
}
const Verifier& by_p256() {
    static const Verifier made = verifier(Key::from_pem(Secret(keys::p256_public)));
    return made;
}

std::string signed_with(const std::string& header, const std::string& payload = good) {
    return forge::token(header, payload, keys::secret);
}
std::string with(const std::string& claims) { return signed_with(hs, "{" + claims + "}"); }
const std::string rest = R"(,"iss":"me","aud":"shop")";

std::string changed_last_byte(std::string token) {
    token.back() = token.back() == 'A' ? 'B' : 'A';
    return token;
}
/// The same signature bytes in another spelling: the unused bits of the last character set.
std::string respelled(std::string token) {
    static const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    token.back() = alphabet[alphabet.find(token.back()) | 1];
    return token;
}

struct Case {
    const char* what;
    const Verifier& (*verifier)();
    std::string token;
};

std::vector<Case> broken_forms() {
    const std::string token = signed_with(hs);
    const std::string head = forge::unsigned_part(hs, good);
    return {
        {"empty", by_secret, ""},
        {"dots alone", by_secret, ".."},
        {"one part", by_secret, "abc"},
        {"two parts", by_secret, head},
        {"an empty signature", by_secret, head + "."},
        {"four parts", by_secret, token + ".AA"},
        {"five parts, as encrypted tokens have", by_secret, token + ".AA.AA"},
        {"a space in front", by_secret, " " + token},
        {"a line break behind", by_secret, token + "\n"},
        {"padding", by_secret, token + "="},
        {"base64 with + and /", by_secret, head + ".+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/8"},
        {"a NUL inside", by_secret, token.substr(0, 10) + std::string(1, '\0') + token.substr(10)},
        {"a signature cut short", by_secret, token.substr(0, token.size() - 8)},
        {"a signature with more behind", by_secret, token + "AAAA"},
        {"a changed signature", by_secret,
         head + "." + changed_last_byte(token.substr(head.size() + 1)).replace(0, 1, "_")},
        {"a signature in a second spelling", by_secret, respelled(token)},
        {"64 KiB", by_secret, std::string(65536, 'A') + "." + token},
        {"a payload over 8 KiB", by_secret,
         with(R"("sub":"u","exp":1800000060,"x":")" + std::string(8192, 'x') + '"' + rest)},
        {"a header that is no JSON", by_secret, signed_with("alg:HS256")},
        {"a header that is an array", by_secret, signed_with(R"(["HS256"])")},
        {"a header with alg twice", by_secret, signed_with(R"({"alg":"none","alg":"HS256"})")},
        {"a header with something behind it", by_secret, signed_with(hs + "{}")},
        {"a deep header", by_secret,
         signed_with(R"({"alg":"HS256","x":)" + std::string(50, '[') + std::string(50, ']') + "}")},
        {"a payload that is no JSON", by_secret, signed_with(hs, "sub=u")},
        {"a payload that is text", by_secret, signed_with(hs, "\"u\"")},
        {"a payload that is bad UTF-8", by_secret,
         signed_with(hs, "{\"sub\":\"\xff\",\"exp\":1800000060" + rest + "}")},
        {"an empty payload", by_secret, signed_with(hs, "")},
    };
}

std::vector<Case> confused_algorithms() {
    const auto bare = [](const char* algorithm) {
        return forge::unsigned_part(std::string(R"({"alg":")") + algorithm + "\"}", good) + ".";
    };
    const std::string es = R"({"alg":"ES256"})";
    const auto es_token = [&](const std::string& signature) {
        return forge::unsigned_part(es, good) + "." + forge::base64url(signature);
    };
    return {
        {"alg none", by_secret, bare("none")},
        {"alg None", by_secret, bare("None")},
        {"alg nOnE", by_secret, bare("nOnE")},
        {"alg none at an RSA key", by_rsa, bare("none")},
        {"alg none but a good signature", by_secret, signed_with(R"({"alg":"none"})")},
        {"no alg", by_secret, signed_with(R"({"typ":"JWT"})")},
        {"an empty alg", by_secret, signed_with(R"({"alg":""})")},
        {"alg null", by_secret, signed_with(R"({"alg":null})")},
        {"alg a list", by_secret, signed_with(R"({"alg":["HS256"]})")},
        {"alg in lower case", by_secret, signed_with(R"({"alg":"hs256"})")},
        {"HS512 at an HS256 key", by_secret, signed_with(R"({"alg":"HS512"})")},
        {"HS256 with the RSA public key as secret", by_rsa, forge::token(hs, good, keys::rsa_public)},
        {"RS256 said, signed by HMAC with the public key", by_rsa, forge::token(rs, good, keys::rsa_public)},
        {"an empty secret", by_secret, forge::token(hs, good, "")},
        {"another secret", by_secret, forge::token(hs, good, keys::other_secret)},
        {"another RSA key", by_rsa, forge::rsa_token(rs, good, keys::other_rsa_private)},
        {"PS256 said, signed as RS256", by_rsa, forge::rsa_token(R"({"alg":"PS256"})", good, keys::rsa_private)},
        {"RS256 said at an HS256 key", by_secret, forge::rsa_token(rs, good, keys::rsa_private)},
        {"ES256 with r and s zero", by_p256, es_token(std::string(64, '\0'))},
        {"ES256 with r and s the order", by_p256, es_token(std::string(64, '\xff'))},
        {"ES256 with an over-long signature", by_p256, es_token(std::string(4096, '\x30'))},
        {"ES256 with an empty signature", by_p256, es_token("")},
        {"its own key in jwk", by_secret,
         forge::token(R"({"alg":"HS256","jwk":{"kty":"oct","k":"ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA"}})", good,
                      keys::other_secret)},
        {"a key elsewhere in jku", by_secret,
         forge::token(R"({"alg":"HS256","jku":"http://127.0.0.1:9/"})", good, keys::other_secret)},
        {"crit with something unknown", by_secret, signed_with(R"({"alg":"HS256","crit":["exp2"],"exp2":1})")},
        {"an empty crit", by_secret, signed_with(R"({"alg":"HS256","crit":[]})")},
        {"an unencoded payload (b64)", by_secret, signed_with(R"({"alg":"HS256","b64":false,"crit":["b64"]})")},
        {"the type of a caller's seal", by_secret, signed_with(R"({"alg":"HS256","typ":"antiphon-caller+jwt"})")},
        {"another kid", by_secret, signed_with(R"({"alg":"HS256","kid":"k2"})")},
        {"kid a path", by_secret, signed_with(R"({"alg":"HS256","kid":"../../dev/null"})")},
        {"kid SQL", by_secret, signed_with(R"({"alg":"HS256","kid":"' OR 1=1 --"})")},
        {"kid with NUL", by_secret, signed_with(R"({"alg":"HS256","kid":"k1\u0000"})")},
        {"kid a number", by_secret, signed_with(R"({"alg":"HS256","kid":1})")},
        {"kid too long", by_secret, signed_with(R"({"alg":"HS256","kid":")" + std::string(65, 'k') + "\"}")},
    };
}

std::vector<Case> wrong_claims() {
    const auto exp = [](const std::string& value) { return with(R"("sub":"u","exp":)" + value + rest); };
    const std::string base = R"("sub":"u","exp":1800000060)";
    return {
        {"no exp", by_secret, with(R"("sub":"u")" + rest)},
        {"exp a string", by_secret, exp("\"1800000060\"")},
        {"exp null", by_secret, exp("null")},
        {"exp true", by_secret, exp("true")},
        {"exp negative", by_secret, exp("-1")},
        {"exp NaN", by_secret, exp("NaN")},
        {"exp 1e400", by_secret, exp("1e400")},
        {"exp 1e300", by_secret, exp("1e300")},
        {"exp above int64", by_secret, exp("18446744073709551615")},
        {"exp further away than a day", by_secret, exp("1800090000")},
        {"exp twice", by_secret, exp(R"(1,"exp":1800000060)")},
        {"nbf in the future", by_secret, with(base + R"(,"nbf":1800000031)" + rest)},
        {"nbf a string", by_secret, with(base + R"(,"nbf":"1")" + rest)},
        {"iat in the future", by_secret, with(base + R"(,"iat":1800000031)" + rest)},
        {"no sub", by_secret, with(R"("exp":1800000060)" + rest)},
        {"an empty sub", by_secret, with(R"("sub":"","exp":1800000060)" + rest)},
        {"sub a number", by_secret, with(R"("sub":7,"exp":1800000060)" + rest)},
        {"sub with a line break", by_secret, with(R"("sub":"u\r\nX: y","exp":1800000060)" + rest)},
        {"sub of 256 bytes", by_secret, with(R"("sub":")" + std::string(256, 'u') + R"(","exp":1800000060)" + rest)},
        {"tenant a list", by_secret, with(base + R"(,"tenant":["a","b"])" + rest)},
        {"scope a list", by_secret, with(base + R"(,"scope":["a"])" + rest)},
        {"roles a string", by_secret, with(base + R"(,"roles":"admin")" + rest)},
        {"roles with a number", by_secret, with(base + R"(,"roles":["a",1])" + rest)},
        {"no iss", by_secret, with(base + R"(,"aud":"shop")")},
        {"another iss", by_secret, with(base + R"(,"iss":"you","aud":"shop")")},
        {"iss a list", by_secret, with(base + R"(,"iss":["me"],"aud":"shop")")},
        {"no aud", by_secret, with(base + R"(,"iss":"me")")},
        {"another aud", by_secret, with(base + R"(,"iss":"me","aud":"shops")")},
        {"an aud list without ours", by_secret, with(base + R"(,"iss":"me","aud":["a","b"])")},
        {"an aud list with a number", by_secret, with(base + R"(,"iss":"me","aud":["shop",1])")},
        {"info over 1 KiB", by_secret, with(base + R"(,"info":")" + std::string(1100, 'x') + '"' + rest)},
    };
}

void expect_refused(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        try {
            one.verifier().verify(one.token);
            ADD_FAILURE() << "accepted: " << one.what;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::denied) << one.what;
            EXPECT_EQ(error.code(), static_cast<int>(Code::unauthenticated)) << one.what;
            EXPECT_STREQ(error.what(), "the token is not valid") << one.what;
        }
    }
}

}  // namespace

TEST(HostileToken, TheUnspoiledOnesAreTaken) {
    EXPECT_NO_THROW(by_secret().verify(signed_with(hs)));
    EXPECT_NO_THROW(by_rsa().verify(forge::rsa_token(rs, good, keys::rsa_private)));
    EXPECT_NO_THROW(by_secret().verify(with(R"("sub":"u","exp":1800000060)" + rest)));
}
TEST(HostileToken, OfABrokenFormIsRefused) { expect_refused(broken_forms()); }
TEST(HostileToken, ThatConfusesAlgorithmsOrKeysIsRefused) { expect_refused(confused_algorithms()); }
TEST(HostileToken, WithWrongClaimsIsRefused) { expect_refused(wrong_claims()); }
TEST(HostileToken, ComesInMoreThanEightyKinds) {
    EXPECT_GE(broken_forms().size() + confused_algorithms().size() + wrong_claims().size(), 80u);
}
