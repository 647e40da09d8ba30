#include "antiphon/rpc/admin_server.h"

#include <microhttpd.h>
#include <pthread.h>
#include <unistd.h>

#include <map>
#include <optional>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "listen.h"

namespace antiphon::rpc {

namespace {

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorKind::invalid, Code::invalid_params, what); }

AdminServer::Answer plain(int status, std::string body) {
    return {status, "text/plain; charset=utf-8", std::move(body)};
}

std::string_view header(MHD_Connection* connection, const char* name) {
    const char* value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

/// In a time that does not tell how much of it is right.
bool is_token(std::string_view shown, std::string_view token) {
    unsigned difference = shown.size() == token.size() ? 0 : 1;
    for (std::size_t i = 0; i < token.size(); ++i)
        difference |=
            static_cast<unsigned char>(token[i]) ^ static_cast<unsigned char>(i < shown.size() ? shown[i] : 0);
    return difference == 0;
}

/// Whether a `Host` names this machine by address, or as `localhost`: no name that somebody else's DNS resolves.
bool is_this_machine(std::string_view host) {
    if (host.starts_with('[')) return host.find(']') != std::string_view::npos;
    const std::string_view name = host.substr(0, host.find(':'));
    return name == "localhost" || (!name.empty() && name.find_first_not_of("0123456789.") == std::string_view::npos);
}

}  // namespace

class AdminServer::Impl {
  public:
    explicit Impl(AdminServerOptions options) : options_(std::move(options)) {
        const std::size_t size = options_.token.reveal().size();
        if (size == 0 && !is_loopback(options_.address))
            refuse("the admin address '" + options_.address +
                   "' is not loopback, so what is there needs a token (--admin-token-file)");
        if (size != 0 && size < AdminServerOptions::min_token_bytes)
            refuse("the admin token must have at least " + std::to_string(AdminServerOptions::min_token_bytes) +
                   " bytes, found " + std::to_string(size));
        routes_["/livez"] = [] { return plain(200, "alive\n"); };
    }
    ~Impl() { close(); }

    void start();
    void close();
    void add(std::string path, std::function<Answer()> route) { routes_[std::move(path)] = std::move(route); }
    std::uint16_t port() const noexcept { return listener_.port; }
    std::string url() const { return http_origin(options_.address, listener_.port); }

  private:
    static MHD_Result request(void* self, MHD_Connection* connection, const char* path, const char* method,
                              const char* version, const char* data, std::size_t* size, void** context);
    Answer answer(std::string_view path, std::string_view method) const noexcept;
    /// Nothing when this path may be read by whoever sent this.
    std::optional<Answer> refusal(std::string_view path, MHD_Connection* connection) const;

    const AdminServerOptions options_;
    std::map<std::string, std::function<Answer()>, std::less<>> routes_;  // fixed once started
    Listener listener_;
    MHD_Daemon* daemon_ = nullptr;
};

std::optional<AdminServer::Answer> AdminServer::Impl::refusal(std::string_view path, MHD_Connection* connection) const {
    if (options_.token.empty()) {
        if (is_this_machine(header(connection, "Host")) && header(connection, "Origin").empty()) return std::nullopt;
        return plain(403, "web pages have no business here\n");
    }
    if (path == "/livez" || path == "/readyz") return std::nullopt;
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view shown = header(connection, "Authorization");
    if (shown.starts_with(scheme) && is_token(shown.substr(scheme.size()), options_.token.reveal()))
        return std::nullopt;
    return plain(401, "this needs the admin token: Authorization: Bearer ...\n");
}

AdminServer::Answer AdminServer::Impl::answer(std::string_view path, std::string_view method) const noexcept {
    const auto route = routes_.find(path);
    if (route == routes_.end()) return plain(404, "there is nothing at this path\n");
    if (method != "GET" && method != "HEAD") return plain(405, "only GET is known here\n");
    try {
        return route->second();
    } catch (const std::exception& error) {
        log::error("an admin route failed", {{"path", path}, {"reason", error.what()}});
    } catch (...) {
        log::error("an admin route failed", {{"path", path}});
    }
    return plain(500, "this failed; the log says why\n");
}

MHD_Result AdminServer::Impl::request(void* self, MHD_Connection* connection, const char* path, const char* method,
                                      const char*, const char*, std::size_t*, void**) {
    thread_local const bool named = pthread_setname_np(pthread_self(), "ap-admin") == 0;
    static_cast<void>(named);
    const auto& server = *static_cast<Impl*>(self);
    const auto refused = server.refusal(path, connection);
    const Answer made = refused ? *refused : server.answer(path, method);
    MHD_Response* response =
        MHD_create_response_from_buffer(made.body.size(), const_cast<char*>(made.body.data()), MHD_RESPMEM_MUST_COPY);
    if (response == nullptr) return MHD_NO;
    MHD_add_response_header(response, "Content-Type", made.content_type.c_str());
    MHD_add_response_header(response, "Cache-Control", "no-store");
    if (made.status == 401) MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
    if (made.status == 405) MHD_add_response_header(response, "Allow", "GET, HEAD");
    const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(made.status), response);
    MHD_destroy_response(response);
    return queued;
}

void AdminServer::Impl::start() {
    if (daemon_ != nullptr) return;
    listener_ = listen_on(options_.address, options_.port);
    daemon_ = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, nullptr, nullptr, &request, this,
                               MHD_OPTION_LISTEN_SOCKET, listener_.descriptor, MHD_OPTION_CONNECTION_TIMEOUT, 10U,
                               MHD_OPTION_CONNECTION_LIMIT, 32U, MHD_OPTION_END);
    if (daemon_ != nullptr) return;
    ::close(listener_.descriptor);
    throw Error(ErrorKind::unavailable, Code::unavailable,
                "the admin server on port " + std::to_string(listener_.port) + " cannot be started");
}

void AdminServer::Impl::close() {
    if (daemon_ != nullptr) MHD_stop_daemon(daemon_);
    daemon_ = nullptr;
}

AdminServer::AdminServer(AdminServerOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
AdminServer::~AdminServer() = default;

void AdminServer::add(std::string path, std::function<Answer()> route) {
    impl_->add(std::move(path), std::move(route));
}

void AdminServer::add_readiness(std::function<bool()> ready) {
    impl_->add("/readyz", [ready = std::move(ready)] {
        const bool yes = ready();
        return plain(yes ? 200 : 503, yes ? "ready\n" : "not ready\n");
    });
}

void AdminServer::add_metrics(std::function<std::string()> text) {
    impl_->add("/metrics", [text = std::move(text)] { return Answer{200, "text/plain; version=0.0.4", text()}; });
}

void AdminServer::add_document(std::string path, std::function<std::string()> text) {
    impl_->add(std::move(path), [text = std::move(text)] {
        std::string body = text();
        if (body.empty()) return plain(404, "there is no such document\n");
        return Answer{200, "application/json", std::move(body)};
    });
}

void AdminServer::start() { impl_->start(); }
void AdminServer::close() { impl_->close(); }
std::uint16_t AdminServer::port() const noexcept { return impl_->port(); }
std::string AdminServer::url() const { return impl_->url(); }

}  // namespace antiphon::rpc
