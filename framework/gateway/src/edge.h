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
    /// Borrows all. `socket_closed` is called after each socket that has gone.
    Edge(Common& common, std::vector<std::unique_ptr<Lane>>& lanes, std::function<void()> socket_closed);

    ws::Decision accept(const ws::Upgrade& upgrade) override;
    void opened(const std::shared_ptr<ws::Socket>& socket) override;
    void message(ws::Socket& socket, std::string_view text) override;
    void drained(ws::Socket& socket) override;
    void closed(ws::Socket& socket, CloseCode code) override;
    void http(ws::HttpRequest request, std::function<void(ws::HttpResponse)> answer) override;

  private:
    Lane& lane_here() const;

    Common& common_;
    std::vector<std::unique_ptr<Lane>>& lanes_;
    const std::function<void()> socket_closed_;
    telemetry::Counter opened_;
};

}  // namespace antiphon::gateway
