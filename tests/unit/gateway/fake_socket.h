#pragma once
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/ws/server.h"

/// The JSON text inside a server's text frame; `size`: of the whole frame.
struct FramePayload {
    std::string_view text;
    std::size_t size = 0;
};

inline FramePayload first_payload(std::string_view bytes) {
    const auto at = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
    const std::size_t head = at(1) < 126 ? 2 : at(1) == 126 ? 4 : 10;
    std::size_t size = head == 2 ? at(1) : 0;
    for (std::size_t i = 2; i < head; ++i) size = size * 256 + at(i);
    return {bytes.substr(head, size), head + size};
}

/// A socket that keeps what it is sent and takes no more than it is told.
class FakeSocket final : public antiphon::ws::Socket {
  public:
    std::uint64_t id() const noexcept override { return 1; }
    antiphon::net::Loop& loop() const noexcept override { std::terminate(); }
    antiphon::ws::Sent send(const antiphon::ws::Run& run, antiphon::ws::Keep keep) override {
        if (keep == antiphon::ws::Keep::if_room && room == 0) return antiphon::ws::Sent::full;
        if (keep == antiphon::ws::Keep::if_room) --room;
        std::string_view bytes = run.bytes();
        while (!bytes.empty()) {
            const FramePayload payload = first_payload(bytes);
            sent.emplace_back(payload.text);
            bytes.remove_prefix(payload.size);
        }
        return antiphon::ws::Sent::queued;
    }
    void close(antiphon::CloseCode code, std::string_view) override { closed = code; }
    bool open() const noexcept override { return !closed; }
    std::size_t waiting_bytes() const noexcept override { return waiting; }
    std::size_t waiting_messages() const noexcept override { return 0; }
    const antiphon::ws::Upgrade& upgrade() const noexcept override { std::terminate(); }
    void forget_upgrade() override {}
    void attach(std::shared_ptr<void>) override {}
    void* attached() const noexcept override { return nullptr; }

    std::size_t room = 1000;
    std::size_t waiting = 0;
    std::vector<std::string> sent;
    std::optional<antiphon::CloseCode> closed;
};
