#pragma once
// Tokens as an attacker makes them: any header over any payload, signed or not.

#include <string>
#include <string_view>

namespace forge {

std::string base64url(std::string_view bytes);
std::string hmac(std::string_view secret, std::string_view text);  // raw HMAC-SHA256
std::string rsa(std::string_view pem, std::string_view text);      // raw PKCS#1 v1.5 over SHA-256
std::string token(std::string_view header, std::string_view payload, std::string_view secret);  // HS256
std::string rsa_token(std::string_view header, std::string_view payload, std::string_view pem);
std::string unsigned_part(std::string_view header, std::string_view payload);  // "header.payload"

}  // namespace forge
