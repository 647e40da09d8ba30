#include "listeners.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/events/envelope.h"
#include "call_handler.h"

namespace antiphon::events {

namespace {
constexpr std::size_t items_per_turn = 64;  // so that a busy listener does not keep a thread for itself
}

ListenerPool::ListenerPool(int threads) {
    for (int i = 0; i < std::max(threads, 1); ++i) threads_.emplace_back("ap-listen", [this] { run(); });
}

ListenerPool::~ListenerPool() {
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
    }
    news_.notify_all();
    threads_.clear();
}

void ListenerPool::line_up(std::shared_ptr<Listener> listener) {
    {
        std::lock_guard lock(mutex_);
        line_.push_back(std::move(listener));
    }
    news_.notify_one();
}

void ListenerPool::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        news_.wait(lock, [this] { return ending_ || !line_.empty(); });
        if (ending_) return;
        auto listener = std::move(line_.front());
        line_.pop_front();
        lock.unlock();
        listener->run();
        listener.reset();
        lock.lock();
    }
}

Listener::Listener(ListenerPool& pool, const ChannelType& channel, Handler handler, ListenOptions options,
                   Forget forget)
    : pool_(pool),
      channel_(channel),
      handler_(std::move(handler)),
      options_(std::move(options)),
      forget_(std::move(forget)),
      dropped_total_(telemetry::metrics().counter("antiphon_events_dropped_total",
                                                  "Live events dropped because a listener was too slow.",
                                                  {{"channel", std::string(channel.name)}})) {
    delivery_.address = handler_.address;
}

void Listener::push(SharedText message) { add({std::move(message), {}}); }

void Listener::push_gap(Gap::Reason reason) {
    if (options_.on_gap) add({nullptr, {reason}});
}

void Listener::add(Item item) {
    {
        std::lock_guard lock(mutex_);
        if (cancelled_) return;
        if (item.message) {
            make_room(item.message->size());
            bytes_ += item.message->size();
        }
        items_.push_back(std::move(item));
        if (lined_up_) return;
        lined_up_ = true;
    }
    pool_.line_up(shared_from_this());
}

void Listener::make_room(std::size_t bytes) {
    while (!items_.empty() &&
           (items_.size() >= options_.max_waiting_messages || bytes_ + bytes > options_.max_waiting_bytes)) {
        if (const auto& oldest = items_.front().message) {
            bytes_ -= oldest->size();
            ++dropped_;
        }
        items_.pop_front();
    }
}

void Listener::run() {
    std::size_t dropped = 0;
    std::unique_lock lock(mutex_);
    running_ = std::this_thread::get_id();
    for (std::size_t handled = 0; handled < items_per_turn && !items_.empty() && !cancelled_; ++handled) {
        dropped = std::exchange(dropped_, 0);
        const Item item = std::move(items_.front());
        items_.pop_front();
        if (item.message) bytes_ -= item.message->size();
        lock.unlock();
        if (dropped > 0) handle({nullptr, {Gap::Reason::overflow, dropped}});
        handle(item);
        lock.lock();
    }
    running_ = {};
    const bool again = !items_.empty() && !cancelled_;
    lined_up_ = again;
    idle_.notify_all();
    lock.unlock();
    if (again) pool_.line_up(shared_from_this());
}

void Listener::handle(const Item& item) {
    try {
        if (item.message)
            handle_message(*item.message);
        else if (options_.on_gap)
            options_.on_gap(item.gap);
    } catch (...) {
        log::warning("a live event's handler failed",
                     {{"address", address()}, {"id", delivery_.id}, {"reason", reason_of_current_exception()}});
    }
    if (item.message == nullptr && item.gap.reason == Gap::Reason::overflow) {
        dropped_total_.add(item.gap.dropped);
        if (log::once_a_minute("events-overflow:" + address()))
            log::warning("a live listener is too slow; the oldest events were dropped",
                         {{"address", address()}, {"dropped", item.gap.dropped}});
    }
}

void Listener::handle_message(const std::string& text) {
    json::Value data;
    try {
        data = read_message(channel_, text, parser_, delivery_);
    } catch (const Error& error) {
        if (log::once_a_minute("events-unreadable:" + address()))
            log::warning("an event could not be read and was dropped",
                         {{"address", address()}, {"path", error.path()}, {"reason", error.what()}});
        return;
    }
    if (handler_.type != nullptr && channel_.envelope != Envelope::none && delivery_.type != handler_.type->name)
        return;
    call_handler(handler_.call, {delivery_, data, text});
}

void Listener::cancel() noexcept {
    {
        std::unique_lock lock(mutex_);
        cancelled_ = true;
        items_.clear();
        bytes_ = 0;
        if (running_ != std::this_thread::get_id()) idle_.wait(lock, [this] { return running_ == std::thread::id(); });
    }
    forget_(*this);
}

bool ListenerTable::add(const std::string& key, std::shared_ptr<Listener> listener) {
    std::lock_guard lock(mutex_);
    auto& here = listeners_[key];
    here.push_back(std::move(listener));
    return here.size() == 1;
}

bool ListenerTable::remove(const std::string& key, const Listener& listener) {
    std::shared_ptr<Listener> found;  // goes after the lock
    std::lock_guard lock(mutex_);
    const auto here = listeners_.find(key);
    if (here == listeners_.end()) return false;
    const auto place = std::find_if(here->second.begin(), here->second.end(),
                                    [&](const auto& other) { return other.get() == &listener; });
    if (place == here->second.end()) return false;
    found = std::move(*place);
    here->second.erase(place);
    if (!here->second.empty()) return false;
    listeners_.erase(here);
    return true;
}

void ListenerTable::push(std::string_view key, std::string_view text) {
    std::lock_guard lock(mutex_);
    const auto here = listeners_.find(key);
    if (here == listeners_.end()) return;
    const auto shared = std::make_shared<const std::string>(text);
    for (const auto& listener : here->second) listener->push(shared);
}

void ListenerTable::push_gap_to_all(Gap::Reason reason) {
    std::lock_guard lock(mutex_);
    for (const auto& [key, here] : listeners_)
        for (const auto& listener : here) listener->push_gap(reason);
}

}  // namespace antiphon::events
