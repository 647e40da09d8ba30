#include "http_stream.h"

#include <utility>

#include "shard.h"

namespace antiphon::ws {

net::Loop& HttpStream::link_loop(Link& link) { return link.shard().loop; }

Sent HttpStream::send(const Run& run, Keep keep) { return open() ? link_->send(run, keep) : Sent::queued; }

void HttpStream::end() {
    if (!open()) return;
    ended_ = true;
    link_->finish();
}

void HttpStream::failed(CloseCode) {
    if (link_ != nullptr) link_->abort();
}

void HttpStream::gone(bool) {
    link_ = nullptr;
    const auto keep = shared_from_this();
    if (const auto tell = std::exchange(tell_, nullptr)) tell();
}

}  // namespace antiphon::ws
