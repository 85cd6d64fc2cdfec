import ArgumentParser
import Foundation
import HomewardAnalysis
import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import HomewardPlanner
import HomewardPublishing
import HomewardSimulation
import HomewardStreets
import HomewardWorkflow

/// From an error of a room to a sentence on standard error and an exit code of sysexits.
enum Failure {
    /// The codes that the command ends with.
    enum Code: Int32 {
        case usage = 64
        case data = 65
        case noInput = 66
        case unavailable = 69
        case bug = 70
        case cannotWrite = 73
    }

    static func exit(with error: any Error) -> Never {
        if let code = code(of: error) {
            FileHandle.standardError.write(Data("homeward: \(error)\n".utf8))
            Foundation.exit(code.rawValue)
        }
        // Help, the version and wrong usage are the argument parser's to tell; what is left is a bug.
        guard Homeward.exitCode(for: error) == .failure else { Homeward.exit(withError: error) }
        FileHandle.standardError.write(Data("homeward: this is a bug, please report it: \(error)\n".utf8))
        Foundation.exit(Code.bug.rawValue)
    }

    static func code(of error: any Error) -> Code? {
        switch error {
        case is UsageError, IncidentsError.badMapping: .usage
        case WorkflowError.unreadable, PublishingError.noRun: .noInput
        case let error as LayersError: code(of: error.trouble)
        case let error as IncidentsError: code(of: error.trouble)
        case PublishingError.cannotWrite, SimulationError.cannotWrite: .cannotWrite
        case is WorkflowError, is GeometryError, is AnalysisError, is StreetsError, is PlannerError,
            is SimulationError:
            .data
        default: nil
        }
    }

    private static func code(of trouble: LayersError.Trouble) -> Code {
        switch trouble {
        case .missingInput: .noInput
        case .badData: .data
        case .cannotWrite: .cannotWrite
        case .unavailable: .unavailable
        }
    }
}

/// Options that each are right but do not go together, or lack another.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
