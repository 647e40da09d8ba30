#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace antiphon::rpc {

struct AdminServerOptions {
    std::string address = "127.0.0.1";  ///< a loopback address; others are refused
    std::uint16_t port = 0;             ///< 0: any free one
};

/// What operators and their tools ask a program, over HTTP GET, on loopback only. Knows `/livez` from the start.
///
/// Routes are added before start(). Their functions run on the server's thread `ap-admin` and should be quick.
class AdminServer {
  public:
    struct Answer {
        int status = 200;
        std::string content_type = "text/plain; charset=utf-8";
        std::string body = {};
    };

    explicit AdminServer(AdminServerOptions options = {});
    ~AdminServer();
    AdminServer(const AdminServer&) = delete;
    AdminServer& operator=(const AdminServer&) = delete;

    void add(std::string path, std::function<Answer()> route);
    /// `/readyz`: 200 while `ready` says yes, else 503.
    void add_readiness(std::function<bool()> ready);
    /// `/metrics`, in Prometheus' text format.
    void add_metrics(std::function<std::string()> text);
    /// `application/json`, 404 while the text is empty: `/openrpc.json`, `/asyncapi.json`.
    void add_document(std::string path, std::function<std::string()> text);

    /// Throws Error(unavailable) when the address cannot be bound, Error(invalid) when it is not loopback.
    void start();
    void close();
    std::uint16_t port() const noexcept;
    std::string url() const;  ///< `http://127.0.0.1:9101`

    class Impl;

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace antiphon::rpc
