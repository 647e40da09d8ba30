#include "antiphon/base/thread.h"

#include <pthread.h>

#include <exception>

#include "antiphon/base/log.h"

namespace antiphon {

namespace {

[[noreturn]] void die(const std::string& name, std::string_view reason) {
    log::error("a thread ended by an exception; the process ends too", {{"role", name}, {"reason", reason}});
    std::terminate();
}

void run(const std::string& name, const std::function<void()>& work) {
    ::pthread_setname_np(::pthread_self(), name.substr(0, 15).c_str());
    try {
        work();
    } catch (const std::exception& error) {
        die(name, error.what());
    } catch (...) {
        die(name, "not a std::exception");
    }
}

}  // namespace

Thread::Thread(const std::string& name, std::function<void()> work)
    : thread_([name, work = std::move(work)] { run(name, work); }) {}

}  // namespace antiphon
