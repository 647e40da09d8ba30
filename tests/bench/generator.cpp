// B12: how long the compiler takes for a large IDL. With a folder as its argument it writes the IDL and the C++ there
// instead, for who wants to time a C++ compiler.

#include <benchmark/benchmark.h>

#include <cstring>
#include <fstream>
#include <iostream>

#include "antiphon/idl/compiler.h"
#include "antiphon/idl/emit.h"
#include "large_idl.h"

namespace idl = antiphon::idl;

namespace {

idl::Compilation compiled(const std::string& text) {
    return idl::compile({"large.json"}, [&](const std::string& path) {
        return path == "large.json" ? std::optional(text) : std::nullopt;
    });
}

void compile(benchmark::State& state) {
    const std::string text = antiphon::bench::large_idl();
    for (auto _ : state) {
        const idl::Compilation done = compiled(text);
        if (!done.ok()) state.SkipWithError("the IDL has errors");
        benchmark::DoNotOptimize(done.program.files.data());
    }
}
BENCHMARK(compile)->Unit(benchmark::kMillisecond);

void compile_and_emit(benchmark::State& state, const char* language) {
    const std::string text = antiphon::bench::large_idl();
    for (auto _ : state) {
        const idl::Compilation done = compiled(text);
        benchmark::DoNotOptimize(idl::emit::find(language)->emit(done.program, *done.program.entries[0]));
    }
}
BENCHMARK_CAPTURE(compile_and_emit, cpp, "cpp")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(compile_and_emit, typescript, "typescript")->Unit(benchmark::kMillisecond);

int write_into(const std::string& folder) {
    const std::string text = antiphon::bench::large_idl();
    std::ofstream(folder + "/large.json") << text;
    const idl::Compilation done = compiled(text);
    std::cerr << idl::render(done.diagnostics, done.sources);
    if (!done.ok()) return 1;
    for (const idl::emit::OutputFile& made : idl::emit::find("cpp")->emit(done.program, *done.program.entries[0]))
        std::ofstream(folder + '/' + made.path) << made.text;
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count == 2 && std::strncmp(arguments[1], "--", 2) != 0) return write_into(arguments[1]);
    benchmark::Initialize(&count, arguments);
    benchmark::RunSpecifiedBenchmarks();
}
