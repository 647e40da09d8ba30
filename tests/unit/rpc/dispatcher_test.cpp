#include "antiphon/rpc/dispatcher.h"

#include <gmock/gmock.h>
#include <json/value.h>

#include <stdexcept>

#include "antiphon/json/append.h"
#include "antiphon/rpc/idempotency.h"
#include "calculator.h"

namespace {

using namespace antiphon;
using namespace std::chrono_literals;
using testing::HasSubstr;

const rpc::Access open{.required = false, .scopes = {}, .roles = {}};

std::string request(const std::string& method, const std::string& params, const std::string& id = "1") {
    return R"({"jsonrpc":"2.0","method":")" + method + R"(","params":)" + params + R"(,"id":)" + id + "}";
}

std::string answer(const std::string& result, const std::string& id = "1") {
    return R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":)" + result + "}";
}

class DispatcherTest : public testing::Test {
  protected:
    DispatcherTest() { dispatcher.add(desk); }
    calculator::Desk desk;
    rpc::Dispatcher dispatcher{{.name = "calculator", .instance = "calc-1"}};
};

TEST_F(DispatcherTest, CallsAMethodByNameAndByPosition) {
    EXPECT_EQ(dispatcher.handle(request("calculator.add", R"({"a":2,"b":40})")), answer("42"));
    EXPECT_EQ(dispatcher.handle(request("calculator.add", "[2,40]")), answer("42"));
}

TEST_F(DispatcherTest, EchoesIdsExactlyAsTheyCame) {
    for (const std::string id : {"0", "-0", "7", "-7", "9007199254740993", "18446744073709551615", R"("")", R"("a-1")",
                                 R"("\u0041")", R"("\"")", R"("ü")", R"("a\/b")"}) {
        EXPECT_EQ(dispatcher.handle(request("calculator.add", "[1,1]", id)), answer("2", id));
    }
}

TEST_F(DispatcherTest, RefusesIdsThatAreNeitherStringNorInteger) {
    for (const std::string id : {"1.5", "1e3", "true", "null", "[1]", R"({"a":1})"}) {
        EXPECT_EQ(dispatcher.handle(request("calculator.add", "[1,1]", id)),
                  R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}})");
    }
}

TEST_F(DispatcherTest, NeverAnswersANotification) {
    int seen = 0;
    desk.on_nothing = [&](Context&) { ++seen; };
    EXPECT_EQ(dispatcher.handle(R"({"jsonrpc":"2.0","method":"calculator.nothing"})"), "");
    EXPECT_EQ(dispatcher.handle(R"({"jsonrpc":"2.0","method":"no.such"})"), "");
    EXPECT_EQ(dispatcher.handle(R"({"jsonrpc":"2.0","method":"calculator.add","params":[]})"), "");
    EXPECT_EQ(dispatcher.handle(R"({"jsonrpc":"2.0","method":"calculator.whoami"})"), "");
    EXPECT_EQ(seen, 1);
}

TEST_F(DispatcherTest, AnswersAMethodWithoutResultWithNull) {
    EXPECT_EQ(dispatcher.handle(request("calculator.nothing", "{}")), answer("null"));
}

