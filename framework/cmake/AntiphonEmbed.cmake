# antiphon_embed(antiphon_rpc claim_script src/scripts/claim.lua)
# Compiles a text file in: `#include "embedded/claim_script.h"` gives `antiphon::embedded::claim_script`, a
# std::string_view, to the sources of that target. Done when CMake configures, and again when the file changes.

function(antiphon_embed target name file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  # A raw string may hold 64 KiB at most, far more than any script; the delimiter cannot stand in one.
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/embedded/${name}.h @ONLY CONTENT
[==[
#pragma once
// Made from @file@.
#include <string_view>

namespace antiphon::embedded {
inline constexpr std::string_view @name@ = R"~embed~(@text@)~embed~";
}
]==])
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
endfunction()
