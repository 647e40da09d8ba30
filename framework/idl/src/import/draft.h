#pragma once
// The result while it is made: types, errors and services in the order in which they came up.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "names.h"
#include "report.h"

namespace antiphon::idl::importer {

/// A type position: what goes into a field, or into a declaration of its own.
struct Use {
    std::string type = "json";     ///< an expression, without `?`
    bool nullable = false;         ///< null is possible, too
    bool wire_number = false;      ///< "wire": "number"
    Json limits = Json::object();  ///< constraints and x-…: of fields and aliases
    Json about = Json::object();   ///< doc, default, examples, secret, since, deprecated: of fields
};

struct Draft {
    Names names;  ///< of types and errors
    std::vector<std::pair<std::string, Json>> types, errors;

    struct Service {
        std::string name;
        Json header = Json::object();  ///< doc, auth
        Names names;                   ///< of methods, events
        std::vector<std::pair<std::string, Json>> methods, events;
    };
    std::vector<Service> services;

    /// Where in the source something came from: by its path in the result ("types/Order", "services/a/methods/b").
    std::map<std::string, Span> places;

    /// The IDL file. `header` has what stands before the types.
    Json document(Json header) const;
};

/// A doc of several lines is an array of lines.
Json doc_of(const std::string& text);

/// Compiles the result; examples, defaults and recursions that the compiler refuses are taken out and told, at the
/// place of their source. What else it refuses is told as import/result.
Json repaired(Json document, const std::map<std::string, Span>& places, Report& report);

}  // namespace antiphon::idl::importer
