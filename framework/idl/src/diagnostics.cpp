#include "antiphon/idl/diagnostics.h"

#include <algorithm>
#include <tuple>

#include "rules.h"

namespace antiphon::idl {

Diagnostic& Diagnostics::add(Severity severity, std::string_view code, Span span, std::string message) {
    ++(severity == Severity::error ? errors_ : warnings_);
    Diagnostic made{severity, code, span, std::move(message), {}, {}};
    if (findings_.size() >= kept) return overflow_ = std::move(made);
    return findings_.emplace_back(std::move(made));
}

Diagnostic& Diagnostics::error(std::string_view code, Span span, std::string message) {
    return add(Severity::error, code, span, std::move(message));
}
Diagnostic& Diagnostics::warning(std::string_view code, Span span, std::string message) {
    return add(Severity::warning, code, span, std::move(message));
}

void Diagnostics::sort() {
    const auto order = [](const Diagnostic& d) {
        const Rule* rule = find_rule(d.code);
        const bool syntax = rule != nullptr && rule->text;
        return std::tuple(!syntax, d.span.file, d.span.begin, d.span.end);
    };
    std::stable_sort(findings_.begin(), findings_.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });
}

}  // namespace antiphon::idl
