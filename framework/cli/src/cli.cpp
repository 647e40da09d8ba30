#include "antiphon/cli/cli.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/base/log.h"
#include "command.h"
#include "parse.h"
#include "session.h"

namespace antiphon::cli {

const std::vector<Command>& commands() {
    static const std::vector<Command> all{
        check_command(),   gen_command(),      breaking_command(),   fmt_command(),    import_command(),
        explain_command(), new_command(),      call_command(),       listen_command(), publish_command(),
        token_command(),   services_command(), completion_command(),
    };
    return all;
}

Option json_option() { return {"json", "", "print JSON, for programs"}; }
Option redis_option() { return {"redis", "URL", "Redis of the services [ANTIPHON_REDIS]"}; }
Option prefix_option() { return {"prefix", "TEXT", "begins every name in Redis [ANTIPHON_PREFIX, default antiphon]"}; }
Option key_option() { return {"key", "FILE", "key that tokens are signed with [ANTIPHON_KEY_FILE]"}; }
Option token_option() { return {"token", "TOKEN", "who calls [ANTIPHON_TOKEN]"}; }
Option idl_option() { return {"idl", "FILE", "read the interface from this file instead of from the registry"}; }

int run(std::span<const std::string> arguments, const Surroundings& surroundings) {
    const Parsed parsed = parse(arguments);
    if (parsed.command == nullptr) {
        (parsed.exit_code == 0 ? surroundings.out : surroundings.err) << parsed.text;
        return parsed.exit_code;
    }
    log::set_level(log::Level::off);  // a command tells what went wrong by itself, once
    try {
        Session session(surroundings, parsed.arguments);
        const int exit_code = parsed.command->run(parsed.arguments, session);
        surroundings.out.flush();
        return exit_code;
    } catch (const WrongUsage& error) {
        surroundings.err << "antiphon " << parsed.command->name << ": " << error.what() << "\n";
        return 2;
    } catch (const std::exception& error) {
        surroundings.err << "antiphon " << parsed.command->name << ": " << error.what() << "\n";
        return 1;
    }
}

std::string reference() {
    std::string page =
        "# The command `antiphon`\n\n"
        "Written by a test from the command's own help: `ANTIPHON_UPDATE=1 build/release/tests/unit/cli/unit_cli` "
        "writes "
        "it anew.\n\n```\n" +
        help_of_all() + "```\n";
    for (const auto& command : commands()) page += "\n## " + command.name + "\n\n```\n" + help_of(command) + "```\n";
    return page;
}

}  // namespace antiphon::cli
