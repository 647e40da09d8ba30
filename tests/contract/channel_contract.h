#pragma once
// What every way to a service promises. Run on each kind of Channel.

#include <gmock/gmock.h>

#include <condition_variable>
#include <memory>
#include <mutex>

#include "antiphon/rpc/dispatcher.h"
#include "antiphon/rpc/idempotency.h"
#include "antiphon/rpc/remote_error.h"
#include "calculator.h"

namespace contract {

using namespace antiphon;
using namespace std::chrono_literals;

/// A way to a dispatcher, and whatever stands between.
class Way {
  public:
    virtual ~Way() = default;
    virtual std::shared_ptr<rpc::Channel> channel() = 0;
    virtual bool repeats() const = 0;  ///< calls that may be repeated
};

template <class Kind>
class ChannelContract : public testing::Test {
  protected:
    ChannelContract() {
        dispatcher.add(desk);
        dispatcher.keep_answers_in(*store);
        way = std::make_unique<Kind>(dispatcher);
        client = std::make_unique<calculator::Client>(way->channel());
    }
    calculator::Desk desk;
    std::unique_ptr<rpc::IdempotencyStore> store = rpc::make_memory_idempotency_store();
    rpc::Dispatcher dispatcher;
    std::unique_ptr<Way> way;
    std::unique_ptr<calculator::Client> client;
};

TYPED_TEST_SUITE_P(ChannelContract);

TYPED_TEST_P(ChannelContract, BringsParamsThereAndTheResultBack) {
    EXPECT_EQ(this->client->add({2, 40}), 42);
    EXPECT_EQ(this->client->add_slowly({2, 40}), 42);
    EXPECT_EQ(this->client->add_async({2, 40}).get(), 42);
    this->client->nothing();
}

TYPED_TEST_P(ChannelContract, ThrowsTheDeclaredErrorWithItsData) {
    try {
        this->client->divide({7, 0});
        FAIL() << "nothing was thrown";
    } catch (const calculator::DividedByZero& error) {
        EXPECT_EQ(error.dividend, 7);
        EXPECT_STREQ(error.what(), "Cannot divide 7 by zero");
        EXPECT_FALSE(error.retryable());
    }
}

TYPED_TEST_P(ChannelContract, ThrowsTheErrorsOfTheFrameworkWithKindAndCode) {
    this->desk.on_nothing = [](Context&) {
        throw Error(ErrorKind::unavailable, Code::dependency_down, "redis is away").retry_in(250ms);
    };
    try {
        this->client->nothing();
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_EQ(error.code(), static_cast<int>(Code::dependency_down));
        EXPECT_EQ(error.retry_after(), 250ms);
        EXPECT_TRUE(error.retryable());
    }
    EXPECT_THROW(this->client->whoami(), Error);
}

TYPED_TEST_P(ChannelContract, GivesTheHandlerTheCallersDeadline) {
    std::chrono::milliseconds left{};
    this->desk.on_look = [&](Context& context) {
        left = context.deadline.remaining();
        return 1;
    };
    this->client->look({.deadline = 2s});
    EXPECT_LE(left, 2s);
    EXPECT_GT(left, 1s);
    this->client->look();
    EXPECT_LE(left, 10s);
    EXPECT_GT(left, 9s);
}

TYPED_TEST_P(ChannelContract, InheritsWhatIsLeftOfTheCurrentDeadline) {
    std::chrono::milliseconds left{};
    this->desk.on_look = [&](Context& context) {
        left = context.deadline.remaining();
        return 1;
    };
    Context context;
    context.deadline = Deadline::in(3s);
    const ContextScope scope(context);
    this->client->look();
    EXPECT_LE(left, 3s);
    this->client->look({.deadline = 1h});
    EXPECT_LE(left, 3s);
    const DetachedScope detached;
    this->client->look();
    EXPECT_GT(left, 3s);
}

TYPED_TEST_P(ChannelContract, StaysInTheCallersTrace) {
    std::string seen;
    this->desk.on_look = [&](Context& context) {
        seen = context.trace.traceparent;
        return 1;
    };
    Context context;
    context.trace.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const ContextScope scope(context);
    this->client->look();
    EXPECT_THAT(seen, testing::StartsWith("00-0af7651916cd43dd8448eb211c80319c-"));
    EXPECT_THAT(seen, testing::Not(testing::HasSubstr("b7ad6b7169203331")));  // a span of its own
}

TYPED_TEST_P(ChannelContract, FailsAtOnceWhenTheDeadlineHasPassed) {
    bool ran = false;
    this->desk.on_add_slowly = [&](Context&) { ran = true; };
    try {
        this->client->add_slowly({1, 1}, {.deadline = -1ms});
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::timed_out);
        EXPECT_EQ(error.code(), static_cast<int>(Code::deadline_exceeded));
    }
    EXPECT_FALSE(ran);
}

