#pragma once
// What was found, collected: a type that is used in several ways is judged in each, and told of once.

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "antiphon/idl/evolve.h"
#include "antiphon/idl/syntax.h"
#include "checks.h"

namespace antiphon::idl::evolve {

/// How a type is used: by whom it was written, and by whom it will be read.
enum class Use : std::uint8_t { in, out, stored };

/// Finds the members of what the model describes: the model keeps the places of names only.
class Locator {
  public:
    explicit Locator(const Compilation& compilation);

    /// The value under `path` in what stands behind the name at `name`; as far as there is one, else `name` itself.
    Span find(Span name, std::initializer_list<std::string_view> path) const;
    /// A member of the file's root object; else `otherwise`.
    Span root(std::uint32_t file, std::string_view key, Span otherwise) const;
    /// The same, but nothing that goes over several lines.
    Span tidy(Span span) const;

  private:
    void add(const syntax::Node& node);
    static std::uint64_t key(Span span) { return std::uint64_t{span.file} << 32 | span.begin; }

    const Sources& sources_;
    std::vector<syntax::Node> roots_;
    std::unordered_map<std::uint64_t, const syntax::Node*> values_;  ///< by the place of their name, and by their own
};

/// A place in each version; either may be nowhere.
struct Spot {
    Span now, before;
};

class Findings {
  public:
    Findings(const Locator& now, const Locator& before) : now_(now), before_(before) {}

    const Locator& now() const noexcept { return now_; }
    const Locator& before() const noexcept { return before_; }

    struct Told {
        std::string message;
        std::string help = {};
        std::string note = "in the baseline";
    };
    /// Rated by `use`. Of something that is fine only the fact is kept that something changed.
    void found(std::string_view code, Use use, Spot spot, Told told) { found(check(code), use, spot, std::move(told)); }
    void found(const Check& check, Use use, Spot spot, Told told);
    /// Of a type: the message says how it is used.
    void found_in_type(const Check& check, Use use, Spot spot, Told told);
    /// A compatible change.
    void changed() noexcept { changed_ = true; }

    bool any_change() const noexcept { return changed_; }
    bool any_break() const noexcept { return broke_; }

    /// All that is of the category, as diagnostics. `offset`: of the baseline's files among the sources.
    void tell(const Options& options, std::uint32_t offset, Diagnostics& out) const;

  private:
    struct Finding {
        const Check* check;
        Spot spot;
        Told told;
        bool in_type = false;
        std::array<Rating, 3> ratings{};
    };
    Finding& merged(const Check& check, Spot spot, Told told);

    const Locator& now_;
    const Locator& before_;
    std::vector<Finding> findings_;
    std::map<std::tuple<std::string_view, std::string, std::uint32_t, std::uint32_t>, std::size_t> known_;
    bool changed_ = false, broke_ = false;
};

}  // namespace antiphon::idl::evolve
