#include "router.h"

#include <algorithm>

#include "antiphon/base/error.h"
#include "antiphon/json/parser.h"
#include "reply.h"

namespace antiphon::gateway {
namespace {

constexpr std::size_t max_attempts = 3;

Answer error_answer(const std::string& id, const Error& error) {
    if (id.empty()) return {204, {}};
    return {http_status(error.code()), error_text(id, error)};
}

Error unreachable(const std::string& service) {
    return Error(ErrorKind::unavailable, Code::unavailable, "no instance of " + service + " can be reached");
}

Error to_client_error(std::exception_ptr failed, const std::string& service) {
    const Error error = to_error(failed);
    if (error.kind() == ErrorKind::timed_out)
        return Error(ErrorKind::timed_out, Code::deadline_exceeded, service + " did not answer in time");
    if (error.code() == static_cast<int>(Code::response_too_large))
        return Error(ErrorKind::internal, Code::response_too_large, "the answer of " + service + " is too large");
    if (error.kind() == ErrorKind::overloaded)
        return Error(ErrorKind::overloaded, Code::overloaded, service + " has too many calls waiting");
    if (error.kind() == ErrorKind::unavailable)
        return Error(ErrorKind::unavailable, Code::unavailable, service + " was lost before it answered")
            .retry(false);  // it may have happened
    return Error(ErrorKind::internal, Code::internal_error, service + " gave no usable answer");
}

/// An error without our id, as services give it when they did not look at the body: taken over under our id.
std::string with_id(std::string_view id, json::Value error) {
    std::string out = R"({"jsonrpc":"2.0","id":)";
    return out.append(id).append(R"(,"error":)").append(error.text()) += '}';
}

Error by_status(int status) {
    if (status == 429) return Error(ErrorKind::overloaded, Code::rate_limited, "the service limits its rate");
    if (status == 503) return Error(ErrorKind::overloaded, Code::overloaded, "the service is busy");
    if (status == 504) return Error(ErrorKind::timed_out, Code::deadline_exceeded, "the service ran out of time");
    return Error(ErrorKind::internal, Code::internal_error, "the service gave no usable answer");
}

}  // namespace

struct Router::Attempt {
    Call call;
    std::function<void(Answer)> done;
    std::vector<std::string> tried;
    net::HttpClient::Ticket ticket = 0;  // of the last try
    bool hung_up = false;
};

Router::Underway Router::call(Call call, std::function<void(Answer)> done) {
    const auto made = std::make_shared<Attempt>(Attempt{.call = std::move(call), .done = std::move(done), .tried = {}});
    attempt(made);
    return made;
}

void Router::hang_up(const Underway& underway) {
    const auto attempt = underway.lock();
    if (!attempt || std::exchange(attempt->hung_up, true)) return;
    client_.hang_up(attempt->ticket);
}

const Instance* Router::choose(const Attempt& attempt) {
    const auto service = routes_->services.find(attempt.call.service);
    if (service == routes_->services.end()) return nullptr;
    const auto& instances = service->second;
    const Instance* best = nullptr;
    std::size_t least = 0;
    ++turn_;
    for (std::size_t i = 0; i < instances.size(); ++i) {
        const Instance& one = instances[(turn_ + i) % instances.size()];
        if (std::find(attempt.tried.begin(), attempt.tried.end(), one.id) != attempt.tried.end()) continue;
        const auto found = under_way_.find(one.id);
        const std::size_t load = found == under_way_.end() ? 0 : found->second;
        if (best == nullptr || load < least) best = &one, least = load;
    }
    return best;
}

void Router::attempt(const std::shared_ptr<Attempt>& attempt) {
    const Instance* instance = choose(*attempt);
    if (instance == nullptr) {
        attempt->done(error_answer(attempt->call.id, unreachable(attempt->call.service)));
        return;
    }
    attempt->tried.push_back(instance->id);
    ++under_way_[instance->id];
    net::HttpClient::Request request;
    request.headers = attempt->call.headers;
    request.headers.emplace_back("Content-Type", "application/json");
    request.headers.emplace_back("Antiphon-Timeout-Ms", std::to_string(attempt->call.deadline.remaining().count()));
    request.body = attempt->tried.size() < max_attempts ? attempt->call.body : std::move(attempt->call.body);
    attempt->ticket = client_.send(instance->url, std::move(request), attempt->call.deadline,
                                   [this, attempt](net::HttpClient::Response response, std::exception_ptr error) {
                                       answered(attempt, std::move(response), error);
                                   });
}

void Router::answered(const std::shared_ptr<Attempt>& attempt, net::HttpClient::Response response,
                      std::exception_ptr error) {
    const auto counted = under_way_.find(attempt->tried.back());
    if (counted != under_way_.end() && --counted->second == 0) under_way_.erase(counted);
    const Call& call = attempt->call;
    if (!error) return attempt->done(to_answer(call.id, std::move(response)));
    bool again = attempt->tried.size() < max_attempts && !call.deadline.passed() && !attempt->hung_up;
    try {
        std::rethrow_exception(error);
    } catch (const net::NotConnected&) {
    } catch (const Error& failed) {
        again = again && call.repeatable && failed.code() == static_cast<int>(Code::unavailable);
        if (!again) return attempt->done(error_answer(call.id, to_client_error(error, call.service)));
    }
    if (!again) return attempt->done(error_answer(call.id, unreachable(call.service)));
    this->attempt(attempt);
}

Answer to_answer(std::string_view id, net::HttpClient::Response response) {
    if (id.empty()) return {204, {}};
    if (response.status == 200) {
        // The service is ours and its answer is passed on as it is, but never into a text frame if it is not UTF-8.
        const std::string& body = response.body;
        if (body.starts_with('{') && body.ends_with('}') && json::is_utf8(body)) return {200, std::move(response.body)};
    } else {
        try {
            json::Parser parser;
            const json::Value answer = parser.parse(response.body);
            const auto error = answer.is_object() ? answer.find("error") : std::nullopt;
            if (error && error->is_object()) return {response.status, with_id(id, *error)};
        } catch (const Error&) {
            // no JSON: the status must do
        }
    }
    const Error error = by_status(response.status);
    return {http_status(error.code()), error_text(id, error)};
}

}  // namespace antiphon::gateway
