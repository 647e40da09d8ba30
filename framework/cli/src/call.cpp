#include <future>

#include "antiphon/auth/token.h"
#include "antiphon/base/error.h"
#include "antiphon/json/append.h"
#include "antiphon/json/parser.h"
#include "antiphon/net/url.h"
#include "antiphon/rpc/http_channel.h"
#include "antiphon/rpc/registry.h"
#include "antiphon/runtime/suggest.h"
#include "antiphon/ws/client.h"
#include "command.h"
#include "session.h"
#include "socket.h"

namespace antiphon::cli {
namespace {

constexpr std::chrono::seconds default_deadline{30};

struct Call {
    std::string method;
    std::string params;
    std::string token;
    std::chrono::milliseconds deadline;
};

std::string over_http(const std::vector<std::string>& urls, const Call& call, rpc::HttpChannelOptions options) {
    options.attempts = 1;
    rpc::HttpChannel channel(urls, std::move(options));
    std::promise<std::string> answer;
    rpc::Channel::Outgoing outgoing{call.method, call.params, {}, rpc::Idempotency::none, false};
    outgoing.options.deadline = call.deadline;
    outgoing.options.token = call.token;
    channel.start(std::move(outgoing), [&answer](std::string_view response, std::exception_ptr failure) {
        if (failure)
            answer.set_exception(failure);
        else
            answer.set_value(std::string(response));
    });
    return answer.get_future().get();
}

std::string over_socket(const std::string& url, const Call& call) {
    ws::Client socket = connect_socket(url, call.token);
    std::string request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":";
    json::append_string(request, call.method);
    if (!call.params.empty()) request += ",\"params\":" + call.params;
    socket.send(request + "}");
    return answer_to(socket, 1, Deadline::in(call.deadline));
}

/// To an instance that the registry names. It believes the gateways' word only, so with the key we say who calls the
/// way a gateway does.
std::string over_registry(const Call& call, const Session& session) {
    const std::string service = call.method.substr(0, call.method.rfind('.'));
    rpc::Registry registry(session.redis(), session.prefix());
    std::vector<std::string> urls;
    for (const auto& instance : registry.instances(service)) urls.push_back(instance.url);
    if (urls.empty()) {
        const auto known = registry.services();
        throw Error(ErrorKind::unavailable, Code::unavailable,
                    "no instance of '" + service + "' is registered in " + session.redis().text() + " under '" +
                        session.prefix() + "'" + runtime::did_you_mean(service, known) +
                        "; start it, or say where it is with --url");
    }
    const auto key_file = session.key_file();
    if (call.token.empty() || !key_file) return over_http(urls, call, {});
    const auto keys = auth::Keys::from_file(*key_file);
    const auth::Verifier verifier(keys, {.issuer = {}, .audience = {}, .development = true});
    Call sealed = call;
    Context context;
    context.caller = verifier.verify(call.token).caller;
    sealed.token.clear();
    const ContextScope scope(context);
    rpc::HttpChannelOptions options;
    options.seal = [&](const Caller& caller) {
        auth::Claims claims;
        claims.caller = caller;
        return auth::CallerSeal(keys).seal(claims);
    };
    return over_http(urls, sealed, std::move(options));
}

std::string send(const Call& call, const Session& session) {
    const auto url = session.url();
    if (!url) return over_registry(call, session);
    if (url->starts_with("ws://")) return over_socket(*url, call);
    if (url->starts_with("http://")) return over_http({net::with_path(*url, "/rpc")}, call, {});
    throw WrongUsage("--url " + *url + ": expected http://HOST:PORT or ws://HOST:PORT");
}

int run_call(const Arguments& arguments, Session& session) {
    Call call;
    call.method = arguments.required("METHOD");
    if (call.method.find('.') == std::string::npos)
        throw WrongUsage("'" + call.method + "' is no method: expected SERVICE.METHOD, such as orders.place");
    if (const auto params = arguments.get("PARAMS")) call.params = json_argument(*params, "PARAMS");
    if (!call.params.empty() && call.params.find_first_of("{[") != call.params.find_first_not_of(" \t\r\n"))
        throw WrongUsage("PARAMS: expected an object or an array");
    call.token = session.token();
    const auto deadline = arguments.get("deadline");
    call.deadline = deadline ? duration_argument(*deadline, "--deadline") : default_deadline;
    return print_response(send(call, session), session);
}

}  // namespace

Command call_command() {
    return {"call",
            "calls a method and prints its result",
            "Without --url an instance is looked up in the registry and called directly; then --token or --user need\n"
            "the key, because services take a gateway's word and nobody else's.",
            {{"METHOD", "SERVICE.METHOD"}, {"PARAMS", "a JSON object; @FILE reads a file, - standard input", false}},
            {{"url", "URL", "http://… of a service or gateway, ws://… of a gateway [ANTIPHON_URL]"},
             token_option(),
             {"user", "USER", "call as this user, with a token made with the key"},
             {"tenant", "TENANT", "of this tenant"},
             {"scope", "SCOPE", "with this permission; may be repeated", true},
             {"role", "ROLE", "with this role; may be repeated", true},
             {"deadline", "TIME", "how long to wait: 500ms, 10s [default 30s]"},
             key_option(),
             redis_option(),
             prefix_option(),
             json_option()},
            {"antiphon call orders.list '{\"limit\": 3}' --user alice",
             "antiphon call orders.get '{\"id\": \"…\"}' --url ws://127.0.0.1:8080 --token \"$TOKEN\""},
            run_call};
}

}  // namespace antiphon::cli
