#include <algorithm>

#include "../text.h"
#include "file_compiler.h"

namespace antiphon::idl {

namespace {

/// Splits a type expression. Names are resolved by `find`, which reports what it does not know.
class TypeReader {
  public:
    using Find = std::function<Type(std::string_view name, std::size_t at)>;

    TypeReader(const Node& text, Diagnostics& diagnostics, Find find)
        : node_(text), text_(text.text), diagnostics_(diagnostics), find_(std::move(find)) {}

    Type whole() {
        Type type = expression(0);
        space();
        if (!failed_ && at_ < text_.size()) fail("expected the end of the type, found " + here());
        return failed_ ? Type{} : type;
    }

  private:
    Type expression(std::size_t depth) {
        if (depth > max_type_operators) return fail("the type is nested too deep");
        space();
        const std::size_t begin = at_;
        Type type = base(depth);
        for (std::size_t operators = 0; !failed_; ++operators) {
            space();
            const std::size_t mark = at_;
            Type outer;
            if (take('?')) {
                if (type.is_optional()) return double_optional(mark);
                outer.kind = Type::Kind::optional;
            } else if (take('[')) {
                space();
                if (!take(']'))
                    return is_digit(peek())
                               ? fail("arrays have no fixed length", "write T[] with minItems and maxItems")
                               : fail("expected ']', found " + here());
                outer.kind = Type::Kind::array;
            } else {
                break;
            }
            if (depth + operators >= max_type_operators) return fail("the type is nested too deep");
            outer.parts.push_back(std::move(type));
            outer.span = node_.part(begin, at_);
            type = std::move(outer);
        }
        return type;
    }

    Type base(std::size_t depth) {
        const std::size_t begin = at_;
        while (is_word(peek())) ++at_;
        if (peek() == '.' && at_ > begin) {
            ++at_;
            while (is_word(peek())) ++at_;
        }
        const std::string_view name = text_.substr(begin, at_ - begin);
        if (name.empty()) return fail(at_ == text_.size() ? "a type is missing" : "expected a type, found " + here());
        space();
        if (peek() != '<') return find_(name, begin);
        if (name != "map") {
            at_ = begin;
            return fail("only map takes types in angle brackets", generic_help(name));
        }
        ++at_;
        Type map;
        map.kind = Type::Kind::map;
        Type first = expression(depth + 1);
        space();
        if (!failed_ && take(',')) {
            map.parts.push_back(std::move(first));
            first = expression(depth + 1);
        } else {
            Type key;
            key.kind = Type::Kind::builtin;
            key.builtin = Builtin::string;
            map.parts.push_back(std::move(key));
        }
        map.parts.push_back(std::move(first));
        space();
        if (!failed_ && !take('>')) return fail("expected '>', found " + here());
        map.span = node_.part(begin, at_);
        return map;
    }

    Type double_optional(std::size_t mark) {
        failed_ = true;
        diagnostics_.error("double-optional", node_.part(mark, mark + 1), "the type is already optional")
            .with_help("remove one '?'");
        return {};
    }

    /// What others write as `list<T>`.
    static std::string_view generic_help(std::string_view name) {
        for (const std::string_view one : {"list", "array", "vector", "set", "Array", "List"})
            if (name == one) return "an array of T is T[]";
        for (const std::string_view one : {"dict", "record", "Map", "Record", "Dict", "object"})
            if (name == one) return "an object with values of T is map<T>";
        for (const std::string_view one : {"optional", "Optional", "nullable", "option"})
            if (name == one) return "what may be absent is T?";
        return syntax_help;
    }

    static constexpr std::string_view syntax_help = "a type is a name, T[], T?, map<T> or map<K, T>";

    Type fail(std::string message, std::string_view help = syntax_help) {
        if (!failed_) {
            const std::size_t end =
                at_ < text_.size() ? at_ + std::max<std::size_t>(1, utf8_sequence(text_, at_)) : at_;
            diagnostics_.error("type-syntax", node_.part(at_, end), std::move(message)).with_help(std::string(help));
        }
        failed_ = true;
        return {};
    }

