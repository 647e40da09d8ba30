#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "antiphon/base/error.h"

extern char** environ;

namespace antiphon::cli {
namespace {

[[noreturn]] void fail(const std::string& what) { throw Error(ErrorKind::unavailable, Code::unavailable, what); }

class Pipe {
  public:
    Pipe() {
        if (pipe2(ends_.data(), O_CLOEXEC) != 0) fail(std::string("no pipe: ") + std::strerror(errno));
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close_read();
        close_write();
    }
    int read_end() const { return ends_[0]; }
    int write_end() const { return ends_[1]; }
    void close_read() { shut(ends_[0]); }
    void close_write() { shut(ends_[1]); }

  private:
    static void shut(int& end) {
        if (end >= 0) close(end);
        end = -1;
    }
    std::array<int, 2> ends_{-1, -1};
};

class Child {
  public:
    explicit Child(pid_t id) : id_(id) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (id_ == 0) return;
        kill(id_, SIGKILL);
        wait();
    }
    int wait() {
        int status = 0;
        while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
        }
        id_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

  private:
    pid_t id_;
};

std::optional<pid_t> spawn(const std::vector<std::string>& words, const Pipe& out, const Pipe& err) {
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out.write_end(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err.write_end(), STDERR_FILENO);
    pid_t id = 0;
    const int failed = posix_spawnp(&id, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed == ENOENT) return std::nullopt;
    if (failed != 0) fail(words[0] + " cannot be started: " + std::strerror(failed));
    return id;
}

/// Until both ends are closed.
void drain(Pipe& out, Pipe& err, Finished& finished, std::size_t most, std::chrono::milliseconds deadline,
           const std::string& name) {
    const auto until = std::chrono::steady_clock::now() + deadline;
    std::array<pollfd, 2> ends{pollfd{out.read_end(), POLLIN, 0}, pollfd{err.read_end(), POLLIN, 0}};
    std::array<std::string*, 2> texts{&finished.out, &finished.err};
    std::array<char, 65536> bytes;
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) fail(name + " takes too long");
        if (poll(ends.data(), ends.size(), static_cast<int>(left.count())) < 0 && errno != EINTR)
            fail(std::string("poll: ") + std::strerror(errno));
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (ends[i].fd < 0 || ends[i].revents == 0) continue;
            const ssize_t got = read(ends[i].fd, bytes.data(), bytes.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0)
                ends[i].fd = -1;
            else
                texts[i]->append(bytes.data(), static_cast<std::size_t>(got));
            if (texts[i]->size() > most) fail(name + " says more than " + std::to_string(most) + " bytes");
        }
    }
}

}  // namespace

std::optional<Finished> run_program(const std::vector<std::string>& words, std::size_t most,
                                    std::chrono::milliseconds deadline) {
    Pipe out, err;
    const auto id = spawn(words, out, err);
    if (!id) return std::nullopt;
    Child child(*id);
    out.close_write();
    err.close_write();
    Finished finished;
    drain(out, err, finished, most, deadline, words[0]);
    finished.exit_code = child.wait();
    return finished;
}

}  // namespace antiphon::cli
