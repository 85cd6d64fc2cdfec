/// How a message names a feature: by its position, counted from 1, and by its identifier where it has one.
enum FeatureLabel {
    static func text(_ position: Int, _ feature: Feature) -> String {
        feature.id.map { "\(position + 1) (“\($0)”)" } ?? "\(position + 1)"
    }
}
