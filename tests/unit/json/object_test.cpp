#include "antiphon/json/object.h"

#include <gtest/gtest.h>

#include "antiphon/json/check.h"
#include "reading.h"

namespace shop {

using namespace antiphon;

struct Item {
    std::string sku;
    std::int32_t quantity = 1;
    std::optional<std::string> note;
    friend bool operator==(const Item&, const Item&) = default;
};
void read_json(json::Value value, const json::Path& path, Item& out) {
    json::ObjectReader object(value, path);
    object.required<json::wire::String>("sku", out.sku);
    object.defaulted<json::wire::Int32>("quantity", out.quantity);
    object.optional<json::wire::String>("note", out.note);
}
void write_json(std::string& out, const Item& item) {
    json::ObjectWriter object(out);
    object.required<json::wire::String>("sku", item.sku);
    object.required<json::wire::Int32>("quantity", item.quantity);
    object.optional<json::wire::String>("note", item.note);
}

struct Order {
    std::vector<Item> items;
    std::optional<double> discount;
    Patch<std::string> coupon;
    std::map<std::string, JsonText> extra;
    friend bool operator==(const Order&, const Order&) = default;
};
void read_json(json::Value value, const json::Path& path, Order& out) {
    json::ObjectReader object(value, path);
    object.required<json::wire::Array<json::wire::Object<Item>>>("items", out.items);
    object.nullable<json::wire::Float64>("discount", out.discount);
    object.patch<json::wire::String>("coupon", out.coupon);
    object.keep_unknown({"items", "discount", "coupon"}, out.extra);
}
void write_json(std::string& out, const Order& order) {
    json::ObjectWriter object(out);
    object.required<json::wire::Array<json::wire::Object<Item>>>("items", order.items);
    object.nullable<json::wire::Float64>("discount", order.discount);
    object.patch<json::wire::String>("coupon", order.coupon);
    object.extra(order.extra);
}

}  // namespace shop

using namespace antiphon;
using namespace antiphon::json;
using shop::Item;
using shop::Order;

namespace {
Item item(std::string_view text) { return read<wire::Object<Item>, Item>(text); }
Order order(std::string_view text) { return read<wire::Object<Order>, Order>(text); }
std::string item_complaint(std::string_view text) { return complaint<wire::Object<Item>, Item>(text); }
std::string order_complaint(std::string_view text) { return complaint<wire::Object<Order>, Order>(text); }
}  // namespace

TEST(ObjectReader, TakesMembersInAnyOrder) {
    const Item expected{.sku = "A-1", .quantity = 2, .note = "gift"};
    EXPECT_EQ(item(R"({"sku":"A-1","quantity":2,"note":"gift"})"), expected);
    EXPECT_EQ(item(R"({"note":"gift","quantity":2,"sku":"A-1"})"), expected);
    EXPECT_EQ(item(R"({"quantity":2,"sku":"A-1","note":"gift"})"), expected);
    EXPECT_EQ(item(R"({"x":1,"note":"gift","y":[1],"sku":"A-1","z":{},"quantity":2,"q":0})"), expected);
}

TEST(ObjectReader, TellsAbsentNullAndValueApart) {
    EXPECT_EQ(item(R"({"sku":"A","note":null})"), (Item{.sku = "A", .quantity = 1, .note = {}}));
    EXPECT_EQ(item(R"({"note":"n","sku":"A"})").note, "n");
    EXPECT_TRUE(order(R"({"items":[],"discount":null})").coupon.is_absent());
    EXPECT_TRUE(order(R"({"items":[],"discount":1,"coupon":null})").coupon.is_null());
    EXPECT_EQ(order(R"({"items":[],"discount":1,"coupon":"c"})").coupon.value(), "c");
    EXPECT_EQ(order(R"({"items":[],"discount":0.5})").discount, 0.5);
}

TEST(ObjectReader, NamesThePathOfWhatIsWrong) {
    EXPECT_EQ(item_complaint("[]"), "expected an object, found an array");
    EXPECT_EQ(item_complaint("{}"), "sku: is required and missing");
    EXPECT_EQ(item_complaint(R"({"sku":null})"), "sku: expected a string, found null");
    EXPECT_EQ(item_complaint(R"({"sku":"A","quantity":null})"), "quantity: expected an integer, found null");
    EXPECT_EQ(order_complaint(R"({"items":[{"sku":"A"},{"sku":7}],"discount":null})"),
              "items[1].sku: expected a string, found an integer");
    EXPECT_EQ(order_complaint(R"({"items":[]})"), "discount: is required and missing");
    EXPECT_EQ(order_complaint(R"({"items":{}})"), "items: expected an array, found an object");
}

