// The server's life: from the listening socket to the last thread.

#include <pthread.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "http_server_impl.h"

namespace antiphon::rpc {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t stack_bytes = 2 * 1024 * 1024;  // instrumented frames are several times as large
#else
constexpr std::size_t stack_bytes = 256 * 1024;
#endif
constexpr std::size_t connection_memory_bytes = 32 * 1024;

void log_message(void*, const char* format, va_list arguments) {
    if (!log::enabled(log::Level::debug)) return;
    std::array<char, 256> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    log::debug("libmicrohttpd", {{"text", static_cast<const char*>(text.data())}});
}

void name_this_thread() noexcept {
    thread_local const bool named = pthread_setname_np(pthread_self(), "ap-http") == 0;
    static_cast<void>(named);
}

RequestLine request_line(const char* method, const char* path, const char* version) { return {method, path, version}; }

}  // namespace

/// No exception may cross into C.
struct Callbacks {
    static void connection(void* self, MHD_Connection* handle, void** context, MHD_ConnectionNotificationCode code) {
        name_this_thread();
        auto& server = *static_cast<HttpServer::Impl*>(self);
        if (code == MHD_CONNECTION_NOTIFY_CLOSED) return server.connection_closed(context);
        try {
            server.connection_opened(handle, context);
        } catch (...) {
            *context = nullptr;  // its requests are refused
        }
    }

    static MHD_Result request(void* self, MHD_Connection* handle, const char* path, const char* method,
                              const char* version, const char* data, std::size_t* size, void** context) {
        try {
            return static_cast<HttpServer::Impl*>(self)->request(handle, request_line(method, path, version), data,
                                                                 size, context);
        } catch (const std::exception& error) {
            log::error("a request was dropped", {{"reason", error.what()}});
        } catch (...) {
            log::error("a request was dropped");
        }
        return MHD_NO;  // closes the connection
    }

    static void completed(void* self, MHD_Connection*, void** context, MHD_RequestTerminationCode) {
        if (*context == nullptr) return;
        static_cast<HttpServer::Impl*>(self)->request_completed(*static_cast<Connection*>(*context));
        *context = nullptr;
    }
};

HttpServer::Impl::Impl(HttpServerOptions options, const Protocol& protocol)
    : options_(std::move(options)), protocol_(protocol), listener_(listen_on(options_.address, options_.port)) {
    try {
        watch_ = std::make_unique<Watch>([this](HttpCall& call) { expire(call); });
        pool_ = std::make_unique<WorkerPool>(options_.pool_threads, options_.pool_queue);
        start_daemon();
    } catch (...) {
        ::close(listener_.descriptor);
        throw;
    }
}

void HttpServer::Impl::start_daemon() {
    const auto idle_seconds = std::chrono::ceil<std::chrono::seconds>(options_.idle_timeout).count();
    const unsigned threads = options_.threads;
    std::vector<MHD_OptionItem> items = {
        {MHD_OPTION_LISTEN_SOCKET, listener_.descriptor, nullptr},
        {MHD_OPTION_CONNECTION_TIMEOUT, static_cast<std::intptr_t>(idle_seconds), nullptr},
        {MHD_OPTION_CONNECTION_LIMIT, static_cast<std::intptr_t>(options_.max_connections), nullptr},
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, static_cast<std::intptr_t>(options_.max_connections_per_address), nullptr},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, static_cast<std::intptr_t>(connection_memory_bytes), nullptr},
        {MHD_OPTION_THREAD_STACK_SIZE, static_cast<std::intptr_t>(stack_bytes), nullptr},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, nullptr},
        {MHD_OPTION_EXTERNAL_LOGGER, reinterpret_cast<std::intptr_t>(&log_message), nullptr},
        {MHD_OPTION_NOTIFY_CONNECTION, reinterpret_cast<std::intptr_t>(&Callbacks::connection), this},
        {MHD_OPTION_NOTIFY_COMPLETED, reinterpret_cast<std::intptr_t>(&Callbacks::completed), this}};
    if (threads > 1) items.push_back({MHD_OPTION_THREAD_POOL_SIZE, static_cast<std::intptr_t>(threads), nullptr});
    items.push_back({MHD_OPTION_END, 0, nullptr});
    daemon_ = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, nullptr,
        nullptr, &Callbacks::request, this, MHD_OPTION_ARRAY, items.data(), MHD_OPTION_END);
    if (daemon_ == nullptr)
        throw Error(ErrorKind::unavailable, Code::unavailable,
                    "the HTTP server on port " + std::to_string(listener_.port) + " cannot be started");
}

HttpServer::Impl::~Impl() { close(); }

std::string HttpServer::Impl::url() const {
    return http_origin(options_.address, listener_.port) + (options_.path.empty() ? "/" : options_.path);
}

void HttpServer::Impl::stop_accepting() {
    if (daemon_ == nullptr || stopping_.exchange(true)) return;
    if (const MHD_socket old = MHD_quiesce_daemon(daemon_); old != MHD_INVALID_SOCKET) ::close(old);
}

bool HttpServer::Impl::drain(Deadline deadline) {
    std::unique_lock lock(idle_mutex_);
    const auto idle = [this] { return open_requests_.load() == 0; };
    if (!deadline.is_never()) return idle_.wait_until(lock, deadline.moment(), idle);
    idle_.wait(lock, idle);
    return true;
}

void HttpServer::Impl::close() {
    if (daemon_ == nullptr) return;
    stop_accepting();
    closing_.store(true);
    watch_->expire_all();
    pool_->close();  // waits for handlers, whose answers nobody awaits any more
    MHD_stop_daemon(daemon_);
    daemon_ = nullptr;
    watch_.reset();
}

HttpServer::Statistics HttpServer::Impl::statistics() const noexcept {
    return {requests_.load(std::memory_order_relaxed), refused_.load(std::memory_order_relaxed),
            running_.load(std::memory_order_relaxed), watch_ ? watch_->connections() : 0};
}

}  // namespace antiphon::rpc
