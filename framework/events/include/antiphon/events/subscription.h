#pragma once
#include <memory>
#include <utility>

namespace antiphon::events {

/// A running listener or consumer. It runs until this is cancelled or destroyed; it must not outlive its Bus.
class [[nodiscard]] Subscription {
  public:
    /// What the buses implement. cancel() is called once.
    class Activity {
      public:
        virtual ~Activity() = default;
        virtual void cancel() noexcept = 0;
    };

    Subscription() noexcept = default;
    explicit Subscription(std::shared_ptr<Activity> activity) noexcept : activity_(std::move(activity)) {}
    ~Subscription() { cancel(); }
    Subscription(Subscription&&) noexcept = default;
    Subscription& operator=(Subscription&& other) noexcept {
        if (this != &other) {
            cancel();
            activity_ = std::move(other.activity_);
        }
        return *this;
    }

    /// Waits for handlers that run; once it returned no new call of the handler starts. Called from inside its own
    /// handler it does not wait for that one call. What a consumer held but had not begun goes to others at once.
    void cancel() noexcept {
        if (const auto activity = std::exchange(activity_, nullptr)) activity->cancel();
    }
    bool active() const noexcept { return activity_ != nullptr; }

  private:
    std::shared_ptr<Activity> activity_;
};

}  // namespace antiphon::events
