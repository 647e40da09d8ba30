#include "cpp.h"

#include <algorithm>

#include "parts.h"

namespace antiphon::idl::emit {

namespace {

using namespace cpp_language;

struct Contents {
    bool channels = false, deprecated = false;
};

template <class Items>
bool any_deprecated(const Items& items) {
    for (const auto& item : items)
        if (item->deprecated) return true;
    return false;
}

bool has_deprecated(const File& file) {
    for (const auto& type : file.types) {
        if (type->deprecated) return true;
        if (const Struct* body = type->as<Struct>())
            for (const Field& field : body->fields)
                if (field.deprecated) return true;
        if (const Enum* body = type->as<Enum>())
            for (const EnumValue& value : body->values)
                if (value.deprecated) return true;
    }
    for (const auto& service : file.services)
        if (service->deprecated || any_deprecated(service->methods) || any_deprecated(service->channels) ||
            any_deprecated(service->events) || any_deprecated(service->queues))
            return true;
    return any_deprecated(file.errors);
}

Contents contents_of(const File& file) {
    Contents out;
    out.deprecated = has_deprecated(file);
    for (const Import& import : file.imports) out.deprecated = out.deprecated || has_deprecated(*import.file);
    for (const auto& service : file.services) out.channels = out.channels || !service->channels.empty();
    return out;
}

/// Everything here must name what is deprecated; only those who use it are to be warned.
void begin_quiet(Writer& out, const Contents& contents) {
    if (!contents.deprecated) return;
    out.line("#pragma GCC diagnostic push");
    out.line("#pragma GCC diagnostic ignored \"-Wdeprecated-declarations\"");
    out.line();
}
void end_quiet(Writer& out, const Contents& contents) {
    if (!contents.deprecated) return;
    out.line();
    out.line("#pragma GCC diagnostic pop");
}

bool has_secrets(const File& file, const Names& names) {
    return std::any_of(file.types.begin(), file.types.end(),
                       [&](const auto& type) { return names.secretive().contains(*type); });
}

std::string header(const File& file, const Names& names, const Contents& contents) {
    Writer out("    ", 120);
    out.line(cpp_first_words, file.stem, ".json; changes here are lost.");
    out.line("#pragma once");
    out.line();
    for (const std::string_view standard : {"chrono", "cstdint", "future", "limits", "map", "memory", "optional",
                                            "string", "string_view", "utility", "variant", "vector"})
        out.line("#include <", standard, ">");
    out.line();
    out.line("#include <antiphon/base/clock.h>");
    if (!file.services.empty()) out.line("#include <antiphon/base/context.h>");
    for (const std::string_view ours : {"decimal.h", "error.h", "uuid.h", "values.h"})
        out.line("#include <antiphon/base/", ours, ">");
    if (contents.channels) out.line("#include <antiphon/events/event.h>");
    for (const std::string_view ours : {"path.h", "redact.h", "value.h", "wire.h"})
        if (ours != "redact.h" || has_secrets(file, names)) out.line("#include <antiphon/json/", ours, ">");
    if (!file.services.empty()) {
        out.line("#include <antiphon/rpc/client.h>");
        out.line("#include <antiphon/rpc/service.h>");
    }
    out.line();
    for (const Import& import : file.imports) out.line("#include \"", header_stem(*import.file), ".h\"");
    for (const std::string& include : file.cpp_includes) out.line("#include <", include, ">");
    out.line();
    begin_quiet(out, contents);
    if (!file.doc.empty()) comment(out, file.doc);
    out.line("namespace ", names.space(), " {");
    out.line();
    for (const auto& type : file.types)
        if (type->as<Struct>() != nullptr || type->as<Union>() != nullptr || type->as<Tuple>() != nullptr)
            out.line("struct ", names.name(*type), ";");
    out.line();
    for (const TypeDef* type : names.order().types()) declare_type(out, names, *type);
    for (const auto& error : file.errors) declare_error(out, names, *error);
    for (const auto& service : file.services) {
        declare_service(out, names, *service);
        declare_events(out, names, *service);
        declare_queues(out, names, *service);
    }
    out.line("}  // namespace ", names.space());
    end_quiet(out, contents);
    return out.take();
}

/// Headers of ours, and what of them code uses.
struct Needed {
    std::string_view header;
    std::vector<std::string_view> names;
};
const std::vector<Needed> needed_headers = {
    {"events/names.h", {"antiphon::events::append_encoded"}},
    {"json/check.h", {"json::check::"}},
    {"json/enumeration.h", {"json::EnumName"}},
    {"json/limits.h",
     {"check::Each<", "check::Of<", "check::Both<", "check::Entries<", "check::Present<", "check::Boxed<",
      "check::Strong<"}},
    {"json/object.h", {"json::ObjectReader"}},
    {"json/positional.h",
     {"json::PositionalReader", "json::named_params", "json::positional_params", "json::no_params"}},
    {"json/tagged.h",
     {"json::read_tag", "json::write_tagged", "json::keep_unknown_", "json::refuse_", "json::plain<",
      "json::is_number"}},
};

void include_what_is_used(Writer& out, std::string_view code) {
    if (code.find("std::span<") != std::string_view::npos) {
        out.line("#include <span>");
        out.line();
    }
    for (const Needed& needed : needed_headers)
        if (std::any_of(needed.names.begin(), needed.names.end(),
                        [&](std::string_view name) { return code.find(name) != std::string_view::npos; }))
            out.line("#include <antiphon/", needed.header, ">");
    out.line();
}

std::string source(const File& file, const Names& names, const Contents& contents, const Source& part) {
    Writer body("    ", 120);
    define_helpers(body, names, part);
    body.raw(part.code);
    Writer out("    ", 120);
    out.line(cpp_first_words, file.stem, ".json; changes here are lost.");
    out.line("#include \"", header_stem(file), ".h\"");
    out.line();
    include_what_is_used(out, body.text());
    begin_quiet(out, contents);
    out.line("namespace ", names.space(), " {");
    out.line();
    out.line("namespace json = antiphon::json;");
    out.line("namespace wire = antiphon::json::wire;");
    out.line();
    out.raw(body.text());
    out.line("}  // namespace ", names.space());
    end_quiet(out, contents);
    return out.take();
}

}  // namespace

std::vector<OutputFile> cpp(const Program& program, const File& file, const Options& options) {
    const Names names(program, file);
    const Contents contents = contents_of(file);
    const std::string stem = header_stem(file);
    std::vector<OutputFile> out{{stem + ".h", header(file, names, contents)}};
    for (const Source& part : spread(program, names, options.cpp_sources)) {
        const std::string number = out.size() == 1 ? "" : '.' + std::to_string(out.size());
        out.push_back({stem + number + ".cpp", source(file, names, contents, part)});
    }
    return out;
}

}  // namespace antiphon::idl::emit
