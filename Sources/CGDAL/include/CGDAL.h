// GDAL's interface in C. The library itself is loaded when one of these functions is first called: see CLOADER.h.
#ifndef HOMEWARD_CGDAL_H
#define HOMEWARD_CGDAL_H
// What GDAL's headers declare is defined here, in CGDAL.cpp, and seen by nobody else.
#define CPL_DLL __attribute__((visibility("hidden")))
// Debian and Fedora have the headers in a folder of their own; Homebrew's folder is not among those that are searched.
#if __has_include(<gdal/gdal.h>)
#include <gdal/cpl_conv.h>
#include <gdal/cpl_error.h>
#include <gdal/cpl_http.h>
#include <gdal/cpl_string.h>
#include <gdal/cpl_vsi.h>
#include <gdal/gdal.h>
#include <gdal/gdal_alg.h>
#include <gdal/ogr_api.h>
#include <gdal/ogr_srs_api.h>
#elif __has_include(<gdal.h>)
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_alg.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#elif __has_include("/opt/homebrew/include/gdal.h")
#include "/opt/homebrew/include/cpl_conv.h"
#include "/opt/homebrew/include/cpl_error.h"
#include "/opt/homebrew/include/cpl_http.h"
#include "/opt/homebrew/include/cpl_string.h"
#include "/opt/homebrew/include/cpl_vsi.h"
#include "/opt/homebrew/include/gdal.h"
#include "/opt/homebrew/include/gdal_alg.h"
#include "/opt/homebrew/include/ogr_api.h"
#include "/opt/homebrew/include/ogr_srs_api.h"
#else
#error "Homeward needs the headers of GDAL: install libgdal-dev (Debian, Ubuntu), gdal-devel (Fedora) or gdal (Homebrew)."
#endif
#if GDAL_VERSION_MAJOR != 3 || GDAL_VERSION_MINOR < 6
#error "Homeward needs GDAL 3.6 or a later 3: Debian 12, Ubuntu 24.04 and Homebrew have it."
#endif

/// The number of the interface that the headers state, by which the library's file is named: GDAL 3.6 is libgdal.so.32, 3.8 is
/// libgdal.so.34.
enum { homewardGDALInterface = 26 + GDAL_VERSION_MINOR };

#ifdef __cplusplus
extern "C" {
#endif

/// Loads GDAL where it is not loaded yet. Returns NULL, or what stands in the way as text that is never freed; then every
/// function of GDAL's answers with zero, NULL or nothing. May be called by several threads at once.
const char *homewardGDALFault(void);

#ifdef __cplusplus
}
#endif
#endif
