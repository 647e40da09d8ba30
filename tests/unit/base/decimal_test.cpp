#include "antiphon/base/decimal.h"

#include <gtest/gtest.h>

#include "antiphon/base/error.h"

using antiphon::Decimal;

namespace {
Decimal decimal(std::string_view text) {
    const auto parsed = Decimal::parse(text);
    if (!parsed) ADD_FAILURE() << text;
    return parsed.value_or(Decimal());
}
const std::string nines(38, '9');
}  // namespace

TEST(Decimal, ReadsAndPrintsTheSameText) {
    for (const std::string& text :
         {std::string("0"), std::string("4.50"), std::string("-0.05"), std::string("10"), std::string("0.00"),
          std::string("123456789.987654321"), nines, "-" + nines, "0." + nines, "1234." + nines.substr(4)})
        EXPECT_EQ(decimal(text).text(), text);
    EXPECT_EQ(Decimal(450, 2).text(), "4.50");
    EXPECT_EQ(Decimal(-5, 2).text(), "-0.05");
    EXPECT_EQ(Decimal().text(), "0");
}

TEST(Decimal, RefusesEveryOtherForm) {
    for (const std::string& text :
         {std::string(""), std::string("-"), std::string("."), std::string("1."), std::string(".5"), std::string("01"),
          std::string("+1"), std::string("1e3"), std::string("1,5"), std::string(" 1"), std::string("1 "),
          std::string("--1"), std::string("1.2.3"), std::string("0x1"), "1" + nines, "0.0" + nines})
        EXPECT_EQ(Decimal::parse(text), std::nullopt) << text;
}

TEST(Decimal, ComparesByValue) {
    EXPECT_EQ(decimal("4.50"), decimal("4.5"));
    EXPECT_LT(decimal("-0.1"), decimal("0"));
    EXPECT_LT(decimal("-1.5"), decimal("-1.25"));
    EXPECT_LT(decimal("0." + nines), decimal("1"));
    EXPECT_LT(decimal("1"), decimal(nines));
    EXPECT_GT(decimal("0." + std::string(37, '0') + "1"), decimal("0"));
}

TEST(Decimal, CalculatesExactly) {
    EXPECT_EQ((decimal("0.1") + decimal("0.2")).text(), "0.3");
    EXPECT_EQ((decimal("1") - decimal("0.01")).text(), "0.99");
    EXPECT_EQ((decimal("19.99") * decimal("3")).text(), "59.97");
    EXPECT_EQ((decimal("-0.5") * decimal("0.5")).text(), "-0.25");
    EXPECT_EQ((decimal("0.10000000000000000000") * decimal("0.10000000000000000000")), decimal("0.01"));
}

TEST(Decimal, RefusesResultsOver38Digits) {
    EXPECT_EQ((decimal(nines.substr(1)) + decimal("1")).text(), "1" + std::string(37, '0'));
    EXPECT_THROW(decimal(nines) + decimal("1"), antiphon::Error);
    EXPECT_THROW(decimal(nines) + decimal("0.1"), antiphon::Error);
    EXPECT_THROW(decimal(nines) * decimal("10"), antiphon::Error);
    EXPECT_THROW(decimal(nines) * decimal(nines), antiphon::Error);
    EXPECT_THROW(decimal("0." + nines) * decimal("0.1"), antiphon::Error);
    EXPECT_THROW(Decimal(1, 39), antiphon::Error);
    EXPECT_THROW(Decimal(1, -1), antiphon::Error);
    EXPECT_EQ(Decimal(1, 38).scale(), 38);
}

TEST(Decimal, PrecisionCountsSignificantDigits) {
    EXPECT_EQ(decimal("0").precision(), 1);
    EXPECT_EQ(decimal("0.05").precision(), 1);
    EXPECT_EQ(decimal("10.50").precision(), 4);
    EXPECT_EQ(decimal(nines).precision(), 38);
}
