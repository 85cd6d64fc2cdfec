// PROJ's interface in C. The library itself is loaded when one of these functions is first called: see CLOADER.h.
#ifndef HOMEWARD_CPROJ_H
#define HOMEWARD_CPROJ_H
// What PROJ's header declares is defined here, in CPROJ.cpp, and seen by nobody else.
#define PROJ_DLL __attribute__((visibility("hidden")))
// Homebrew's folder is not among those that are searched.
#if __has_include(<proj.h>)
#include <proj.h>
#elif __has_include("/opt/homebrew/include/proj.h")
#include "/opt/homebrew/include/proj.h"
#else
#error "Homeward needs the headers of PROJ: install libproj-dev (Debian, Ubuntu), proj-devel (Fedora) or proj (Homebrew)."
#endif
#if PROJ_VERSION_MAJOR < 9 || (PROJ_VERSION_MAJOR == 9 && PROJ_VERSION_MINOR < 1)
#error "Homeward needs PROJ 9.1 or later, which tells the operation it used: Debian 12, Ubuntu 24.04 and Homebrew have it."
#endif

/// The number of the interface, by which the library's file is named: every PROJ 9 so far is libproj.so.25.
enum { homewardPROJInterface = 25 };

#ifdef __cplusplus
extern "C" {
#endif

/// Loads PROJ where it is not loaded yet. Returns NULL, or what stands in the way as text that is never freed; then every
/// function of PROJ's answers with zero, NULL or nothing. May be called by several threads at once.
const char *homewardPROJFault(void);

#ifdef __cplusplus
}
#endif
#endif
