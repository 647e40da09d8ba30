#pragma once
// Hashing names that come from outside: SipHash-2-4 with a key of this process, so nobody can make names that collide.

#include <bit>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>

namespace antiphon::gateway {

class SipHash {
  public:
    SipHash(std::uint64_t k0, std::uint64_t k1) noexcept
        : a_(0x736f6d6570736575ull ^ k0),
          b_(0x646f72616e646f6dull ^ k1),
          c_(0x6c7967656e657261ull ^ k0),
          d_(0x7465646279746573ull ^ k1) {}

    std::uint64_t of(std::string_view text) const noexcept {
        SipHash state = *this;
        const std::size_t whole = text.size() & ~std::size_t{7};
        for (std::size_t i = 0; i < whole; i += 8) state.word(load(text.data() + i, 8));
        state.word((std::uint64_t{text.size()} << 56) | load(text.data() + whole, text.size() - whole));
        state.c_ ^= 0xff;
        for (int i = 0; i < 4; ++i) state.round();
        return state.a_ ^ state.b_ ^ state.c_ ^ state.d_;
    }

  private:
    static std::uint64_t load(const char* from, std::size_t bytes) noexcept {
        static_assert(std::endian::native == std::endian::little);
        std::uint64_t value = 0;
        std::memcpy(&value, from, bytes);
        return value;
    }
    void word(std::uint64_t value) noexcept {
        d_ ^= value;
        round();
        round();
        a_ ^= value;
    }
    void round() noexcept {
        a_ += b_, b_ = std::rotl(b_, 13) ^ a_, a_ = std::rotl(a_, 32);
        c_ += d_, d_ = std::rotl(d_, 16) ^ c_;
        a_ += d_, d_ = std::rotl(d_, 21) ^ a_;
        c_ += b_, b_ = std::rotl(b_, 17) ^ c_, c_ = std::rotl(c_, 32);
    }
    std::uint64_t a_, b_, c_, d_;
};

struct KeyedHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
        static const SipHash hash = [] {
            std::random_device random;
            const auto word = [&random] { return (std::uint64_t{random()} << 32) | random(); };
            const std::uint64_t first = word();
            return SipHash(first, word());
        }();
        return hash.of(text);
    }
};

template <class T>
using NameMap = std::unordered_map<std::string, T, KeyedHash, std::equal_to<>>;

}  // namespace antiphon::gateway
