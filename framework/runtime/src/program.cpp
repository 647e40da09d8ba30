#include "antiphon/runtime/program.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "advice.h"
#include "antiphon/base/log.h"
#include "antiphon/base/secret.h"
#include "antiphon/base/uuid.h"
#include "antiphon/rpc/admin_server.h"
#include "antiphon/telemetry/metrics.h"
#include "signals.h"

namespace antiphon::runtime {
namespace {

Config configured(int argc, const char* const* argv, Config defaults) {
    const std::string program = argc > 0 ? std::filesystem::path(argv[0]).filename().string() : "service";
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    auto parsed = parse(arguments, program, std::move(defaults), [](const std::string& name) {
        const char* value = std::getenv(name.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    });
    if (parsed.config) return std::move(*parsed.config);
    std::fputs(parsed.text.c_str(), parsed.exit_code == 0 ? stdout : stderr);
    std::exit(parsed.exit_code);
}

Config completed(Config config) {
    if (config.name.empty()) config.name = "service";
    if (config.instance.empty()) config.instance = random_text(8);
    return config;
}

/// An Error that leaves main() (Redis is not there, and a listener needs it now) ends the program with one sentence.
[[noreturn]] void say_why_it_ends() {
    try {
        if (const auto error = std::current_exception()) std::rethrow_exception(error);
    } catch (const Error& error) {
        log::error(error.what());
        std::_Exit(1);
    } catch (const std::exception& error) {
        log::error("ended by an exception that nobody caught", {{"what", error.what()}});
    } catch (...) {
        log::error("ended by an exception that nobody caught");
    }
    std::abort();
}

[[noreturn]] void wrong_flag(std::string_view name, const std::string& expected, const std::string& found) {
    throw Error(ErrorKind::invalid, Code::invalid_params,
                "--" + std::string(name) + " is " + expected + ", not '" + found + "'");
}

}  // namespace

Error with_advice(const Error& error, const std::string& flag) {
    if (error.kind() != ErrorKind::unavailable) return error;
    return Error(error.kind(), error.code(),
                 std::string(error.what()) + "; choose another port with " + flag + " or " +
                     OptionInfo{std::string_view(flag).substr(2), {}, {}, {}}.environment() +
                     " (0 takes any free one)");
}

struct Program::State {
    explicit State(Config given) : config(completed(std::move(given))) {}

    // set at construction, never changes; Signals first, so that no thread of ours takes a signal
    Signals signals;
    const Config config;
};

Program::Program(Config config) : state_(std::make_unique<State>(std::move(config))) {
    log::set_level(log::parse_level(state_->config.log_level));
    log::set_common("service", state_->config.name);
    log::set_common("instance", state_->config.instance);
}

Program::Program(int argc, const char* const* argv, Config defaults) try
    : Program(configured(argc, argv, std::move(defaults))) {
    std::set_terminate(say_why_it_ends);
} catch (const Error& error) {
    refuse(argc, argv, error);
}

Program::~Program() = default;

void Program::refuse(int argc, const char* const* argv, const Error& error) {
    std::fprintf(stderr, "%s: %s\n", argc > 0 ? argv[0] : "service", error.what());
    std::exit(2);
}

const Config& Program::config() const noexcept { return state_->config; }

const std::string& Program::flag(std::string_view name) const {
    for (const auto& flag : state_->config.flags)
        if (flag.name == name) return flag.value;
    throw Error(ErrorKind::internal, Code::internal_error, "this program has no flag '" + std::string(name) + "'");
}

unsigned Program::number(std::string_view name) const {
    const std::string& text = flag(name);
    if (text.empty() || text.size() > 7 || text.find_first_not_of("0123456789") != std::string::npos)
        wrong_flag(name, "a number", text);
    return static_cast<unsigned>(std::stoul(text));
}

bool Program::yes_or_no(std::string_view name) const {
    const std::string& text = flag(name);
    if (text != "yes" && text != "no") wrong_flag(name, "yes or no", text);
    return text == "yes";
}

std::chrono::milliseconds Program::duration(std::string_view name) const {
    const std::string& text = flag(name);
    if (const auto time = parse_duration(text)) return *time;
    wrong_flag(name, "a time such as 500ms or 30s", text);
}

std::vector<std::string> Program::list(std::string_view name) const {
    const std::string& text = flag(name);
    std::vector<std::string> entries;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find(',', from), text.size());
        if (end > from) entries.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return entries;
}

std::unique_ptr<rpc::AdminServer> Program::open_admin(const std::function<void(rpc::AdminServer&)>& add) const {
    const Config& config = state_->config;
    rpc::AdminServerOptions options{.address = config.admin_bind, .port = config.effective_admin_port()};
    if (!config.admin_token_file.empty()) options.token = Secret::from_file(config.admin_token_file);
    auto server = std::make_unique<rpc::AdminServer>(std::move(options));
    server->add_metrics(telemetry::metrics_text);
    add(*server);
    try {
        server->start();
    } catch (const Error& error) {
        throw with_advice(error, "--admin-port");
    }
    return server;
}

void Program::wait() {
    const int signal = state_->signals.wait();
    state_->signals.let_through();
    log::info("stopping", {{"signal", signal}});
}

void Program::stop() noexcept { state_->signals.wake(); }

int Program::run(const std::function<void()>& work) const {
    try {
        work();
        return 0;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) {
            log::error(error.what());
            return 1;
        }
        std::fprintf(stderr, "%s: %s\n", state_->config.name.c_str(), error.what());
        return 2;
    }
}

}  // namespace antiphon::runtime
