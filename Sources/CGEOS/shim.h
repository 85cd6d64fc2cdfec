// Only GEOS's reentrant interface: every call takes a context, so no state is shared between threads.
#ifndef HOMEWARD_CGEOS_H
#define HOMEWARD_CGEOS_H
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
#if GEOS_VERSION_MAJOR == 3 && GEOS_VERSION_MINOR < 11
#error "Homeward needs GEOS 3.11 or later, for its concave hull: Debian 12, Ubuntu 24.04 and Homebrew have it."
#endif
#endif
