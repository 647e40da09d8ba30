#include "claims.h"

#include <algorithm>
#include <cmath>

#include "antiphon/json/append.h"
#include "antiphon/json/parser.h"

namespace antiphon::auth {
namespace {

using std::chrono::seconds;

constexpr std::size_t max_names = 64;
constexpr std::size_t max_info_bytes = 1024;
constexpr double latest = 253402300799.0;  // the year 9999: keeps sums of times far from overflow

struct Refused {};  // thrown and caught in this file alone

/// Names end in channel addresses, headers and log lines: no control bytes.
std::string clean_name(std::string_view text) {
    if (text.empty() || text.size() > limits::max_name_bytes) throw Refused{};
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) throw Refused{};
    return std::string(text);
}

std::optional<json::Value> present(json::Value object, std::string_view key) {
    const auto member = object.find(key);
    return member && !member->is_null() ? member : std::nullopt;
}

std::string optional_name(json::Value object, std::string_view key) {
    const auto member = present(object, key);
    if (!member) return {};
    if (!member->is_string()) throw Refused{};
    return clean_name(member->string());
}

/// NumericDate (RFC 7519 section 2): seconds, perhaps with a fraction.
std::optional<Timestamp> moment(json::Value object, std::string_view key) {
    const auto member = object.find(key);
    if (!member) return std::nullopt;
    double value = -1;
    if (member->kind() == json::Kind::int64) value = static_cast<double>(member->int64());
    if (member->kind() == json::Kind::number) value = member->number();
    if (!(value >= 0 && value <= latest)) throw Refused{};
    return Timestamp(seconds(static_cast<std::int64_t>(std::floor(value))));
}

std::vector<std::string> scopes(json::Value object) {
    std::vector<std::string> found;
    const auto member = present(object, "scope");
    if (!member) return found;
    if (!member->is_string()) throw Refused{};
    std::string_view rest = member->string();
    while (!rest.empty()) {
        const std::string_view one = rest.substr(0, rest.find(' '));
        if (!one.empty()) found.push_back(clean_name(one));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        if (found.size() > max_names) throw Refused{};
    }
    return found;
}

std::vector<std::string> roles(json::Value object) {
    std::vector<std::string> found;
    const auto member = present(object, "roles");
    if (!member) return found;
    if (!member->is_array()) throw Refused{};
    for (const json::Value role : member->elements()) {
        if (!role.is_string() || found.size() == max_names) throw Refused{};
        found.push_back(clean_name(role.string()));
    }
    return found;
}

bool names_audience(json::Value object, std::string_view wanted) {
    const auto member = object.find("aud");
    if (!member) return false;
    if (member->is_string()) return member->string() == wanted;
    if (!member->is_array()) return false;
    bool found = false;
    for (const json::Value one : member->elements()) {
        if (!one.is_string()) return false;
        found = found || one.string() == wanted;
    }
    return found;
}

bool names_issuer(json::Value object, std::string_view wanted) {
    const auto member = object.find("iss");
    return member && member->is_string() && member->string() == wanted;
}

void read_who(json::Value object, const ClaimRules& rules, Claims& out) {
    out.caller.user = optional_name(object, "sub");
    if (rules.needs_user && out.caller.user.empty()) throw Refused{};
    out.caller.tenant = optional_name(object, "tenant");
    out.caller.scopes = scopes(object);
    out.caller.roles = roles(object);
    out.id = optional_name(object, "jti");
    out.info.clear();
    if (const auto info = present(object, "info")) {
        out.info = info->text();
        if (out.info.size() > max_info_bytes) throw Refused{};
    }
}

Verdict judge_times(json::Value object, const ClaimRules& rules, Claims& out) {
    const auto expires = moment(object, "exp"), starts = moment(object, "nbf"), issued = moment(object, "iat");
    if (!expires || *expires > rules.at + rules.max_life + rules.leeway) return Verdict::bad;
    if (starts && *starts > rules.at + rules.leeway) return Verdict::bad;
    if (issued && *issued > rules.at + rules.leeway) return Verdict::bad;
    out.expires = *expires;
    out.issued = issued.value_or(Timestamp{});
    return rules.at >= *expires + rules.leeway ? Verdict::expired : Verdict::good;
}

Verdict judge(json::Value object, const ClaimRules& rules, Claims& out) {
    if (!object.is_object()) return Verdict::bad;
    if (!rules.issuer.empty() && !names_issuer(object, rules.issuer)) return Verdict::bad;
    if (!rules.audience.empty() && !names_audience(object, rules.audience)) return Verdict::bad;
    read_who(object, rules, out);
    return judge_times(object, rules, out);
}

class Members {
  public:
    explicit Members(std::string& out) : out_(out) {}
    void text(std::string_view key, std::string_view value) {
        if (value.empty()) return;
        name(key);
        json::append_string(out_, value);
    }
    void number(std::string_view key, std::int64_t value) {
        name(key);
        json::append_int(out_, value);
    }
    void raw(std::string_view key, std::string_view value) {
        if (value.empty()) return;
        name(key);
        out_ += value;
    }

  private:
    void name(std::string_view key) {
        out_ += out_.size() == 1 ? "" : ",";
        json::append_string(out_, key);
        out_ += ':';
    }
    std::string& out_;
};

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& one : names) text.append(text.empty() ? "" : " ").append(one);
    return text;
}

std::string array(const std::vector<std::string>& names) {
    if (names.empty()) return {};
    std::string text;
    for (const std::string& one : names) {
        text += text.empty() ? '[' : ',';
        json::append_string(text, one);
    }
    return text + ']';
}

std::int64_t whole_seconds(Timestamp at) { return std::chrono::duration_cast<seconds>(at.time_since_epoch()).count(); }

}  // namespace

Verdict read_claims(const std::string& payload, const ClaimRules& rules, Claims& out) {
    try {
        json::Parser parser;
        const json::ParseLimits limits{.max_bytes = limits::max_token_bytes, .max_depth = 16};
        return judge(parser.parse(payload, limits), rules, out);
    } catch (const Refused&) {
        return Verdict::bad;
    } catch (const Error&) {
        return Verdict::bad;  // no JSON
    }
}

std::string write_claims(const Claims& claims, const std::string& issuer, const std::string& audience, Timestamp issued,
                         std::chrono::seconds life) {
    std::string out = "{";
    Members members(out);
    members.text("iss", issuer);
    members.text("aud", audience);
    members.text("sub", claims.caller.user);
    members.text("tenant", claims.caller.tenant);
    members.text("scope", joined(claims.caller.scopes));
    members.raw("roles", array(claims.caller.roles));
    members.text("jti", claims.id);
    members.raw("info", claims.info);
    members.number("iat", whole_seconds(issued));
    members.number("exp", whole_seconds(issued + life));
    return out + '}';
}

}  // namespace antiphon::auth
