#pragma once
// Every method of every imported document, there and back: the generated service reads an example's params, its
// generated client writes them for the way, reads the example's result, and the service writes that for the answer.

#include <antiphon/rpc/channel.h>
#include <antiphon/rpc/service.h>

#include <memory>
#include <string>
#include <vector>

namespace antiphon::mirror {

/// Where a mirror's client leads: remembers the params that were written, answers with the result that was given.
class Answers final : public rpc::Channel {
  public:
    void start(Outgoing call, Done done) override;

    std::string sent;    ///< params of the last call
    std::string result;  ///< as JSON; empty: the document's example has none
};

struct Mirror {
    std::string document;
    std::unique_ptr<rpc::Service> service;
};

/// Of all documents; generated beside their code.
std::vector<Mirror> mirrors(const std::shared_ptr<Answers>& answers);

}  // namespace antiphon::mirror
