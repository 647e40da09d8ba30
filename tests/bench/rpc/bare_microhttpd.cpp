// The upper bound: libmicrohttpd with epoll, reading the body and answering with a fixed text.

#include <microhttpd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

char answer[] = R"({"jsonrpc":"2.0","id":1,"result":42})";

MHD_Result request(void*, MHD_Connection* connection, const char*, const char*, const char*, const char*, size_t* size,
                   void** context) {
    static int seen;
    if (*context == nullptr) {
        *context = &seen;
        return MHD_YES;
    }
    if (*size > 0) {
        *size = 0;
        return MHD_YES;
    }
    MHD_Response* response = MHD_create_response_from_buffer(std::strlen(answer), answer, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, "Content-Type", "application/json");
    const MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

}  // namespace

int main(int argc, char** argv) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    const auto port = static_cast<uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0);
    MHD_Daemon* daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO, port, nullptr, nullptr,
                                          &request, nullptr, MHD_OPTION_CONNECTION_LIMIT, 1000U, MHD_OPTION_END);
    if (daemon == nullptr) return 1;
    std::printf("%u\n", static_cast<unsigned>(MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port));
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
    MHD_stop_daemon(daemon);
}
