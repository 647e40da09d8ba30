#include <gmock/gmock.h>

#include <stdexcept>

#include "antiphon/base/error.h"
#include "antiphon/redis/client.h"
#include "antiphon/redis/loop.h"
#include "antiphon/rpc/dispatcher.h"
#include "antiphon/rpc/idempotency.h"
#include "antiphon/testing/eventually.h"
#include "antiphon/testing/redis_server.h"
#include "calculator.h"

namespace {

using namespace antiphon;
using namespace std::chrono_literals;
using ::testing::HasSubstr;
using Claim = rpc::IdempotencyStore::Claim;

class RedisIdempotency : public ::testing::Test {
  protected:
    RedisIdempotency() : store(rpc::make_redis_idempotency_store(client, "test")) {}
    antiphon::testing::RedisServer server;
    redis::Client client{std::make_shared<redis::Loop>(), server.options()};
    std::unique_ptr<rpc::IdempotencyStore> store;
    const rpc::KeyedCall call{"acme", "u-1", "calculator.count", "k-1", R"({"a":5,"b":0})"};
};

TEST_F(RedisIdempotency, KeepsTheAnswerForADay) {
    const auto claimed = store->claim(call, 5s);
    ASSERT_EQ(claimed.claim, Claim::fresh);
    EXPECT_EQ(store->claim(call, 5s).claim, Claim::running);
    store->finish(call, claimed.token, R"("result":5)");
    const auto again = store->claim(call, 5s);
    EXPECT_EQ(again.claim, Claim::done);
    EXPECT_EQ(again.answer, R"("result":5)");
    const auto left = client.call({"PTTL", "test:ik:{4:acme3:u-116:calculator.count3:k-1}"}).integer;
    EXPECT_GT(left, 86'000'000);
    EXPECT_LE(left, 86'400'000);
}

TEST_F(RedisIdempotency, TellsOtherParamsAndOtherCallersApart) {
    ASSERT_EQ(store->claim(call, 5s).claim, Claim::fresh);
    rpc::KeyedCall other = call;
    other.params = R"({"a":6,"b":0})";
    EXPECT_EQ(store->claim(other, 5s).claim, Claim::conflict);
    other.user = "u-2";
    EXPECT_EQ(store->claim(other, 5s).claim, Claim::fresh);
    other.tenant = "}{ %s\r\n*";  // what outsiders choose stays inside its key
    EXPECT_EQ(store->claim(other, 5s).claim, Claim::fresh);
    EXPECT_EQ(client.call({"DBSIZE"}).integer, 3);
}

TEST_F(RedisIdempotency, GivesAnAbandonedOrExpiredClaimAway) {
    const auto first = store->claim(call, 5s);
    store->abandon(call, "somebody else's");
    EXPECT_EQ(store->claim(call, 5s).claim, Claim::running);
    store->abandon(call, first.token);
    ASSERT_EQ(store->claim(call, 1ms).claim, Claim::fresh);
    EXPECT_TRUE(antiphon::testing::eventually(5s, [&] { return store->claim(call, 5s).claim == Claim::fresh; }));
    store->finish(call, first.token, R"("result":1)");  // too late: the claim is another's now
    EXPECT_EQ(store->claim(call, 5s).claim, Claim::running);
}

TEST_F(RedisIdempotency, DoesNotRunTheCallWhileRedisIsAway) {
    calculator::Desk desk;
    rpc::Dispatcher dispatcher;
    dispatcher.add(desk);
    dispatcher.keep_answers_in(*store);
    Context context;
    context.idempotency_key = "k-1";
    const std::string request = R"({"jsonrpc":"2.0","method":"calculator.count","params":{"a":5,"b":0},"id":1})";
    const std::string answer = R"({"jsonrpc":"2.0","id":1,"result":5})";
    EXPECT_EQ(dispatcher.handle(request, context), answer);
    EXPECT_EQ(dispatcher.handle(request, context), answer);
    server.freeze();
    context.deadline = Deadline::in(300ms);
    EXPECT_THAT(dispatcher.handle(request, context), HasSubstr(R"("code":-32055)"));
    server.thaw();
    EXPECT_EQ(desk.counted, 5);
}

}  // namespace
