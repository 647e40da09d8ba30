#include "diagnose.h"

#include <random>
#include <vector>

#include "reading.h"

using namespace antiphon;
using namespace antiphon::json;

namespace {

const std::vector<std::string> seeds = {
    R"({"id":"o-1","items":[{"sku":"A-1","quantity":2,"price":19.99},{"sku":"B-7","note":null}],"paid":true})",
    R"([[],{},[1,-2.5e-3,0,-0],"\ud834\udd1e\n\\","grüß 🎶",false,[[[{"a":{}}]]]])",
    R"( { "a" : [ 1 , 2 ] , "b" : "x" } )",
};

/// A document damaged in up to three places.
std::string damaged(std::mt19937& random) {
    static constexpr std::string_view likely = "{}[],:\"\\0123456789-+.eEu/ \n\ttruefalsn\xc3\xa9\xff";
    const auto below = [&random](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    std::string text = seeds[below(seeds.size())];
    for (std::size_t damage = below(3) + 1; damage > 0 && !text.empty(); --damage) {
        const std::size_t at = below(text.size());
        switch (below(4)) {
            case 0:
                text.erase(at, 1 + below(3));
                break;
            case 1:
                text.insert(at, 1, likely[below(likely.size())]);
                break;
            case 2:
                text[at] = likely[below(likely.size())];
                break;
            default:
                text.resize(at);
        }
    }
    return text;
}

}  // namespace

TEST(Diagnosis, AgreesWithTheParserOnDamagedDocuments) {
    constexpr unsigned seed = 20260301;
    std::mt19937 random(seed);
    std::size_t refused = 0;
    for (int i = 0; i < 50000; ++i) {
        const std::string text = damaged(random);
        const std::string said = refusal(text);
        const std::optional<std::string> fault = diagnose(text, limits::max_depth);
        if (said == "accepted" || said.ends_with("stands twice in one object")) {
            ASSERT_EQ(fault, std::nullopt) << text;
        } else {
            ASSERT_EQ(fault, said) << text;
            ++refused;
        }
    }
    EXPECT_GT(refused, 30000u);
}

TEST(Diagnosis, UsesNoStackForDepth) {
    EXPECT_EQ(diagnose(std::string(1 << 20, '['), 1 << 21)->substr(0, 21), "invalid JSON at byte ");
}

TEST(Shown, MakesOutsideTextFitForAMessage) {
    EXPECT_EQ(shown("a\n\x7f\xff"), R"("a\x0a\x7f\xff")");
    const std::string edge(64, 'x');
    EXPECT_EQ(shown(edge), '"' + edge + '"');
    EXPECT_EQ(shown(edge + 'y'), '"' + edge + "\xE2\x80\xA6\"");
}
