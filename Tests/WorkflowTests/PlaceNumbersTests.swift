import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardLayers
import HomewardPlanner
import Testing

@testable import HomewardWorkflow

/// What a layer of schools or homes says in numbers.
@Suite struct PlaceNumbersTests {
    private func file(_ features: [String]) throws -> LayerReference {
        let url = FileManager.default.temporaryDirectory.appending(path: "homeward-\(UUID().uuidString).geojson")
        let text = "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
        try Data(text.utf8).write(to: url)
        return LayerReference(file: url.path)
    }

    private func point(_ properties: String) -> String {
        "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":{\"type\":\"Point\",\"coordinates\":[-1.51,52.41]}}"
    }

    private func places() throws -> Places {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return Places(
            system: try CoordinateSystem.epsg(27700),
            calendar: try SchoolCalendar(path: root.appending(path: "GeoData/calendar.yml").path))
    }

    @Test func rollsAndSharesByBusAreRead() throws {
        let schools = try places().schools(
            try file([
                point("\"name\":\"A\",\"pupils\":1200,\"bus_share\":0.25"), point("\"name\":\"B\",\"roll\":\"800\""),
                point("\"name\":\"C\",\"pupils\":null"),
            ]), names: nil)
        #expect(schools.map(\.pupils) == [1200, 800, nil])
        #expect(schools.map(\.busShare) == [0.25, nil, nil])
    }

    @Test func aLayerSaysFinishesByWeekday() throws {
        let known = "\"finish_time\":\"15:20\",\"finish_status\":\"known\""
        let schools = try places().schools(
            try file([
                point("\"name\":\"A\",\(known),\"finish_fri\":\"13:30\",\"finish_mon\":\"15:20\",\"finish_tue\":\"\""),
                point("\"name\":\"B\",\"finish_fri\":\"13:30\""),
            ]), names: nil)
        #expect(schools[0].finish == 920 && schools[0].finishByWeekday == [4: 810] && !schools[0].isFinishAssumed)
        #expect(schools[1].isFinishAssumed && schools[1].finishByWeekday.isEmpty, "nobody calls its time known")
        let layer = try file([point("\"name\":\"A\",\(known),\"finish_fri\":\"noon\"")])
        let error = #expect(throws: WorkflowError.self) { try places().schools(layer, names: nil) }
        #expect(error?.description.contains("noon") == true)
    }

    @Test func howARouteOfASchoolStartsIsRead() throws {
        let schools = try places().schools(
            try file([
                point("\"name\":\"A\",\"gate\":\"required\""), point("\"name\":\"B\",\"gate\":\"\""),
                point("\"name\":\"C\",\"gate\":\"free\""),
            ]), names: nil)
        #expect(schools.map(\.gateRule) == [.required, nil, .free])
        let layer = try file([point("\"name\":\"A\",\"gate\":\"always\"")])
        let error = #expect(throws: WorkflowError.self) { try places().schools(layer, names: nil) }
        let sentence = error?.report.sentence ?? ""
        for word in [layer.file, "\"A\"", "gate \"always\"", "required, preferred or free"] {
            #expect(sentence.contains(word), "\(sentence)")
        }
    }

    @Test(arguments: [
        ("\"name\":\"A\",\"pupils\":\"many\"", "pupils", "many"), ("\"name\":\"A\",\"pupils\":-3", "pupils", "-3"),
        ("\"name\":\"A\",\"bus_share\":30", "bus_share", "30"),
    ])
    func whatIsNoNumberOfTheKindIsNamed(_ properties: String, _ field: String, _ text: String) throws {
        let layer = try file([point(properties)])
        let error = #expect(throws: WorkflowError.self) { try places().schools(layer, names: nil) }
        guard case .badPlaceNumber(_, "A", field, text, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func homesAreRead() throws {
        let system = try CoordinateSystem.epsg(27700)
        let counted = try Places.homes(
            try file([
                point("\"postcode\":\"CV1 1AA\",\"children\":14"), point("\"postcode\":\"CV1 1AB\",\"children\":0"),
            ]), in: system)
        #expect(counted.map(\.children) == [14])
        let plain = try Places.homes(try file([point("\"postcode\":\"CV1 1AA\"")]), in: system)
        #expect(plain.map(\.children) == [1])
        #expect(throws: WorkflowError.self) {
            try Places.homes(try file([point("\"children\":\"some\"")]), in: system)
        }
    }
}