    char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) noexcept {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void space() noexcept {
        while (peek() == ' ') ++at_;
    }
    std::string here() const {
        return at_ < text_.size() ? quote(text_.substr(at_, std::max<std::size_t>(1, utf8_sequence(text_, at_))))
                                  : "the end";
    }

    const Node& node_;
    const std::string_view text_;
    Diagnostics& diagnostics_;
    const Find find_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

void walk_maps(const Type& type, const std::function<void(const Type&)>& check_key) {
    if (type.kind == Type::Kind::map) check_key(type.key());
    for (const Type& part : type.parts) walk_maps(part, check_key);
}

}  // namespace

Type FileCompiler::type_of(const Node& text) {
    if (!expect(run_.diagnostics, text, Kind::string, "a type")) return {};
    Type type = TypeReader(text, run_.diagnostics, [&](std::string_view name, std::size_t at) {
                    Type found;
                    found.span = text.part(at, at + name.size());
                    if (const auto builtin = find_builtin(name)) {
                        found.kind = Type::Kind::builtin;
                        found.builtin = *builtin;
                    } else if (const TypeDef* named = find_type_for(text, name, at)) {
                        found.kind = Type::Kind::named;
                        found.named = named;
                    }
                    return found;
                }).whole();
    // What a key may be depends on aliases that may not be known yet.
    walk_maps(type, [&](const Type& key) {
        if (key.kind == Type::Kind::invalid || key.is(Builtin::string)) return;
        run_.later.push_back([this, key] { check_map_key(key); });
    });
    return type;
}

void FileCompiler::check_map_key(const Type& key) {
    const Type& base = resolved(key);
    if (base.kind == Type::Kind::invalid) return;
    const bool fits = base.is(Builtin::string) || base.is(Builtin::uuid) || base.is(Builtin::int32) ||
                      base.is(Builtin::int64) || (base.kind == Type::Kind::named && base.named->as<Enum>() != nullptr);
    if (!fits)
        run_.diagnostics.error("map-key", key.span, quote(text(key, file_)) + " cannot be the key of a map")
            .with_help("keys are string, uuid, int32, int64, an enum or an alias of these");
}

FileCompiler* FileCompiler::import_for(const Node& text, std::string_view alias, std::size_t at) {
    const auto found = imports_.find(alias);
    if (found != imports_.end()) {
        used_imports_.emplace(alias);
        return found->second;
    }
    // An import that could not be loaded has been reported where it stands.
    const Node* imports = member("imports", Kind::object);
    if (imports != nullptr && imports->find(alias) != nullptr) return nullptr;
    auto& told = run_.diagnostics.error("unknown-import", text.part(at, at + alias.size()),
                                        "there is no import " + quote(alias));
    const auto alias_of = [](const auto& one) -> std::string_view { return one.first; };
    const std::string near = run_.diagnostics.crowded() ? "" : nearest(alias, imports_, alias_of);
    told.with_help(near.empty() ? "add it to \"imports\": { " + quoted(alias) + ": \"…json\" }"
                                : "did you mean " + quote(near) + "?");
    return nullptr;
}

const TypeDef* FileCompiler::find_type_for(const Node& text, std::string_view name, std::size_t at) {
    const std::size_t dot = name.find('.');
    FileCompiler* owner = this;
    if (dot != std::string_view::npos) {
        owner = import_for(text, name.substr(0, dot), at);
        if (owner == nullptr) return nullptr;
        at += dot + 1;
        name.remove_prefix(dot + 1);
    }
    const auto found = owner->types_.find(name);
    if (found == owner->types_.end()) {
        const Span where = text.part(at, at + name.size());
        if (owner->file_.find_error(name) != nullptr)
            run_.diagnostics.error("unknown-type", where, quote(name) + " is an error, not a type");
        else if (owner == this)
            unknown_type(text, name, at);
        else
            unknown_imported_type(*owner, where, name);
        return nullptr;
    }
    run_.used.insert(found->second);
    return found->second;
}

void FileCompiler::unknown_imported_type(const FileCompiler& owner, Span where, std::string_view name) {
    const Node* types = owner.member("types", Kind::object);
    if (types != nullptr && (owner.written_types_.contains(name) || !types->whole)) return;
    auto& told = run_.diagnostics.error("unknown-type", where, quote(owner.file_.path) + " has no type " + quote(name));
    if (run_.diagnostics.crowded()) return;
    std::vector<std::string_view> known;
    for (const auto& [key, type] : owner.types_) known.push_back(key);
    std::sort(known.begin(), known.end());
    const std::string near = nearest(name, known);
    if (!near.empty()) told.with_help("did you mean " + quote(near) + "?");
}

void FileCompiler::unknown_type(const Node& text, std::string_view name, std::size_t at) {
    // What is declared but was hurt by a syntax error is not unknown.
    const Node* types = member("types", Kind::object);
    if (written_types_.contains(name)) return;
    if (root_.find("types") != nullptr && (types == nullptr || !types->whole)) return;
    auto& told =
        run_.diagnostics.error("unknown-type", text.part(at, at + name.size()), "there is no type " + quote(name));
    const std::string_view foreign = foreign_type(name);
    if (!foreign.empty()) {
        told.with_help(std::string(foreign));
        return;
    }
    if (run_.diagnostics.crowded()) return;
    std::vector<std::string> own, known;
    for (const auto& [key, type] : types_) own.emplace_back(key);
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Builtin::json); ++i)
        known.emplace_back(idl::name(static_cast<Builtin>(i)));
    for (const auto& [alias, other] : imports_)
        for (const auto& [key, type] : other->types_) {
            known.push_back(alias + '.' + std::string(key));
            if (key == name) {
                told.with_help("did you mean " + quote(known.back()) + "?");
                return;
            }
        }
    std::sort(own.begin(), own.end());
    std::string near = nearest(name, own);
    if (near.empty()) near = nearest(name, known);
    if (!near.empty()) told.with_help("did you mean " + quote(near) + "?");
}

