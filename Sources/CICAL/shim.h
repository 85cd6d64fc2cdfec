#ifndef HOMEWARD_CICAL_H
#define HOMEWARD_CICAL_H
#include <libical/ical.h>
#endif
