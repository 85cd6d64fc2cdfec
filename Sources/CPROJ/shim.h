#ifndef HOMEWARD_CPROJ_H
#define HOMEWARD_CPROJ_H
#include <proj.h>
#endif
