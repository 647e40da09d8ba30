#pragma once
// For programs that use libjson-rpc-cpp: services made with jsonrpcstub run on our server, our services run on its
// connectors. Include <jsonrpccpp/server.h> yourself.
//
//     rpc::ConnectorServer http({.port = 8101});
//     Calculator calculator(http.connector());   // derives from the class that jsonrpcstub made
//     calculator.StartListening();

#include <memory>

#include "antiphon/rpc/http_server.h"

namespace jsonrpc {
class AbstractServerConnector;
class IClientConnectionHandler;
}  // namespace jsonrpc

namespace antiphon::rpc {

/// Our HTTP server as one of libjson-rpc-cpp's connectors. Only what passed the strict parser reaches its protocol
/// handler, and whatever that throws becomes -32603. A notification's answer is not sent. Listens between
/// StartListening() and StopListening(). All calls run on the worker pool.
class ConnectorServer {
  public:
    explicit ConnectorServer(HttpServerOptions options = {});
    ~ConnectorServer();
    ConnectorServer(const ConnectorServer&) = delete;
    ConnectorServer& operator=(const ConnectorServer&) = delete;

    jsonrpc::AbstractServerConnector& connector() noexcept;  ///< lives as long as this
    std::uint16_t port() const noexcept;                     ///< 0 while it does not listen

    class Connector;

  private:
    std::unique_ptr<Connector> connector_;
};

/// Our dispatcher as the protocol handler behind one of libjson-rpc-cpp's connectors:
/// `http.SetHandler(&adapter.handler())`. Callers are nobody: only public methods answer.
class HandlerAdapter {
  public:
    explicit HandlerAdapter(Dispatcher& dispatcher);  ///< borrows
    ~HandlerAdapter();
    HandlerAdapter(const HandlerAdapter&) = delete;
    HandlerAdapter& operator=(const HandlerAdapter&) = delete;

    jsonrpc::IClientConnectionHandler& handler() noexcept;

    class Handler;

  private:
    std::unique_ptr<Handler> handler_;
};

}  // namespace antiphon::rpc
