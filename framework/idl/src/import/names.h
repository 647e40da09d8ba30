#pragma once
// Names as the IDL wants them, from names as others have them.

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace antiphon::idl::importer {

/// "BLOCK_ID" → "BlockId", "uint256" → "Uint256", "block hash" → "BlockHash". Never empty.
std::string type_name(std::string_view text);
/// Letters, digits and '_'; what else there is becomes '_'. "Input.Left" → "Input_Left". Never empty.
std::string identifier(std::string_view text);
/// "Block hash" → "blockHash". Never empty.
std::string label(std::string_view text);
/// "Petstore Expanded" → "petstore_expanded"; words that say nothing at the end ("API specification") are left out.
std::string service_name(std::string_view title);
/// A type's name without what our own export puts before it: "orders_Order" → "Order".
std::string_view without_scope(std::string_view name);

/// Names of one scope: no two are the same.
class Names {
  public:
    /// `name`, or `name2`, `name3`, …: the first that is free, which then is taken.
    std::string take(const std::string& name);
    bool taken(const std::string& name) const { return taken_.contains(name); }

  private:
    std::set<std::string> taken_;
    std::map<std::string, std::size_t> last_;  ///< suffixes that were given
};

/// "1.2.0" of "v1.2" and the like; empty when there is no number.
std::string semantic_version(std::string_view text);

}  // namespace antiphon::idl::importer
