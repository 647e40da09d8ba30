#include "parse.h"

#include <CLI/CLI.hpp>

#include "antiphon/runtime/suggest.h"

namespace antiphon::cli {
namespace {

constexpr std::size_t column_width = 30;

std::string examples_of(const Command& command) {
    std::string text = command.examples.size() > 1 ? "Examples:" : "Example:";
    for (const auto& example : command.examples) text += "\n  " + example;
    return text;
}

[[noreturn]] void refuse_extras(const Command& command, const std::vector<std::string>& extras) {
    const auto flag =
        std::find_if(extras.begin(), extras.end(), [](const auto& word) { return word.size() > 1 && word[0] == '-'; });
    if (flag == extras.end()) throw WrongUsage("unexpected argument '" + extras.front() + "'");
    std::vector<std::string> known{"--help"};
    for (const auto& option : command.options) known.push_back("--" + option.name);
    const std::string bare = flag->substr(0, flag->find('='));
    throw WrongUsage("unknown flag '" + bare + "'" + runtime::did_you_mean(bare, known));
}

/// CLI11's view of one command. What it binds values to is not used: results() has the words as they were written.
class Reader {
  public:
    explicit Reader(const Command& command) : command_(command) {
        for (const auto& positional : command.positionals) {
            CLI::Option* option = positional.many ? app_.add_option(positional.name, many_, positional.help)
                                                  : app_.add_option(positional.name, one_, positional.help);
            option->required(positional.required)->type_name("");
        }
        for (const auto& option : command.options) declare(option);
        app_.name("antiphon " + command.name);
        app_.description(command.summary + (command.details.empty() ? "" : "\n\n" + command.details) + "\n");
        app_.footer(examples_of(command));
        app_.get_formatter()->column_width(column_width);
        app_.set_help_flag("--help", "show this and exit");
        app_.allow_extras();
    }

    std::string help() const { return app_.help(); }

    /// Throws CLI::ParseError, or WrongUsage for what CLI11 leaves over.
    Arguments read(std::span<const std::string> words) {
        std::vector<std::string> reversed(words.rbegin(), words.rend());
        app_.parse(reversed);
        if (app_.remaining_size() != 0) refuse_extras(command_, app_.remaining());
        Arguments arguments;
        for (const auto& positional : command_.positionals) take(positional.name, positional.name, arguments);
        for (const auto& option : command_.options) take("--" + option.name, option.name, arguments);
        return arguments;
    }

  private:
    void declare(const Option& option) {
        const std::string names =
            (option.letter == 0 ? "" : std::string("-") + option.letter + ",") + "--" + option.name;
        if (option.placeholder.empty()) {
            app_.add_flag(names)->description(option.help);
            return;
        }
        CLI::Option* declared = app_.add_option(names, many_, option.help)->type_name(option.placeholder);
        // One word each: without this an option would take a positional behind it when a flag follows.
        declared->expected(1)->allow_extra_args(false)->multi_option_policy(
            option.repeatable ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast);
    }
    void take(const std::string& declared, const std::string& name, Arguments& arguments) {
        const CLI::Option* option = app_.get_option(declared);
        if (option->count() > 0) arguments.values[name] = option->results();
    }

    const Command& command_;
    CLI::App app_;
    std::string one_;
    std::vector<std::string> many_;
};

void check_choices(const Command& command, const Arguments& arguments) {
    for (const auto& option : command.options)
        for (const auto& value : option.choices.empty() ? std::vector<std::string>{} : arguments.all(option.name))
            if (std::find(option.choices.begin(), option.choices.end(), value) == option.choices.end()) {
                std::string list;
                for (const auto& choice : option.choices) list += (list.empty() ? "" : ", ") + choice;
                throw WrongUsage("--" + option.name + " " + value + ": expected one of " + list +
                                 runtime::did_you_mean(value, option.choices));
            }
}

Arguments read(const Command& command, std::span<const std::string> words) {
    Arguments arguments = Reader(command).read(words);
    check_choices(command, arguments);
    return arguments;
}

/// CLI11 says "METHOD is required"; and the like. Kept, with our ending.
Parsed wrong(const Command& command, const std::string& reason) {
    return {nullptr,
            {},
            2,
            "antiphon " + command.name + ": " + reason + "; antiphon " + command.name + " --help shows how\n"};
}

Parsed unknown(const std::string& word) {
    std::vector<std::string> names;
    for (const auto& command : commands()) names.push_back(command.name);
    return {nullptr,
            {},
            2,
            "antiphon: there is no command '" + word + "'" + runtime::did_you_mean(word, names) +
                "; antiphon --help lists all\n"};
}

}  // namespace

std::string help_of(const Command& command) { return Reader(command).help(); }

std::string help_of_all() {
    std::string text =
        "Services whose calls, events and sockets come from one JSON file.\nUsage: antiphon COMMAND …\n\nCommands:\n";
    for (const auto& command : commands())
        text += "  " + command.name + std::string(12 - command.name.size(), ' ') + command.summary + "\n";
    text +=
        "\n"
        "antiphon COMMAND --help explains one, with an example.\n"
        "Exit codes: 0 done, 1 findings or an error, 2 called wrongly.\n"
        "What no flag says comes from ANTIPHON_* variables, then from build/demo.json while ./dev demo runs.\n"
        "\n"
        "Example:\n"
        "  antiphon call orders.list '{\"limit\": 3}' --user alice\n";
    return text;
}

Parsed parse(std::span<const std::string> arguments) {
    if (arguments.empty()) return {nullptr, {}, 2, help_of_all()};
    if (arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help")
        return {nullptr, {}, 0, help_of_all()};
    if (arguments[0] == "--version") return {nullptr, {}, 0, "antiphon " ANTIPHON_VERSION "\n"};
    const auto command = std::find_if(commands().begin(), commands().end(),
                                      [&](const Command& one) { return one.name == arguments[0]; });
    if (command == commands().end()) return unknown(arguments[0]);
    try {
        return {&*command, read(*command, arguments.subspan(1)), 0, ""};
    } catch (const CLI::CallForHelp&) {
        return {nullptr, {}, 0, help_of(*command)};
    } catch (const std::runtime_error& error) {  // CLI::ParseError is one too
        return wrong(*command, error.what());
    }
}

}  // namespace antiphon::cli
