// Numbers that stand in a header and in a document are the same in both.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "antiphon/base/codes.h"
#include "antiphon/testing/files.h"

namespace {

std::string content_of(const std::string& path) {
    return antiphon::testing::read_file(std::string(ANTIPHON_SOURCE_DIR) + '/' + path);
}

using Pairs = std::map<std::string, std::string>;

/// Name to number, from every match of an expression with the two as groups.
Pairs matches(const std::string& text, const std::string& expression, int name, int number) {
    const std::regex regex(expression);
    Pairs found;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), regex); at != std::sregex_iterator(); ++at) {
        const auto [entry, added] = found.emplace((*at)[name], (*at)[number]);
        EXPECT_TRUE(added) << entry->first << " stands twice";
    }
    return found;
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t begin = text.find(from);
    EXPECT_NE(begin, std::string::npos) << from;
    return text.substr(begin, text.find(to, begin + 1) - begin);
}

const std::string header = "framework/base/include/antiphon/base/codes.h";

}  // namespace

TEST(Documents, ErrorCodesAreThoseOfTheHeader) {
    const Pairs in_header = matches(between(content_of(header), "enum class Code", "};"), R"((\w+) = (-\d+))", 1, 2);
    const Pairs in_document = matches(content_of("docs/errors.md"), R"(\n\| (-\d{5}) \| `(\w+)` \|)", 2, 1);
    EXPECT_GE(in_header.size(), 26u);
    EXPECT_EQ(in_header, in_document);
    for (const auto& [name, number] : in_header)
        EXPECT_EQ(antiphon::name(static_cast<antiphon::Code>(std::stoi(number))), name);
}

TEST(Documents, CloseCodesAreThoseOfTheHeader) {
    const Pairs in_header =
        matches(between(content_of(header), "enum class CloseCode", "};"), R"((\w+) = (\d+))", 1, 2);
    const Pairs in_document = matches(content_of("docs/errors.md"), R"(\n\| (\d{4}) \| `(\w+)` \|)", 2, 1);
    EXPECT_GE(in_header.size(), 21u);
    EXPECT_EQ(in_header, in_document);
    const Pairs advice = matches(content_of("docs/errors.md"), R"(\n\| (\d{4}) \| `\w+` \| (yes|no) \|)", 1, 2);
    for (const auto& [name, number] : in_header) {
        const auto code = static_cast<antiphon::CloseCode>(std::stoi(number));
        EXPECT_EQ(antiphon::name(code), name);
        EXPECT_EQ(antiphon::reconnects(code) ? "yes" : "no", advice.at(number)) << name;
    }
}

TEST(Documents, LimitsAreThoseOfTheHeader) {
    const std::string limits = content_of("framework/base/include/antiphon/base/limits.h");
    const Pairs in_header = matches(limits, R"(inline constexpr \S+ (\w+) = ([^;]+);)", 1, 2);
    const Pairs in_document = matches(content_of("docs/limits.md"), R"(\n\| `(\w+)` \| ([^|]+) \|)", 1, 2);
    EXPECT_GE(in_header.size(), 30u);
    Pairs evaluated;
    for (const auto& [name, expression] : in_header) {
        const std::size_t product = expression.find(" * 1024");
        if (product == std::string::npos)
            evaluated[name] = std::regex_replace(expression, std::regex("([0-9])(ms|min|s)$"), "$1 $2");
        else if (expression == "1024 * 1024")
            evaluated[name] = "1 MiB";
        else if (expression.ends_with(" * 1024 * 1024"))
            evaluated[name] = expression.substr(0, product) + " MiB";
        else
            evaluated[name] = expression.substr(0, product) + " KiB";
    }
    const std::string redis = content_of("framework/redis/include/antiphon/redis/options.h") +
                              content_of("framework/events/include/antiphon/events/redis_bus.h");
    for (const auto& [name, seconds] : matches(redis, R"(milliseconds (\w+)\{(\d+)'000\};)", 1, 2))
        evaluated[name] = seconds + " s";
    for (const auto& [name, megabytes] : matches(redis, R"(size_t (\w+) = (\d+) \* 1024 \* 1024;)", 1, 2))
        evaluated[name] = megabytes + " MiB";
    for (const auto& [name, thousands] : matches(redis, R"(size_t (\w+) = (\d+)'000;)", 1, 2))
        evaluated[name] = thousands + "000";
    EXPECT_EQ(evaluated, in_document);
}

TEST(Documents, ThreadsAreThoseOfTheSources) {
    const auto names = [](const std::string& text, const std::string& expression, std::set<std::string>& found) {
        const std::regex regex(expression);
        for (auto at = std::sregex_iterator(text.begin(), text.end(), regex); at != std::sregex_iterator(); ++at)
            found.insert((*at)[1]);
    };
    std::set<std::string> in_sources, in_document;
    const std::string framework = std::string(ANTIPHON_SOURCE_DIR) + "/framework";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(framework)) {
        const std::string path = entry.path().string();
        if (path.ends_with(".cpp") || path.ends_with(".h"))
            names(content_of(path.substr(std::string(ANTIPHON_SOURCE_DIR).size())), R"re([({ ]"(ap-[a-z-]+))re",
                  in_sources);
    }
    names(content_of("docs/threads.md"), R"(`(ap-[a-z-]+)[0-9]?` [^|]*\|)", in_document);
    EXPECT_GE(in_sources.size(), 14u);
    EXPECT_EQ(in_sources, in_document);
}
