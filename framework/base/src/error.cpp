#include "antiphon/base/error.h"

namespace antiphon {

std::string_view name(ErrorKind kind) noexcept {
    switch (kind) {
        case ErrorKind::invalid:
            return "invalid";
        case ErrorKind::declared:
            return "declared";
        case ErrorKind::denied:
            return "denied";
        case ErrorKind::overloaded:
            return "overloaded";
        case ErrorKind::unavailable:
            return "unavailable";
        case ErrorKind::timed_out:
            return "timed_out";
        case ErrorKind::internal:
            return "internal";
    }
    return "internal";
}

InvalidData::InvalidData(std::string path, const std::string& reason)
    : Error(ErrorKind::invalid, Code::invalid_params, path.empty() ? reason : path + ": " + reason), reason_(reason) {
    at(std::move(path));
}

}  // namespace antiphon
