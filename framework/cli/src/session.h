#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "antiphon/base/context.h"
#include "antiphon/cli/cli.h"
#include "antiphon/redis/options.h"
#include "command.h"

namespace antiphon::cli {

/// What one run of a command shares: where to write, and the settings that come from flags, ANTIPHON_* variables,
/// build/demo.json, and defaults, in this order.
class Session {
  public:
    Session(const Surroundings& surroundings, const Arguments& arguments);

    std::ostream& out() const { return surroundings_.out; }
    std::ostream& err() const { return surroundings_.err; }
    bool json() const { return arguments_.has("json"); }

    /// `text` in a colour on a terminal, else as it is.
    std::string cyan(std::string_view text) const;
    std::string dim(std::string_view text) const;

    std::string redis_url() const;
    redis::Options redis() const;
    std::string prefix() const;
    std::optional<std::string> key_file() const;
    std::optional<std::string> url() const;  ///< --url or ANTIPHON_URL
    /// --token or ANTIPHON_TOKEN; else made with the key when --user is given. Empty: none.
    std::string token() const;

  private:
    std::optional<std::string> setting(std::string_view flag, const std::string& variable) const;
    std::string demo(std::string_view object, std::string_view member) const;  // empty: there is none

    const Surroundings& surroundings_;
    const Arguments& arguments_;
    std::string demo_text_;
};

/// The text of a JSON document given on the command line; `@FILE` reads a file, `-` standard input. Throws WrongUsage
/// when it is not strict JSON.
std::string json_argument(const std::string& text, std::string_view what);

/// Digits and nothing else; none when it is something else, or too large.
std::optional<std::uint64_t> number(std::string_view text);

/// From 1 to `most`; throws WrongUsage that names the flag.
std::uint64_t count_argument(const std::string& text, std::string_view flag,
                             std::uint64_t most = std::numeric_limits<std::uint64_t>::max());

/// "10m" and the like; throws WrongUsage that names the flag.
std::chrono::milliseconds duration_argument(const std::string& text, std::string_view flag);

}  // namespace antiphon::cli
