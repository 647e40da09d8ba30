#pragma once
// An OpenRPC document as a whole: header, methods, errors.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "schemas.h"

namespace antiphon::idl::importer {

class OpenRpc {
  public:
    OpenRpc(Imported& out, const Loader& load, const Options& options)
        : report_(out, options.strict),
          documents_(report_, load, options.ref_root),
          options_(options),
          schemas_(documents_, report_, draft_, options) {}

    void run(const std::string& path);

  private:
    struct Param {
        const Node* content;  ///< the descriptor, behind its $ref
        std::string wire;     ///< in the result
        std::string label;    ///< in the source
        std::string code;     ///< in generated code
        bool required;
    };

    // openrpc.cpp
    Json header(const Node& root, const std::string& path);
    void services(const Node& root, const Node& methods);
    Draft::Service& service_of(const std::string& wire, std::string& key);
    const Node* behind_ref(const Node& node);
    void auth(const Node& methods);

    // methods.cpp
    void method(const Node& node);
    std::string doc_of_method(const Node& node);
    std::vector<Param> params(const Node& node, const std::string& where, bool by_position, bool by_name);
    Json fields(const std::vector<Param>& params, const At& at, const std::string& place);
    void result(Json& out, const Node& node, const At& at);
    void event(const Node& node, const std::string& where, const std::vector<Param>& params);
    Json access(const Node& rule);

    // examples.cpp
    Json examples(const Node& node, const std::string& where, const std::vector<Param>& params, bool by_position,
                  const std::string& place);

    // errors.cpp
    std::vector<const Node*> listed_errors(const Node& node);
    Json errors(const Node& node, const std::string& where, std::string& doc);
    std::string error(const Node& error, const std::string& component, const std::string& where, std::string& doc);
    Json error_data(const Node& data, const At& at, Json& out, const Node*& object);

    Report report_;
    Documents documents_;
    const Options options_;
    Draft draft_;
    Schemas schemas_;
    std::map<std::string, std::size_t> service_index_;
    std::set<std::string> wires_;
    std::map<std::int64_t, std::pair<std::string, std::string>> error_codes_;  ///< code → name, message
    std::map<const Node*, std::string> error_names_;
    bool by_dots_ = false;           ///< all methods are called service.method
    bool tells_directions_ = false;  ///< some method has x-direction: then the others are for the server
    std::string only_service_;
};

}  // namespace antiphon::idl::importer
