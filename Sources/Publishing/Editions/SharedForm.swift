public import HomewardLayers
public import HomewardWorkflow

/// What an edition for others has of a layer.
package enum SharedForm: Sendable {
    /// The layer, made from the released study, without the columns that are for the force alone.
    case asItStands
    /// Another layer of the same name, which holds released figures.
    case instead(any LayerDefinition.Type)
    /// Nothing, for a reason that ends without a full stop.
    case none(String)
}

extension LayerDefinition {
    /// The layer of an edition for others: one of ``LayerCatalogue/shared``, made from results that hold a release.
    static func sharedLayer(of results: RunResults) throws -> Layer? {
        try layer(of: results).map(withoutForceColumns)
    }

    /// The layer without the columns that are for the force alone.
    static func withoutForceColumns(_ layer: Layer) -> Layer {
        let kept = Set(columnFacts.filter { $0.audience == .partner }.map(\.name))
        let positions = layer.fields.indices.filter { kept.contains(layer.fields[$0].name) }
        var shared = layer
        shared.fields = positions.map { layer.fields[$0] }
        shared.features = layer.features.map { feature in
            var feature = feature
            feature.values = positions.map { feature.values[$0] }
            return feature
        }
        return shared
    }
}

extension LayerCatalogue {
    /// What an edition for others has in place of a layer that a verb made from the released study.
    ///
    /// - Throws: ``PublishingError/notShared(title:reason:)`` where it has nothing.
    public static func shared(_ layer: Layer, from release: Release) throws -> Layer {
        guard let definition = all.first(where: { $0.layerName == layer.name }) else {
            throw PublishingError.notShared(title: layer.name, reason: "It is in no list of layers")
        }
        switch definition.shared {
        case .asItStands: return definition.withoutForceColumns(layer)
        case .instead(let other): return try (other as? any ReleasedLayer.Type)?.make(release) ?? none(definition)
        case .none: return try none(definition)
        }
    }

    private static func none(_ definition: any LayerDefinition.Type) throws -> Layer {
        var reason = "It is not made for others"
        if case .none(let said) = definition.shared { reason = said }
        throw PublishingError.notShared(title: definition.title, reason: reason)
    }
}

/// A layer of released figures.
protocol ReleasedLayer: LayerDefinition {
    static func make(_ release: Release) throws -> Layer
}

extension ReleasedLayer {
    package static var shared: SharedForm { .asItStands }
    package static func layer(of results: RunResults) throws -> Layer? { try results.release.map(make) }
}
