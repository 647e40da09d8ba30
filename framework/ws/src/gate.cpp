#include "gate.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace antiphon::ws {

Remote Remote::from(const sockaddr_storage& address) {
    Remote remote;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_INET) {
        const auto& v4 = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
        remote.key[10] = remote.key[11] = 0xFF;
        std::memcpy(remote.key.data() + 12, &v4, 4);
        remote.text = ::inet_ntop(AF_INET, &v4, text.data(), text.size());
        return remote;
    }
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    std::memcpy(remote.key.data(), &v6, 16);
    if (IN6_IS_ADDR_V4MAPPED(&v6)) {
        remote.text = ::inet_ntop(AF_INET, remote.key.data() + 12, text.data(), text.size());
    } else {
        std::fill(remote.key.begin() + 8, remote.key.end(), std::uint8_t{0});
        remote.text = ::inet_ntop(AF_INET6, &v6, text.data(), text.size());
    }
    return remote;
}

std::string Remote::network() const {
    in6_addr v6{};
    std::memcpy(&v6, key.data(), key.size());
    if (IN6_IS_ADDR_V4MAPPED(&v6)) return text;
    std::array<char, INET6_ADDRSTRLEN> prefix{};
    return std::string(::inet_ntop(AF_INET6, &v6, prefix.data(), prefix.size())) + "/64";
}

Gate::Verdict Gate::enter(const Remote& remote) {
    const std::lock_guard lock(mutex_);
    if (connections_ >= max_connections_) return Verdict::full;
    const auto found = per_address_.find(remote.key);
    if (found != per_address_.end() && found->second >= max_per_address_) return Verdict::address_full;
    if (max_per_address_ == 0) return Verdict::address_full;
    ++connections_;
    ++per_address_[remote.key];
    return Verdict::enter;
}

void Gate::leave(const Remote& remote) {
    const std::lock_guard lock(mutex_);
    const auto found = per_address_.find(remote.key);
    if (found == per_address_.end()) return;
    --connections_;
    if (--found->second == 0) per_address_.erase(found);
}

}  // namespace antiphon::ws