TEST(ObjectReader, KeepsOrRejectsWhatItDoesNotKnow) {
    const Order kept = order(R"({"items":[],"x y":1.50,"discount":null,"z":{"a": [1]}})");
    EXPECT_EQ(kept.extra, (std::map<std::string, JsonText>{{"x y", {"1.50"}}, {"z", {R"({"a": [1]})"}}}));
    EXPECT_EQ(written<wire::Object<Order>>(kept), R"({"items":[],"discount":null,"x y":1.50,"z":{"a": [1]}})");
    const Path root;
    const ObjectReader object(thread_parser().parse(R"({"a":1,"b\n":2})"), root);
    EXPECT_NO_THROW(object.reject_unknown({"b\n", "a"}));
    try {
        object.reject_unknown({"a"});
        FAIL();
    } catch (const InvalidData& error) {
        EXPECT_STREQ(error.what(), R"(has no member "b\x0a")");
    }
}

TEST(ObjectWriter, WritesWhatTheReaderReads) {
    Order original{.items = {{.sku = "A-1", .quantity = 2, .note = {}}, {.sku = "B", .quantity = 1, .note = "\"n\""}},
                   .discount = 0.25,
                   .coupon = std::string("c"),
                   .extra = {}};
    const std::string text = written<wire::Object<Order>>(original);
    EXPECT_EQ(
        text,
        R"({"items":[{"sku":"A-1","quantity":2},{"sku":"B","quantity":1,"note":"\"n\""}],"discount":0.25,"coupon":"c"})");
    EXPECT_EQ(order(text), original);
    EXPECT_EQ(written<wire::Object<Order>>(Order{}), R"({"items":[],"discount":null})");
}

TEST(Path, QuotesKeysThatAreNoIdentifiers) {
    const Path root;
    const Path a(root, "a");
    const Path b(a, "b c");
    const Path c(b, 3);
    EXPECT_EQ(root.text(), "");
    EXPECT_EQ(c.text(), R"(a["b c"][3])");
    EXPECT_EQ(Path(c, "d").text(), R"(a["b c"][3].d)");
}

TEST(Check, AcceptsTheEdgeAndRefusesOneBeyond) {
    const Path root;
    const Path name(root, "name");
    const auto refused = [](auto check) -> std::string {
        try {
            check();
        } catch (const InvalidData& error) {
            return error.what();
        }
        return "accepted";
    };
    const std::string_view umlauts = "\xc3\xa4\xc3\xb6\xc3\xbc";
    EXPECT_EQ(refused([&] { check::max_length(name, umlauts, 3); }), "accepted");
    EXPECT_EQ(refused([&] { check::max_length(name, umlauts, 2); }), "name: expected at most 2 characters, found 3");
    EXPECT_EQ(refused([&] { check::min_length(name, umlauts, 3); }), "accepted");
    EXPECT_EQ(refused([&] { check::min_length(name, "", 1); }), "name: expected at least 1 character, found 0");
    EXPECT_EQ(refused([&] { check::max_items(name, 3, 3); }), "accepted");
    EXPECT_EQ(refused([&] { check::max_items(name, 4, 3); }), "name: expected at most 3 items, found 4");
    EXPECT_EQ(refused([&] { check::min_items(name, 0, 1); }), "name: expected at least 1 item, found 0");
    EXPECT_EQ(refused([&] { check::min(name, 1, 1); }), "accepted");
    EXPECT_EQ(refused([&] { check::min(name, 0, 1); }), "name: expected at least 1, found 0");
    EXPECT_EQ(refused([&] { check::max(name, 100, 99); }), "name: expected at most 99, found 100");
    EXPECT_EQ(refused([&] { check::max_unsigned(name, ~0ull, 99); }),
              "name: expected at most 99, found 18446744073709551615");
    EXPECT_EQ(refused([&] { check::max_real(name, 0.5, 0.5); }), "accepted");
    EXPECT_EQ(refused([&] { check::max_real(name, 0.75, 0.5); }), "name: expected at most 0.5, found 0.75");
    EXPECT_EQ(refused([&] { check::max_decimal(name, Decimal(450, 2), Decimal(45, 1)); }), "accepted");
    EXPECT_EQ(refused([&] { check::max_decimal(name, Decimal(451, 2), Decimal(45, 1)); }),
              "name: expected at most 4.5, found 4.51");
    EXPECT_EQ(refused([&] { check::precision(name, Decimal(12345, 2), 5, 2); }), "accepted");
    EXPECT_EQ(refused([&] { check::precision(name, Decimal(5, 3), 5, 2); }),
              "name: expected at most 2 digits behind the point, found 0.005");
    EXPECT_EQ(refused([&] { check::precision(name, Decimal(1000, 0), 5, 2); }),
              "name: expected at most 3 digits before the point, found 1000");
}
