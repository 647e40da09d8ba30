#pragma once
// What the parts of the Python emitter share: how names, types and codecs are written.

#include <map>

#include "emit/describe.h"

namespace antiphon::idl::emit {

class Python {
  public:
    Python(const Program& program, const File& file);
    std::string module();

  private:
    void name_types(const File& file);
    void imports(Writer& head);

    void enumeration(const TypeDef& def);
    void structure(const TypeDef& def);
    void other(const TypeDef& def);
    void error(const ErrorDef& error);
    /// A dataclass with these members.
    void dataclass(const std::string& name, const std::vector<Field>& fields, const Described& described, bool extra,
                   const Channel* channel);
    void member(const std::string& owner, const Field& field, const std::string& attribute, bool bound);
    std::string default_value(const std::string& owner, const Field& field);

    void wire_forms();
    void wire_form(const TypeDef& def);
    void wire_struct(const std::string& name, const std::vector<Field>& fields, Struct::Unknown unknown,
                     const Channel* channel);
    std::string codec(const Type& type, const Constraints& constraints, WireForm wire);
    std::string codec(const Field& field) { return codec(field.type.present(), field.constraints, field.wire); }
    /// Of a type expression that may be null: elements, results.
    std::string element_codec(const Type& type, WireForm wire);
    std::string named_codec(const TypeDef& def);

    void service(const Service& service);
    std::string result_text(const Method& method);
    void constants(const Service& service);
    void channel_constant(const Channel& channel);
    void client(const Service& service, bool async);
    void method(const Method& method, const std::string& name, bool async);
    void events(const Service& service, const std::string& name);
    void channels(const Service& service, const std::string& name);
    void publishers(const Service& service, const std::string& name);

    /// As an annotation.
    std::string text(const Type& type);
    std::string named(const TypeDef& def);
    std::string error_name(const ErrorDef& error);
    std::string module_of(const File& file);
    std::string payload(const Event& event);
    void docstring(const Described& described);
    void comment(const Described& described);

    const Program& program_;
    const File& file_;
    std::map<const TypeDef*, std::string> type_names_;
    std::map<const ErrorDef*, std::string> error_names_;
    std::map<const File*, std::string> aliases_;
    std::set<const File*> used_;
    std::map<const Channel*, std::string> channel_types_, constants_of_channels_;
    std::map<const Method*, std::string> constants_of_methods_;
    std::map<const Service*, std::string> constants_of_errors_;
    Names names_;
    Writer out_;
};

namespace py {

bool is_keyword(std::string_view name);
/// As a member of a class: no keyword, nothing that Python mangles or the runtime uses.
std::string attribute(std::string_view name);
/// The same for a method of a client: `list` and `dict` may be used, they are methods too often.
std::string method_name(std::string_view name);
std::string literal(const Json& value);
/// The attribute of each field, in their order.
std::vector<std::string> attributes(const std::vector<Field>& fields);
bool is_bound(const Channel& channel, const Field& param);

}  // namespace py

/// `<module>.py`
std::vector<OutputFile> python(const Program& program, const File& file);

}  // namespace antiphon::idl::emit
