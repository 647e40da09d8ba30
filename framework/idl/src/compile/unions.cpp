// Can the variants of a union be told apart without trying them?

#include <algorithm>
#include <map>

#include "../text.h"
#include "file_compiler.h"
#include "numbers.h"

namespace antiphon::idl {

namespace {

/// How a type looks as JSON.
enum class Shape : std::uint8_t { unknown, any, boolean, number, string, array, object };

std::string_view name(Shape shape) {
    static constexpr std::string_view names[] = {"",         "anything", "a boolean", "a number",
                                                 "a string", "an array", "an object"};
    return names[static_cast<std::size_t>(shape)];
}

Shape shape_of(const Type& type) {
    const Type& base = resolved(type);
    switch (base.kind) {
        case Type::Kind::array:
            return Shape::array;
        case Type::Kind::map:
            return Shape::object;
        case Type::Kind::named:
            if (const Enum* body = base.named->as<Enum>()) return body->integer ? Shape::number : Shape::string;
            if (base.named->as<Tuple>() != nullptr) return Shape::array;
            if (const Union* body = base.named->as<Union>()) return body->tagged ? Shape::object : Shape::any;
            return base.named->as<Struct>() != nullptr ? Shape::object : Shape::unknown;
        case Type::Kind::builtin:
            break;
        default:
            return Shape::unknown;
    }
    if (base.builtin == Builtin::json) return Shape::any;
    if (base.builtin == Builtin::boolean) return Shape::boolean;
    const bool as_text = base.builtin == Builtin::int64 || base.builtin == Builtin::uint64;
    return !as_text && (range_of(base.builtin) || is_real(base.builtin)) ? Shape::number : Shape::string;
}

bool same_type(const Type& a, const Type& b) {
    const Type &x = resolved(a), &y = resolved(b);
    return x.kind == y.kind && x.builtin == y.builtin && x.named == y.named &&
           std::equal(x.parts.begin(), x.parts.end(), y.parts.begin(), y.parts.end(), same_type);
}

}  // namespace

void FileCompiler::check_unions() {
    for (const auto& [type, member] : declared_)
        if (Union* body = std::get_if<Union>(&type->body)) {
            if (body->variants.size() > max_variants)
                run_.diagnostics.error("too-many", type->span,
                                       "more than " + std::to_string(max_variants) + " variants");
            else if (body->tagged)
                check_tagged(*type, *body);
            else
                check_untagged(*type, *body);
        }
}

void FileCompiler::check_tagged(const TypeDef&, const Union& body) {
    std::map<const TypeDef*, const Variant*> seen;
    for (const Variant& variant : body.variants) {
        if (variant.type.kind == Type::Kind::invalid) continue;
        const Struct* fields = as_struct(variant.type);
        if (fields == nullptr || variant.type.kind != Type::Kind::named) {
            run_.diagnostics
                .error("union-variant", variant.span,
                       "a variant of a tagged union is a struct, " + quote(text(variant.type, file_)) + " is not")
                .with_help("put it into a struct with one field");
            continue;
        }
        if (const Field* clash = fields->find(body.tag))
            run_.diagnostics
                .error("union-tag-clash", variant.span,
                       quote(text(variant.type, file_)) + " has a field " + quote(body.tag) + ", and that is the tag")
                .with_help("remove the field, or name another \"tag\"")
                .with_note(clash->span, "the field is here");
        const auto [first, added] = seen.try_emplace(resolved(variant.type).named, &variant);
        if (!added)
            run_.diagnostics
                .error("duplicate-variant", variant.span, quote(text(variant.type, file_)) + " stands under two tags")
                .with_help("give each tag a struct of its own; \"include\" copies the fields")
                .with_note(first->second->span, "first here");
    }
}

void FileCompiler::check_untagged(TypeDef& type, Union& body) {
    std::map<Shape, const Variant*> shapes;
    std::vector<Variant*> structs;
    for (Variant& variant : body.variants) {
        const Shape shape = shape_of(variant.type);
        if (shape == Shape::unknown && !variant.type.is_optional()) continue;
        if (variant.type.is_optional() || shape == Shape::any) {
            run_.diagnostics
                .error("union-variant", variant.span,
                       quote(text(variant.type, file_)) + " cannot be a variant: " +
                           (variant.type.is_optional() ? "it may be null" : "it may be any kind of JSON value"))
                .with_help(variant.type.is_optional() ? "put the '?' where the union is used"
                                                      : "name structs, or use json alone instead of the union");
            continue;
        }
        if (as_struct(variant.type) != nullptr) {
            structs.push_back(&variant);
            continue;
        }
        const auto [first, added] = shapes.try_emplace(shape, &variant);
        if (!added)
            run_.diagnostics
                .error("union-overlap", variant.span,
                       "nothing tells " + quote(text(variant.type, file_)) + " from " +
                           quote(text(first->second->type, file_)) + ": both are " + std::string(name(shape)))
                .with_help("use a tagged union, or json")
                .with_note(first->second->span, "the other is here");
    }
    if (const auto object = shapes.find(Shape::object); object != shapes.end() && !structs.empty())
        run_.diagnostics
            .error("union-overlap", object->second->span,
                   "nothing tells " + quote(text(object->second->type, file_)) + " from " +
                       quote(text(structs[0]->type, file_)) + ": both are an object")
            .with_note(structs[0]->span, "the other is here");
    if (structs.size() < 2) return;
    std::map<std::string_view, std::size_t> owners;
    for (const Variant* variant : structs)
        for (const Field& field : as_struct(variant->type)->fields) ++owners[field.name];
    for (Variant* variant : structs) {
        for (const Variant* other : structs)
            if (other < variant && same_type(other->type, variant->type)) {
                run_.diagnostics
                    .error("duplicate-variant", variant->span, quote(text(variant->type, file_)) + " stands twice")
                    .with_note(other->span, "first here");
                return;
            }
        for (const Field& field : as_struct(variant->type)->fields)
            if (variant->member.empty() && field.required() && owners[field.name] == 1) variant->member = field.name;
        if (!variant->member.empty() || variant == structs.back()) continue;
        run_.diagnostics
            .error("union-overlap", variant->span,
                   quote(text(variant->type, file_)) +
                       " has no required member that only it has, so nothing tells it from the others")
            .with_help("one variant may lack such a member, if it stands last; or use a tagged union")
            .with_note(type.span, "in this union");
    }
}

}  // namespace antiphon::idl
