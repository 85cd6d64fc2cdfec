import HomewardPublishing
import HomewardWorkflow

/// A table of the report: headings, rows, and which columns hold numbers.
struct ReportTable {
    /// One column.
    struct Heading {
        let text: String
        let isNumber: Bool

        static func text(_ text: String) -> Heading { Heading(text: text, isNumber: false) }
        static func number(_ text: String) -> Heading { Heading(text: text, isNumber: true) }
    }

    let caption: String
    let headings: [Heading]
    var rows: [[HTML]] = []

    init(_ caption: String, _ headings: [Heading]) {
        self.caption = caption
        self.headings = headings
    }

    /// The table of a finding.
    init(_ table: FindingSection.Table) {
        self.init(
            table.caption,
            table.headings.map { heading in
                switch heading {
                case .text(let text): .text(text)
                case .number(let text): .number(text)
                }
            })
        for row in table.rows { add(row) }
    }

    /// Adds a row of plain text.
    mutating func add(_ cells: [String]) {
        rows.append(cells.map { "\($0)" })
    }

    /// The table; the first cell of each row is its heading.
    var html: HTML {
        let head = headings.map { heading -> HTML in
            heading.isNumber
                ? "<th scope=\"col\" class=\"n\">\(heading.text)</th>" : "<th scope=\"col\">\(heading.text)</th>"
        }
        let body = rows.map { row -> HTML in
            let cells = row.enumerated().map { index, cell -> HTML in
                let number = headings.indices.contains(index) && headings[index].isNumber
                if index == 0 { return "<th scope=\"row\">\(cell)</th>" }
                return number ? "<td class=\"n\">\(cell)</td>" : "<td>\(cell)</td>"
            }
            return "<tr>\(cells)</tr>\n"
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table>
            <caption>\(caption)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body)</tbody></table></div>

            """
    }
}

extension ReportTable {
    /// The table that a layer's definition describes.
    ///
    /// - Parameters:
    ///   - table: What it shows.
    ///   - rows: The rows that it shows.
    ///   - caption: A caption for these rows; by default the table's own.
    init<Definition: LayerDefinition>(
        _ table: LayerTable<Definition>, rows: some Sequence<LayerRow<Definition>>, caption: String? = nil
    ) {
        self.init(
            caption ?? table.caption, table.columns.map { Heading(text: $0.heading, isNumber: $0.isNumber) })
        self.rows = rows.map { row in
            table.columns.map { column in
                switch column.cell(row) {
                case .text(let text): "\(text)"
                case .verdict(let holds): ReportTable.verdict(holds)
                }
            }
        }
    }

    /// Yes set off, no standing back.
    static func verdict(_ holds: Bool) -> HTML {
        holds ? "<span class=\"yes\">yes</span>" : "<span class=\"no\">no</span>"
    }
}
