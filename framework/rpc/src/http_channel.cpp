#include "antiphon/rpc/http_channel.h"

#include <atomic>
#include <charconv>
#include <unordered_map>

#include "antiphon/base/error.h"
#include "antiphon/json/parser.h"
#include "antiphon/net/http_client.h"
#include "antiphon/net/loop.h"
#include "outgoing.h"
#include "upstreams.h"

namespace antiphon::rpc {

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// One call, over all its attempts. Reports exactly once, at the latest when the last reference to it goes.
class Pending {
  public:
    Pending(std::string method_name, Channel::Done report) : method(std::move(method_name)), done_(std::move(report)) {}
    ~Pending() {
        fail(std::make_exception_ptr(Error(ErrorKind::unavailable, Code::cancelled,
                                           method + ": the channel was closed before the answer came")));
    }
    Pending(const Pending&) = delete;
    Pending& operator=(const Pending&) = delete;

    void answer(std::string_view response) { report(response, nullptr); }
    void fail(std::exception_ptr failure) { report({}, std::move(failure)); }

    const std::string method;
    std::string body;
    Fields fields;
    Deadline deadline = Deadline::never();
    bool may_repeat = false;
    bool notification = false;

    // on ap-call
    int attempts = 0;
    net::Timer wait;

  private:
    void report(std::string_view response, std::exception_ptr failure) {
        if (const Channel::Done done = std::exchange(done_, nullptr)) done(response, std::move(failure));
    }
    Channel::Done done_;
};
using PendingPtr = std::shared_ptr<Pending>;

/// Why an attempt is worth repeating, and when the server wants it.
struct Hint {
    bool retryable = false;
    std::optional<std::chrono::milliseconds> wait;
};

std::optional<std::chrono::milliseconds> retry_after(const net::HttpClient::Response& response) {
    const std::string_view text = response.header("retry-after");
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || seconds < 0) return std::nullopt;
    return std::chrono::seconds(seconds);
}

Hint read_hint(const net::HttpClient::Response& response) {
    // Every error that may be repeated says so; a result that happens to hold the same words costs one parse.
    if (response.body.find("\"retryable\":true") == std::string::npos) return {};
    Hint hint;
    try {
        const json::Value document =
            json::thread_parser().parse(response.body, {response.body.size() + 1, limits::max_depth});
        if (!document.is_object()) return {};
        const auto error = document.find("error");
        if (!error || !error->is_object()) return {};
        const auto data = error->find("data");
        if (!data || !data->is_object()) return {};
        const auto retryable = data->find("retryable");
        hint.retryable = retryable && retryable->kind() == json::Kind::boolean && retryable->boolean();
        if (const auto wait = data->find("retry_after_ms"); wait && wait->kind() == json::Kind::int64)
            hint.wait = std::chrono::milliseconds(std::max<std::int64_t>(0, wait->int64()));
    } catch (const Error&) {
        return {};
    }
    if (!hint.wait) hint.wait = retry_after(response);  // the same in whole seconds
    return hint;
}

Error unexpected_status(const Pending& call, int status) {
    const std::string text = call.method + ": the server answered HTTP " + std::to_string(status) + " without a body";
    if (status == 503 || status == 502) return Error(ErrorKind::unavailable, Code::unavailable, text);
    if (status == 429) return Error(ErrorKind::overloaded, Code::rate_limited, text);
    return Error(ErrorKind::internal, Code::internal_error, text);
}

}  // namespace

class HttpChannel::Impl {
  public:
    explicit Impl(HttpChannelOptions options)
        : options_(std::move(options)), upstreams_(options_), loop_("ap-call"), client_(make_client()) {
        loop_.start();
    }

    ~Impl() {
        loop_.stop();
        closing_ = true;
        client_.reset();
        waiting_.clear();
    }

    void set_urls(const std::vector<std::string>& texts) {
        std::vector<net::Url> urls;
        for (const std::string& text : texts) urls.push_back(net::Url::parse(text));
        loop_.post([this, urls = std::move(urls)] { upstreams_.set(urls); });
    }

    void start(Outgoing call, Done done);

  private:
    std::unique_ptr<net::HttpClient> make_client() {
        net::HttpClientOptions client;
        client.max_response_bytes = options_.max_response_bytes;
        return std::make_unique<net::HttpClient>(loop_, client);
    }

    // on ap-call
    void attempt(const PendingPtr& call);
    void answered(const PendingPtr& call, const net::Url& url, const net::HttpClient::Response& response);
    void failed(const PendingPtr& call, const net::Url& url, std::exception_ptr failure);
    bool repeat(const PendingPtr& call, std::optional<std::chrono::milliseconds> wish);

    const HttpChannelOptions options_;
    std::atomic<std::uint64_t> next_id_{1};

    // on ap-call
    Upstreams upstreams_;
    RetryBudget budget_;
    std::mt19937 random_{std::random_device{}()};
    std::unordered_map<Pending*, PendingPtr> waiting_;  // for their next attempt
    bool closing_ = false;

