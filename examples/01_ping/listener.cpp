// Port 8001: prints what comes on `my_channel`, whoever published it.

#include <antiphon/runtime/app.h>

#include <iostream>

#include "ping.h"

int main(int argc, char** argv) {
    antiphon::App app(argc, argv);
    const auto heard = app.bus().listen<ping::events::pinged>(
        [](const ping::Pinged& message, const auto&) { std::cout << "heard: " << message.text << std::endl; });
    return app.run();
}
