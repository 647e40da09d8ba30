#pragma once
// From the syntax of one file to its part of the model. The steps are called by compile() for all files in turn:
// declare() makes every name known, resolve_aliases() what aliases stand for, define_types() and define_services()
// fill in the rest. What needs all of that (defaults, examples, cycles) waits in Run::later.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "antiphon/idl/compiler.h"
#include "keys.h"

namespace antiphon::idl {

// Bounds on what one file may declare, so that nothing that is linear in pairs of them gets out of hand.
inline constexpr std::size_t max_types = 20'000;
inline constexpr std::size_t max_fields = 2'000;
inline constexpr std::size_t max_methods = 5'000;
inline constexpr std::size_t max_service_errors = 100;
inline constexpr std::size_t max_type_operators = 32;

/// What the files of one compilation share.
struct Run {
    Sources& sources;
    Diagnostics& diagnostics;
    Program& program;
    std::vector<std::function<void()>> later;
    std::map<std::int64_t, Span> error_codes;
    std::set<const void*> used;  ///< types and errors that something refers to
    std::size_t included_fields = 0;
};

class FileCompiler {
  public:
    FileCompiler(Run& run, File& file, Node root) : run_(run), file_(file), root_(std::move(root)) {}

    /// The texts of `imports`, in order: alias and file name with their places.
    struct Wanted {
        std::string alias, name;
        Span alias_span, name_span;
    };
    std::vector<Wanted> read_header();
    void add_import(const Wanted& wanted, FileCompiler& other);

    void declare();
    void resolve_aliases();
    void define_types();
    void copy_includes();
    void define_services();
    void check_unions();
    void check_cycles();
    void lint();

    const File& file() const noexcept { return file_; }

  private:
    struct Declared {
        TypeDef* type;
        const syntax::Member* member;
    };

    // type_expression.cpp
    Type type_of(const Node& text);
    const TypeDef* find_type_for(const Node& text, std::string_view name, std::size_t at);
    /// A bare name, own or imported; null when there is none, which has been reported.
    const TypeDef* type_named(const Node& text);
    const ErrorDef* error_named(const Node& text);
    void check_map_key(const Type& key);
    void unknown_type(const Node& text, std::string_view name, std::size_t at);
    void unknown_imported_type(const FileCompiler& owner, Span where, std::string_view name);
    FileCompiler* import_for(const Node& text, std::string_view alias, std::size_t at);

    // fields.cpp
    Field field(std::string_view name, const Node& node, Span name_span, std::string_view what);
    std::vector<Field> fields(const Node& object, std::string_view what);
    void check_identifiers(const std::vector<Field>& fields);
    void constraints(const Keys& keys, const Type& type, Constraints& out);
    void numeric_limits(const Keys& keys, const Type& base, Constraints& out);
    void pattern(const Keys& keys, Constraints& out);
    void values_of(const Keys& keys, Field& field);

    // types.cpp
    void declare_type(const syntax::Member& member);
    void declare_error(const syntax::Member& member);
    void define(TypeDef& type, const Node& node);
    void define_struct(TypeDef& type, const Keys& keys, const Node& node);
    void define_enum(TypeDef& type, const Keys& keys, const Node& node);
    void define_union(TypeDef& type, const Keys& keys, const Node& node);
    void define_alias(TypeDef& type, const Keys& keys);
    void define_tuple(TypeDef& type, const Node& node);
    void define_error(ErrorDef& error, const Node& node);
    void check_message(const ErrorDef& error, const Node& message);
    void include_into(TypeDef& type);
    EnumValue enum_value(const Node& node, bool& integer);

    // unions.cpp
    void check_tagged(const TypeDef& type, const Union& body);
    void check_untagged(TypeDef& type, Union& body);

    // services.cpp
    Access access(const Keys& keys, const Access& otherwise);
    std::vector<const ErrorDef*> error_list(const Keys& keys);
    /// Fields in place become a struct of their own; a name must be a struct (or union, for payloads).
    const TypeDef* payload(const Node& node, const std::vector<std::string>& names, Origin origin, bool unions);
    TypeDef& make_struct(const Node& object, const std::vector<std::string>& names, Origin origin);
    void define_service(const syntax::Member& member);
    void define_method(Service& service, Method& method, const Node& node);
    void result(Method& method, const Keys& keys, const Node& node);
    void positional(Method& method, const Keys& keys);
    void method_examples(Method& method, const Node& list);
    void wire_name(const Keys& keys, const std::string& otherwise, std::string& out);

    // channels.cpp, events.cpp
    void define_channel(Service& service, Channel& channel, const Node& node);
    void channel_params(Channel& channel, const Node& node);
    void channel_address(Channel& channel, const Keys& keys);
    void channel_audience(Service& service, Channel& channel, const Keys& keys);
    void channel_stream(Channel& channel, const Keys& keys);
    void channel_envelope(Channel& channel, const Keys& keys);
    void define_event(Service& service, Event& event, const Node& node);
    void event_route(Event& event, const Keys& keys);
    void event_on_slow(Event& event, const Keys& keys);
    void define_queue(Service& service, Queue& queue, const Node& node);
    void check_channel_events(const Service& service);

    // lint.cpp
    void read_lint_options(const Node& options);
    /// Null when the rule is off here.
    Diagnostic* lint_finding(std::string_view rule, Span where, std::string message);
    void lint_fields(const TypeDef& type);

    bool check_name(const syntax::Member& member, bool (*fits)(std::string_view), std::string_view grammar);
    std::string free_name(const std::vector<std::string>& names);
    const Node* member(std::string_view key, Kind kind) const;

    Run& run_;
    File& file_;
    const Node root_;
    std::map<std::string, FileCompiler*, std::less<>> imports_;
    std::set<std::string, std::less<>> used_imports_;
    std::unordered_map<std::string_view, TypeDef*> types_;
    std::unordered_map<std::string_view, ErrorDef*> errors_;
    std::vector<Declared> declared_;
    std::vector<std::pair<ErrorDef*, const syntax::Member*>> declared_errors_;
    std::map<const TypeDef*, int> include_state_;  ///< 1: being copied, 2: done
    std::map<std::string, Span, std::less<>> wire_names_;
    std::map<std::string, std::string, std::less<>> lint_levels_;
};

}  // namespace antiphon::idl
