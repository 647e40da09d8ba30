#include <algorithm>

#include "http_pool.h"

namespace antiphon::net {
namespace {
constexpr auto addresses_lifetime = std::chrono::seconds(30);
}

HttpHost::HttpHost(HttpClient::Impl& client, std::string name, std::string host, std::uint16_t port)
    : client_(client), name_(std::move(name)), host_(std::move(host)), port_(port) {
    Address address;
    if (!parse_address(host_, port_, address)) return;
    addresses_.push_back(address);
    addresses_until_ = Clock::time_point::max();
}

void HttpHost::submit(Job job) {
    if (waiting_.size() >= client_.options.max_waiting_per_host)
        return client_.fail(std::move(job), ErrorKind::overloaded, Code::overloaded,
                            name_ + ": " + std::to_string(waiting_.size()) + " requests wait already");
    if (waiting_.empty() && !idle_.empty()) {
        HttpConnection* connection = idle_.back();
        idle_.pop_back();
        return connection->start(std::move(job));
    }
    waiting_.push_back(std::move(job));
    work();
}

void HttpHost::work() {
    while (!waiting_.empty() && !idle_.empty()) {
        HttpConnection* connection = idle_.back();
        idle_.pop_back();
        Job job = std::move(waiting_.front());
        waiting_.pop_front();
        connection->start(std::move(job));
    }
    Address address;
    while (connecting_ < waiting_.size() && connections_.size() < client_.options.max_connections_per_host &&
           find_address(address))
        open_connection(address);
}

bool HttpHost::hang_up(HttpClient::Ticket ticket) {
    for (const auto& connection : connections_) {
        if (connection->state() != HttpConnection::State::busy || connection->job().ticket != ticket) continue;
        connection->hang_up();
        return true;
    }
    const auto waits =
        std::find_if(waiting_.begin(), waiting_.end(), [&](const Job& job) { return job.ticket == ticket; });
    if (waits == waiting_.end()) return false;
    Job job = std::move(*waits);
    waiting_.erase(waits);
    client_.fail(std::move(job), ErrorKind::unavailable, Code::cancelled, name_ + ": given up before it was sent");
    return true;
}

/// The next address to try. False while a name is being looked up; work() is called again then.
bool HttpHost::find_address(Address& out) {
    if (!addresses_.empty() && Clock::now() < addresses_until_) {
        out = addresses_[next_address_++ % addresses_.size()];
        return true;
    }
    if (resolving_) return false;
    resolving_ = true;
    resolve(client_.loop, host_, port_,
            [this, client = client_.weak_from_this()](std::vector<Address> found, const std::string& reason) {
                const auto keep = client.lock();
                if (!keep || keep->ended) return;
                resolving_ = false;
                addresses_ = std::move(found);
                addresses_until_ = Clock::now() + addresses_lifetime;
                if (addresses_.empty())
                    fail_waiting("the name '" + host_ + "' can not be resolved: " + reason);
                else
                    work();
            });
    return false;
}

void HttpHost::open_connection(const Address& address) {
    const auto until = Clock::now() + client_.options.connect_timeout;
    auto connection = std::make_shared<HttpConnection>(*this, client_.options, until);
    connections_.push_back(connection);
    ++connecting_;
    client_.sweep_at(until);
    std::string reason;
    if (connection->connect(address, reason)) return;
    connection->close();
    closed(*connection, reason);
}

void HttpHost::opened(HttpConnection& connection) {
    --connecting_;
    refusals_ = 0;
    idle(connection);
}

void HttpHost::idle(HttpConnection& connection) {
    idle_.push_back(&connection);
    if (!waiting_.empty())
        work();
    else
        client_.sweep_at(connection.until());
}

void HttpHost::closed(HttpConnection& connection, const std::string& reason) {
    std::erase(idle_, &connection);
    const auto same = [&connection](const auto& other) { return other.get() == &connection; };
    std::erase_if(connections_, same);
    if (reason.empty()) return work();
    --connecting_;
    // A name may have addresses where nobody listens, as localhost often has: each is tried before anybody hears of it.
    if (++refusals_ < addresses_.size()) return work();
    refusals_ = 0;
    // Nobody answers there: those who wait hear it now, unless a connection that works will serve them.
    if (connections_.size() == connecting_) fail_waiting("no connection: " + reason);
}

void HttpHost::fail_waiting(const std::string& reason) {
    const auto keep_client = client_.shared_from_this();
    auto all = std::exchange(waiting_, {});
    for (auto& job : all)
        client_.finish(std::move(job), {}, std::make_exception_ptr(NotConnected(name_ + ": " + reason)));
}

Clock::time_point HttpHost::sweep(Clock::time_point now) {
    auto next = Clock::time_point::max();
    std::vector<Job> late;
    const auto passed = [&](Clock::time_point when) {
        if (when <= now) return true;
        next = std::min(next, when);
        return false;
    };
    for (std::size_t left = waiting_.size(); left > 0; --left) {
        Job job = std::move(waiting_.front());
        waiting_.pop_front();
        if (passed(job.deadline.moment()))
            late.push_back(std::move(job));
        else
            waiting_.push_back(std::move(job));
    }
    const auto all = connections_;  // closing changes the list
    for (const auto& connection : all) {
        using State = HttpConnection::State;
        const auto state = connection->state();
        if (!passed(state == State::busy ? connection->job().deadline.moment() : connection->until())) continue;
        if (state == State::busy) late.push_back(connection->take_job());
        connection->close();
        closed(*connection, state == State::connecting ? "nobody answered in time" : "");
    }
    for (auto& job : late)
        client_.fail(std::move(job), ErrorKind::timed_out, Code::deadline_exceeded,
                     name_ + ": no answer within the deadline");
    return next;
}

void HttpHost::end_all() {
    std::vector<Job> jobs(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.end()));
    waiting_.clear();
    for (const auto& connection : connections_) {
        if (connection->state() == HttpConnection::State::busy) jobs.push_back(connection->take_job());
        connection->close();
    }
    idle_.clear();
    connections_.clear();
    connecting_ = 0;
    for (auto& job : jobs)
        client_.fail(std::move(job), ErrorKind::unavailable, Code::cancelled, name_ + ": the client was closed");
}

}  // namespace antiphon::net
