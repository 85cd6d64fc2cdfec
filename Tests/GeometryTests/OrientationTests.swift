import Testing

@testable import HomewardGeometry

@Suite struct OrientationTests {
    @Test func nearlyOnTheLineIsDecidedExactly() {
        // Kettner et al., "Classroom examples of robustness problems", 2008: a naive determinant gets many of these wrong.
        let step = 0x1p-53
        var wrong = 0
        for i in 0..<64 {
            for j in 0..<64 {
                let (x, y) = (0.5 + Double(i) * step, 0.5 + Double(j) * step)
                let isLeft = Orientation.isLeft(x, y, ofLineFrom: 12, 12, to: 24, 24)
                if isLeft != (y > x) { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test func theSignTurnsWithTheOrder() {
        var dice = Dice(3)
        var onTheLine = 0
        for _ in 0..<500 {
            let (a, b) = (dice.point(-1e6...1e6), dice.point(-1e6...1e6))
            let share = Double.random(in: 0...1, using: &dice)
            // A point as near to the line as doubles allow.
            let c = Point(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
            let sign = Orientation.exactSign(a.x, a.y, b.x, b.y, c.x, c.y)
            #expect(Orientation.exactSign(b.x, b.y, a.x, a.y, c.x, c.y) == -sign)
            #expect(Orientation.exactSign(b.x, b.y, c.x, c.y, a.x, a.y) == sign)
            #expect(Orientation.exactSign(c.x, c.y, a.x, a.y, b.x, b.y) == sign)
            #expect(Orientation.isLeft(c.x, c.y, ofLineFrom: a.x, a.y, to: b.x, b.y) == (sign > 0))
            if sign == 0 { onTheLine += 1 }
        }
        #expect(onTheLine < 250)
    }
}
