#pragma once
// HTTP by hand over a socket, for requests that no client library would send.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace tests {

struct HttpAnswer {
    int status = 0;                              // 0: the connection ended without an answer
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

/// One connection. Waits at most 10 s for anything.
class RawHttp {
  public:
    explicit RawHttp(std::uint16_t port);
    ~RawHttp();
    RawHttp(const RawHttp&) = delete;
    RawHttp& operator=(const RawHttp&) = delete;

    /// False when the other side does not take it any more.
    bool send(const std::string& bytes);
    HttpAnswer read();
    bool closed_by_server();  ///< waits for it
    void finish_sending();    ///< FIN, still reading
    void abort();             ///< RST

    /// `more` are whole header lines with CRLF.
    HttpAnswer post(const std::string& body, const std::string& more = {});

  private:
    bool fill();
    int socket_ = -1;
    std::string buffer_;
};

std::string post_text(const std::string& body, const std::string& more = {});

}  // namespace tests
