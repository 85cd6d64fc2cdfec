# The two commands that most people need are `make demo` and `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
OUT ?= output
# Where make install puts the command, its completions and its manual pages; DESTDIR stands before it for packagers.
PREFIX ?= /usr/local
# An import that Package.swift does not name is an error, so that data flows one way.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
# COVERAGE=1 counts the lines that the tests reach. The debug build with and without it are two different ones.
DEBUG_FLAGS := $(SWIFT_FLAGS) $(if $(COVERAGE),--enable-code-coverage)
# The methods are tested on thousands of towns and the planners search for long: the debug build optimises them and what they stand on.
export HOMEWARD_OPTIMISED = Core Geometry Calendar Incidents Analysis Streets Planner
SWIFT_CODE = Package.swift Sources Tests Fuzz/Package.swift Fuzz/Sources Benchmarks/Package.swift Benchmarks/Sources
RELEASE = $$(swift build -c release --show-bin-path)

.PHONY: help setup build install uninstall install-qgis uninstall-qgis bench times peers instructions demo test snapshots dictionary lint format docs pictures methods samples sbom mutants faults fuzz sanitize endurance clean

help: ## what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

setup: ## install the system libraries that are missing, and nothing else
	@.ci/setup

build: setup ## the release build
	swift build -c release --product homeward $(SWIFT_FLAGS)

install: build ## the command, its completions and manual pages, below PREFIX (/usr/local)
	Documentation/install "$(RELEASE)/homeward" "$(DESTDIR)$(PREFIX)"

uninstall: ## take away what make install put there
	Documentation/install --remove "$(DESTDIR)$(PREFIX)"

install-qgis: ## the verbs as tools in your QGIS, profile default or QGIS_PROFILE
	@Integrations/qgis/install

uninstall-qgis: ## take them out of your QGIS
	@Integrations/qgis/install --remove

demo: build ## plan Coventry's sample and say where the map is
	@"$(RELEASE)/homeward" plan Samples/coventry.yml --out $(OUT)
	@echo
	@echo "The map: file://$(abspath $(OUT))/report.html"
	@echo "For QGIS: $(abspath $(OUT))/homeward.gpkg, whose project is called Homeward"

test: build ## every test; the tests of the command run the release build
	swift build --build-tests $(DEBUG_FLAGS)
	HOMEWARD_COMMAND="$(RELEASE)/homeward" swift test --skip-build $(DEBUG_FLAGS)
	@$(if $(COVERAGE),.ci/coverage)

bench: setup ## how the plans fare on incidents that they have not seen, then make times; takes an hour
	swift run -c release --package-path Benchmarks bench routes
	swift run -c release --package-path Benchmarks bench visits
	swift run -c release --package-path Benchmarks bench towns
	swift run -c release --package-path Benchmarks bench large
	swift run -c release --package-path Benchmarks bench calibration
	swift run -c release --package-path Benchmarks bench evaluation
	swift run -c release --package-path Benchmarks bench repeats
	swift run -c release --package-path Benchmarks bench scan
	swift run -c release --package-path Benchmarks bench sources
	swift run -c release --package-path Benchmarks bench score
	swift run -c release --package-path Benchmarks bench paths
	swift run -c release --package-path Benchmarks bench density
	$(MAKE) --no-print-directory times

times: build peers ## Homeward timed beside its peers, Benchmarks/RESULTS.md; LARGE=1 for ten million rows
	swift build -c release --package-path Benchmarks
	Benchmarks/tools/collect.py --homeward "$(RELEASE)/homeward" $(if $(LARGE),--large) $(TIMES) \
		--bench "$$(swift build -c release --package-path Benchmarks --show-bin-path)/bench"

peers: ## the software beside which Homeward is timed, in Benchmarks/.venv
	Benchmarks/peers/setup

instructions: setup ## do hot kernels take more instructions than before? BLESS=1 writes the counts anew
	swift build -c release --product Instructions $(SWIFT_FLAGS)
	Benchmarks/tools/instructions.py "$(RELEASE)/Instructions" $(if $(BLESS),--bless)

snapshots: build ## write Tests/Snapshots anew from what the command prints
	swift build --build-tests $(DEBUG_FLAGS)
	HOMEWARD_BLESS=1 HOMEWARD_COMMAND="$(RELEASE)/homeward" \
		swift test --skip-build $(DEBUG_FLAGS) --filter 'CommandTests.(SnapshotTests|LargeTownTests)'
	git diff --stat -- Tests/Snapshots

dictionary: setup ## write the article Data dictionary anew from the definitions of layers and tables
	swift build --build-tests $(DEBUG_FLAGS)
	HOMEWARD_BLESS=1 swift test --skip-build $(DEBUG_FLAGS) --filter 'HomewardPublishingTests.DataDictionaryTests/article'
	git diff --stat -- Documentation/Homeward.docc/Data-dictionary.md

lint: ## style, strictly
	swift format lint --strict --recursive --parallel $(SWIFT_CODE)

format: ## put the style right
	swift format --in-place --recursive --parallel $(SWIFT_CODE)

docs: setup ## the documentation of all rooms as a web site; a warning is an error
	swift build $(DEBUG_FLAGS)
	Documentation/make "$$(swift build --show-bin-path)" .build/documentation

pictures: build ## the pictures of the article that tells the methods apart
	Documentation/pictures "$(RELEASE)/homeward"

methods: ## the article on methods and their papers, from what the code says of itself
	Documentation/methods

samples: build ## make GeoData/streets.gpkg and Samples anew
	Samples/make

sbom: ## the bill of materials of what is built here, as CycloneDX, in sbom.json
	.ci/sbom > sbom.json

mutants: ## put 200 small faults into the kernels and see which the tests miss; takes hours
	Tests/Mutation/mutate

faults: build ## a plan against every fault of disk, clock and language
	Tests/Faults/matrix "$(RELEASE)/homeward"

fuzz: setup ## libFuzzer's bytes for everything that reads bytes from outside, 30 s each or FUZZ_SECONDS
	Fuzz/run $(or $(FUZZ_SECONDS),30)

sanitize: setup ## the tests under the sanitizers of addresses, undefined behaviour and threads
	HOMEWARD_OPTIMISED="Core Streets Planner" .ci/sanitize $(SANITIZE)

endurance: setup ## a thousand plans in one process, whose memory must not grow
	swift build -c release --product Endurance $(SWIFT_FLAGS)
	"$(RELEASE)/Endurance"

clean: ## forget what was built
	rm -rf .build .build-address .build-thread Benchmarks/.build Benchmarks/.data Benchmarks/.venv $(OUT)
