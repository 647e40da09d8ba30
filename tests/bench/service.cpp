// The service that the benchmarks call.

#include <antiphon/runtime/app.h>

#include "bench.h"

class Bench final : public bench::Service {
  public:
    std::int32_t add(const bench::AddParams& params, antiphon::Context&) override { return params.a + params.b; }
    std::int32_t add_pooled(const bench::AddPooledParams& params, antiphon::Context&) override {
        return params.a + params.b;
    }
};

int main(int argc, char** argv) {
    antiphon::App app(argc, argv);
    Bench service;
    app.serve(service);
    return app.run();
}
