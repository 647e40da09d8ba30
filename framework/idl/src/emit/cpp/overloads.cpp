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

/// Whether C++ converts between values of this type in silence, and not always to the same number.
bool is_number(const Field& field) {
    const Type* type = &field.type;
    while (type->kind == Type::Kind::named && type->named->as<Alias>() != nullptr && !type->named->as<Alias>()->strong)
        type = &type->named->as<Alias>()->type;
    const bool counts = type->kind == Type::Kind::builtin && !type->is(Builtin::duration) &&
                        (range_of(type->builtin) || is_real(type->builtin));
    return counts && !field.nullable;
}

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

/// With one or two arguments, the call with struct and options could be meant as well: then the last argument must
/// have a type of its own. A third one makes the difference by itself.
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
        if (field != required.back() || required.size() == most_arguments) {
            out.parameters += type + ' ' + name + ", ";
            values[field] = is_plain(*field) ? name : "std::move(" + name + ')';
        } else {
            out.parameters += "antiphon::rpc::Argument<" + type + ", " + names.name(params) + "> auto&& " + name + ", ";
            values[field] = is_number(*field)
                                ? "antiphon::rpc::number<" + type + ">(" + name + ", " + literal(field->name) + ')'
                                : "std::forward<decltype(" + name + ")>(" + name + ')';
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
