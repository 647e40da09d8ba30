#include "cpp.h"

#include "cpp_codecs.h"
#include "cpp_services.h"

namespace antiphon::idl::emit {

namespace {

using namespace cpp_language;

constexpr std::string_view made_from = "// Made by antiphon from ";

bool has_events(const File& file) {
    for (const auto& service : file.services) {
        if (!service->channels.empty()) return true;
    }
    return false;
}

/// A file with one service calls it Service; with several each has its own name in front.
std::string prefix(const File& file, const Service& service) {
    return file.services.size() == 1 ? "" : pascal(service.name);
}

std::string header(const File& file, const Names& names, const Order& order) {
    Writer out;
    out.line(made_from, file.stem, ".json; changes here are lost.");
    out.line("#pragma once");
    out.line();
    for (const std::string_view standard : {"chrono", "cstdint", "future", "map", "memory", "optional", "string",
                                            "string_view", "tuple", "variant", "vector"}) {
        out.line("#include <", standard, ">");
    }
    out.line();
    out.line("#include <antiphon/base/clock.h>");
    if (!file.services.empty()) out.line("#include <antiphon/base/context.h>");
    for (const std::string_view ours : {"decimal.h", "error.h", "uuid.h", "values.h"})
        out.line("#include <antiphon/base/", ours, ">");
    if (has_events(file)) out.line("#include <antiphon/events/event.h>");
    for (const std::string_view ours : {"path.h", "value.h"}) out.line("#include <antiphon/json/", ours, ">");
    if (!file.services.empty()) {
        out.line("#include <antiphon/rpc/client.h>");
        out.line("#include <antiphon/rpc/service.h>");
    }
    out.line();
    for (const Import& import : file.imports) out.line("#include \"", import.file->stem, ".h\"");
    for (const std::string& include : file.cpp_includes) out.line("#include <", include, ">");
    out.line();
    out.line("namespace ", file.cpp_namespace, " {");
    out.line();
    for (const TypeDef* type : order.types()) {
        if (type->as<Struct>() != nullptr || type->as<Union>() != nullptr || type->as<Tuple>() != nullptr)
            out.line("struct ", names.name(*type), ";");
    }
    out.line();
    for (const TypeDef* type : order.types()) declare_type(out, names, *type);
    for (const auto& error : file.errors) declare_error(out, names, *error);
    for (const auto& service : file.services) {
        declare_service(out, names, *service, prefix(file, *service));
        declare_channels(out, names, *service, file.services.size() == 1 ? "" : service->name);
    }
    out.line("}  // namespace ", file.cpp_namespace);
    return out.take();
}

std::string source(const Program& program, const File& file, const Names& names, const Order& order) {
    Writer out;
    out.line(made_from, file.stem, ".json; changes here are lost.");
    out.line("#include \"", file.stem, ".h\"");
    out.line();
    out.line("#include <span>");
    out.line();
    for (const std::string_view ours : {"check.h", "enumeration.h", "object.h", "positional.h", "tagged.h", "wire.h"})
        out.line("#include <antiphon/json/", ours, ">");
    if (has_events(file)) out.line("#include <antiphon/events/names.h>");
    out.line();
    out.line("namespace ", file.cpp_namespace, " {");
    out.line();
    out.line("namespace json = ", names.root(), "::json;");
    out.line("namespace wire = ", names.root(), "::json::wire;");
    out.line();
    for (const TypeDef* type : order.types()) define_codec(out, names, program, *type);
    for (const auto& error : file.errors) define_error(out, names, *error);
    bool calls = false;
    for (const auto& service : file.services) calls = calls || !service->methods.empty();
    if (calls) {
        out.line("namespace {");
        out.line();
        out.line("template <class Params>");
        out.open("[[maybe_unused]] std::string encoded(const Params& params) {");
        out.line("std::string text;");
        out.line("write_json(text, params);");
        out.line("return text;");
        out.close("}");
        out.line();
        out.line("}  // namespace");
        out.line();
    }
    for (const auto& service : file.services) {
        define_service(out, names, program, file, *service, prefix(file, *service));
        define_channels(out, names, *service, file.services.size() == 1 ? "" : service->name);
    }
    out.line("}  // namespace ", file.cpp_namespace);
    return out.take();
}

}  // namespace

std::vector<OutputFile> cpp(const Program& program, const File& file) {
    const Order order(file);
    const Names names(file, order);
    return {{file.stem + ".h", header(file, names, order)}, {file.stem + ".cpp", source(program, file, names, order)}};
}

}  // namespace antiphon::idl::emit
