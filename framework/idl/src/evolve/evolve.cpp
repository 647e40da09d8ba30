#include "antiphon/idl/evolve.h"

#include <algorithm>
#include <charconv>

#include "../text.h"
#include "contracts.h"

namespace antiphon::idl::evolve {

std::vector<unsigned long> version_numbers(std::string_view text) {
    std::vector<unsigned long> out(3, 0);
    for (unsigned long& number : out) {
        const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        text.remove_prefix(static_cast<std::size_t>(stopped - text.data()));
        if (error != std::errc() || !text.starts_with('.')) break;
        text.remove_prefix(1);
    }
    return out;
}

void Contracts::removed(std::string_view code, const Described& before, Span where, const std::string& what) {
    const auto& deprecated = before.deprecated;
    const bool dated = deprecated && !deprecated->remove_in.empty();
    const bool due = dated && version_numbers(deprecated->remove_in) <= version_numbers(versions_.now);
    if (due && versions_.major_up) return findings_.changed();
    found(code, Use::out, {where, before.span},
          {what + " was removed",
           deprecated ? "" : "deprecate it first, with \"removeIn\": the major version in which it may go"});
    if (dated && !due && !versions_.now.empty())
        found("DEPRECATION_TOO_SHORT", Use::out, {where, before.span},
              {what + " was to stay until " + deprecated->remove_in + ", and this is " + versions_.now});
}

void Contracts::deprecation(const Described& now, const Described* before, const std::string& what) {
    if (!now.deprecated || now.deprecated->remove_in.empty()) return;
    if (before != nullptr && before->deprecated && before->deprecated->remove_in == now.deprecated->remove_in) return;
    const Span here = findings_.now().find(now.span, {"deprecated", "removeIn"});
    const bool dated = before != nullptr && before->deprecated && !before->deprecated->remove_in.empty();
    if (dated && version_numbers(now.deprecated->remove_in) < version_numbers(before->deprecated->remove_in))
        return found("DEPRECATION_TOO_SHORT", Use::out,
                     {here, findings_.before().find(before->span, {"deprecated", "removeIn"})},
                     {what + " was to stay until " + before->deprecated->remove_in + " and may go in " +
                      now.deprecated->remove_in + " now"});
    if (version_numbers(now.deprecated->remove_in)[0] > version_numbers(versions_.now)[0]) return;
    found("DEPRECATION_TOO_SHORT", Use::out, {here, {}},
          {what + " may go in " + now.deprecated->remove_in + ", which is no major version after " + versions_.now});
}

void Contracts::version(const File& before, const File& now) {
    const auto was = version_numbers(before.version), is = version_numbers(now.version);
    const Spot spot{findings_.now().root(now.source, "version", now.span),
                    findings_.before().root(before.source, "version", before.span)};
    const auto found_version = [&](std::string_view when, std::string message) {
        findings_.found(check("VERSION_NOT_BUMPED", when), Use::out, spot, {std::move(message), "", "it was this"});
    };
    if (findings_.any_break() && is[0] <= was[0])
        found_version("breaking",
                      "breaking changes need " + std::to_string(was[0] + 1) + ".0.0, this says " + now.version);
    else if (findings_.any_change() && !findings_.any_break() && is[0] == was[0] && is[1] <= was[1])
        found_version("compatible", "additions need " + std::to_string(was[0]) + "." + std::to_string(was[1] + 1) +
                                        ".0, this says " + now.version);
}

void Contracts::files(const File* before, const File* now) {
    if (before == nullptr) return;  // nobody knows it yet
    versions_ = {before->version, now != nullptr ? now->version : "", false};
    if (now == nullptr) {
        for (const auto& service : before->services) service_gone(*service, {});
        for (const auto& type : before->types)
            if (type->origin == Origin::declared)
                found("TYPE_REMOVED", Use::in, {{}, type->span}, {"type " + quote(type->name) + " was removed"});
        return;
    }
    versions_.major_up = version_numbers(now->version)[0] > version_numbers(before->version)[0];
    services(*before, *now);
    errors(*before, *now);
    source(*before, *now);
    version(*before, *now);
}

namespace {

/// By namespace, by name, or because there is no other.
const File* partner(const File& file, const std::vector<const File*>& others, std::size_t of_its_kind) {
    for (const File* one : others)
        if (one->name_space == file.name_space) return one;
    for (const File* one : others)
        if (one->stem == file.stem) return one;
    return others.size() == 1 && of_its_kind == 1 ? others.front() : nullptr;
}

}  // namespace

Comparison compare(const Compilation& now, const Compilation& baseline, const Options& options) {
    Comparison out;
    for (std::uint32_t i = 0; i < now.sources.size(); ++i)
        out.sources.add(now.sources.name(i), std::string(now.sources.text(i)));
    for (std::uint32_t i = 0; i < baseline.sources.size(); ++i)
        out.sources.add(options.baseline + baseline.sources.name(i), std::string(baseline.sources.text(i)));
    const Locator here(now), there(baseline);
    const auto &entries = now.program.entries, &old_entries = baseline.program.entries;
    for (const File* before : old_entries) {
        Findings findings(here, there);
        Contracts(now, baseline, findings).files(before, partner(*before, entries, old_entries.size()));
        findings.tell(options, static_cast<std::uint32_t>(now.sources.size()), out.diagnostics);
    }
    out.diagnostics.sort();
    return out;
}

}  // namespace antiphon::idl::evolve
