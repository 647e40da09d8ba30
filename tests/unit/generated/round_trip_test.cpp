// Whatever fits a type is read, written, read again as the same value and written again as the same bytes. The seed of
// a failure is in its message; ANTIPHON_SEED=… tries others.

#include <cstdlib>

#include "antiphon/base/error.h"
#include "generated_types.h"
#include "golden_idl.h"
#include "random_json.h"

namespace antiphon::golden {
namespace {

using json::Reading;

std::uint64_t seed() {
    const char* given = std::getenv("ANTIPHON_SEED");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : 20260101;
}

bool has_codec(const idl::TypeDef& type) { return type.as<idl::Alias>() == nullptr && type.as<idl::Enum>() == nullptr; }

void expect_round_trip(const GeneratedType& type, const std::string& text, Reading reading) {
    const std::string written = type.rewrite(text, reading);
    EXPECT_TRUE(type.equal(text, written, reading)) << "wrote: " << written;
    EXPECT_EQ(type.rewrite(written, reading), written);
}

void expect_round_trips(Reading reading) {
    const std::uint64_t first = seed();
    for (const std::string& file : idl::golden_cases) {
        const idl::Compilation done = idl::golden_idl(file);
        for (const idl::File* entry : done.program.entries)
            for (const auto& type : entry->types) {
                if (!has_codec(*type)) continue;
                const auto& known = generated_types();
                const auto found = known.find(file + '.' + type->name);
                ASSERT_NE(found, known.end()) << file << '.' << type->name << " is missing in generated_types.cpp";
                for (std::uint64_t i = 0; i < 60; ++i) {
                    const std::string text = idl::RandomJson(first + i, reading == Reading::tolerant).of(*type);
                    SCOPED_TRACE(found->first + ", seed " + std::to_string(first + i) + ": " + text);
                    try {
                        expect_round_trip(found->second, text, reading);
                    } catch (const std::exception& error) {
                        ADD_FAILURE() << error.what();
                    }
                    if (::testing::Test::HasFailure()) return;
                }
            }
    }
}

TEST(EveryType, ComesBackFromAStrictReaderAsItWas) { expect_round_trips(Reading::strict); }

TEST(EveryType, ComesBackFromATolerantReaderWithWhatIsUnknown) { expect_round_trips(Reading::tolerant); }

/// A text that was damaged is read or refused, and what was read comes back.
TEST(EveryType, RefusesOrReadsDamagedTextAndNothingElse) {
    const std::uint64_t first = seed();
    std::size_t read = 0, refused = 0;
    for (const std::string file : {"types", "unions", "recursive"}) {
        const idl::Compilation done = idl::golden_idl(file);
        for (const auto& type : done.program.entries[0]->types) {
            if (!has_codec(*type)) continue;
            const GeneratedType& known = generated_types().at(file + '.' + type->name);
            for (std::uint64_t i = 0; i < 40; ++i) {
                std::mt19937_64 random(first + i);
                std::string text = idl::RandomJson(first + i, false).of(*type);
                static constexpr std::string_view pieces = "{}[]\":,0-.e\\tn a";
                text[random() % text.size()] = pieces[random() % pieces.size()];
                SCOPED_TRACE(file + '.' + type->name + ", seed " + std::to_string(first + i) + ": " + text);
                try {
                    expect_round_trip(known, text, Reading::tolerant);
                    ++read;
                } catch (const Error& error) {
                    EXPECT_EQ(error.kind(), ErrorKind::invalid) << error.what();
                    ++refused;
                }
                if (::testing::Test::HasFailure()) return;
            }
        }
    }
    EXPECT_GT(read, 0u);
    EXPECT_GT(refused, 0u);
}

}  // namespace
}  // namespace antiphon::golden
