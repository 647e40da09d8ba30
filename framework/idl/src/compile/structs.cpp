// Structs: their fields, and those that they include.

#include "../text.h"
#include "file_compiler.h"

namespace antiphon::idl {

namespace {

constexpr std::size_t max_included_fields = 100'000;  // of all structs in a compilation

}  // namespace

void FileCompiler::define_struct(TypeDef& type, const Keys& keys, const Node& node) {
    Struct body;
    body.unknown = keys.choice("unknown", Struct::Unknown::ignore);
    if (expect(run_.diagnostics, node, Kind::object, "\"struct\"")) body.fields = fields(node, "a field");
    for (const Node* name : keys.strings("reserved")) body.reserved.push_back(name->text);
    for (const Node* name : keys.strings("include")) {
        const TypeDef* included = type_named(*name);
        if (included == nullptr) continue;
        // Structs that stand further below are not filled in yet; their kind shows in their syntax only.
        const Node* kind = included->file == &file_ ? written_types_.at(included->name) : nullptr;
        if (included->as<Struct>() == nullptr ||
            (kind != nullptr && kind->is(Kind::object) && kind->find("struct") == nullptr)) {
            run_.diagnostics.error("include-not-struct", name->span, quote(name->text) + " is no struct")
                .with_note(included->span, "declared here");
        } else if (!include_places_.try_emplace({&type, included}, name->span).second) {
            run_.diagnostics.error("duplicate-field", name->span, quote(name->text) + " is included twice")
                .with_note(include_places_.at({&type, included}), "first here");
        } else {
            body.includes.push_back(included);
        }
    }
    type.body = std::move(body);
}

void FileCompiler::copy_includes() {
    for (const auto& [type, member] : declared_) include_into(*type);
    for (const auto& [type, member] : declared_)
        if (const Struct* body = type->as<Struct>()) check_reserved(*body, member->value);
}

void FileCompiler::check_reserved(const Struct& body, const Node& node) {
    const syntax::Member* reserved = node.is(Kind::object) ? node.find("reserved") : nullptr;
    if (reserved == nullptr) return;
    for (const Node& name : reserved->value.items) {
        const Field* field = name.is(Kind::string) ? body.find(name.text) : nullptr;
        if (field != nullptr)
            run_.diagnostics.error("reserved-name", field->span, "the name " + quote(field->name) + " is reserved")
                .with_help("it belonged to a field that was removed; choose another name")
                .with_note(name.span, "reserved here");
    }
}

/// Copies the fields of included structs to the front, those of their own includes first. Imported files are done.
void FileCompiler::include_into(TypeDef& first) {
    // Depth first without recursion: a type is copied once all it includes is.
    std::vector<TypeDef*> open = {&first};
    std::set<const TypeDef*> waiting = {&first};
    while (!open.empty()) {
        TypeDef& type = *open.back();
        Struct* body = std::get_if<Struct>(&type.body);
        if (body != nullptr && !include_done_.contains(&type)) {
            if (TypeDef* other = unfinished_include(type, *body, waiting)) {
                open.push_back(other);
                waiting.insert(other);
                continue;
            }
            copy_fields(type, *body);
        }
        include_done_.insert(&type);
        waiting.erase(&type);
        open.pop_back();
    }
}

/// What `type` includes and what must be filled first; null when all is. Includes that would have no end are dropped.
TypeDef* FileCompiler::unfinished_include(const TypeDef& type, Struct& body, const std::set<const TypeDef*>& open) {
    for (auto at = body.includes.begin(); at != body.includes.end();) {
        const TypeDef* included = *at;
        if (included->file != &file_ || include_done_.contains(included)) {
            ++at;
        } else if (open.contains(included)) {
            auto& told = run_.diagnostics.error(
                "include-cycle", include_places_.at({&type, included}),
                included == &type ? quote(type.name) + " includes itself"
                                  : quote(type.name) + " and " + quote(included->name) + " include each other");
            if (included != &type) told.with_note(included->span, "declared here");
            at = body.includes.erase(at);
        } else {
            return types_.at(included->name);
        }
    }
    return nullptr;
}

void FileCompiler::copy_fields(const TypeDef& type, Struct& body) {
    if (body.includes.empty()) return;
    std::map<std::string, Span, std::less<>> seen;
    for (const Field& field : body.fields) seen.emplace(field.name, field.span);
    std::vector<Field> all;
    for (const TypeDef* included : body.includes) {
        const Span place = include_places_.at({&type, included});
        for (const Field& field : std::get<Struct>(included->body).fields) {
            if (++run_.included_fields > max_included_fields || all.size() > max_fields) {
                run_.diagnostics.error("too-many", place, "includes bring too many fields");
                break;
            }
            const auto [first, added] = seen.try_emplace(field.name, field.span);
            if (added)
                all.push_back(field);
            else
                run_.diagnostics
                    .error("duplicate-field", place,
                           quote(included->name) + " brings the field " + quote(field.name) + ", which " +
                               quote(type.name) + " already has")
                    .with_note(field.span, "brought from here")
                    .with_note(first->second, "the other is here");
        }
    }
    all.insert(all.end(), std::make_move_iterator(body.fields.begin()), std::make_move_iterator(body.fields.end()));
    body.fields = std::move(all);
    check_identifiers(body.fields);
}

}  // namespace antiphon::idl
