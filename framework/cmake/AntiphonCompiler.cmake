# How everything is compiled: language, warnings, hardening, sanitizers, cache.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
  set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
  find_program(CCACHE ccache)
  if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  endif()
endif()

# Linked by every module of ours; never handed on to those who link a module.
add_library(antiphon_options INTERFACE)
target_compile_options(antiphon_options INTERFACE -Wall -Wextra -Wshadow -Wconversion
                       $<$<BOOL:${ANTIPHON_DEVELOPER_MODE}>:-Werror>)

if(ANTIPHON_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "ANTIPHON_FUZZ needs clang: use the preset 'fuzz'")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -g1 -O1)
  add_link_options(-fsanitize=address,undefined)
elseif(ANTIPHON_SANITIZE STREQUAL "address")
  # GCC's manual: these sanitizers hide from -Wmaybe-uninitialized what it needs, so it reports what is well defined.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -g1 -O1)
  target_compile_options(antiphon_options INTERFACE -Wno-maybe-uninitialized)
  add_link_options(-fsanitize=address,undefined)
elseif(ANTIPHON_SANITIZE STREQUAL "thread")
  # GCC warns that it does not follow atomic_thread_fence; Asio uses one beside its own locks.
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer -g1 -O1 -Wno-tsan)
  add_link_options(-fsanitize=thread)
elseif(NOT ANTIPHON_SANITIZE STREQUAL "")
  message(FATAL_ERROR "ANTIPHON_SANITIZE is '${ANTIPHON_SANITIZE}'; it can be empty, 'address' or 'thread'")
else()
  add_compile_options(-fstack-protector-strong $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
  add_link_options(-Wl,-z,relro,-z,now)
endif()
