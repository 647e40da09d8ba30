#pragma once
// libmicrohttpd's callbacks around a protocol.

#include <microhttpd.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

#include "antiphon/rpc/http_server.h"
#include "http_call.h"
#include "listen.h"
#include "protocol.h"
#include "watch.h"
#include "worker_pool.h"

namespace antiphon::rpc {

/// What a worker needs of its server.
class CallRunner {
  public:
    virtual void run_items(HttpCall& call) noexcept = 0;

  protected:
    ~CallRunner() = default;
};

class HttpServer::Impl final : public CallRunner {
  public:
    Impl(HttpServerOptions options, const Protocol& protocol);  // borrows the protocol
    ~Impl();

    std::uint16_t port() const noexcept { return listener_.port; }
    std::string url() const;
    void stop_accepting();
    bool drain(Deadline deadline);
    void close();
    Statistics statistics() const noexcept;

    void run_items(HttpCall& call) noexcept override;

  private:
    friend struct Callbacks;
    void start_daemon();

    // on ap-http
    void connection_opened(MHD_Connection* handle, void** context);
    void connection_closed(void** context) noexcept;
    MHD_Result request(MHD_Connection* handle, const RequestLine& line, const char* data, std::size_t* size,
                       void** context);
    MHD_Result begin(Connection& connection, MHD_Connection* handle, const RequestLine& line);
    MHD_Result take_body(HttpCall& call, const char* data, std::size_t* size);
    MHD_Result body_complete(Connection& connection);
    MHD_Result hand_to_pool(HttpCall& call);
    MHD_Result respond(HttpCall& call);
    void request_completed(Connection& connection) noexcept;
    void fill_context(HttpCall& call, const RequestHead& head, Clock::time_point received);
    void authenticate(HttpCall& call, const Headers& headers);

    // on ap-work and ap-watch
    void answer_instead(HttpCall& call, const Refusal& refusal) noexcept;
    void call_ended() noexcept;
    void expire(HttpCall& call) noexcept;

    // set at construction
    const HttpServerOptions options_;
    const Protocol& protocol_;
    Listener listener_;

    std::atomic<bool> stopping_{false};
    std::atomic<bool> closing_{false};
    std::atomic<std::uint64_t> requests_{0};
    std::atomic<std::uint64_t> refused_{0};
    std::atomic<std::size_t> open_requests_{0};  // begun and not completely answered
    std::atomic<std::size_t> running_{0};        // handed to the pool and not ended

    std::mutex idle_mutex_;
    std::condition_variable idle_;

    std::unique_ptr<Watch> watch_;
    std::unique_ptr<WorkerPool> pool_;
    MHD_Daemon* daemon_ = nullptr;
};

}  // namespace antiphon::rpc
