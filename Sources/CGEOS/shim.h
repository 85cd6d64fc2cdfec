// Only GEOS's reentrant interface: every call takes a context, so no state is shared between threads.
#ifndef HOMEWARD_CGEOS_H
#define HOMEWARD_CGEOS_H
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
#endif
