#include "shard.h"

#include <unistd.h>

#include <algorithm>
#include <ctime>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "http_session.h"

namespace antiphon::ws {
namespace {

/// Often enough for the shortest limit, at most once a second.
std::chrono::milliseconds interval_for(const ServerLimits& limits) {
    const auto shortest =
        std::min({limits.header_timeout, limits.body_timeout, limits.keep_alive_timeout, limits.message_timeout,
                  limits.ping_interval, limits.pong_timeout, limits.close_timeout, limits.outbox.stall_timeout});
    return std::clamp(shortest / 4, std::chrono::milliseconds(5), std::chrono::milliseconds(1000));
}

}  // namespace

Shard::Shard(net::Loop& its_loop, std::shared_ptr<Common> common)
    : common_(std::move(common)),
      loop(its_loop),
      application(common_->application),
      limits(common_->limits),
      sweep_interval_(interval_for(limits)) {}

Shard::~Shard() { close(); }

void Shard::start() {
    if (closed_) return;
    sweep_timer_ = loop.after(sweep_interval_, [this] { sweep(); });
}

void Shard::adopt(int descriptor, Remote remote) {
    std::unique_ptr<Link> link;
    try {
        if (!closed_) link = std::make_unique<Link>(*this, descriptor, remote);
    } catch (const Error& error) {
        log::warning("a connection can not be watched", {{"reason", error.what()}});
    }
    if (!link) {
        common_->gate.leave(remote);
        expected.fetch_sub(1, std::memory_order_relaxed);
        ::close(descriptor);
        return;
    }
    ShardStats::add(stats.connections, 1);
    link->place = links_.size();
    link->speak(std::make_shared<HttpSession>(*link));
    links_.push_back(std::move(link));
}

void Shard::touch(Link& link) {
    if (link.touched || closed_) return;
    link.touched = true;
    touched_.push_back(&link);
    if (turn_ends_soon_) return;
    turn_ends_soon_ = true;
    loop.post([shard = weak_from_this()] {
        if (const auto keep = shard.lock()) keep->end_turn();
    });
}

void Shard::end_turn() {
    if (closed_) return;
    turn_ends_soon_ = false;
    ending_.swap(touched_);
    for (std::size_t at = 0; at < ending_.size() && !closed_; ++at) {
        Link& link = *ending_[at];
        link.touched = false;
        if (!link.end_turn()) remove(link);
    }
    ending_.clear();
}

void Shard::remove(Link& link) {
    // Burying it may have touched it again.
    if (link.touched) std::erase(touched_, &link);
    common_->gate.leave(link.remote());
    expected.fetch_sub(1, std::memory_order_relaxed);
    ShardStats::add(stats.connections, static_cast<std::uint64_t>(-1));
    const std::size_t place = link.place;
    std::swap(links_[place], links_.back());
    links_[place]->place = place;
    const auto dead = std::move(links_.back());
    links_.pop_back();
    application.disconnected();
}

void Shard::sweep() {
    coarse_now_ = Clock::now();
    for (std::size_t at = 0; at < links_.size(); ++at)  // links die here but are removed later
        if (!links_[at]->dead()) links_[at]->sweep(coarse_now_);
    sweep_timer_ = loop.after(sweep_interval_, [this] { sweep(); });
}

void Shard::close() {
    if (closed_) return;
    sweep_timer_.cancel();
    for (std::size_t at = 0; at < links_.size(); ++at) links_[at]->abort();
    closed_ = true;
    touched_.clear();
    for (const auto& link : links_) common_->gate.leave(link->remote());
    expected.fetch_sub(links_.size(), std::memory_order_relaxed);
    stats.connections = 0;
    links_.clear();
}

const std::string& Shard::date_header() {
    const auto now = Clock::now();
    if (now < date_until_) return date_;
    date_until_ = now + std::chrono::milliseconds(500);
    const std::time_t seconds = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 64> text;
    const auto size = std::strftime(text.data(), text.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
    date_.assign(text.data(), size);
    return date_;
}

}  // namespace antiphon::ws
