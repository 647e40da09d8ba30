#include "parcel.h"

namespace antiphon::gateway {

ws::Run Parcel::behind(std::uint64_t after) const {
    if (after < first) return run;
    if (after >= last) return {};
    const auto skipped = static_cast<std::size_t>(after - first + 1);
    const auto from = (*ends)[skipped - 1];
    return ws::Run(std::string(run.bytes().substr(from)), static_cast<std::uint32_t>(ends->size() - skipped));
}

std::string_view Parcel::message(std::size_t index) const noexcept {
    const std::size_t from = index == 0 ? 0 : (*ends)[index - 1];
    return run.bytes().substr(from, (*ends)[index] - from);
}

}  // namespace antiphon::gateway
