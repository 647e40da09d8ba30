#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "antiphon/base/error.h"

extern char** environ;

namespace antiphon::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr long long max_wait_ms = 3'600'000;  // of one poll(), which has an int

[[noreturn]] void fail(const Program& program, const std::string& what) {
    throw Error(ErrorKind::unavailable, Code::unavailable, program.name + ' ' + what);
}

[[noreturn]] void took_too_long(const Program& program) {
    fail(program, "took too long and was ended" + (program.longer.empty() ? "" : "; " + program.longer));
}

class Descriptor {
  public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    void set(int fd) {
        close();
        fd_ = fd;
    }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }
    int get() const { return fd_; }
    bool open() const { return fd_ >= 0; }

  private:
    int fd_;
};

struct Pipe {
    Descriptor read, write;
    explicit Pipe(const Program& program) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            fail(program, "cannot be started: " + std::string(std::strerror(errno)));
        read.set(ends[0]);
        write.set(ends[1]);
    }
};

/// While it lives, writing to a program that has ended is an error and no signal.
class NoBrokenPipeSignal {
  public:
    NoBrokenPipeSignal() {
        struct sigaction ignore = {};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(SIGPIPE, &ignore, &before_);
    }
    ~NoBrokenPipeSignal() { ::sigaction(SIGPIPE, &before_, nullptr); }
    NoBrokenPipeSignal(const NoBrokenPipeSignal&) = delete;
    NoBrokenPipeSignal& operator=(const NoBrokenPipeSignal&) = delete;

  private:
    struct sigaction before_ = {};
};

/// A running program, in a process group of its own; ended with all of the group when it is still there at the end.
class Child {
  public:
    explicit Child(pid_t pid) : pid_(pid) {}
    ~Child() {
        if (pid_ <= 0) return;
        ::kill(-pid_, SIGKILL);
        (void)wait();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Has it ended by then?
    bool ends_before(Clock::time_point deadline) const {
        const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
        pollfd event{process.get(), POLLIN, 0};
        while (process.open()) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
            const int ready = ::poll(&event, 1, static_cast<int>(std::clamp<long long>(left, 0, max_wait_ms)));
            if (ready > 0) return true;
            if (left <= 0) return false;
        }
        return true;  // a kernel without pidfd: wait() will do
    }
    /// The status as waitpid has it.
    int wait() {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        return status;
    }

  private:
    pid_t pid_;
};

/// Nothing when there is no such program.
std::optional<pid_t> start(const Program& program, const Pipe& in, const Pipe& out, const Pipe& err) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, in.read.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, out.write.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, err.write.get(), STDERR_FILENO);
    ::posix_spawnattr_init(&attributes);
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    std::vector<std::string> words = program.words;
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t pid = 0;
    const int failed = ::posix_spawnp(&pid, arguments[0], &files, &attributes, arguments.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    if (failed == ENOENT) return std::nullopt;
    if (failed != 0) fail(program, "cannot be started: " + std::string(std::strerror(failed)));
    return pid;
}

/// Feeds and reads at the same time: a program may write before it has read everything.
class Exchange {
  public:
    Exchange(const Program& program, Clock::time_point deadline) : program_(program), deadline_(deadline) {}

    void run(Descriptor& in, Descriptor& out, Descriptor& err) {
        ::fcntl(in.get(), F_SETFL, O_NONBLOCK);
        if (input_.empty()) in.close();
        while (out.open() || err.open()) {
            std::array<pollfd, 3> events{pollfd{in.get(), POLLOUT, 0}, pollfd{out.get(), POLLIN, 0},
                                         pollfd{err.get(), POLLIN, 0}};
            wait(events);
            if (in.open() && events[0].revents != 0) feed(in);
            if (out.open() && events[1].revents != 0) take(out, output_, program_.max_output_bytes, "standard output");
            if (err.open() && events[2].revents != 0) {
                const std::size_t told = messages_.size();
                take(err, messages_, program_.max_message_bytes, "standard error");
                if (program_.messages != nullptr)
                    *program_.messages << std::string_view(messages_).substr(told) << std::flush;
            }
        }
    }
    std::string output() { return std::move(output_); }
    std::string messages() { return std::move(messages_); }

  private:
    void wait(std::array<pollfd, 3>& events) const {
        while (true) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
            if (left <= 0) took_too_long(program_);
            const int ready =
                ::poll(events.data(), events.size(), static_cast<int>(std::min<long long>(left, max_wait_ms)));
            if (ready > 0) return;
            if (ready < 0 && errno != EINTR) fail(program_, "cannot be read: " + std::string(std::strerror(errno)));
        }
    }
    void feed(Descriptor& in) {
        const ssize_t written = ::write(in.get(), input_.data(), input_.size());
        if (written > 0) input_.remove_prefix(static_cast<std::size_t>(written));
        if (input_.empty() || (written < 0 && errno != EAGAIN && errno != EINTR)) in.close();
    }
    void take(Descriptor& from, std::string& into, std::size_t most, const char* what) const {
        std::array<char, 65536> piece;
        const ssize_t count = ::read(from.get(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR) return;
        if (count <= 0) return from.close();
        into.append(piece.data(), static_cast<std::size_t>(count));
        if (into.size() > most) fail(program_, "wrote too much to " + std::string(what) + " and was ended");
    }

    const Program& program_;
    std::string_view input_ = program_.input;
    const Clock::time_point deadline_;
    std::string output_;
    std::string messages_;
};

}  // namespace

std::optional<Finished> run_program(const Program& program) {
    const Clock::time_point deadline = Clock::now() + program.deadline;
    const NoBrokenPipeSignal guard;
    Pipe in(program), out(program), err(program);
    const auto pid = start(program, in, out, err);
    if (!pid) return std::nullopt;
    Child child(*pid);
    in.read.close();
    out.write.close();
    err.write.close();
    Exchange exchange(program, deadline);
    exchange.run(in.write, out.read, err.read);
    // Both ends are closed: it ends now, or it is one that closes its output and goes on.
    in.write.close();
    if (!child.ends_before(deadline)) took_too_long(program);
    const int status = child.wait();
    return Finished{.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                    .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                    .out = exchange.output(),
                    .err = exchange.messages()};
}

}  // namespace antiphon::cli
