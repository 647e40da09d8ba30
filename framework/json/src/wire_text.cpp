#include "antiphon/json/wire.h"
#include "base64.h"
#include "diagnose.h"

namespace antiphon::json::wire {

void Base64::read(Value value, const Path& path, Bytes& out) {
    if (!value.is_string()) expected("base64 in a string", value, path);
    if (!decode_base64(value.string(), out)) path.fail("expected base64, found " + shown(value.string()));
}
void Base64::write(std::string& out, const Bytes& value) {
    out += '"';
    append_base64(out, value);
    out += '"';
}

void Uuid::read(Value value, const Path& path, antiphon::Uuid& out) {
    if (!value.is_string()) expected("a UUID in a string", value, path);
    const std::optional<antiphon::Uuid> parsed = antiphon::Uuid::parse(value.string());
    if (!parsed) path.fail("expected a UUID of 36 characters, found " + shown(value.string()));
    out = *parsed;
}
void Uuid::write(std::string& out, const antiphon::Uuid& value) {
    out += '"';
    out += value.text();
    out += '"';
}
void Key<Uuid>::read(std::string_view text, const Path& path, antiphon::Uuid& out) {
    const std::optional<antiphon::Uuid> parsed = antiphon::Uuid::parse(text);
    if (!parsed) path.fail("expected a UUID of 36 characters as the key");
    out = *parsed;
}

void Json::read(Value value, const Path&, JsonText& out) { out.text.assign(value.text()); }

}  // namespace antiphon::json::wire
