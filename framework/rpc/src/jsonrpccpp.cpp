#include "antiphon/rpc/jsonrpccpp.h"

#include <jsonrpccpp/server/abstractserverconnector.h>
#include <jsonrpccpp/server/iclientconnectionhandler.h>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "antiphon/rpc/dispatcher.h"
#include "http_server_impl.h"
#include "protocol.h"

namespace antiphon::rpc {

namespace {

/// libjson-rpc-cpp's protocol handler as ours: it sees one checked request at a time.
class ForeignProtocol final : public Protocol {
  public:
    ForeignProtocol(jsonrpc::AbstractServerConnector& connector, std::size_t max_body_bytes)
        : connector_(connector), max_body_bytes_(max_body_bytes) {}

    Plan plan(Exchange& exchange) const noexcept override {
        if (exchange.context.deadline.is_never()) exchange.context.deadline = Deadline::in(limits::default_deadline);
        return read_requests(exchange, {max_body_bytes_, limits::max_batch_items}) ? Plan::pool : Plan::answered;
    }

    void run(Exchange& exchange, std::size_t index) const noexcept override {
        Item& item = exchange.items[index];
        std::string& out = exchange.batch ? item.answer : exchange.answer;
        out.clear();
        if (!item.valid) {
            append_refusal(out, Code::invalid_request, {});
            item.code = static_cast<int>(Code::invalid_request);
        } else {
            ask(exchange, item, out);
            if (item.notification) out.clear();
        }
        if (!exchange.batch) exchange.code = item.code;
    }

    void finish(Exchange& exchange) const noexcept override { join_answers(exchange); }

  private:
    void ask(const Exchange& exchange, Item& item, std::string& out) const noexcept {
        try {
            jsonrpc::IClientConnectionHandler* handler = connector_.GetHandler();
            if (handler == nullptr)
                throw Error(ErrorKind::unavailable, Code::unavailable, "no protocol handler was set");
            const ContextScope scope(exchange.context);
            handler->HandleRequest(std::string(item.request.text()), out);
            while (!out.empty() && out.back() == '\n') out.pop_back();
        } catch (...) {
            const Failure failure = describe_current_exception(item.method, exchange.context);
            item.code = failure.code;
            out.clear();
            begin_response(out, item, exchange.body);
            append_error_member(out, failure);
            out += '}';
        }
    }

    jsonrpc::AbstractServerConnector& connector_;
    const std::size_t max_body_bytes_;
};

}  // namespace

class ConnectorServer::Connector final : public jsonrpc::AbstractServerConnector {
  public:
    explicit Connector(HttpServerOptions options)
        : options_(std::move(options)), protocol_(*this, options_.max_body_bytes) {}
    ~Connector() override { server_.reset(); }

    bool StartListening() override {
        if (server_) return true;
        try {
            server_ = std::make_unique<HttpServer::Impl>(options_, protocol_);
            return true;
        } catch (const std::exception& error) {
            log::error("the server cannot listen", {{"reason", error.what()}});
            return false;
        }
    }

    bool StopListening() override {
        server_.reset();
        return true;
    }

    /// Answers go back through the request they belong to; there is nobody else to send to.
    bool SendResponse(const std::string&, void*) override { return false; }

    std::uint16_t port() const noexcept { return server_ ? server_->port() : std::uint16_t{0}; }

  private:
    const HttpServerOptions options_;
    const ForeignProtocol protocol_;
    std::unique_ptr<HttpServer::Impl> server_;
};

ConnectorServer::ConnectorServer(HttpServerOptions options)
    : connector_(std::make_unique<Connector>(std::move(options))) {}
ConnectorServer::~ConnectorServer() = default;
jsonrpc::AbstractServerConnector& ConnectorServer::connector() noexcept { return *connector_; }
std::uint16_t ConnectorServer::port() const noexcept { return connector_->port(); }

class HandlerAdapter::Handler final : public jsonrpc::IClientConnectionHandler {
  public:
    explicit Handler(Dispatcher& dispatcher) : dispatcher_(dispatcher) {}
    void HandleRequest(const std::string& request, std::string& answer) override {
        answer = dispatcher_.handle(request);
    }

  private:
    Dispatcher& dispatcher_;
};

HandlerAdapter::HandlerAdapter(Dispatcher& dispatcher) : handler_(std::make_unique<Handler>(dispatcher)) {}
HandlerAdapter::~HandlerAdapter() = default;
jsonrpc::IClientConnectionHandler& HandlerAdapter::handler() noexcept { return *handler_; }

}  // namespace antiphon::rpc
