#include "antiphon/redis/client.h"

#include <gtest/gtest.h>

#include <future>

#include "antiphon/testing/eventually.h"
#include "fake_redis.h"

using namespace std::chrono_literals;
using namespace antiphon;
using namespace antiphon::redis;
using antiphon::testing::eventually;

namespace {

constexpr auto soon = 10s;
using Words = FakeRedis::Words;

std::shared_ptr<redis::Loop> loop() { return std::make_shared<redis::Loop>(); }

/// Answers PING, and `answer` to everything else.
FakeRedis::Answer answering(std::string answer) {
    return [answer = std::move(answer)](const Words& words) -> std::optional<std::string> {
        return words.front() == "PING" ? "+PONG\r\n" : answer;
    };
}

/// The second word back.
std::optional<std::string> echo(const Words& words) {
    return words.front() == "PING" ? "+PONG\r\n" : bulk(words.back());
}

template <class Work>
Error failure_of(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "did not throw";
    return Error(ErrorKind::internal, Code::internal_error, "");
}

}  // namespace

TEST(Client, IsConnectedOnceAPingWasAnswered) {
    FakeRedis fake([](const Words&) { return ""; });
    std::promise<void> told;
    Client client(loop(), fake.options());
    client.on_connected([&] { told.set_value(); });
    ASSERT_TRUE(eventually(soon, [&] { return fake.heard().size() == 1; }));
    EXPECT_EQ(fake.heard().front(), Words{"PING"});
    EXPECT_FALSE(client.connected());
    fake.push("+PONG\r\n");
    ASSERT_EQ(told.get_future().wait_for(soon), std::future_status::ready);
    EXPECT_TRUE(client.connected());
}

TEST(Client, TellsThatItIsConnectedAlready) {
    FakeRedis fake;
    Client client(loop(), fake.options());
    client.call({"SET", "a", "b"});
    std::promise<void> told;
    client.on_connected([&] { told.set_value(); });
    EXPECT_EQ(told.get_future().wait_for(soon), std::future_status::ready);
}

TEST(Client, SignsInAndSelectsBeforeItPings) {
    FakeRedis fake;
    Options options = fake.options();
    options.user = "shop";
    options.password = Secret("hunter2");
    options.db = 3;
    Client client(loop(), options);
    client.call({"GET", "key"});
    EXPECT_EQ(fake.heard(),
              (std::vector<Words>{{"AUTH", "shop", "hunter2"}, {"SELECT", "3"}, {"PING"}, {"GET", "key"}}));
}

TEST(Client, SignsInWithoutAName) {
    FakeRedis fake;
    Options options = fake.options();
    options.password = Secret("hunter2");
    Client client(loop(), options);
    client.call({"GET", "key"});
    EXPECT_EQ(fake.heard().front(), (Words{"AUTH", "hunter2"}));
}

TEST(Client, IsNotConnectedWhenSigningInWasRefused) {
    FakeRedis fake([](const Words& words) -> std::optional<std::string> {
        return words.front() == "AUTH" ? "-WRONGPASS invalid username-password pair\r\n" : "+PONG\r\n";
    });
    Options options = fake.options();
    options.password = Secret("wrong");
    Client client(loop(), options);
    ASSERT_TRUE(eventually(soon, [&] { return fake.accepted() >= 2; }));
    EXPECT_FALSE(client.connected());
}

TEST(Client, LogsNoPasswordThatAServerWithoutAuthRepeats) {
    FakeRedis fake([](const Words& words) -> std::optional<std::string> {
        if (words.front() != "AUTH") return "+PONG\r\n";
        return "-ERR unknown command 'AUTH', with args beginning with: '" + words[1] + "' '" + words[2] + "' \r\n";
    });
    Options options = fake.options();
    options.user = "shop";
    options.password = Secret("hunter2");
    ::testing::internal::CaptureStderr();
    {
        Client client(loop(), options);
        EXPECT_TRUE(eventually(soon, [&] { return fake.accepted() >= 2; }));
    }
    const std::string log = ::testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("AUTH was refused: ERR"), std::string::npos) << log;
    EXPECT_EQ(log.find("hunter2"), std::string::npos) << log;
}

