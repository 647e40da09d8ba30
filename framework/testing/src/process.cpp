#include "antiphon/testing/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <future>
#include <map>
#include <mutex>

#include "antiphon/base/error.h"
#include "antiphon/base/thread.h"

extern char** environ;

namespace antiphon::testing {
namespace {

/// A descriptor that closes itself.
class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { reset(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const noexcept { return number_; }
    void reset(int number = -1) {
        if (number_ >= 0) ::close(number_);
        number_ = number;
    }

  private:
    int number_;
};

struct Pipe {
    Descriptor reading, writing;
    Pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            throw Error(ErrorKind::unavailable, Code::unavailable, std::string("no pipe: ") + std::strerror(errno));
        reading.reset(ends[0]);
        writing.reset(ends[1]);
    }
};

// The header of glibc 2.36 declares these without C linkage.
int open_handle(pid_t process) { return static_cast<int>(::syscall(SYS_pidfd_open, process, 0)); }
void send_signal(int handle, int number) { ::syscall(SYS_pidfd_send_signal, handle, number, nullptr, 0); }

/// Everything that exec needs, made before the fork: after it only system calls are safe.
struct Command {
    Command(std::vector<std::string> words, const Process::Options& options) : texts(std::move(words)) {
        for (auto& text : texts) argv.push_back(text.data());
        argv.push_back(nullptr);
        std::map<std::string, std::string> merged;
        for (char** entry = environ; *entry != nullptr; ++entry) {
            const std::string_view text(*entry);
            const std::size_t equals = text.find('=');
            if (equals != std::string_view::npos) merged.emplace(text.substr(0, equals), text.substr(equals + 1));
        }
        for (const auto& [name, value] : options.environment) merged[name] = value;
        for (const auto& [name, value] : merged) settings.push_back(name + "=" + value);
        for (auto& setting : settings) envp.push_back(setting.data());
        envp.push_back(nullptr);
        folder = options.folder;
    }
    std::vector<std::string> texts, settings;
    std::vector<char*> argv, envp;
    std::string folder;
};

[[noreturn]] void become(Command& command, int input, int output, int failure, pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    if (::getppid() == parent && (command.folder.empty() || ::chdir(command.folder.c_str()) == 0))
        ::execvpe(command.argv[0], command.argv.data(), command.envp.data());
    const int reason = errno;
    const ssize_t written = ::write(failure, &reason, sizeof reason);
    ::_exit(written == sizeof reason ? 127 : 126);
}

}  // namespace

struct Process::State {
    void run(Command& command, std::promise<void>& started);
    pid_t fork_and_exec(Command& command, int output);
    void read_until_the_end(int output);
    bool append_from(int output);
    void finish(pid_t child);
    std::optional<std::string> line_with(const std::string& part) const;

    Descriptor input;
    Descriptor handle;  // pidfd: names this process for ever, unlike a number
    pid_t pid = -1;
    mutable std::mutex mutex;
    std::condition_variable news;
    // guarded by mutex
    std::string output;
    std::optional<int> code;
    Thread thread;  // last: it uses all of the above
};

// The system kills the child when the *thread* that forked it ends, so the thread that reads also forks, and lives as
// long as the child.
void Process::State::run(Command& command, std::promise<void>& started) {
    Pipe out;
    pid_t child = -1;
    try {
        child = fork_and_exec(command, out.writing.get());
    } catch (...) {
        started.set_exception(std::current_exception());
        return;
    }
    started.set_value();
    out.writing.reset();
    read_until_the_end(out.reading.get());
    finish(child);
}

pid_t Process::State::fork_and_exec(Command& command, int output_end) {
    Pipe in, failure;
    const std::string program = command.texts.front();
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) become(command, in.reading.get(), output_end, failure.writing.get(), parent);
    if (child < 0)
        throw Error(ErrorKind::unavailable, Code::unavailable, program + " not started: " + std::strerror(errno));
    failure.writing.reset();
    int reason = 0;
    if (::read(failure.reading.get(), &reason, sizeof reason) == sizeof reason) {
        ::waitpid(child, nullptr, 0);
        throw Error(ErrorKind::unavailable, Code::not_found, program + " not started: " + std::strerror(reason));
    }
    pid = child;
    handle.reset(open_handle(child));
    input.reset(::fcntl(in.writing.get(), F_DUPFD_CLOEXEC, 3));
    return child;
}

