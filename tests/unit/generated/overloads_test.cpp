// Single arguments beside the params struct: what a calling line means, and what does not compile.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <utility>

#include "calls.h"

namespace antiphon::golden {
namespace {

using namespace ::golden::calls;
using namespace std::chrono_literals;

/// Keeps what was sent; answers with `result`.
struct Recorder final : rpc::Channel {
    void start(Outgoing call, Done done) override {
        sent = std::string(call.method) + call.params;
        deadline = call.options.deadline;
        done(call.notification ? "" : R"({"jsonrpc":"2.0","id":1,"result":)" + result + '}', nullptr);
    }
    std::string sent, result = "null";
    std::optional<std::chrono::milliseconds> deadline;
};

class Overloads : public ::testing::Test {
  protected:
    std::shared_ptr<Recorder> channel = std::make_shared<Recorder>();
    const Client shop{channel};
    const Uuid id = Uuid::parse("7c9e6679-7425-40de-944b-e07fc1f90ae7").value();
    const std::string get_by_id = R"(shop.get{"id":"7c9e6679-7425-40de-944b-e07fc1f90ae7"})";
    const std::string item = R"({"sku":"A-1","quantity":2})";
};

TEST_F(Overloads, TakeOneRequiredParamByItself) {
    channel->result = item;
    EXPECT_EQ(shop.get(id).quantity, 2);
    EXPECT_EQ(channel->sent, get_by_id);
    EXPECT_EQ(channel->deadline, std::nullopt);
    shop.get(id, {.deadline = 70ms});
    EXPECT_EQ(channel->sent, get_by_id);
    EXPECT_EQ(channel->deadline, 70ms);
    const rpc::CallOptions options{.deadline = 80ms};
    EXPECT_EQ(shop.get_async(Uuid(id), options).get().sku, Sku("A-1"));
    EXPECT_EQ(channel->sent, get_by_id);
    EXPECT_EQ(channel->deadline, 80ms);
}

TEST_F(Overloads, LeaveTheStructAsItWas) {
    channel->result = item;
    const std::string both = R"(shop.get{"note":"n","id":"7c9e6679-7425-40de-944b-e07fc1f90ae7"})";
    shop.get({.note = "n", .id = id});
    EXPECT_EQ(channel->sent, both);
    shop.get({"n", id}, {.deadline = 70ms});
    EXPECT_EQ(channel->sent, both);
    EXPECT_EQ(channel->deadline, 70ms);
    GetParams params{.note = "n", .id = id};
    shop.get_async(params).get();
    EXPECT_EQ(channel->sent, both);
    shop.get(std::move(params), {});
    EXPECT_EQ(channel->sent, both);
}

/// The first member of the struct is the note, not the id.
TEST_F(Overloads, ReadABracedListAsTheStruct) {
    channel->result = item;
    shop.get({"n"});
    EXPECT_EQ(channel->sent, R"(shop.get{"note":"n","id":"00000000-0000-0000-0000-000000000000"})");
    shop.get({});
    EXPECT_EQ(channel->sent, R"(shop.get{"id":"00000000-0000-0000-0000-000000000000"})");
    shop.place({{}, "4242"}, {.deadline = 70ms});
    EXPECT_EQ(channel->sent, R"(shop.place{"items":[],"card":"4242"})");
}

TEST_F(Overloads, TakeTwoAndThree) {
    channel->result = item;
    const std::vector<Item> items = {{Sku("A-1"), 2}};
    const std::string placed = R"(shop.place{"items":[{"sku":"A-1","quantity":2}],"card":"4242"})";
    shop.place(items, "4242");
    EXPECT_EQ(channel->sent, placed);
    shop.place({{.sku = Sku("A-1"), .quantity = 2}}, std::string("4242"), {.deadline = 70ms});
    EXPECT_EQ(channel->sent, placed);
    shop.place_async(items, "4242").get();
    EXPECT_EQ(channel->sent, placed);
    shop.place({.items = items, .card = "4242"}, {.deadline = 70ms});
    EXPECT_EQ(channel->sent, placed);
    channel->result = "true";
    EXPECT_TRUE(shop.move(Sku("A-1"), Sku("B-7"), 3, {.deadline = 90ms}));
    EXPECT_EQ(channel->sent, R"(shop.move{"from":"A-1","to":"B-7","count":3,"why":"sold"})");
    EXPECT_EQ(channel->deadline, 90ms);
}

TEST_F(Overloads, StandInTheOrderOfPositional) {
    channel->result = "2.5";
    EXPECT_EQ(shop.divide(5.0, 2), 2.5);
    EXPECT_EQ(channel->sent, R"(shop.divide{"by":2,"value":5})");
}

TEST_F(Overloads, TakeWhatConvertsByItself) {
    shop.name("ada");
    EXPECT_EQ(channel->sent, R"(shop.name{"name":"ada"})");
    shop.name(std::nullopt);
    EXPECT_EQ(channel->sent, R"(shop.name{"name":null})");
    shop.wait(2s);
    EXPECT_EQ(channel->sent, R"(shop.wait{"time":2000})");
    shop.resize(Size::large);
    EXPECT_EQ(channel->sent, R"(shop.resize{"size":"large"})");
    shop.enable(true);
    EXPECT_EQ(channel->sent, R"(shop.enable{"on":true})");
    shop.pick("text");
    EXPECT_EQ(channel->sent, R"(shop.pick{"what":"text"})");
    shop.pick(PickParams{false});
    EXPECT_EQ(channel->sent, R"(shop.pick{"what":false})");
    shop.keep(JsonText{"[1]"});
    EXPECT_EQ(channel->sent, R"(shop.keep{"any":[1]})");
    shop.clash("a", "b", "c");
    EXPECT_EQ(channel->sent, R"(shop.clash{"options":"a","clash":"b","timezone":"c"})");
}

TEST_F(Overloads, TellATreeFromItsBranches) {
    const Tree leaf{.name = "leaf"};
    shop.grow(leaf);
    EXPECT_EQ(channel->sent, R"(shop.grow{"branches":[],"name":"leaf"})");
    shop.grow(std::vector<Tree>{leaf});
    EXPECT_EQ(channel->sent, R"(shop.grow{"branches":[{"branches":[],"name":"leaf"}]})");
}

TEST_F(Overloads, TakeIntegersThatFitAndRefuseOthers) {
    shop.open_port(65535);
    EXPECT_EQ(channel->sent, R"(shop.open_port{"port":65535})");
    channel->sent.clear();
    for (const int port : {65536, -1}) {
        try {
            shop.open_port(port);
            ADD_FAILURE() << port;
        } catch (const InvalidData& error) {
            EXPECT_EQ(error.path(), "port");
            EXPECT_EQ(error.reason(), std::to_string(port) + " does not fit its type of 16 bits without a sign");
        }
    }
    EXPECT_EQ(channel->sent, "") << "nothing was called";
    channel->result = R"("9")";
    EXPECT_EQ(shop.count(std::size_t{8}), 9);
    EXPECT_THROW(shop.count(~std::uint64_t{0}), InvalidData);
}

using Skus = std::vector<Sku>;

/// What `call` says of its arguments; nothing when it went through.
template <class Call>
std::string refusal(Call call) {
    try {
        call();
        return "";
    } catch (const InvalidData& error) {
        return error.what();
    }
}

TEST_F(Overloads, CheckNumbersWhereverTheyStand) {
    const std::string no_uint32 = " does not fit its type of 32 bits without a sign";
    EXPECT_EQ(refusal([&] { shop.move(Sku("A-1"), Sku("B-7"), -1); }), "count: -1" + no_uint32);
    EXPECT_EQ(refusal([&] { shop.move(Sku("A-1"), Sku("B-7"), 1L << 32); }), "count: 4294967296" + no_uint32);
    EXPECT_EQ(refusal([&] { shop.shift(2147483648, Skus{}); }), "by: 2147483648 does not fit its type of 32 bits");
    EXPECT_EQ(refusal([&] { shop.shift(-2147483649, Skus{}); }), "by: -2147483649 does not fit its type of 32 bits");
    EXPECT_EQ(refusal([&] { shop.mark(true, 256, "n"); }), "level: 256 does not fit its type of 8 bits without a sign");
    EXPECT_EQ(channel->sent, "") << "nothing was called";
    shop.shift(std::int64_t{-2147483648}, std::vector{Sku("A-1")});
    EXPECT_EQ(channel->sent, R"(shop.shift{"by":-2147483648,"skus":["A-1"]})");
    shop.turn(false, 2s);
    EXPECT_EQ(channel->sent, R"(shop.turn{"on":false,"after":2000})");
    shop.mark(true, 255, "n");
    EXPECT_EQ(channel->sent, R"(shop.mark{"on":true,"level":255,"note":"n"})");
    shop.mark(false, std::nullopt, {});
    EXPECT_EQ(channel->sent, R"(shop.mark{"on":false,"level":null,"note":""})");
}

TEST(Argument, OfAFloatMayLoseDigitsButHasItsRange) {
    constexpr double largest = std::numeric_limits<float>::max();
    EXPECT_EQ(rpc::number<float>(largest, "x"), std::numeric_limits<float>::max());
    EXPECT_EQ(rpc::number<float>(-largest, "x"), std::numeric_limits<float>::lowest());
    EXPECT_EQ(rpc::number<float>(0.1, "x"), 0.1f);
    EXPECT_EQ(rpc::number<float>(16'777'217, "x"), 16'777'216.f);
    EXPECT_EQ(rpc::number<double>(1e308, "x"), 1e308);
    const double above = std::nextafter(largest, std::numeric_limits<double>::infinity());
    for (const double given : {above, -above})
        EXPECT_EQ(refusal([&] { rpc::number<float>(given, "x"); }), "x: the number does not fit its type of 32 bits");
    EXPECT_THROW(rpc::number<std::optional<float>>(std::optional(1e39), "x"), InvalidData);
}

TEST_F(Overloads, CheckWhatMayBeNull) {
    shop.rate(std::nullopt);
    EXPECT_EQ(channel->sent, R"(shop.rate{"stars":null})");
    shop.rate(std::optional<std::int64_t>());
    EXPECT_EQ(channel->sent, R"(shop.rate{"stars":null})");
    shop.rate(2147483647U);
    EXPECT_EQ(channel->sent, R"(shop.rate{"stars":2147483647})");
    shop.rate(std::optional<short>(-3));
    EXPECT_EQ(channel->sent, R"(shop.rate{"stars":-3})");
    shop.allow(std::optional<bool>(false));
    EXPECT_EQ(channel->sent, R"(shop.allow{"on":false})");
    shop.allow_async(true).get();
    EXPECT_EQ(channel->sent, R"(shop.allow{"on":true})");
    channel->sent.clear();
    const std::string no_int32 = "stars: 3000000000 does not fit its type of 32 bits";
    EXPECT_EQ(refusal([&] { shop.rate(3000000000); }), no_int32);
    EXPECT_EQ(refusal([&] { shop.rate(std::optional(3000000000)); }), no_int32);
    EXPECT_EQ(channel->sent, "") << "nothing was called";
}

template <class... A>
concept Tag = requires(const Client& client, A&&... given) {
    client.tag(std::forward<A>(given)...);
};
template <class... A>
concept Get = requires(const Client& client, A&&... given) {
    client.get(std::forward<A>(given)...);
};
template <class... A>
concept Place = requires(const Client& client, A&&... given) {
    client.place(std::forward<A>(given)...);
};
template <class... A>
concept OpenPort = requires(const Client& client, A&&... given) {
    client.open_port(std::forward<A>(given)...);
};
template <class... A>
concept Enable = requires(const Client& client, A&&... given) {
    client.enable(std::forward<A>(given)...);
};
template <class... A>
concept Allow = requires(const Client& client, A&&... given) {
    client.allow(std::forward<A>(given)...);
};
template <class... A>
concept Rate = requires(const Client& client, A&&... given) {
    client.rate(std::forward<A>(given)...);
};
template <class... A>
concept Turn = requires(const Client& client, A&&... given) {
    client.turn(std::forward<A>(given)...);
};
template <class... A>
concept Shift = requires(const Client& client, A&&... given) {
    client.shift(std::forward<A>(given)...);
};
template <class... A>
concept Move = requires(const Client& client, A&&... given) {
    client.move(std::forward<A>(given)...);
};
template <class... A>
concept Mark = requires(const Client& client, A&&... given) {
    client.mark(std::forward<A>(given)...);
};
template <class... A>
concept Four = requires(const Client& client, A&&... given) {
    client.four(std::forward<A>(given)...);
};
template <class... A>
concept None = requires(const Client& client, A&&... given) {
    client.none(std::forward<A>(given)...);
};
using Options = rpc::CallOptions;

// A strong type is named.
static_assert(Tag<Sku> && Tag<const Sku&, Options> && Tag<TagParams>);
static_assert(!Tag<std::string> && !Tag<const char*> && !Tag<Options> && !Tag<>);

static_assert(Get<Uuid> && Get<GetParams&> && Get<GetParams, Options&>);
static_assert(!Get<std::string> && !Get<std::string, Uuid> && !Get<Uuid, GetParams> && !Get<Uuid, Options, Options>);

// What may be left out is left to the struct.
static_assert(Place<std::vector<Item>, std::string, Options> && Place<std::vector<Item>&, const char (&)[5]>);
static_assert(!Place<std::vector<Item>> && !Place<std::vector<Item>, Options>);
static_assert(!Place<std::vector<Item>, std::string, std::string> && !Place<std::string, std::vector<Item>>);

// Numbers are numbers, a bool is a bool.
static_assert(OpenPort<int> && OpenPort<std::uint16_t> && OpenPort<long long&>);
static_assert(!OpenPort<double> && !OpenPort<bool> && !OpenPort<char> && !OpenPort<Size>);
static_assert(Enable<bool> && Enable<const bool&> && !Enable<int> && !Enable<const char*>);

// So they are where they may be null,
static_assert(Allow<bool> && Allow<std::nullopt_t> && Allow<const std::optional<bool>&> && Allow<AllowParams>);
static_assert(!Allow<const char*> && !Allow<int> && !Allow<std::optional<int>> && !Allow<std::nullptr_t>);
static_assert(Rate<int> && Rate<const long&, Options> && Rate<std::nullopt_t> && Rate<std::optional<long>>);
static_assert(!Rate<double> && !Rate<bool> && !Rate<char> && !Rate<std::optional<double>> && !Rate<Size>);

// and before other arguments.
static_assert(Turn<bool, std::chrono::seconds> && Turn<bool&, std::chrono::seconds, Options> &&
              Turn<TurnParams, Options>);
static_assert(!Turn<const char*, std::chrono::seconds> && !Turn<int, std::chrono::seconds> && !Turn<bool>);
static_assert(Shift<int, Skus> && Shift<long long, Skus&, Options> && Shift<ShiftParams>);
static_assert(!Shift<double, Skus> && !Shift<bool, Skus> && !Shift<char, Skus> && !Shift<int, Options>);
static_assert(Move<Sku, Sku, int> && !Move<Sku, Sku, double> && !Move<Sku, Sku, bool> && !Move<Sku, Sku, Options>);
static_assert(Mark<bool, int, const char*> && Mark<bool, std::nullopt_t, std::string, Options>);
static_assert(!Mark<const char*, int, std::string> && !Mark<bool, double, std::string> && !Mark<int, int, std::string>);

// More than three, or none that is required: the struct only.
static_assert(Four<FourParams> && !Four<int, int, int, int>);
static_assert(None<NoneParams> && None<NoneParams, Options> && !None<int> && !None<>);

/// A type that anything makes never takes the struct's call, nor the options'.
struct Anything {
    template <class T>
    Anything(const T&) {}
};
struct Derived : GetParams {};
static_assert(rpc::Argument<int, Anything, GetParams> && rpc::Argument<Anything&, Anything, GetParams>);
static_assert(!rpc::Argument<GetParams&, Anything, GetParams> && !rpc::Argument<Derived, Anything, GetParams>);
static_assert(!rpc::Argument<const Options&, Anything, GetParams>);

}  // namespace
}  // namespace antiphon::golden