TYPED_TEST_P(ChannelContract, RunsAKeyedCallOncePerKey) {
    EXPECT_EQ(this->client->count({5, 0}, {.idempotency_key = "k-1"}), 5);
    EXPECT_EQ(this->client->count({5, 0}, {.idempotency_key = "k-1"}), 5);
    EXPECT_EQ(this->client->count({5, 0}), 10);  // a key of its own is made
    EXPECT_EQ(this->client->count({5, 0}), 15);
}

TYPED_TEST_P(ChannelContract, RepeatsOnlyCallsThatMayBeRepeated) {
    int looks = 0;
    this->desk.on_look = [&](Context&) {
        if (++looks == 1) throw Error(ErrorKind::unavailable, Code::unavailable, "not yet").retry_in(1ms);
        return 7;
    };
    int calls = 0;
    this->desk.on_nothing = [&](Context&) {
        ++calls;
        throw Error(ErrorKind::unavailable, Code::unavailable, "not yet").retry_in(1ms);
    };
    EXPECT_THROW(this->client->nothing(), Error);
    EXPECT_EQ(calls, 1);
    if (this->way->repeats()) {
        EXPECT_EQ(this->client->look(), 7);
        EXPECT_EQ(looks, 2);
    }
}

TYPED_TEST_P(ChannelContract, CarriesNotifications) {
    std::mutex mutex;
    std::condition_variable arrived;
    bool there = false;
    this->desk.on_nothing = [&](Context&) {
        const std::lock_guard lock(mutex);
        there = true;
        arrived.notify_all();
    };
    this->client->tell_nothing();
    std::unique_lock lock(mutex);
    EXPECT_TRUE(arrived.wait_for(lock, 5s, [&] { return there; }));
}

TYPED_TEST_P(ChannelContract, CarriesManyCallsAtOnce) {
    std::vector<std::future<std::int64_t>> answers;
    for (int i = 0; i < 200; ++i) answers.push_back(this->client->add_async({i, 1}));
    for (int i = 0; i < 200; ++i) EXPECT_EQ(answers[static_cast<std::size_t>(i)].get(), i + 1);
}

TYPED_TEST_P(ChannelContract, CarriesLargeParamsAndResults) {
    auto channel = this->way->channel();
    const std::string large(900'000, 'x');
    const std::string params = R"({"a":1,"b":2,"note":")" + large + "\"}";
    const auto result = rpc::call<json::wire::Int53, std::int64_t>(*channel, "calculator.add", params,
                                                                   rpc::Idempotency::readonly, {}, nullptr);
    EXPECT_EQ(result, 3);
}

TYPED_TEST_P(ChannelContract, ReportsAnAnswerOfTheWrongTypeAsBroken) {
    auto channel = this->way->channel();
    try {
        rpc::call<json::wire::String, std::string>(*channel, "calculator.add", "[1,2]", rpc::Idempotency::none, {},
                                                   nullptr);
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::internal);
        EXPECT_THAT(error.what(), testing::HasSubstr("the answer of calculator.add does not fit its type"));
    }
}

TYPED_TEST_P(ChannelContract, ReportsUnknownErrorsWithPathAndType) {
    auto channel = this->way->channel();
    try {
        rpc::call<json::wire::Int53, std::int64_t>(*channel, "calculator.add", R"({"a":1,"b":"x"})",
                                                   rpc::Idempotency::none, {}, nullptr);
        FAIL() << "nothing was thrown";
    } catch (const rpc::RemoteError& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.path(), "b");
    }
    try {
        rpc::call<json::wire::Int53, std::int64_t>(*channel, "calculator.divide", "[1,0]", rpc::Idempotency::none, {},
                                                   nullptr);
        FAIL() << "nothing was thrown";
    } catch (const rpc::RemoteError& error) {
        EXPECT_EQ(error.kind(), ErrorKind::declared);
        EXPECT_EQ(error.type(), "calculator.DividedByZero");
        EXPECT_EQ(error.detail(), R"({"dividend":1})");
    }
}

REGISTER_TYPED_TEST_SUITE_P(ChannelContract, BringsParamsThereAndTheResultBack, ThrowsTheDeclaredErrorWithItsData,
                            ThrowsTheErrorsOfTheFrameworkWithKindAndCode, GivesTheHandlerTheCallersDeadline,
                            InheritsWhatIsLeftOfTheCurrentDeadline, StaysInTheCallersTrace,
                            FailsAtOnceWhenTheDeadlineHasPassed, RunsAKeyedCallOncePerKey,
                            RepeatsOnlyCallsThatMayBeRepeated, CarriesNotifications, CarriesManyCallsAtOnce,
                            CarriesLargeParamsAndResults, ReportsAnAnswerOfTheWrongTypeAsBroken,
                            ReportsUnknownErrorsWithPathAndType);

}  // namespace contract
