#include "registry_store.h"

#include <charconv>
#include <future>
#include <vector>

#include "antiphon/base/log.h"
#include "antiphon/json/object.h"
#include "antiphon/json/parser.h"
#include "embedded/announce_script.h"
#include "embedded/withdraw_script.h"

namespace antiphon::rpc {
namespace {

const redis::Script& announce_script() {
    static const redis::Script script(embedded::announce_script);
    return script;
}

const redis::Script& withdraw_script() {
    static const redis::Script script(embedded::withdraw_script);
    return script;
}

/// A command under way: several of them travel together.
std::future<redis::Reply> start(redis::Client& client, redis::Arguments arguments, Deadline deadline) {
    auto promise = std::make_shared<std::promise<redis::Reply>>();
    auto future = promise->get_future();
    client.send(std::move(arguments), deadline, [promise](redis::Reply reply, std::exception_ptr failure) {
        if (failure)
            promise->set_exception(failure);
        else
            promise->set_value(std::move(reply));
    });
    return future;
}

std::int64_t milliseconds_of(const redis::Reply& time) {
    const auto part = [&](std::size_t index) {
        std::int64_t value = 0;
        if (index < time.items.size()) {
            const std::string& text = time.items[index].text;
            std::from_chars(text.data(), text.data() + text.size(), value);
        }
        return value;
    };
    return part(0) * 1000 + part(1) / 1000;
}

}  // namespace

std::string entry_of(const Instance& instance) {
    std::string text;
    text.append("{\"url\":");
    json::append_string(text, instance.url);
    text.append(",\"admin\":");
    json::append_string(text, instance.admin_url);
    text.append(",\"version\":");
    json::append_string(text, instance.version);
    text.append(",\"started\":");
    json::wire::Timestamp::write(text, instance.started);
    text.append(",\"load\":");
    json::append_int(text, instance.load);
    return text.append(",\"until\":");
}

std::optional<Instance> read_entry(const std::string& text, std::int64_t& until) {
    try {
        json::Parser parser;
        const json::Path path;
        json::ObjectReader object(parser.parse(text), path);
        Instance instance;
        object.required<json::wire::String>("url", instance.url);
        object.defaulted<json::wire::String>("admin", instance.admin_url);
        object.defaulted<json::wire::String>("version", instance.version);
        object.defaulted<json::wire::Timestamp>("started", instance.started);
        object.defaulted<json::wire::Int32>("load", instance.load);
        object.required<json::wire::Int53>("until", until);
        return instance;
    } catch (const Error& error) {
        if (log::once_a_minute("registry entry"))
            log::warning("an entry of the registry cannot be read", {{"entry", text}, {"reason", error.what()}});
        return std::nullopt;
    }
}

RegistryStore::RegistryStore(redis::Client& client, std::string prefix, RegistryOptions options)
    : client_(client), prefix_(std::move(prefix)), options_(options) {}

std::string RegistryStore::hash_key(std::string_view service) const {
    return prefix_ + ":sv:{" + std::string(service) + "}";
}

std::string RegistryStore::ir_key(std::string_view service) const {
    return prefix_ + ":ir:{" + std::string(service) + "}";
}

bool RegistryStore::put(const Instance& instance) {
    return client_
               .run(announce_script(), {hash_key(instance.service)},
                    {instance.id, entry_of(instance), std::to_string(options_.lease.count()), channel(),
                     instance.service},
                    soon())
               .integer == 1;
}

void RegistryStore::announce(const Instance& instance, const std::string& ir) {
    // The interface is there before the instance that implements it.
    auto kept = start(client_, {"SET", ir_key(instance.service), ir}, soon());
    auto named = start(client_, {"SADD", services_key(), instance.service}, soon());
    kept.get();
    named.get();
    put(instance);
}

void RegistryStore::renew(const Instance& instance, const std::string& ir) {
    if (!put(instance)) return;
    announce(instance, ir);
    client_.call({"PUBLISH", channel(), instance.service}, soon());
}

void RegistryStore::withdraw(const Instance& instance, Deadline deadline) {
    client_.run(withdraw_script(), {hash_key(instance.service)}, {instance.id, channel(), instance.service}, deadline);
}

Picture RegistryStore::read() {
    const redis::Reply names = client_.call({"SMEMBERS", services_key()}, soon());
    auto time = start(client_, {"TIME"}, soon());
    std::vector<std::pair<std::string, std::future<redis::Reply>>> hashes;
    for (const auto& name : names.items)
        hashes.emplace_back(name.text, start(client_, {"HGETALL", hash_key(name.text)}, soon()));
    Picture picture;
    const std::int64_t now = milliseconds_of(time.get());
    for (auto& [service, hash] : hashes) take_in(service, hash.get(), now, picture);
    return picture;
}

void RegistryStore::take_in(const std::string& service, const redis::Reply& hash, std::int64_t now, Picture& picture) {
    auto& instances = picture[service];
    for (std::size_t i = 0; i + 1 < hash.items.size(); i += 2) {
        const std::string& id = hash.items[i].text;
        const std::string& text = hash.items[i + 1].text;
        std::int64_t until = 0;
        auto instance = read_entry(text, until);
        if (instance && until > now) {
            instance->service = service;
            instance->id = id;
            instances.emplace(id, Known{std::move(*instance), Clock::now() + std::chrono::milliseconds(until - now)});
        } else if (until + options_.lease.count() < now) {
            client_.run(withdraw_script(), {hash_key(service)}, {id, channel(), service, text}, soon(),
                        [](const redis::Reply&, const std::exception_ptr&) {});  // else the next reader sweeps
        }
    }
}

std::string RegistryStore::ir(std::string_view service) { return client_.call({"GET", ir_key(service)}, soon()).text; }

}  // namespace antiphon::rpc
