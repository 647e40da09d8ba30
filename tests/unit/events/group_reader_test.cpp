// What a group's reader asks of its store, told by a store that answers when a test says so.

#include "group_reader.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <stdexcept>

#include "antiphon/base/error.h"

using namespace std::chrono_literals;
using namespace antiphon;
using namespace antiphon::events;

namespace {

constexpr auto soon = 10s;
constexpr auto behind_the_retry = 500ms;  // a reader asks its store again after 300 ms
constexpr ChannelType flow{.name = "shop.flow", .kind = ChannelKind::durable};

std::exception_ptr away() {
    return std::make_exception_ptr(Error(ErrorKind::unavailable, Code::dependency_down, "Redis is away"));
}

std::string event(const std::string& id) {
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"shop","type":"shop.placed","data":{}})";
}

/// Gives what the test gives it; cannot be reached with what would begin again or be parked.
class Store final : public GroupStore {
  public:
    /// To the read that waits, or to the next one.
    void give(Batch batch) {
        Got got;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait_for(lock, soon, [this] { return read_ != nullptr; })) return;
            got = std::exchange(read_, nullptr);
        }
        got(std::move(batch), nullptr);
    }
    bool wait_for_begun_again() { return wait_for(begun_again_); }
    bool wait_for_parked() { return wait_for(parked_); }
    int begun_again() { return value_of(begun_again_); }
    int parked() { return value_of(parked_); }

  private:
    void read(std::size_t, Got got) override {
        const std::lock_guard lock(mutex_);
        read_ = std::move(got);
        changed_.notify_all();
    }
    void take_over(std::size_t, Got got) override { got({}, nullptr); }
    void acknowledge(std::vector<Claim>, Checked checked) override { checked({}, nullptr); }
    void keep(std::vector<Claim>, Checked checked) override { checked({}, nullptr); }
    void begin_again(Claim, Checked checked) override {
        checked({}, away());
        count(begun_again_);
    }
    void park(Claim, Failure, Checked checked) override {
        checked({}, away());
        count(parked_);
    }
    void release(std::vector<Claim>, Checked checked) override { checked({}, nullptr); }
    void stop() noexcept override {
        Got dropped;  // it keeps the reader, which keeps this
        const std::lock_guard lock(mutex_);
        dropped.swap(read_);
    }

    void count(int& counter) {
        const std::lock_guard lock(mutex_);
        ++counter;
        changed_.notify_all();
    }
    int value_of(const int& counter) {
        const std::lock_guard lock(mutex_);
        return counter;
    }
    bool wait_for(const int& counter) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, soon, [&] { return counter > 0; });
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    // guarded by mutex_
    Got read_;
    int begun_again_ = 0;
    int parked_ = 0;
};

class EmptiedStream : public ::testing::Test {
  protected:
    EmptiedStream() {
        options_.group = "billing";
        options_.consumer = "one";
        options_.max_attempts = 3;
    }
    ~EmptiedStream() override {
        may_end_.set_value();
        std::vector<Thread> buried;
        if (reader_->remove(member_, buried)) reader_->stop();
    }

    /// Consumes; the handler throws for "old" and stays with every other event until the test ends or says so.
    void consume() {
        reader_ = std::make_shared<GroupReader>(ticker_, store_, flow, "shop.flow", options_);
        const RawHandler handler = [this](const Incoming& incoming) {
            if (incoming.delivery.id == "old") throw std::runtime_error("not yet");
            began_.set_value(incoming.delivery.id);
            may_end_here_.wait();
        };
        member_ = reader_->add({{.type = nullptr, .address = "shop.flow", .call = handler}}, options_);
    }

    void give(const char* epoch, std::string text, int attempt = 1) {
        store_->give({.entries = {{{7, attempt}, std::move(text)}}, .epoch = epoch, .trimmed = 0});
    }

    /// What was asked at the time of the call has been asked again by then, if it is at all.
    void pass_the_retry() {
        std::promise<void> passed;
        ticker_.after(behind_the_retry, [&passed] { passed.set_value(); });
        passed.get_future().wait();
    }

    Ticker ticker_;
    const std::shared_ptr<Store> store_ = std::make_shared<Store>();
    ConsumerOptions options_;
    std::promise<std::string> began_;
    std::promise<void> may_end_;
    std::shared_future<void> may_end_here_ = may_end_.get_future().share();
    std::shared_ptr<GroupReader> reader_;
    std::shared_ptr<GroupReader::Member> member_;
};

}  // namespace

TEST_F(EmptiedStream, WhatWouldBeginAgainIsNotTheEventThatHasItsOffsetNow) {
    consume();
    give("e-1", event("old"));
    ASSERT_TRUE(store_->wait_for_begun_again());
    give("e-2", event("new"));
    ASSERT_EQ(began_.get_future().get(), "new");
    pass_the_retry();
    EXPECT_EQ(store_->begun_again(), 1);
}

TEST_F(EmptiedStream, WhatWouldBeParkedIsNotTheEventThatHasItsOffsetNow) {
    consume();
    give("e-1", "no event at all");
    ASSERT_TRUE(store_->wait_for_parked());
    give("e-2", event("new"));
    ASSERT_EQ(began_.get_future().get(), "new");
    pass_the_retry();
    EXPECT_EQ(store_->parked(), 1);
}

TEST_F(EmptiedStream, WhatHasNoAttemptLeftIsNotTheEventThatHasItsOffsetNow) {
    consume();
    std::promise<void> both_given;
    ticker_.after(0ms, [&] { both_given.get_future().wait(); });  // what has no attempt left is parked by the ticker
    give("e-1", event("old"), 4);
    give("e-2", event("new"));
    ASSERT_EQ(began_.get_future().get(), "new");
    both_given.set_value();
    pass_the_retry();
    EXPECT_EQ(store_->parked(), 0);
}
