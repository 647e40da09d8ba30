#include "antiphon/net/http_client.h"

#include <algorithm>
#include <utility>

#include "antiphon/net/http_text.h"
#include "http_pool.h"

namespace antiphon::net {
namespace {

[[noreturn]] void refuse(const std::string& reason) {
    throw Error(ErrorKind::invalid, Code::invalid_request, "the request can not be sent: " + reason);
}

}  // namespace

std::string_view HttpClient::Response::header(std::string_view name) const noexcept {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return {};
}

std::string write_request(const Url& url, const HttpClient::Request& request) {
    if (url.secure()) refuse("'" + url.scheme + "' needs TLS, which this client does not speak");
    const std::string& target = request.target.empty() ? url.target : request.target;
    if (!is_token(request.method)) refuse("'" + request.method + "' is no method");
    if (!is_target(target)) refuse("'" + target + "' is no target");
    std::string out;
    out.reserve(request.body.size() + 512);
    out.append(request.method).append(" ").append(target).append(" HTTP/1.1\r\nHost: ").append(url.authority());
    out.append("\r\n");
    for (const auto& [name, value] : request.headers) {
        if (!is_token(name)) refuse("'" + name + "' is no name of a header");
        if (!is_field_text(value)) refuse("header '" + name + "' holds a control byte");
        out.append(name).append(": ").append(value).append("\r\n");
    }
    if (!request.body.empty() || (request.method != "GET" && request.method != "HEAD"))
        out.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n");
    out.append("\r\n").append(request.body);
    return out;
}

HttpHost& HttpClient::Impl::host_of(const Url& url) {
    std::string key = url.host + ":" + std::to_string(url.port);
    if (last_host != nullptr && key == last_key) return *last_host;
    auto& host = hosts[key];
    if (!host) host = std::make_unique<HttpHost>(*this, key, url.host, url.port);
    last_host = host.get();
    last_key = std::move(key);
    return *host;
}

void HttpClient::Impl::finish(Job job, Response response, std::exception_ptr error) {
    if (sending) {
        failed_at_once.push_back({std::move(job), std::move(error)});
        if (failed_at_once.size() == 1)
            loop.post([client = weak_from_this()] {
                if (const auto keep = client.lock()) keep->deliver_failed();
            });
        return;
    }
    --in_flight;
    job.done(std::move(response), std::move(error));
}

void HttpClient::Impl::fail(Job job, ErrorKind kind, Code code, const std::string& message) {
    finish(std::move(job), {}, std::make_exception_ptr(Error(kind, code, message)));
}

void HttpClient::Impl::deliver_failed() {
    auto all = std::exchange(failed_at_once, {});
    for (auto& [job, error] : all) finish(std::move(job), {}, std::move(error));
}

void HttpClient::Impl::sweep_at(Clock::time_point when) {
    if (when >= next_sweep || ended) return;
    next_sweep = when;
    const auto delay = std::chrono::ceil<std::chrono::milliseconds>(when - Clock::now());
    sweep_timer = loop.after(std::max(delay, std::chrono::milliseconds(0)), [this] { sweep(); });
}

void HttpClient::Impl::sweep() {
    const auto keep = shared_from_this();
    next_sweep = Clock::time_point::max();
    auto next = Clock::time_point::max();
    const auto now = Clock::now();
    std::vector<HttpHost*> all;
    for (const auto& [key, host] : hosts) all.push_back(host.get());
    for (auto* host : all) {
        next = std::min(next, host->sweep(now));
        if (ended) return;  // by a callback
    }
    last_host = nullptr;
    std::erase_if(hosts, [](const auto& entry) { return entry.second->unused(); });
    sweep_at(next);
}

void HttpClient::Impl::end() {
    ended = true;
    sweep_timer.cancel();
    for (const auto& [key, host] : hosts) host->end_all();
    deliver_failed();
}

HttpClient::HttpClient(Loop& loop, HttpClientOptions options) : impl_(std::make_shared<Impl>(loop, options)) {}

HttpClient::~HttpClient() { impl_->end(); }

HttpClient::Ticket HttpClient::send(const Url& url, Request request, Deadline deadline, Done done) {
    auto& client = *impl_;
    ++client.in_flight;
    client.sending = true;
    const Ticket ticket = ++client.last_ticket;
    Job job{{}, deadline, std::move(done), request.method == "HEAD", ticket};
    try {
        job.bytes = write_request(url, request);
        if (!deadline.is_never()) client.sweep_at(deadline.moment());
        client.host_of(url).submit(std::move(job));
    } catch (const Error&) {
        client.finish(std::move(job), {}, std::current_exception());
    }
    client.sending = false;
    return ticket;
}

void HttpClient::hang_up(Ticket ticket) {
    const auto keep = impl_;
    for (const auto& [key, host] : keep->hosts)
        if (host->hang_up(ticket)) return;
}

std::size_t HttpClient::in_flight() const noexcept { return impl_->in_flight; }

std::size_t HttpClient::open_connections() const noexcept {
    std::size_t count = 0;
    for (const auto& [key, host] : impl_->hosts) count += host->connections();
    return count;
}

}  // namespace antiphon::net
