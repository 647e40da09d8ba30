#include "antiphon/json/bridge.h"

#include <json/value.h>

#include <cmath>

#include "antiphon/base/error.h"
#include "antiphon/json/append.h"
#include "antiphon/json/parser.h"

namespace antiphon::json {

namespace {

/// Apart from thread_parser(): a handler whose params still live there may ask for a dynamic value.
Parser& bridge_parser() {
    thread_local Parser parser;
    return parser;
}

Json::Value text_value(std::string_view text) { return Json::Value(text.data(), text.data() + text.size()); }

Json::Value array_of(Value value) {
    Json::Value array(Json::arrayValue);
    for (const Value element : value.elements()) array.append(to_dynamic(element));
    return array;
}

Json::Value object_of(Value value) {
    Json::Value object(Json::objectValue);
    for (const Member member : value.members()) object[std::string(member.key)] = to_dynamic(member.value);
    return object;
}

/// A real stays one for the next reader: 1.0 is not written as 1.
void append_real(std::string& out, double number) {
    const std::size_t begin = out.size();
    append_double(out, number);
    if (out.find_first_of(".e", begin) == std::string::npos) out += ".0";
}

std::string_view view(const Json::Value& value) {
    const char* begin = nullptr;
    const char* end = nullptr;
    if (!value.getString(&begin, &end)) return {};
    return {begin, static_cast<std::size_t>(end - begin)};
}

void append_value(std::string& out, const Json::Value& value, std::size_t levels);

void append_elements(std::string& out, const Json::Value& array, std::size_t levels) {
    out += '[';
    bool first = true;
    for (const Json::Value& element : array) {
        if (!first) out += ',';
        first = false;
        append_value(out, element, levels);
    }
    out += ']';
}

void append_members(std::string& out, const Json::Value& object, std::size_t levels) {
    out += '{';
    bool first = true;
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (!first) out += ',';
        first = false;
        append_string(out, member.name());
        out += ':';
        append_value(out, *member, levels);
    }
    out += '}';
}

void append_value(std::string& out, const Json::Value& value, std::size_t levels) {
    switch (value.type()) {
        case Json::nullValue:
            return append_null(out);
        case Json::booleanValue:
            return append_bool(out, value.asBool());
        case Json::intValue:
            return append_int(out, value.asInt64());
        case Json::uintValue:
            return append_uint(out, value.asUInt64());
        case Json::realValue:
            return append_real(out, value.asDouble());
        case Json::stringValue:
            return append_string(out, view(value));
        case Json::arrayValue:
        case Json::objectValue:
            break;
    }
    if (levels == 0)
        throw Error(ErrorKind::invalid, Code::invalid_params,
                    "a value has more than " + std::to_string(limits::max_depth) + " levels of arrays and objects");
    if (value.isArray())
        append_elements(out, value, levels - 1);
    else
        append_members(out, value, levels - 1);
}

}  // namespace

Json::Value to_dynamic(Value value) {
    switch (value.kind()) {
        case Kind::null:
            return Json::nullValue;
        case Kind::boolean:
            return value.boolean();
        case Kind::int64:
            return Json::Int64(value.int64());
        case Kind::uint64:
            return Json::UInt64(value.uint64());
        case Kind::number:
            return value.number();
        case Kind::string:
            return text_value(value.string());
        case Kind::array:
            return array_of(value);
        case Kind::object:
            return object_of(value);
    }
    return Json::nullValue;
}

Json::Value to_dynamic(std::string_view text) { return to_dynamic(bridge_parser().parse(text)); }
Json::Value to_dynamic(const JsonText& text) { return to_dynamic(std::string_view(text.text)); }

void append_dynamic(std::string& out, const Json::Value& value) {
    const std::size_t before = out.size();
    try {
        append_value(out, value, limits::max_depth);
    } catch (...) {
        out.resize(before);
        throw;
    }
}

}  // namespace antiphon::json
