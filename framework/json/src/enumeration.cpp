#include "antiphon/json/enumeration.h"

#include "antiphon/base/error.h"
#include "diagnose.h"
#include "integer_text.h"

namespace antiphon::json::detail {

std::string enum_text(Value value, const Path& path, bool integer) {
    if (!integer) wire::expected("a string", value, path);
    std::int64_t number = 0;
    wire::Int53::read(value, path, number);
    return std::to_string(number);
}

void append_digits(std::string& out, std::string_view digits) {
    if (!integer_from_text<std::int64_t>(digits))
        throw Error(ErrorKind::invalid, Code::invalid_params, shown(digits) + " is no value of an integer enum");
    out += digits;
}

void no_enum_value() { throw Error(ErrorKind::invalid, Code::invalid_params, "an enum was never given a value"); }

void unknown_enum(const Path& path, std::string_view text, std::string known) {
    path.fail("expected one of " + known + ", found '" + std::string(text.substr(0, 64)) + "'");
}

}  // namespace antiphon::json::detail
