#include "command.h"
#include "session.h"

namespace antiphon::cli {
namespace {

std::string words_of(const Command& command) {
    std::string words;
    for (const auto& option : command.options) words += "--" + option.name + " ";
    return words + "--help";
}

std::string names() {
    std::string all;
    for (const auto& command : commands()) all += (all.empty() ? "" : " ") + command.name;
    return all;
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : " ") + word;
    return all;
}

/// Quotes for the shell, single ones.
std::string quoted(const std::string& text) {
    std::string safe = "'";
    for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return safe + "'";
}

std::string bash() {
    std::string text =
        "_antiphon() {\n"
        "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
        "  COMPREPLY=()\n"
        "  if [ \"$COMP_CWORD\" = 1 ]; then COMPREPLY=($(compgen -W \"" +
        names() +
        " --help --version\" -- \"$word\")); return; fi\n"
        "  case \"$command $before\" in\n";
    for (const auto& command : commands())
        for (const auto& option : command.options)
            if (!option.choices.empty())
                text += "    '" + command.name + " --" + option.name + "') COMPREPLY=($(compgen -W \"" +
                        joined(option.choices) + "\" -- \"$word\")); return ;;\n";
    text +=
        "  esac\n  case $word in -*) ;; *) COMPREPLY=($(compgen -f -- \"$word\")); return ;; esac\n  case $command "
        "in\n";
    for (const auto& command : commands())
        text += "    " + command.name + ") COMPREPLY=($(compgen -W \"" + words_of(command) + "\" -- \"$word\")) ;;\n";
    return text + "  esac\n}\ncomplete -F _antiphon antiphon\n";
}

std::string zsh() {
    std::string text = "#compdef antiphon\n_antiphon() {\n  local -a commands\n  commands=(\n";
    for (const auto& command : commands()) text += "    " + quoted(command.name + ":" + command.summary) + "\n";
    text += "  )\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n  case $words[2] in\n";
    for (const auto& command : commands()) {
        text += "    " + command.name + ") _arguments";
        for (const auto& option : command.options) {
            const std::string values = option.choices.empty() ? "_files" : "(" + joined(option.choices) + ")";
            std::string help = option.help;
            for (char& c : help)
                if (c == '[' || c == ']' || c == ':') c = ' ';
            text += " " + quoted("--" + option.name + "[" + help + "]" +
                                 (option.placeholder.empty() ? "" : ":" + option.placeholder + ":" + values));
        }
        text += " '*:file:_files' ;;\n";
    }
    return text + "  esac\n}\n_antiphon \"$@\"\n";
}

std::string fish() {
    std::string text;
    for (const auto& command : commands())
        text += "complete -c antiphon -n __fish_use_subcommand -f -a " + command.name + " -d " +
                quoted(command.summary) + "\n";
    for (const auto& command : commands())
        for (const auto& option : command.options)
            text += "complete -c antiphon -n '__fish_seen_subcommand_from " + command.name + "' -l " + option.name +
                    (option.placeholder.empty() ? "" : " -r") +
                    (option.choices.empty() ? "" : " -f -a " + quoted(joined(option.choices))) + " -d " +
                    quoted(option.help) + "\n";
    return text;
}

int run_completion(const Arguments& arguments, Session& session) {
    const std::string& shell = arguments.required("SHELL");
    if (shell == "bash")
        session.out() << bash();
    else if (shell == "zsh")
        session.out() << zsh();
    else if (shell == "fish")
        session.out() << fish();
    else
        throw WrongUsage("'" + shell + "' is no shell I can complete for: expected bash, zsh or fish");
    return 0;
}

}  // namespace

Command completion_command() {
    return {"completion",
            "prints what a shell needs to complete commands and flags",
            "",
            {{"SHELL", "bash, zsh or fish"}},
            {},
            {"antiphon completion bash > /etc/bash_completion.d/antiphon"},
            run_completion};
}

}  // namespace antiphon::cli
