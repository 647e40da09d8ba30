#include <CLI/CLI.hpp>

#include "antiphon/runtime/config.h"
#include "antiphon/runtime/suggest.h"
#include "settings.h"

namespace antiphon::runtime {
namespace {

using Texts = std::map<std::string, std::vector<std::string>, std::less<>>;  // setting → what was written

/// Ends parsing: what to print, and the exit code.
struct Refused {
    int exit_code;
    std::string text;
};

std::string environment_name(const std::string& setting) { return OptionInfo{setting, {}, {}, {}}.environment(); }

std::string description(const OptionInfo& info) {
    std::string text(info.help);
    text += " [" + info.environment();
    if (!info.fallback.empty()) text.append(", default ").append(info.fallback);
    return text + "]";
}

std::vector<std::string> names_of(const Config& config) {
    std::vector<std::string> names;
    for (const auto& setting : settings()) names.emplace_back(setting.info.name);
    for (const auto& flag : config.flags) names.push_back(flag.name);
    return names;
}

[[noreturn]] void refuse_unknown(const std::vector<std::string>& extras, const std::string& program,
                                 const Config& config) {
    const auto flag = std::find_if(extras.begin(), extras.end(), [](const auto& word) { return word[0] == '-'; });
    const std::string& word = flag == extras.end() ? extras.front() : *flag;
    if (word[0] != '-')
        throw Refused{2, program + ": unexpected argument '" + word + "'; " + program + " --help shows the flags\n"};
    std::vector<std::string> known{"--help"};
    for (const auto& name : names_of(config)) known.push_back("--" + name);
    const std::string bare = word.substr(0, word.find('='));
    throw Refused{2, program + ": unknown flag '" + bare + "'" + did_you_mean(bare, known) + "; " + program +
                         " --help lists all\n"};
}

/// Positional rest, unknown flags and --help end here.
Texts from_command_line(std::span<const std::string> arguments, const std::string& program, const Config& config) {
    CLI::App reader("", program);
    reader.allow_extras();
    reader.formatter(std::make_shared<CLI::Formatter>());
    reader.get_formatter()->column_width(28);
    reader.set_help_flag("--help", "show this and exit");
    reader.footer("Example:\n  " + program +
                  " --port 8101 --redis redis://127.0.0.1:6379 --key-file build/demo.key\n\n" +
                  "A flag wins over the environment, the environment over the config file.");
    Texts texts;
    const auto add = [&](const OptionInfo& info, bool repeatable) {
        const std::string name(info.name);
        CLI::Option* option;
        if (info.placeholder.empty())
            option = reader.add_flag("--" + name)->description(description(info));
        else
            option = reader.add_option("--" + name, texts[name], description(info))
                         ->type_name(std::string(info.placeholder));
        if (!info.placeholder.empty() && !repeatable) option->expected(1);
        if (!repeatable) option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    };
    for (const auto& setting : settings()) add(setting.info, setting.repeatable);
    for (const auto& flag : config.flags) add({flag.name, flag.placeholder, flag.value, flag.help}, false);
    try {
        std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
        reader.parse(reversed);
    } catch (const CLI::CallForHelp&) {
        throw Refused{0, reader.help()};
    } catch (const CLI::ParseError& error) {
        throw Refused{2, program + ": " + error.what() + "; " + program + " --help shows how\n"};
    }
    if (reader.remaining_size() != 0) refuse_unknown(reader.remaining(), program, config);
    for (const CLI::Option* option : reader.get_options())
        if (option->count() > 0) texts[option->get_name().substr(2)] = option->results();
    std::erase_if(texts, [](const auto& entry) { return entry.second.empty(); });
    return texts;
}

std::vector<std::string> split_at_commas(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        parts.push_back(text.substr(from, comma - from));
        from = comma + 1;
    }
    return parts;
}

Texts from_file(const std::string& path, const std::string& program, const Config& config) {
    Texts texts;
    try {
        CLI::ConfigTOML format;
        for (const auto& item : format.from_file(path)) {
            const auto known = names_of(config);
            if (item.name == "++" || item.name == "--") continue;  // CLI11's marks around a section
            if (std::find(known.begin(), known.end(), item.fullname()) == known.end() || item.name == "config")
                throw Refused{2, program + ": " + path + ": unknown setting '" + item.fullname() + "'" +
                                     did_you_mean(item.fullname(), known) + "\n"};
            texts[item.name] = item.inputs;
        }
    } catch (const CLI::Error& error) {
        throw Refused{2, program + ": config file '" + path + "' cannot be read: " + error.what() + "\n"};
    }
    return texts;
}

/// Where a text came from, as the user wrote it: `--port abc`, `ANTIPHON_PORT=abc`, `orders.toml: port = abc`.
struct Source {
    std::string before;
    std::string between;
};

struct Layers {
    const Texts& flags;
    const std::function<std::optional<std::string>(const std::string&)>& environment;
    const Texts& file;
    std::string file_name;

    std::vector<std::string> find(const std::string& name, bool repeatable, Source& source) const {
        if (const auto at = flags.find(name); at != flags.end()) {
            source = {"--" + name, " "};
            return at->second;
        }
        if (const auto value = environment(environment_name(name))) {
            source = {environment_name(name), "="};
            return repeatable ? split_at_commas(*value) : std::vector{*value};
        }
        if (const auto at = file.find(name); at != file.end()) {
            source = {file_name + ": " + name, " = "};
            return at->second;
        }
        return {};
    }
};

void fill(Config& config, const Layers& layers, const std::string& program) {
    for (const auto& setting : settings()) {
        if (setting.take == nullptr) continue;
        Source source;
        for (const auto& text : layers.find(std::string(setting.info.name), setting.repeatable, source)) {
            const std::string expected = setting.take(config, text);
            if (!expected.empty())
                throw Refused{2, program + ": " + source.before + source.between + text + ": " + expected + "\n"};
        }
    }
    for (auto& flag : config.flags) {
        Source source;
        for (const auto& text : layers.find(flag.name, false, source)) flag.value = text;
    }
}

}  // namespace

Parsed parse(std::span<const std::string> arguments, const std::string& program, Config defaults,
             const std::function<std::optional<std::string>(const std::string&)>& environment) {
    try {
        const Texts flags = from_command_line(arguments, program, defaults);
        std::optional<std::string> path = environment("ANTIPHON_CONFIG");
        if (const auto at = flags.find("config"); at != flags.end()) path = at->second.back();
        Texts file;
        if (path) file = from_file(*path, program, defaults);
        fill(defaults, {flags, environment, file, path.value_or("")}, program);
        if (defaults.name.empty()) defaults.name = program;
        return {std::move(defaults), 0, ""};
    } catch (const Refused& refused) {
        return {std::nullopt, refused.exit_code, refused.text};
    }
}

}  // namespace antiphon::runtime
