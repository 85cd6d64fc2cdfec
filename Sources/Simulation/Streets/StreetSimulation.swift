import HomewardCore
public import HomewardGeometry
public import HomewardLayers

/// Makes up a walking network for a study area, for places whose real streets are not at hand: main roads out of the middle and
/// around it, blocks, cul-de-sacs and footpaths, all joined.
///
/// No street in it exists; the names ("Synthetic Road 12") and the field `synthetic` say so on every feature. The algorithm:
/// 1. a bent lattice of junctions, closer together towards the middle;
/// 2. radial and ring roads along it, smoothed;
/// 3. the sides that become streets: the main roads, a random tree that joins every junction, and a share of the rest, none but main roads
///    across open spaces;
/// 4. a cul-de-sac in a share of the blocks, with a footpath on to the next street for some;
/// 5. a drive to each place that lies more than 40 m from a street.
///
/// Streets meet only in shared end points. The same parameters and seed give the same layer. O(junctions × roads).
public struct StreetSimulation: Sendable {
    /// The name of the layer, by which Streets knows that nothing in it is real.
    public static let layerName = "streets_synthetic"

    /// Where the streets shall run, in a projected system in metres. No street leaves it.
    public var studyArea: MultiPolygon
    /// Places that a street shall pass within about 60 m: schools and stops.
    public var places: [Point]
    /// The seed.
    public var seed: UInt64
    /// The distance between junctions half-way out of the middle, m.
    public var block: Double
    /// The share of possible residential streets that are built, beyond those that join everything, 0 ... 1.
    public var density: Double
    /// The share of blocks that have a cul-de-sac, 0 ... 1.
    public var closes: Double
    /// The number of radial roads.
    public var radials: Int
    /// The distance of each ring road from the middle, m.
    public var rings: [Double]

    /// A simulation; the defaults give about 5,500 edges for a city of 100 km².
    public init(
        studyArea: MultiPolygon, places: [Point] = [], seed: UInt64 = 1, block: Double = 200, density: Double = 0.45,
        closes: Double = 0.5, radials: Int = 9, rings: [Double] = [700, 3000]
    ) {
        self.studyArea = studyArea
        self.places = places
        self.seed = seed
        self.block = block
        self.density = density
        self.closes = closes
        self.radials = radials
        self.rings = rings
    }

    /// Draws the streets as lines with the fields `name`, `highway`, `foot` and `synthetic`, one feature for each edge.
    ///
    /// - Parameter coordinateSystem: that of the study area, carried over to the layer.
    /// - Throws: ``SimulationError`` where a parameter is out of its range or the study area has no outline.
    public func layer(in coordinateSystem: CoordinateSystem?) throws(SimulationError) -> Layer {
        let draft = try draft()
        let features = draft.edges.enumerated().map { index, edge in
            Feature(
                id: String(index + 1), shape: .lineString(LineString(draft.line(edge))),
                values: [
                    .text(draft.names[edge.street]), .text(edge.highway),
                    .text(edge.highway == "footway" ? "designated" : "yes"), .boolean(true),
                ])
        }
        return Layer(
            name: StreetSimulation.layerName, coordinateSystem: coordinateSystem,
            fields: [
                Field("name", .text), Field("highway", .text), Field("foot", .text), Field("synthetic", .boolean),
            ],
            features: features)
    }

    private func draft() throws(SimulationError) -> StreetDraft {
        guard let outline = Outline(studyArea) else {
            throw .noOutline
        }
        guard block >= 50, block <= 1000, outline.box.width * outline.box.height / (block * block) < 1e6 else {
            throw .blockDoesNotFit(metres: block)
        }
        for (name, share) in [("density", density), ("closes", closes)] where !(0...1).contains(share) {
            throw .outOfRange(parameter: name, given: "\(share)", wanted: "a share from 0 to 1")
        }
        guard radials >= 0 else {
            throw .outOfRange(parameter: "radials", given: "\(radials)", wanted: "a number of roads, 0 or more")
        }
        if let ring = rings.first(where: { !($0 > 0) }) {
            throw .outOfRange(parameter: "rings", given: "\(ring)", wanted: "a distance above 0 m")
        }
        var generator = SeededGenerator(seed: seed)
        var lattice = StreetLattice(over: outline, block: block, generator: &generator)
        let reach = (outline.box.width + outline.box.height) / 2
        let roads = MainRoads(
            on: &lattice, sides: lattice.sides(within: outline), middle: outline.box.centre, reach: reach,
            radials: radials, rings: rings, generator: &generator
        ).roads
        lattice.nodes = lattice.nodes.map(StreetDraft.rounded)
        let sides = lattice.sides(within: outline)
        let choice = StreetChoice(over: outline.box, generator: &generator)
        var draft = choice.draft(of: lattice, sides: sides, roads: roads, density: density, generator: &generator)
        Closes(share: closes).add(to: &draft, lattice: lattice, outline: outline, generator: &generator)
        draft.round()
        draft.dropCrossings()
        draft.keepLargestComponent()
        Approaches(within: 40).add(to: &draft, places: places, outline: outline)
        draft.round()
        return draft
    }
}
