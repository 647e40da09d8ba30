// Inputs made to cost more than they weigh. The times are far above what a slow machine needs and far below what the
// defect would cost.

#include <chrono>

#include "antiphon/json/object.h"
#include "reading.h"

using namespace antiphon;
using namespace antiphon::json;
using namespace std::chrono_literals;

namespace {

std::string object_of(std::size_t members, const std::string& prefix) {
    std::string text = "{";
    for (std::size_t i = 0; i < members; ++i)
        text += '"' + prefix + std::to_string(i) + "\":" + std::to_string(i) + ',';
    text.back() = '}';
    return text;
}

template <class Action>
Clock::duration time_of(Action action) {
    const auto start = Clock::now();
    action();
    return Clock::now() - start;
}

}  // namespace

TEST(Hostile, ManyMembersAreCheckedInTimeThatGrowsWithTheText) {
    const std::string text = object_of(100'000, "k");
    ASSERT_GT(text.size(), 1'000'000u);
    EXPECT_LT(time_of([&] { EXPECT_EQ(refusal(text, {.max_bytes = text.size()}), "accepted"); }), 2s);
}

TEST(Hostile, MembersOfOneLengthWithOneBeginAndEndAreNoWorse) {
    std::string text = "{";
    for (int i = 0; i < 32'768; ++i) {
        std::string number = std::to_string(i);
        text += "\"x" + std::string(230 + 5 - number.size(), '0') + number + "x\":1,";
    }
    text.back() = '}';
    EXPECT_LT(time_of([&] { EXPECT_EQ(refusal(text, {.max_bytes = text.size()}), "accepted"); }), 2s);
}

TEST(Hostile, ManySmallObjectsOfCollidingMembersAreNoWorse) {
    std::string one = "{";
    for (int i = 100; i < 124; ++i) one += "\"x" + std::to_string(i) + "x\":1,";
    one.back() = '}';
    std::string text = "[";
    while (text.size() < 1'000'000) text += one + ',';
    text.back() = ']';
    EXPECT_LT(time_of([&] { EXPECT_EQ(refusal(text), "accepted"); }), 2s);
}

TEST(Hostile, TextOfEveryElementCostsOneIndex) {
    std::string text = "[";
    for (int i = 0; i < 200'000; ++i) text += "1.0,";
    text.back() = ']';
    std::size_t bytes = 0;
    EXPECT_LT(time_of([&] {
                  for (const Value element : thread_parser().parse(text).elements()) bytes += element.text().size();
              }),
              2s);
    EXPECT_EQ(bytes, 600'000u);
}

TEST(Hostile, BracketsDigitsAndQuotesWithoutEndAreRefused) {
    for (const char c : {'[', '{', '"', '1', '-', '\\', ' ', '\0', '\xff'}) {
        const std::string text(limits::max_body_bytes, c);
        EXPECT_LT(time_of([&] { EXPECT_NE(refusal(text), "accepted"); }), 2s) << c;
    }
    EXPECT_EQ(refusal(std::string(1024 * 1024 + 1, ' ')), "a document of 1048577 bytes; at most 1048576 are allowed");
}
