#include "resolve.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstring>

namespace antiphon::net {
namespace tcp_names = boost::asio::ip;

bool parse_address(const std::string& host, std::uint16_t port, Address& out) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(out.bytes);
    if (::inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        out.size = sizeof v4;
        return true;
    }
    auto& v6 = reinterpret_cast<sockaddr_in6&>(out.bytes);
    if (::inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) != 1) return false;
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    out.size = sizeof v6;
    return true;
}

void resolve(Loop& loop, const std::string& host, std::uint16_t port,
             std::function<void(std::vector<Address>, std::string)> done) {
    auto resolver = std::make_shared<tcp_names::tcp::resolver>(loop.native());
    resolver->async_resolve(
        host, std::to_string(port), tcp_names::resolver_base::numeric_service,
        [resolver, done = std::move(done)](const boost::system::error_code& error, const auto& results) {
            std::vector<Address> addresses;
            for (const auto& result : results) {
                Address address;
                address.size = static_cast<socklen_t>(result.endpoint().size());
                std::memcpy(&address.bytes, result.endpoint().data(), address.size);
                addresses.push_back(address);
            }
            done(std::move(addresses), error ? error.message() : std::string());
        });
}

}  // namespace antiphon::net
