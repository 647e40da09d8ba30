#pragma once
// Services side by side. services.cpp has methods and errors, channels.cpp what is published, queues.cpp what is
// queued, source.cpp what only generated code sees.

#include <string>
#include <vector>

#include "../text.h"
#include "findings.h"
#include "walk.h"

namespace antiphon::idl::evolve {

/// One pair of files and what both are compared with.
class Contracts {
  public:
    Contracts(const Compilation& now, const Compilation& before, Findings& findings)
        : now_(now), before_(before), findings_(findings), walk_(findings) {}

    /// Either may be null: the file is new, or is gone.
    void files(const File* before, const File* now);

  private:
    struct Versions {
        std::string before, now;
        bool major_up = false;
    };

    void services(const File& before, const File& now);
    void service_gone(const Service& service, Span where);
    void service(const Service& before, const Service& now);
    void method(const Method& before, const Method& now);
    void calling(const Method& before, const Method& now);
    void time(const Method& before, const Method& now);
    void positional(const Method& before, const Method& now);
    void result(const Method& before, const Method& now);
    void access(const Method& before, const Method& now);
    void errors(const File& before, const File& now);
    void error(const ErrorDef& before, const ErrorDef& now);

    void channel(const Channel& before, const Channel& now);
    void kept(const Channel& before, const Channel& now);
    void channel_params(const Channel& before, const Channel& now);
    void audience(const Channel& before, const Channel& now);
    void event(const Event& before, const Event& now);
    void client_publish(const Event& before, const Event& now);
    void queue(const Queue& before, const Queue& now);
    void retries(const Queue& before, const Queue& now);

    void source(const File& before, const File& now);
    void arguments(const Method& before, const Method& now);
    void options(const File& before, const File& now);
    void source_type(const TypeDef& before, const TypeDef& now);
    void in_place_gone(const TypeDef& before);
    void type_gone(const TypeDef& before, const File& old_file, const File& now);
    void version(const File& before, const File& now);
    void deprecation(const Described& now, const Described* before, const std::string& what);

    /// What has another name in code than before, whatever it is on the wire.
    template <class T>
    void identifier(std::string_view code, const T& before, const T& now, const char* kind) {
        if (before.name != now.name)
            found(code, Use::in, {now.span, before.span},
                  {kind + quote(before.name) + " is called " + quote(now.name) + " in code now"});
    }
    /// Something is gone that may go once its time has come.
    void removed(std::string_view code, const Described& before, Span where, const std::string& what);

    using Told = Findings::Told;
    void found(std::string_view code, Use use, Spot spot, Told told) {
        findings_.found(code, use, spot, std::move(told));
    }
    /// The places of a key of what is declared on both sides.
    Spot at(const Described& before, const Described& now, std::initializer_list<std::string_view> path) const {
        return {findings_.now().find(now.span, path), findings_.before().find(before.span, path)};
    }

    const Compilation& now_;
    const Compilation& before_;
    Findings& findings_;
    Walk walk_;
    Versions versions_;
};

/// The numbers of a semantic version; what follows a '-' does not count.
std::vector<unsigned long> version_numbers(std::string_view text);

}  // namespace antiphon::idl::evolve
