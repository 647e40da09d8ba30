#include "antiphon/redis/client.h"

#include <atomic>
#include <deque>
#include <future>
#include <mutex>
#include <vector>

#include "command.h"
#include "connection.h"
#include "reply_from.h"

namespace antiphon::redis {

namespace {

struct Command {
    std::string name;
    std::string bytes;
    std::size_t size = 0;  // of bytes, which are given away when they leave
    Deadline deadline = Deadline::never();
    Done done;
};

std::exception_ptr unavailable(const std::string& message) {
    return std::make_exception_ptr(Error(ErrorKind::unavailable, Code::dependency_down, message));
}

}  // namespace

/// Commands wait in `inbox_` (any thread), then in `waiting_` (no connection yet), then in `sent_` (no answer yet).
class Client::Impl final : public Connection::Owner, public std::enable_shared_from_this<Client::Impl> {
  public:
    Impl(std::shared_ptr<Loop> loop, Options options)
        : loop_(std::move(loop)),
          options_(std::move(options)),
          connection_(std::make_shared<Connection>(*loop_, options_, *this)) {}

    void start() {
        loop_->post([self = shared_from_this()] {
            if (self->stopped_) return;
            self->connection_->start();
            self->ask_later();
        });
    }

    void send(Command command) {
        command.size = command.bytes.size();
        if (!reserve(command.size)) return refuse(std::move(command.done));
        bool first;
        {
            std::lock_guard lock(mutex_);
            first = inbox_.empty();
            inbox_.push_back(std::move(command));
        }
        if (!first) return;
        if (loop_->here())
            take_inbox();
        else
            loop_->post([self = shared_from_this()] { self->take_inbox(); });
    }

    void stop() {
        std::promise<void> stopped;
        const auto stop_here = [this, &stopped] {
            stopped_ = true;
            connection_->stop();
            tell_refused();
            take_inbox();
            fail_all(sent_, "the client was closed");
            fail_all(waiting_, "the client was closed");
            on_connected_ = nullptr;
            stopped.set_value();
        };
        if (loop_->here()) {
            // Perhaps inside one of our own callbacks: stay until that has returned.
            loop_->post([self = shared_from_this()] {});
            return stop_here();
        }
        loop_->post(stop_here);
        stopped.get_future().wait();
    }

    void connected() override {
        connected_ = true;
        if (const auto told = on_connected_) told();  // a copy: it may close this client
        std::deque<Command> waiting;
        waiting.swap(waiting_);
        for (Command& command : waiting) transmit(std::move(command));
    }

    void lost(const std::string& reason) override {
        connected_ = false;
        fail_all(sent_, "the connection to Redis at " + options_.text() + " was lost (" + reason +
                            "); the command may have been carried out");
    }

    void replied(std::unique_ptr<redisReply, void (*)(void*)> reply) override {
        if (sent_.empty()) return connection_->restart("an answer that nobody asked for");
        const Command command = std::move(sent_.front());
        sent_.pop_front();
        release(command);
        if (reply->type != REDIS_REPLY_ERROR) return command.done(reply_from(*reply), nullptr);
        const std::string text(reply->str, reply->len);
        command.done({}, std::make_exception_ptr(CommandError(command.name, text)));
        if (means_another_master(text) && !stopped_) connection_->restart(text);
    }

    const std::shared_ptr<Loop> loop_;
    const Options options_;
    std::atomic<bool> connected_{false};
    std::function<void()> on_connected_;  // only on the loop

  private:
    void take_inbox() {
        std::deque<Command> fresh;
        {
            std::lock_guard lock(mutex_);
            fresh.swap(inbox_);
        }
        for (Command& command : fresh) {
            if (stopped_) {
                release(command);
                command.done({}, unavailable("the client was closed"));
                continue;
            }
            look_at(command.deadline);
            if (connected_)
                transmit(std::move(command));
            else
                waiting_.push_back(std::move(command));
        }
    }

