// What Homeward asks of libosmium, whose interface is C++: one call that reads a file of OpenStreetMap and hands over what is
// in it, object by object, as plain C.
#ifndef HOMEWARD_COSMIUM_H
#define HOMEWARD_COSMIUM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A node where a way or a ring passes; degrees, or not a number where the file does not hold the node.
typedef struct {
    int64_t id;
    double longitude;
    double latitude;
} HomewardOsmPlace;

/// Tags: keys and values in turn, 2 × count texts in UTF-8.
typedef struct {
    const char *const *texts;
    size_t count;
} HomewardOsmTags;

/// Who is told of what the file holds. Nothing that is handed over outlives the call.
typedef struct {
    void *context;
    /// A node with tags.
    void (*node)(void *context, HomewardOsmPlace place, HomewardOsmTags tags);
    /// A way with tags.
    void (*way)(void *context, int64_t id, const HomewardOsmPlace *places, size_t count, HomewardOsmTags tags);
    /// A ring of an area: a closed way or what a multipolygon's ways make together, with `highway` among its tags.
    /// An area's outer rings are each followed by their inner ones; `number` tells areas apart, and `isOneWay` a closed way from
    /// a multipolygon.
    void (*ring)(
        void *context, int64_t number, bool isOneWay, bool isOuter, const HomewardOsmPlace *places, size_t count, HomewardOsmTags tags);
} HomewardOsmHandler;

/// Reads the file at `path`, whose format is `osm`, `osm.gz` or `pbf`.
///
/// Nodes come first, then ways, then areas, each in the order of the file. Returns NULL, or what went wrong as text that the
/// caller frees.
char *homewardOsmRead(const char *path, const char *format, HomewardOsmHandler handler);

#ifdef __cplusplus
}
#endif
#endif
