import Foundation
import HomewardCore
import Testing

/// What the forms of kernels come to, by adding up.
@Suite struct KernelFormTests {
    /// Simpson's rule.
    private func integral(from a: Double, to b: Double, _ body: (Double) -> Double) -> Double {
        let steps = 20_000
        let width = (b - a) / Double(steps)
        return (0...steps).reduce(0) { sum, step in
            sum + body(a + Double(step) * width) * (step == 0 || step == steps ? 1 : step.isMultiple(of: 2) ? 2 : 4)
        } * width / 3
    }

    @Test(arguments: KernelForm.allCases)
    func massAndDeviationAreThoseOfTheHeights(form: KernelForm) {
        let mass = integral(from: 0, to: form.reach) { 2 * .pi * $0 * form.height($0 * $0) }
        #expect(abs(mass - form.planeMass) < 1e-9 * mass)
        // Half of the mean square of the distance lies along each axis; the Gaussian is cut off.
        let square = integral(from: 0, to: form.reach) { 2 * .pi * $0 * $0 * $0 * form.height($0 * $0) } / mass / 2
        #expect(abs(square.squareRoot() - form.deviation) < (form == .gaussian ? 2e-3 : 1e-9))
        #expect(form.height(0) == 1 && form.height(form.reach * form.reach + 1e-9) == 0)
    }

    @Test(arguments: KernelForm.allCases)
    func sharesAlongALineAreThoseOfTheHeights(form: KernelForm) {
        let all = integral(from: 0, to: form.reach) { form.height($0 * $0) }
        for part in [0.0, 0.05, 0.3, 0.77, 1] {
            let distance = part * form.reach
            let share = integral(from: 0, to: distance) { form.height($0 * $0) } / all / 2
            #expect(abs(form.lineShare(upTo: distance) - share) < 1e-10)
        }
        #expect(form.lineShare(upTo: -1) == 0)
        #expect(abs(form.lineShare(upTo: 1e9) - 0.5) < 1e-15)
    }
}
