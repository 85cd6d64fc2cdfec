public import HomewardCalendar
public import HomewardGeometry
import HomewardLayers

/// Reads incidents from files into one table, and accounts for every row: read = used + filtered + rejected.
///
/// CSV is read byte by byte in stretches, so that memory is bounded but for the table itself; every other format comes
/// through GDAL with the same roles, and a feature's point is its position. Each row is first read, then judged; it
/// counts once. Duplicates are sought within one file, and the first row that can be read stays.
public struct IncidentReader: Sendable {
    /// The files, in order.
    public var sources: [IncidentSource]
    /// The coordinate system of the table.
    public var workingSystem: CoordinateSystem
    /// The clock by which local times are read.
    public var clock: LocalClock
    /// The study area in the working system; incidents beyond it are filtered.
    public var studyArea: MultiPolygon?
    /// The days asked for; incidents before and after are filtered.
    public var period: ClosedRange<CivilDay>?
    /// The weights of harm by category; without them every incident weighs 1.
    public var harm: HarmTable?

    /// Creates a reader.
    public init(
        sources: [IncidentSource], workingSystem: CoordinateSystem, clock: LocalClock, studyArea: MultiPolygon? = nil,
        period: ClosedRange<CivilDay>? = nil, harm: HarmTable? = nil
    ) {
        self.sources = sources
        self.workingSystem = workingSystem
        self.clock = clock
        self.studyArea = studyArea
        self.period = period
        self.harm = harm
    }

    /// Reads all files. Rows stand in the order of the files and their lines. O(bytes).
    ///
    /// - Throws: ``IncidentsError`` where a file cannot be read, a column cannot be found, or more than half of the rows
    ///   of a file are rejected.
    public func read() throws(IncidentsError) -> IncidentReading {
        var assembly = ReadingAssembly()
        for (index, source) in sources.enumerated() {
            assembly.add(try SourceRun(reader: self, source: source, index: index).read())
        }
        return assembly.finish(harm: harm)
    }
}
