#include <charconv>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "antiphon/base/error.h"
#include "antiphon/events/envelope.h"
#include "antiphon/events/names.h"
#include "antiphon/events/redis_bus.h"
#include "antiphon/redis/client.h"
#include "antiphon/redis/loop.h"
#include "listen.h"
#include "session.h"

namespace antiphon::cli {
namespace {

constexpr std::size_t page = 500;

struct Stored {
    std::string text;
    events::Position position;
};

/// What the bus brings, until the main thread has printed it.
class Inbox {
  public:
    void put(Stored event) {
        {
            std::lock_guard lock(mutex_);
            waiting_.push_back(std::move(event));
        }
        came_.notify_one();
    }
    std::optional<Stored> take(Deadline deadline) {
        std::unique_lock lock(mutex_);
        const auto some = [this] { return !waiting_.empty(); };
        if (deadline.is_never())
            came_.wait(lock, some);
        else if (!came_.wait_until(lock, deadline.moment(), some))
            return std::nullopt;
        Stored first = std::move(waiting_.front());
        waiting_.pop_front();
        return first;
    }

  private:
    std::mutex mutex_;
    std::condition_variable came_;
    // guarded by mutex_
    std::deque<Stored> waiting_;
};

/// Reads a durable channel's stream from `since` on. Entry ids are `<offset>-0`.
class Backlog {
  public:
    Backlog(redis::Client& client, const std::string& prefix, const std::string& address)
        : client_(client), stream_(events::stream_key(prefix, address)), meta_(events::meta_key(prefix, address)) {}

    /// Calls `print` for each; stops when that says false. Returns the offset of the last one seen.
    template <class Print>
    std::uint64_t read(const Since& since, const Print& print, bool& wanted, const EventPrinter& printer) {
        const auto epoch = client_.call({"HGET", meta_, "epoch"});
        if (epoch.text.empty()) return 0;  // nothing was ever published
        if (since.kind == Since::Kind::position && since.epoch != epoch.text)
            printer.note("the channel began again since then: its epoch is " + epoch.text);
        std::uint64_t last = since.kind == Since::Kind::position && since.epoch == epoch.text ? since.offset : 0;
        const std::string not_before =
            since.kind == Since::Kind::time_ago ? events::time_text(now() - since.ago) : std::string();
        while (wanted) {
            const auto entries = client_.call({"XRANGE", stream_, "(" + std::to_string(last) + "-18446744073709551615",
                                               "+", "COUNT", std::to_string(page)});
            for (const auto& entry : entries.items) {
                last = offset_of(entry.items.at(0).text);
                const std::string& event = field(entry.items.at(1), "event");
                if (!not_before.empty() && time_of(event) < not_before) continue;
                wanted = print(Stored{event, {epoch.text, last}});
                if (!wanted) return last;
            }
            if (entries.items.size() < page) break;
        }
        return last;
    }

  private:
    static std::uint64_t offset_of(const std::string& id) {
        std::uint64_t offset = 0;
        std::from_chars(id.data(), id.data() + id.size(), offset);
        return offset;
    }
    static const std::string& field(const redis::Reply& fields, std::string_view name) {
        static const std::string none;
        for (std::size_t i = 0; i + 1 < fields.items.size(); i += 2)
            if (fields.items[i].text == name) return fields.items[i + 1].text;
        return none;
    }
    std::string time_of(const std::string& event) {
        const json::Value value = parser_.parse(event);
        const auto time = value.is_object() ? value.find("time") : std::nullopt;
        return time && time->is_string() ? std::string(time->string()) : "";
    }

    redis::Client& client_;
    const std::string stream_;
    const std::string meta_;
    json::Parser parser_;
};

}  // namespace

bool listen_at_redis(const Listening& what, const Session& session, EventPrinter& printer) {
    const std::string address = address_of(*what.topic.channel, what.params);
    const auto url = session.url();
    const redis::Options where = url ? redis::Options::from_url(*url) : session.redis();
    if (what.since && what.topic.channel->type.kind != events::ChannelKind::durable)
        throw WrongUsage("--since: " + what.topic.channel->wire + " is a live channel and keeps nothing");

    Inbox inbox;  // outlives the subscription that fills it
    events::RedisBus bus(where, {.prefix = session.prefix(), .source = "antiphon-listen"});
    events::ListenOptions options;
    options.on_gap = [&printer](const events::Gap&) {
        printer.note("the connection was lost; events may be missing here");
    };
    const auto listening = bus.listen_address(what.topic.channel->type,
                                              {nullptr, address,
                                               [&inbox](const events::Incoming& incoming) {
                                                   inbox.put({std::string(incoming.text), incoming.delivery.position});
                                               }},
                                              options);

    bool wanted = true;
    const auto print = [&](const Stored& event) {
        return printer.print({address, event.position.epoch, event.position.offset, event.text});
    };
    std::uint64_t seen = 0;
    if (what.since) {
        redis::Client client(std::make_shared<redis::Loop>(), where);
        seen = Backlog(client, session.prefix(), address).read(*what.since, print, wanted, printer);
    }
    while (wanted) {
        const auto event = inbox.take(what.deadline);
        if (!event) return false;
        if (event->position.offset != 0 && event->position.offset <= seen) continue;  // was in the backlog
        wanted = print(*event);
    }
    return true;
}

}  // namespace antiphon::cli
