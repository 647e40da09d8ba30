#include "antiphon/testing/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "antiphon/base/error.h"

namespace antiphon::testing {

namespace {

[[noreturn]] void fail(const std::string& what) {
    throw Error(ErrorKind::unavailable, Code::unavailable, what + ": " + std::strerror(errno));
}

}  // namespace

std::uint16_t free_port() {
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (bind(descriptor, reinterpret_cast<sockaddr*>(&address), length) != 0) fail("no free port");
    getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length);
    close(descriptor);
    return ntohs(address.sin_port);
}

Process::Process(std::vector<std::string> command, const Options& options) {
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<int, 2> pipe_ends{};
    if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) fail("no pipe");
    pid_ = fork();
    if (pid_ < 0) fail("cannot fork");
    if (pid_ == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(pipe_ends[1], STDOUT_FILENO);
        dup2(pipe_ends[1], STDERR_FILENO);
        for (const auto& [name, value] : options.environment) setenv(name.c_str(), value.c_str(), 1);
        execvp(arguments[0], arguments.data());
        dprintf(STDERR_FILENO, "cannot run %s: %s\n", arguments[0], std::strerror(errno));
        _exit(127);
    }
    close(pipe_ends[1]);
    reader_ = Thread("ap-output", [this, descriptor = pipe_ends[0]] { read(descriptor); });
}

Process::~Process() { kill(); }

void Process::read(int descriptor) {
    std::array<char, 4096> buffer;
    ssize_t count;
    while ((count = ::read(descriptor, buffer.data(), buffer.size())) > 0) {
        std::lock_guard lock(mutex_);
        output_.append(buffer.data(), static_cast<std::size_t>(count));
        changed_.notify_all();
    }
    close(descriptor);
    int status = 0;
    waitpid(pid_, &status, 0);
    std::lock_guard lock(mutex_);
    closed_ = true;
    exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    changed_.notify_all();
}

std::optional<std::string> Process::wait_for_line(const std::string& part, std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex_);
    std::optional<std::string> line;
    const auto found = [&] {
        const auto at = output_.find(part);
        if (at == std::string::npos) return closed_;
        const auto end = output_.find('\n', at);
        if (end == std::string::npos) return closed_;
        const auto begin = output_.rfind('\n', at);
        line = output_.substr(begin == std::string::npos ? 0 : begin + 1,
                              end - (begin == std::string::npos ? 0 : begin + 1));
        return true;
    };
    changed_.wait_for(lock, limit, found);
    return line;
}

std::string Process::output() const {
    std::lock_guard lock(mutex_);
    return output_;
}

void Process::signal(int number) const {
    std::lock_guard lock(mutex_);
    if (!exit_) ::kill(pid_, number);
}

void Process::kill() {
    signal(SIGKILL);
    reader_.join();
}

std::optional<int> Process::wait(std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, limit, [this] { return exit_.has_value(); });
    return exit_;
}

}  // namespace antiphon::testing
