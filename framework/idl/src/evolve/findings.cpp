#include "findings.h"

#include <algorithm>

namespace antiphon::idl::evolve {

Locator::Locator(const Compilation& compilation) : sources_(compilation.sources) {
    Diagnostics ignored;  // they were told when the file was compiled
    roots_.reserve(sources_.size());
    for (std::uint32_t file = 0; file < sources_.size(); ++file)
        roots_.push_back(syntax::read(sources_, file, syntax::Comments::allowed, ignored));
    for (const syntax::Node& root : roots_) add(root);
}

/// Recursion is bounded by the reader's depth.
void Locator::add(const syntax::Node& node) {
    values_[key(node.span)] = &node;
    for (const syntax::Node& item : node.items) add(item);
    for (const syntax::Member& member : node.members) {
        add(member.value);
        values_[key(member.key_span)] = &member.value;
    }
}

Span Locator::find(Span name, std::initializer_list<std::string_view> path) const {
    const auto at = name.valid() ? values_.find(key(name)) : values_.end();
    if (at == values_.end()) return name;
    Span found = name;
    const syntax::Node* node = at->second;
    for (const std::string_view step : path) {
        const syntax::Member* member = node->find(step);
        if (member == nullptr) break;
        const bool inside = member->value.is(syntax::Kind::object) || member->value.is(syntax::Kind::array);
        found = inside ? member->key_span : member->value.span;
        node = &member->value;
    }
    return found;
}

Span Locator::root(std::uint32_t file, std::string_view key, Span otherwise) const {
    const syntax::Member* member = file < roots_.size() ? roots_[file].find(key) : nullptr;
    if (member == nullptr) return otherwise;
    return member->value.is(syntax::Kind::string) ? member->value.span : member->key_span;
}

Span Locator::tidy(Span span) const {
    if (!span.valid()) return span;
    const std::string_view text = sources_.text(span);
    if (text.starts_with('{') || text.find('\n') != std::string_view::npos) span.end = span.begin + 1;
    return span;
}

Findings::Finding& Findings::merged(const Check& check, Spot spot, Told told) {
    const auto [at, added] =
        known_.try_emplace({check.code, told.message, spot.now.begin, spot.before.begin}, findings_.size());
    if (added) findings_.push_back({&check, {now_.tidy(spot.now), before_.tidy(spot.before)}, std::move(told)});
    return findings_[at->second];
}

void Findings::found(const Check& check, Use use, Spot spot, Told told) {
    const Rating rating = use == Use::in ? check.in : use == Use::out ? check.out : check.stored;
    if (check.category == Category::wire) {
        changed_ = true;
        broke_ = broke_ || rating == Rating::error;
    }
    if (rating != Rating::fine) merged(check, spot, std::move(told)).ratings[static_cast<std::size_t>(use)] = rating;
}

void Findings::found_in_type(const Check& check, Use use, Spot spot, Told told) {
    const std::size_t before = findings_.size();
    found(check, use, spot, std::move(told));
    if (findings_.size() > before) findings_.back().in_type = true;
}

void Findings::tell(const Options& options, std::uint32_t offset, Diagnostics& out) const {
    static constexpr std::string_view uses[] = {"params", "results or events", "stored messages"};
    for (const Finding& one : findings_) {
        if (options.only && *options.only != one.check->category) continue;
        const Rating worst = *std::max_element(one.ratings.begin(), one.ratings.end());
        const bool asked_for = options.only && one.check->category != Category::wire;
        std::string message = one.told.message, where;
        for (std::size_t use = 0; use < one.ratings.size(); ++use)
            if (one.in_type && one.ratings[use] == worst) where.append(where.empty() ? "" : ", ").append(uses[use]);
        if (one.in_type && one.check->category == Category::wire) message += "; used in " + where;
        auto& told = out.add(worst == Rating::error || asked_for ? Severity::error : Severity::warning, one.check->code,
                             one.spot.now, std::move(message));
        told.with_help(one.told.help);
        Span before = one.spot.before;
        if (!before.valid()) continue;
        before.file += offset;
        told.with_note(before, one.told.note);
    }
}

}  // namespace antiphon::idl::evolve
