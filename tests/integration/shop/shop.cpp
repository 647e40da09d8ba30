#include "shop.h"

#include <antiphon/auth/token.h>
#include <antiphon/base/uuid.h>

#include <fstream>

using antiphon::testing::Process;
using namespace std::chrono_literals;

namespace {

std::string program(const std::string& name) {
    return std::string(ANTIPHON_BINARY_DIR) + "/services/" + name + '/' + name;
}

const std::vector<std::string> services = {"inventory", "orders", "payment", "shipping", "notification"};

}  // namespace

Shop::Shop(std::vector<std::string> gateway_arguments)
    : gateway_arguments_(std::move(gateway_arguments)),
      redis_({.appendonly = true}),
      key_file_(std::filesystem::temp_directory_path() / ("antiphon-key-" + antiphon::random_text(12))) {
    std::ofstream(key_file_) << antiphon::random_text(48);
    std::filesystem::permissions(key_file_, std::filesystem::perms::owner_read);
    for (const std::string& name : services) start(name);
    start("gateway-a");
    start("gateway-b");
}

Shop::~Shop() {
    processes_.clear();
    std::filesystem::remove(key_file_);
}

void Shop::start(const std::string& name) {
    const bool is_gateway = name.starts_with("gateway");
    Ports& ports = ports_[name];
    if (ports.port == 0) ports = {antiphon::testing::free_port(), antiphon::testing::free_port()};
    std::vector<std::string> command = {program(is_gateway ? "gateway" : name),
                                        "--port",
                                        std::to_string(ports.port),
                                        "--admin-port",
                                        std::to_string(ports.admin),
                                        "--redis",
                                        redis_.url(),
                                        "--key-file",
                                        key_file_.string(),
                                        "--development"};
    if (is_gateway) command.insert(command.end(), gateway_arguments_.begin(), gateway_arguments_.end());
    processes_[name] = std::make_unique<Process>(std::move(command));
    const std::string ready = "http://127.0.0.1:" + std::to_string(ports.admin) + "/readyz";
    Process waiting({"curl", "-fso", "/dev/null", "--retry", "100", "--retry-delay", "0", "--retry-max-time", "15",
                     "--retry-all-errors", ready});
    if (waiting.wait(20s) != 0) throw std::runtime_error(name + " did not get ready:\n" + processes_[name]->output());
}

std::string Shop::gateway(char which) const {
    return "http://127.0.0.1:" + std::to_string(ports_.at(std::string("gateway-") + which).port);
}

std::string Shop::token(const std::string& user) const {
    const auto keys = antiphon::auth::Keys::from_file(key_file_.string());
    antiphon::auth::Claims claims;
    claims.caller.user = user;
    claims.caller.tenant = "acme";
    return antiphon::auth::Signer(*keys.signing()).sign(claims, 1h);
}

std::unique_ptr<Session> Shop::session(char gateway_letter, const std::string& user) const {
    return std::make_unique<Session>(gateway(gateway_letter), token(user));
}
