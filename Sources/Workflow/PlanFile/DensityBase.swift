public import HomewardAnalysis
public import HomewardCore
import HomewardGeometry
import HomewardLayers

/// What the density of incidents is divided by, for the verb `density` alone.
public struct DensityBase: Configurable, Equatable {
    /// A layer of points with numbers, such as residents.
    public var layer = LayerChoice()
    /// The field of the numbers; each point counts once where nil.
    public var field: String?
    /// Whether it is all incidents of the study, of whatever day and hour.
    public var isWhole = false

    /// None.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .yesOrNo(
            "density.share", \.isWhole,
            "divide by the density of all incidents of the study: which share of them the chosen days and hours have"),
        .file(
            "density.base.file", \.layer.file,
            "divide by the density of a layer of points, such as homes with their residents", flag: "base"),
        .text(
            "density.base.layer", \.layer.layer, kind: "layer", "the layer of the base, where the file has several",
            flag: "base-layer"),
        .text(
            "density.base.field", \.field, kind: "field",
            "the base's field of numbers, such as population; each point counts once without it", flag: "base-field"),
    ]

    /// Refuses two bases.
    public func checkTogether() throws(SettingError) {
        if isWhole, layer.file != nil {
            throw .together(
                path: "density.share", message: "and a base of its own exclude each other; choose one")
        }
    }

    /// What is divided by, in words; nil for nothing.
    public var words: String? {
        if isWhole { return "all incidents of the study" }
        return layer.file == nil ? nil : field ?? "points of the base"
    }

    /// Reads it; nil where nothing is divided by.
    ///
    /// - Parameters:
    ///   - study: The study, of which the whole may be the base.
    ///   - usesHarm: Whether incidents count by their harm.
    /// - Throws: ``WorkflowError`` that names the file and the feature; what `Layers` throws.
    public func read(for study: Study, usesHarm: Bool) throws -> DensityMethod.Base? {
        if isWhole {
            return DensityMethod.Base(points: study.table.points, weights: usesHarm ? study.table.harm : nil)
        }
        return try layer.reference.map { reference in
            let places = try Places.numbered(reference, field: field, in: study.workingSystem)
            return DensityMethod.Base(points: places.map(\.point), weights: places.map(\.number))
        }
    }
}
