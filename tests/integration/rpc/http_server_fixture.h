#pragma once
// An HTTP server with the calculator behind it, and what its tests share.

#include <gmock/gmock.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "antiphon/rpc/dispatcher.h"
#include "antiphon/rpc/http_server.h"
#include "antiphon/testing/eventually.h"
#include "calculator.h"
#include "raw_http.h"

namespace tests {

using namespace antiphon;
using namespace std::chrono_literals;

inline const std::string add = R"({"jsonrpc":"2.0","method":"calculator.add","params":[1,2],"id":1})";
inline const std::string sum = R"({"jsonrpc":"2.0","id":1,"result":3})";
inline const std::string add_slowly = R"({"jsonrpc":"2.0","method":"calculator.add_slowly","params":[1,2],"id":1})";

inline bool eventually(const std::function<bool()>& holds) { return antiphon::testing::eventually(10s, holds); }

/// Holds handlers until the test lets them go.
class Gate {
  public:
    void wait() {
        std::unique_lock lock(mutex_);
        ++inside_;
        changed_.notify_all();
        changed_.wait_for(lock, 10s, [this] { return open_; });
    }
    bool until_inside(int count) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 10s, [&] { return inside_ >= count; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int inside_ = 0;
    bool open_ = false;
};

class HttpServerTest : public ::testing::Test {
  protected:
    HttpServerTest() { dispatcher.add(desk); }
    void listen(rpc::HttpServerOptions options = {}) {
        if (options.pool_threads == 32) options.pool_threads = 8;
        server.emplace(std::move(options), dispatcher);
    }
    calculator::Desk desk;
    rpc::Dispatcher dispatcher;
    std::optional<rpc::HttpServer> server;
};

}  // namespace tests
