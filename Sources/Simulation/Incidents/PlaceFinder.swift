import HomewardGeometry

/// Finds the areas and sites that a planting names.
struct PlaceFinder {
    private let areas: [NamedArea]
    private let sites: [SimulationSite]

    /// Looks among the areas and sites of `simulation`.
    init(_ simulation: IncidentSimulation) {
        areas = simulation.areas
        sites = simulation.sites
    }

    /// The outline of the area called `name`.
    func area(_ name: String) throws(SimulationError) -> Outline {
        guard let area = areas.first(where: { $0.name == name }), let outline = Outline(area.outline) else {
            throw .noSuchArea(name: name, available: areas.map(\.name))
        }
        return outline
    }

    /// Where the school or stop called `name` lies.
    func site(_ name: String) throws(SimulationError) -> Point {
        guard let site = sites.first(where: { $0.name == name }) else { throw .noSuchSite(name: name) }
        return site.point
    }

    /// An area with its middle, or a site, whichever bears the name.
    func place(_ name: String) throws(SimulationError) -> (point: Point, outline: Outline?, area: String?) {
        if areas.contains(where: { $0.name == name }) {
            let outline = try area(name)
            return (outline.box.centre, outline, name)
        }
        return (try site(name), nil, nil)
    }
}
