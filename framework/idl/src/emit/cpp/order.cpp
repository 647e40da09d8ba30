#include "order.h"

#include <algorithm>

namespace antiphon::idl::emit::cpp_language {

namespace {

/// What must be there before a type is defined. `optional`: unless it is boxed.
struct Need {
    const TypeDef* type;
    bool optional;
};

class Needs {
  public:
    explicit Needs(const TypeDef& type) : file_(type.file) {
        if (const Struct* body = type.as<Struct>())
            for (const Field& field : body->fields) add_member(field.type);
        if (const Tuple* body = type.as<Tuple>())
            for (const Field& field : body->items) add_member(field.type);
        if (const Union* body = type.as<Union>())
            for (const Variant& variant : body->variants) add_member(variant.type);
        if (const Alias* body = type.as<Alias>()) add_names(body->type);
    }
    std::vector<Need> list;

  private:
    void add(const TypeDef* type, bool optional) {
        if (type != nullptr && type->file == file_) list.push_back({type, optional});
    }
    void add_member(const Type& type) {
        add_names(type);
        const Type& held = resolved(type.present());
        if (held.kind == Type::Kind::named) add(held.named, type.is_optional());
    }
    /// Aliases and enums cannot be declared ahead, so they come first wherever they are named.
    void add_names(const Type& type) {
        for (const Type& part : type.parts) add_names(part);
        if (type.kind != Type::Kind::named) return;
        if (type.named->as<Alias>() != nullptr || type.named->as<Enum>() != nullptr) add(type.named, false);
    }
    const File* file_;
};

/// Tarjan's strongly connected components, with a stack of our own since chains of types may be long.
class Components {
  public:
    Components(const File& file, std::map<const TypeDef*, std::size_t>& component) : component_(component) {
        for (const auto& type : file.types)
            if (!visited_.contains(type.get())) run(*type);
    }

  private:
    struct Open {
        const TypeDef* type;
        std::vector<Need> needs;
        std::size_t next = 0;
    };
    struct State {
        std::size_t index, low;
        bool waiting;
    };

    void enter(const TypeDef& type) {
        visited_[&type] = {visited_.size(), visited_.size(), true};
        waiting_.push_back(&type);
        open_.push_back({&type, Needs(type).list});
    }

    void run(const TypeDef& first) {
        enter(first);
        while (!open_.empty()) {
            Open& top = open_.back();
            State& state = visited_.at(top.type);
            if (top.next < top.needs.size()) {
                const TypeDef& to = *top.needs[top.next++].type;
                const auto known = visited_.find(&to);
                if (known == visited_.end())
                    enter(to);
                else if (known->second.waiting)
                    state.low = std::min(state.low, known->second.index);
                continue;
            }
            if (state.low == state.index) close(*top.type);
            const std::size_t low = state.low;
            open_.pop_back();
            if (!open_.empty()) {
                State& outer = visited_.at(open_.back().type);
                outer.low = std::min(outer.low, low);
            }
        }
    }

    void close(const TypeDef& root) {
        const TypeDef* type = nullptr;
        do {
            type = waiting_.back();
            waiting_.pop_back();
            visited_.at(type).waiting = false;
            component_[type] = number_;
        } while (type != &root);
        ++number_;
    }

    std::map<const TypeDef*, std::size_t>& component_;
    std::map<const TypeDef*, State> visited_;
    std::vector<const TypeDef*> waiting_;
    std::vector<Open> open_;
    std::size_t number_ = 0;
};

}  // namespace

Order::Order(const File& file) {
    Components(file, component_);
    // Depth first again, now without what is boxed: a type follows all that it needs.
    struct Open {
        const TypeDef* type;
        std::vector<Need> needs;
        std::size_t next = 0;
    };
    std::map<const TypeDef*, bool> seen;
    for (const auto& first : file.types) {
        std::vector<Open> open;
        const auto enter = [&](const TypeDef& type) {
            if (!seen.emplace(&type, true).second) return;
            open.push_back({&type, Needs(type).list});
        };
        enter(*first);
        while (!open.empty()) {
            Open& top = open.back();
            if (top.next == top.needs.size()) {
                position_.emplace(top.type, types_.size());
                types_.push_back(top.type);
                open.pop_back();
                continue;
            }
            const Need need = top.needs[top.next++];
            if (!need.optional || component_.at(need.type) != component_.at(top.type)) enter(*need.type);
        }
    }
}

bool Order::ahead(const TypeDef& holder, const Type& type) const {
    for (const Type& part : type.parts)
        if (ahead(holder, part)) return true;
    if (type.kind != Type::Kind::named) return false;
    if (const Alias* alias = type.named->as<Alias>()) return ahead(holder, alias->type);
    const auto own = position_.find(&holder), other = position_.find(type.named);
    return own != position_.end() && other != position_.end() && other->second > own->second;
}

bool Order::boxed(const TypeDef& holder, const Type& type) const {
    const Type& held = resolved(type);
    if (held.kind != Type::Kind::named) return false;
    const auto a = component_.find(&holder), b = component_.find(held.named);
    return a != component_.end() && b != component_.end() && a->second == b->second;
}

}  // namespace antiphon::idl::emit::cpp_language
