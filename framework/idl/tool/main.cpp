// antiphon_idlc: the compiler with files around it, as builds call it.

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "antiphon/idl/compiler.h"
#include "antiphon/idl/emit.h"

namespace {

using namespace antiphon::idl;

constexpr int clean = 0, findings = 1, called_wrongly = 2;

constexpr std::string_view usage =
    R"(antiphon_idlc gen FILE... --lang LANGUAGE --out DIR [-I DIR]... [--depfile FILE] [--stamp FILE] [--cpp-sources N]
antiphon_idlc check FILE... [-I DIR]... [--format gcc|json|sarif]
antiphon_idlc explain CODE
)";

struct Arguments {
    std::string command;
    std::vector<std::string> files;
    std::vector<std::string> import_paths;
    std::vector<std::string> languages;
    std::string out = ".";
    std::string depfile, stamp;
    emit::Options options;
    Format format = Format::gcc;
};

struct Wrong {
    std::string message;
};

std::size_t count(const std::string& option, const std::string& text, std::size_t most) {
    std::size_t number = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (wrong != std::errc() || end != text.data() + text.size() || number == 0 || number > most)
        throw Wrong{option + " " + text + ": expected a number from 1 to " + std::to_string(most)};
    return number;
}

Arguments parse(const std::vector<std::string>& words) {
    Arguments out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        const auto value = [&]() -> const std::string& {
            if (i + 1 == words.size()) throw Wrong{word + " needs a value"};
            return words[++i];
        };
        if (word == "-I")
            out.import_paths.push_back(value());
        else if (word.starts_with("-I"))
            out.import_paths.push_back(word.substr(2));
        else if (word == "--out")
            out.out = value();
        else if (word == "--lang")
            out.languages.push_back(value());
        else if (word == "--depfile")
            out.depfile = value();
        else if (word == "--stamp")
            out.stamp = value();
        else if (word == "--cpp-sources")
            out.options.cpp_sources = count(word, value(), emit::max_cpp_sources);
        else if (word == "--format") {
            const std::string& format = value();
            if (format != "gcc" && format != "json" && format != "sarif") throw Wrong{"--format is gcc, json or sarif"};
            out.format = format == "json" ? Format::json : format == "sarif" ? Format::sarif : Format::gcc;
        } else if (word.starts_with("-"))
            throw Wrong{"there is no option " + word};
        else if (out.command.empty())
            out.command = word;
        else
            out.files.push_back(word);
    }
    if (out.command != "gen" && out.command != "check" && out.command != "explain")
        throw Wrong{"the first word is gen, check or explain"};
    if (out.files.empty()) throw Wrong{out.command == "explain" ? "which code?" : "which file?"};
    if (out.command == "gen" && out.languages.empty()) throw Wrong{"gen needs --lang"};
    return out;
}

std::optional<std::string> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in || std::filesystem::is_directory(path)) return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return std::move(text).str();
}

/// An unchanged file keeps its time, so that what depends on it is not built again.
void write_file(const std::filesystem::path& path, const std::string& text) {
    if (read_file(path.string()) == text) return;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) throw Wrong{"cannot write " + path.string()};
}

std::string escaped_for_make(const std::string& path) {
    std::string out;
    for (const char c : path) {
        if (c == ' ' || c == '#' || c == '\\') out += '\\';
        if (c == '$') out += '$';
        out += c;
    }
    return out;
}

int generate(const Arguments& arguments, const Compilation& done) {
    std::string targets;
    for (const std::string& name : arguments.languages) {
        const emit::Language* language = emit::find(name);
        if (language == nullptr) throw Wrong{"there is no language " + name};
        for (const File* file : done.program.entries)
            for (const emit::OutputFile& made : language->emit(done.program, *file, arguments.options)) {
                const std::filesystem::path path = std::filesystem::path(arguments.out) / made.path;
                write_file(path, made.text);
                targets += (targets.empty() ? "" : " ") + escaped_for_make(path.string());
            }
    }
    if (!arguments.stamp.empty()) {
        // Touched on every run: files that did not change keep their time, and something must be newer than the input.
        std::ofstream(arguments.stamp, std::ios::trunc) << targets << "\n";
        targets = escaped_for_make(arguments.stamp);  // Ninja refuses a rule about files that its build did not name
    }
    if (arguments.depfile.empty()) return clean;
    std::string rule = targets + ":";
    for (std::uint32_t i = 0; i < done.sources.size(); ++i) rule += " \\\n  " + escaped_for_make(done.sources.name(i));
    write_file(arguments.depfile, rule + "\n");
    return clean;
}

int explain_code(const std::string& code) {
    const Explanation* page = explain(code);
    if (page == nullptr) throw Wrong{"there is no code " + code};
    std::cout << page->code << ": " << page->title << "\n\n" << text(*page);
    return clean;
}

int run(const Arguments& arguments) {
    if (arguments.command == "explain") return explain_code(arguments.files[0]);
    const Compilation done = compile(arguments.files, read_file, {arguments.import_paths});
    const std::string told = render(done.diagnostics, done.sources, {.format = arguments.format});
    (arguments.format == Format::gcc ? std::cerr : std::cout) << told;
    if (!done.ok()) return findings;
    return arguments.command == "gen" ? generate(arguments, done) : done.diagnostics.warnings() > 0 ? findings : clean;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(parse({argv + 1, argv + argc}));
    } catch (const Wrong& wrong) {
        std::cerr << "antiphon_idlc: " << wrong.message << "\n\n" << usage;
        return called_wrongly;
    } catch (const std::exception& error) {
        std::cerr << "antiphon_idlc: " << error.what() << "\n";
        return called_wrongly;
    }
}
