#include "antiphon/auth/keys.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "antiphon/base/error.h"
#include "test_keys.h"

using namespace antiphon;
using auth::Algorithm;
using auth::Key;
using auth::Keys;

namespace {

std::string refusal(const std::function<void()>& make) {
    try {
        make();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.what();
    }
    return "accepted";
}

const std::string jwk_secret = R"({"kty":"oct","kid":"a","k":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"})";

}  // namespace

TEST(Keys, TakesASecretOfThirtyTwoBytesAndRefusesOneOfThirtyOne) {
    EXPECT_EQ(Key::secret(Secret(std::string(32, 'x'))).algorithm(), Algorithm::hs256);
    EXPECT_EQ(refusal([] { Key::secret(Secret(std::string(31, 'x'))); }),
              "key: the secret has 31 bytes, at least 32 are needed");
    EXPECT_EQ(refusal([] { Key::secret(Secret{}); }), "key: the secret has 0 bytes, at least 32 are needed");
}

TEST(Keys, BindsTheAlgorithmThatFitsAPemKey) {
    EXPECT_EQ(Key::from_pem(Secret(keys::rsa_public)).algorithm(), Algorithm::rs256);
    EXPECT_EQ(Key::from_pem(Secret(keys::rsa_public), Algorithm::ps256).algorithm(), Algorithm::ps256);
    EXPECT_EQ(Key::from_pem(Secret(keys::p256_public)).algorithm(), Algorithm::es256);
    EXPECT_FALSE(Key::from_pem(Secret(keys::rsa_public)).can_sign());
    EXPECT_TRUE(Key::from_pem(Secret(keys::rsa_private)).can_sign());
}

TEST(Keys, RefusesAlgorithmsThatDoNotFitAndWeakKeys) {
    EXPECT_EQ(refusal([] { Key::from_pem(Secret(keys::rsa_public), Algorithm::hs256); }),
              "key: HS256 does not fit a key of kind RSA");
    EXPECT_EQ(refusal([] { Key::from_pem(Secret(keys::small_rsa_public)); }),
              "key: the RSA key has 1024 bits, at least 2048 are needed");
    EXPECT_EQ(refusal([] { Key::from_pem(Secret("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")); }),
              "key: the PEM text holds no public key");
}

TEST(Keys, ReadsAJwkWithItsId) {
    const Key key = Key::from_jwk(Secret(jwk_secret));
    EXPECT_EQ(key.id(), "a");
    EXPECT_EQ(key.algorithm(), Algorithm::hs256);
    EXPECT_EQ(refusal([] { Key::from_jwk(Secret(R"({"kty":"oct","k":"c2hvcnQ"})")); }),
              "key: the secret has 5 bytes, at least 32 are needed");
    EXPECT_EQ(
        refusal([] {
            Key::from_jwk(Secret(R"({"kty":"oct","alg":"RS256","k":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"})"));
        }),
        "key: RS256 does not fit a key of kind oct");
    EXPECT_EQ(
        refusal([] {
            Key::from_jwk(Secret(R"({"kty":"oct","kid":"../a","k":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"})"));
        }),
        "key: its id must be 1 to 64 of A-Z a-z 0-9 _ -");
    EXPECT_EQ(refusal([] { Key::from_jwk(Secret("secret, not JSON")); }), "key: expected a JSON object");
}

TEST(Keys, LeavesOutKeysOfASetThatAreNotForItsSignatures) {
    const Keys keys = Keys::from_jwks(
        Secret(R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"AA"},{"kty":"RSA","use":"enc","n":"AA","e":"AQAB"},)" +
               jwk_secret + "]}"));
    EXPECT_EQ(keys.size(), 1u);
    EXPECT_EQ(refusal([] { Keys::from_jwks(Secret(R"({"keys":[]})")); }),
              "key: the key set holds no key for HS256, RS256, PS256 or ES256 signatures");
    EXPECT_EQ(refusal([] { Keys::from_jwks(Secret(R"({"keys":[)" + jwk_secret + "," + jwk_secret + "]}")); }),
              "key: two keys have the id 'a'");
}

TEST(Keys, FindsByIdAndGuessesOnlyWhereThereIsOneKey) {
    Keys two(Key::secret(Secret(keys::secret), "a"));
    EXPECT_NE(two.find(""), nullptr);
    EXPECT_NE(two.find("a"), nullptr);
    EXPECT_EQ(two.find("b"), nullptr);
    two.add(Key::secret(Secret(keys::other_secret), "b"));
    EXPECT_EQ(two.find(""), nullptr);
    EXPECT_EQ(two.find("b")->id(), "b");
    EXPECT_NE(Keys(Key::secret(Secret(keys::secret))).find("anything"), nullptr);
}

TEST(Keys, TellsKindsOfFilesApartAndNamesTheFile) {
    const std::string path = testing::TempDir() + "antiphon_auth_key";
    const auto load = [&](const std::string& content) {
        std::ofstream(path) << content;
        return Keys::from_file(path);
    };
    EXPECT_EQ(load(std::string(keys::secret) + "\n").signing()->algorithm(), Algorithm::hs256);
    EXPECT_EQ(load(keys::rsa_private).signing()->algorithm(), Algorithm::rs256);
    EXPECT_EQ(load(keys::rsa_public).signing(), nullptr);
    EXPECT_EQ(load(jwk_secret).size(), 1u);
    EXPECT_EQ(load(R"({"keys":[)" + jwk_secret + "]}").size(), 1u);
    EXPECT_EQ(refusal([&] { load("short"); }), path + ": key: the secret has 5 bytes, at least 32 are needed");
    std::remove(path.c_str());
}
