#pragma once
// Defaults and examples as writers write them: authors may write what readers take (5 for an int64), and a schema says
// what is written ("5").

#include "antiphon/idl/model.h"

namespace antiphon::idl::emit {

/// `value` fits the type.
Json written(const Json& value, const Type& type, WireForm wire = WireForm::standard);
Json written(const Json& value, const Field& field);

/// An example's params (by name or in a row) and result.
Json written_params(const Method& method, const Json& params);
Json written_result(const Method& method, const Json& result);

}  // namespace antiphon::idl::emit