TEST(Client, SaysWholeWhatRefusedItBehindTheSignIn) {
    FakeRedis fake([](const Words& words) -> std::optional<std::string> {
        return words.front() == "SELECT" ? "-ERR DB index is out of range\r\n" : "+OK\r\n";
    });
    Options options = fake.options();
    options.password = Secret("hunter2");
    options.db = 99;
    ::testing::internal::CaptureStderr();
    {
        Client client(loop(), options);
        EXPECT_TRUE(eventually(soon, [&] { return fake.accepted() >= 2; }));
    }
    const std::string log = ::testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("refused: ERR DB index is out of range"), std::string::npos) << log;
}

TEST(Client, ReadsEveryKindOfReply) {
    FakeRedis fake(answering(array({bulk(std::string("a\r\n\0", 4)), number(-7), "$-1\r\n", "+OK\r\n", "*0\r\n",
                                    "*-1\r\n", array({number(1), array({bulk("")})}), "-ERR inside\r\n"})));
    Client client(loop(), fake.options());
    const Reply reply = client.call({"X"});
    ASSERT_EQ(reply.items.size(), 8u);
    EXPECT_EQ(reply.items[0].text, std::string("a\r\n\0", 4));
    EXPECT_EQ(reply.items[1].integer, -7);
    EXPECT_TRUE(reply.items[2].is_nil());
    EXPECT_EQ(reply.items[3].kind, Reply::Kind::status);
    EXPECT_TRUE(reply.items[4].is_array());
    EXPECT_TRUE(reply.items[5].is_nil());
    EXPECT_EQ(reply.items[6].items[1].items[0].kind, Reply::Kind::text);
    EXPECT_TRUE(reply.items[7].is_error());
    EXPECT_EQ(reply.items[7].text, "ERR inside");
}

TEST(Client, ReadsRepliesThatComeInOddPieces) {
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 1000u}) {
        FakeRedis fake(echo);
        fake.in_pieces_of(piece);
        Client client(loop(), fake.options());
        const std::string text = std::string("\r\n$5\r\n*1\r\n") + std::string(300, 'x');
        EXPECT_EQ(client.call({"ECHO", text}).text, text) << "in pieces of " << piece;
        EXPECT_EQ(client.call({"ECHO", ""}).text, "");
        EXPECT_EQ(fake.accepted(), 1);
    }
}

TEST(Client, ReadsALongReply) {
    FakeRedis fake(echo);
    Client client(loop(), fake.options());
    std::string text(3'000'000, 'a');
    for (std::size_t i = 0; i < text.size(); i += 997) text[i] = static_cast<char>(i);
    EXPECT_EQ(client.call({"ECHO", text}).text, text);
}

TEST(Client, GivesEveryCommandItsOwnReply) {
    FakeRedis fake(echo);
    Client client(loop(), fake.options());
    constexpr int threads = 4, each = 500;
    std::vector<std::future<int>> wrong;
    for (int thread = 0; thread < threads; ++thread) {
        wrong.push_back(std::async(std::launch::async, [&client, thread] {
            int count = 0;
            for (int i = 0; i < each; ++i) {
                const std::string text = std::to_string(thread) + ":" + std::to_string(i);
                count += client.call({"ECHO", text}).text != text;
            }
            return count;
        }));
    }
    for (auto& one : wrong) EXPECT_EQ(one.get(), 0);
}

