import Foundation
import Kernels

// bench routes [PLAN.yml]: how chaperone routes fare on incidents that they have not seen.
// bench visits [PLAN.yml [VISITS]]: how patrol visits do, with at most so many a team and day.
// bench towns: routes in 20 made-up towns whose risk moves.
// bench large: routes in a town of 100 schools and 55,000 edges, for 50 teams.
// bench calibration: how often each test flags something in 400 towns without a pattern; more than 8 % is an error.
// bench calibration places: the same for emerging hotspots and Ripley's L alone.
// bench evaluation [RUNS]: how often estimators of an evaluation call what did nothing, find what works, and hold the truth.
// bench repeats: how long near repeats take, how that grows, beside pointpats.
// bench scan: how long a space–time permutation scan takes, and how that grows.
// bench sources: how long the comparison of two sources takes, and how that grows; what it finds of planted doubles.
// bench score [--data FOLDER]: what forecasts would have caught of Memphis's robberies and the sample, and how long that takes.
// bench paths: how fast many distances are found at once, beside others.
// bench density: how long densities along streets take, how that grows, beside spatstat.linnet on few incidents.
// bench kernels [SIZE…] [KERNEL…] [--large] [--data FOLDER] [--json FILE]: how long each kernel takes, and how that grows.
// bench names: the kernels, each with what it does.
// bench files [SIZE…] [--large] [--data FOLDER]: makes the files of a made-up town that they read.
// bench turns KERNEL SIZE [--data FOLDER]: does a kernel once for each line of standard input.
// bench peer FILE: one instance as JSON, and what is found for it; Benchmarks/peers solve it with other software.

func usage() -> Never {
    FileHandle.standardError.write(
        Data(
            """
            usage: bench routes|visits [PLAN.yml] | towns | large | calibration [places] | evaluation [RUNS] | repeats | scan | sources | score [--data FOLDER] | paths | density | peer FILE | names
                   bench kernels|files [SIZE…] [KERNEL…] [--large] [--data FOLDER] [--json FILE]
                   bench turns KERNEL SIZE [--data FOLDER]

            """.utf8))
    exit(64)
}

/// The bench that the words behind the command's name ask for.
func kernelBench() -> KernelBench {
    guard let bench = KernelBench(CommandLine.arguments.dropFirst(2)) else { usage() }
    return bench
}

let arguments = Array(CommandLine.arguments.dropFirst())
let plan = arguments.count > 1 ? arguments[1] : "Samples/coventry.yml"
do {
    switch arguments.first {
    case "routes" where arguments.count <= 2: try RouteBench(plan: plan).run()
    case "visits" where arguments.count <= 2: try VisitBench(plan: plan).run()
    case "visits" where arguments.count == 3: try VisitBench(plan: plan).run(visits: [Int(arguments[2]) ?? 10])
    case "towns" where arguments.count == 1: try TownBench().moving()
    case "large" where arguments.count == 1: try TownBench().large()
    case "calibration" where arguments.count == 1: if try !CalibrationBench().run() { exit(1) }
    case "calibration" where arguments.count == 2 && arguments[1] == "places":
        let holds = [try EmergingCalibration().run(), try RipleyCalibration().run()]
        if holds.contains(false) { exit(1) }
    case "evaluation" where arguments.count <= 2:
        if !EvaluationBench(runs: arguments.count == 2 ? max(40, Int(arguments[1]) ?? 2000) : 2000).run() { exit(1) }
    case "repeats" where arguments.count == 1: try RepeatsBench().run()
    case "scan" where arguments.count == 1: try ScanBench().run()
    case "sources" where arguments.count == 1: try SourcesBench().run()
    case "score": try ScoreBench(Array(arguments.dropFirst())).run()
    case "paths" where arguments.count == 1: try PathsBench().run()
    case "density" where arguments.count == 1: try DensityBench().run()
    case "kernels": try kernelBench().run()
    case "names" where arguments.count == 1: for kernel in Kernel.all { print("\(kernel.name)\t\(kernel.title)") }
    case "files": try kernelBench().makeFiles()
    case "turns": try kernelBench().takeTurns()
    case "peer" where arguments.count == 2: try PeerBench().run(to: arguments[1])
    default: usage()
    }
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(65)
}
