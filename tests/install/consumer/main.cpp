#include <antiphon/rpc/http_channel.h>
#include <antiphon/runtime/app.h>

#include <iostream>

#include "greeter.h"

class Greeter final : public hello::greeter::Service {
  public:
    std::string greet(const hello::greeter::GreetParams& params, antiphon::Context&) override {
        return "Hello, " + params.name + "!";
    }
};

int main(int argc, char** argv) {
    antiphon::App app(argc, argv);
    Greeter greeter;
    app.serve(greeter);
    app.start();
    const hello::greeter::Client client(std::make_shared<antiphon::rpc::HttpChannel>(app.url()));
    std::cout << client.greet("Ada") << std::endl;
    app.stop();
    return app.run();
}
