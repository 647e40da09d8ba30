// Examples of methods: documentation that is checked like real calls.

#include <algorithm>

#include "../text.h"
#include "file_compiler.h"
#include "values.h"

namespace antiphon::idl {

void FileCompiler::method_examples(Method& method, const Node& list) {
    for (const Node& node : list.items) {
        if (!expect(run_.diagnostics, node, Kind::object, "an example")) continue;
        const Keys keys(run_.diagnostics, node, "an example", {"name", "doc", "params", "result", "error"});
        Example example;
        if (const Node* name = keys.need("name", Kind::string)) example.name = name->text;
        if (const Node* doc = keys.find("doc")) example.doc = read_doc(run_.diagnostics, *doc);
        if (const Node* params = keys.need("params")) {
            example.params = to_json(*params);
            run_.later.push_back([this, params, &method] { check_example_params(method, *params); });
        }
        const Node* result = keys.find("result");
        const Node* error = keys.find("error", Kind::object);
        if (result != nullptr) {
            example.result = to_json(*result);
            run_.later.push_back([this, result, &method] { check_example_result(method, *result); });
        }
        if (error != nullptr) {
            example.error = to_json(*error);
            run_.later.push_back([this, error, &method] { check_example_error(method, *error); });
        }
        if (result != nullptr && error != nullptr)
            run_.diagnostics.error("bad-example", keys.key_span("error"), "example has a result and an error")
                .with_help("a call ends in one of the two: make two examples of it")
                .with_note(keys.key_span("result"), "the result is here");
        method.examples.push_back(std::move(example));
    }
}

void FileCompiler::check_example_params(const Method& method, const Node& params) {
    static const Struct none;
    const Struct* fields = method.params != nullptr ? method.params->as<Struct>() : &none;
    if (fields == nullptr) return;
    if (params.is(Kind::object) && method.param_structure != ParamStructure::by_position) {
        check_members(run_.diagnostics, run_.values, params, *fields, {}, "bad-example");
        return;
    }
    if (method.param_structure == ParamStructure::by_name) {
        expect(run_.diagnostics, params, Kind::object, "\"params\"");
        return;
    }
    if (!expect(run_.diagnostics, params, Kind::array, "\"params\"")) return;
    for (std::size_t i = 0; i < std::max(params.items.size(), method.positional.size()); ++i) {
        const Field* field = i < method.positional.size() ? fields->find(method.positional[i]) : nullptr;
        if (i >= params.items.size()) {
            if (field != nullptr && field->required() && params.whole)
                run_.diagnostics.error("bad-example", params.span,
                                       "example has no value for the param " + quote(field->name));
        } else if (i >= method.positional.size()) {
            run_.diagnostics.error("bad-example", params.items[i].span, "example has more params than there are");
            break;
        } else if (field != nullptr) {
            check_field_value(run_.diagnostics, run_.values, params.items[i], *field, "bad-example");
        }
    }
}

void FileCompiler::check_example_result(const Method& method, const Node& result) {
    if (method.result)
        check_field_value(run_.diagnostics, run_.values, result, *method.result, "bad-example");
    else if (!result.is(Kind::null))
        run_.diagnostics.error("bad-example", result.span, "example has a result, and the method has none");
}

/// As it stands in an answer: code, message and, for an error of the method, data with type and detail.
void FileCompiler::check_example_error(const Method& method, const Node& error) {
    const Keys keys(run_.diagnostics, error, "an error in an answer", {"code", "message", "data"});
    const Node* code = keys.need("code", Kind::number);
    keys.need("message", Kind::string);
    const auto number = code != nullptr ? integer_of(*code) : std::nullopt;
    if (!number) return;
    const auto declared = std::find_if(method.errors.begin(), method.errors.end(),
                                       [&](const ErrorDef* one) { return one->code == *number; });
    if (declared == method.errors.end()) {
        const bool of_protocol = *number >= -32768 && *number <= -32000;
        if (!of_protocol)
            run_.diagnostics
                .error("bad-example", code->span,
                       "example has an error " + code->text + ", and " + quote(method.wire) + " gives no such error")
                .with_help("list the error in \"errors\"");
        return;
    }
    const Node* data = keys.find("data", Kind::object);
    const syntax::Member* detail = data != nullptr && (*declared)->data ? data->find("detail") : nullptr;
    if (detail == nullptr) return;
    const TypeDef* fields = (*declared)->data_struct();
    if (fields == nullptr)
        check_value(run_.diagnostics, run_.values, detail->value, *(*declared)->data, "bad-example");
    else if (expect(run_.diagnostics, detail->value, Kind::object, "\"detail\""))
        check_members(run_.diagnostics, run_.values, detail->value, *fields->as<Struct>(), {}, "bad-example");
}

}  // namespace antiphon::idl
