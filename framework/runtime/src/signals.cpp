#include "signals.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace antiphon::runtime {
namespace {

int opened(int descriptor, const char* what) {
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), what);
    return descriptor;
}

}  // namespace

Signals::Signals() {
    sigemptyset(&waited_);
    sigaddset(&waited_, SIGTERM);
    sigaddset(&waited_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &waited_, &before_);
    std::signal(SIGPIPE, SIG_IGN);
    signals_ = opened(signalfd(-1, &waited_, SFD_CLOEXEC), "signalfd");
    wake_ = opened(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");
}

Signals::~Signals() {
    close(signals_);
    close(wake_);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

int Signals::wait() {
    pollfd watched[] = {{signals_, POLLIN, 0}, {wake_, POLLIN, 0}};
    while (poll(watched, 2, -1) < 0 && errno == EINTR) {
    }
    if ((watched[0].revents & POLLIN) == 0) {
        std::uint64_t woken = 0;
        [[maybe_unused]] const auto got = read(wake_, &woken, sizeof woken);
        return 0;
    }
    signalfd_siginfo signal{};
    return read(signals_, &signal, sizeof signal) == sizeof signal ? static_cast<int>(signal.ssi_signo) : 0;
}

void Signals::wake() noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto wrote = write(wake_, &one, sizeof one);
}

void Signals::let_through() noexcept { pthread_sigmask(SIG_UNBLOCK, &waited_, nullptr); }

}  // namespace antiphon::runtime
