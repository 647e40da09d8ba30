#include "frame_reader.h"

#include <gtest/gtest.h>

#include <vector>

namespace antiphon::ws {
namespace {
using namespace std::string_literals;

struct Heard : FrameSink {
    std::vector<std::string> events;
    bool on = true;
    void text(std::string_view message) override { events.push_back("text " + std::string(message)); }
    void ping(std::string_view payload) override { events.push_back("ping " + std::string(payload)); }
    void pong(std::string_view payload) override { events.push_back("pong " + std::string(payload)); }
    void client_closes(CloseCode code) override {
        events.push_back("close " + std::to_string(static_cast<int>(code)));
        on = false;
    }
    bool reading() const override { return on; }
};

constexpr FrameReader::Limits limits{.max_message_bytes = 70000, .max_fragments = 4};
constexpr int fin = 0x80;

std::string frame(int first, const std::string& payload, const std::string& mask = "\x11\x22\x33\x44") {
    std::string out(1, static_cast<char>(first));
    if (payload.size() < 126) {
        out += static_cast<char>(0x80 | payload.size());
    } else if (payload.size() < 65536) {
        out += static_cast<char>(0x80 | 126);
        for (int shift = 8; shift >= 0; shift -= 8) out += static_cast<char>(payload.size() >> shift);
    } else {
        out += static_cast<char>(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(payload.size() >> shift);
    }
    out += mask;
    for (std::size_t i = 0; i < payload.size(); ++i) out += static_cast<char>(payload[i] ^ mask[i % 4]);
    return out;
}

/// Feeds in pieces of this size; 0 for the code means all was fine.
int feed(std::string bytes, std::size_t piece, Heard& heard) {
    FrameReader reader;
    for (std::size_t at = 0; at < bytes.size() && heard.on; at += piece) {
        const std::size_t size = std::min(piece, bytes.size() - at);
        if (const auto refused = reader.feed({bytes.data() + at, size}, limits, heard))
            return static_cast<int>(*refused);
    }
    return 0;
}

using Events = std::vector<std::string>;

void expect(const std::string& bytes, const Events& events, int code = 0) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{100000}}) {
        Heard heard;
        EXPECT_EQ(feed(bytes, piece, heard), code) << "in pieces of " << piece;
        EXPECT_EQ(heard.events, events) << "in pieces of " << piece;
    }
}

TEST(FrameReader, ReadsMessagesOfEveryLengthFormInAnyPieces) {
    for (const std::size_t size : {0U, 1U, 7U, 8U, 9U, 125U, 126U, 65535U, 65536U, 70000U}) {
        const std::string payload(size, 'x');
        expect(frame(fin | 1, payload) + frame(fin | 1, "next"), {"text " + payload, "text next"});
    }
}

TEST(FrameReader, JoinsFragmentsAndLetsControlFramesBetweenThem) {
    expect(frame(1, "hel") + frame(fin | 9, "p") + frame(0, "") + frame(fin | 10, "q") + frame(fin | 0, "lo"),
           {"ping p", "pong q", "text hello"});
}

TEST(FrameReader, JoinsACharacterThatWasCutByFragments) {
    expect(frame(1, "\xE2\x82") + frame(fin | 0, "\xAC"), {"text \xE2\x82\xAC"});
}

TEST(FrameReader, ReadsNothingBehindAClose) {
    expect(frame(fin | 8,
                 "\x03\xE8"
                 "bye") +
               frame(fin | 1, "late"),
           {"close 1000"});
    expect(frame(fin | 8, ""), {"close 1000"});
    expect(frame(fin | 8, "\x11\x97"), {"close 4503"});
}

