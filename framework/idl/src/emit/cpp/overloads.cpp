// Calls whose required params are given one by one, beside those that take the whole struct.

#include <algorithm>

#include "../../arguments.h"
#include "../../compile/numbers.h"
#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

/// Variables of the C library: a parameter of that name would be warned about.
constexpr std::string_view c_variables[] = {"daylight", "environ",     "getdate_err", "loc1",   "loc2",
                                            "locs",     "optarg",      "opterr",      "optind", "optopt",
                                            "signgam",  "sys_errlist", "sys_nerr",    "tzname", "timezone"};

/// The type without the aliases that C++ does not tell from it.
const Type& transparent(const Field& field) {
    const Type* type = &field.type;
    while (type->kind == Type::Kind::named && type->named->as<Alias>() != nullptr && !type->named->as<Alias>()->strong)
        type = &type->named->as<Alias>()->type;
    return *type;
}

/// Whether C++ converts between values of this type in silence, and not always to the same number. So it does to bool.
bool is_number(const Field& field) {
    const Type& type = transparent(field);
    return type.kind == Type::Kind::builtin && !type.is(Builtin::duration) &&
           (range_of(type.builtin) || is_real(type.builtin));
}
bool is_bool(const Field& field) { return transparent(field).is(Builtin::boolean); }

/// Whether moving it is copying it.
bool is_plain(const Field& field) {
    const Type& type = resolved(field.type);
    return type.kind == Type::Kind::builtin && !type.is(Builtin::string) && !type.is(Builtin::bytes) &&
           !type.is(Builtin::json);
}

/// One overload, written for call and call_async.
struct Overload {
    std::string parameters, initializers;
};

/// Numbers and bools are checked wherever they stand. The others are plain, so that braces make them, but for the last
/// of one or two: there the call with struct and options could be meant as well, and it must have a type of its own.
Overload overload(const Names& names, const Method& method, const std::vector<const Field*>& required) {
    const TypeDef& params = *method.params;
    Scope scope({"channel_", "options", names.name(method), names.async(method)});
    for (const std::string_view variable : c_variables) scope.reserve(std::string(variable));
    for (const auto& type : names.file().types) scope.reserve(names.name(*type));
    Overload out;
    std::map<const Field*, std::string> values;
    for (const Field* field : required) {
        const std::string type = names.member_type(*field, params);
        const std::string name = scope.take(names.member(params, *field));
        const bool number = is_number(*field), ambiguous = field == required.back() && required.size() < most_arguments;
        if (ambiguous || number || is_bool(*field)) {
            out.parameters += "antiphon::rpc::Argument<" + type + ", " + names.name(params) + "> auto&& " + name + ", ";
            values[field] = number ? "antiphon::rpc::number<" + type + ">(" + name + ", " + literal(field->name) + ')'
                                   : "std::forward<decltype(" + name + ")>(" + name + ')';
        } else {
            out.parameters += type + ' ' + name + ", ";
            values[field] = is_plain(*field) ? name : "std::move(" + name + ')';
        }
    }
    for (const Field& field : params.as<Struct>()->fields)
        if (const auto value = values.find(&field); value != values.end())
            out.initializers +=
                (out.initializers.empty() ? "." : ", .") + names.member(params, field) + " = " + value->second;
    return out;
}

}  // namespace

void declare_overloads(Writer& out, const Names& names, const Method& method, const std::string& result) {
    const std::vector<const Field*> required = required_params(method);
    if (required.empty() || required.size() > most_arguments) return;
    const auto [parameters, initializers] = overload(names, method, required);
    for (const bool async : {false, true}) {
        if (method.notification && async) break;
        const std::string name = async ? names.async(method) : names.name(method);
        out.open(deprecated(method), async ? "std::future<" + result + '>' : result, " ", name, "(", parameters,
                 "const antiphon::rpc::CallOptions& options = {}) const {");
        // The parameter would hide a method of its name.
        out.line("return ", name == "options" ? "this->" : "", name, "(", names.name(*method.params), "{", initializers,
                 "}, options);");
        out.close("}");
    }
}

}  // namespace antiphon::idl::emit::cpp_language
