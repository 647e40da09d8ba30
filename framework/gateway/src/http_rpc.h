#pragma once
#include <functional>
#include <string>

#include "antiphon/base/context.h"
#include "antiphon/ws/http.h"

namespace antiphon::gateway {

class Lane;

/// The name under which requests count: the user's, or the network's of a client that has not signed in.
std::string counted_as(const Caller& caller, const std::string& network);

/// `POST /rpc`: the same requests, policies and limits as over WebSocket, for one request at a time (docs/wire.md). On
/// the lane's loop.
void handle_rpc(Lane& lane, ws::HttpRequest request, std::function<void(ws::HttpResponse)> answer);

}  // namespace antiphon::gateway