const TypeDef* FileCompiler::type_named(const Node& text) {
    const Type type = type_of(text);
    if (type.kind == Type::Kind::named) return type.named;
    if (type.kind != Type::Kind::invalid)
        run_.diagnostics.error("wrong-type", text.span, quote(text.text) + " is no struct")
            .with_help("name a struct that stands under \"types\"");
    return nullptr;
}

const ErrorDef* FileCompiler::error_named(const Node& text) {
    if (!expect(run_.diagnostics, text, Kind::string, "an error")) return nullptr;
    std::string_view name = text.text;
    std::size_t at = 0;
    FileCompiler* owner = this;
    if (const std::size_t dot = name.find('.'); dot != std::string_view::npos) {
        owner = import_for(text, name.substr(0, dot), 0);
        if (owner == nullptr) return nullptr;
        at = dot + 1;
        name.remove_prefix(at);
    }
    const auto found = owner->errors_.find(name);
    if (found != owner->errors_.end()) {
        run_.used.insert(found->second);
        return found->second;
    }
    const Node* errors = owner->member("errors", Kind::object);
    if (errors != nullptr && (owner->written_errors_.contains(name) || !errors->whole)) return nullptr;
    auto& told =
        run_.diagnostics.error("unknown-error", text.part(at, text.text.size()), "there is no error " + quote(name));
    if (run_.diagnostics.crowded()) return nullptr;
    std::vector<std::string_view> known;
    for (const auto& [key, error] : owner->errors_) known.push_back(key);
    std::sort(known.begin(), known.end());
    const std::string near = nearest(name, known);
    if (!near.empty()) told.with_help("did you mean " + quote(near) + "?");
    return nullptr;
}

}  // namespace antiphon::idl
