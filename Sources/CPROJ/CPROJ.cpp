#include "CPROJ.h"

#include <CLOADER.h>

#include <iterator>

/// The functions that Homeward calls, with the number of their arguments.
#define HOMEWARD_PROJ(X) \
    X(4, proj_as_wkt) \
    X(2, proj_clone) \
    X(0, proj_context_create) \
    X(1, proj_context_destroy) \
    X(1, proj_context_errno) \
    X(2, proj_context_errno_string) \
    X(1, proj_context_get_database_path) \
    X(1, proj_context_is_network_enabled) \
    X(2, proj_context_set_enable_network) \
    X(3, proj_context_set_search_paths) \
    X(2, proj_context_use_proj4_init_rules) \
    X(4, proj_coord) \
    X(2, proj_coordoperation_get_accuracy) \
    X(10, proj_coordoperation_get_grid_used) \
    X(2, proj_coordoperation_get_grid_used_count) \
    X(2, proj_create) \
    X(5, proj_create_crs_to_crs_from_pj) \
    X(2, proj_create_operation_factory_context) \
    X(4, proj_create_operations) \
    X(2, proj_crs_get_coordinate_system) \
    X(2, proj_crs_get_geodetic_crs) \
    X(3, proj_crs_get_sub_crs) \
    X(1, proj_crs_info_list_destroy) \
    X(10, proj_cs_get_axis_info) \
    X(1, proj_destroy) \
    X(6, proj_ellipsoid_get_parameters) \
    X(1, proj_errno) \
    X(1, proj_errno_reset) \
    X(7, proj_get_area_of_use) \
    X(4, proj_get_crs_info_list_from_database) \
    X(0, proj_get_crs_list_parameters_create) \
    X(1, proj_get_crs_list_parameters_destroy) \
    X(2, proj_get_ellipsoid) \
    X(2, proj_get_id_auth_name) \
    X(2, proj_get_id_code) \
    X(1, proj_get_name) \
    X(2, proj_get_source_crs) \
    X(4, proj_get_suggested_operation) \
    X(1, proj_get_type) \
    X(8, proj_grid_get_info_from_database) \
    X(5, proj_identify) \
    X(0, proj_info) \
    X(1, proj_int_list_destroy) \
    X(1, proj_list_destroy) \
    X(3, proj_list_get) \
    X(1, proj_list_get_count) \
    X(2, proj_log_level) \
    X(2, proj_normalize_for_visualization) \
    X(1, proj_operation_factory_context_destroy) \
    X(3, proj_operation_factory_context_set_grid_availability_use) \
    X(3, proj_operation_factory_context_set_spatial_criterion) \
    X(1, proj_pj_info) \
    X(3, proj_trans) \
    X(14, proj_trans_generic) \
    X(1, proj_trans_get_last_used_operation)

namespace {

const char *const names[] = {HOMEWARD_PROJ(HOMEWARD_NAME)};
enum { HOMEWARD_PROJ(HOMEWARD_PLACE) };
void *functions[std::size(names)];

const char *fault() {
    static const char *const fault = homeward::load("proj", homewardPROJInterface, names, functions, std::size(names));
    return fault;
}

void *function(int place) {
    fault();
    return functions[place];
}

} // namespace

extern "C" {

const char *homewardPROJFault(void) { return fault(); }

HOMEWARD_PROJ(HOMEWARD_TRAMPOLINE)

}
