#include "arguments.h"

namespace antiphon::idl {

std::vector<const Field*> required_params(const Method& method) {
    std::vector<const Field*> required;
    const Struct* params = method.params != nullptr ? method.params->as<Struct>() : nullptr;
    if (params == nullptr) return required;
    for (const std::string& name : method.positional)
        if (const Field* field = params->find(name); field != nullptr && field->required()) required.push_back(field);
    if (method.positional.empty())
        for (const Field& field : params->fields)
            if (field.required()) required.push_back(&field);
    return required;
}

}  // namespace antiphon::idl