    void transmit(Command command) {
        connection_->write_raw(command.bytes);
        command.bytes = {};
        sent_.push_back(std::move(command));
    }

    /// An idle connection is asked whether it lives; one with commands under way shows it by their deadlines.
    void ask_later() {
        loop_->after(options_.silence_timeout / 4, [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self || self->stopped_) return;
            if (self->connected_ && self->sent_.empty()) self->ask();
            self->ask_later();
        });
    }

    void ask() {
        Command ping{.name = "PING", .bytes = {}, .size = 0, .done = [](const Reply&, std::exception_ptr) {}};
        append_command(ping.bytes, {"PING"});
        ping.deadline = Deadline::in(options_.silence_timeout * 3 / 4);  // a Redis that hesitates is not dead
        send(std::move(ping));
    }

    /// One timer for all deadlines, set to the earliest.
    void look_at(Deadline deadline) {
        if (deadline.is_never() || !(deadline < next_look_)) return;
        next_look_ = deadline;
        loop_->after(deadline.remaining(), [weak = weak_from_this(), deadline] {
            if (const auto self = weak.lock(); self && self->next_look_ == deadline) self->enforce_deadlines();
        });
    }

    /// Takes the late ones out of `commands` and sees to the others.
    std::vector<Command> take_late(std::deque<Command>& commands) {
        std::vector<Command> late;
        std::deque<Command> others;
        for (Command& command : commands) {
            if (command.deadline.passed()) {
                release(command);
                late.push_back(std::move(command));
            } else {
                look_at(command.deadline);
                others.push_back(std::move(command));
            }
        }
        commands.swap(others);
        return late;
    }

    void enforce_deadlines() {
        next_look_ = Deadline::never();
        const auto not_sent = take_late(waiting_);
        const auto unanswered = take_late(sent_);
        // Closed before anybody is told: what they send now must not travel on this connection.
        if (!unanswered.empty()) connection_->restart("a command got no answer in time");
        for (const Command& late : not_sent)
            late.done({},
                      unavailable("Redis at " + options_.text() + " is not reachable; " + late.name + " was not sent"));
        for (const Command& late : unanswered)
            late.done({}, std::make_exception_ptr(Error(ErrorKind::timed_out, Code::deadline_exceeded,
                                                        "Redis at " + options_.text() + " did not answer " + late.name +
                                                            " in time; it may have happened")));
    }

    void fail_all(std::deque<Command>& commands, const std::string& message) {
        std::deque<Command> failed;
        failed.swap(commands);
        for (const Command& command : failed) {
            release(command);
            command.done({}, unavailable(message));
        }
    }

    /// Never inside send(), whose caller may hold a lock that `done` needs.
    void refuse(Done done) {
        bool first;
        {
            std::lock_guard lock(mutex_);
            first = refused_.empty();
            refused_.push_back(std::move(done));
        }
        if (first) loop_->post([self = shared_from_this()] { self->tell_refused(); });
    }

    void tell_refused() {
        std::vector<Done> refused;
        {
            std::lock_guard lock(mutex_);
            refused.swap(refused_);
        }
        for (const Done& done : refused)
            done({}, std::make_exception_ptr(Error(ErrorKind::overloaded, Code::overloaded,
                                                   "too many commands wait for Redis at " + options_.text() +
                                                       " (max_waiting_commands, max_waiting_command_bytes)")));
    }

    bool reserve(std::size_t bytes) {
        const std::size_t commands_before = count_.fetch_add(1);
        const std::size_t bytes_before = bytes_.fetch_add(bytes);
        if (commands_before < options_.max_waiting_commands &&
            bytes_before + bytes <= options_.max_waiting_command_bytes)
            return true;
        --count_;
        bytes_ -= bytes;
        return false;
    }
    void release(const Command& command) {
        --count_;
        bytes_ -= command.size;
    }

