#include <algorithm>
#include <vector>

#include "pages.h"

namespace antiphon::idl {

std::span<const Explanation> explanations() noexcept {
    static const std::vector<Explanation> all = [] {
        std::vector<Explanation> pages;
        for (const Pages part :
             {pages_of_text(), pages_of_files(), pages_of_types(), pages_of_fields(), pages_of_methods(),
              pages_of_events(), pages_of_lint(), pages_of_evolution(), pages_of_imports()})
            pages.insert(pages.end(), part.begin(), part.end());
        std::sort(pages.begin(), pages.end(),
                  [](const Explanation& a, const Explanation& b) { return a.code < b.code; });
        return pages;
    }();
    return all;
}

const Explanation* explain(std::string_view code) noexcept {
    const auto all = explanations();
    const auto at =
        std::lower_bound(all.begin(), all.end(), code,
                         [](const Explanation& page, std::string_view wanted) { return page.code < wanted; });
    return at != all.end() && at->code == code ? &*at : nullptr;
}

std::string text(const Explanation& page) {
    std::string out;
    const auto part = [&](std::string_view name, std::string_view example) {
        if (example.empty()) return;
        out.append("\n").append(name).append("\n\n");
        while (!example.empty()) {
            const std::size_t end = std::min(example.find('\n'), example.size());
            out.append("    ").append(example.substr(0, end)).append("\n");
            example.remove_prefix(std::min(end + 1, example.size()));
        }
    };
    out.append(page.text).append("\n");
    part("wrong:", page.wrong);
    part("right:", page.right);
    part("before:", page.before);
    part("after:", page.after);
    return out;
}

}  // namespace antiphon::idl
