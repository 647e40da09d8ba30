#include "forge.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <memory>

namespace forge {

std::string base64url(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    while (!text.empty() && text.back() == '=') text.pop_back();
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
}

std::string hmac(std::string_view secret, std::string_view text) {
    std::string made(32, '\0');
    unsigned int length = 32;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(made.data()), &length);
    return made;
}

std::string rsa(std::string_view pem, std::string_view text) {
    const std::unique_ptr<BIO, int (*)(BIO*)> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
        PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
    std::string made(512, '\0');
    std::size_t length = made.size();
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(made.data()), &length,
                   reinterpret_cast<const unsigned char*>(text.data()), text.size());
    made.resize(length);
    return made;
}

std::string unsigned_part(std::string_view header, std::string_view payload) {
    return base64url(header) + '.' + base64url(payload);
}

std::string token(std::string_view header, std::string_view payload, std::string_view secret) {
    const std::string text = unsigned_part(header, payload);
    return text + '.' + base64url(hmac(secret, text));
}

std::string rsa_token(std::string_view header, std::string_view payload, std::string_view pem) {
    const std::string text = unsigned_part(header, payload);
    return text + '.' + base64url(rsa(pem, text));
}

}  // namespace forge
