#include "COSMIUM.h"

#include <osmium/area/assembler.hpp>
#include <osmium/area/multipolygon_manager.hpp>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/version.hpp>
#include <osmium/visitor.hpp>

#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#if LIBOSMIUM_VERSION_MAJOR == 2 && LIBOSMIUM_VERSION_MINOR < 15
#error "Homeward needs libosmium 2.15 or later: Debian 12, Ubuntu 24.04 and Homebrew have it."
#endif

namespace {

using Index = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;
using Locations = osmium::handler::NodeLocationsForWays<Index, Index>;
using Areas = osmium::area::MultipolygonManager<osmium::area::Assembler>;

/// The texts of an object's tags, side by side.
class Texts {
    std::vector<const char *> texts;

public:
    HomewardOsmTags of(const osmium::TagList &tags) {
        texts.clear();
        for (const auto &tag : tags) {
            texts.push_back(tag.key());
            texts.push_back(tag.value());
        }
        return {texts.data(), texts.size() / 2};
    }
};

HomewardOsmPlace place(const osmium::NodeRef &node) {
    const auto location = node.location();
    if (!location.valid()) {
        const double nowhere = std::numeric_limits<double>::quiet_NaN();
        return {node.ref(), nowhere, nowhere};
    }
    return {node.ref(), location.lon_without_check(), location.lat_without_check()};
}

/// Hands objects over.
class Teller : public osmium::handler::Handler {
    const HomewardOsmHandler &handler;
    Texts texts;
    std::vector<HomewardOsmPlace> places;
    int64_t areas = 0;

    template <typename Nodes> void collect(const Nodes &nodes) {
        places.clear();
        for (const auto &node : nodes) places.push_back(place(node));
    }

    void ring(const osmium::Area &area, bool isOuter, const osmium::NodeRefList &nodes) {
        collect(nodes);
        handler.ring(
            handler.context, areas, area.from_way(), isOuter, places.data(), places.size(), texts.of(area.tags()));
    }

public:
    explicit Teller(const HomewardOsmHandler &handler) : handler(handler) {}

    void node(const osmium::Node &node) {
        if (node.tags().empty() || !node.visible() || !node.location().valid()) return;
        const osmium::NodeRef reference{node.id(), node.location()};
        handler.node(handler.context, place(reference), texts.of(node.tags()));
    }

    void way(const osmium::Way &way) {
        if (way.tags().empty() || !way.visible()) return;
        collect(way.nodes());
        handler.way(handler.context, way.id(), places.data(), places.size(), texts.of(way.tags()));
    }

    void area(const osmium::Area &area) {
        for (const auto &outer : area.outer_rings()) {
            ring(area, true, outer);
            for (const auto &inner : area.inner_rings(outer)) ring(area, false, inner);
        }
        ++areas;
    }
};

void read(const osmium::io::File &file, const HomewardOsmHandler &handler) {
    osmium::TagsFilter streets{false};
    streets.add_rule(true, "highway");
    Areas areas{osmium::area::Assembler::config_type{}, streets};
    osmium::relations::read_relations(file, areas);

    Teller teller{handler};
    Index index;
    Index indexOfNegative;
    Locations locations{index, indexOfNegative};
    locations.ignore_errors();
    // In a pass of their own, for a file may hold its ways before its nodes.
    {
        osmium::io::Reader reader{file, osmium::osm_entity_bits::node, osmium::io::read_meta::no};
        osmium::apply(reader, locations, teller);
        reader.close();
    }
    osmium::io::Reader reader{file, osmium::osm_entity_bits::way, osmium::io::read_meta::no};
    osmium::memory::Buffer found{4096, osmium::memory::Buffer::auto_grow::yes};
    osmium::apply(reader, locations, teller, areas.handler([&found](osmium::memory::Buffer &&buffer) {
        found.add_buffer(buffer);
        found.commit();
    }));
    reader.close();
    osmium::apply(found, teller);
}

} // namespace

char *homewardOsmRead(const char *path, const char *format, HomewardOsmHandler handler) {
    try {
        read(osmium::io::File{path, format}, handler);
        return nullptr;
    } catch (const std::exception &error) {
        return strdup(error.what());
    } catch (...) {
        return strdup("libosmium stopped without saying why");
    }
}
