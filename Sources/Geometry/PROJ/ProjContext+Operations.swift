internal import CPROJ

/// What PROJ says about an operation.
struct ChosenOperation {
    let name: String
    let accuracy: Double?
}

extension ProjContext {
    /// The operation between two systems, east and longitude first, that PROJ chooses for each place; nil where it knows none
    /// but a rough one (a ballpark operation), which leaves the change of datum out.
    func operation(from source: borrowing ProjObject, to target: borrowing ProjObject) -> OpaquePointer? {
        let (from, to) = (source.pointer, target.pointer)
        let made = "ALLOW_BALLPARK=NO".withCString { option in
            let options: [UnsafePointer<CChar>?] = [option, nil]
            return proj_create_crs_to_crs_from_pj(handle, from, to, nil, options)
        }
        guard let raw = ProjObject(made) else { return nil }
        return proj_normalize_for_visualization(handle, raw.pointer)
    }

    /// Of the operations that `transformation` uses at `places` in the source system, the least accurate; the first of those
    /// that are equal, and one of unknown accuracy before all others.
    func chosen(by transformation: OpaquePointer, at places: [Point]) -> ChosenOperation? {
        let all = places.compactMap { chosen(by: transformation, at: $0) }
        func rank(_ operation: ChosenOperation) -> Double { operation.accuracy ?? .infinity }
        return all.dropFirst().reduce(all.first) { worst, next in
            worst.map { rank(next) > rank($0) ? next : $0 }
        }
    }

    /// The operation that `transformation` uses at a place in the source system.
    func chosen(by transformation: OpaquePointer, at place: Point) -> ChosenOperation? {
        _ = proj_trans(transformation, PJ_FWD, proj_coord(place.x, place.y, 0, 0))
        proj_errno_reset(transformation)
        guard let last = ProjObject(proj_trans_get_last_used_operation(transformation)) else { return nil }
        let accuracy = proj_coordoperation_get_accuracy(handle, last.pointer)
        let info = proj_pj_info(last.pointer)
        let name = last.name.isEmpty ? info.description.map { String(cString: $0) } ?? "" : last.name
        return ChosenOperation(name: withoutAxisOrder(name), accuracy: accuracy < 0 ? nil : accuracy)
    }

    /// The steps of an operation that say something about accuracy; every transformer swaps axes where it must.
    private func withoutAxisOrder(_ name: String) -> String {
        var steps = name.split(separator: "+").map { $0.drop(while: { $0 == " " }) }
        steps.removeAll { $0.hasPrefix("axis order change") }
        for index in steps.indices { while steps[index].last == " " { steps[index].removeLast() } }
        return steps.isEmpty ? name : steps.joined(separator: " + ")
    }

    /// The middle of the ground where both systems are in use, in the source system; the origin where PROJ knows neither.
    func sharedGround(
        of from: borrowing ProjObject, and to: borrowing ProjObject, source: CoordinateSystem
    ) -> Point {
        let first = areaOfUse(from)
        let second = areaOfUse(to)
        let middle: Point
        switch (first, second) {
        case (.some(let first), .some(let second)):
            let shared = BoundingBox(
                minX: max(first.minX, second.minX), minY: max(first.minY, second.minY),
                maxX: min(first.maxX, second.maxX), maxY: min(first.maxY, second.maxY))
            middle = shared.minX <= shared.maxX && shared.minY <= shared.maxY ? shared.centre : first.centre
        case (.some(let only), .none), (.none, .some(let only)): middle = only.centre
        case (.none, .none): middle = Point(x: 0, y: 0)
        }
        guard !source.isGeographic else { return middle }
        return project(middle, to: from) ?? Point(x: 0, y: 0)
    }

    /// West, south, east, north in degrees. A system that crosses the date line counts as the whole world.
    private func areaOfUse(_ object: borrowing ProjObject) -> BoundingBox? {
        var west = 0.0
        var south = 0.0
        var east = 0.0
        var north = 0.0
        guard proj_get_area_of_use(handle, object.pointer, &west, &south, &east, &north, nil) == 1,
            west > -1000, south > -1000
        else { return nil }
        return west <= east
            ? BoundingBox(minX: west, minY: south, maxX: east, maxY: north)
            : BoundingBox(minX: -180, minY: south, maxX: 180, maxY: north)
    }

    /// Longitude and latitude carried to a system's own coordinates, within its own datum: near enough to choose by.
    private func project(_ place: Point, to system: borrowing ProjObject) -> Point? {
        guard let degrees = ProjObject(proj_crs_get_geodetic_crs(handle, system.pointer)),
            let raw = ProjObject(
                proj_create_crs_to_crs_from_pj(handle, degrees.pointer, system.pointer, nil, nil)),
            let ordered = ProjObject(proj_normalize_for_visualization(handle, raw.pointer))
        else { return nil }
        let result = proj_trans(ordered.pointer, PJ_FWD, proj_coord(place.x, place.y, 0, 0))
        let point = Point(x: result.xy.x, y: result.xy.y)
        return point.isFinite ? point : nil
    }
}

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
