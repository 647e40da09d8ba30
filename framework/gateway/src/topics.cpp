#include "topics.h"

#include <algorithm>

namespace antiphon::gateway {
namespace {

// A slot's number is its place in the table and how often that place was used.
constexpr std::uint64_t one_use = std::uint64_t{1} << 32;
constexpr std::size_t place_of(std::uint64_t slot) noexcept { return slot & (one_use - 1); }

}  // namespace

Topics::Entry* Topics::find(std::uint64_t slot) const noexcept {
    const std::size_t place = place_of(slot);
    if (place >= slots_.size() || !slots_[place] || slots_[place]->topic.slot != slot) return nullptr;
    return slots_[place].get();
}

const LoopTopic* Topics::find(std::string_view address) const noexcept {
    const auto found = by_address_.find(address);
    return found == by_address_.end() ? nullptr : &slots_[place_of(found->second)]->topic;
}

void Topics::open(std::uint64_t slot, const TopicName& name) {
    auto& entry = slots_[place_of(slot)];
    entry = std::make_unique<Entry>();
    entry->topic.name = name;
    entry->topic.slot = slot;
}

void Topics::add(const TopicName& name, Subscription& listener, std::function<void(const LoopTopic&)> ready) {
    auto [found, fresh] = by_address_.try_emplace(name.address, 0);
    if (fresh) {
        if (free_slots_.empty()) {
            free_slots_.push_back(slots_.size());
            slots_.emplace_back();
        }
        found->second = free_slots_.back();
        free_slots_.pop_back();
        open(found->second, name);
        calls_.join(found->second, name);
    }
    Entry& entry = *slots_[place_of(found->second)];
    listener.place = static_cast<std::uint32_t>(entry.topic.listeners.size());
    entry.topic.listeners.push_back(&listener);
    if (entry.topic.ready)
        ready(entry.topic);
    else
        entry.waiting.push_back({&listener, std::move(ready)});
}

void Topics::remove(Subscription& listener) {
    const auto found = by_address_.find(listener.address());
    if (found == by_address_.end()) return;
    Entry& entry = *slots_[place_of(found->second)];
    auto& listeners = entry.topic.listeners;
    if (listener.place >= listeners.size() || listeners[listener.place] != &listener) return;
    listeners[listener.place] = listeners.back();
    listeners[listener.place]->place = listener.place;
    listeners.pop_back();
    std::erase_if(entry.waiting, [&](const Waiting& one) { return one.listener == &listener; });
    if (!listeners.empty()) return;
    calls_.later([this, slot = found->second, address = listener.address()] { leave_if_idle(slot, address); });
}

void Topics::leave_if_idle(std::uint64_t slot, const std::string& address) {
    Entry* entry = find(slot);
    if (entry == nullptr || !entry->topic.listeners.empty()) return;
    calls_.leave(entry->topic.name);
    by_address_.erase(address);
    slots_[place_of(slot)].reset();
    free_slots_.push_back(slot + one_use);
}

void Topics::take(std::span<const Parcel> parcels) {
    for (const Parcel& parcel : parcels) {
        Entry* entry = find(parcel.slot);
        if (entry == nullptr) continue;  // left a moment ago
        if (parcel.kind == Parcel::Kind::ready)
            make_ready(*entry, parcel);
        else
            fan_out(entry->topic, parcel);
    }
}

void Topics::make_ready(Entry& entry, const Parcel& parcel) {
    entry.topic.ready = true;
    entry.topic.epoch = parcel.epoch;
    entry.topic.offset = parcel.last;
    for (Waiting& one : std::exchange(entry.waiting, {})) one.ready(entry.topic);
}

void Topics::fan_out(LoopTopic& topic, const Parcel& parcel) {
    if (parcel.kind == Parcel::Kind::lost) {
        topic.epoch = parcel.epoch;
        topic.offset = parcel.last;
        for (Subscription* listener : topic.listeners) calls_.lost(*listener);
        return;
    }
    if (parcel.last > topic.offset) topic.offset = parcel.last;
    for (Subscription* listener : topic.listeners) listener->deliver(parcel);
}

}  // namespace antiphon::gateway
