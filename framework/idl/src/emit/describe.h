#pragma once
// What several emitters say about the model in the same words.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/idl/emit.h"

namespace antiphon::idl::emit {

/// "orders.json (acme.orders 1.4.0)"
std::string origin(const File& file);
/// "1 to 9999", "at most 500 characters, like `[a-z]+`"; empty when there is nothing to say.
std::string limits(const Field& field);
std::string limits(const Constraints& constraints, const Type& type);
/// The value without its secrets: what stands in their place is "…".
Json redacted(const Json& value, const Type& type);
Json redacted(const Json& params, const Struct& type);
/// An example's params (by name or in a row), result and error without their secrets.
Json redacted_params(const Method& method, const Json& params);
Json redacted_result(const Method& method, const Json& result);
Json redacted_error(const Method& method, const Json& error);
/// "OrdersClient".
std::string client_name(const Service& service, std::string_view suffix);

inline bool visible(const Channel& channel) noexcept { return channel.audience != Audience::internal; }
inline bool visible(const Event& event) noexcept { return visible(*event.channel); }
/// Whether a call may go without params: none is required.
bool may_omit(const TypeDef& params);
inline bool exposed(const Method& method) noexcept { return method.expose == Expose::client; }

/// The events of one channel, in the order of the file.
std::vector<const Event*> events_of(const Channel& channel);

/// The types of a file that callers and listeners meet: declared ones, data of errors, and those that stand in place in
/// methods and events for which the predicates hold. In the order of the file.
std::vector<const TypeDef*> types_for(const File& file, bool (*method)(const Method&), bool (*event)(const Event&));

/// The types that hold a default, themselves or in what they are made of: their input form has members that may be left
/// out.
std::set<const TypeDef*> with_defaults(const Program& program);

/// Errors that a call to this service may give: the file's own and those its methods name.
std::vector<const ErrorDef*> errors_of(const Service& service);

/// Names that are given once each; a second one, or a reserved one, gets `_` at its end until it is free.
class Names {
  public:
    Names() = default;
    explicit Names(std::initializer_list<std::string_view> reserved) : taken_(reserved.begin(), reserved.end()) {}
    std::string take(std::string name);

  private:
    std::set<std::string, std::less<>> taken_;
};

/// Without control characters, save for line ends: what may stand in a comment of any language.
std::string printable(std::string_view text);
/// Replaces every `what`, of which `with` holds none.
std::string replaced(std::string_view text, std::string_view what, std::string_view with);

}  // namespace antiphon::idl::emit
