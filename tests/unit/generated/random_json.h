#pragma once
// Random JSON that fits a type of the IDL, in all the forms that a reader takes: the input of property tests.

#include <random>
#include <string>

#include "antiphon/idl/model.h"

namespace antiphon::idl {

class RandomJson {
  public:
    /// `unknown`: also values of open enums and unions that the IDL does not name, for tolerant readers.
    RandomJson(std::uint64_t seed, bool unknown) : random_(seed), unknown_(unknown) {}

    std::string of(const TypeDef& type) { return named(type, {}, WireForm::standard); }

  private:
    std::string value(const Type& type, const Constraints& limits, WireForm wire);
    std::string builtin(Builtin type, const Constraints& limits, WireForm wire);
    std::string named(const TypeDef& type, const Constraints& limits, WireForm wire);
    std::string object(const Struct& body, const std::string& tag);
    std::string choice(const Union& body);
    std::string enumerated(const Enum& body);
    std::string array(const Type& item, const Constraints& limits);
    std::string map(const Type& type, const Constraints& limits);
    std::string field(const Field& field);

    std::string integer(Builtin type, const Constraints& limits, WireForm wire);
    std::string real(Builtin type, const Constraints& limits);
    std::string decimal(const Constraints& limits, WireForm wire);
    std::string string(const Constraints& limits);
    std::string matching(const std::string& pattern, const Constraints& limits);
    std::string bytes(const Constraints& limits);
    std::string uuid(bool any_case);
    std::string date();
    std::string timestamp();
    std::string anything(int depth);
    std::string text(std::size_t code_points);

    std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
    }
    bool once_in(std::size_t times) { return below(times) == 0; }
    std::size_t count(const Constraints& limits);

    std::mt19937_64 random_;
    bool unknown_;
    int depth_ = 0;
};

}  // namespace antiphon::idl
