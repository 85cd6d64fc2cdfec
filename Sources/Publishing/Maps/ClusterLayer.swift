public import HomewardAnalysis
import HomewardCalendar
public import HomewardGeometry
import HomewardIncidents
public import HomewardLayers

/// Clusters as a layer.
public enum ClusterLayer {
    /// Clusters in place and on the clock: layer `clusters`. Only their outlines leave the house, never their members.
    ///
    /// - Parameters:
    ///   - result: The clusters, strongest first; they are keyed `C1`, `C2`, … in that order.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ result: PlaceHourResult, system: CoordinateSystem) -> Layer {
        let clusters = result.clusters
        return Layer(
            name: "clusters", in: system, rows: Array(clusters.indices), id: { "C\($0 + 1)" },
            shape: { clusters[$0].hull },
            columns: [
                .text("days") { clusters[$0].days.rawValue },
                .integer("count") { clusters[$0].count },
                .text("window") { clusters[$0].window.description },
                .text("window_start") { HourWindow.clock(clusters[$0].window.start) },
                .text("window_end") { HourWindow.clock(clusters[$0].window.end) },
                .integer("window_min") { clusters[$0].window.minutes },
                .real("expected", decimals: 2) { clusters[$0].expected },
                .real("share", decimals: 4) { clusters[$0].share },
                .probability("p") { clusters[$0].p },
            ])
    }
}
