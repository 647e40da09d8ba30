#include "antiphon/testing/redis_server.h"

#include <csignal>
#include <filesystem>
#include <sstream>
#include <string_view>

#include "antiphon/base/error.h"

namespace antiphon::testing {

using namespace std::chrono_literals;

RedisServer::RedisServer(Options options) : options_(std::move(options)), loop_(std::make_shared<redis::Loop>()) {
    for (int attempts_left = 4;; --attempts_left) {
        port_ = free_port();
        try {
            start();
            return;
        } catch (const Error& error) {  // somebody else took the port since we looked
            if (attempts_left == 0 ||
                std::string_view(error.what()).find("Address already in use") == std::string::npos)
                throw;
        }
    }
}

RedisServer::~RedisServer() {
    client_.reset();
    process_.reset();
}

redis::Options RedisServer::options() const {
    redis::Options options;
    options.port = port_;
    return options;
}

void RedisServer::start() {
    std::vector<std::string> command = {"redis-server",
                                        "--bind",
                                        "127.0.0.1",
                                        "--port",
                                        std::to_string(port_),
                                        "--dir",
                                        folder_.path().string(),
                                        "--unixsocket",
                                        socket(),
                                        "--save",
                                        "",
                                        "--appendonly",
                                        options_.appendonly ? "yes" : "no",
                                        "--enable-debug-command",
                                        "local"};
    std::istringstream words(options_.more_arguments);
    for (std::string word; words >> word;) command.push_back(word);
    process_ = std::make_unique<Process>(std::move(command));
    if (!process_->wait_for_line("Ready to accept connections", 30s)) {
        throw Error(ErrorKind::unavailable, Code::unavailable, "redis-server did not start:\n" + process_->output());
    }
}

void RedisServer::kill9() {
    client_.reset();
    process_->kill();
}

void RedisServer::restart_empty() {
    kill9();
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
        std::filesystem::remove_all(entry.path());
    start();
}

void RedisServer::freeze() const { process_->signal(SIGSTOP); }
void RedisServer::thaw() const { process_->signal(SIGCONT); }

redis::Reply RedisServer::command(redis::Arguments arguments) {
    if (!client_) client_ = std::make_unique<redis::Client>(loop_, options());
    return client_->call(std::move(arguments));
}

}  // namespace antiphon::testing