TEST(FrameReader, RefusesWhatTheRfcForbids) {
    const int protocol = 1002;
    const std::string unmasked = "\x81\x02hi";
    expect(unmasked, {}, protocol);
    for (const int reserved : {0x40, 0x20, 0x10}) expect(frame(fin | reserved | 1, "x"), {}, protocol);
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) expect(frame(fin | opcode, "x"), {}, protocol);
    expect(frame(fin | 0, "x"), {}, protocol);                  // continues nothing
    expect(frame(1, "x") + frame(fin | 1, "y"), {}, protocol);  // a second message inside the first
    expect(frame(9, "x"), {}, protocol);                        // a control frame in fragments
    expect(frame(fin | 9, std::string(125, 'x')), {"ping " + std::string(125, 'x')});
    for (const int control : {8, 9, 10}) expect(frame(fin | control, std::string(126, 'x')), {}, protocol);
    expect(frame(fin | 8, "\x03"), {}, protocol);  // half a code
    for (const std::string& code : {"\x00\x00"s, "\x03\xE7"s, "\x03\xEC"s, "\x03\xED"s, "\x03\xEE"s, "\x03\xF7"s,
                                    "\x07\xD0"s, "\x13\x88"s, "\xFF\xFF"s})
        expect(frame(fin | 8, code), {}, protocol);
}

TEST(FrameReader, RefusesLengthsThatAreNotInTheirShortestForm) {
    expect("\x81\xFE\x00\x05"s, {}, 0);  // not whole yet: four bytes of mask are missing
    expect("\x81\xFE\x00\x05mask"s, {}, 1002);
    expect("\x81\xFF\x00\x00\x00\x00\x00\x00\xFF\xFFmask"s, {}, 1002);
    expect("\x81\xFF\x80\x00\x00\x00\x00\x00\x00\x00mask"s, {}, 1002);  // 2^63
}

TEST(FrameReader, RefusesBinaryMessages) { expect(frame(fin | 2, "x"), {}, 1003); }

TEST(FrameReader, RefusesAMessageAboveTheLimitBeforeItComes) {
    expect("\x81\xFF\x00\x00\x00\x00\x00\x01\x11\x71mask"s, {}, 1009);  // 70001
    expect("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFFmask"s, {}, 1009);
    expect(frame(1, std::string(69999, 'x')) + frame(fin | 0, "y"), {"text " + std::string(69999, 'x') + "y"});
    expect(frame(1, std::string(69999, 'x')) + frame(fin | 0, "yz"), {}, 1009);
}

TEST(FrameReader, CountsEmptyFragmentsToo) {
    const std::string three = frame(1, "") + frame(0, "") + frame(0, "");
    expect(three + frame(fin | 0, ""), {"text "});
    expect(three + frame(0, "") + frame(fin | 0, ""), {}, 1009);
}

TEST(FrameReader, RefusesTextThatIsNoUtf8) {
    for (const std::string& bad : {"\xC0\xAF"s, "\xE0\x80\xAF"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s, "\xFF"s, "\x80"s,
                                   "\xE2\x82"s, "abc\xC3"s})
        expect(frame(fin | 1, bad), {}, 1007);
    expect(frame(1, "ok") + frame(fin | 0, "\xE2\x82"), {}, 1007);
    expect(frame(fin | 8, "\x03\xE8\xFF"), {}, 1007);
}

TEST(FrameReader, FindsBadTextBeforeTheMessageIsWhole) {
    expect(frame(1, "\xC0"), {}, 1007);
    std::string begun = frame(fin | 1, "abc\xF5 and much that never comes");
    begun.resize(12);
    expect(begun, {}, 1007);
}

TEST(FrameReader, KnowsWhetherItIsInsideAMessage) {
    Heard heard;
    FrameReader reader;
    const auto give = [&](std::string bytes) { reader.feed(bytes, limits, heard); };
    EXPECT_FALSE(reader.in_message());
    give("\x81");
    EXPECT_TRUE(reader.in_message());
    give(frame(fin | 1, "x").substr(1));
    EXPECT_FALSE(reader.in_message());
    give(frame(1, "x"));
    EXPECT_TRUE(reader.in_message());
    give(frame(fin | 0, "x"));
    EXPECT_FALSE(reader.in_message());
}

}  // namespace
}  // namespace antiphon::ws
