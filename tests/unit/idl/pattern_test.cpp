// The pattern language: what it matches, what it refuses, and that neither costs more than a step per character.

#include "pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace antiphon::idl {
namespace {

bool matches(std::string_view pattern, std::string_view text) {
    const PatternResult made = compile_pattern(pattern);
    EXPECT_TRUE(made.table) << pattern << ": " << made.message;
    return made.table && made.table->matches(text);
}

TEST(Pattern, MatchesTheWholeText) {
    EXPECT_TRUE(matches("abc", "abc"));
    EXPECT_FALSE(matches("abc", "abcd"));
    EXPECT_FALSE(matches("abc", "xabc"));
    EXPECT_TRUE(matches("", ""));
    EXPECT_FALSE(matches("", "a"));
}

TEST(Pattern, KnowsClassesGroupsAndRepetitions) {
    EXPECT_TRUE(matches("ord_[0-9a-z]{4}", "ord_a1b2"));
    EXPECT_FALSE(matches("ord_[0-9a-z]{4}", "ord_a1b"));
    EXPECT_FALSE(matches("ord_[0-9a-z]{4}", "ord_a1b2c"));
    EXPECT_TRUE(matches("(a|bc)+d?", "abcad"));
    EXPECT_FALSE(matches("(a|bc)+d?", "d"));
    EXPECT_TRUE(matches("a{2,}", "aaaa"));
    EXPECT_FALSE(matches("a{2,}", "a"));
    EXPECT_TRUE(matches("a{2,3}", "aaa"));
    EXPECT_FALSE(matches("a{2,3}", "aaaa"));
    EXPECT_TRUE(matches("[^\"]*", "no quotes"));
    EXPECT_FALSE(matches("[^\"]*", "a \" quote"));
    EXPECT_TRUE(matches("\\d+\\.\\d+", "3.14"));
    EXPECT_FALSE(matches("\\d+\\.\\d+", "3x14"));
    EXPECT_TRUE(matches("\\w+\\s\\w+", "two words"));
}

TEST(Pattern, TakesAGroupThatCapturesNothingForAPlainOne) {
    EXPECT_TRUE(matches("(?:a|bc)+d", "abcad"));
    EXPECT_FALSE(matches("(?:a|bc)+d", "?:ad"));
    EXPECT_TRUE(matches("x(?:)y", "xy"));
    EXPECT_TRUE(matches("(?:a(?:b){2}){2}", "abbabb"));
    EXPECT_FALSE(matches("(?:a(?:b){2}){2}", "abb"));
}

TEST(Pattern, CountsCodePoints) {
    EXPECT_TRUE(matches(".", "\xC3\xBC"));
    EXPECT_TRUE(matches(".", "\xF0\x9F\x98\x80"));
    EXPECT_TRUE(matches("[\xC3\xA4-\xC3\xBC]", "\xC3\xB6"));
    EXPECT_TRUE(matches("\\u00e9", "\xC3\xA9"));
    EXPECT_FALSE(matches("..", "\xC3\xBC"));
}

struct Refused {
    const char* pattern;
    std::size_t begin;
};

class PatternRefuses : public ::testing::TestWithParam<Refused> {};

TEST_P(PatternRefuses, AndSaysWhere) {
    const PatternResult made = compile_pattern(GetParam().pattern);
    EXPECT_FALSE(made.table) << GetParam().pattern;
    EXPECT_NE(made.message, "") << GetParam().pattern;
    EXPECT_EQ(made.begin, GetParam().begin) << GetParam().pattern << ": " << made.message;
    EXPECT_GE(made.end, made.begin);
    EXPECT_LE(made.end, std::string_view(GetParam().pattern).size() + 1);
}

INSTANTIATE_TEST_SUITE_P(Each, PatternRefuses,
                         ::testing::Values(Refused{"(?=x)y", 0}, Refused{"a(?<n>b)", 1}, Refused{"^ab", 0},
                                           Refused{"ab$", 2}, Refused{"[z-a]", 1}, Refused{"(ab", 0}, Refused{"ab)", 2},
                                           Refused{"*a", 0}, Refused{"[ab", 0}));

TEST(Pattern, RefusesTablesThatGrowTooLarge) {
    EXPECT_TRUE(compile_pattern("((a|b){1,50}c){1,100}").too_large);
    EXPECT_TRUE(compile_pattern("(a{1,1000}){1,1000}").too_large);
    EXPECT_TRUE(compile_pattern("(.*a.{20})").too_large);  // as an automaton it needs 2^20 states
    EXPECT_FALSE(compile_pattern("[a-z]{1,1000}").too_large);
}

TEST(Pattern, ATableOfTheLargestSizeIsMadeAndOneStateMoreIsNot) {
    // n letters in a row need n + 1 states and the dead one.
    const std::string edge = "a{999}a{999}";
    static_assert(max_pattern_states == 2000);
    EXPECT_TRUE(compile_pattern(edge).table.has_value());
    EXPECT_TRUE(compile_pattern(edge + "a").too_large);
}

TEST(Pattern, AThousandBytesAreReadAndOneMoreIsNot) {
    EXPECT_TRUE(compile_pattern(std::string(1000, 'a')).table.has_value());
    EXPECT_TRUE(compile_pattern(std::string(1001, 'a')).too_large);
}

TEST(Pattern, WhatMakesOthersBacktrackIsOneStepPerCharacter) {
    EXPECT_FALSE(matches("(a+)+b", std::string(1'000'000, 'a')));
    EXPECT_TRUE(matches("(a|aa|aaa)*", std::string(1'000'000, 'a')));
    EXPECT_TRUE(matches("((x*)*)*", std::string(1'000'000, 'x')));
}

}  // namespace
}  // namespace antiphon::idl
