#include <cstdio>
#include <cstdlib>

#include "targets.h"

namespace antiphon::fuzz {

void fail(std::string_view claim, std::string_view bytes) {
    std::fprintf(stderr, "does not hold: %.*s\n%.*s\n", static_cast<int>(claim.size()), claim.data(),
                 static_cast<int>(bytes.size()), bytes.data());
    std::abort();
}

}  // namespace antiphon::fuzz
