#ifndef HOMEWARD_CPROJ_H
#define HOMEWARD_CPROJ_H
#include <proj.h>
#if PROJ_VERSION_MAJOR < 9 || (PROJ_VERSION_MAJOR == 9 && PROJ_VERSION_MINOR < 1)
#error "Homeward needs PROJ 9.1 or later, which tells the operation it used: Debian 12, Ubuntu 24.04 and Homebrew have it."
#endif
#endif
