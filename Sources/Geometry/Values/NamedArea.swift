/// An area that people know by a name: a ward, an estate, a patrol area.
public struct NamedArea: Hashable, Sendable {
    /// The name as the analyst's file spells it.
    public var name: String
    /// The outline, in the working coordinate system.
    public var outline: MultiPolygon
    /// Whether the outline is an official boundary. False unless the file says so.
    public var isOfficial: Bool
    /// What the file says about the outline's origin, if anything.
    public var note: String?
    /// What was wrong with the outline in the file, where it has been mended; nil for an outline as it stands there.
    public var mendedFault: String?

    /// A named area; an outline is no official boundary unless it says so.
    public init(
        name: String, outline: MultiPolygon, isOfficial: Bool = false, note: String? = nil, mendedFault: String? = nil
    ) {
        self.name = name
        self.outline = outline
        self.isOfficial = isOfficial
        self.note = note
        self.mendedFault = mendedFault
    }

    /// The outline as a shape.
    public var shape: Shape { .multiPolygon(outline) }
}
