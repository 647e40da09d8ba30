#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include <sys/socket.h>

namespace antiphon::ws {

/// Where a connection comes from: an address that can be counted, and its text. IPv4 stands in IPv6's mapped form.
struct Remote {
    std::array<std::uint8_t, 16> key{};  ///< for limits: of IPv6 only the first 64 bits, which one household shares
    std::string text;

    static Remote from(const sockaddr_storage& address);
    /// What `key` stands for, as text: "192.0.2.1", "2001:db8::/64".
    std::string network() const;
};

/// Counts connections, in all and per address. Any thread. An ordered map: an attacker who chooses addresses can not
/// make it slow.
class Gate {
  public:
    enum class Verdict : std::uint8_t { enter, full, address_full };

    Gate(std::size_t max_connections, std::size_t max_per_address)
        : max_connections_(max_connections), max_per_address_(max_per_address) {}

    Verdict enter(const Remote& remote);
    void leave(const Remote& remote);

  private:
    const std::size_t max_connections_;
    const std::size_t max_per_address_;
    std::mutex mutex_;
    // guarded by mutex_
    std::size_t connections_ = 0;
    std::map<std::array<std::uint8_t, 16>, std::size_t> per_address_;
};

}  // namespace antiphon::ws
