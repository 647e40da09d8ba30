#include "antiphon/base/error.h"
#include "antiphon/testing/eventually.h"
#include "fixture.h"

namespace antiphon::ws::testing {
namespace {
using namespace std::chrono_literals;
using namespace std::string_literals;

class SocketTest : public ServerTest {};

std::string close_frame(int code, const std::string& reason = "") {
    return "8"s + static_cast<char>(code >> 8) + static_cast<char>(code) + reason;
}

TEST_F(SocketTest, EchoesMessagesInOrder) {
    start();
    auto client = open_socket();
    std::string all;
    for (int i = 0; i < 100; ++i) all += client_text("message " + std::to_string(i));
    client->say(all);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(client->hear_frame(), "1message " + std::to_string(i));
    const auto stats = server->stats();
    EXPECT_EQ(stats.sockets, 1U);
    EXPECT_EQ(stats.frames_in, 100U);
}

TEST_F(SocketTest, ReadsFramesThatComeInPiecesOfOneByte) {
    start();
    auto client = open_socket();
    client->say_in_pieces(client_text("hello") + client_frame(0x01, "in ") + client_frame(0x80, "parts"));
    EXPECT_EQ(client->hear_frame(), "1hello");
    EXPECT_EQ(client->hear_frame(), "1in parts");
}

TEST_F(SocketTest, LetsTheApplicationChooseTheProtocolOrRefuse) {
    application.on_accept = [](const Upgrade& request) {
        EXPECT_EQ(request.remote_address, "127.0.0.1");
        if (request.head.path() != "/ws") return Decision{404, {}, {}, "no"};
        return Decision{101, std::string(request.subprotocols().back()), {{"X-Extra", "1"}}, {}};
    };
    start();
    auto client = connect();
    client->say(upgrade("Sec-WebSocket-Protocol: a, antiphon.v1.json\r\n"));
    const auto head = client->hear_head();
    EXPECT_NE(head.find("Sec-WebSocket-Protocol: antiphon.v1.json\r\n"), std::string::npos);
    EXPECT_NE(head.find("X-Extra: 1\r\n"), std::string::npos);
    auto refused = connect();
    auto elsewhere = upgrade();
    refused->say(elsewhere.replace(4, 3, "/no"));
    EXPECT_TRUE(refused->hear_all().starts_with("HTTP/1.1 404 "));
}

TEST_F(SocketTest, RefusesAnUpgradeThatIsNone) {
    start();
    const std::string good = upgrade();
    for (const auto& [from, to, status] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"Version: 13", "Version: 8", "426"}, {"GET", "POST", "400"}, {"Key: dGhl", "Key: d", "400"}}) {
        auto text = good;
        text.replace(text.find(from), from.size(), to);
        auto client = connect();
        client->say(text);
        const auto said = client->hear_all();
        EXPECT_TRUE(said.starts_with("HTTP/1.1 " + status)) << to << '\n' << said;
        EXPECT_EQ(said.find("Sec-WebSocket-Version: 13\r\n") != std::string::npos, status == "426");
    }
}

TEST_F(SocketTest, RefusesBytesBehindAnUpgradeThatWasNotGrantedYet) {
    start();
    auto client = connect();
    client->say(upgrade("", client_text("early")));
    EXPECT_TRUE(client->hear_all().starts_with("HTTP/1.1 400 "));
}

TEST_F(SocketTest, AnswersPingsInOrderWithItsOwnMessages) {
    start();
    auto client = open_socket();
    client->say(client_text("a") + client_frame(0x89, "ping") + client_text("b"));
    EXPECT_EQ(client->hear_frame(), "1a");
    EXPECT_EQ(client->hear_frame(), "10ping");
    EXPECT_EQ(client->hear_frame(), "1b");
}

TEST_F(SocketTest, AnswersACloseAndHangsUp) {
    start();
    auto client = open_socket();
    client->say(client_frame(0x88,
                             "\x0F\xA0"
                             "bye"));
    EXPECT_EQ(client->hear_frame(), close_frame(4000));
    EXPECT_EQ(client->hear_all(), "");
    EXPECT_TRUE(client->over());
    EXPECT_EQ(static_cast<int>(application.close_code()), 4000);
}

