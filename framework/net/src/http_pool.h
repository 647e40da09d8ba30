#pragma once
// The inside of HttpClient: hosts with their connections and waiting requests. Everything here lives on one loop.

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "antiphon/base/error.h"
#include "antiphon/net/http_client.h"
#include "resolve.h"
#include "response_reader.h"

namespace antiphon::net {

/// One request on its way: its bytes, and whom to tell.
struct Job {
    std::string bytes;
    Deadline deadline = Deadline::never();
    HttpClient::Done done;
    bool head_request = false;
    HttpClient::Ticket ticket = 0;
};

class HttpHost;

/// One TCP connection; carries one job at a time.
class HttpConnection final : public Watcher, public std::enable_shared_from_this<HttpConnection> {
  public:
    enum class State : std::uint8_t { connecting, idle, busy, closed };

    HttpConnection(HttpHost& host, const HttpClientOptions& options, Clock::time_point until);
    ~HttpConnection();

    /// Begins to connect; false with a reason when that failed at once.
    bool connect(const Address& address, std::string& reason);
    void start(Job job);
    /// Ends the sending side; the answer is still read, and the connection then closed.
    void hang_up();
    void close();
    void ready(Readiness) override;

    State state() const noexcept { return state_; }
    const Job& job() const noexcept { return job_; }
    Job take_job() { return std::move(job_); }
    /// When an idle connection is to be closed, or one that connects is given up.
    Clock::time_point until() const noexcept { return until_; }

  private:
    void connected();
    bool write();
    void read();
    void answered(bool extra_bytes);
    void fail(ErrorKind kind, Code code, const std::string& reason);
    void want(Interest interest);

    HttpHost* host_;
    const HttpClientOptions& options_;
    int socket_ = -1;
    State state_ = State::connecting;
    Interest interest_ = Interest::none;
    Clock::time_point until_;
    Job job_;
    std::size_t sent_ = 0;
    bool hung_up_ = false;
    ResponseReader reader_;
};

/// All that goes to one host and port.
class HttpHost {
  public:
    HttpHost(HttpClient::Impl& client, std::string name, std::string host, std::uint16_t port);

    void submit(Job job);
    /// Gives waiting jobs to idle connections and opens new ones as far as the bounds allow.
    void work();
    /// False when this host has no such request.
    bool hang_up(HttpClient::Ticket ticket);

    // told by connections
    void opened(HttpConnection& connection);
    void idle(HttpConnection& connection);
    /// Removes it. `reason` not empty: it could not connect.
    void closed(HttpConnection& connection, const std::string& reason);

    /// Ends what is past its time; returns when to look again.
    Clock::time_point sweep(Clock::time_point now);
    void end_all();
    bool unused() const noexcept { return connections_.empty() && waiting_.empty() && !resolving_; }

    std::size_t waiting() const noexcept { return waiting_.size(); }
    std::size_t connections() const noexcept { return connections_.size(); }
    HttpClient::Impl& client() noexcept { return client_; }
    const std::string& name() const noexcept { return name_; }

  private:
    bool find_address(Address& out);
    void open_connection(const Address& address);
    void fail_waiting(const std::string& reason);

    HttpClient::Impl& client_;
    const std::string name_;  // "127.0.0.1:8101", for messages
    const std::string host_;
    const std::uint16_t port_;
    std::deque<Job> waiting_;
    std::vector<std::shared_ptr<HttpConnection>> connections_;
    std::vector<HttpConnection*> idle_;  // last used last
    std::size_t connecting_ = 0;
    std::vector<Address> addresses_;
    std::size_t next_address_ = 0;
    std::size_t refusals_ = 0;  // since a connection was last opened, or those who waited were told
    Clock::time_point addresses_until_{};
    bool resolving_ = false;
};

struct HttpClient::Impl : std::enable_shared_from_this<HttpClient::Impl> {
    Impl(Loop& its_loop, HttpClientOptions its_options) : loop(its_loop), options(its_options) {}

    HttpHost& host_of(const Url& url);
    /// Ends a job. Later, when called from inside send(), so that `done` never runs before send() returned.
    void finish(Job job, Response response, std::exception_ptr error);
    void fail(Job job, ErrorKind kind, Code code, const std::string& message);
    void deliver_failed();
    void sweep_at(Clock::time_point when);
    void sweep();
    void end();

    struct Ended {
        Job job;
        std::exception_ptr error;
    };

    Loop& loop;
    const HttpClientOptions options;
    std::map<std::string, std::unique_ptr<HttpHost>, std::less<>> hosts;
    std::string last_key;  // of last_host: most requests go where the last one went
    HttpHost* last_host = nullptr;
    std::size_t in_flight = 0;
    HttpClient::Ticket last_ticket = 0;
    bool sending = false;
    bool ended = false;
    std::vector<Ended> failed_at_once;
    Timer sweep_timer;
    Clock::time_point next_sweep = Clock::time_point::max();
    std::array<char, 64 * 1024> read_buffer;
};

/// The bytes of a request. Throws Error(invalid) when something in it can not be written.
std::string write_request(const Url& url, const HttpClient::Request& request);

}  // namespace antiphon::net
