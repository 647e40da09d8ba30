#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace antiphon::gateway {

/// Which web pages may talk to this gateway. A value; any thread.
class OriginRules {
  public:
    /// Exact origins, `https://app.example` or `http://localhost:5173`, or `https://*.example.com` for every sub-domain
    /// (not the domain itself). Empty: only pages that came from this gateway. Throws Error(invalid) naming the entry.
    explicit OriginRules(std::vector<std::string> allowed = {});

    /// `origin` is the header as it came, `host` the request's Host. No origin: not a browser, so it may; who it is the
    /// token says, and there are no cookies to steal.
    bool allows(std::string_view origin, std::string_view host) const;

    /// Whether it is on the list, and so needs CORS headers.
    bool listed(std::string_view origin) const;

  private:
    std::vector<std::string> exact_;
    struct Wildcard {
        std::string scheme;  // "https://"
        std::string suffix;  // ".example.com:8443"
    };
    std::vector<Wildcard> wildcards_;
};

}  // namespace antiphon::gateway
