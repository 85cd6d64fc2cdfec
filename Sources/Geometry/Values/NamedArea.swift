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

    /// Creates a named area.
    public init(name: String, outline: MultiPolygon, isOfficial: Bool = false, note: String? = nil) {
        self.name = name
        self.outline = outline
        self.isOfficial = isOfficial
        self.note = note
    }

    /// The outline as a shape.
    public var shape: Shape { .multiPolygon(outline) }
}
