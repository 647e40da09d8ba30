#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "antiphon/base/secret.h"

namespace antiphon::redis {

/// Where a Redis is and how long to wait for it.
struct Options {
    std::string host = "127.0.0.1";  ///< resolved anew for every attempt to connect
    std::uint16_t port = 6379;
    std::string unix_socket;  ///< used instead of host and port when it is not empty
    std::string user;         ///< empty: the default user
    Secret password;
    int db = 0;
    std::chrono::milliseconds connect_timeout{2'000};           ///< until a PING is answered
    std::chrono::milliseconds command_timeout{5'000};           ///< for commands that name no deadline
    std::chrono::milliseconds silence_timeout{4'000};           ///< until a link that brings nothing is given up
    std::size_t max_waiting_commands = 100'000;                 ///< sent or not, without an answer; more are refused
    std::size_t max_waiting_command_bytes = 256 * 1024 * 1024;  ///< of these commands
    std::size_t max_reply_bytes = 512 * 1024 * 1024;            ///< a longer reply ends the connection

    /// `redis://[user:password@]host[:port][/db]`, `unix:/path/to/socket`. Throws Error(invalid) that says what is
    /// wrong; the password never stands in the message.
    static Options from_url(std::string_view url);

    /// For logs: address and db, no secrets.
    std::string text() const;
};

}  // namespace antiphon::redis
