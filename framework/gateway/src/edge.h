#pragma once
// The public listener: which upgrades become sessions, and the plain HTTP beside them.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/ws/server.h"
#include "common.h"

namespace antiphon::gateway {

class Lane;

/// Each function is called on the loop of the connection concerned.
class Edge final : public ws::Application {
  public:
    /// Borrows all. `disconnected` is called after each connection that has gone.
    Edge(Common& common, std::vector<std::unique_ptr<Lane>>& lanes, std::function<void()> disconnected);

    ws::Decision accept(const ws::Upgrade& upgrade) override;
    void opened(const std::shared_ptr<ws::Socket>& socket) override;
    void message(ws::Socket& socket, std::string_view text) override;
    void drained(ws::Socket& socket) override;
    void closed(ws::Socket& socket, CloseCode code) override;
    void http(ws::HttpRequest request, std::function<void(ws::HttpResponse)> answer) override;
    void disconnected() noexcept override { disconnected_(); }

  private:
    Lane& lane_here() const;

    Common& common_;
    std::vector<std::unique_ptr<Lane>>& lanes_;
    const std::function<void()> disconnected_;
    telemetry::Counter opened_;
};

}  // namespace antiphon::gateway
