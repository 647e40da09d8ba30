#pragma once
#include "cpp_types.h"

namespace antiphon::idl::emit::cpp_language {

void declare_error(Writer& out, const Names& names, const ErrorDef& error);
void define_error(Writer& out, const Names& names, const ErrorDef& error);

/// `prefix` stands before Service and Client: empty where the file has one service.
void declare_service(Writer& out, const Names& names, const Service& service, const std::string& prefix);
void define_service(Writer& out, const Names& names, const Program& program, const File& file, const Service& service,
                    const std::string& prefix);

void declare_channels(Writer& out, const Names& names, const Service& service, const std::string& prefix);
void define_channels(Writer& out, const Names& names, const Service& service, const std::string& prefix);

}  // namespace antiphon::idl::emit::cpp_language
