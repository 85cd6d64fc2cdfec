import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// Makes the rows of one day after the other.
struct DayMaker {
    /// The number of the last row made.
    private(set) var reference = 0
    private let stage: Stage
    private let seed: UInt64
    /// The second halves of near-repeat pairs that fall on the next seven days, the next day first.
    private var pending: [[Point]] = Array(repeating: [], count: 8)
    private var owedDuplicates = 0
    /// What each planted measure did.
    private(set) var patrols: [PatrolTally]

    /// Starts before the first day.
    init(stage: Stage, seed: UInt64) {
        self.stage = stage
        self.seed = seed
        patrols = stage.patrols.map { _ in PatrolTally() }
    }

    /// The rows of the day `index`, sorted by time and numbered. To be called for 0, 1, 2, … in turn.
    mutating func rows(of index: Int) -> [SimulatedRow] {
        var generator = SeededGenerator(seed: seed, stream: UInt64(index) + 1)
        let day = stage.days.first.advanced(by: index)
        var rows: [SimulatedRow] = []
        var repeated = pending.removeFirst()
        pending.append([])
        for (number, component) in stage.components.enumerated() {
            for _ in 0..<component.perDay[index] {
                var row = row(component.kind, UInt16(number), on: day, &generator)
                if case .initiator = component.kind { plant(row, &generator) }
                finish(&row, component.kind, on: day, index, &generator)
                if happens(&row, component.kind, index, &generator) { rows.append(row) }
            }
            if case .initiator = component.kind {
                for place in repeated {
                    var row = row(component.kind, UInt16(number), on: day, &generator)
                    (row.x, row.y) = (Int32(place.x), Int32(place.y))
                    finish(&row, component.kind, on: day, index, &generator)
                    rows.append(row)
                }
                repeated = []
            }
        }
        addDuplicates(to: &rows, index, &generator)
        return numbered(rows)
    }

    private func row(
        _ kind: Component.Kind, _ component: UInt16, on day: CivilDay, _ generator: inout SeededGenerator
    ) -> SimulatedRow {
        let place: Point
        var minute = stage.rhythm.minute(of: day, &generator)
        var crowd = Offences.Crowd.anyone
        switch kind {
        case .background(.outside): place = outside(&generator)
        case .background, .initiator: place = stage.places.draw(&generator)
        case .afterSchool(let index):
            let window = stage.afterSchool[index].window
            let start = window?.start ?? 900
            let exact = start + generator.below(window?.minutes ?? 60)
            minute = max(start, WeekRhythm.rounded(exact, &generator))
            crowd = .children
            place = stage.afterSchool[index].gathering.draw(&generator)
        case .nightEvening(let index):
            minute = WeekRhythm.rounded(1320 + generator.below(120), &generator)
            crowd = .nightlife
            place = stage.nightTime[index].gathering.draw(&generator)
        case .nightMorning(let index):
            minute = max(1, WeekRhythm.rounded(generator.below(180), &generator))
            crowd = .nightlife
            place = stage.nightTime[index].gathering.draw(&generator)
        case .emerging(let index): place = stage.emerging[index].gathering.draw(&generator)
        case .fading(let index): place = stage.fading[index].gathering.draw(&generator)
        }
        var row = SimulatedRow(
            minute: Int32(minute), sortMinute: Int32(minute), x: Int32(place.x), y: Int32(place.y), component: component
        )
        let offence = Offences.offence(crowd, &generator)
        row.offence = UInt8(offence)
        row.weapon = UInt8(Offences.weapon(offence, crowd, &generator))
        row.age = Int16(Offences.age(crowd, &generator))
        return row
    }

    /// Whether an incident happens in spite of the measures planted, where they may move it to. Faulty rows and near repeats are left to what
    /// was planted of them.
    private mutating func happens(
        _ row: inout SimulatedRow, _ kind: Component.Kind, _ index: Int, _ generator: inout SeededGenerator
    ) -> Bool {
        switch kind {
        case .initiator, .background(.some): return true
        default: break
        }
        let place = Point(x: Double(row.x), y: Double(row.y))
        for (number, patrol) in stage.patrols.enumerated() where index >= patrol.first && patrol.outline.contains(place)
        {
            patrols[number].due += 1
            guard patrol.effect.kind != .nothing, generator.chance(patrol.effect.share) else { return true }
            guard patrol.effect.kind == .displaces, !patrol.around.isEmpty else {
                patrols[number].prevented += 1
                return false
            }
            let there = patrol.around[generator.below(patrol.around.count)]
            (row.x, row.y) = (Int32(there.x), Int32(there.y))
            patrols[number].moved += 1
            return true
        }
        return true
    }