struct Abuse {
    const char* name;
    std::string bytes;
    int code;
};
class AbuseTest : public ServerTest, public ::testing::WithParamInterface<Abuse> {};

TEST_P(AbuseTest, ClosesWithTheCodeForIt) {
    start({.max_message_bytes = 1000, .max_fragments = 8});
    auto client = open_socket();
    client->say(GetParam().bytes);
    std::string last;
    for (auto frame = client->hear_frame(); frame != "closed"; frame = client->hear_frame()) last = frame;
    ASSERT_GE(last.size(), 3U);
    EXPECT_EQ(last.substr(0, 3), close_frame(GetParam().code));
    EXPECT_FALSE(client->timed_out());
    EXPECT_EQ(static_cast<int>(application.close_code()), GetParam().code);
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

INSTANTIATE_TEST_SUITE_P(
    Socket, AbuseTest,
    ::testing::Values(Abuse{"Unmasked", "\x81\x02hi", 1002}, Abuse{"ReservedBit", client_frame(0xC1, "x"), 1002},
                      Abuse{"UnknownOpcode", client_frame(0x83, "x"), 1002},
                      Abuse{"Length2To63", "\x81\xFF\x80\0\0\0\0\0\0\0"s + "mask", 1002},
                      Abuse{"LengthBelow2To63", "\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s + "mask", 1009},
                      Abuse{"MessageAboveTheLimit", client_text(std::string(1001, 'x')), 1009},
                      Abuse{"LongPing", client_frame(0x89, std::string(126, 'x')), 1002},
                      Abuse{"LongClose", client_frame(0x88, "\x03\xE8" + std::string(124, 'x')), 1002},
                      Abuse{"FragmentedPing", client_frame(0x09, "x"), 1002},
                      Abuse{"ContinuationOfNothing", client_frame(0x80, "x"), 1002},
                      Abuse{"ManyEmptyContinuations", client_frame(0x01, "") + repeated(client_frame(0x00, ""), 20),
                            1009},
                      Abuse{"ManyPings", repeated(client_frame(0x89, ""), 50), 4429},
                      Abuse{"ManyPongs", repeated(client_frame(0x8A, ""), 50), 4429},
                      Abuse{"Binary", client_frame(0x82, "x"), 1003}, Abuse{"BadText", client_text("\xFF"), 1007},
                      Abuse{"CloseWithoutCode", client_frame(0x88, "x"), 1002},
                      Abuse{"CloseWithBadCode", client_frame(0x88, "\x03\xED"), 1002},
                      Abuse{"CloseWithBadText", client_frame(0x88, "\x03\xE8\xFF"), 1007}),
    [](const auto& test) { return test.param.name; });

TEST_F(SocketTest, TakesAMessageOfExactlyTheLimit) {
    start({.max_message_bytes = 1000});
    auto client = open_socket();
    client->say(client_text(std::string(1000, 'x')));
    EXPECT_EQ(client->hear_frame(), "1" + std::string(1000, 'x'));
}

TEST_F(SocketTest, TellsTheApplicationWhenAConnectionJustBreaks) {
    start();
    auto client = open_socket();
    application.socket();
    client->reset();
    EXPECT_EQ(application.close_code(), CloseCode::going_away);
    while (server->stats().connections > 0) settle();
    EXPECT_EQ(server->stats().sockets, 0U);
}

TEST_F(SocketTest, ClosesPolitelyWithCodeAndReason) {
    start();
    auto client = open_socket();
    const auto socket = application.socket();
    loops.front()->post([socket] {
        socket->send(ws::Run::text("last words"));
        socket->close(CloseCode::draining, R"({"name":"draining","reconnect_after_ms":1})");
        EXPECT_FALSE(socket->open());
        EXPECT_EQ(socket->send(ws::Run::text("unheard")), Sent::queued);
        socket->close(CloseCode::kicked);
    });
    EXPECT_EQ(client->hear_frame(), "1last words");
    EXPECT_EQ(client->hear_frame(), close_frame(4503, R"({"name":"draining","reconnect_after_ms":1})"));
    EXPECT_EQ(application.close_code(), CloseCode::draining);
    client->say(client_frame(0x88, "\x11\x97"));
    EXPECT_EQ(client->hear_all(), "");
    const std::lock_guard lock(application.mutex);
    EXPECT_EQ(application.closes.size(), 1U);
}

TEST_F(SocketTest, HangsUpOnAClientThatDoesNotAnswerTheClose) {
    start({.close_timeout = 50ms});
    auto client = open_socket();
    const auto socket = application.socket();
    loops.front()->post([socket] { socket->close(CloseCode::normal); });
    EXPECT_EQ(client->hear_frame(), close_frame(1000));
    EXPECT_EQ(client->hear_all(), "");
    EXPECT_TRUE(client->over());
}

TEST_F(SocketTest, PingsASilentClientAndClosesWhenNothingComesBack) {
    start({.ping_interval = 40ms, .pong_timeout = 40ms, .close_timeout = 50ms});
    auto client = open_socket();
    EXPECT_EQ(client->hear_frame(), "9");
    client->say(client_frame(0x8A, ""));
    EXPECT_EQ(client->hear_frame(), "9");  // again, since it lives
    EXPECT_EQ(client->hear_frame(), close_frame(4499, "no_pong"));
    EXPECT_EQ(application.close_code(), CloseCode::no_pong);
}

TEST_F(SocketTest, ClosesAClientThatNeverFinishesAMessage) {
    start({.message_timeout = 50ms});
    auto client = open_socket();
    client->say(client_frame(0x01, "begun"));
    EXPECT_EQ(client->hear_frame().substr(0, 3), close_frame(4413));
}

TEST_F(SocketTest, SharesRunsAndSendsAllOfATurnTogether) {
    start();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 10; ++i) clients.push_back(open_socket());
    ASSERT_TRUE(application.wait([&] { return application.sockets.size() == 10; }));
    std::string bytes;
    for (int i = 0; i < 100; ++i) append_text_frame(bytes, {"event ", std::to_string(i)});
    const ws::Run run(bytes, 100);
    loops.front()->post([&] {
        for (const auto& [id, socket] : application.sockets) {
            EXPECT_EQ(socket->send(run), Sent::queued);
            EXPECT_EQ(socket->send(ws::Run::text("end")), Sent::queued);
            EXPECT_EQ(socket->waiting_messages(), 101U) << "nothing leaves before the turn ends";
        }
    });
    for (const auto& client : clients) {
        EXPECT_EQ(client->hear(bytes.size()), bytes);
        EXPECT_EQ(client->hear_frame(), "1end");
    }
    // The figure is counted behind the send that the clients have seen.
    EXPECT_TRUE(
        antiphon::testing::eventually(std::chrono::seconds(5), [&] { return server->stats().messages_out == 1010U; }));
}

TEST_F(SocketTest, SaysFullToASlowClientDrainsLaterAndSlowsNobodyElse) {
    std::promise<void> drained;
    application.on_drained = [&](Socket&) { drained.set_value(); };
    start({.outbox = {.max_bytes = 100'000, .max_messages = 1000}});
    auto slow = open_socket(4096);
    const auto slow_socket = application.socket();
    auto quick = open_socket();
    ASSERT_TRUE(application.wait([&] { return application.sockets.size() == 2; }));
    const auto quick_socket = application.socket();
    const ws::Run run = ws::Run::text(std::string(10'000, 'x'));
    std::promise<std::pair<std::size_t, std::size_t>> counts;
    loops.front()->post([&] {
        std::size_t taken = 0;
        std::size_t quick_full = 0;
        while (slow_socket->send(run) == Sent::queued && ++taken < 10'000) {
        }
        EXPECT_LE(slow_socket->waiting_bytes(), 100'000U);
        EXPECT_EQ(slow_socket->send(ws::Run::text("answer"), Keep::always), Sent::queued);
        for (int i = 0; i < 9; ++i) quick_full += quick_socket->send(run) == Sent::full;
        counts.set_value({taken, quick_full});
    });
    const auto [taken, quick_full] = counts.get_future().get();
    EXPECT_LT(taken, 10'000U) << "never full";
    EXPECT_EQ(quick_full, 0U);
    for (int i = 0; i < 9; ++i) EXPECT_EQ(quick->hear_frame().size(), 10'001U);
    for (std::size_t i = 0; i < taken; ++i) ASSERT_EQ(slow->hear_frame().size(), 10'001U) << i << " of " << taken;
    EXPECT_EQ(slow->hear_frame(), "1answer");
    drained.get_future().get();
}

TEST_F(SocketTest, CutsAClientThatStopsReadingAtAll) {
    start({.outbox = {.max_bytes = 10'000'000, .max_messages = 100'000, .stall_timeout = 100ms}});
    auto client = open_socket(4096);
    const auto socket = application.socket();
    loops.front()->post([socket] {
        const ws::Run run = ws::Run::text(std::string(100'000, 'x'));
        while (socket->send(run) == Sent::queued) {
        }
    });
    EXPECT_EQ(application.close_code(), CloseCode::slow_consumer);
    EXPECT_EQ(server->stats().slow_closed, 1U);
}

TEST_F(SocketTest, SaysGoodByeToASlowClientWithoutWhatWaits) {
    start({.outbox = {.max_bytes = 1'000'000, .max_messages = 100'000}});
    auto client = open_socket(4096);
    const auto socket = application.socket();
    std::promise<std::size_t> sent;
    loops.front()->post([&] {
        const ws::Run run = ws::Run::text(std::string(10'000, 'x'));
        std::size_t taken = 0;
        while (socket->send(run) == Sent::queued) ++taken;
        socket->close(CloseCode::slow_consumer, "slow_consumer");
        EXPECT_LE(socket->waiting_bytes(), 11'000U);
        sent.set_value(taken);
    });
    const auto taken = sent.get_future().get();
    std::size_t heard = 0;
    auto frame = client->hear_frame();
    for (; frame.size() == 10'001; frame = client->hear_frame()) ++heard;
    EXPECT_EQ(frame, close_frame(4430, "slow_consumer"));
    EXPECT_LT(heard, taken);
}

TEST_F(SocketTest, KeepsItsOwnersDataAsLongAsItself) {
    auto data = std::make_shared<int>(7);
    const std::weak_ptr<int> watch = data;
    application.on_opened = [&](const std::shared_ptr<Socket>& socket) {
        socket->attach(std::exchange(data, nullptr));
    };
    start();
    auto client = open_socket();
    {
        const auto socket = application.socket();
        EXPECT_EQ(*static_cast<int*>(socket->attached()), 7);
        EXPECT_EQ(socket->upgrade().head.path(), "/ws");
    }
    client->close();
    application.close_code();
    while (server->stats().connections > 0) settle();
    EXPECT_TRUE(watch.expired());
}

TEST_F(SocketTest, ClosesWith4500WhenTheApplicationThrows) {
    application.on_message = [](Socket&, std::string_view) { throw std::runtime_error("on purpose"); };
    start();
    auto client = open_socket();
    client->say(client_text("x"));
    EXPECT_EQ(client->hear_frame(), close_frame(4500, "internal"));
}

TEST_F(SocketTest, EndsAllConnectionsWhenTheServerCloses) {
    start({}, 2);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 20; ++i) clients.push_back(open_socket());
    ASSERT_TRUE(application.wait([&] { return application.sockets.size() == 20; }));
    const auto kept = application.socket();
    server->close();
    for (const auto& client : clients) EXPECT_EQ(client->hear_all(), "");
    const std::lock_guard lock(application.mutex);
    EXPECT_EQ(application.closes.size(), 20U);
    EXPECT_FALSE(kept->open());
    EXPECT_EQ(server->stats().connections, 0U);
}

TEST_F(SocketTest, RefusesAPortThatIsTaken) {
    start();
    ServerOptions options;
    options.port = server->port();
    options.loops = {loops.front().get()};
    EXPECT_THROW(Server(options, application), Error);
    options.address = "localhost";
    EXPECT_THROW(Server(options, application), Error);
}

}  // namespace
}  // namespace antiphon::ws::testing
