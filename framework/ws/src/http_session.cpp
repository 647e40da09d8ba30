#include <utility>

#include "http_session.h"

#include <algorithm>
#include <exception>

#include "antiphon/base/log.h"
#include "handshake.h"
#include "http_stream.h"
#include "peer.h"
#include "response.h"
#include "shard.h"

namespace antiphon::ws {

/// What the application holds while it works. Copies of one function share it; the last one to go answers 500 when
/// nobody else has answered.
class HttpSession::Answer {
  public:
    Answer(std::weak_ptr<HttpSession> session, net::Loop& loop) : session_(std::move(session)), loop_(loop) {}
    ~Answer() {
        if (!given_.load()) give({500, {{"Content-Type", "text/plain"}}, "no answer\n", {}});
    }
    void give(HttpResponse response) {
        if (given_.exchange(true) || session_.expired()) return;
        if (loop_.here()) {
            if (const auto session = session_.lock()) session->answer(std::move(response));
            return;
        }
        loop_.post([session = session_, held = std::make_shared<HttpResponse>(std::move(response))] {
            if (const auto keep = session.lock()) keep->answer(std::move(*held));
        });
    }

  private:
    const std::weak_ptr<HttpSession> session_;
    net::Loop& loop_;
    std::atomic<bool> given_{false};
};

HttpSession::HttpSession(Link& link) : link_(&link), head_(link.shard().limits), since_(Clock::now()) {}

HttpSession::~HttpSession() = default;

void HttpSession::received(std::span<char> bytes) {
    const auto keep = shared_from_this();
    const std::string_view text(bytes.data(), bytes.size());
    if (pipelined_.empty()) return consume(text);
    const std::string all = std::exchange(pipelined_, {}).append(text);
    consume(all);
}

void HttpSession::consume(std::string_view bytes) {
    consuming_ = true;
    while (link_ != nullptr && !bytes.empty()) {
        if (state_ == State::head) {
            if (!head_.started()) since_ = Clock::now();
            bytes.remove_prefix(head_.feed(bytes));
            if (head_.refusal() != 0) {
                refuse(head_.refusal(), head_.reason());
            } else if (head_.done()) {
                begin_request(bytes);
            }
        } else if (state_ == State::body) {
            const auto& framing = head_.framing();
            const auto max = link_->shard().limits.max_body_bytes;
            if (framing.chunked) {
                bytes.remove_prefix(chunks_.feed(bytes, body_, max));
                if (chunks_.refusal() != 0) refuse(chunks_.refusal(), "the chunked body can not be read");
                if (chunks_.done()) call_application();
            } else {
                const auto part = bytes.substr(0, static_cast<std::size_t>(framing.content_length) - body_.size());
                body_.append(part);
                bytes.remove_prefix(part.size());
                if (body_.size() == framing.content_length) call_application();
            }
        } else {
            if (state_ == State::answering) pipelined_.append(bytes);
            break;
        }
    }
    consuming_ = false;
}

void HttpSession::begin_request(std::string_view& rest) {
    const auto& framing = head_.framing();
    first_ = false;
    if (framing.websocket) {
        hand_over(rest);
        rest = {};
        return;
    }
    keep_alive_ = framing.keep_alive;
    head_request_ = head_.head().method() == "HEAD";
    if (!framing.has_body()) return call_application();
    state_ = State::body;
    since_ = Clock::now();
    if (framing.expects_continue && rest.empty())
        link_->send(Run(std::string("HTTP/1.1 100 Continue\r\n\r\n"), 0), Keep::always);
}

void HttpSession::hand_over(std::string_view rest) {
    if (const int status = check_handshake(head_.head()); status != 101)
        return refuse(status, "the handshake is not the one of RFC 6455, version 13");
    if (!rest.empty()) return refuse(400, "bytes behind the request for an upgrade, before it was granted");
    auto& link = *link_;
    auto& shard = link.shard();
    auto upgrade = std::make_unique<Upgrade>(Upgrade{head_.take_head(), link.remote().text});
    Decision decision = shard.application.accept(*upgrade);
    if (decision.status != 101) {
        keep_alive_ = false;
        return write({decision.status, std::move(decision.headers), std::move(decision.body), {}});
    }
    link.send(Run(write_switch(*upgrade, decision), 0), Keep::always);
    state_ = State::over;
    link_ = nullptr;
    const auto peer = std::make_shared<Peer>(link, std::move(upgrade));
    link.speak(peer);
    peer->open_up();
}

void HttpSession::call_application() {
    state_ = State::answering;
    link_->pause();
    auto& shard = link_->shard();
    gone_ = std::make_shared<std::atomic<bool>>(false);
    on_gone_ = std::make_shared<std::function<void()>>();
    HttpRequest request{head_.take_head(), std::exchange(body_, {}), link_->remote().text, gone_,
                        on_gone_,          link_->remote().network()};
    const auto answer = std::make_shared<Answer>(weak_from_this(), shard.loop);
    shard.application.http(std::move(request), [answer](HttpResponse response) { answer->give(std::move(response)); });
}

void HttpSession::answer(HttpResponse response) {
    if (link_ == nullptr || state_ != State::answering) return;
    const auto keep = shared_from_this();
    try {
        if (response.stream)
            start_stream(std::move(response));
        else
            write(std::move(response));
    } catch (const std::exception& error) {
        log::error("an answer can not be written", {{"reason", error.what()}});
        refuse(500, "the answer could not be written");
    }
}

void HttpSession::write(HttpResponse response) {
    auto& shard = link_->shard();
    keep_alive_ = keep_alive_ && !shard.draining();
    auto head =
        write_response_head(response, {.keep_alive = keep_alive_, .without_body = head_request_}, shard.date_header());
    constexpr std::size_t worth_a_part = 4096;  // smaller bodies are copied behind the head
    if (head_request_) response.body.clear();
    if (response.body.size() < worth_a_part) {
        link_->send(Run(std::move(head.append(response.body)), 1), Keep::always);
    } else {
        link_->send(Run(std::move(head), 0), Keep::always);
        link_->send(Run(std::move(response.body), 1), Keep::always);
    }
    if (keep_alive_) return next_request();
    state_ = State::over;
    link_->finish();
}

void HttpSession::start_stream(HttpResponse response) {
    auto& shard = link_->shard();
    auto head = write_response_head(response, {.keep_alive = false, .without_length = true}, shard.date_header());
    link_->send(Run(head.append(response.body), 1), Keep::always);
    auto& link = *std::exchange(link_, nullptr);
    state_ = State::over;
    link.resume();  // to see it leave
    const auto stream = std::make_shared<HttpStream>(link, shard.next_id());
    link.speak(stream);
    response.stream(stream);
}

void HttpSession::next_request() {
    state_ = State::head;
    head_ = HeadReader(link_->shard().limits);
    chunks_ = {};
    since_ = Clock::now();
    gone_.reset();
    on_gone_.reset();
    link_->resume();
    if (consuming_ || pipelined_.empty()) return;
    const std::string rest = std::exchange(pipelined_, {});
    consume(rest);
}

void HttpSession::refuse(int status, std::string_view reason) {
    auto& shard = link_->shard();
    ShardStats::add(shard.stats.bad_requests, 1);
    link_->send(Run(write_refusal(status, reason, shard.date_header()), 1), Keep::always);
    state_ = State::over;
    link_->finish();
}

void HttpSession::swept(Clock::time_point now) {
    if (link_ == nullptr) return;
    auto& shard = link_->shard();
    const auto& limits = shard.limits;
    const bool waits = state_ == State::head && !head_.started();
    if (waits && !first_) {
        if (now - since_ >= limits.keep_alive_timeout || shard.draining()) link_->finish();
    } else if (state_ == State::head && now - since_ >= limits.header_timeout) {
        refuse(408, "the header did not come in time");
    } else if (state_ == State::body && now - since_ >= limits.body_timeout) {
        refuse(408, "the body did not come in time");
    }
}

void HttpSession::failed(CloseCode) {
    if (link_ == nullptr) return;
    if (state_ == State::head || state_ == State::body || state_ == State::answering)
        refuse(500, "internal error");
    else
        link_->abort();
}

void HttpSession::gone(bool) {
    link_ = nullptr;
    state_ = State::over;
    if (gone_) gone_->store(true);
    if (const auto told = std::exchange(on_gone_, nullptr); told && *told) (*told)();
}

}  // namespace antiphon::ws
