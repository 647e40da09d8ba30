#pragma once
// Collects what an import could not carry over, and counts.

#include <string>
#include <string_view>

#include "antiphon/idl/diagnostics.h"
#include "antiphon/idl/import.h"
#include "antiphon/idl/syntax.h"

namespace antiphon::idl::importer {

using syntax::Kind;
using syntax::Node;

class Report {
  public:
    Report(Imported& out, bool strict) : out_(out), strict_(strict) {}

    /// With the severity of the code's table row.
    void tell(std::string_view code, Span where, std::string message);
    void tell(std::string_view code, Severity severity, Span where, std::string message);
    /// A position that came out as json: told, and counted as such.
    void tell_json(std::string_view code, Span where, std::string message);

    void position() { ++out_.counts.positions; }
    void json() { ++out_.counts.json; }
    /// What the reader found.
    void add(const Diagnostics& found);

    bool failed() const noexcept { return out_.errors != 0; }
    void finish();  ///< sorts
    Imported& out() noexcept { return out_; }

  private:
    void keep(Finding finding);

    Imported& out_;
    const bool strict_;
};

/// The file and what it holds, read; null with findings when it cannot be. Broken JSON has findings, too.
struct Loaded {
    bool found = false;
    Node root;
};
Loaded load_document(const std::string& path, const Loader& load, Report& report);

/// Where something begins: one character, for findings about a whole object.
inline Span start_of(const Node& node) { return {node.span.file, node.span.begin, node.span.begin + 1}; }

/// The value of a member, null when there is none or it has another kind.
const Node* get(const Node& object, std::string_view key);
const Node* get(const Node& object, std::string_view key, Kind kind);
std::string get_text(const Node& object, std::string_view key);
bool get_flag(const Node& object, std::string_view key);

}  // namespace antiphon::idl::importer