TEST_F(DispatcherTest, SaysWhereParamsAreWrong) {
    EXPECT_THAT(dispatcher.handle(request("calculator.add", R"({"a":2,"b":"x"})")),
                testing::AllOf(HasSubstr(R"("code":-32602)"), HasSubstr(R"("data":{"path":"b","reason":")")));
}

TEST_F(DispatcherTest, SendsADeclaredErrorWithItsTypeAndDetail) {
    EXPECT_EQ(dispatcher.handle(request("calculator.divide", "[7,0]")),
              R"({"jsonrpc":"2.0","id":1,"error":{"code":4200,"message":"Cannot divide 7 by zero","data":)"
              R"({"type":"calculator.DividedByZero","detail":{"dividend":7},"retryable":false}}})");
}

TEST_F(DispatcherTest, NeverSendsTheTextOfAnUndeclaredException) {
    const auto hides = [&](const std::function<void()>& fail) {
        desk.on_nothing = [&](Context&) { fail(); };
        EXPECT_EQ(
            dispatcher.handle(request("calculator.nothing", "{}")),
            R"({"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error","data":{"retryable":false}}})");
    };
    hides([] { throw std::runtime_error("password is 1234"); });
    hides([] { throw 42; });
    hides([] { throw Error(ErrorKind::internal, Code::internal_error, "password is 1234"); });
    hides([] { throw Error(ErrorKind::invalid, Code::not_found, "bad UTF-8: \xff"); });
}

TEST_F(DispatcherTest, SendsAnErrorOfTheFrameworkWithItsCode) {
    desk.on_nothing = [](Context&) {
        throw Error(ErrorKind::unavailable, Code::dependency_down, "redis is away").retry_in(250ms);
    };
    EXPECT_EQ(dispatcher.handle(request("calculator.nothing", "{}")),
              R"({"jsonrpc":"2.0","id":1,"error":{"code":-32055,"message":"redis is away","data":)"
              R"({"retryable":true,"retry_after_ms":250}}})");
}

TEST_F(DispatcherTest, NamesTheTraceInErrors) {
    Context context;
    context.trace.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    EXPECT_THAT(dispatcher.handle(request("calculator.divide", "[7,0]"), context),
                HasSubstr(R"("trace_id":"0af7651916cd43dd8448eb211c80319c")"));
}

TEST_F(DispatcherTest, AsksForASignedInCallerAndForScopesAndRoles) {
    const auto code_for = [&](const std::string& method, const Caller& caller) {
        Context context;
        context.caller = caller;
        const std::string text = dispatcher.handle(request(method, "{}"), context);
        const auto at = text.find("\"code\":");
        return at == std::string::npos ? 0 : std::stoi(text.substr(at + 7));
    };
    EXPECT_EQ(code_for("calculator.whoami", {}), -32060);
    EXPECT_EQ(code_for("calculator.whoami", {.user = "u-1", .tenant = {}, .scopes = {}, .roles = {}}), 0);
    EXPECT_EQ(code_for("calculator.secret", {}), -32060);
    EXPECT_EQ(code_for("calculator.secret", {.user = "u", .tenant = {}, .scopes = {"read"}, .roles = {"clerk"}}),
              -32061);
    EXPECT_EQ(code_for("calculator.secret", {.user = "u", .tenant = {}, .scopes = {"read", "count"}, .roles = {}}),
              -32061);
    EXPECT_EQ(
        code_for("calculator.secret", {.user = "u", .tenant = {}, .scopes = {"read", "count"}, .roles = {"admin"}}), 0);
}

TEST_F(DispatcherTest, DoesNotStartWorkWhoseDeadlinePassed) {
    bool ran = false;
    desk.on_add_slowly = [&](Context&) { ran = true; };
    Context context;
    context.deadline = Deadline::in(-1ms);
    EXPECT_THAT(dispatcher.handle(request("calculator.add_slowly", "[1,1]"), context), HasSubstr(R"("code":-32052)"));
    EXPECT_FALSE(ran);
}

TEST_F(DispatcherTest, DoesNotStartCancelledWork) {
    Context context;
    context.cancellation = std::make_shared<std::atomic<bool>>(true);
    EXPECT_THAT(dispatcher.handle(request("calculator.add_slowly", "[1,1]"), context), HasSubstr(R"("code":-32050)"));
}

TEST_F(DispatcherTest, GivesTheHandlerTheNearestDeadline) {
    std::chrono::milliseconds left{};
    desk.on_look = [&](Context& context) {
        left = context.deadline.remaining();
        return 0;
    };
    const auto left_with = [&](Deadline deadline) {
        Context context;
        context.deadline = deadline;
        dispatcher.handle(request("calculator.look", "{}"), context);
        return left;
    };
    EXPECT_LE(left_with(Deadline::never()), 20s);  // the method's own, below the default of 30 s
    EXPECT_GT(left_with(Deadline::never()), 19s);
    EXPECT_LE(left_with(Deadline::in(5s)), 5s);
    EXPECT_LE(left_with(Deadline::in(1h)), 20s);
}

TEST_F(DispatcherTest, MakesTheContextCurrentForTheHandlerOnly) {
    const Context* inside = nullptr;
    const Context* given = nullptr;
    desk.on_nothing = [&](Context& context) {
        inside = Context::current();
        given = &context;
    };
    dispatcher.handle(request("calculator.nothing", "{}"));
    EXPECT_NE(inside, nullptr);
    EXPECT_EQ(inside, given);
    EXPECT_EQ(Context::current(), nullptr);
}

TEST_F(DispatcherTest, RunsInterceptorsAroundTheHandlerInOrder) {
    std::string log;
    dispatcher.add([&](rpc::Call& call, const rpc::Next& next) {
        log += "(" + std::string(call.method);
        next();
        log += "=" + call.result + ")";
    });
    dispatcher.add([&](rpc::Call&, const rpc::Next& next) {
        log += "[";
        next();
        log += "]";
    });
    EXPECT_EQ(dispatcher.handle(request("calculator.add", "[1,2]")), answer("3"));
    EXPECT_EQ(log, "(calculator.add[]=3)");
}

TEST_F(DispatcherTest, LetsAnInterceptorRefuse) {
    dispatcher.add(
        [](rpc::Call&, const rpc::Next&) { throw Error(ErrorKind::overloaded, Code::rate_limited, "slower, please"); });
    EXPECT_THAT(dispatcher.handle(request("calculator.add", "[1,2]")),
                HasSubstr(R"("code":-32054,"message":"slower, please")"));
}

TEST_F(DispatcherTest, TellsTheObserverHowEachCallEnded) {
    std::vector<std::pair<std::string, int>> seen;
    dispatcher.observe([&](const rpc::Finished& call) { seen.emplace_back(call.method, call.code); });
    dispatcher.handle(request("calculator.add", "[1,2]"));
    dispatcher.handle(request("calculator.divide", "[1,0]"));
    dispatcher.handle(request("from.outside", "[1,0]"));
    const std::vector<std::pair<std::string, int>> expected = {
        {"calculator.add", 0}, {"calculator.divide", 4200}, {"unknown", -32601}};
    EXPECT_EQ(seen, expected);
}

TEST_F(DispatcherTest, RunsMethodsWithoutIdl) {
    dispatcher.add("sum",
                   [](const Json::Value& params, Context&) {
                       int sum = 0;
                       for (const auto& item : params) sum += item.asInt();
                       return Json::Value(sum);
                   },
                   {.access = open});
    EXPECT_EQ(dispatcher.handle(request("sum", "[1,2,4]")), answer("7"));
    EXPECT_THAT(dispatcher.handle(request("sum", R"([1,"x"])")), HasSubstr(R"("code":-32603)"));
}

TEST_F(DispatcherTest, RefusesANameThatIsTaken) {
    calculator::Desk again;
    EXPECT_THROW(dispatcher.add(again), Error);
    EXPECT_THROW(dispatcher.add("rpc.ping", [](const Json::Value&, Context&) { return Json::Value(); }), Error);
}

TEST_F(DispatcherTest, KnowsItself) {
    EXPECT_EQ(dispatcher.handle(request("rpc.ping", "{}")), answer(R"("pong")"));
    EXPECT_THAT(dispatcher.handle(request("rpc.info", "{}")),
                HasSubstr(R"({"name":"calculator","id":"calc-1","version":"1.2.3","started":"20)"));
    EXPECT_EQ(dispatcher.handle(request("rpc.discover", "{}")), answer(std::string(desk.info().openrpc)));
}

TEST_F(DispatcherTest, AnswersABatchInOrderWithoutItsNotifications) {
    EXPECT_EQ(dispatcher.handle("[" + request("calculator.add", "[1,1]", "1") + "," +
                                R"({"jsonrpc":"2.0","method":"calculator.nothing"},)" +
                                request("calculator.add", "[2,2]", R"("b")") + ",7]"),
              "[" + answer("2", "1") + "," + answer("4", R"("b")") +
                  R"(,{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}])");
    EXPECT_EQ(dispatcher.handle(R"([{"jsonrpc":"2.0","method":"calculator.nothing"}])"), "");
}

std::string batch_of(std::size_t items) {
    std::string text = "[";
    for (std::size_t i = 0; i < items; ++i) text += (i == 0 ? "" : ",") + request("calculator.add", "[1,1]");
    return text + "]";
}

TEST_F(DispatcherTest, TakesAHundredItemsAndRefusesOneMore) {
    EXPECT_EQ(dispatcher.handle(batch_of(100)).substr(0, 37), "[" + answer("2") + ",");
    EXPECT_THAT(dispatcher.handle(batch_of(101)), HasSubstr(R"({"jsonrpc":"2.0","id":null,"error":{"code":-32071)"));
}

TEST_F(DispatcherTest, AnswersWhatDoesNotFitIntoABatchsAnswerWithAnError) {
    rpc::Dispatcher small{{.max_response_bytes = 2000}};
    small.add("large", [](const Json::Value&, Context&) { return Json::Value(std::string(900, 'x')); },
              {.access = open});
    const std::string text = small.handle("[" + request("large", "[]", "1") + "," + request("large", "[]", "2") + "," +
                                          request("large", "[]", "3") + "]");
    EXPECT_THAT(text, HasSubstr(R"({"jsonrpc":"2.0","id":3,"error":{"code":-32072)"));
    EXPECT_THAT(text, HasSubstr(R"("id":2,"result":"xxx)"));
}

TEST_F(DispatcherTest, SurvivesHostileTexts) {
    const std::string deep_65 = request("calculator.add", std::string(64, '[') + std::string(64, ']'));
    const std::string deep_64 = request("calculator.add", std::string(63, '[') + std::string(63, ']'));
    EXPECT_THAT(dispatcher.handle(std::string(1024 * 1024, '[')), HasSubstr("-32700"));
    EXPECT_THAT(dispatcher.handle(deep_65), HasSubstr("-32700"));
    EXPECT_THAT(dispatcher.handle(deep_64), HasSubstr("-32602"));
    EXPECT_THAT(dispatcher.handle(request("calculator.add", "\"\xff\xfe\"")), HasSubstr("-32700"));
    EXPECT_THAT(dispatcher.handle(request("calculator.add", R"("\ud800")")), HasSubstr("-32700"));
    EXPECT_THAT(dispatcher.handle(request("calculator.add", "1e400")), HasSubstr("-32700"));
    EXPECT_THAT(dispatcher.handle(request("calculator.add", R"({"a":1,"a":2,"b":1})")), HasSubstr("-32700"));
    EXPECT_THAT(dispatcher.handle(request("calculator.add", "[1,1]") + "x"), HasSubstr("-32700"));
    EXPECT_THAT(dispatcher.handle(""), HasSubstr("-32700"));
    EXPECT_THAT(dispatcher.handle(std::string("\0", 1)), HasSubstr("-32700"));
    EXPECT_THAT(dispatcher.handle(std::string(2 * 1024 * 1024, ' ')), HasSubstr("-32070"));
}

TEST_F(DispatcherTest, HandlesCallsInsideCalls) {
    desk.on_look = [&](Context&) {
        return dispatcher.handle(request("calculator.add", "[1,2]")) == answer("3") ? 1 : 0;
    };
    EXPECT_EQ(dispatcher.handle(request("calculator.look", "{}")), answer("1"));
}

class KeyedTest : public DispatcherTest {
  protected:
    KeyedTest() { dispatcher.keep_answers_in(*store); }
    std::string count(const std::string& amount, const std::string& key, const std::string& user = "u-1") {
        Context context;
        context.caller.user = user;
        context.idempotency_key = key;
        return dispatcher.handle(request("calculator.count", R"({"a":)" + amount + R"(,"b":0})"), context);
    }
    std::unique_ptr<rpc::IdempotencyStore> store = rpc::make_memory_idempotency_store();
};

TEST_F(KeyedTest, RunsACallOnceAndGivesItsAnswerAgain) {
    EXPECT_EQ(count("5", "k-1"), answer("5"));
    EXPECT_EQ(count("5", "k-1"), answer("5"));
    EXPECT_EQ(count("5", "k-2"), answer("10"));
    EXPECT_EQ(count("5", "k-1", "u-2"), answer("15"));  // another user's key is another key
    EXPECT_EQ(count("5", ""), answer("20"));
    EXPECT_EQ(desk.counted, 20);
}

TEST_F(KeyedTest, RefusesTheSameKeyWithOtherParams) {
    count("5", "k-1");
    EXPECT_THAT(count("6", "k-1"), HasSubstr(R"("code":-32059)"));
    EXPECT_EQ(desk.counted, 5);
}

TEST_F(KeyedTest, LetsAFailedCallBeTriedAgain) {
    desk.on_count = [] { throw std::runtime_error("first time"); };
    EXPECT_THAT(count("5", "k-1"), HasSubstr(R"("code":-32603)"));
    desk.on_count = nullptr;
    EXPECT_EQ(count("5", "k-1"), answer("5"));
}

TEST_F(KeyedTest, KeepsADeclaredError) {
    int runs = 0;
    desk.on_count = [&] {
        ++runs;
        throw calculator::DividedByZero({.dividend = 3});
    };
    const std::string first = count("5", "k-1");
    EXPECT_THAT(first, HasSubstr(R"("code":4200)"));
    EXPECT_EQ(count("5", "k-1"), first);
    EXPECT_EQ(runs, 1);
}

TEST_F(KeyedTest, TellsASecondCallThatTheFirstStillRuns) {
    std::string second;
    desk.on_count = [&] { second = count("5", "k-1"); };
    EXPECT_EQ(count("5", "k-1"), answer("5"));
    EXPECT_THAT(second, HasSubstr(R"("code":-32051)"));
    EXPECT_THAT(second, HasSubstr(R"("retryable":true,"retry_after_ms":500)"));
}

}  // namespace
