package import HomewardCore

extension ReportFixture {
    /// A provenance with a word for each of its parts that stands nowhere else.
    package static func provenance(madeUp: Set<MadeUp> = []) -> Provenance {
        Provenance(
            title: "Coventry, a test", audience: "internal", statement: "internal: may show single incidents",
            madeUp: madeUp,
            assumptions: ["Terms of 2024-25 are assumed, \"more or less\".", "Finish times: <assumed> & unknown."],
            methods: ["Hotspots: Getis–Ord Gi*."],
            parameters: [SettingRecord(key: "hotspots.cell_m", value: "137")], seed: 4242,
            versions: ["homeward": "0.1.0", "geos": "3.11.1"])
    }

    /// What a file must say to whoever opens it alone.
    package static let provenanceWords = [
        "internal: may show single incidents", "Terms of 2024-25 are assumed, \"more or less\".",
        "Finish times: <assumed> & unknown.", "Getis–Ord Gi*", "hotspots.cell_m", "137", "4242", "3.11.1",
    ]
}
