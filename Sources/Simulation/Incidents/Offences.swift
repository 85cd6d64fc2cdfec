import HomewardCore

/// What happened, with what, and to whom.
enum Offences {
    /// The categories, in the order of the indices that rows carry. They are written as they stand, in quotes where they hold a comma.
    static let names = [
        "Common assault", "Assault occasioning actual bodily harm", "Grievous bodily harm",
        "Robbery, personal property",
        "Possession of an article with a blade or point", "Threats with a weapon", "Affray",
        "Public order, fear of violence",
        "Harassment", "Sexual assault",
    ]
    /// The weapons, in the order of the indices that rows carry; the first is none.
    static let weapons = [
        "", "Knife", "Blunt instrument", "Bottle or glass", "Imitation firearm", "Corrosive substance",
    ]

    /// Who is involved.
    enum Crowd: Int {
        case anyone
        case children
        case nightlife
    }

    private static func table(_ weights: [Double]) -> AliasTable? { AliasTable(weights: weights) }
    private static let offences: [AliasTable?] = [
        table([26, 18, 3, 8, 5, 4, 5, 18, 10, 3]), table([24, 14, 4, 20, 12, 8, 12, 6, 0, 0]),
        table([24, 30, 8, 6, 2, 3, 12, 12, 0, 3]),
    ]
    private static let armed: [AliasTable?] = [
        table([0, 50, 25, 12, 8, 5]), table([0, 72, 16, 2, 10, 0]), table([0, 22, 18, 58, 2, 0]),
    ]

    /// An offence, as an index into ``names``.
    static func offence(_ crowd: Crowd, _ generator: inout SeededGenerator) -> Int {
        offences[crowd.rawValue]?.draw(&generator) ?? 0
    }

    /// A weapon that fits the offence, as an index into ``weapons``.
    static func weapon(_ offence: Int, _ crowd: Crowd, _ generator: inout SeededGenerator) -> Int {
        let share: Double =
            switch offence {
            case 4, 5: 1
            case 2: 0.55
            case 3: 0.3
            case 1, 6: 0.12
            default: 0.02
            }
        guard generator.chance(share), let table = armed[crowd.rawValue] else { return 0 }
        return table.draw(&generator)
    }

    /// An age in years, or −1 where it is not recorded.
    static func age(_ crowd: Crowd, _ generator: inout SeededGenerator) -> Int {
        if generator.chance(crowd == .children ? 0.02 : 0.06) { return -1 }
        let draw = generator.unit()
        switch crowd {
        case .children:
            return draw < 0.9
                ? 11 + generator.below(7) : draw < 0.97 ? 18 + generator.below(6) : 25 + generator.below(30)
        case .nightlife: return draw < 0.35 ? 18 + generator.below(7) : 25 + generator.below(25)
        case .anyone:
            return draw < 0.4 ? 10 + generator.below(15) : 25 + generator.below(generator.chance(0.2) ? 60 : 30)
        }
    }
}
