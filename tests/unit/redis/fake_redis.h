#pragma once
// A server that speaks RESP and does what a test tells it: says nothing, answers in single bytes, hangs up.

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "antiphon/base/thread.h"
#include "antiphon/redis/options.h"

namespace antiphon::redis {

class FakeRedis {
  public:
    using Words = std::vector<std::string>;
    /// The bytes to answer with; empty: nothing; nullopt: hang up. Called on the fake's thread.
    using Answer = std::function<std::optional<std::string>(const Words&)>;

    explicit FakeRedis(Answer answer = pong);
    ~FakeRedis();

    Options options() const;
    void answer_with(Answer answer);
    void in_pieces_of(std::size_t bytes);
    /// To every connection, unasked.
    void push(const std::string& bytes);
    /// To those that have subscribed to something.
    void push_to_subscribers(const std::string& bytes);
    void hang_up();

    int accepted() const;  ///< connections so far
    int open() const;      ///< connections now
    std::vector<Words> heard() const;
    /// Reads from sockets that brought commands.
    int reads() const;

    static std::optional<std::string> pong(const Words& words);

  private:
    void run();
    void accept_one();
    bool serve(int descriptor);
    bool send_all(int descriptor, const std::string& bytes);

    int listening_ = -1;
    int wake_ = -1;
    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;
    // guarded by mutex_
    Answer answer_;
    std::size_t piece_ = 1 << 20;
    std::map<int, std::string> connections_;  // descriptor → bytes that are no whole command yet
    std::set<int> subscribers_;               // descriptors
    std::vector<Words> heard_;
    int accepted_ = 0;
    int reads_ = 0;
    bool stopping_ = false;
    Thread thread_;
};

/// Bytes of RESP, as a server writes them.
std::string bulk(const std::string& text);
std::string array(const std::vector<std::string>& elements);
std::string number(long long value);

}  // namespace antiphon::redis
