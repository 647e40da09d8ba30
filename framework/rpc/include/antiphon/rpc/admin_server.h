#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "antiphon/base/secret.h"

namespace antiphon::rpc {

struct AdminServerOptions {
    std::string address = "127.0.0.1";  ///< any other than loopback needs a token
    std::uint16_t port = 0;             ///< 0: any free one
    Secret token{};                     ///< at least min_token_bytes; empty: nobody has to show one

    static constexpr std::size_t min_token_bytes = 32;
};

/// What operators and their tools ask a program, over HTTP GET. Knows `/livez` from the start. Nothing here changes
/// anything: what does belongs behind a method with its own authorization.
///
/// With a token all but `/livez` and `/readyz`, which orchestrators ask and which tell one word, need
/// `Authorization: Bearer <token>` (401). Without one, on loopback, whoever is on the machine may read; a web page may
/// not, even when its name resolves to this machine: a request whose `Host` is no address and not `localhost`, and one
/// with an `Origin`, is refused (403).
///
/// Routes are added before start(). Their functions run on the server's thread `ap-admin` and should be quick.
class AdminServer {
  public:
    struct Answer {
        int status = 200;
        std::string content_type = "text/plain; charset=utf-8";
        std::string body = {};
    };

    /// Throws Error(invalid) for an address beyond loopback without a token, and for a token that is too short.
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

    /// Throws Error(unavailable) when the address cannot be bound, Error(invalid) when it is not numeric.
    void start();
    void close();
    std::uint16_t port() const noexcept;
    std::string url() const;  ///< `http://127.0.0.1:9101`

    class Impl;

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace antiphon::rpc
