#include "antiphon/events/redis_history.h"

#include "antiphon/base/error.h"
#include "antiphon/base/uuid.h"
#include "antiphon/events/names.h"
#include "antiphon/redis/client.h"
#include "redis_scripts.h"

namespace antiphon::events {
namespace {

constexpr std::size_t epoch_characters = 8;

History to_history(redis::Reply& reply, std::uint64_t offset) {
    if (reply.items.size() < 3)
        throw Error(ErrorKind::internal, Code::internal_error, "the history script gave no usable answer");
    History found;
    found.newest = {reply.items[0].text, static_cast<std::uint64_t>(reply.items[1].integer)};
    found.complete = reply.items[2].integer != 0;
    for (std::size_t i = 3; i < reply.items.size(); ++i)
        found.events.push_back({{found.newest.epoch, ++offset}, std::move(reply.items[i].text)});
    return found;
}

}  // namespace

void read_history(redis::Client& client, std::string_view prefix, std::string_view address, const Position& since,
                  std::size_t limit, HistoryDone done) {
    check_address(address);
    client.run(scripts::history(), {stream_key(prefix, address), meta_key(prefix, address)},
               {since.epoch, std::to_string(since.offset), std::to_string(limit), random_text(epoch_characters)},
               std::nullopt,
               [offset = since.offset, done = std::move(done)](redis::Reply reply, std::exception_ptr error) {
                   if (error) return done({}, error);
                   History found;
                   try {
                       found = to_history(reply, offset);
                   } catch (...) {
                       return done({}, std::current_exception());
                   }
                   done(std::move(found), nullptr);
               });
}

}  // namespace antiphon::events
