#include "antiphon/base/context.h"

#include <algorithm>

#include "antiphon/base/error.h"

namespace antiphon {

namespace {

thread_local const Context* current_context = nullptr;

bool contains(const std::vector<std::string>& names, std::string_view name) noexcept {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool Caller::has_scope(std::string_view scope) const noexcept { return contains(scopes, scope); }
bool Caller::has_role(std::string_view role) const noexcept { return contains(roles, role); }

const std::string& Context::user() const {
    if (!caller.signed_in()) throw Error(ErrorKind::denied, Code::unauthenticated, "nobody is signed in");
    return caller.user;
}

bool Context::cancelled() const noexcept {
    return (cancellation != nullptr && cancellation->load(std::memory_order_relaxed)) || deadline.passed();
}

const Context* Context::current() noexcept { return current_context; }

ContextScope::ContextScope(const Context& context) noexcept : outer_(current_context) { current_context = &context; }
ContextScope::~ContextScope() { current_context = outer_; }

DetachedScope::DetachedScope() noexcept : outer_(current_context) { current_context = nullptr; }
DetachedScope::~DetachedScope() { current_context = outer_; }

}  // namespace antiphon
