#include "plugin.h"

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
#include <set>

#include "antiphon/base/error.h"

extern char** environ;

namespace antiphon::cli {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& program, const std::string& what) {
    throw Error(ErrorKind::unavailable, Code::unavailable, "plug-in " + program + ' ' + what);
}

[[noreturn]] void took_too_long(const std::string& program) {
    fail(program, "took too long and was ended; --plugin-timeout gives it more time");
}

constexpr long long max_wait_ms = 3'600'000;  // of one poll(), which has an int

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
    explicit Pipe(const std::string& program) {
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
    Child(const std::string& program, const Pipe& in, const Pipe& out, const Pipe& err) {
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
        std::string name = program;
        std::array<char*, 2> arguments{name.data(), nullptr};
        const int failed = ::posix_spawnp(&pid_, program.c_str(), &files, &attributes, arguments.data(), environ);
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&files);
        if (failed != 0) {
            pid_ = -1;
            fail(program, "cannot be started: " + std::string(std::strerror(failed)));
        }
    }
    ~Child() {
        if (pid_ <= 0) return;
        ::kill(-pid_, SIGKILL);
        (void)wait();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Has it ended by then?
    bool ends_before(Clock::time_point deadline) const {
        Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
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
    pid_t pid_ = -1;
};

/// Feeds and reads at the same time: a program may write before it has read everything.
class Exchange {
  public:
    Exchange(const std::string& program, std::string_view input, Clock::time_point deadline, std::ostream& messages)
        : program_(program), input_(input), deadline_(deadline), messages_(messages) {}

    void run(Descriptor& in, Descriptor& out, Descriptor& err) {
        ::fcntl(in.get(), F_SETFL, O_NONBLOCK);
        if (input_.empty()) in.close();
        while (out.open() || err.open()) {
            std::array<pollfd, 3> events{pollfd{in.get(), POLLOUT, 0}, pollfd{out.get(), POLLIN, 0},
                                         pollfd{err.get(), POLLIN, 0}};
            wait(events);
            if (in.open() && events[0].revents != 0) feed(in);
            if (out.open() && events[1].revents != 0) take(out, output_, max_plugin_output_bytes, "standard output");
            if (err.open() && events[2].revents != 0) {
                std::string piece;
                take(err, piece, max_plugin_message_bytes - told_, "standard error");
                told_ += piece.size();
                messages_ << piece << std::flush;
            }
        }
    }
    std::string output() { return std::move(output_); }

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
        // A program need not read all of it.
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

    const std::string& program_;
    std::string_view input_;
    const Clock::time_point deadline_;
    std::ostream& messages_;
    std::string output_;
    std::size_t told_ = 0;
};

std::string why_not(const std::string& name) {
    if (name.empty() || name.size() > max_plugin_name_bytes)
        return "must have 1 to " + std::to_string(max_plugin_name_bytes) + " bytes";
    if (name.front() == '/') return "is an absolute path; files go into the folder of --out";
    for (const char c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == 0x7F)
            return "has a character that names of files cannot have";
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        const std::string part = name.substr(at, end - at);
        if (part == "..") return "leads upwards; files go into the folder of --out";
        if (part.empty() || part == ".") return "has an empty part";
        at = end + 1;
    }
    return "";
}

}  // namespace

std::string run_plugin(const std::string& program, std::string_view ir, std::chrono::milliseconds timeout,
                       std::ostream& messages) {
    const Clock::time_point deadline = Clock::now() + timeout;
    const NoBrokenPipeSignal guard;
    Pipe in(program), out(program), err(program);
    Child child(program, in, out, err);
    in.read.close();
    out.write.close();
    err.write.close();
    Exchange exchange(program, ir, deadline, messages);
    exchange.run(in.write, out.read, err.read);
    // Both ends are closed: it ends now, or it is one that closes its output and goes on.
    in.write.close();
    if (!child.ends_before(deadline)) took_too_long(program);
    const int status = child.wait();
    if (WIFSIGNALED(status)) fail(program, "was ended by signal " + std::to_string(WTERMSIG(status)));
    if (WEXITSTATUS(status) != 0) fail(program, "ended with " + std::to_string(WEXITSTATUS(status)));
    return exchange.output();
}

std::vector<idl::emit::OutputFile> plugin_files(const std::string& program, const std::string& output) {
    using idl::syntax::Kind;
    idl::Sources sources;
    idl::Diagnostics diagnostics;
    const std::uint32_t file = sources.add("what plug-in " + program + " wrote", output);
    const idl::syntax::Node root = idl::syntax::read(sources, file, idl::syntax::Comments::refused, diagnostics);
    const auto wrong = [&](const idl::syntax::Node& where, const std::string& what) {
        diagnostics.error("plugin-output", {file, where.span.begin, where.span.begin + 1}, what);
    };
    std::vector<idl::emit::OutputFile> out;
    const idl::syntax::Member* files = root.is(Kind::object) ? root.find("files") : nullptr;
    if (diagnostics.errors() == 0 && (files == nullptr || !files->value.is(Kind::array)))
        wrong(root, R"(expected { "files": [{ "name": …, "content": … }] })");
    if (diagnostics.errors() == 0 && files->value.items.size() > max_plugin_files)
        wrong(files->value, "more than " + std::to_string(max_plugin_files) + " files");
    std::set<std::string> names;
    if (diagnostics.errors() == 0)
        for (const auto& one : files->value.items) {
            const auto* name = one.is(Kind::object) ? one.find("name") : nullptr;
            const auto* content = one.is(Kind::object) ? one.find("content") : nullptr;
            if (name == nullptr || content == nullptr || !name->value.is(Kind::string) ||
                !content->value.is(Kind::string)) {
                wrong(one, R"(a file is { "name": …, "content": … }, both strings)");
                continue;
            }
            if (const std::string why = why_not(name->value.text); !why.empty())
                wrong(name->value, "the name " + idl::quoted(name->value.text) + ' ' + why);
            else if (!names.insert(name->value.text).second)
                wrong(name->value, "the name " + idl::quoted(name->value.text) + " stands twice");
            else
                out.push_back({name->value.text, content->value.text});
        }
    if (diagnostics.errors() != 0)
        throw Error(ErrorKind::invalid, Code::invalid_request,
                    "plug-in " + program + " wrote something else than files:\n" + idl::render(diagnostics, sources));
    return out;
}

}  // namespace antiphon::cli
