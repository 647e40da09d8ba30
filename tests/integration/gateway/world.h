#pragma once
// What a gateway lives in: a Redis of its own, a service, tokens; and clients that talk to it.

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "antiphon/auth/token.h"
#include "antiphon/gateway/gateway.h"
#include "antiphon/json/parser.h"
#include "antiphon/rpc/dispatcher.h"
#include "antiphon/rpc/http_server.h"
#include "antiphon/rpc/registry.h"
#include "antiphon/testing/redis_server.h"
#include "antiphon/ws/client.h"

using namespace std::chrono_literals;

/// A door that the slow method of the test service waits at.
class Door {
  public:
    void wait();
    void knock();  ///< a visit that does not wait
    void open();
    void wait_for_visitor();  ///< until somebody waits

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    int visitors_ = 0;
};

/// The service `test`; see world.cpp for its methods and channels.
class TestService final : public antiphon::rpc::Service {
  public:
    const antiphon::rpc::ServiceInfo& info() const noexcept override;
    Door door;
    std::promise<bool> saw_cancellation;  ///< by `test.patient`: whether its context was cancelled in time
    std::atomic<int> calls = 0;
};

/// A WebSocket client for one test. Throws ws::Closed when the gateway closed it.
class Client {
  public:
    Client(std::uint16_t port, const std::string& token, antiphon::ws::ClientOptions options = {});

    void send(const std::string& text) { socket_.send(text); }
    /// The next message of any kind; fails the test when none comes.
    std::string receive();
    /// True when nothing comes before everything sent until now was answered.
    bool is_silent();
    /// Sends a request and returns the whole answer; events that come before wait for event().
    std::string call(const std::string& method, const std::string& params = "{}");
    /// The next notification.
    std::string notification();
    /// The close code that comes instead of a message.
    antiphon::CloseCode close_code();
    std::string close_reason() const { return reason_; }

  private:
    std::string take(bool answer, const std::string& id);

    antiphon::ws::Client socket_;
    std::deque<std::string> notifications_;
    int next_ = 1;
    std::string reason_;
};

class World {
  public:
    World();

    antiphon::gateway::Options options() const;
    /// Started, connected, and with the routes of the service.
    std::unique_ptr<antiphon::gateway::Gateway> gateway(
        const std::function<void(antiphon::gateway::Options&)>& change = {});
    std::string token(const std::string& user, const std::string& tenant = "t-1", std::chrono::seconds life = 600s,
                      const std::vector<std::string>& scopes = {}) const;

    void publish(const std::string& address, const std::string& data);          ///< live, as a CloudEvent
    std::uint64_t append(const std::string& address, const std::string& data);  ///< durable; its offset
    void publish_raw(const std::string& redis_channel, const std::string& text);
    /// What Redis has subscribers for, without the proofs of life that each connection sends itself; sorted.
    std::vector<std::string> subscribed();

    antiphon::testing::RedisServer redis;
    const antiphon::auth::Keys keys;
    TestService service;

  private:
    antiphon::rpc::Dispatcher dispatcher_;
    std::unique_ptr<antiphon::rpc::HttpServer> server_;
    antiphon::rpc::Registry registry_;
    antiphon::rpc::Lease lease_;
};

/// The CloudEvent that World::publish and append make around data.
std::string event_of(const std::string& data);
std::string event_message(const std::string& subscription, std::optional<std::uint64_t> offset,
                          const std::string& data);

/// Members of a message, for those that no test can know beforehand.
std::int64_t error_code(const std::string& answer);                                         ///< 0: a result
std::string member(const std::string& text, std::initializer_list<std::string_view> path);  ///< as JSON text; "" none

/// One HTTP exchange on a connection of its own.
struct HttpAnswer {
    int status = 0;
    std::string head;
    std::string body;
};

/// One request on a connection of its own: sent when made, hung up when destroyed.
class HttpCall {
  public:
    HttpCall(std::uint16_t port, const std::string& method, const std::string& target,
             const std::vector<std::string>& headers = {}, const std::string& body = {});
    ~HttpCall();
    HttpCall(const HttpCall&) = delete;
    HttpCall& operator=(const HttpCall&) = delete;
    HttpAnswer answer();  ///< status 0 when none came

  private:
    int descriptor_;
};
HttpAnswer http(std::uint16_t port, const std::string& method, const std::string& target,
                const std::vector<std::string>& headers = {}, const std::string& body = {});
