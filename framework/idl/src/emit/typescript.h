#pragma once
// What the parts of the TypeScript emitter share: how names and types are written.

#include <map>

#include "emit/describe.h"

namespace antiphon::idl::emit {

/// Reading: what a service sends, defaults are there. Giving: what a caller writes, defaults may be left out.
enum class Use : std::uint8_t { reading, giving };

class TypeScript {
  public:
    TypeScript(const Program& program, const File& file);
    std::string module();

  private:
    struct Given {
        std::string name, input;  ///< of a type; `input` is empty when one form is enough
    };
    /// The names that `file` gives its types and errors: the same when another file asks.
    void name_types(const File& file);

    void types();
    void type(const TypeDef& def);
    void form(const TypeDef& def, const std::string& name, Use use);
    void body(const TypeDef& def, const std::string& name, const Struct& body, Use use);
    void body(const TypeDef& def, const std::string& name, const Enum& body, Use use);
    void body(const TypeDef& def, const std::string& name, const Union& body, Use use);
    void body(const TypeDef& def, const std::string& name, const Alias& body, Use use);
    void body(const TypeDef& def, const std::string& name, const Tuple& body, Use use);
    void alternatives(const std::string& name, const std::vector<std::string>& parts);
    void members(const std::vector<Field>& fields, Use use);

    void wire();
    /// What converts the 64-bit integers in a value; empty where there are none, or they are text.
    std::string codec(const Type& type, WireForm wire);
    std::string codec(const TypeDef& def);
    std::string members_codec(const std::vector<Field>& fields);
    std::vector<std::string> member_codecs(const std::vector<Field>& fields);
    void body_codec(const TypeDef& def);
    void enclosed(const std::string& open, const std::vector<std::string>& parts, const std::string& close);

    void errors();
    void service(const Service& service);
    void method(const Method& method, const std::string& name);
    void channel_constant(const Channel& channel);
    void events(const Service& service, const std::string& name);
    void channels(const Service& service, const std::string& name);
    void publishers(const Service& service, const std::string& name);

    /// `deep`: inside of a type that may refer to itself, where Record<> must not stand.
    std::string text(const Type& type, Use use, WireForm wire = WireForm::standard, bool deep = false);
    std::string field_type(const Field& field, Use use, bool deep = false);
    std::string builtin(Builtin builtin, WireForm wire);
    std::string named(const TypeDef& def, Use use);
    std::string module_of(const File& file);
    std::string payload(const Event& event, Use use);
    void doc(const Described& described, std::string text, const std::vector<std::string>& tags = {});
    void doc(const Described& described) { doc(described, described.doc); }
    std::string runtime(std::string_view name);

    const Program& program_;
    const File& file_;
    const std::set<const TypeDef*> with_defaults_, big_;
    std::map<const TypeDef*, Given> given_;
    std::map<const ErrorDef*, std::string> error_names_;
    std::map<const Channel*, std::string> channel_types_, channel_constants_;
    std::map<const File*, std::string> aliases_;
    std::map<const File*, std::string> wire_names_;
    std::set<const File*> used_, used_values_;
    bool runtime_types_ = false, runtime_values_ = false;
    Names names_;
    Writer out_{"  "};
};

namespace ts {

/// A name as a member of an object or interface: quoted when it has to be.
std::string property(std::string_view name);
bool is_keyword(std::string_view name);
bool is_bound(const Channel& channel, const Field& param);

}  // namespace ts

/// The types that hold a 64-bit integer which is a `bigint`, themselves or in what they are made of.
std::set<const TypeDef*> with_big_integers(const Program& program);

/// `<stem>.ts`
std::vector<OutputFile> typescript(const Program& program, const File& file);

}  // namespace antiphon::idl::emit
