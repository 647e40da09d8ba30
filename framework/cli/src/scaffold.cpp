#include "scaffold.h"

#include <algorithm>

#include "antiphon/idl/emit.h"

namespace antiphon::cli {
namespace {

using idl::emit::Writer;

constexpr std::string_view cmake_targets[] = {"all", "clean", "help", "install", "package", "test"};
constexpr std::string_view ours[] = {"main", "rpc"};  // main.cpp, and what JSON-RPC keeps for itself

template <std::size_t N>
bool is_one_of(const std::string_view (&words)[N], std::string_view name) {
    return std::find(std::begin(words), std::end(words), name) != std::end(words);
}

std::string interface_of(const std::string& name) {
    Writer out("  ");
    out.open("{");
    out.line("\"$schema\": \"https://antiphon.dev/idl/1.0/idl.schema.json\",");
    out.line("\"idl\": \"1.0\",");
    out.line("\"namespace\": \"", name, "\",");
    out.line("\"version\": \"0.1.0\",");
    out.line("\"doc\": \"What the service is for.\",");
    out.open("\"services\": {").open("\"", name, "\": {");
    out.line("\"auth\": \"none\",");
    out.open("\"methods\": {").open("\"greet\": {");
    out.line("\"doc\": \"A friendly sentence.\",");
    out.line("\"params\": { \"name\": { \"type\": \"string\", \"minLength\": 1, \"maxLength\": 80 } },");
    out.line("\"result\": \"string\",");
    out.line("\"idempotency\": \"readonly\"");
    return out.close("}").close("}").close("}").close("}").close("}").take();
}

std::string header_of(const std::string& name, const std::string& type) {
    Writer out;
    out.line("#pragma once").line("#include \"", name, ".h\"  // made from ", name, ".json").line();
    out.line("/// The methods of ", name, ".json. They are called on several threads at once.");
    out.open("class ", type, " final : public ", name, "::Service {").label("public:");
    out.line("std::string greet(const ", name, "::GreetParams& params, antiphon::Context& context) override;");
    return out.close("};").take();
}

std::string source_of(const std::string& name, const std::string& type) {
    Writer out;
    out.line("#include \"", name, "_service.h\"").line();
    out.open("std::string ", type, "::greet(const ", name, "::GreetParams& params, antiphon::Context&) {");
    out.line("return \"Hello, \" + params.name + \"!\";");
    return out.close("}").take();
}

std::string main_of(const std::string& name, const std::string& type) {
    Writer out;
    out.line("#include <antiphon/runtime/app.h>").line().line("#include \"", name, "_service.h\"").line();
    out.open("int main(int argc, char** argv) {");
    out.line("antiphon::App app(argc, argv);");
    out.line(type, " service;");
    out.line("app.serve(service);");
    out.line("return app.run();  // until SIGTERM");
    return out.close("}").take();
}

std::string test_of(const std::string& name, const std::string& type) {
    Writer out;
    out.line(
        "// Calls the service as clients do, encoded and checked against the interface, but without a port and Redis.");
    out.line();
    out.line("#include <antiphon/rpc/dispatcher.h>").line("#include <antiphon/rpc/loopback_channel.h>").line();
    out.line("#include <iostream>").line("#include <memory>").line();
    out.line("#include \"", name, "_service.h\"").line();
    out.open("int main() {");
    out.line(type, " service;");
    out.line("antiphon::rpc::Dispatcher dispatcher;");
    out.line("dispatcher.add(service);");
    out.line("const ", name, "::Client client(std::make_shared<antiphon::rpc::LoopbackChannel>(dispatcher));").line();
    out.line("int failed = 0;");
    out.open("const auto expect = [&](bool fulfilled, const char* claim) {");
    out.line("if (!fulfilled) std::cerr << \"failed: \" << claim << \"\\n\";");
    out.line("failed += !fulfilled;");
    out.close("};").line();
    out.line("expect(client.greet(\"Ada\") == \"Hello, Ada!\", \"greets by name\");");
    out.open("try {");
    out.line("client.greet(\"\");");
    out.line("expect(false, \"refuses an empty name\");");
    out.close();
    out.open("} catch (const antiphon::Error& error) {");
    out.line("expect(error.kind() == antiphon::ErrorKind::invalid, \"says that the name is invalid\");");
    out.close("}").line("return failed;");
    return out.close("}").take();
}

std::string build_of(const std::string& name) {
    Writer out("  ");
    out.line("cmake_minimum_required(VERSION 3.25)");
    out.line("project(", name, " LANGUAGES CXX)");
    out.line("find_package(Antiphon REQUIRED)").line();
    out.line("antiphon_generate(TARGET ", name, "_idl IDL ", name, ".json)");
    out.line("add_library(", name, "_service STATIC ", name, "_service.cpp)");
    out.line("target_link_libraries(", name, "_service PUBLIC ", name, "_idl)");
    out.line("add_executable(", name, " main.cpp)");
    out.line("target_link_libraries(", name, " PRIVATE antiphon::runtime ", name, "_service)").line();
    out.line("enable_testing()");
    out.line("add_executable(", name, "_test ", name, "_test.cpp)");
    out.line("target_link_libraries(", name, "_test PRIVATE ", name, "_service)");
    return out.line("add_test(NAME ", name, " COMMAND ", name, "_test)").take();
}

std::string readme_of(const std::string& name) {
    Writer out;
    out.line("# ", name).line();
    out.line("What it offers stands in [", name, ".json](", name, ".json); what it does, in ", name, "_service.cpp.")
        .line();
    out.line("```sh").line("cmake -S . -B build").line("cmake --build build").line("ctest --test-dir build");
    out.line("build/", name, " --redis none --port 8000").line("```").line();
    out.line("In another terminal:").line();
    out.line("```sh");
    out.line("antiphon call ", name, ".greet '{\"name\": \"Ada\"}' --url http://127.0.0.1:8000");
    out.line("```").line();
    out.line(
        "Is Antiphon installed elsewhere than in /usr or /usr/local, CMake wants `-DCMAKE_PREFIX_PATH=…`. Before a "
        "release,");
    out.line("`antiphon breaking ", name, ".json --against git:TAG` says what would break its clients.");
    return out.take();
}

}  // namespace

std::string refuse_service_name(std::string_view name) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    if (name.empty() || !(name[0] >= 'a' && name[0] <= 'z') || !std::all_of(name.begin(), name.end(), fits))
        return "it is made of a to z, 0 to 9 and '_', and begins with a letter";
    if (name.size() > max_service_name) return "it has more than " + std::to_string(max_service_name) + " characters";
    if (!idl::emit::is_plain_cpp_name(name) || is_one_of(cmake_targets, name) || is_one_of(ours, name))
        return "C++, CMake or Antiphon have a use for it";
    return {};
}

std::vector<std::pair<std::string, std::string>> scaffold(const std::string& name) {
    const std::string type = idl::emit::pascal(name);
    return {{"README.md", readme_of(name)},
            {"CMakeLists.txt", build_of(name)},
            {name + ".json", interface_of(name)},
            {name + "_service.h", header_of(name, type)},
            {name + "_service.cpp", source_of(name, type)},
            {"main.cpp", main_of(name, type)},
            {name + "_test.cpp", test_of(name, type)},
            {".gitignore", "build/\n"}};
}

}  // namespace antiphon::cli
