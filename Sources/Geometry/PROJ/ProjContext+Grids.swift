internal import CPROJ

extension ProjContext {
    /// The grids that the best operation at `place` needs and this machine lacks.
    func missingGrids(
        from: borrowing ProjObject, to: borrowing ProjObject, at place: Point
    ) -> [String] {
        guard let settings = proj_create_operation_factory_context(handle, nil) else { return [] }
        defer { proj_operation_factory_context_destroy(settings) }
        proj_operation_factory_context_set_spatial_criterion(
            handle, settings, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
        proj_operation_factory_context_set_grid_availability_use(handle, settings, PROJ_GRID_AVAILABILITY_IGNORED)
        guard let operations = proj_create_operations(handle, from.pointer, to.pointer, settings) else { return [] }
        defer { proj_list_destroy(operations) }
        // PROJ expects the place in the source system's own order of axes.
        let isNorthFirst = firstAxisPointsNorth(from)
        let coordinate = isNorthFirst ? proj_coord(place.y, place.x, 0, 0) : proj_coord(place.x, place.y, 0, 0)
        let index = proj_get_suggested_operation(handle, operations, PJ_FWD, coordinate)
        guard let best = ProjObject(proj_list_get(handle, operations, max(0, index))) else { return [] }
        return missingGrids(of: best)
    }

    private func missingGrids(of operation: borrowing ProjObject) -> [String] {
        var missing: [String] = []
        for index in 0..<max(0, proj_coordoperation_get_grid_used_count(handle, operation.pointer)) {
            var name: UnsafePointer<CChar>?
            var isAvailable: Int32 = 0
            guard
                proj_coordoperation_get_grid_used(
                    handle, operation.pointer, index, &name, nil, nil, nil, nil, nil, &isAvailable) == 1,
                isAvailable == 0, let name
            else { continue }
            missing.append(String(cString: name))
        }
        return missing
    }

    private func firstAxisPointsNorth(_ object: borrowing ProjObject) -> Bool {
        guard let axes = ProjObject(proj_crs_get_coordinate_system(handle, object.pointer)) else { return false }
        var direction: UnsafePointer<CChar>?
        guard proj_cs_get_axis_info(handle, axes.pointer, 0, nil, nil, &direction, nil, nil, nil, nil) == 1,
            let direction
        else { return false }
        return String(cString: direction) == "north"
    }
}
