// Types that contain themselves by value: no program could make one.

#include <algorithm>

#include "../text.h"
#include "file_compiler.h"

namespace antiphon::idl {

namespace {

struct Edge {
    const TypeDef* to;
    Span where;
};

void add_edge(std::vector<Edge>& out, const Type& type) {
    if (type.kind == Type::Kind::named) out.push_back({type.named, type.span});
}

/// What a value of the type always contains.
std::vector<Edge> contents(const TypeDef& type) {
    std::vector<Edge> out;
    if (const Struct* body = type.as<Struct>())
        for (const Field& field : body->fields) add_edge(out, field.type);
    if (const Tuple* body = type.as<Tuple>())
        for (const Field& field : body->items) add_edge(out, field.type);
    if (const Alias* body = type.as<Alias>()) {
        // An alias of T[] has no end either: the name would stand for itself.
        const Type* at = &body->type;
        while (at->kind == Type::Kind::optional || at->kind == Type::Kind::array || at->kind == Type::Kind::map)
            at = &at->item();
        const bool leads_to_alias = at->kind == Type::Kind::named && at->named->as<Alias>() != nullptr;
        add_edge(out, leads_to_alias ? *at : body->type);
    }
    // One variant may have an end; but a value of a union has room for each of them.
    if (const Union* body = type.as<Union>())
        for (const Variant& variant : body->variants) add_edge(out, variant.type);
    return out;
}

}  // namespace

void FileCompiler::check_cycles() {
    // Depth first with a stack of our own: chains of types may be long.
    struct Open {
        const TypeDef* type;
        std::vector<Edge> edges;
        std::size_t next = 0;
    };
    std::map<const TypeDef*, int> state;  // 1: open, 2: done
    for (const auto& [first, member] : declared_) {
        if (state[first] != 0) continue;
        std::vector<Open> open;
        open.push_back({first, contents(*first)});
        state[first] = 1;
        while (!open.empty()) {
            Open& top = open.back();
            if (top.next == top.edges.size()) {
                state[top.type] = 2;
                open.pop_back();
                continue;
            }
            const Edge edge = top.edges[top.next++];
            if (edge.to->file != &file_ || state[edge.to] == 2) continue;
            if (state[edge.to] == 0) {
                state[edge.to] = 1;
                open.push_back({edge.to, contents(*edge.to)});
                continue;
            }
            const auto begin =
                std::find_if(open.begin(), open.end(), [&](const Open& one) { return one.type == edge.to; });
            std::string way;
            for (auto at = begin; at != open.end(); ++at)
                way += (at - begin < 8 ? at->type->name : at - begin == 8 ? "…" : "") + (at - begin <= 8 ? " -> " : "");
            auto& told =
                run_.diagnostics.error("recursive-type", edge.where,
                                       quote(edge.to->name) + " contains itself by value: " + way + edge.to->name);
            if (edge.to->as<Alias>() != nullptr) {
                told.with_help("an alias cannot stand for itself; declare a struct");
                std::get<Alias>(types_.at(edge.to->name)->body).type = {};  // nobody may follow it
            } else
                told.with_help("make it optional (\"" + edge.to->name + "?\"), an array or a map");
        }
    }
}

}  // namespace antiphon::idl
