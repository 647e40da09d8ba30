#include "session.h"

#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>

#include "antiphon/auth/token.h"
#include "antiphon/base/error.h"
#include "antiphon/json/parser.h"
#include "antiphon/runtime/config.h"

namespace antiphon::cli {
namespace {

constexpr std::chrono::minutes default_token_life{10};

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Session::Session(const Surroundings& surroundings, const Arguments& arguments)
    : surroundings_(surroundings),
      arguments_(arguments),
      demo_text_(read_file(surroundings.folder / "build" / "demo.json")) {}

std::string Session::cyan(std::string_view text) const {
    return surroundings_.colour ? "\033[36m" + std::string(text) + "\033[0m" : std::string(text);
}

std::string Session::dim(std::string_view text) const {
    return surroundings_.colour ? "\033[2m" + std::string(text) + "\033[0m" : std::string(text);
}

std::optional<std::string> Session::setting(std::string_view flag, const std::string& variable) const {
    if (auto given = arguments_.get(flag)) return given;
    return surroundings_.environment(variable);
}

std::string Session::demo(std::string_view object, std::string_view member) const {
    if (demo_text_.empty()) return "";
    json::Parser parser;
    auto value = parser.parse(demo_text_);
    if (!object.empty()) {
        const auto inner = value.is_object() ? value.find(object) : std::nullopt;
        if (!inner) return "";
        value = *inner;
    }
    const auto found = value.is_object() ? value.find(member) : std::nullopt;
    return found && found->is_string() ? std::string(found->string()) : "";
}

std::string Session::redis_url() const {
    if (auto given = setting("redis", "ANTIPHON_REDIS")) return *given;
    const std::string of_demo = demo("redis", "url");
    return of_demo.empty() ? "redis://127.0.0.1:6379" : of_demo;
}

redis::Options Session::redis() const { return redis::Options::from_url(redis_url()); }

std::string Session::prefix() const { return setting("prefix", "ANTIPHON_PREFIX").value_or("antiphon"); }

std::optional<std::string> Session::key_file() const {
    if (auto given = setting("key", "ANTIPHON_KEY_FILE")) return given;
    const std::string of_demo = demo("", "key_file");
    return of_demo.empty() ? std::nullopt : std::optional(of_demo);
}

std::optional<std::string> Session::url() const { return setting("url", "ANTIPHON_URL"); }

std::string Session::token() const {
    const auto user = arguments_.get("user");
    if (!user) return setting("token", "ANTIPHON_TOKEN").value_or("");
    const auto file = key_file();
    if (!file) throw WrongUsage("--user needs the key that tokens are signed with: --key FILE or ANTIPHON_KEY_FILE");
    const auto keys = auth::Keys::from_file(*file);
    if (keys.signing() == nullptr) throw WrongUsage("key file '" + *file + "' holds no key that can sign");
    auth::Claims claims;
    claims.caller.user = *user;
    claims.caller.tenant = arguments_.get("tenant").value_or("");
    claims.caller.scopes = arguments_.all("scope");
    claims.caller.roles = arguments_.all("role");
    auth::SignerOptions options;
    options.issuer = arguments_.get("issuer").value_or("");
    options.audience = arguments_.get("audience").value_or("");
    const auto life = arguments_.get("ttl");
    return auth::Signer(*keys.signing(), std::move(options))
        .sign(claims, std::chrono::duration_cast<std::chrono::seconds>(life ? duration_argument(*life, "--ttl")
                                                                            : default_token_life));
}

std::string json_argument(const std::string& text, std::string_view what) {
    std::string document = text;
    if (text == "-") {
        document.assign(std::istreambuf_iterator<char>(std::cin), {});
    } else if (!text.empty() && text[0] == '@') {
        std::ifstream file(text.substr(1));
        if (!file) throw WrongUsage(std::string(what) + ": file '" + text.substr(1) + "' cannot be read");
        document.assign(std::istreambuf_iterator<char>(file), {});
    }
    try {
        json::Parser().parse(document);
    } catch (const Error& error) {
        throw WrongUsage(std::string(what) + " is not JSON: " + error.what());
    }
    return document;
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (wrong != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::uint64_t count_argument(const std::string& text, std::string_view flag, std::uint64_t most) {
    const auto count = number(text);
    if (count && *count >= 1 && *count <= most) return *count;
    const bool open = most == std::numeric_limits<std::uint64_t>::max();
    throw WrongUsage(std::string(flag) + " " + text + ": expected a number from 1 " +
                     (open ? "on" : "to " + std::to_string(most)));
}

std::chrono::milliseconds duration_argument(const std::string& text, std::string_view flag) {
    const auto duration = runtime::parse_duration(text);
    if (!duration)
        throw WrongUsage(std::string(flag) + " " + text + ": expected a duration such as 500ms, 30s, 10m or 2h");
    return *duration;
}

}  // namespace antiphon::cli
