#pragma once
#include <antiphon/testing/process.h>
#include <antiphon/testing/redis_server.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "timeline/session.h"

/// The whole shop on a Redis of its own: five services and two gateways as processes, each on a free port.
class Shop {
  public:
    /// `gateway_arguments` stand behind the usual ones.
    explicit Shop(std::vector<std::string> gateway_arguments = {});
    ~Shop();

    void start(const std::string& name);  ///< a service, or "gateway-a", "gateway-b"; ready when it returns
    void kill9(const std::string& name) { processes_.at(name)->kill(); }
    antiphon::testing::Process& process(const std::string& name) { return *processes_.at(name); }
    antiphon::testing::RedisServer& redis() { return redis_; }

    std::string gateway(char which) const;  ///< its URL
    std::string token(const std::string& user) const;
    std::unique_ptr<Session> session(char gateway_letter, const std::string& user) const;

  private:
    struct Ports {
        std::uint16_t port = 0;
        std::uint16_t admin = 0;
    };
    const std::vector<std::string> gateway_arguments_;
    antiphon::testing::RedisServer redis_;
    std::filesystem::path key_file_;
    std::map<std::string, Ports> ports_;
    std::map<std::string, std::unique_ptr<antiphon::testing::Process>> processes_;
};
