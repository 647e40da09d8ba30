#pragma once
#include <functional>
#include <string>
#include <thread>

namespace antiphon {

/// A thread with a name that debuggers and `top -H` show: `ap-` and a role, at most 15 characters. Joins in the
/// destructor; whatever ends `work` must have been told before. An exception that leaves `work` is logged and ends the
/// process: a thread that silently died is worse.
class Thread {
  public:
    Thread() = default;
    Thread(const std::string& name, std::function<void()> work);
    ~Thread() { join(); }
    Thread(Thread&&) noexcept = default;
    Thread& operator=(Thread&& other) noexcept {
        join();
        thread_ = std::move(other.thread_);
        return *this;
    }
    void join() {
        if (thread_.joinable()) thread_.join();
    }
    bool running_here() const noexcept { return thread_.get_id() == std::this_thread::get_id(); }

  private:
    std::thread thread_;
};

}  // namespace antiphon
