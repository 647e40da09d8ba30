// Errors whose data is no struct: what a handler throws, what is on the wire, what a caller catches.

#include <antiphon/rpc/remote_error.h>
#include <gtest/gtest.h>

#include "calls.h"

namespace antiphon::golden {
namespace {

using namespace ::golden::calls;

std::string detail_of(const DeclaredError& error) {
    std::string out;
    error.write_detail(out);
    return out;
}

/// Answers every call with this error.
class Refusing final : public rpc::Channel {
  public:
    Refusing(std::string type, std::string detail) : type_(std::move(type)), detail_(std::move(detail)) {}
    void start(Outgoing, Done done) override {
        done(R"({"jsonrpc":"2.0","id":1,"error":{"code":5,"message":"m","data":{"type":"shop.)" + type_ + '"' +
                 (detail_.empty() ? "" : R"(,"detail":)" + detail_) + "}}}",
             nullptr);
    }

  private:
    const std::string type_, detail_;
};

/// The data of the error that a caller catches as `E`, written again.
template <class E>
std::string caught(const std::string& type, const std::string& detail) {
    try {
        Client(std::make_shared<Refusing>(type, detail)).tag(Sku("A-1"));
        return "nothing was thrown";
    } catch (const E& error) {
        return detail_of(error);
    } catch (const rpc::RemoteError& error) {
        return "remote " + error.type() + ' ' + error.detail();
    }
}

TEST(ErrorData, IsWhatWasThrown) {
    EXPECT_EQ(Gone("A-1").data(), "A-1");
    EXPECT_EQ(OutOfStock({Sku("A-1"), Sku("B-7")}).data(), (std::vector{Sku("A-1"), Sku("B-7")}));
    EXPECT_EQ(Unfit(Size::small).data(), Size::small);
    EXPECT_EQ(Late(5).data(), 5);
    const Used used({.sku = Sku("A-1"), .quantity = 2});
    EXPECT_EQ(used.sku, Sku("A-1"));
    EXPECT_STREQ(used.what(), "A-1 is used");
    EXPECT_STREQ(Gone("x").what(), "It is gone");
    EXPECT_TRUE(OutOfStock({}).retryable());
}

TEST(ErrorData, IsOnTheWireAsAFieldOfItsTypeIs) {
    EXPECT_EQ(detail_of(Gone("\"")), R"("\"")");
    EXPECT_EQ(detail_of(OutOfStock({Sku("A-1")})), R"(["A-1"])");
    EXPECT_EQ(detail_of(Full({{Size::large, 7}})), R"({"large":7})");
    EXPECT_EQ(detail_of(Other(std::vector<Item>{{Sku("A-1"), 2}})), R"([{"sku":"A-1","quantity":2}])");
    EXPECT_EQ(detail_of(Strange(JsonText{"1.50"})), "1.50");
    EXPECT_EQ(detail_of(Late(-5)), R"("-5")");
}

/// The type is called Error, as is a base of every error.
TEST(ErrorData, StandsInTheMessageUnderAnyName) {
    using ::golden::calls::Error;
    EXPECT_STREQ(Failed({.why = Error::lost, .others = Error::locked}).what(), "failed: lost, then locked");
    EXPECT_EQ(detail_of(Failed({.why = Error::lost})), R"({"why":"lost"})");
    EXPECT_EQ(caught<Worse>("Worse", R"(["locked"])"), R"(["locked"])");
}

TEST(ErrorData, ReachesTheCaller) {
    EXPECT_EQ(caught<Gone>("Gone", R"("A-1")"), R"("A-1")");
    EXPECT_EQ(caught<OutOfStock>("OutOfStock", R"(["A-1"])"), R"(["A-1"])");
    EXPECT_EQ(caught<Full>("Full", R"({"small":100})"), R"({"small":100})");
    EXPECT_EQ(caught<Unfit>("Unfit", R"("huge")"), R"("huge")") << "of a newer service";
    EXPECT_EQ(caught<Other>("Other", "true"), "true");
    EXPECT_EQ(caught<Strange>("Strange", "[1.50]"), "[1.50]");
    EXPECT_EQ(caught<Used>("Used", R"({"sku":"A-1","quantity":2})"), R"({"sku":"A-1","quantity":2})");
    EXPECT_EQ(caught<Late>("Late", R"("9223372036854775807")"), R"("9223372036854775807")");
}

TEST(ErrorData, ThatDoesNotFitIsReportedWithoutItsType) {
    EXPECT_EQ(caught<Gone>("Gone", "5"), "remote shop.Gone 5");
    EXPECT_EQ(caught<Gone>("Gone", ""), "remote shop.Gone ");
    EXPECT_EQ(caught<OutOfStock>("OutOfStock", R"({"0":"A-1"})"), R"(remote shop.OutOfStock {"0":"A-1"})");
    EXPECT_EQ(caught<Late>("Late", R"("05")"), R"(remote shop.Late "05")");
}

}  // namespace
}  // namespace antiphon::golden
