#include "edge.h"

#include "antiphon/base/error.h"
#include "files.h"
#include "http_rpc.h"
#include "lane.h"
#include "params.h"
#include "session.h"

namespace antiphon::gateway {
namespace {

ws::Decision refuse(int status, std::string body) {
    ws::Decision decision;
    decision.status = status;
    decision.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    if (status == 401) decision.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (status == 503) decision.headers.emplace_back("Retry-After", "1");
    decision.body = std::move(body);
    return decision;
}

std::string bearer_of(const ws::Upgrade& upgrade) {
    const std::string_view header = bearer_of_header(upgrade.head.header("authorization"));
    if (!header.empty()) return std::string(header);
    for (const std::string_view one : upgrade.subprotocols())
        if (std::string token = bearer_of_subprotocol(one); !token.empty()) return token;
    return {};
}

}  // namespace

Edge::Edge(Common& common, std::vector<std::unique_ptr<Lane>>& lanes, std::function<void()> disconnected)
    : common_(common),
      lanes_(lanes),
      disconnected_(std::move(disconnected)),
      opened_(telemetry::metrics().counter("antiphon_gateway_sockets_total", "WebSockets opened.")) {}

Lane& Edge::lane_here() const {
    for (const auto& lane : lanes_)
        if (lane->loop.here()) return *lane;
    throw Error(ErrorKind::internal, Code::internal_error, "called outside of the gateway's loops");
}

ws::Decision Edge::accept(const ws::Upgrade& upgrade) {
    if (upgrade.head.path() != "/ws") return refuse(404, "WebSockets are at /ws\n");
    if (!common_.origins.allows(upgrade.head.header_list("origin"), upgrade.head.header("host")))
        return refuse(403, "this origin may not connect\n");
    const auto subprotocol = choose_subprotocol(upgrade.subprotocols());
    if (!subprotocol) return refuse(400, "the subprotocol is antiphon.v1.json\n");
    // Who can set this header can read a status; a browser's token comes as a subprotocol and is answered by a close.
    const std::string_view authorization = upgrade.head.header("authorization");
    if (!authorization.empty()) try {
            common_.verifier.verify(bearer_of_header(authorization));
        } catch (const Error& error) {
            return refuse(401, std::string(error.what()) + "\n");
        }
    ws::Decision decision;
    decision.subprotocol = *subprotocol;
    return decision;
}

void Edge::opened(const std::shared_ptr<ws::Socket>& socket) {
    opened_.add();
    Lane& lane = lane_here();
    auto session = std::make_shared<Session>(lane, socket);
    const std::string token = bearer_of(socket->upgrade());
    socket->forget_upgrade();
    socket->attach(session);
    lane.sessions.emplace(socket->id(), session);
    session->open(token);
}

void Edge::message(ws::Socket& socket, std::string_view text) {
    static_cast<Session*>(socket.attached())->message(text);
}

void Edge::drained(ws::Socket& socket) { static_cast<Session*>(socket.attached())->drained(); }

void Edge::closed(ws::Socket& socket, CloseCode code) {
    telemetry::metrics()
        .counter("antiphon_gateway_closes_total", "WebSockets closed, by code.", {{"code", std::string(name(code))}})
        .add();
    Lane& lane = lane_here();
    const auto found = lane.sessions.find(socket.id());
    if (found != lane.sessions.end()) {
        const std::shared_ptr<Session> session = found->second;
        session->closed();
        lane.forget(socket.id());
    }
    socket.attach(nullptr);
}

void Edge::http(ws::HttpRequest request, std::function<void(ws::HttpResponse)> answer) {
    Lane& lane = lane_here();
    if (request.path() == "/rpc") return handle_rpc(lane, std::move(request), std::move(answer));
    ws::HttpResponse response;
    response.status = 404;
    if (request.path() == "/ws") {
        response.status = 426;
        response.headers.emplace_back("Upgrade", "websocket");
    } else if (!common_.options.web_folder.empty()) {
        response = serve_file(common_.options.web_folder, request.method(), request.path());
    }
    answer(std::move(response));
}

}  // namespace antiphon::gateway
