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

#include "../rules.h"
#include "antiphon/idl/compiler.h"
#include "keys.h"
#include "values.h"

namespace antiphon::idl {

// Bounds on what one file may declare, so that nothing that is linear in pairs of them gets out of hand.
inline constexpr std::size_t max_types = 20'000;
inline constexpr std::size_t max_fields = 2'000;
inline constexpr std::size_t max_methods = 5'000;
inline constexpr std::size_t max_service_errors = 100;
inline constexpr std::size_t max_enum_values = 5'000;
inline constexpr std::size_t max_variants = 500;
inline constexpr std::size_t max_alias_links = 100;
inline constexpr std::size_t max_type_operators = 32;
inline constexpr std::size_t max_pattern_work = 25'000'000;  // steps, over all files

/// What the files of one compilation share.
struct Run {
    Sources& sources;
    Diagnostics& diagnostics;
    Program& program;
    std::vector<std::function<void()>> later = {};
    std::map<std::int64_t, Span> error_codes = {};
    std::set<const void*> used = {};  ///< types and errors that something refers to
    std::size_t included_fields = 0;
    std::size_t pattern_work = 0;
    ValueCache values = {};
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

    // names.cpp
    void declare_type(const syntax::Member& member);
    void declare_error(const syntax::Member& member);
    bool check_name(const syntax::Member& member, bool (*fits)(std::string_view), std::string_view grammar);

    // types.cpp
    void define(TypeDef& type, const Node& node);
    void define_enum(TypeDef& type, const Keys& keys, const Node& node);
    void define_union(TypeDef& type, const Keys& keys, const Node& node);
    void define_alias(TypeDef& type, const Keys& keys);
    void define_tuple(TypeDef& type, const Node& node);
    EnumValue enum_value(const Node& node, bool& integer);

    // structs.cpp
    void define_struct(TypeDef& type, const Keys& keys, const Node& node);
    void include_into(TypeDef& type);
    TypeDef* unfinished_include(const TypeDef& type, Struct& body, const std::set<const TypeDef*>& open);
    void copy_fields(const TypeDef& type, Struct& body);
    void check_reserved(const Struct& body, const Node& node);

    // errors.cpp
    void define_error(ErrorDef& error, const Node& node);
    void error_code(ErrorDef& error, const Node& code);
    void error_data(ErrorDef& error, const Node& data);
    void check_message(const ErrorDef& error, const Node& message);

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
    void emits(Method& method, const Keys& keys);
    void wire_name(const Keys& keys, const std::string& otherwise, std::string& out);

    // examples.cpp
    void method_examples(Method& method, const Node& list);
    void check_example_params(const Method& method, const Node& params);
    void check_example_result(const Method& method, const Node& result);
    void check_example_error(const Method& method, const Node& error);

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

    // lint.cpp, lint_types.cpp, lint_services.cpp
    void read_lint_options(const Node& options);
    /// Null when the rule is off here.
    Diagnostic* lint_finding(std::string_view rule, Span where, std::string message);
    void lint_finding(std::string_view rule, Span where, std::string message, std::string help);
    void lint_types();
    void lint_field(const Field& field);
    void lint_shapes();
    void lint_deprecated(const Type& type, const Described& user);
    void lint_services();
    void lint_style(const Described& what, const std::string& name);
    void lint_secrets(const Event& event);
    void lint_audiences(const Service& service);
    void lint_exposed();
    void lint_keyed(const Method& method, const Keys& keys);

    std::string free_name(const std::vector<std::string>& names);
    const Node* member(std::string_view key, Kind kind) const;

    Run& run_;
    File& file_;
    const Node root_;
    std::map<std::string, FileCompiler*, std::less<>> imports_;
    std::set<std::string, std::less<>> used_imports_;
    std::unordered_map<std::string_view, TypeDef*> types_;
    std::unordered_map<std::string_view, ErrorDef*> errors_;
    /// What stands under "types" and "errors", also what could not be declared.
    std::unordered_map<std::string_view, const Node*> written_types_, written_errors_;
    std::vector<Declared> declared_;
    std::vector<std::pair<ErrorDef*, const syntax::Member*>> declared_errors_;
    std::map<std::pair<const TypeDef*, const TypeDef*>, Span> include_places_;  ///< who includes whom
    std::set<const TypeDef*> include_done_;
    std::map<std::string, Span, std::less<>> wire_names_;
    std::map<std::string, Level, std::less<>> lint_levels_;
    std::set<std::uint32_t> lint_fields_seen_;  ///< where they stand: an included field is told once
};

}  // namespace antiphon::idl
