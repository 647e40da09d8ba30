# antiphon_test(unit_json LABEL unit SOURCES a_test.cpp b_test.cpp LINKS json [TIMEOUT 60] [SERIAL] [OPTIMISED])
# One executable; every TEST in it is a CTest of its own. SERIAL: not beside other tests (fixed ports, load). OPTIMISED: compiled
# as the modules are, for promises about time (what is inline in a header may come from the test's objects).

find_package(GTest REQUIRED)
include(GoogleTest)

# What the sanitizers' builds need, and what `./dev bench` needs: built apart from everything else.
add_custom_target(sanitized_tests)
add_custom_target(benchmarks)

function(antiphon_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "SERIAL;OPTIMISED" "LABEL;TIMEOUT" "SOURCES;LINKS")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  if(ANTIPHON_SANITIZE)
    math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 5")
  endif()
  add_executable(${name} ${arg_SOURCES})
  list(TRANSFORM arg_LINKS PREPEND antiphon_ OUTPUT_VARIABLE modules)
  target_link_libraries(${name} PRIVATE ${modules} antiphon_options GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE ANTIPHON_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             ANTIPHON_BINARY_DIR="${PROJECT_BINARY_DIR}")
  if(arg_OPTIMISED)
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O2>)
  endif()
  if(arg_LABEL MATCHES "^(unit|contract)$")
    add_dependencies(sanitized_tests ${name})
  endif()
  set(environment)
  if(ANTIPHON_SANITIZE STREQUAL "thread")
    set(environment ENVIRONMENT "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/tsan.supp")
  endif()
  # NO_PRETTY_VALUES: a parameter's name stands in the test's name, not its bytes or address.
  gtest_discover_tests(${name} NO_PRETTY_VALUES DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT} RUN_SERIAL $<BOOL:${arg_SERIAL}> ${environment})
endfunction()
