// A session on a loop that does not run: what the gateway answers by itself is answered at once.

#include "session.h"

#include <gtest/gtest.h>

#include "antiphon/json/parser.h"
#include "fake_socket.h"
#include "lane.h"

using namespace antiphon;
using namespace antiphon::gateway;

namespace {

Options options_of_test() {
    Options options;
    options.token_keys = auth::Keys(auth::Key::secret(Secret("a secret of this test, at least 32 bytes long")));
    options.tokens.development = true;
    options.allow_anonymous = true;
    options.limits.messages_per_second = 1;
    options.limits.message_burst = 20;
    return options;
}

class SessionTest : public testing::Test {
  protected:
    void connect() {
        socket = std::make_shared<FakeSocket>();
        session = std::make_shared<Session>(lane, socket);
    }
    std::int64_t last_code() {
        json::Parser parser;
        const auto error = parser.parse(socket->sent.back()).find("error");
        return error ? error->find("code")->int64() : 0;
    }

    Common common{options_of_test()};
    net::Loop loop{"ap-gate-0"};
    Lane lane{0, loop, common};
    std::shared_ptr<FakeSocket> socket;
    std::shared_ptr<Session> session;
    const std::string ping = R"({"jsonrpc":"2.0","id":1,"method":"rpc.ping"})";
};

std::string batch_of(std::size_t items) {
    std::string text = "[1";
    for (std::size_t i = 1; i < items; ++i) text += ",1";
    return text += ']';
}

}  // namespace

TEST_F(SessionTest, ClosesAClientThatLetsAnswersPileUp) {
    connect();
    socket->waiting = limits::max_response_bytes + limits::max_waiting_bytes;
    session->message(ping);
    EXPECT_EQ(socket->sent.size(), 1u);
    EXPECT_FALSE(socket->closed);
    ++socket->waiting;
    session->message(ping);
    EXPECT_EQ(socket->sent.size(), 1u);
    EXPECT_EQ(socket->closed, CloseCode::slow_consumer);
}

TEST_F(SessionTest, CountsDocumentsThatHoldNoRequestAgainstTheRateToo) {
    for (const std::string& document : {std::string("{"), std::string("[]"), batch_of(limits::max_batch_items + 1)}) {
        SCOPED_TRACE(document.substr(0, 4));
        connect();
        for (int i = 0; i < 20; ++i) session->message(document);
        EXPECT_NE(last_code(), static_cast<int>(Code::rate_limited));
        for (int i = 0; i < 15; ++i) session->message(document);
        EXPECT_EQ(last_code(), static_cast<int>(Code::rate_limited));
        for (int i = 0; i < 15; ++i) session->message(document);
        EXPECT_EQ(socket->closed, CloseCode::too_many_requests);
    }
}
