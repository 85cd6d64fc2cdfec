/// What can go wrong in a simulation.
public enum SimulationError: Error, Equatable {
    /// A parameter is out of its range; the sentence names it and says what to do.
    case parameter(String)
}