TEST(Client, SendsManyCommandsInOneWrite) {
    FakeRedis fake(echo);
    Client client(loop(), fake.options());
    client.call({"ECHO", "first"});
    const int before = fake.reads();
    std::atomic<int> answered{0};
    std::promise<void> all;
    for (int i = 0; i < 10'000; ++i)
        client.send({"ECHO", "x"}, std::nullopt, [&](const Reply&, std::exception_ptr) {
            if (++answered == 10'000) all.set_value();
        });
    ASSERT_EQ(all.get_future().wait_for(soon), std::future_status::ready);
    EXPECT_LT(fake.reads() - before, 2'000);
}

TEST(Client, ThrowsWhatRedisRefused) {
    FakeRedis fake(answering("-WRONGTYPE Operation against a key holding the wrong kind of value\r\n"));
    Client client(loop(), fake.options());
    try {
        client.call({"HGET", "key", "field"});
        FAIL() << "did not throw";
    } catch (const CommandError& error) {
        EXPECT_EQ(error.word(), "WRONGTYPE");
    }
    EXPECT_TRUE(client.connected()) << "the connection goes on";
    EXPECT_EQ(fake.accepted(), 1);
}

TEST(Client, FindsTheMasterAgainWhenThisServerIsNoneAnyMore) {
    for (const auto* text :
         {"-READONLY You can't write\r\n", "-MOVED 1 h:1\r\n", "-ERR Error running script: LOADING\r\n"}) {
        FakeRedis fake(answering(text));
        Client client(loop(), fake.options());
        EXPECT_THROW(client.call({"SET", "a", "b"}), CommandError);
        EXPECT_TRUE(eventually(soon, [&] { return fake.accepted() == 2 && fake.open() == 1; })) << text;
    }
}

TEST(Client, WaitsWhileTheServerLoads) {
    FakeRedis fake([](const Words&) { return "-LOADING Redis is loading the dataset in memory\r\n"; });
    Client client(loop(), fake.options());
    ASSERT_TRUE(eventually(soon, [&] { return fake.accepted() >= 2; }));
    EXPECT_FALSE(client.connected());
    fake.answer_with(echo);
    EXPECT_EQ(client.call({"ECHO", "x"}, Deadline::in(soon)).text, "x");
}

TEST(Client, ClosesAConnectionThatDoesNotSpeakResp) {
    FakeRedis fake(answering("HTTP/1.1 400 Bad Request\r\n\r\n"));
    Client client(loop(), fake.options());
    const Error error = failure_of([&] { client.call({"GET", "a"}); });
    EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    fake.answer_with(echo);
    EXPECT_EQ(client.call({"ECHO", "x"}, Deadline::in(soon)).text, "x");
}

TEST(Client, ClosesAConnectionThatAnswersUnasked) {
    FakeRedis fake(echo);
    Client client(loop(), fake.options());
    client.call({"ECHO", "x"});
    fake.push("+SURPRISE\r\n");
    EXPECT_TRUE(eventually(soon, [&] { return fake.accepted() == 2; }));
    EXPECT_EQ(client.call({"ECHO", "y"}, Deadline::in(soon)).text, "y");
}

TEST(Client, ClosesAConnectionWhoseReplyIsTooLong) {
    FakeRedis fake(echo);
    Options options = fake.options();
    options.max_reply_bytes = 100'000;
    Client client(loop(), options);
    EXPECT_EQ(client.call({"ECHO", std::string(90'000, 'x')}).text.size(), 90'000u);
    EXPECT_EQ(failure_of([&] { client.call({"ECHO", std::string(200'000, 'x')}); }).kind(), ErrorKind::unavailable);
    EXPECT_EQ(client.call({"ECHO", "y"}, Deadline::in(soon)).text, "y");
}

TEST(Client, ClosesAConnectionWhoseReplyIsNestedTooDeep) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "*1\r\n";
    FakeRedis fake(answering(deep));
    Client client(loop(), fake.options());
    EXPECT_EQ(failure_of([&] { client.call({"X"}); }).kind(), ErrorKind::unavailable);
}

TEST(Client, ResolvesNames) {
    FakeRedis fake(echo);
    Options options = fake.options();
    options.host = "localhost";
    Client client(loop(), options);
    EXPECT_EQ(client.call({"ECHO", "x"}).text, "x");
}

TEST(Client, MayBeClosedWhileANameIsBeingResolved) {
    Options options;
    options.host = "no-such-host.invalid";
    for (int i = 0; i < 20; ++i) Client(loop(), options);
}

TEST(Client, RunsAScriptByItsName) {
    FakeRedis fake(answering(number(7)));
    Client client(loop(), fake.options());
    const Script script("return 7");
    EXPECT_EQ(client.run(script, {"{a}:key"}, {"argument"}).integer, 7);
    EXPECT_EQ(fake.heard().back(), (Words{"EVALSHA", script.sha(), "1", "{a}:key", "argument"}));
}

TEST(Client, SendsAScriptThatRedisDoesNotKnow) {
    FakeRedis fake([](const Words& words) -> std::optional<std::string> {
        if (words.front() == "PING") return "+PONG\r\n";
        return words.front() == "EVALSHA" ? "-NOSCRIPT No matching script.\r\n" : number(7);
    });
    Client client(loop(), fake.options());
    const Script script("return 7");
    EXPECT_EQ(client.run(script, {"key"}, {}).integer, 7);
    EXPECT_EQ(fake.heard().back(), (Words{"EVAL", "return 7", "1", "key"}));
}
