#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace antiphon::testing {

/// What goes wrong on the way. Holds for the connections there are and for those to come.
struct Faults {
    bool refuse = false;                 ///< new connections are reset at once
    bool half_open = false;              ///< takes bytes and connections and forwards nothing: a silent partition
    std::chrono::milliseconds delay{0};  ///< of everything, in both directions
    std::size_t piece_bytes = 0;  ///< forwards so many at a time, each time as a packet of its own; 0: as they come
    std::optional<std::size_t> cut_after =
        {};  ///< ends a connection after so many bytes of answers, in the middle of one
};

/// A TCP proxy on 127.0.0.1 that stands between two programs under test and breaks what goes through it. Any thread.
class FaultProxy {
  public:
    /// To a port of 127.0.0.1 that need not be open yet.
    explicit FaultProxy(std::uint16_t target_port);
    ~FaultProxy();  ///< ends all connections
    FaultProxy(const FaultProxy&) = delete;
    FaultProxy& operator=(const FaultProxy&) = delete;

    std::uint16_t port() const noexcept;  ///< where it listens

    /// Takes the place of the faults before. `set({})`: all is well, and what was held back while half-open is lost.
    void set(Faults faults);

    void cut();            ///< ends all connections in an orderly way (FIN); returns when it is done
    void reset();          ///< the same with RST
    int accepted() const;  ///< connections so far
    int open() const;      ///< connections now

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace antiphon::testing
