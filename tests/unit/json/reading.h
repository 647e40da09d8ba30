#pragma once
#include <gtest/gtest.h>

#include <string>

#include "antiphon/base/error.h"
#include "antiphon/json/parser.h"
#include "antiphon/json/path.h"

namespace antiphon::json {

/// What the parser says about a text that it refuses; "accepted" when it does not.
inline std::string refusal(std::string_view text, const ParseLimits& limits = {}) {
    try {
        thread_parser().parse(text, limits);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.what();
    }
    return "accepted";
}

/// Reads one value by a wire form.
template <class Form, class T>
T read(std::string_view text, Reading reading = Reading::strict) {
    T out{};
    Form::read(thread_parser().parse(text), Path(reading), out);
    return out;
}

/// Why a wire form refuses a text; "accepted" when it does not.
template <class Form, class T>
std::string complaint(std::string_view text) {
    try {
        read<Form, T>(text);
    } catch (const InvalidData& error) {
        return error.what();
    }
    return "accepted";
}

template <class Form, class T>
std::string written(const T& value) {
    std::string out;
    Form::write(out, value);
    return out;
}

}  // namespace antiphon::json
