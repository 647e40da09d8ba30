// The first byte chooses a type, the second how strictly it is read; the rest is its text.

#include <string>

#include "antiphon/base/error.h"
#include "antiphon/json/parser.h"
#include "antiphon/json/redact.h"
#include "recursive.h"
#include "targets.h"
#include "types.h"
#include "unions.h"

namespace antiphon::fuzz {

namespace {

template <class T>
void round_trip(std::string_view text, json::Reading reading) {
    static json::Parser parser;
    T value{};
    try {
        read_json(parser.parse(text), json::Path(reading), value);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) fail("a refusal is the sender's fault", error.what());
        return;
    }
    std::string written, again;
    T back{};
    try {
        write_json(written, value);
        read_json(parser.parse(written), json::Path(reading), back);
        write_json(again, back);
    } catch (const Error& error) {
        fail("what was read can be written and read again", std::string(error.what()) + "\n" + written);
    }
    if (again != written) fail("it is written as the same bytes again", written + "\n" + again);
    if (!(back == value)) fail("it comes back as the same value", written);
    if constexpr (requires { secrets_of(&value); })
        if (json::redacted(value) == "\"…\"") fail("what was written can be redacted", written);
}

using Run = void (*)(std::string_view, json::Reading);
constexpr Run runs[] = {
    round_trip<golden::types::Builtins>,       round_trip<golden::types::Containers>,
    round_trip<golden::types::Defaults>,       round_trip<golden::types::Nulls>,
    round_trip<golden::types::Limits>,         round_trip<golden::types::Numbers>,
    round_trip<golden::types::Levels>,         round_trip<golden::types::Aliases>,
    round_trip<golden::types::Pairs>,          round_trip<golden::types::Document>,
    round_trip<golden::types::Strict>,         round_trip<golden::unions::All>,
    round_trip<golden::recursive::Tree>,       round_trip<golden::recursive::List>,
    round_trip<golden::recursive::Left>,       round_trip<golden::recursive::Value>,
    round_trip<golden::recursive::Patchy>,     round_trip<golden::recursive::Outline>,
    round_trip<golden::recursive::Expression>,
};

}  // namespace

void codecs(std::string_view bytes) {
    if (bytes.size() < 2) return;
    const std::size_t which = static_cast<unsigned char>(bytes[0] - 'A') % std::size(runs);
    runs[which](bytes.substr(2), bytes[1] == 's' ? json::Reading::strict : json::Reading::tolerant);
}

}  // namespace antiphon::fuzz
