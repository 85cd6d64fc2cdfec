#ifndef HOMEWARD_CSQLITE_H
#define HOMEWARD_CSQLITE_H
#include <sqlite3.h>
#endif