void Process::State::read_until_the_end(int out) {
    std::array<pollfd, 2> waiting{pollfd{out, POLLIN, 0}, pollfd{handle.get(), POLLIN, 0}};
    while (true) {
        if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
        if (waiting[0].revents != 0 && !append_from(out)) waiting[0].fd = -1;
        if (waiting[1].revents == 0) continue;
        ::fcntl(out, F_SETFL, O_NONBLOCK);  // it has ended: take what is left, but do not wait for its children
        while (waiting[0].fd >= 0 && append_from(out)) continue;
        return;
    }
}

bool Process::State::append_from(int out) {
    std::array<char, 16'384> bytes;
    const ssize_t count = ::read(out, bytes.data(), bytes.size());
    if (count <= 0) return count < 0 && errno == EINTR;
    {
        std::lock_guard lock(mutex);
        output.append(bytes.data(), static_cast<std::size_t>(count));
    }
    news.notify_all();
    return true;
}

void Process::State::finish(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    {
        std::lock_guard lock(mutex);
        code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    news.notify_all();
}

std::optional<std::string> Process::State::line_with(const std::string& part) const {
    const std::size_t at = output.find(part);
    if (at == std::string::npos) return std::nullopt;
    std::size_t end = output.find('\n', at);
    if (end == std::string::npos && !code) return std::nullopt;  // there is more to come
    end = std::min(end, output.size());
    const std::size_t before = at == 0 ? std::string::npos : output.rfind('\n', at - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    return output.substr(begin, end - begin);
}

Process::Process(std::vector<std::string> command, const Options& options) : state_(std::make_unique<State>()) {
    auto prepared = std::make_shared<Command>(std::move(command), options);
    auto started = std::make_shared<std::promise<void>>();
    auto result = started->get_future();
    state_->thread =
        Thread("ap-process", [state = state_.get(), prepared, started] { state->run(*prepared, *started); });
    result.get();
}

Process::~Process() { kill(); }

pid_t Process::pid() const noexcept { return state_->pid; }

void Process::signal(int number) const { send_signal(state_->handle.get(), number); }

void Process::kill() {
    signal(SIGKILL);
    state_->thread.join();
}

void Process::write(std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(state_->input.get(), text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw Error(ErrorKind::unavailable, Code::unavailable, "the program reads no input any more");
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

void Process::close_input() { state_->input.reset(); }

std::optional<std::string> Process::wait_for_line(const std::string& part, std::chrono::milliseconds limit) {
    std::unique_lock lock(state_->mutex);
    std::optional<std::string> line;
    state_->news.wait_until(lock, Deadline::in(limit).moment(), [&] {
        line = state_->line_with(part);
        return line || state_->code;
    });
    return line;
}

std::optional<int> Process::wait(std::chrono::milliseconds limit) {
    std::unique_lock lock(state_->mutex);
    state_->news.wait_until(lock, Deadline::in(limit).moment(), [this] { return state_->code.has_value(); });
    return state_->code;
}

std::string Process::output() const {
    std::lock_guard lock(state_->mutex);
    return state_->output;
}

Outcome run(std::vector<std::string> command, Deadline deadline, std::string_view input) {
    const std::string program = command.front();
    Process process(std::move(command));
    if (!input.empty()) process.write(input);
    process.close_input();
    const auto code = process.wait(deadline.remaining());
    if (!code)
        throw Error(ErrorKind::timed_out, Code::deadline_exceeded, program + " did not end:\n" + process.output());
    return {*code, process.output()};
}

}  // namespace antiphon::testing
