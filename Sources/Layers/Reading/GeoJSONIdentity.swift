internal import CGDAL
import Foundation

/// Tells whether the field `id` that GDAL shows is the member `id` of the features or a property of that name.
enum GeoJSONIdentity {
    private struct Head: Decodable {
        struct Properties: Decodable {
            let hasIdentifier: Bool

            enum Key: String, CodingKey {
                case id
            }

            init(from decoder: any Decoder) throws {
                hasIdentifier = try decoder.container(keyedBy: Key.self).contains(.id)
            }
        }

        let hasIdentifier: Bool
        let properties: Properties?

        enum Key: String, CodingKey {
            case id
            case properties
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            hasIdentifier = container.contains(.id)
            properties = try? container.decodeIfPresent(Properties.self, forKey: .properties)
        }
    }

    /// Asks the first feature of the file at `path`, which GDAL hands over as it is spelt.
    static func isMember(_ path: String) -> Bool {
        let drivers = GDAL.drivers(for: .geoJSON)
        guard let dataset = GDALDataset(opening: path, drivers: drivers, options: ["NATIVE_DATA=YES"]),
            let layer = dataset.layers.first, let handle = OGR_L_GetNextFeature(layer.handle)
        else { return false }
        let feature = GDALFeature(owning: handle)
        guard let text = OGR_F_GetNativeData(feature.handle).map({ String(cString: $0) }),
            let head = try? JSONDecoder().decode(Head.self, from: Data(text.utf8))
        else { return false }
        return head.hasIdentifier && head.properties?.hasIdentifier != true
    }
}
