#include <algorithm>
#include <map>

#include "antiphon/idl/diagnostics.h"
#include "antiphon/idl/json.h"
#include "text.h"

namespace antiphon::idl {

namespace {

constexpr std::size_t widest_line = 160;                      // code points of a source line that are shown
constexpr std::size_t longest_shown = 4 * (widest_line + 1);  // in bytes, with the one that shows that it is cut
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

std::string_view name(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

struct Excerpt {
    std::string line;
    std::string marks;
};

/// The line of `span` and the marks under it. Of a long line only the part around the span is shown.
Excerpt excerpt(const Sources& sources, Span span) {
    const std::size_t line_begin = sources.line_begin(span.file, span.begin);
    const std::string_view line = sources.line(span.file, span.begin);
    const std::size_t begin = std::min<std::size_t>(span.begin - line_begin, line.size());
    const std::size_t end = std::clamp<std::size_t>(span.end - line_begin, begin, line.size());

    std::size_t from = 0;
    const bool cut_front = sources.place(span.file, line_begin + begin).column > widest_line / 2 + 1 &&
                           code_points(line.substr(0, longest_shown)) > widest_line;
    if (cut_front) {
        from = begin;
        for (std::size_t points = 0; from > 0 && points < widest_line / 2;)
            points += (static_cast<unsigned char>(line[--from]) & 0xC0) != 0x80;
    }
    Excerpt out;
    if (cut_front) {
        out.line += ellipsis;
        out.marks += ' ';
    }
    std::size_t shown = 0;
    for (std::size_t at = from; at < line.size(); ++shown) {
        if (shown == widest_line) {
            out.line += ellipsis;
            break;
        }
        const std::size_t here = at;
        const std::size_t bytes = std::max<std::size_t>(1, utf8_sequence(line, at));
        const auto c = static_cast<unsigned char>(line[at]);
        const bool printable = (utf8_sequence(line, at) != 0 && c >= 0x20 && c != 0x7F) || c == '\t';
        at += bytes;
        out.line += printable ? line.substr(here, bytes) : "?";
        if (here < begin)
            out.marks += c == '\t' ? '\t' : ' ';
        else if (here == begin)
            out.marks += '^';
        else if (here < end)
            out.marks += '~';
    }
    if (begin >= line.size() && shown <= widest_line) out.marks += '^';
    return out;
}

void append_place(std::string& out, const Sources& sources, Span span) {
    if (!span.valid()) return;
    const Place place = sources.place(span.file, span.begin);
    out.append(sources.name(span.file)).append(":").append(std::to_string(place.line)).append(":");
    out.append(std::to_string(place.column)).append(": ");
}

void append_excerpt(std::string& out, const Sources& sources, Span span) {
    if (!span.valid() || sources.text(span.file).empty()) return;
    const std::string number = std::to_string(sources.place(span.file, span.begin).line);
    const Excerpt shown = excerpt(sources, span);
    out.append("  ").append(number).append(" | ").append(shown.line).append("\n");
    out.append(2 + number.size(), ' ').append(" | ").append(shown.marks).append("\n");
}

std::string count(std::size_t number, const char* one) {
    return std::to_string(number) + ' ' + one + (number == 1 ? "" : "s");
}

std::string as_gcc(const Diagnostics& diagnostics, const Sources& sources, std::size_t most) {
    std::string out;
    const auto& all = diagnostics.all();
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i) {
        const Diagnostic& d = all[i];
        if (i > 0) out += '\n';
        append_place(out, sources, d.span);
        out.append(name(d.severity)).append(": ").append(d.message).append(" [").append(d.code).append("]\n");
        append_excerpt(out, sources, d.span);
        for (const Note& note : d.notes) {
            append_place(out, sources, note.span);
            out.append("note: ").append(note.message).append("\n");
            append_excerpt(out, sources, note.span);
        }
        if (!d.help.empty()) out.append("  help: ").append(d.help).append("\n");
    }
    const std::size_t in_all = diagnostics.errors() + diagnostics.warnings();
    if (in_all > most) out.append("\nand ").append(std::to_string(in_all - most)).append(" more\n");
    if (in_all > 0) {
        out += '\n';
        if (diagnostics.errors() > 0) out += count(diagnostics.errors(), "error");
        if (diagnostics.errors() > 0 && diagnostics.warnings() > 0) out += ", ";
        if (diagnostics.warnings() > 0) out += count(diagnostics.warnings(), "warning");
        out += '\n';
    }
    return out;
}

Json place_as_json(const Sources& sources, Span span) {
    Json place = Json::object();
    if (!span.valid()) return place;
    const Place begin = sources.place(span.file, span.begin);
    const Place end = sources.place(span.file, span.end);
    place.set("file", sources.name(span.file));
    place.set("line", static_cast<std::uint64_t>(begin.line)).set("column", static_cast<std::uint64_t>(begin.column));
    place.set("endLine", static_cast<std::uint64_t>(end.line)).set("endColumn", static_cast<std::uint64_t>(end.column));
    return place;
}

std::string as_json(const Diagnostics& diagnostics, const Sources& sources) {
    Json out = Json::array();
    for (const Diagnostic& d : diagnostics.all()) {
        Json one = place_as_json(sources, d.span);
        one.set("severity", name(d.severity)).set("code", d.code).set("message", d.message);
        one.set_unless_empty("help", d.help);
        Json notes = Json::array();
        for (const Note& note : d.notes) notes.push(place_as_json(sources, note.span).set("message", note.message));
        one.set_unless_empty("notes", std::move(notes));
        out.push(std::move(one));
    }
    return out.pretty();
}

Json sarif_location(const Sources& sources, Span span) {
    const Json place = place_as_json(sources, span);
    Json physical = Json::object();
    if (const Json* file = place.find("file")) {
        Json region = Json::object();
        region.set("startLine", *place.find("line")).set("startColumn", *place.find("column"));
        region.set("endLine", *place.find("endLine")).set("endColumn", *place.find("endColumn"));
        physical.set("artifactLocation", Json::object({{"uri", *file}})).set("region", std::move(region));
    }
    return Json::object({{"physicalLocation", std::move(physical)}});
}

std::string as_sarif(const Diagnostics& diagnostics, const Sources& sources) {
    Json results = Json::array();
    std::map<std::string_view, bool> codes;
    for (const Diagnostic& d : diagnostics.all()) {
        codes[d.code] = true;
        const std::string text = d.help.empty() ? d.message : d.message + " (help: " + d.help + ")";
        Json result = Json::object({{"ruleId", d.code}, {"level", name(d.severity)}});
        result.set("message", Json::object({{"text", text}}));
        result.set("locations", Json::array({sarif_location(sources, d.span)}));
        Json related = Json::array();
        for (const Note& note : d.notes)
            related.push(sarif_location(sources, note.span).set("message", Json::object({{"text", note.message}})));
        result.set_unless_empty("relatedLocations", std::move(related));
        results.push(std::move(result));
    }
    Json rules = Json::array();
    for (const auto& [code, used] : codes) {
        const Explanation* page = explain(code);
        const std::string_view title = page != nullptr ? page->title : code;
        rules.push(Json::object({{"id", code}, {"shortDescription", Json::object({{"text", title}})}}));
    }
    Json driver = Json::object({{"name", "antiphon"}, {"informationUri", "https://antiphon.dev"}});
    driver.set("rules", std::move(rules));
    Json run = Json::object({{"tool", Json::object({{"driver", std::move(driver)}})}});
    run.set("columnKind", "unicodeCodePoints").set("results", std::move(results));
    Json out = Json::object({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}});
    return out.set("runs", Json::array({std::move(run)})).pretty();
}

}  // namespace

std::string render(const Diagnostics& diagnostics, const Sources& sources, const RenderOptions& options) {
    switch (options.format) {
        case Format::json:
            return as_json(diagnostics, sources);
        case Format::sarif:
            return as_sarif(diagnostics, sources);
        case Format::gcc:
            break;
    }
    return as_gcc(diagnostics, sources, options.most);
}

}  // namespace antiphon::idl
