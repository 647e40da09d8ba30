#pragma once
// Where a $ref leads: into the document itself, or into other files.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "report.h"

namespace antiphon::idl::importer {

struct Target {
    const Node* node = nullptr;  ///< stays where it is as long as the Documents live
    std::string name;            ///< the last part of the pointer
    bool component = false;      ///< stands directly among the document's named schemas
};

class Documents {
  public:
    Documents(Report& report, const Loader& load, std::string ref_root)
        : report_(report), load_(load), ref_root_(std::move(ref_root)) {}

    /// The document itself; null when it cannot be read, which has been told.
    const Node* open(const std::string& path);

    /// Follows `$ref` (the string) to something that is no $ref itself, but for schemas among the components, which
    /// have names of their own. Null when that leads nowhere: told once per text of a reference.
    const Target* resolve(const Node& ref);

    /// How often a $ref with this text stands in the first document.
    std::size_t uses(const std::string& ref) const;

    const Node* root() const { return root_; }

  private:
    std::optional<Target> find(const Node& ref, std::size_t depth);
    const Node* document(const Node& ref, const std::string& file);
    const Node* read(const std::string& path);
    void count(const Node& node);

    Report& report_;
    const Loader& load_;
    const std::string ref_root_;
    const Node* root_ = nullptr;
    std::map<std::string, std::unique_ptr<Node>> read_;                             ///< by path; null: there is none
    std::map<std::pair<std::uint32_t, std::string>, std::optional<Target>> found_;  ///< by file and text
    std::unordered_map<std::string, std::size_t> uses_;
};

}  // namespace antiphon::idl::importer
