#include "handshake.h"

#include <gtest/gtest.h>

#include "antiphon/base/error.h"
#include "head_reader.h"
#include "requests.h"

namespace antiphon::ws {
namespace {

const ServerLimits limits;

RequestHead head(const std::string& text) {
    HeadReader reader(limits);
    reader.feed(text);
    EXPECT_TRUE(reader.done()) << reader.reason();
    return reader.take_head();
}

std::string without(std::string text, const std::string& line) {
    return text.erase(text.find(line), text.find("\r\n", text.find(line)) + 2 - text.find(line));
}

TEST(Handshake, AnswersTheKeyAsTheRfcDoes) {
    EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Handshake, TakesTheOneOfTheRfc) { EXPECT_EQ(check_handshake(head(testing::upgrade())), 101); }

TEST(Handshake, RefusesWhatLacksAPart) {
    const std::string good = testing::upgrade();
    EXPECT_EQ(check_handshake(head(without(good, "Sec-WebSocket-Key"))), 400);
    EXPECT_EQ(check_handshake(head(without(good, "Sec-WebSocket-Version"))), 426);
    std::string posted = good;
    EXPECT_EQ(check_handshake(head(posted.replace(0, 3, "POST"))), 400);
    for (const std::string& key : std::vector<std::string>{
             "", "short", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZ!==", "dGhlIHNhbXBsZSBub25jZQAA"}) {
        auto text = without(good, "Sec-WebSocket-Key");
        text.insert(text.find("Upgrade"), "Sec-WebSocket-Key: " + key + "\r\n");
        EXPECT_EQ(check_handshake(head(text)), 400) << key;
    }
    EXPECT_EQ(check_handshake(head(testing::upgrade("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"))), 400);
    EXPECT_EQ(check_handshake(head(testing::upgrade("Sec-WebSocket-Protocol: a b\r\n"))), 400);
}

TEST(Handshake, ListsTheProtocolsOfAllFields) {
    const Upgrade upgrade{head(testing::upgrade("Sec-WebSocket-Protocol: a, b\r\nSec-WebSocket-Protocol: c\r\n")), ""};
    EXPECT_EQ(upgrade.subprotocols(), (std::vector<std::string_view>{"a", "b", "c"}));
}

TEST(Handshake, EchoesAProtocolOnlyIfItWasOffered) {
    const Upgrade upgrade{head(testing::upgrade("Sec-WebSocket-Protocol: a, b\r\n")), ""};
    EXPECT_EQ(write_switch(upgrade, {.subprotocol = "b", .headers = {{"X", "y"}}}),
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: b\r\nX: y\r\n\r\n");
    EXPECT_THROW(write_switch(upgrade, {.subprotocol = "c"}), Error);
    EXPECT_THROW(write_switch(upgrade, {.headers = {{"X", "y\r\nZ: z"}}}), Error);
}

}  // namespace
}  // namespace antiphon::ws