    /// Gives the row its fault, its range and the way its dates are written.
    private func finish(
        _ row: inout SimulatedRow, _ kind: Component.Kind, on day: CivilDay, _ index: Int,
        _ generator: inout SeededGenerator
    ) {
        row.isSlashed = generator.chance(0.15)
        row.repeatsEnd = generator.chance(0.3)
        let wantsRange = generator.chance(0.14)
        let isLong = generator.chance(0.4)
        let short = [5, 10, 15, 20, 30, 45, 60][generator.below(7)]
        let long = 120 + 15 * generator.below(41)
        if case .background(let fault) = kind { row.fault = fault }
        if row.fault == .nonexistentTime {
            row.minute = Int32(60 + generator.below(60))
        } else if WeekRhythm.isShortDay(day) && row.minute >= 60 && row.minute < 120 {
            row.minute += 60
        }
        if row.fault == .midnight { row.minute = 0 }
        row.sortMinute = row.minute
        let isFree = row.fault == nil && !WeekRhythm.isShortDay(day) && !WeekRhythm.isShortDay(day.advanced(by: 1))
        guard wantsRange, isFree else { return }
        if case .afterSchool(let number) = kind {
            // Both ends stay inside the window.
            guard let window = stage.afterSchool[number].window else { return }
            row.range = Int32(max(0, min(short / 2, window.start + window.minutes - 1 - Int(row.minute))))
        } else if case .background = kind, isLong, index + 1 < stage.days.kinds.count {
            row.range = Int32(long)
        } else if Int(row.minute) + short < 1440 {
            row.range = Int32(short)
        }
    }

    /// Puts down where and on which of the next seven days the second half of a pair happens.
    private mutating func plant(_ row: SimulatedRow, _ generator: inout SeededGenerator) {
        let delay = generator.below(7)
        var place = Point(x: Double(row.x), y: Double(row.y))
        for _ in 0..<16 {
            let aim = Point(
                x: place.x + generator.between(-70, 70).rounded(), y: place.y + generator.between(-70, 70).rounded())
            if stage.outline.contains(aim) {
                place = aim
                break
            }
        }
        pending[delay].append(place)
    }

    private func outside(_ generator: inout SeededGenerator) -> Point {
        let box = stage.outline.box.grown(by: 400)
        let away = generator.between(0, 12_000)
        let along = generator.unit()
        let place =
            switch generator.below(4) {
            case 0: Point(x: box.minX - away, y: box.minY + along * box.height)
            case 1: Point(x: box.maxX + away, y: box.minY + along * box.height)
            case 2: Point(x: box.minX + along * box.width, y: box.minY - away)
            default: Point(x: box.minX + along * box.width, y: box.maxY + away)
            }
        return Point(x: place.x.rounded(), y: place.y.rounded())
    }

    /// Repeats sound rows of the background under the same number; a day without any leaves its duplicates to the next.
    private mutating func addDuplicates(to rows: inout [SimulatedRow], _ index: Int, _ generator: inout SeededGenerator)
    {
        owedDuplicates += stage.duplicates.indices.contains(index) ? stage.duplicates[index] : 0
        guard owedDuplicates > 0 else { return }
        let last = UInt16(stage.components.count - 1)
        let sound = rows.indices.filter { rows[$0].component == last }
        guard !sound.isEmpty else { return }
        for _ in 0..<owedDuplicates {
            let original = sound[generator.below(sound.count)]
            var copy = rows[original]
            copy.original = Int32(original)
            copy.fault = .duplicate
            copy.sortMinute = min(1439, copy.sortMinute + Int32(generator.below(120)))
            rows.append(copy)
        }
        owedDuplicates = 0
    }

    private mutating func numbered(_ rows: [SimulatedRow]) -> [SimulatedRow] {
        var order = rows.indices.map { Int64(rows[$0].sortMinute) << 32 | Int64($0) }
        order.sort()
        var rows = rows
        for key in order {
            let index = Int(key & 0xFFFF_FFFF)
            if rows[index].original >= 0 {
                rows[index].reference = rows[Int(rows[index].original)].reference
            } else {
                reference += 1
                rows[index].reference = reference
            }
        }
        return order.map { rows[Int($0 & 0xFFFF_FFFF)] }
    }
}
