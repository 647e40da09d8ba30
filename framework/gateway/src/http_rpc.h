#pragma once
#include <functional>

#include "antiphon/ws/http.h"

namespace antiphon::gateway {

class Lane;

/// `POST /rpc`: the same requests, policies and limits as over WebSocket, for one request at a time (docs/wire.md). On
/// the lane's loop.
void handle_rpc(Lane& lane, ws::HttpRequest request, std::function<void(ws::HttpResponse)> answer);

}  // namespace antiphon::gateway