    net::Loop loop_;
    std::unique_ptr<net::HttpClient> client_;
};

void HttpChannel::Impl::start(Outgoing call, Done done) {
    const OutgoingContext from = OutgoingContext::of(call.options, options_.default_deadline);
    auto pending = std::make_shared<Pending>(std::string(call.method), std::move(done));
    pending->deadline = from.deadline;
    pending->may_repeat = call.idempotency != Idempotency::none && !call.notification;
    pending->notification = call.notification;
    pending->body = request_text(call, next_id_.fetch_add(1, std::memory_order_relaxed));
    Fields& fields = pending->fields;
    fields.emplace_back("Content-Type", "application/json");
    fields.emplace_back("traceparent", from.trace.traceparent);
    if (!from.trace.tracestate.empty()) fields.emplace_back("tracestate", from.trace.tracestate);
    if (!from.trace.baggage.empty()) fields.emplace_back("baggage", from.trace.baggage);
    if (const std::string key = idempotency_key_for(call); !key.empty()) fields.emplace_back("Idempotency-Key", key);
    if (!call.options.token.empty())
        fields.emplace_back("Authorization", "Bearer " + call.options.token);
    else if (options_.seal && from.caller.signed_in())
        fields.emplace_back("Antiphon-Caller", options_.seal(from.caller));
    loop_.post([this, pending = std::move(pending)] { attempt(pending); });
}

void HttpChannel::Impl::attempt(const PendingPtr& call) {
    ++call->attempts;
    const auto now = Clock::now();
    if (call->deadline.moment() <= now) return call->fail(std::make_exception_ptr(deadline_error(call->method)));
    const auto url = upstreams_.pick(now);
    if (!url) {
        if (repeat(call, std::nullopt)) return;
        return call->fail(std::make_exception_ptr(
            Error(ErrorKind::unavailable, Code::unavailable, call->method + ": no address of the service answers")));
    }
    net::HttpClient::Request request;
    const bool last = !call->may_repeat || call->attempts >= options_.attempts;
    request.body = last ? std::move(call->body) : call->body;
    request.headers = last ? std::move(call->fields) : call->fields;
    request.headers.emplace_back("Antiphon-Timeout-Ms",
                                 std::to_string(std::max<std::int64_t>(1, call->deadline.remaining().count())));
    client_->send(*url, std::move(request), call->deadline,
                  [this, call, url = *url](const net::HttpClient::Response& response, std::exception_ptr failure) {
                      if (failure)
                          failed(call, url, std::move(failure));
                      else
                          answered(call, url, response);
                  });
}

void HttpChannel::Impl::answered(const PendingPtr& call, const net::Url& url,
                                 const net::HttpClient::Response& response) {
    if (response.status == 502 || response.status == 503)
        upstreams_.failed(url, Clock::now());
    else
        upstreams_.succeeded(url);
    if (response.status == 200) budget_.succeeded();
    if (call->may_repeat) {
        const Hint hint = read_hint(response);
        if (hint.retryable && repeat(call, hint.wait)) return;
    }
    if (response.body.empty() && response.status != 204)
        return call->fail(std::make_exception_ptr(unexpected_status(*call, response.status)));
    call->answer(response.body);
}

void HttpChannel::Impl::failed(const PendingPtr& call, const net::Url& url, std::exception_ptr failure) {
    if (closing_) return;  // ~Pending reports
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::unavailable) upstreams_.failed(url, Clock::now());
        if (error.retryable() && repeat(call, error.retry_after())) return;
        if (error.kind() == ErrorKind::timed_out) failure = std::make_exception_ptr(deadline_error(call->method));
    } catch (...) {
    }
    call->fail(std::move(failure));
}

bool HttpChannel::Impl::repeat(const PendingPtr& call, std::optional<std::chrono::milliseconds> wish) {
    if (!call->may_repeat || call->attempts >= options_.attempts || closing_) return false;
    const auto wait = wish.value_or(backoff(options_, call->attempts, random_));
    if (wait >= call->deadline.remaining() || !budget_.take()) return false;
    waiting_.emplace(call.get(), call);
    call->wait = loop_.after(wait, [this, raw = call.get()] {
        const PendingPtr again = waiting_.extract(raw).mapped();
        attempt(again);
    });
    return true;
}

HttpChannel::HttpChannel(std::string url, HttpChannelOptions options)
    : HttpChannel(std::vector<std::string>{std::move(url)}, std::move(options)) {}

HttpChannel::HttpChannel(std::vector<std::string> urls, HttpChannelOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {
    impl_->set_urls(urls);
}

HttpChannel::~HttpChannel() = default;
void HttpChannel::set_urls(std::vector<std::string> urls) { impl_->set_urls(urls); }
void HttpChannel::start(Outgoing call, Done done) { impl_->start(std::move(call), std::move(done)); }

}  // namespace antiphon::rpc
