#include "antiphon/rpc/http_server.h"

#include "antiphon/rpc/dispatcher.h"
#include "dispatcher_core.h"
#include "http_server_impl.h"

namespace antiphon::rpc {

HttpServer::HttpServer(HttpServerOptions options, Dispatcher& dispatcher)
    : impl_(std::make_unique<Impl>(std::move(options), dispatcher.core())) {}
HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const noexcept { return impl_->port(); }
std::string HttpServer::url() const { return impl_->url(); }
void HttpServer::stop_accepting() { impl_->stop_accepting(); }
bool HttpServer::drain(Deadline deadline) { return impl_->drain(deadline); }
void HttpServer::close() { impl_->close(); }
HttpServer::Statistics HttpServer::statistics() const noexcept { return impl_->statistics(); }

}  // namespace antiphon::rpc
