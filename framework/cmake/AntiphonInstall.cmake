# What a user of the package gets: the modules' archives and headers, the command and the generator, and a package
# configuration with which `find_package(Antiphon)` and `antiphon_generate(…)` work.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

function(antiphon_install)
  get_property(modules GLOBAL PROPERTY ANTIPHON_MODULES)
  list(REMOVE_ITEM modules cli)  # the command is the program; its inside is nobody's interface
  list(TRANSFORM modules PREPEND antiphon_ OUTPUT_VARIABLE libraries)
  set_target_properties(antiphon_idlc PROPERTIES EXPORT_NAME idlc)
  set(package ${CMAKE_INSTALL_LIBDIR}/cmake/Antiphon)

  install(TARGETS ${libraries} EXPORT AntiphonTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(TARGETS antiphon_idlc EXPORT AntiphonTargets RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(TARGETS antiphon RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  if(TARGET gateway)
    install(PROGRAMS $<TARGET_FILE:gateway> DESTINATION ${CMAKE_INSTALL_BINDIR} RENAME antiphon-gateway)
  endif()
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/framework/clients DESTINATION ${CMAKE_INSTALL_DATADIR}/antiphon
          PATTERN node_modules EXCLUDE PATTERN __pycache__ EXCLUDE)
  # What editors complete interfaces by.
  install(FILES ${PROJECT_SOURCE_DIR}/framework/idl/schema/idl.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/antiphon)
  foreach(module IN LISTS modules)
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/framework/${module}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  endforeach()

  install(EXPORT AntiphonTargets NAMESPACE antiphon:: DESTINATION ${package})
  configure_package_config_file(${PROJECT_SOURCE_DIR}/framework/cmake/AntiphonConfig.cmake.in
    ${PROJECT_BINARY_DIR}/AntiphonConfig.cmake INSTALL_DESTINATION ${package})
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/AntiphonConfigVersion.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/AntiphonConfig.cmake ${PROJECT_BINARY_DIR}/AntiphonConfigVersion.cmake
                ${PROJECT_SOURCE_DIR}/framework/cmake/AntiphonGenerate.cmake
          DESTINATION ${package})
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
endfunction()
