#include "antiphon/testing/redis_server.h"

#include <csignal>
#include <sstream>

#include "antiphon/base/error.h"
#include "antiphon/base/uuid.h"

namespace antiphon::testing {

using namespace std::chrono_literals;

RedisServer::RedisServer(Options options)
    : options_(std::move(options)),
      port_(free_port()),
      folder_(std::filesystem::temp_directory_path() / ("antiphon-redis-" + random_text(12))),
      loop_(std::make_shared<redis::Loop>()) {
    std::filesystem::create_directories(folder_);
    start();
}

RedisServer::~RedisServer() {
    client_.reset();
    process_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
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
                                        folder_.string(),
                                        "--save",
                                        "",
                                        "--appendonly",
                                        options_.appendonly ? "yes" : "no",
                                        "--enable-debug-command",
                                        "local"};
    std::istringstream words(options_.more_arguments);
    for (std::string word; words >> word;) command.push_back(word);
    process_ = std::make_unique<Process>(std::move(command));
    if (!process_->wait_for_line("Ready to accept connections")) {
        throw Error(ErrorKind::unavailable, Code::unavailable, "redis-server did not start:\n" + process_->output());
    }
}

void RedisServer::kill9() {
    client_.reset();
    process_->kill();
}

void RedisServer::freeze() const { process_->signal(SIGSTOP); }
void RedisServer::thaw() const { process_->signal(SIGCONT); }

redis::Reply RedisServer::command(redis::Arguments arguments) {
    if (!client_) client_ = std::make_unique<redis::Client>(loop_, options());
    return client_->call(std::move(arguments));
}

}  // namespace antiphon::testing
