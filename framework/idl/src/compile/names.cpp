// The names of all that a file declares, and what its aliases stand for.

#include <algorithm>

#include "../text.h"
#include "antiphon/idl/emit.h"
#include "file_compiler.h"

namespace antiphon::idl {

bool FileCompiler::check_name(const syntax::Member& member, bool (*fits)(std::string_view), std::string_view grammar) {
    if (fits(member.key)) return true;
    auto& told = run_.diagnostics.error("bad-name", member.key_span, quote(member.key) + " cannot be a name here");
    // The nearest that fits: words joined in the style of the kind.
    std::string likely;
    for (const char c : member.key) likely += is_word(c) ? c : '_';
    if (!fits(likely)) likely = emit::pascal(likely);
    if (fits(likely) && likely.size() <= 64)
        told.with_help("such as " + quoted(likely) + "; " + std::string(grammar));
    else
        told.with_help(std::string(grammar));
    return false;
}

void FileCompiler::declare_type(const syntax::Member& member) {
    static constexpr auto fits = [](std::string_view name) { return is_type_name(name); };
    if (!check_name(member, fits, "names of types are PascalCase: letters, digits and '_', beginning with A to Z"))
        return;
    if (file_.types.size() >= max_types) {
        if (file_.types.size() == max_types && declared_.back().member != nullptr)
            run_.diagnostics.error("too-many", member.key_span, "more than " + std::to_string(max_types) + " types");
        return;
    }
    auto type = std::make_unique<TypeDef>();
    type->name = member.key;
    type->span = member.key_span;
    type->file = &file_;
    types_.emplace(type->name, type.get());
    declared_.push_back({type.get(), &member});
    file_.types.push_back(std::move(type));
}

void FileCompiler::declare_error(const syntax::Member& member) {
    static constexpr auto fits = [](std::string_view name) { return is_type_name(name); };
    if (!check_name(member, fits, "names of errors are PascalCase: letters, digits and '_', beginning with A to Z"))
        return;
    if (const auto type = types_.find(member.key); type != types_.end()) {
        run_.diagnostics.error("duplicate-name", member.key_span, quote(member.key) + " is a type already")
            .with_note(type->second->span, "declared here");
        return;
    }
    auto error = std::make_unique<ErrorDef>();
    error->name = member.key;
    error->span = member.key_span;
    error->file = &file_;
    errors_.emplace(error->name, error.get());
    declared_errors_.emplace_back(error.get(), &member);
    file_.errors.push_back(std::move(error));
}

void FileCompiler::resolve_aliases() {
    for (const auto& [type, member] : declared_) {
        const Node& node = member->value;
        const syntax::Member* alias = node.is(Kind::object) ? node.find("alias") : nullptr;
        if (alias == nullptr) continue;
        Alias body;
        if (!alias->value.is(Kind::broken)) body.type = type_of(alias->value);
        body.strong = false;
        if (const auto* secret = node.find("secret"))
            body.secret = secret->value.is(Kind::boolean) && secret->value.boolean;
        type->body = std::move(body);
    }
}

}  // namespace antiphon::idl
