#include "antiphon/redis/reply.h"

#include <array>

#include "reply_from.h"

namespace antiphon::redis {

namespace {

std::string first_word(const std::string& text) { return text.substr(0, text.find(' ')); }

/// What passes by itself: the same command may succeed later.
bool is_passing(const std::string& text) {
    constexpr std::array<std::string_view, 9> signs = {
        "OOM", "MISCONF", "LOADING", "READONLY", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN", "NOREPLICAS", "BUSY "};
    for (const std::string_view sign : signs) {
        if (text.find(sign) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

CommandError::CommandError(std::string_view command, const std::string& text)
    : Error(is_passing(text) ? ErrorKind::unavailable : ErrorKind::internal,
            is_passing(text) ? Code::dependency_down : Code::internal_error,
            "Redis refused " + std::string(command) + ": " + text),
      word_(first_word(text)) {}

bool means_another_master(std::string_view text) noexcept {
    for (const std::string_view sign : {"READONLY", "LOADING", "MOVED", "MASTERDOWN"}) {
        if (text.find(sign) != std::string_view::npos) return true;
    }
    return false;
}

Reply reply_from(const redisReply& from) {
    Reply reply;
    switch (from.type) {
        case REDIS_REPLY_NIL:
            break;
        case REDIS_REPLY_INTEGER:
            reply.kind = Reply::Kind::integer;
            reply.integer = from.integer;
            break;
        case REDIS_REPLY_STRING:
            reply.kind = Reply::Kind::text;
            reply.text.assign(from.str, from.len);
            break;
        case REDIS_REPLY_STATUS:
            reply.kind = Reply::Kind::status;
            reply.text.assign(from.str, from.len);
            break;
        case REDIS_REPLY_ERROR:
            reply.kind = Reply::Kind::error;
            reply.text.assign(from.str, from.len);
            break;
        case REDIS_REPLY_ARRAY:
            reply.kind = Reply::Kind::array;
            reply.items.reserve(from.elements);
            for (std::size_t i = 0; i < from.elements; ++i) reply.items.push_back(reply_from(*from.element[i]));
            break;
        default:
            break;
    }
    return reply;
}

}  // namespace antiphon::redis
