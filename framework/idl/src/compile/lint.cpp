// Advice: what is legal and seldom meant. Each rule can be set to off, warning or error in options.lint. What is said
// of types stands in lint_types.cpp, of services in lint_services.cpp.

#include <algorithm>

#include "../text.h"
#include "file_compiler.h"

namespace antiphon::idl {

void FileCompiler::read_lint_options(const Node& node) {
    std::vector<std::string_view> known;
    for (const Rule& rule : rules())
        if (rule.lint) known.push_back(rule.code);
    for (const syntax::Member& one : node.members) {
        if (std::find(known.begin(), known.end(), one.key) == known.end()) {
            const std::string near = nearest(one.key, known);
            run_.diagnostics.error("unknown-key", one.key_span, "there is no lint rule " + quote(one.key))
                .with_help(near.empty() ? "there are " + either(known) : "did you mean " + quoted(near) + "?");
        } else if (expect(run_.diagnostics, one.value, Kind::string, "a level")) {
            static constexpr std::pair<std::string_view, Level> levels[] = {
                {"off", Level::off}, {"warning", Level::warning}, {"error", Level::error}};
            const auto given = std::find_if(std::begin(levels), std::end(levels),
                                            [&](const auto& level) { return level.first == one.value.text; });
            if (given != std::end(levels))
                lint_levels_[one.key] = given->second;
            else
                run_.diagnostics.error("bad-value", one.value.span, "a level is off, warning or error");
        }
    }
}

Diagnostic* FileCompiler::lint_finding(std::string_view name, Span where, std::string message) {
    const Rule& rule = *find_rule(name);
    const auto given = lint_levels_.find(name);
    const Level level = given == lint_levels_.end() ? rule.level : given->second;
    if (level == Level::off) return nullptr;
    return &run_.diagnostics.add(level == Level::error ? Severity::error : Severity::warning, rule.code, where,
                                 std::move(message));
}

void FileCompiler::lint_finding(std::string_view name, Span where, std::string message, std::string help) {
    if (auto* told = lint_finding(name, where, std::move(message))) told->with_help(std::move(help));
}

void FileCompiler::lint_style(const Described& what, const std::string& name) {
    if (!is_snake_case(name)) lint_finding("name-style", what.span, quote(name) + " is not snake_case");
    if (what.doc.empty()) lint_finding("missing-doc", what.span, quote(name) + " has no \"doc\"");
}

void FileCompiler::lint() {
    lint_types();
    lint_shapes();
    lint_services();
    for (const Import& import : file_.imports)
        if (!used_imports_.contains(import.alias))
            lint_finding("unused-import", import.span, "import " + quote(import.alias) + " is not used", "remove it");
}

}  // namespace antiphon::idl
