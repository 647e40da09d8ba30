// PEM is OpenSSL's, JWK is cjose's: the numbers are taken out of the one and put into the other.
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <vector>

#include "material.h"

namespace antiphon::auth {
namespace {

struct Free {
    void operator()(BIO* bio) const noexcept { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
    void operator()(BIGNUM* number) const noexcept { BN_clear_free(number); }
};
using PublicOrPrivate = std::unique_ptr<EVP_PKEY, Free>;
using Number = std::vector<std::uint8_t>;

/// Refuses to ask for a passphrase on the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

Number number(const EVP_PKEY* key, const char* name, std::size_t width = 0) {
    BIGNUM* found = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &found) != 1) return {};
    const std::unique_ptr<BIGNUM, Free> owned(found);
    Number bytes(std::max(width, static_cast<std::size_t>(BN_num_bytes(found))));
    BN_bn2binpad(found, bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
}

Jwk rsa(const EVP_PKEY* key, bool is_private) {
    Number n = number(key, OSSL_PKEY_PARAM_RSA_N), e = number(key, OSSL_PKEY_PARAM_RSA_E);
    cjose_jwk_rsa_keyspec spec{};
    spec.n = n.data(), spec.nlen = n.size();
    spec.e = e.data(), spec.elen = e.size();
    Number d, p, q, dp, dq, qi;
    if (is_private) {
        d = number(key, OSSL_PKEY_PARAM_RSA_D);
        p = number(key, OSSL_PKEY_PARAM_RSA_FACTOR1), q = number(key, OSSL_PKEY_PARAM_RSA_FACTOR2);
        dp = number(key, OSSL_PKEY_PARAM_RSA_EXPONENT1), dq = number(key, OSSL_PKEY_PARAM_RSA_EXPONENT2);
        qi = number(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1);
        spec.d = d.data(), spec.dlen = d.size();
        spec.p = p.data(), spec.plen = p.size();
        spec.q = q.data(), spec.qlen = q.size();
        spec.dp = dp.data(), spec.dplen = dp.size();
        spec.dq = dq.data(), spec.dqlen = dq.size();
        spec.qi = qi.data(), spec.qilen = qi.size();
    }
    return Jwk(cjose_jwk_create_RSA_spec(&spec, nullptr));
}

Jwk p256(const EVP_PKEY* key, bool is_private) {
    char group[32] = {};
    std::size_t length = 0;
    EVP_PKEY_get_group_name(key, group, sizeof group, &length);
    if (std::string_view(group) != "prime256v1") bad_key("the curve is " + std::string(group) + ", expected P-256");
    Number x = number(key, OSSL_PKEY_PARAM_EC_PUB_X, 32), y = number(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32), d;
    cjose_jwk_ec_keyspec spec{};
    spec.crv = CJOSE_JWK_EC_P_256;
    spec.x = x.data(), spec.xlen = x.size();
    spec.y = y.data(), spec.ylen = y.size();
    if (is_private) {
        d = number(key, OSSL_PKEY_PARAM_PRIV_KEY, 32);
        spec.d = d.data(), spec.dlen = d.size();
    }
    return Jwk(cjose_jwk_create_EC_spec(&spec, nullptr));
}

PublicOrPrivate parse(const std::string& text, bool is_private) {
    const std::unique_ptr<BIO, Free> in(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    PublicOrPrivate key(is_private ? PEM_read_bio_PrivateKey(in.get(), nullptr, no_passphrase, nullptr)
                                   : PEM_read_bio_PUBKEY(in.get(), nullptr, no_passphrase, nullptr));
    ERR_clear_error();
    if (!key)
        bad_key(is_private ? "the PEM text holds no private key that can be read without a passphrase"
                           : "the PEM text holds no public key");
    return key;
}

}  // namespace

PemKey read_pem(const Secret& pem) {
    const std::string& text = pem.reveal();
    const bool is_private = text.find("PRIVATE KEY-----") != std::string::npos;
    const PublicOrPrivate key = parse(text, is_private);
    PemKey made;
    made.is_private = is_private;
    const int kind = EVP_PKEY_get_base_id(key.get());
    if (kind == EVP_PKEY_RSA)
        made.jwk = rsa(key.get(), is_private);
    else if (kind == EVP_PKEY_EC)
        made.jwk = p256(key.get(), is_private);
    else
        bad_key("the PEM text holds a key that is neither RSA nor P-256");
    if (!made.jwk) bad_key("the PEM text holds a broken key");
    return made;
}

}  // namespace antiphon::auth
