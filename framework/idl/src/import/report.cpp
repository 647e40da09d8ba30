#include "report.h"

#include <algorithm>
#include <array>

namespace antiphon::idl::importer {

namespace {

using enum Severity;

constexpr Code table[] = {
    {"import/all-of", warning, "allOf of something else than objects: the first member was taken"},
    {"import/default", warning, "a default that does not fit its type, or that a required member has, was dropped"},
    {"import/direction", warning, "a method without result: a notification, whoever sends it"},
    {"import/duplicate-param", warning, "two params of one name: the second got another"},
    {"import/enum", warning, "an enum of other values than strings or integers became json"},
    {"import/error-code", info, "an error in the range of JSON-RPC, or beyond 32 bits, was documented, not declared"},
    {"import/error-data", warning, "the data of an error has no type: an example kept as x-data, or null"},
    {"import/error-message", info, "the message of an error was empty, or had braces around a word"},
    {"import/example", warning, "an example that does not fit the types was dropped"},
    {"import/extra-members", warning, "members beside the named ones have a type: they are kept as json"},
    {"import/format", info, "a format that this IDL has not was kept as x-format"},
    {"import/inferred", warning, "a shape was guessed from an example value"},
    {"import/integer", info, "an integer without limits became int53, or what --int64 says"},
    {"import/key-pattern", info, "the pattern of a map's keys was dropped"},
    {"import/keyword", warning, "a keyword or limit of JSON Schema that cannot be said here was dropped"},
    {"import/kind-key", warning, "\"method\" or \"notification\" says one thing, \"returns\" the other"},
    {"import/merged-error", warning, "several messages with one error code: one error"},
    {"import/name-clash", warning,
     "two names became the same: one got a suffix; of two methods of one name the first was taken"},
    {"import/no-type", warning, "nothing says what the value is: json"},
    {"import/null-only", warning, "a type that has only null, or no value at all, became json"},
    {"import/param-name", warning, "a param's name is no identifier"},
    {"import/param-order", warning, "a required param behind an optional one became optional"},
    {"import/pattern", info, "a pattern was kept as x-pattern: it needs maxLength, or is beyond the pattern language"},
    {"import/pattern-properties", warning, "several patterns of members: a map of json"},
    {"import/positional", warning, "positional params have no names: they are called param01, param02, …"},
    {"import/procedure", error, "a procedure of a stub specification is malformed"},
    {"import/recursive", warning, "a type that contains itself by value: the member became optional"},
    {"import/ref-cycle", error, "a $ref leads back to itself, or through too many others"},
    {"import/ref-file", error, "a $ref to a file that is not there"},
    {"import/ref-missing", error, "a $ref that leads nowhere"},
    {"import/ref-siblings", info, "keywords beside $ref mean nothing and were dropped"},
    {"import/result", error, "the compiler refuses what came out"},
    {"import/string-union", warning, "a union of strings, or of numbers, became one string or number"},
    {"import/too-many", error, "a limit was reached"},
    {"import/unchecked", warning, "an array or object whose contents nothing describes"},
    {"import/untagged-union", warning, "nothing tells the variants of a union apart: json"},
    {"import/version", info, "the version is no semantic version"},
    {"import/wrong-document", error, "the file is not of the format that --from names"},
};

Severity severity_of(std::string_view code) {
    const auto row = std::lower_bound(std::begin(table), std::end(table), code,
                                      [](const Code& one, std::string_view wanted) { return one.code < wanted; });
    return row->severity;
}

std::string count(std::size_t number, const std::string& one) {
    return std::to_string(number) + ' ' + one + (number == 1 ? "" : "s");
}

/// 3.8: tenths are enough to compare documents.
std::string percent(std::size_t part, std::size_t whole) {
    const std::size_t tenths = whole == 0 ? 0 : (part * 1000 + whole / 2) / whole;
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + '%';
}

}  // namespace

std::string_view name(Severity severity) noexcept {
    static constexpr std::string_view names[] = {"error", "warning", "info"};
    return names[static_cast<std::size_t>(severity)];
}

std::span<const Code> codes() noexcept { return table; }

void Report::tell(std::string_view code, Span where, std::string message) {
    tell(code, severity_of(code), where, std::move(message));
}

void Report::tell(std::string_view code, Severity severity, Span where, std::string message) {
    if (severity != error) ++out_.counts.approximated;
    keep({severity, code, where, std::move(message)});
}

void Report::tell_json(std::string_view code, Span where, std::string message) {
    json();
    keep({severity_of(code), code, where, std::move(message)});
}

void Report::keep(Finding finding) {
    if (strict_ && finding.severity == warning) finding.severity = error;
    if (finding.severity == error) ++out_.errors;
    if (out_.findings.size() < max_findings)
        out_.findings.push_back(std::move(finding));
    else
        ++out_.more;
}

void Report::add(const Diagnostics& found) {
    for (const Diagnostic& one : found.all())
        keep({one.severity == idl::Severity::error ? error : warning, one.code, one.span, one.message});
}

void Report::finish() {
    std::stable_sort(out_.findings.begin(), out_.findings.end(), [](const Finding& a, const Finding& b) {
        return a.span.file != b.span.file ? a.span.file < b.span.file : a.span.begin < b.span.begin;
    });
}

Loaded load_document(const std::string& path, const Loader& load, Report& report) {
    std::optional<std::string> text = load(path);
    if (!text) return {};
    Imported& out = report.out();
    const std::uint32_t file = out.sources.add(path, std::move(*text));
    Diagnostics diagnostics;
    Node root =
        syntax::read(out.sources, file,
                     path.ends_with(".jsonc") ? syntax::Comments::allowed : syntax::Comments::refused, diagnostics);
    diagnostics.sort();
    report.add(diagnostics);
    return {true, std::move(root)};
}

const Node* get(const Node& object, std::string_view key) {
    const syntax::Member* member = object.is(Kind::object) ? object.find(key) : nullptr;
    return member != nullptr ? &member->value : nullptr;
}

const Node* get(const Node& object, std::string_view key, Kind kind) {
    const Node* found = get(object, key);
    return found != nullptr && found->is(kind) ? found : nullptr;
}

std::string get_text(const Node& object, std::string_view key) {
    const Node* found = get(object, key, Kind::string);
    return found != nullptr ? found->text : "";
}

bool get_flag(const Node& object, std::string_view key) {
    const Node* found = get(object, key, Kind::boolean);
    return found != nullptr && found->boolean;
}

std::string report(const Imported& imported) {
    std::string out;
    for (const Finding& one : imported.findings) {
        if (one.span.valid()) {
            const Place place = imported.sources.place(one.span.file, one.span.begin);
            out += imported.sources.name(one.span.file) + ':' + std::to_string(place.line) + ':' +
                   std::to_string(place.column) + ": ";
        }
        out.append(name(one.severity)).append(": ").append(one.message).append(" [").append(one.code).append("]\n");
    }
    if (imported.more != 0) out += "and " + count(imported.more, "finding") + " more\n";
    const Counts& counts = imported.counts;
    out += (imported.ok() ? "imported " : "not imported: ") + count(counts.methods, "method") + ", ";
    if (counts.events != 0) out += count(counts.events, "event") + ", ";
    out += count(counts.types, "type") + ", " + count(counts.errors, "error") + "; of " +
           count(counts.positions, "type position") + ' ' + std::to_string(counts.positions - counts.json) +
           " exact, " + std::to_string(counts.json) + " json (" + percent(counts.json, counts.positions) + "); " +
           std::to_string(counts.approximated) + " approximated; " + count(imported.errors, "error") + '\n';
    return out;
}

std::string report_json(const Imported& imported) {
    Json findings = Json::array();
    for (const Finding& one : imported.findings) {
        Json item = Json::object({{"severity", name(one.severity)}, {"code", one.code}});
        if (one.span.valid()) {
            const Place place = imported.sources.place(one.span.file, one.span.begin);
            item.set("file", imported.sources.name(one.span.file));
            item.set("line", static_cast<std::uint64_t>(place.line));
            item.set("column", static_cast<std::uint64_t>(place.column));
        }
        findings.push(item.set("message", one.message));
    }
    const auto number = [](std::size_t n) { return Json(static_cast<std::uint64_t>(n)); };
    const Counts& counts = imported.counts;
    Json sums = Json::object({{"methods", number(counts.methods)}, {"events", number(counts.events)}});
    sums.set("types", number(counts.types)).set("errors", number(counts.errors));
    sums.set("positions", number(counts.positions)).set("json", number(counts.json));
    sums.set("approximated", number(counts.approximated));
    Json out = Json::object({{"ok", imported.ok()}, {"findings", std::move(findings)}});
    return out.set("more", number(imported.more)).set("counts", std::move(sums)).pretty();
}

}  // namespace antiphon::idl::importer
