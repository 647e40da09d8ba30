# From IDL files to a library of generated code.
#
#   antiphon_generate(TARGET orders_idl
#     IDL idl/orders.json …                 one or several; what they import must be here too, or in a target of LINKS
#     [LANGUAGES cpp …]                     cpp (default) is compiled into TARGET; files of others stand beside it
#     [INCLUDE idl/common …]                folders in which imports are looked for (-I)
#     [LINKS common_idl …]                  targets with the code of imported files
#     [SOURCES n]                           C++ sources made from each file, by default one for each 14 KiB of it: a
#                                           large one is compiled in pieces, side by side
#     [TYPES_ONLY])                         no file has services: TARGET needs no more than antiphon::json
#
# `#include "orders.h"` then works for all that link TARGET ("time_idl.h" of time.json, as it would hide <time.h>). Touching a file, or one that it imports, generates anew.

# How the compiler calls what it makes from `idl`; tests hold both to the same list.
function(antiphon_made_name idl result)
  set(c_headers
    alloca assert complex cpio ctype dirent dlfcn endian errno error fcntl features fenv float fmtmsg glob grp iconv
    inttypes iso646 langinfo libgen limits locale malloc math memory monetary mqueue ndbm netdb poll pthread pwd regex
    sched search semaphore setjmp signal spawn stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn
    string strings syslog tar termios tgmath threads time uchar ucontext ulimit unistd utime utmp wchar wctype wordexp)
  get_filename_component(name ${idl} NAME_WE)
  string(REGEX REPLACE "[^A-Za-z0-9_-]" "_" name "${name}")
  if(name IN_LIST c_headers)
    string(APPEND name _idl)
  endif()
  set(${result} "${name}" PARENT_SCOPE)
endfunction()

function(antiphon_generate)
  cmake_parse_arguments(PARSE_ARGV 0 arg "TYPES_ONLY" "TARGET;SOURCES" "IDL;LANGUAGES;INCLUDE;LINKS")
  if(NOT arg_TARGET OR NOT arg_IDL)
    message(FATAL_ERROR "antiphon_generate needs TARGET and IDL")
  endif()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "antiphon_generate does not know '${arg_UNPARSED_ARGUMENTS}'")
  endif()
  if(NOT arg_LANGUAGES)
    set(arg_LANGUAGES cpp)
  endif()
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${arg_TARGET}.generated)

  set(options "")
  foreach(path IN LISTS arg_INCLUDE)
    get_filename_component(path ${path} ABSOLUTE)
    list(APPEND options -I ${path})
  endforeach()
  foreach(language IN LISTS arg_LANGUAGES)
    list(APPEND options --lang ${language})
  endforeach()

  set(sources "")
  foreach(idl IN LISTS arg_IDL)
    get_filename_component(idl ${idl} ABSOLUTE)
    get_filename_component(stem ${idl} NAME_WE)
    set(outputs ${folder}/${stem}.stamp)
    set(spread "")
    if("cpp" IN_LIST arg_LANGUAGES)
      set(count ${arg_SOURCES})
      if(NOT count AND NOT EXISTS ${idl})
        set(count 1)  # made by the build
      elseif(NOT count)
        file(SIZE ${idl} bytes)
        math(EXPR count "1 + ${bytes} / 14336")
        if(count GREATER 64)
          set(count 64)
        endif()
      endif()
      antiphon_made_name(${idl} name)
      set(made ${folder}/${name}.h ${folder}/${name}.cpp)
      if(count GREATER 1)
        foreach(number RANGE 2 ${count})
          list(APPEND made ${folder}/${name}.${number}.cpp)
        endforeach()
      endif()
      list(APPEND outputs ${made})
      list(APPEND sources ${made})
      set(spread --cpp-sources ${count})
    else()
      list(APPEND sources ${folder}/${stem}.stamp)
    endif()
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND antiphon::idlc gen ${idl} ${options} ${spread} --out ${folder} --depfile ${folder}/${stem}.d --stamp ${folder}/${stem}.stamp
      DEPENDS ${idl} antiphon::idlc
      DEPFILE ${folder}/${stem}.d
      COMMENT "Generating from ${stem}.json"
      VERBATIM)
  endforeach()

  if(NOT "cpp" IN_LIST arg_LANGUAGES)
    add_custom_target(${arg_TARGET} ALL DEPENDS ${sources})
    return()
  endif()
  add_library(${arg_TARGET} STATIC ${sources})
  set_target_properties(${arg_TARGET} PROPERTIES UNITY_BUILD OFF)  # each source has helpers of its own
  target_compile_features(${arg_TARGET} PUBLIC cxx_std_20)
  target_include_directories(${arg_TARGET} PUBLIC ${folder})
  if(arg_TYPES_ONLY)
    target_link_libraries(${arg_TARGET} PUBLIC antiphon::json ${arg_LINKS})
  else()
    target_link_libraries(${arg_TARGET} PUBLIC antiphon::rpc antiphon::events ${arg_LINKS})
  endif()
  if(TARGET antiphon_options)
    target_link_libraries(${arg_TARGET} PRIVATE antiphon_options)
  endif()
endfunction()
