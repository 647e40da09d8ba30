#pragma once
// Which members of a payload its interface calls secret, and how a payload reads without them.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/json/parser.h"

namespace antiphon::cli {

/// Knows the types of any number of interfaces.
class Secrets {
  public:
    /// Adds the types of one IR document.
    void add(json::Value ir);

    /// False: nothing that was added is secret, so hide() changes nothing.
    bool any() const noexcept { return any_; }

    /// How a type of an IR document with this namespace is named here.
    static std::string absolute(std::string_view name_space, std::string_view name);

    /// Appends the value as one of these types (absolute names), `"***"` in place of what any of them calls secret.
    /// Numbers and order stay as they are.
    void hide(std::string& out, json::Value value, const std::vector<std::string>& types) const;

  private:
    struct Member {
        std::string type;
        bool secret = false;
    };
    /// Of a type only what says where secrets are. An expression such as "a.Item[]" is kept as its text.
    struct Type {
        std::map<std::string, Member, std::less<>> members;  // of a struct
        std::vector<Member> items;                           // of a tuple
        std::vector<std::string> same_as;                    // an alias's type, a union's variants
        bool secret = false;                                 // an alias
    };
    struct Views;  // what a value may be

    Type read(std::string_view name_space, json::Value from) const;
    static Member read_member(std::string_view name_space, json::Value from);
    void look(const std::string& expression, Views& views, int depth) const;
    void hide_part(std::string& out, json::Value part, const std::vector<Member>& declared,
                   std::vector<std::string> more) const;
    void hide_members(std::string& out, json::Value object, const Views& views) const;
    void hide_items(std::string& out, json::Value array, const Views& views) const;

    std::map<std::string, Type, std::less<>> types_;
    bool any_ = false;
};

}  // namespace antiphon::cli
