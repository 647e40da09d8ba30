// The code in pieces that can stand in any source, and which goes where.

#include <algorithm>

#include "parts.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

struct Piece {
    std::string code;
    std::size_t weight;                                   ///< statements, or what takes a compiler as long
    std::vector<const Method*> calls = {}, entries = {};  ///< as of Source
};

constexpr std::size_t weight_of_a_source = 1'700;  // some 12 s of g++ -O2
constexpr std::size_t weight_of_a_method = 4;
constexpr std::size_t weight_of_a_call = 12;  // a client's call is one statement and many templates

/// In the order of the header.
std::vector<Piece> pieces(const Program& program, const Names& names) {
    std::vector<Piece> out;
    const auto piece = [&](const auto& define, std::size_t weight = 1) {
        Writer writer("    ", 120);
        define(writer);
        const std::string& code = writer.text();
        std::size_t statements = 0;  // behind which a line ends: not those of documents that are compiled in
        for (auto at = code.find(";\n"); at != std::string::npos; at = code.find(";\n", at + 1)) ++statements;
        if (!writer.empty()) out.push_back({code, 1 + weight * statements});
    };
    const File& file = names.file();
    for (const TypeDef* type : names.order().types())
        piece([&](Writer& writer) { define_codec(writer, names, program, *type); });
    for (const auto& error : file.errors) piece([&](Writer& writer) { define_error(writer, names, *error); });
    for (const auto& service : file.services) {
        for (const auto& method : service->methods) {
            piece([&](Writer& writer) { define_method(writer, names, *method); }, weight_of_a_method);
            out.back().entries.push_back(method.get());
        }
        piece([&](Writer& writer) { define_service(writer, names, program, *service); });
        for (const auto& method : service->methods) out.back().entries.push_back(method.get());
        for (const auto& method : service->methods) {
            piece([&](Writer& writer) { define_client_method(writer, names, *method); }, weight_of_a_call);
            out.back().calls.push_back(method.get());
        }
        piece([&](Writer& writer) {
            define_events(writer, names, *service);
            define_queues(writer, names, *service);
        });
    }
    return out;
}

}  // namespace

std::vector<Source> spread(const Program& program, const Names& names, std::size_t count) {
    const std::vector<Piece> all = pieces(program, names);
    std::size_t weight = 0, before = 0;
    for (const Piece& piece : all) weight += piece.weight;
    count = std::min(count != 0 ? count : 1 + weight / weight_of_a_source, max_cpp_sources);
    std::vector<Source> out(count);
    for (const Piece& piece : all) {
        Source& source = out[(2 * before + piece.weight) * count / (2 * weight)];
        source.code += piece.code;
        source.calls.insert(source.calls.end(), piece.calls.begin(), piece.calls.end());
        source.entries.insert(source.entries.end(), piece.entries.begin(), piece.entries.end());
        before += piece.weight;
    }
    return out;
}

}  // namespace antiphon::idl::emit::cpp_language
