# The house: one target per module, each on its floor. A module sees the headers of what it links and nothing else.
#
#   antiphon_module(rpc FLOOR 2
#     SOURCES src/dispatcher.cpp …
#     LINKS base json net          modules on lower floors, whose headers ours may show
#     ROOM_OF microhttpd …)        third-party libraries that live in this room alone: never visible outside

# A target that builds all targets of these folders and the folders below them.
function(antiphon_collect name)
  add_custom_target(${name})
  set(folders ${ARGN})
  list(TRANSFORM folders PREPEND ${PROJECT_SOURCE_DIR}/)
  while(folders)
    list(POP_FRONT folders folder)
    get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    get_property(below DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    list(APPEND folders ${below})
    if(targets)
      add_dependencies(${name} ${targets})
    endif()
  endwhile()
endfunction()

function(antiphon_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FLOOR" "SOURCES;LINKS;ROOM_OF")
  set(target antiphon_${name})
  add_library(${target} STATIC ${arg_SOURCES})
  add_library(antiphon::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} ANTIPHON_FLOOR ${arg_FLOOR})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target}
    PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>
    PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src)
  foreach(other IN LISTS arg_LINKS)
    get_target_property(other_floor antiphon_${other} ANTIPHON_FLOOR)
    if(NOT other_floor LESS arg_FLOOR)
      message(FATAL_ERROR "'${name}' is on floor ${arg_FLOOR} and must not know '${other}' on floor ${other_floor}")
    endif()
    target_link_libraries(${target} PUBLIC antiphon_${other})
  endforeach()
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:antiphon_options> ${arg_ROOM_OF})
  set_property(GLOBAL APPEND PROPERTY ANTIPHON_MODULES ${name})
endfunction()
