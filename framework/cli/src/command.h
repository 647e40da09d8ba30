#pragma once
// A command as data: parsing, help, documents and completion are made from it.

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace antiphon::cli {

class Session;

struct Positional {
    std::string name;  ///< in capitals, as in help
    std::string help;
    bool required = true;
    bool many = false;
};

struct Option {
    std::string name;         ///< without dashes
    std::string placeholder;  ///< empty: a switch
    std::string help;
    bool repeatable = false;
    std::vector<std::string> choices = {};  ///< empty: any text
    char letter = 0;                        ///< `-I` beside `--import`
};

/// What was written on the command line.
class Arguments {
  public:
    std::map<std::string, std::vector<std::string>, std::less<>> values;  ///< by name of option or positional

    bool has(std::string_view name) const { return values.find(name) != values.end(); }
    /// The last one given, if any.
    std::optional<std::string> get(std::string_view name) const {
        const auto at = values.find(name);
        return at == values.end() || at->second.empty() ? std::nullopt : std::optional(at->second.back());
    }
    /// Of a positional that parsing has insisted on.
    const std::string& required(std::string_view name) const { return values.find(name)->second.back(); }
    std::vector<std::string> all(std::string_view name) const {
        const auto at = values.find(name);
        return at == values.end() ? std::vector<std::string>{} : at->second;
    }
};

struct Command {
    std::string name;
    std::string summary;  ///< one line
    std::string details;  ///< further lines of help; may be empty
    std::vector<Positional> positionals;
    std::vector<Option> options;
    std::vector<std::string> examples;
    int (*run)(const Arguments&, Session&);
};

/// The command line is wrong: exit code 2.
class WrongUsage : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// All of them, in the order of help.
const std::vector<Command>& commands();

// One per source file.
Command gen_command();
Command check_command();
Command import_command();
Command breaking_command();
Command fmt_command();
Command new_command();
Command explain_command();
Command call_command();
Command listen_command();
Command publish_command();
Command token_command();
Command services_command();
Command completion_command();

// Options that several commands share.
Option json_option();
Option redis_option();
Option prefix_option();
Option key_option();
Option token_option();
Option idl_option();

}  // namespace antiphon::cli
