#pragma once
#include <functional>
#include <optional>
#include <string>

#include "antiphon/auth/keys.h"
#include "antiphon/auth/token.h"
#include "antiphon/base/context.h"
#include "antiphon/rpc/headers.h"

namespace antiphon::runtime {

/// Who calls, and how to say so to the next service. A value; any thread.
class Identity {
  public:
    /// Without keys nobody can prove who they are. `development` takes users' own tokens beside the gateway's word.
    Identity(auth::Keys keys, bool development);

    /// From `Antiphon-Caller`, else (in development) from `Authorization: Bearer`; nobody when neither is there. Throws
    /// Error(denied) when one is there and does not hold.
    Caller authenticate(const rpc::Headers& headers) const;

    /// The value of `Antiphon-Caller`; empty when there is no key to sign with.
    std::string seal(const Caller& caller) const;

  private:
    std::optional<auth::CallerSeal> seal_;
    std::optional<auth::Verifier> users_;
};

}  // namespace antiphon::runtime
