#if os(Linux)
    import Foundation
    import Testing

    /// What a command does not need is not loaded: GDAL brings over a hundred libraries with it.
    @Suite struct LoadingTests {
        private let scratch: Scratch

        init() throws { scratch = try Scratch() }

        private func extract() throws -> String {
            try scratch.write(
                """
                when,easting,northing,category
                2025-03-04 15:20,433450,278960,violence
                2025-03-05 16:10,433480,278900,violence
                """, to: "incidents.csv")
        }

        /// The libraries that the command loads, by what the loader says of itself.
        private func loaded(_ arguments: [String]) throws -> String {
            let answer = try BuiltCommand.run(arguments, environment: ["LD_DEBUG": "files"])
            #expect(answer.code == 0, "\(answer.words.suffix(500))")
            #expect(answer.words.contains("libswiftCore.so"))
            return answer.words
        }

        @Test func noCommandLoadsWhatItDoesNotNeed() throws {
            for arguments in [
                ["--version"], ["--help"], ["plan", "--keys"], ["--generate-completion-script", "bash"],
            ] {
                let words = try loaded(arguments)
                #expect(!words.contains("libgdal") && !words.contains("libproj"), "\(arguments)")
            }
            let file = try extract()
            for arguments in [["check", file], ["peaks", file]] {
                let words = try loaded(arguments)
                #expect(words.contains("libproj") && !words.contains("libgdal"), "\(arguments)")
            }
            // An answer for programs states GDAL's version, and a layer is read by it.
            #expect(try loaded(["check", file, "--json"]).contains("libgdal"))
            #expect(try loaded(["areas", file, "--areas", "GeoData/areas.geojson"]).contains("libgdal"))
        }

        /// A folder in which files that are no libraries stand in the way of those of that name, whatever their number.
        private func without(_ library: String) throws -> [String: String] {
            for number in [""] + (20...99).map({ ".\($0)" }) {
                _ = try scratch.write("no library", to: "none/\(library).so\(number)")
            }
            return ["LD_LIBRARY_PATH": scratch.path("none")]
        }

        @Test func withoutGDALWhatDoesNotNeedItWorksOn() throws {
            let (file, environment) = (try extract(), try without("libgdal"))
            let checked = try BuiltCommand.run(["check", file], environment: environment)
            #expect(try checked.code == 0 && checked.output == BuiltCommand.run(["check", file]).output)
            let json = try BuiltCommand.run(["check", file, "--json"], environment: environment)
            #expect(json.code == 0 && json.output.contains("\"proj\"") && !json.output.contains("\"gdal\""))
            for arguments in [["--areas", "GeoData/areas.geojson"], ["--out", scratch.path("out.geojson")]] {
                let refused = try BuiltCommand.run(["hotspots", file] + arguments, environment: environment)
                #expect(
                    refused.code == 69 && refused.words.hasPrefix("homeward: GDAL: it cannot be loaded (/"),
                    "\(refused)")
                #expect(refused.words.contains("on Debian and Ubuntu the package libgdal"))
                #expect(refused.words.split(separator: "\n").count == 1)
            }
            let doctor = try BuiltCommand.run(["doctor"], environment: environment)
            #expect(doctor.code == 69 && doctor.output.contains("GDAL is missing; install it"), "\(doctor)")
            #expect(doctor.output.contains("proj ") && !doctor.output.contains("GDAL driver"))
        }

        @Test func withoutPROJTheCommandSaysWhatToInstall() throws {
            let (file, environment) = (try extract(), try without("libproj"))
            #expect(try BuiltCommand.run(["--version"], environment: environment).code == 0)
            let refused = try BuiltCommand.run(["peaks", file], environment: environment)
            #expect(
                refused.code == 69 && refused.words.hasPrefix("homeward: PROJ: it cannot be loaded (/"), "\(refused)")
            #expect(refused.words.contains("the package libproj"))
            #expect(refused.words.split(separator: "\n").count == 1)
            let doctor = try BuiltCommand.run(["doctor"], environment: environment)
            #expect(doctor.code == 69 && doctor.output.contains("PROJ is missing; install it"), "\(doctor)")
            #expect(!doctor.output.contains("OSTN15"))
        }
    }
#endif
