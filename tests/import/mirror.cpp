// One line of standard input is a call, {"document", "method", "params", "result"}; one line of standard output is what
// became of it, {"params", "result"} or {"params", "error"}. Who starts it compares.

#include "mirror.h"

#include <antiphon/json/append.h>
#include <antiphon/json/parser.h>

#include <iostream>
#include <stdexcept>

namespace antiphon::mirror {

void Answers::start(Outgoing call, Done done) {
    sent = call.params;
    if (call.notification)
        done("", nullptr);
    else
        done(R"({"jsonrpc":"2.0","id":1,"result":)" + (result.empty() ? "null" : result) + '}', nullptr);
}

namespace {

const rpc::Method* find(const rpc::Service& service, std::string_view name) {
    for (const rpc::Method& one : service.info().methods)
        if (one.name == name) return &one;
    return nullptr;
}

void invoke(const std::vector<Mirror>& mirrors, json::Value call, std::string& result) {
    const std::string_view document = call.find("document").value().string();
    for (const Mirror& one : mirrors) {
        if (one.document != document) continue;
        if (const rpc::Method* method = find(*one.service, call.find("method").value().string())) {
            Context context;
            return method->invoke(*one.service, call.find("params").value_or(json::Value()), context, result);
        }
    }
    throw std::runtime_error("there is no such method");
}

/// The line of output: what went through is told beside an error, too.
std::string reflected(const std::vector<Mirror>& mirrors, Answers& answers, json::Value call) {
    std::string result, error;
    const auto given = call.find("result");
    answers.sent.clear();
    answers.result = given ? given->text() : "";
    try {
        invoke(mirrors, call, result);
    } catch (const std::exception& failure) {
        json::append_string(error, failure.what());
    }
    std::string out = "{\"params\":" + (answers.sent.empty() ? "null" : answers.sent);
    if (!result.empty()) out += ",\"result\":" + result;
    if (!error.empty()) out += ",\"error\":" + error;
    return out + '}';
}

}  // namespace
}  // namespace antiphon::mirror

int main() {
    using namespace antiphon;
    const auto answers = std::make_shared<mirror::Answers>();
    const auto mirrors = mirror::mirrors(answers);
    json::Parser parser;
    for (std::string line; std::getline(std::cin, line);)
        std::cout << mirror::reflected(mirrors, *answers, parser.parse(line)) << '\n';
    return 0;
}