    std::atomic<std::size_t> count_{0};  // commands without an answer
    std::atomic<std::size_t> bytes_{0};  // of these
    std::mutex mutex_;
    std::deque<Command> inbox_;  // guarded by mutex_
    std::vector<Done> refused_;  // guarded by mutex_; not told yet
    // only on the loop
    const std::shared_ptr<Connection> connection_;
    std::deque<Command> waiting_;
    std::deque<Command> sent_;
    Deadline next_look_ = Deadline::never();
    bool stopped_ = false;
};

Client::Client(std::shared_ptr<Loop> loop, Options options)
    : impl_(std::make_shared<Impl>(std::move(loop), std::move(options))) {
    impl_->start();
}

Client::~Client() { impl_->stop(); }

void Client::send(Arguments arguments, std::optional<Deadline> deadline, Done done) {
    Command command{
        .name = arguments.empty() ? std::string() : arguments.front(), .bytes = {}, .size = 0, .done = std::move(done)};
    append_command(command.bytes, arguments);
    command.deadline = deadline.value_or(Deadline::in(impl_->options_.command_timeout));
    impl_->send(std::move(command));
}

namespace {

/// What turns a callback into a value or an exception for a thread that waits.
struct Answer {
    std::promise<Reply> promise;
    static Done to(std::shared_ptr<Answer> answer) {
        return [answer = std::move(answer)](Reply reply, std::exception_ptr failure) {
            if (failure)
                answer->promise.set_exception(failure);
            else
                answer->promise.set_value(std::move(reply));
        };
    }
};

}  // namespace

Reply Client::call(Arguments arguments, std::optional<Deadline> deadline) {
    if (impl_->loop_->here())
        throw Error(ErrorKind::internal, Code::internal_error,
                    "redis::Client::call() was made on the loop that would answer it");
    const auto answer = std::make_shared<Answer>();
    auto future = answer->promise.get_future();
    send(std::move(arguments), deadline, Answer::to(answer));
    return future.get();
}

void Client::run(const Script& script, std::vector<std::string> keys, Arguments arguments,
                 std::optional<Deadline> deadline, Done done) {
    Arguments command{"EVALSHA", script.sha(), std::to_string(keys.size())};
    command.insert(command.end(), std::make_move_iterator(keys.begin()), std::make_move_iterator(keys.end()));
    command.insert(command.end(), std::make_move_iterator(arguments.begin()), std::make_move_iterator(arguments.end()));
    const Deadline until = deadline.value_or(Deadline::in(impl_->options_.command_timeout));
    auto again = command;
    again[0] = "EVAL";
    again[1] = script.text();
    send(std::move(command), until,
         [weak = std::weak_ptr(impl_), again = std::move(again), until, done = std::move(done)](
             Reply reply, std::exception_ptr failure) mutable {
             if (!failure) return done(std::move(reply), nullptr);
             try {
                 std::rethrow_exception(failure);
             } catch (const CommandError& error) {
                 const auto self = weak.lock();
                 if (error.word() != "NOSCRIPT" || !self) return done({}, failure);
                 Command full{.name = "EVAL", .bytes = {}, .size = 0, .deadline = until, .done = std::move(done)};
                 append_command(full.bytes, again);
                 self->send(std::move(full));
             } catch (...) {
                 done({}, failure);
             }
         });
}

Reply Client::run(const Script& script, std::vector<std::string> keys, Arguments arguments,
                  std::optional<Deadline> deadline) {
    if (impl_->loop_->here())
        throw Error(ErrorKind::internal, Code::internal_error,
                    "redis::Client::run() was made on the loop that would answer it");
    const auto answer = std::make_shared<Answer>();
    auto future = answer->promise.get_future();
    run(script, std::move(keys), std::move(arguments), deadline, Answer::to(answer));
    return future.get();
}

void Client::on_connected(std::function<void()> connected) {
    impl_->loop_->post([self = impl_, connected = std::move(connected)]() mutable {
        self->on_connected_ = std::move(connected);
        if (self->connected_ && self->on_connected_) self->on_connected_();
    });
}

bool Client::connected() const noexcept { return impl_->connected_; }

}  // namespace antiphon::redis
